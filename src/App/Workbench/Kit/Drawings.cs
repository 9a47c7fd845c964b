namespace Vauban.App.Workbench.Kit;

/// <summary>A pin of a map.</summary>
/// <param name="Name">Name.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north.</param>
public sealed record MapPlace(string Name, double Longitude, double Latitude)
{
    /// <summary>A second line.</summary>
    public string? Note { get; init; }

    /// <summary>Where it leads.</summary>
    public string? Href { get; init; }

    /// <summary>good, mid, bad, open or none; null for the colour of all.</summary>
    public string? Tone { get; init; }

    /// <summary>True for an estimate: a ring instead of a disc.</summary>
    public bool Hollow { get; init; }

    /// <summary>Size from 0 to 1.</summary>
    public double Size { get; init; } = 0.3;
}

/// <summary>A flow of a map.</summary>
/// <param name="From">Longitude and latitude of its start.</param>
/// <param name="To">Longitude and latitude of its end.</param>
/// <param name="Weight">Width from 0 to 1.</param>
/// <param name="Name">What flows.</param>
public sealed record MapFlow(double[] From, double[] To, double Weight, string Name);

/// <summary>A box of a graph.</summary>
/// <param name="Id">Id.</param>
/// <param name="Label">Words in the box.</param>
public sealed record GraphNode(string Id, string Label)
{
    /// <summary>good, mid, bad or open; null for none.</summary>
    public string? Tone { get; init; }

    /// <summary>Where Enter or a click leads.</summary>
    public string? Href { get; init; }

    /// <summary>True for a broken outline: what is not known, or stands for what is hidden.</summary>
    public bool Dashed { get; init; }

    /// <summary>What is said of it where it is reached by keyboard.</summary>
    public string? Said { get; init; }
}

/// <summary>A link of a graph.</summary>
/// <param name="Source">Id of the box it starts at.</param>
/// <param name="Target">Id of the box it leads to.</param>
/// <param name="Label">Words on it, or null.</param>
public sealed record GraphLink(string Source, string Target, string? Label = null)
{
    /// <summary>True for a broken line: one of several ways, or one not known.</summary>
    public bool Dashed { get; init; }
}
