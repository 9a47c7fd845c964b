using Vauban.Adapters.Formats;
using Vauban.App.Cli;

namespace Vauban.App.Workbench.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Title">Heading, in the user's language.</param>
/// <param name="IsNumber">True to stand flush right and sort by value.</param>
public sealed record TableColumn(string Title, bool IsNumber = false);

/// <summary>A cell: what a person reads, and what a program or a sort takes.</summary>
/// <param name="Text">Text.</param>
public sealed record TableCell(string Text)
{
    /// <summary>Value for sorting and for files, where it is a number.</summary>
    public double? Value { get; init; }

    /// <summary>Where the text leads.</summary>
    public string Href { get; init; } = "";

    /// <summary>Address of a figure: the text then opens "where does this come from".</summary>
    public string Figure { get; init; } = "";

    /// <summary>Second line, smaller.</summary>
    public string Sub { get; init; } = "";

    /// <summary>Mark of a verdict before the text; null for none.</summary>
    public VerdictMark? Mark { get; init; }

    /// <summary>A plain text.</summary>
    public static implicit operator TableCell(string text) => new(text);

    /// <summary>A number with the text that shows it.</summary>
    public static TableCell Number(double value, string text) => new(text) { Value = value };

    /// <summary>As it stands in a file.</summary>
    public FileCell ForFile(bool isNumber) =>
        isNumber && Value is { } value ? double.IsFinite(value) ? new(JsonText.Digits(value), true) : new(Text, false) : new(Sub.Length > 0 ? $"{Text} ({Sub})" : Text, false);
}

/// <summary>A table that a page shows and an export writes: one content for both.</summary>
/// <param name="Caption">What it shows, in one line.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows, each as long as the columns; the first cell is the row's heading.</param>
public sealed record TableContent(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows)
{
    /// <summary>What is said where there is no row: the reason, and what to do.</summary>
    public string Nothing { get; init; } = "";

    /// <summary>The strictest marking of what it may rest on beside the package; with that of the package where it leaves as a file.</summary>
    public string Marking { get; init; } = "";

    /// <summary>How many rows of the data are withheld from who gets it; set likewise.</summary>
    public int Withheld { get; init; }

    /// <summary>What its reader is warned of; empty for nothing.</summary>
    public string Warning { get; init; } = "";

    /// <summary>Sorted by a column; the order given where there is no such column. Equal cells keep their order.</summary>
    /// <param name="column">Number of the column from 1; negative for falling; 0 for none.</param>
    public TableContent Sorted(int column)
    {
        var i = Math.Abs(column) - 1;
        if (i < 0 || i >= Columns.Count) return this;
        IEnumerable<IReadOnlyList<TableCell>> rows = Columns[i].IsNumber
            // What has no value stands last either way.
            ? Rows.OrderBy(r => r[i].Value is null or double.NaN).ThenBy(r => (column < 0 ? -1 : 1) * (r[i].Value ?? 0))
            : column < 0 ? Rows.OrderByDescending(r => r[i].Text, StringComparer.OrdinalIgnoreCase) : Rows.OrderBy(r => r[i].Text, StringComparer.OrdinalIgnoreCase);
        return this with { Rows = [.. rows] };
    }
}

/// <summary>How a verdict is marked: a shape that repeats the word, and a tone that repeats it again.</summary>
/// <param name="Tone">good, mid, bad, open or none.</param>
/// <param name="Shape">full, ring, half, quarter, empty, dashed, square, cut, dashed-square or line.</param>
public sealed record VerdictMark(string Tone, string Shape);
