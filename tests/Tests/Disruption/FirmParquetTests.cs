using Parquet.Serialization;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Firms;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Tests.Disruption;

/// <summary>Lists of firms in Parquet.</summary>
public sealed class FirmParquetTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("vauban-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    sealed class FirmRow
    {
        public string? Id { get; set; }

        public int Nace { get; set; }

        public double? Output { get; set; }
    }

    sealed class LinkRow
    {
        public long From { get; set; }

        public long To { get; set; }

        public decimal Amount { get; set; }
    }

    sealed class Odd
    {
        public string? Firm { get; set; }

        public DateTime Sector { get; set; }
    }

    async Task<string> Save<T>(string name, IEnumerable<T> rows) where T : class
    {
        var path = Path.Combine(_folder, name);
        await using var stream = File.Create(path);
        await ParquetSerializer.SerializeAsync(rows, stream, cancellationToken: TestContext.Current.CancellationToken);
        return path;
    }

    string Save(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        return Path.Combine(_folder, name);
    }

    [Fact]
    public async Task Lists_in_parquet_give_the_network_that_they_give_in_csv()
    {
        var random = new Random(5);
        var firms = Enumerable.Range(0, 300).Select(i => new FirmRow { Id = (1000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture), Nace = random.Next(20), Output = random.Next(9) / 4.0 }).ToArray();
        var links = Enumerable.Range(0, 2000).Select(_ => new LinkRow { From = 1000 + random.Next(300), To = 1000 + random.Next(300), Amount = random.Next(0, 500) / 8m }).ToArray();
        FormattableString Line(LinkRow l) => $"{l.From},{l.To},{l.Amount}\n";
        var csv = new FirmPaths
        {
            Firms = Save("firms.csv", "id,nace,output\n" + string.Concat(firms.Select(f => FormattableString.Invariant($"{f.Id},{f.Nace},{f.Output}\n")))),
            Links = Save("links.csv", "from,to,amount\n" + string.Concat(links.Select(l => FormattableString.Invariant(Line(l))))), WeightColumn = "output",
        };
        var parquet = csv with { Firms = await Save("firms.parquet", firms), Links = await Save("links.parquet", links) };
        var (findings, others) = (new List<Finding>(), new List<Finding>());
        var (a, b) = (FirmFiles.Load(csv, findings)!, FirmFiles.Load(parquet, others)!);
        Assert.Equal(findings.Select(f => f.Code), others.Select(f => f.Code));
        Assert.Equal(a.Firms, b.Firms);
        Assert.Equal(a.Sectors, b.Sectors);
        Assert.Equal(a.SectorOf, b.SectorOf);
        Assert.Equal(a.Weights, b.Weights);
        Assert.Equal(a.Links, b.Links);
        Assert.Equal(CascadeEngine.Sweep(CascadeNetwork.Build(a), new()).Scores, CascadeEngine.Sweep(CascadeNetwork.Build(b), new()).Scores);
    }

    [Fact]
    public async Task What_is_wrong_in_a_parquet_file_is_told()
    {
        var links = await Save("links.parquet", [new LinkRow { From = 1, To = 2, Amount = 3 }]);
        var firms = await Save("firms.parquet", [new FirmRow { Id = "1" }]);
        string[] Codes(string firmFile, string linkFile, ReadLimits? limits = null)
        {
            var findings = new List<Finding>();
            Assert.Null(FirmFiles.Load(new() { Firms = firmFile, Links = linkFile, Limits = limits }, findings));
            return [.. findings.Select(f => f.Code).Distinct()];
        }
        // A firm that is not listed, a missing column, a column of dates, no Parquet at all, half a file, too many rows.
        Assert.Equal(["E-CASC-01"], Codes(firms, links));
        Assert.Equal(["E-CASC-03"], Codes(links, links));
        Assert.Equal(["E-CASC-10"], Codes(await Save("odd.parquet", [new Odd { Firm = "1", Sector = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) }]), links));
        Assert.Equal(["E-CASC-10"], Codes(Save("text.parquet", "firm,sector\n1,2\n"), links));
        var bytes = await File.ReadAllBytesAsync(firms, TestContext.Current.CancellationToken);
        var half = Path.Combine(_folder, "half.parquet");
        foreach (var length in new[] { 0, 3, 8, bytes.Length / 2, bytes.Length - 9 })
        {
            await File.WriteAllBytesAsync(half, bytes[..length], TestContext.Current.CancellationToken);
            Assert.Equal(["E-CASC-10"], Codes(half, links));
        }
        Assert.Equal(["E-SIZE-02"], Codes(firms, await Save("many.parquet", Enumerable.Repeat(new LinkRow { From = 1, To = 1, Amount = 1 }, 11)), new ReadLimits { Rows = 10 }));
    }
}
