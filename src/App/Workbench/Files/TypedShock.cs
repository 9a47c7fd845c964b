using System.Globalization;
using System.Text;
using Vauban.App.Workbench.DataRoom;

namespace Vauban.App.Workbench.Files;

/// <summary>A shock that somebody typed, as the file that the command reads: a firm and what is left of its output in each line.</summary>
static class TypedShock
{
    const int MostLines = 1000, MostLength = 200;

    /// <summary>The file; null where a line is no firm with a part behind it.</summary>
    /// <param name="name">Name of the scenario.</param>
    /// <param name="lines">Lines such as <c>acme 0.4</c>.</param>
    public static SentFile? Of(string name, string lines)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(lines);
        name = name.Trim();
        var rows = lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (name.Length is 0 or > MostLength || rows.Length is 0 or > MostLines) return null;
        var text = new StringBuilder("scenario,firm,left\n");
        foreach (var row in rows)
        {
            var at = row.LastIndexOfAny([' ', '\t', ',', ';']);
            var firm = at < 0 ? "" : row[..at].TrimEnd(' ', '\t', ',', ';');
            if (firm.Length is 0 or > MostLength || !double.TryParse(row[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var left) || left is not (>= 0 and <= 1)) return null;
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(name)},{Quoted(firm)},{left:R}\n");
        }
        var file = string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Trim();
        return new((file.Length > 0 ? file : "shock") + ".csv", Encoding.UTF8.GetBytes(text.ToString()));
    }

    static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
