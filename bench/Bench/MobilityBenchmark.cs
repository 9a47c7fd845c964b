using System.Globalization;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.Bench;

/// <summary>The fastest ways from one place to all others of a made-up grid of roads and railways over several countries, permissions and departures included.</summary>
static class MobilityBenchmark
{
    static readonly bool[] Ways = [true, false];

    static readonly string[] Codes = ["DE", "PL", "CZ", "LT", "LV"];

    static readonly DateOnly Start = new(2026, 3, 2);

    public static void Run(int links)
    {
        Console.WriteLine(Rounds.Machine());
        var network = Grid(links);
        Rounds.Print($"{network.TransportNodes.Count} places, {network.TransportLinks.Count} links");
        double[] days = [];
        var map = new TransportMap(network);
        RouteSearch Search() => new(map, new(network, PermissionRegime.Listed, "", Start), TransportLoad.Untested, new(Reading.Central, false, new bool[network.TransportLinks.Count], PermissionTime.AtStart, Start), []);
        var search = Search();
        var measured = Rounds.Measure(() => days = RouteEngine.DaysToAll(network, "n0", PermissionRegime.Listed, Start), () => search.ToAll(0));
        Rounds.Print($"one to all, arrays built anew: {measured[0].Milliseconds:0} ms, {measured[0].Bytes / 1e6:0.0} MB");
        Rounds.Print($"one to all, arrays there: {measured[1].Milliseconds:0} ms, {measured[1].Bytes / 1e6:0.0} MB");
        Rounds.Print($"reached {days.Count(double.IsFinite)}, farthest {days.Where(double.IsFinite).Max():0.###} days, labels {search.Labels}");
    }

    // Two ways from each place, to the east and to the north; every tenth place changes between road and rail.
    static Network Grid(int links)
    {
        var side = (int)Math.Sqrt(links / 2.0);
        static Row[] Rows(string table, IEnumerable<(string, string)[]> rows)
        {
            var spec = FieldCatalog.Table(table);
            return [.. rows.Select((cells, i) =>
            {
                var row = Enumerable.Repeat("", spec.Fields.Count).ToArray();
                foreach (var (field, value) in cells) row[spec.IndexOf(field)] = value;
                return new Row(row, new Place("bench", table, i + 2));
            })];
        }
        static string T(long value) => value.ToString(CultureInfo.InvariantCulture);
        var nodes = Rows("transport_nodes", from y in Enumerable.Range(0, side) from x in Enumerable.Range(0, side) select new[] { ("id", "n" + T(y * side + x)), ("country", Codes[x * Codes.Length / side]), ("kind", "depot"), ("modes", (x + y) % 10 == 0 ? "road rail" : "road"), ("transfer_days", "0.5") });
        var ways = Rows("transport_links", from y in Enumerable.Range(0, side) from x in Enumerable.Range(0, side) from east in Ways where east ? x + 1 < side : y + 1 < side
                                           let at = y * side + x
                                           // Lengths that differ in a way that is the same each time.
                                           let mix = (at * 7919L + (east ? 13 : 0)) % 97
                                           select new[] { ("id", $"l{T(at)}{(east ? "e" : "n")}"), ("start", "n" + T(at)), ("end", "n" + T(at + (east ? 1 : side))), ("mode", mix % 5 == 0 ? "rail" : "road"), ("length", T(5 + mix)), ("gauge", mix % 5 == 0 ? "1435" : ""), ("departure_days", mix % 11 == 0 ? "1" : "") });
        var permissions = Rows("transport_permissions", Codes.Select((c, i) => new[] { ("country", c), ("regime", "listed"), ("days", T(2 + i)), ("working", "yes") }));
        var package = new Package(new("bench", "Grid", Start), [new Table(FieldCatalog.Table("transport_nodes"), nodes), new Table(FieldCatalog.Table("transport_links"), ways), new Table(FieldCatalog.Table("transport_permissions"), permissions)]);
        var findings = new List<Finding>();
        return NetworkBuilder.Build(package, findings) ?? throw new InvalidOperationException(findings[0].Code);
    }
}
