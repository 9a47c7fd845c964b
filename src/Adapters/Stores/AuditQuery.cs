namespace Vauban.Adapters.Stores;

/// <summary>Which lines of the audit log are asked for, newest first.</summary>
public sealed record AuditQuery
{
    /// <summary>Only those of one workspace; null for all.</summary>
    public string? Workspace { get; init; }

    /// <summary>Start of what was done: <c>snapshot.</c>; small letters, dots and hyphens. Empty for all.</summary>
    public string Action { get; init; } = "";

    /// <summary>Id of the person or key; empty for all.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Not before this time; null for no beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time; null for no end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Number that all lines are below; 0 for no limit.</summary>
    public long Before { get; init; }

    /// <summary>How many at most. Default 200.</summary>
    public int Most { get; init; } = 200;
}
