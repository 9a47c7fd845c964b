namespace Vauban.Core.Workspaces;

/// <summary>A list of changes that somebody saved under a name.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Id">Id in the workspace.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Changes">The changes, in the form of a file of changes (JSON).</param>
public sealed record Scenario(string Workspace, string Id, string Name, string Changes)
{
    /// <summary>What it is about.</summary>
    public string Note { get; init; } = "";

    /// <summary>Id of the person who made it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it was made; the store sets it.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Number of saves; 0 before the first. A save must bring the number it read.</summary>
    public long Version { get; init; }
}

/// <summary>What somebody says about a figure, a row, a finding or a snapshot. It is never edited; it can be removed.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Id">Id in the workspace.</param>
/// <param name="Address">What it is about: <c>lines/powder-1</c>, <c>ammunition-155/produce/theta_in</c>.</param>
/// <param name="Author">Id of the person.</param>
/// <param name="Text">What is said.</param>
/// <param name="Created">When; the store sets it.</param>
public sealed record Comment(string Workspace, string Id, string Address, string Author, string Text, DateTimeOffset Created = default)
{
    /// <summary>Who may read it, one of the catalogue's markings.</summary>
    public string Marking { get; init; } = "TLP:CLEAR";
}
