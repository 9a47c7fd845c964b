using System.Globalization;
using CsCheck;
using Vauban.App.Cli;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

/// <summary>Betweenness and single points of invented networks, against counting every way and taking everything away once.</summary>
public sealed class PointTests
{
    sealed record Way(int A, int B, int Days, bool Single);

    static readonly Gen<(int Nodes, Way[] Ways)> Nets =
        from nodes in Gen.Int[2, 6]
        from ways in (from a in Gen.Int[0, nodes - 1] from b in Gen.Int[0, nodes - 1] from d in Gen.Int[1, 3] from single in Gen.Bool select new Way(a, b, d, single)).Array[1, 9]
        select (nodes, ways.Where(w => w.A != w.B).ToArray());

    static Network Network(int nodes, Way[] ways, string basis = "synthetic")
    {
        var package = new TestPackage().Add("items", "id=i unit=t");
        for (var n = 0; n < nodes; n++) package.Add("transport_nodes", $"id=n{n} country=DE basis=synthetic");
        for (var l = 0; l < ways.Length; l++) package.Add("transport_links", $"id=l{l} start=n{ways[l].A} end=n{ways[l].B} mode=road days={T(ways[l].Days)} basis={basis}" + (ways[l].Single ? " one_way=yes" : ""));
        return package.Network;
    }

    // Every way from a place to others that comes to no place twice: its days, places and links.
    static List<(int Days, int[] Places, int[] Links)> All(Way[] ways, int from, int to, int withoutNode = -1, int withoutLink = -1)
    {
        var found = new List<(int, int[], int[])>();
        Walk(from, 0, [from], []);
        return found;

        void Walk(int at, int days, int[] places, int[] links)
        {
            if (at == to)
            {
                found.Add((days, places, links));
                return;
            }
            for (var l = 0; l < ways.Length; l++)
            {
                var next = ways[l].A == at ? ways[l].B : !ways[l].Single && ways[l].B == at ? ways[l].A : -1;
                if (next >= 0 && next != withoutNode && l != withoutLink && !places.Contains(next)) Walk(next, days + ways[l].Days, [.. places, next], [.. links, l]);
            }
        }
    }

    [Fact]
    public void Betweenness_and_single_points_are_those_of_counting_every_way()
    {
        var (shared, cut) = (0, 0);
        Nets.Try(120, v =>
        {
            var result = PointEngine.Run(Network(v.Nodes, v.Ways), TestContext.Current.CancellationToken);
            var (between, links, parts, partLinks, pairs) = (new double[v.Nodes], new double[v.Ways.Length], new long[v.Nodes], new long[v.Ways.Length], 0L);
            for (var s = 0; s < v.Nodes; s++)
                for (var t = 0; t < v.Nodes; t++)
                {
                    if (s == t || All(v.Ways, s, t) is not { Count: > 0 } all) continue;
                    pairs++;
                    var best = all.Where(w => w.Days == all.Min(x => x.Days)).ToArray();
                    foreach (var way in best)
                    {
                        foreach (var n in way.Places[1..^1]) between[n] += 1.0 / best.Length;
                        foreach (var l in way.Links) links[l] += 1.0 / best.Length;
                    }
                    if (best.Length > 1) shared++;
                    for (var n = 0; n < v.Nodes; n++) if (n != s && n != t && All(v.Ways, s, t, withoutNode: n).Count == 0) parts[n]++;
                    for (var l = 0; l < v.Ways.Length; l++) if (All(v.Ways, s, t, withoutLink: l).Count == 0) partLinks[l]++;
                }
            Assert.Equal(pairs, result.Pairs);
            for (var n = 0; n < v.Nodes; n++) Same(result.Rows.FirstOrDefault(r => r.Node == n), between[n], parts[n]);
            for (var l = 0; l < v.Ways.Length; l++) Same(result.Rows.FirstOrDefault(r => r.Link == l), links[l], partLinks[l]);
            if (parts.Sum() > 0) cut++;
        });
        Assert.True(shared > 20 && cut > 20, $"{shared} {cut}");

        static void Same(PointRow? row, double between, long parts)
        {
            Assert.Equal(between, row?.Betweenness ?? 0, 1e-9);
            Assert.Equal(parts, row?.Separates ?? 0);
        }
    }

    [Fact]
    public void Every_way_over_the_middle_of_a_line_of_five_counts()
    {
        var result = PointEngine.Run(Network(5, [new(0, 1, 1, false), new(1, 2, 1, false), new(2, 3, 1, false), new(3, 4, 1, false)]), TestContext.Current.CancellationToken);
        // Two places on either side of the middle: four pairs, there and back.
        Assert.Equal((20L, 8L, 8.0), (result.Pairs, result.Rows.Single(r => r.Node == 2).Separates, result.Rows.Single(r => r.Node == 2).Betweenness));
        Assert.Equal(12, result.Rows.Single(r => r.Link == 1).Separates);
    }

    [Fact]
    public void A_network_with_a_row_that_is_not_invented_is_refused_by_the_engine_and_the_command()
    {
        var real = Network(2, [new(0, 1, 1, false)], "observed");
        Assert.Equal("transport_links/l0", PointEngine.FirstReal(real));
        Assert.Throws<ArgumentException>(() => PointEngine.Run(real, TestContext.Current.CancellationToken));
        var refused = CommandRun.Of("mobility", "points", "examples/corridor", "--as", "steward");
        Assert.Equal(ExitCode.InvalidInput, refused.Code);
        Assert.Contains("invented networks only", refused.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("transport_links", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_not_the_steward_is_refused_before_the_package_is_read()
    {
        foreach (var args in new string[][] { ["mobility", "points", "examples/nowhere"], ["mobility", "points", "examples/nowhere", "--as", "analyst"] })
        {
            var run = CommandRun.Of(args);
            Assert.Equal(ExitCode.InvalidInput, run.Code);
            Assert.Contains("--as steward", run.Error, StringComparison.Ordinal);
        }
    }

    static string T(int value) => value.ToString(CultureInfo.InvariantCulture);
}
