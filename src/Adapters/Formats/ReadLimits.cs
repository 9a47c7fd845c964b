namespace Vauban.Adapters.Formats;

/// <summary>How much a package may hold before the reader refuses it. The defaults let a file of 100 MB through and stop what only looks like data.</summary>
public sealed record ReadLimits
{
    /// <summary>The defaults.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes of all files of a package, unpacked. Default 512 MB.</summary>
    public long Bytes { get; init; } = 512L << 20;

    /// <summary>Characters of one cell. Default 1,048,576.</summary>
    public int CellChars { get; init; } = 1 << 20;

    /// <summary>Characters of one row of a CSV file. Default 4,194,304.</summary>
    public int RowChars { get; init; } = 4 << 20;

    /// <summary>Rows of all tables. Default 2,000,000.</summary>
    public int Rows { get; init; } = 2_000_000;

    /// <summary>Cells of all tables, blank ones included. Default 60,000,000.</summary>
    public long Cells { get; init; } = 60_000_000;

    /// <summary>Columns of one table. Default 500.</summary>
    public int Columns { get; init; } = 500;

    /// <summary>Files of a package or parts of a workbook. Default 1,000.</summary>
    public int Entries { get; init; } = 1_000;

    /// <summary>How many times larger than packed a file of more than a megabyte may be. Default 300.</summary>
    public int Ratio { get; init; } = 300;

    /// <summary>Bytes of the descriptor. Default 4 MB.</summary>
    public int DescriptorBytes { get; init; } = 4 << 20;
}
