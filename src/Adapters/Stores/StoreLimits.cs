namespace Vauban.Adapters.Stores;

/// <summary>How much a store takes at once.</summary>
public sealed record StoreLimits
{
    /// <summary>Bytes of one snapshot, packed. Default 64 MB.</summary>
    public int SnapshotBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of one result. Default 64 MB.</summary>
    public int ResultBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of one file kept beside a package. Default 64 MB.</summary>
    public int FileBytes { get; init; } = 64 << 20;

    /// <summary>Files kept beside the package of one workspace. Default 200.</summary>
    public int Files { get; init; } = 200;

    /// <summary>Characters of one text: a note, a comment, a reason, a list of changes. Default 1,048,576.</summary>
    public int TextChars { get; init; } = 1 << 20;
}

/// <summary>Something is larger than the store takes.</summary>
/// <param name="limit">Name of the limit in <see cref="StoreLimits"/>.</param>
/// <param name="most">The limit.</param>
public sealed class StoreLimitException(string limit, long most) : Exception($"More than {limit} allows ({most}).")
{
    /// <summary>Name of the limit.</summary>
    public string Limit { get; } = limit;

    /// <summary>The limit.</summary>
    public long Most { get; } = most;
}

/// <summary>Something is marked more strictly than the workspace may hold.</summary>
/// <param name="marking">The marking of what was to be kept.</param>
/// <param name="most">The strictest marking that the workspace may hold.</param>
public sealed class MarkingException(string marking, string most) : Exception($"Marked {marking}; the workspace holds nothing stricter than {most}.")
{
    /// <summary>The marking of what was to be kept.</summary>
    public string Marking { get; } = marking;

    /// <summary>The strictest marking that the workspace may hold.</summary>
    public string Most { get; } = most;
}

/// <summary>Another snapshot became the current one since the caller looked.</summary>
/// <param name="current">Hash of the current snapshot.</param>
public sealed class SnapshotChangedException(string current) : Exception("Another snapshot is the current one by now.")
{
    /// <summary>Hash of the current snapshot.</summary>
    public string Current { get; } = current;
}
