using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Formats;

public sealed class ExampleTests
{
    /// <summary>The packages among the examples; answers of a survey and a library of papers are none.</summary>
    public static TheoryData<string> Examples =>
        [.. Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "examples")).Where(d => File.Exists(Path.Combine(d, "datapackage.json"))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_loads_without_an_error(string name)
    {
        var findings = new List<Finding>();
        var network = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", name), findings);
        Assert.Empty(findings.Where(f => f.Severity == Severity.Error).Select(f => $"{f.Code} {f.Place} {string.Join(' ', f.Values)}"));
        Assert.Equal(name, network!.Package.Head.Name);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_row_of_an_example_says_where_it_comes_from(string name)
    {
        var package = PackageReader.Load(Path.Combine(SourceTree.Root, "examples", name), [])!;
        var silent =
            from table in package.Tables
            where table.Spec.Name != "sources"
            from row in table.Rows
            // What is assumed, made up or unknown has no source; its basis or its note says so.
            where table.Cell(row, "source").Length == 0 && table.Cell(row, "basis") is not ("assumed" or "synthetic") && table.Cell(row, "note").Length == 0
            select row.Place.ToString();
        Assert.Empty(silent);
        Assert.NotEmpty(package["items"].Rows);
    }
}
