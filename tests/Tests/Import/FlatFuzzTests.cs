using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Flat;
using Vauban.Core.Model;
using Vauban.Tests.Formats;

namespace Vauban.Tests.Import;

/// <summary>20,000 mutated sheets from fixed seeds: never a crash, a hang, or a sheet that was read by half.</summary>
public sealed class FlatFuzzTests
{
    static readonly string[] Nasty =
    [
        "", "?", "-3", "0", "1,234", "1.234", "2,5 kg", "3..1", "5..", "..9", "1e400", "NaN", "4 boxes", "200/month", "3 weeks", "k€ 5", "12 USD", "none", "yes", "Battery", "battery", "Frame; Motor", "Frame, Motor", "Frame, Cargo",
        "2; 3", "2, 3", ";", "; ;", ",", "Cargo bicycle", "Cargo bicycle; Cargo bicycle", "Paint [kg]", "Paint [t]", "[kg]", "EU27+NO", "Germny", "NA", "DE+FR", "=1+1", "+x", "@x", "'x", "\u001f", "\u001e", "A\u001fB", "é\u0301", "Zellpack", "ZELLPACK",
        "Own planning 2026; Offer 2025", "a;b;c", "Motor (spare)", "Motor [piece]",
    ];

    static bool Judge(int seed, string name, byte[] bytes)
    {
        var findings = new List<Finding>();
        try
        {
            var sheets = SheetReader.Load(name, new MemoryStream(bytes), findings, FlatImporter.Limits with { Bytes = 1 << 24 });
            return Judge(seed, FlatImporter.Load(sheets, name, new(), findings), findings);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"Seed {seed} crashed.", e);
        }
    }

    // A package and no error, or no package and an error; and a package that was made is one that can be used.
    static bool Judge(int seed, FlatResult result, ICollection<Finding> findings)
    {
        Assert.True((result.Package is null) == findings.Any(f => f.Severity == Severity.Error), $"Seed {seed}: a package and an error, or neither.");
        if (result.Package is null) return false;
        var checks = new List<Finding>();
        Assert.True(NetworkBuilder.Build(result.Package, checks) is not null, $"Seed {seed}: {string.Join(", ", checks.Where(f => f.Severity == Severity.Error))}");
        return true;
    }

    [Fact]
    public void Mutated_CSV_files_never_crash_the_importer()
    {
        var sheet = Encoding.UTF8.GetBytes(Sheets.Csv(Sheets.Bicycle));
        var loaded = Enumerable.Range(0, 14_500).Count(i => Judge(i, "fuzz.csv", ReaderFuzzTests.Mutate(sheet, new Random(i))));
        Assert.InRange(loaded, 1_000, 13_500);
    }

    [Fact]
    public void Mutated_workbooks_never_crash_the_importer()
    {
        var whole = Sheets.Workbook(Sheets.Bicycle);
        var parts = ReaderFuzzTests.Unzip(whole);
        for (var i = 0; i < 1_000; i++)
        {
            var random = new Random(i);
            var mutated = parts.ToArray();
            var victim = random.Next(2) == 0 ? Array.FindIndex(parts, p => p.Name.EndsWith("sheet1.xml", StringComparison.Ordinal)) : random.Next(parts.Length);
            mutated[victim] = (parts[victim].Name, ReaderFuzzTests.Mutate(parts[victim].Bytes, random));
            Judge(i, "fuzz.xlsx", random.Next(8) == 0 ? ReaderFuzzTests.Mutate(whole, random) : ReaderFuzzTests.Zip(mutated));
        }
    }

    [Fact]
    public void Mutated_cells_are_refused_or_come_back_from_the_sheet_that_is_written()
    {
        var loaded = 0;
        for (var i = 0; i < 4_500; i++)
        {
            var random = new Random(i);
            var rows = Sheets.Bicycle.Select(r => r.ToArray()).ToArray();
            for (var n = 1 + random.Next(3); n > 0; n--)
            {
                var row = rows[1 + random.Next(rows.Length - 1)];
                var column = random.Next(row.Length);
                row[column] = random.Next(3) == 0 ? rows[1 + random.Next(rows.Length - 1)][random.Next(row.Length)] : Nasty[random.Next(Nasty.Length)];
            }
            var found = new FindingCollection();
            var result = FlatImporter.Import(Sheets.Raw(rows), new Place("fuzz"), new(), found);
            if (!Judge(i, result, found)) continue;
            loaded++;
            var left = new List<Finding>();
            string[][] back = [[.. FlatColumns.Names.Select(c => Vauban.Adapters.Texts.Texts.For("en")["flat.heading." + c])], .. FlatWriter.Rows(result.Package!, left)];
            var again = Sheets.Import(back, out var findings);
            Assert.True(again.Package is not null, $"Seed {i}: {string.Join("; ", findings.Where(f => f.Severity == Severity.Error).Select(Vauban.Adapters.Texts.Texts.For("en").Sentence))}");
            Assert.True(left.Count > 0 || result.Package!.Canonical == again.Package.Canonical, $"Seed {i}:\n{result.Package!.Canonical}\n---\n{again.Package!.Canonical}");
        }
        Assert.InRange(loaded, 500, 4_000);
    }
}
