using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats.Interchange;
using Vauban.Adapters.Formats.Interchange.WorldTables;
using Vauban.Core.Model;
using Vauban.Tests.Cli;
using Vauban.Tests.Exposure;

namespace Vauban.Tests.Formats.Interchange;

public sealed class WorldTablesTests : ImporterContract
{
    protected override IImporter Importer => new WorldTablesImporter();

    protected override (string, byte[])[] Sample =>
    [
        ("nodes.csv", "node,country,industry,industry_name,output_musd\nDEU.c1,DEU,c1,Farms,100\nDEU.c2,DEU,c2,Mills,80\nRoW.c1,RoW,c1,Farms,50\n"u8.ToArray()),
        ("edges.csv", "from,to,musd\nDEU.c1,DEU.c1,20\nDEU.c1,DEU.c2,40\nRoW.c1,DEU.c2,10\nDEU.c2,RoW.c1,5\n"u8.ToArray()),
        ("final_demand.csv", "from,consumer_country,musd\nDEU.c2,DEU,30\nDEU.c2,USA,20\nDEU.c1,FRA,8\nRoW.c1,DEU,-2\n"u8.ToArray()),
    ];

    [Fact]
    public void Industries_are_items_and_lines_net_of_what_they_use_of_themselves()
    {
        var (package, findings) = Read(null, Sample);
        var (lines, recipes, goals, parties) = (package!["lines"], package["recipes"], package["goals"], package["parties"]);
        Assert.Equal(["deu-c1 80", "deu-c2 80", "row-c1 50"], lines.Rows.Select(r => $"{lines.Cell(r, "item")} {lines.Cell(r, "capacity")}"));
        Assert.Equal(["deu-c2 deu-c1 0.5", "deu-c2 row-c1 0.125", "row-c1 deu-c2 0.1"], recipes.Rows.Select(r => $"{recipes.Cell(r, "item")} {recipes.Cell(r, "input")} {recipes.Cell(r, "quantity")}"));
        // What the EU's consumers take: 30 of the mills (not the 20 of others) and 8 of the farms.
        Assert.Equal(["deu-c1 8", "deu-c2 30"], goals.Rows.Select(r => $"{goals.Cell(r, "item")} {goals.Cell(r, "rate")}"));
        Assert.Equal(["WORLD except DE", "DE"], parties.Rows.Select(r => parties.Cell(r, "country")));
        Assert.Contains(findings, f => f.Code == "W-IMPORT-21" && f.Values[0] == "1");
    }

    [Fact]
    public void A_small_economy_can_be_assessed_and_gives_what_the_inverse_of_leontief_gives()
    {
        var folder = Directory.CreateTempSubdirectory("vauban");
        try
        {
            foreach (var (name, bytes) in Sample) File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
            var to = Path.Combine(folder.FullName, "package");
            Assert.Equal(0, CommandRun.Of("convert", folder.FullName, to).Code);
            using var json = JsonDocument.Parse(CommandRun.Of("assess", to, "--perimeter", "EU27", "--no-files", "--json").Output);
            var all = json.RootElement.GetProperty("cells").EnumerateArray().SelectMany(c => c.GetProperty("figures").EnumerateArray()).First(f => f.GetProperty("address").GetString() == "final-demand/produce/theta_all");
            // x = 30 + 0.1 * 0.125 x for the mills, so x = 30 / 0.9875; they can make 80; the farms are further from their limit.
            Assert.Equal(80 * 0.9875 / 30, all.GetProperty("central").GetDouble(), 6);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_world_table_is_read_whole_in_seconds()
    {
        var folder = Path.GetDirectoryName(Chain.Shared("data/wiod-2011/nodes.csv"))!;
        var findings = new List<Finding>();
        var package = Importers.Load(Importer, Importers.Files(folder, findings), findings, new() { Time = TimeSpan.FromSeconds(60) }, TestContext.Current.CancellationToken)!;
        Assert.Equal(1435, package["items"].Rows.Count);
        // Counted by another road: flows between two industries of which the second makes something.
        var nodes = File.ReadLines(Path.Combine(folder, "nodes.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        var flows = File.ReadLines(Path.Combine(folder, "edges.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        Assert.Equal((1435, 413_525), (nodes.Length, flows.Length));
        var making = nodes.Where(n => double.Parse(n[^3], CultureInfo.InvariantCulture) > 0).Select(n => n[0].Trim('"')).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(flows.Count(f => f[0] != f[1] && making.Contains(f[1])), package["recipes"].Rows.Count);
        // Capacity and own use make up the output that was published.
        var own = flows.Where(f => f[0] == f[1]).ToDictionary(f => f[0], f => double.Parse(f[2], CultureInfo.InvariantCulture));
        var lines = package["lines"];
        var german = lines.Rows.Single(r => r.Cells[0] == "deu-c1");
        var published = double.Parse(nodes.Single(n => n[0].Trim('"') == "DEU.c1")[^3], CultureInfo.InvariantCulture);
        Assert.Equal(published, double.Parse(lines.Cell(german, "capacity"), CultureInfo.InvariantCulture) + own["DEU.c1"], 6);
    }
}
