namespace Vauban.Core.Workspaces;

/// <summary>One state of a workspace's network. It never changes; its hash says what it holds.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Hash">SHA-256 of the canonical form, as <c>vauban validate</c> prints it.</param>
public sealed record Snapshot(string Workspace, string Hash)
{
    /// <summary>Place in the order in which the workspace took snapshots, from 1.</summary>
    public long Number { get; init; }

    /// <summary>Name of the package.</summary>
    public string Name { get; init; } = "";

    /// <summary>Title of the package.</summary>
    public string Title { get; init; } = "";

    /// <summary>Date of the assessment, as the package gives it.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Rows of all tables.</summary>
    public long Rows { get; init; }

    /// <summary>Strictest marking of its rows.</summary>
    public string Marking { get; init; } = "";

    /// <summary>Size as stored (a ZIP), in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>What the uploader said of it.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it came.</summary>
    public DateTimeOffset Added { get; init; }

    /// <summary>Id of the person who brought it.</summary>
    public string AddedBy { get; init; } = "";
}
