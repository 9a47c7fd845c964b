namespace Vauban.Core.Workspaces;

/// <summary>A file that a workspace keeps beside its package, for an engine that reads files of its own: a list of sales between firms, a fault tree.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Kind">What it is read as: firms, links, classes, shocks, tree.</param>
public sealed record DataFile(string Workspace, string Hash, string Kind)
{
    /// <summary>Name without folders, as it was sent.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who may see what is in it and what comes of it, one of the catalogue's markings.</summary>
    public string Marking { get; init; } = "TLP:CLEAR";

    /// <summary>Size in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>When it came; the store sets it.</summary>
    public DateTimeOffset Added { get; init; }

    /// <summary>Id of the person who brought it.</summary>
    public string AddedBy { get; init; } = "";
}
