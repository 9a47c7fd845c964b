using Spectre.Console;

namespace Vauban.App.Cli;

/// <summary>One cell of a sheet: a text, how it looks, and how far its further lines hang in.</summary>
readonly record struct SheetCell(string Text, Style? Style = null, int Hang = 0)
{
    public static implicit operator SheetCell(string text) => new(text);
}

/// <summary>Rows of text in columns of fixed width, with rules between groups of rows. Long cells are wrapped, never cut off.</summary>
sealed class Sheet(IAnsiConsole console, IReadOnlyList<int> widths, bool hasSymbols)
{
    const string Gap = "  ";

    /// <summary>Style of what matters less.</summary>
    public static Style Quiet { get; } = new(decoration: Decoration.Dim);

    /// <summary>Style of headings.</summary>
    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    /// <summary>A sheet whose columns want these widths; a narrower terminal takes from all alike.</summary>
    public static Sheet Of(Terminal terminal, params ReadOnlySpan<int> widths)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        var room = terminal.Width - 1 - 2 * (widths.Length - 1);
        int[] wanted = [.. widths];
        var sum = wanted.Sum();
        return new(terminal.Out, sum <= room ? wanted : [.. wanted.Select(w => Math.Max(Math.Min(w, 6), w * room / sum))], terminal.HasSymbols);
    }

    /// <summary>A line across all columns.</summary>
    public void Rule()
    {
        console.Write(new Text(new string(hasSymbols ? '─' : '-', Math.Min(widths.Sum() + Gap.Length * (widths.Count - 1), console.Profile.Width - 1)), Quiet));
        console.WriteLine();
    }

    /// <summary>A row; missing cells are blank.</summary>
    public void Row(params IReadOnlyList<SheetCell> cells)
    {
        var wrapped = cells.Select((c, i) => Wrapped(c, widths[i])).ToArray();
        for (var line = 0; line < wrapped.Max(w => w.Length); line++)
        {
            var blanks = "";
            for (var i = 0; i < wrapped.Length; i++)
            {
                var text = line < wrapped[i].Length ? wrapped[i][line] : "";
                if (text.Length > 0)
                {
                    console.Write(blanks);
                    console.Write(new Text(text, cells[i].Style));
                    blanks = "";
                }
                blanks += new string(' ', Math.Max(0, widths[i] - Lines.Cells(text))) + Gap;
            }
            console.WriteLine();
        }
    }

    /// <summary>Widths for a column of labels and equal columns beside it, within a line.</summary>
    /// <param name="line">Columns of the line.</param>
    /// <param name="label">Width that the labels want.</param>
    /// <param name="count">Columns beside.</param>
    /// <param name="most">Most that each of them takes.</param>
    public static int[] Widths(int line, int label, int count, int most)
    {
        var labels = Math.Min(label, Math.Max(10, line / 5));
        var each = Math.Clamp((line - 1 - labels - Gap.Length * count) / Math.Max(1, count), 8, most);
        return [labels, .. Enumerable.Repeat(each, count)];
    }

    static string[] Wrapped(SheetCell cell, int width)
    {
        if (cell.Text.Length == 0) return [];
        var lead = cell.Text.Length - cell.Text.TrimStart(' ').Length;
        return [.. Lines.Wrap(cell.Text, width - lead - cell.Hang, width - lead).Select((l, i) => new string(' ', lead + (i == 0 ? 0 : cell.Hang)) + l)];
    }
}
