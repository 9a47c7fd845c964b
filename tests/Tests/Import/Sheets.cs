using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Flat;
using Vauban.Core.Model;

namespace Vauban.Tests.Import;

/// <summary>Flat sheets written in the test.</summary>
static class Sheets
{
    /// <summary>A cargo bicycle, synthetic: headings and rows as a company has them.</summary>
    public static readonly string[][] Bicycle =
    [
        ["Item", "Used in", "Qty", "Supplier", "Country", "Owner's country", "Unit price (EUR)", "Capacity per month", "Lead time (weeks)", "Stock", "2nd source", "Source"],
        ["Cargo bicycle", "", "200/month", "Velowerk", "Germany", "DE", "2,400.00", "250", "", "20", "none", "Own planning 2026"],
        ["Frame", "Cargo bicycle", "1", "Rahmenbau", "DE", "DE", "310", "300", "6", "40", "", "Own planning 2026"],
        ["Motor", "Cargo bicycle", "1", "Motoriq", "Japan", "Japan", "420", "n/a", "12", "", "none", "Offer 2025"],
        ["Battery", "Cargo bicycle", "1", "Zellpack", "Poland", "KR", "510", "400", "8", "60", "Akku Nord", "Offer 2025"],
        ["Battery cell", "Battery", "40", "", "CN", "CN", "3.1", "", "", "", "", ""],
        ["Steel tube", "Frame", "6.5 kg", "Röhrenwerk", "Czechia", "", "2.2", "5 t/month", "4", "900", "", ""],
        ["Paint", "Frame", "0.4 kg", "Farben & Co", "NL", "NL", "", "", "", "", "", ""],
        ["Brake", "Cargo bicycle", "2", "Frein SA", "France", "FR", "45", "600", "", "", "", ""],
        ["Brake", "Cargo bicycle", "2", "Stopper", "Taiwan", "TW", "38", "2000", "10", "", "", ""],
    ];

    public static RawSheet Raw(IEnumerable<string[]> rows, string name = "bom") => new(name, [.. rows.Select((r, i) => new RawRow(i + 1, r))]);

    public static FlatResult Import(IEnumerable<string[]> rows, out IReadOnlyList<Finding> findings, FlatOptions? options = null)
    {
        var found = new FindingCollection();
        var result = FlatImporter.Import(Raw(rows), new Place("bom.csv"), options ?? new(), found);
        findings = found.Sorted();
        return result;
    }

    /// <summary>Imports rows under the plain headings; nothing may be an error.</summary>
    public static Package Package(params string[] lines)
    {
        var result = Import(lines.Select(l => l.Split('|').Select(c => c.Trim()).ToArray()), out var findings);
        Assert.Empty(findings.Where(f => f.Severity == Severity.Error).Select(Vauban.Adapters.Texts.Texts.For("en").Sentence));
        return result.Package!;
    }

    /// <summary>The errors of rows, as code, row and values.</summary>
    public static IEnumerable<string> Errors(params string[] lines)
    {
        var result = Import(lines.Select(l => l.Split('|').Select(c => c.Trim()).ToArray()), out var findings);
        Assert.Null(result.Package);
        return findings.Where(f => f.Severity == Severity.Error).Select(f => $"{f.Code} {f.Place.Row} {string.Join(' ', f.Values)}".Trim());
    }

    public static string Csv(IEnumerable<string[]> rows, char separator = ',') =>
        string.Concat(rows.Select(r => string.Join(separator, r.Select(c => c.Contains(separator, StringComparison.Ordinal) || c.Contains('"', StringComparison.Ordinal) ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)) + "\n"));

    public static byte[] Workbook(IEnumerable<string[]> rows)
    {
        var book = new XlsxWriter();
        var sheet = book.Add("Stückliste", [.. Enumerable.Repeat(20.0, 12)], 0);
        var all = rows.ToArray();
        sheet.Heading(all[0]);
        foreach (var row in all.Skip(1)) sheet.Row([.. row.Select(c => (c, Quantity.TryNumber(c, out var v) && Quantity.Text(v) == c && c.Length > 0))]);
        using var stream = new MemoryStream();
        book.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Rows of a table as chosen cells, joined by blanks.</summary>
    public static IEnumerable<string> Show(this Package package, string table, params string[] fields) =>
        package[table].Rows.Select(r => string.Join(' ', fields.Select(f => package[table].Cell(r, f))).Trim());

    public static FlatResult LoadFile(string name, byte[] bytes, out List<Finding> findings, FlatOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("vauban").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            File.WriteAllBytes(path, bytes);
            findings = [];
            return FlatImporter.Load(path, options ?? new(), findings);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    public static FlatResult LoadText(string name, string text, out List<Finding> findings) => LoadFile(name, Encoding.UTF8.GetBytes(text), out findings);
}
