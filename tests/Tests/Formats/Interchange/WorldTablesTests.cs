using System.Globalization;
using Vauban.Adapters.Formats.Interchange;
using Vauban.Adapters.Formats.Interchange.WorldTables;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats.Interchange;

public sealed class WorldTablesTests : ImporterContract
{
    /// <summary>Folder of the public samples.</summary>
    internal static string Shared => Path.GetFullPath(Path.Combine(Architecture.SourceTree.Root, "..", "..", "shared", "data")) is var beside && Directory.Exists(beside) ? beside : Path.GetFullPath(Path.Combine(Architecture.SourceTree.Root, "..", "shared", "data"));

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
    public void A_world_table_is_read_whole_in_seconds()
    {
        var folder = Path.Combine(Shared, "wiod-2011");
        if (!Directory.Exists(folder)) Assert.Skip("The shared samples are not here.");
        var findings = new List<Finding>();
        var package = Importers.Load(Importer, Importers.Files(folder, findings), findings, new() { Time = TimeSpan.FromSeconds(60) }, TestContext.Current.CancellationToken)!;
        Assert.Equal(1435, package["items"].Rows.Count);
        // Counted by another road: flows between two industries of which the second makes something.
        var nodes = File.ReadLines(Path.Combine(folder, "nodes.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        var flows = File.ReadLines(Path.Combine(folder, "edges.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        Assert.Equal((1435, 413_525), (nodes.Length, flows.Length));
        Assert.Equal(flows.Count(f => f[0] != f[1]), package["recipes"].Rows.Count + flows.Count(f => f[0] != f[1] && !package["lines"].Rows.Any(r => r.Cells[0] == f[1].ToLowerInvariant().Replace('.', '-'))));
        // Capacity and own use make up the output that was published.
        var own = flows.Where(f => f[0] == f[1]).ToDictionary(f => f[0], f => double.Parse(f[2], CultureInfo.InvariantCulture));
        var lines = package["lines"];
        var german = lines.Rows.Single(r => r.Cells[0] == "deu-c1");
        var published = double.Parse(nodes.Single(n => n[0].Trim('"') == "DEU.c1")[^3], CultureInfo.InvariantCulture);
        Assert.Equal(published, double.Parse(lines.Cell(german, "capacity"), CultureInfo.InvariantCulture) + own["DEU.c1"], 6);
    }
}
