namespace Vauban.Adapters.Formats.Interchange;

/// <summary>How much an import may read and keep before it stops with a finding.</summary>
public sealed record ImportLimits
{
    /// <summary>The defaults.</summary>
    public static ImportLimits Default { get; } = new();

    /// <summary>Bytes of all files. Default 4 GB.</summary>
    public long Bytes { get; init; } = 4L << 30;

    /// <summary>Bytes of one part: a record, a component with all that is in it. Default 16 MB.</summary>
    public int PartBytes { get; init; } = 16 << 20;

    /// <summary>How deep parts may be nested. Default 64.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Rows of all tables. Default 2,000,000.</summary>
    public int Rows { get; init; } = 2_000_000;

    /// <summary>Characters kept in the note of one row. Default 16,384.</summary>
    public int NoteChars { get; init; } = 1 << 14;

    /// <summary>Characters kept in all notes. Default 32 million.</summary>
    public long AllNoteChars { get; init; } = 32L << 20;

    /// <summary>Longest time of an import. Default ten minutes.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(10);
}
