using System.Text;
using Vauban.Adapters.Formats.Flat;
using Vauban.Core.Model;

namespace Vauban.Tests.Import;

public sealed class FlatSizeTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("vauban").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    // What was read before the limit struck, not what the file holds, decides how much memory is asked for.
    const long MostBytes = 400L << 20;

    Finding Refusal(string name, Action<FileStream> write)
    {
        var path = Path.Combine(_folder, name);
        using (var file = File.Create(path)) write(file);
        var findings = new List<Finding>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(FlatImporter.Load(path, new(), findings).Package);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        return Assert.Single(findings);
    }

    [Fact]
    public void A_file_of_100_MB_is_refused_with_the_number_of_rows_there_may_be()
    {
        var finding = Refusal("bom.csv", file =>
        {
            file.Write("Item,Used in,Quantity,Supplier,Country\n"u8);
            var rows = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(i => $"Part number {i} of a long list,Assembly {i % 7},2,Supplier {i % 31},DE\n")));
            for (var n = 0L; n < 100 << 20; n += rows.Length) file.Write(rows);
        });
        Assert.Equal("E-SIZE-02 50000", $"{finding.Code} {string.Join(' ', finding.Values)}");
        Assert.Equal(50_001, finding.Place.Row);
    }

    [Theory, InlineData(""), InlineData("\"")]
    public void A_line_of_10_MB_is_refused_with_its_place(string quote)
    {
        var finding = Refusal("bom.csv", file =>
        {
            file.Write(Encoding.ASCII.GetBytes($"Item,Used in\nFrame,\n{quote}"));
            var part = new byte[1 << 20];
            part.AsSpan().Fill((byte)'x');
            for (var n = 0; n < 10; n++) file.Write(part);
            file.Write(Encoding.ASCII.GetBytes($"{quote},Frame\n"));
        });
        Assert.Equal("E-SIZE-06 3 1048576", $"{finding.Code} {finding.Place.Row} {string.Join(' ', finding.Values)}");
    }

    [Fact]
    public void A_list_of_parts_as_long_as_may_be_is_read()
    {
        string[] heading = ["Item", "Used in", "Quantity", "Supplier", "Second source"];
        // Names that nobody lists and second sources by name: what once looked through the whole sheet for every row.
        var result = Sheets.Import(Enumerable.Range(0, 20_000).Select(i => new[] { $"Part {i}", $"Assembly {i % 9_000}", "2", $"S{i % 400}", $"S{i % 401}" }).Prepend(heading), out var findings);
        Assert.Equal(29_000, result.Package!["items"].Rows.Count);
        Assert.Equal(9_000, result.AssumedGoals.Count);
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
    }
}
