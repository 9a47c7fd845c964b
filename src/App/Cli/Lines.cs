using Spectre.Console;

namespace Vauban.App.Cli;

/// <summary>Breaks texts into lines; nothing is cut off.</summary>
static class Lines
{
    /// <summary>Lines of at most a width; words longer than that are cut in pieces. No-break spaces hold words together.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width, int firstWidth = -1)
    {
        ArgumentNullException.ThrowIfNull(text);
        width = Math.Max(4, width);
        var room = Math.Max(1, firstWidth < 0 ? width : firstWidth);
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            if (line.Length > 0 && Cells(line) + 1 + Cells(rest) <= room) line += " " + rest;
            else
            {
                if (line.Length > 0) Close();
                while (Cells(rest) > room)
                {
                    var take = rest.Length;
                    while (take > 1 && Cells(rest[..take]) > room) take--;
                    line = rest[..take];
                    rest = rest[take..];
                    Close();
                }
                line = rest;
            }
        }
        if (line.Length > 0 || lines.Count == 0) lines.Add(line);
        return lines;

        void Close()
        {
            lines.Add(line);
            line = "";
            room = width;
        }
    }

    /// <summary>Columns that a text takes on a terminal.</summary>
    public static int Cells(string text) => Spectre.Console.Rendering.Segment.CellCount([new(text)]);

    /// <summary>Writes a text that begins at a column; further lines hang at an indent.</summary>
    public static void Write(IAnsiConsole console, string text, int start, int indent, Style? style = null)
    {
        ArgumentNullException.ThrowIfNull(console);
        var width = console.Profile.Width - 1;
        indent = indent > width / 2 ? 2 : indent;
        // What leads the text (blanks that set it off) stays.
        var lead = text.Length - text.TrimStart(' ').Length;
        var isFirst = true;
        foreach (var line in Wrap(text, width - indent, width - start - lead))
        {
            console.Write(new string(' ', isFirst ? lead : indent));
            console.Write(new Text(line, style));
            console.WriteLine();
            isFirst = false;
        }
    }
}
