using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Firms;

/// <summary>Reads one CSV or Parquet file of a firm network, row by row: finds the columns by their headings, tells what is missing.</summary>
sealed class FirmTable(string path, ReadState state, Func<string, Stream> open)
{
    // Real files call the same thing by many names; the first heading that fits is taken.
    static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["firm"] = ["firm", "id", "node", "company"],
        ["sector"] = ["sector", "industry", "nace"],
        ["supplier"] = ["supplier", "from", "source", "seller"],
        ["customer"] = ["customer", "to", "target", "buyer"],
        ["amount"] = ["amount", "value", "flow", "sales", "weight"],
        ["supplier_sector"] = ["supplier_sector", "supplier"],
        ["customer_sector"] = ["customer_sector", "customer"],
        ["class"] = ["class", "essentiality"],
        ["scenario"] = ["scenario", "shock"],
        ["left"] = ["left", "psi"],
    };

    readonly Place _place = new(Path.GetFileName(path));

    /// <summary>Reads the file; what is wrong is told to the state.</summary>
    /// <param name="columns">Columns by their own names, or with "=heading" behind it where the user names the heading.</param>
    /// <param name="take">Gets the cells in the order of the columns and the line they stand in.</param>
    /// <returns>False where the file has no such columns or could not be read to its end.</returns>
    public bool Read(IReadOnlyList<string> columns, Action<string[], int> take)
    {
        int[]? places = null;
        var hasHeading = false;
        var cells = new string[columns.Count];
        try
        {
            using var stream = open(path);
            if (ParquetColumns.IsNamed(path)) return ReadParquet(stream, columns, take);
            var isWhole = CsvTableReader.ReadRecords(stream, _place, state, null, (csv, row) =>
            {
                if (!hasHeading)
                {
                    hasHeading = true;
                    places = Places(columns, [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetFieldSpan(i).Trim().ToString())]);
                    return;
                }
                if (places is null) return;
                state.CountRow(cells.Length);
                for (var c = 0; c < cells.Length; c++) cells[c] = places[c] < csv.RowFieldCount ? csv.GetFieldSpan(places[c]).Trim().ToString() : "";
                take(cells, row);
            });
            if (isWhole && !hasHeading) state.Error("E-CASC-03", _place, columns[0]);
            return isWhole && places is not null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            state.Error("E-FILE-05", _place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            state.Error("E-FILE-04", _place, e.Message);
        }
        return false;
    }

    bool ReadParquet(Stream stream, IReadOnlyList<string> columns, Action<string[], int> take)
    {
        try
        {
            return ParquetColumns.Read(stream, state, names => Places(columns, names), take);
        }
        catch (InvalidDataException e)
        {
            state.Error("E-CASC-10", _place, e.Message);
        }
        catch (ReadLimitException e)
        {
            state.Error(e.Code, _place, e.Values);
        }
        return false;
    }

    int[]? Places(IReadOnlyList<string> columns, string[] headings)
    {
        var places = new int[columns.Count];
        var isWhole = true;
        for (var c = 0; c < places.Length; c++)
        {
            var parts = columns[c].Split('=', 2);
            var names = parts.Length == 2 ? [parts[1]] : Names[parts[0]];
            places[c] = names.Select(n => Array.FindIndex(headings, h => h.Equals(n, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(i => i >= 0, -1);
            // A list of three columns of which two are the ends: the third can only be the amount.
            if (places[c] < 0 && parts[0] == "amount" && parts.Length == 1 && headings.Length == 3 && places[0] >= 0 && places[1] >= 0) places[c] = 3 - places[0] - places[1];
            if (places[c] >= 0) continue;
            state.Error("E-CASC-03", _place with { Row = 1 }, string.Join(", ", names), string.Join(", ", headings));
            isWhole = false;
        }
        return isWhole ? places : null;
    }

    /// <summary>A number of a cell, not below zero; an error where it is none.</summary>
    public double? Number(string text, int row, string column)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0) return number;
        state.Error("E-CASC-02", _place with { Row = row, Column = column }, text);
        return null;
    }

    /// <summary>Tells an error at a row.</summary>
    public void Error(string code, int row, params string[] values) => state.Error(code, _place with { Row = row }, values);

    /// <summary>Tells something worth knowing.</summary>
    public void Note(string code, params string[] values) => state.Note(code, _place, values);

    /// <summary>Tells a doubt.</summary>
    public void Warn(string code, int row, params string[] values) => state.Warn(code, _place with { Row = row }, values);
}
