using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

public sealed class CsvPackageTests
{
    const string Items = "id,name,unit\nround,Round,piece\npowder,Powder,t\n";

    [Fact]
    public void A_folder_of_csv_files_becomes_a_package_and_a_network()
    {
        var folder = Directory.CreateTempSubdirectory("vauban").FullName;
        try
        {
            foreach (var (name, text) in Small()) File.WriteAllText(Path.Combine(folder, name), text);
            var findings = new List<Finding>();
            var network = PackageReader.LoadNetwork(folder, findings);
            Assert.Empty(findings);
            Assert.NotNull(network);
            Assert.Equal(["powder", "round"], network.Items.Select(i => i.Id));
            Assert.Equal(10_000.0 / 12, network.Lines.Single().Capacity.High, 9);
            Assert.Equal("hello", network.Package.Head.Name);
            Assert.Equal(new DateOnly(2026, 1, 1), network.Package.Head.AsOf);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void A_misspelt_unit_names_place_and_nearest_unit()
    {
        var finding = Error(("items.csv", Items), ("lines.csv", "id,item,capacity,capacity_unit\nl1,powder,5,tonne/yr\n"));
        Assert.Equal("E-UNIT-01", finding.Code);
        Assert.Equal(new Place("lines.csv", null, 2, "capacity_unit"), finding.Place);
        Assert.Equal("lines.csv, row 2, column capacity_unit: \"tonne/yr\" is not a known unit. Did you mean \"t/year\"?",
            Vauban.Adapters.Texts.Texts.For("en").Sentence(finding));
    }

    static Finding Error(params (string, string)[] files)
    {
        var findings = new List<Finding>();
        Assert.Null(PackageReader.Load("test", files.ToDictionary(f => f.Item1, f => Encoding.UTF8.GetBytes(f.Item2)), findings));
        return Assert.Single(findings, f => f.Severity == Severity.Error);
    }

    static (string, string)[] Small() =>
    [
        ("datapackage.json", """{"name":"hello","title":"Hello","vauban":{"catalogue":"1","as_of":"2026-01-01"}}"""),
        ("items.csv", Items), ("technologies.csv", "id,name\nt,T\n"),
        ("lines.csv", "id,country,item,capacity,capacity_unit\nl1,NO,powder,4500..10000,t/year\n"),
        ("recipes.csv", "item,input,quantity\nround,powder,0.01\n"),
        ("goals.csv", "technology,verb,item,rate,rate_unit\nt,produce,round,12000,piece/year\n"),
    ];
}
