using CsCheck;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Flat;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Import;

public sealed class FlatRoundTripTests
{
    static readonly string[] ItemNames = ["Pump", "Seal ring", "Αντλία", "Glue (kg)", "=Bolt", "Насос", "Rohr, lang", "Größe \"M\"", "a;b", "Nut", "7"];
    static readonly string[] SupplierNames = ["ACME", "Röhrenwerk", "Frein; SA", "Стоппер", "-7", "Müller & Söhne"];
    static readonly string[] Countries = ["DE", "FR", "CN", "EU27+NO", "Namibia", ""];

    /// <summary>Sheets that contradict themselves nowhere: facts about items and makers are drawn first, rows repeat them.</summary>
    static readonly Gen<string[][]> RandomSheet = Gen.Int[0, int.MaxValue - 1].Select(seed => Make(new Random(seed)));

    static string[][] Make(Random random)
    {
        var items = ItemNames.OrderBy(_ => random.Next()).Take(2 + random.Next(6)).Select((name, i) => (Name: name, Unit: new[] { "piece", "kg", "t", "m" }[random.Next(4)], Value: random.Next(3) == 0 ? "" : Number(random), Stock: random.Next(3) == 0 ? Number(random) : "", Index: i)).ToArray();
        var suppliers = SupplierNames.Select(s => (Name: s, Owner: Countries[random.Next(Countries.Length)])).ToArray();
        var rows = new List<string[]>();
        foreach (var item in items)
        {
            var parents = items.Where(p => p.Index < item.Index && random.Next(2) == 0).ToArray();
            var makers = suppliers.OrderBy(_ => random.Next()).Take(random.Next(3)).Select(s => (s.Name, s.Owner, Country: Countries[random.Next(Countries.Length)], Capacity: random.Next(3) == 0 ? "" : $"{Number(random)}{(random.Next(2) == 0 ? $" {item.Unit}/year" : "")}",
                Lead: random.Next(2) == 0 ? "" : Number(random), Value: random.Next(4) == 0 ? Number(random) : item.Value)).ToArray();
            var seconds = new[] { "", "none", "yes", "Reserve 2", "ACME" };
            for (var k = 0; k < Math.Max(1, Math.Max(parents.Length, makers.Length)); k++)
            {
                var parent = k < parents.Length ? parents[k] : default;
                var maker = k < makers.Length ? makers[k] : default;
                rows.Add([
                    $"{item.Name} [{item.Unit}]", parent.Name ?? "",
                    parent.Name is null ? parents.Length == 0 && random.Next(2) == 0 && k == 0 ? $"{1 + random.Next(50)} {item.Unit}/month" : "" : random.Next(4) == 0 ? "" : $"{Number(random)}{(item.Unit == "kg" && random.Next(2) == 0 ? " t" : "")}",
                    maker.Name ?? "", maker.Country ?? "", maker.Owner ?? "", maker.Name is null ? makers.Length == 0 ? item.Value : "" : maker.Value, maker.Capacity ?? "", maker.Lead ?? "", item.Stock, seconds[random.Next(seconds.Length)],
                    new[] { "", "Offer 1", "Offer 2; Plan", "Plan" }[random.Next(4)],
                ]);
            }
        }
        return [["Item", "Used in", "Quantity", "Supplier", "Country", "Owner's country", "Value", "Capacity per month", "Lead time (days)", "Stock", "Second source", "Source"], .. rows.OrderBy(_ => random.Next())];
    }

    static string Number(Random random) => random.Next(4) switch { 0 => $"{1 + random.Next(9)}..{10 + random.Next(90)}", 1 => Quantity.Text(Math.Round(random.NextDouble() * 10, 3) + 0.0004), 2 => $"{1 + random.Next(500)}..", _ => Quantity.Text(1 + random.Next(2000)) };

    static string[][] Back(Package package, out List<Finding> left)
    {
        left = [];
        return [[.. FlatColumns.Names.Select(n => Texts.For("en")["flat.heading." + n])], .. FlatWriter.Rows(package, left)];
    }

    static Package Read(string[][] sheet)
    {
        var result = Sheets.Import(sheet, out var findings);
        Assert.Empty(findings.Where(f => f.Severity == Severity.Error).Select(Texts.For("en").Sentence));
        return result.Package!;
    }

    [Fact]
    public void A_package_made_from_a_sheet_comes_back_from_its_sheet_unchanged() =>
        RandomSheet.Try(1500, sheet =>
        {
            var package = Read(sheet);
            var back = Back(package, out var left);
            Assert.Empty(left.Select(Texts.For("en").Sentence));
            Assert.Equal(package.Canonical, Read(back).Canonical);
        });

    [Fact]
    public void A_sheet_written_twice_is_the_same_sheet() =>
        RandomSheet.Try(300, sheet =>
        {
            var once = Back(Read(sheet), out _);
            Assert.Equal(once.Select(r => string.Join('\t', r)), Back(Read(once), out _).Select(r => string.Join('\t', r)));
        });

    [Fact]
    public void Whatever_a_row_of_the_sheet_states_stands_in_the_sheet_that_comes_back() =>
        RandomSheet.Try(300, sheet =>
        {
            var package = Read(sheet);
            var back = Back(package, out _);
            // By another road than the package: each stated cell, as a fact about the item of its row.
            foreach (var row in sheet.Skip(1))
                foreach (var column in new[] { 1, 3, 5, 7, 8 })
                {
                    if (row[column].Length == 0) continue;
                    var item = row[0][..row[0].LastIndexOf(" [", StringComparison.Ordinal)];
                    var unit = row[0][(item.Length + 2)..^1];
                    var wanted = row[column].Replace($" {unit}/month", "", StringComparison.Ordinal);
                    Assert.Contains(back.Skip(1), b => Name(b[0]) == item && b[column] == wanted);
                }
        });

    static string Name(string cell) => cell.EndsWith(']') ? cell[..cell.LastIndexOf(" [", StringComparison.Ordinal)] : cell;

    [Theory, InlineData("csv"), InlineData("xlsx")]
    public void A_written_file_reads_back_the_same(string ending)
    {
        var package = Read(Sheets.Bicycle);
        var path = Path.Combine(Directory.CreateTempSubdirectory("vauban").FullName, $"back.{ending}");
        FlatWriter.Write(package, path, Texts.For("de"), []);
        var findings = new List<Finding>();
        Assert.Equal(package.Hash, FlatImporter.Load(path, new(), findings).Package!.Hash);
        Directory.Delete(Path.GetDirectoryName(path)!, true);
    }

    [Fact]
    public void What_a_sheet_cannot_hold_of_a_package_is_listed()
    {
        var package = PackageReader.Load(Path.Combine(SourceTree.Root, "examples", "hello"), [])!;
        var rows = FlatWriter.Rows(package, []);
        Assert.Contains(rows, r => r[0] == "Board" || r[0] == "Circuit board");
        var left = new List<Finding>();
        FlatWriter.Rows(package, left);
        Assert.Contains(left, f => f.Code == "W-FLAT-09" && f.Values is ["1", "restrictions"]);
        Assert.Contains(left, f => f.Code == "W-FLAT-09" && f.Values is ["1", "ownership"]);
        Assert.Contains(left, f => f.Code == "W-FLAT-09" && f.Values is ["3", "goals"]);
        Assert.Contains(left, f => f.Code == "W-FLAT-10" && f.Values is [_, "lines", "recovery_days"]);
        Assert.Contains(left, f => f.Code == "W-FLAT-10" && f.Values is [_, "items", "kind"]);
    }
}
