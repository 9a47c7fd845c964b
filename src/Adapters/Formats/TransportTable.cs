using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats;

/// <summary>Reads a CSV file of what transport takes between lines and buyers: line, buyer, days, cost.</summary>
public static class TransportTable
{
    static readonly string[] Columns = ["line", "buyer", "days", "cost"];

    /// <summary>The rows in the order of the file.</summary>
    /// <param name="path">File.</param>
    /// <param name="findings">Gets what is wrong.</param>
    /// <returns>Null where something is wrong; the findings say what.</returns>
    public static IReadOnlyList<PoolTransport>? Read(string path, List<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Read(() => File.OpenRead(path), Path.GetFileName(path), findings);
    }

    /// <summary>The rows in the order of the file.</summary>
    /// <param name="stream">Content of the file.</param>
    /// <param name="name">Name of the file, for findings.</param>
    /// <param name="findings">Gets what is wrong.</param>
    /// <returns>Null where something is wrong; the findings say what.</returns>
    public static IReadOnlyList<PoolTransport>? Read(Stream stream, string name, List<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return Read(() => stream, name, findings);
    }

    static List<PoolTransport>? Read(Func<Stream> open, string name, List<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var state = new ReadState(name, new());
        var place = new Place(name);
        var rows = new List<PoolTransport>();
        int[]? places = null;
        var hasHeading = false;
        try
        {
            using var stream = open();
            CsvTableReader.ReadRecords(stream, place, state, null, (csv, row) =>
            {
                if (!hasHeading)
                {
                    hasHeading = true;
                    string[] heads = [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetFieldSpan(i).Trim().ToString())];
                    places = [.. Columns.Select(c => Array.FindIndex(heads, h => h.Equals(c, StringComparison.OrdinalIgnoreCase)))];
                    foreach (var missing in Columns.Where((_, i) => places[i] < 0)) state.Error("E-POOL-01", place with { Row = row }, missing, string.Join(", ", heads));
                    return;
                }
                if (places is null || places.Any(p => p < 0)) return;
                state.CountRow(Columns.Length);
                var cells = places.Select(p => p < csv.RowFieldCount ? csv.GetFieldSpan(p).Trim().ToString() : "").ToArray();
                if (Number(cells[2]) is { } days && Number(cells[3]) is { } cost && cells[0].Length > 0 && cells[1].Length > 0) rows.Add(new(cells[0], cells[1], days, cost));
                else state.Error("E-POOL-02", place with { Row = row }, string.Join(", ", cells));
            });
            if (!hasHeading) state.Error("E-POOL-01", place, Columns[0], "");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            state.Error("E-FILE-05", place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            state.Error("E-FILE-04", place, e.Message);
        }
        var found = state.Findings.ToList();
        findings.AddRange(found);
        return found.Any(f => f.Severity == Severity.Error) ? null : rows;
    }

    // Blank: none.
    static double? Number(string text) => text.Length == 0 ? 0 : Quantity.TryNumber(text, out var value) && value >= 0 ? value : null;
}
