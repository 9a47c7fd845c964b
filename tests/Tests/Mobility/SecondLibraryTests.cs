using System.Globalization;
using CsCheck;
using Google.OrTools.Graph;
using Vauban.Adapters.Solvers;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

/// <summary>Routes and flows against the graph algorithms of OR-Tools, which share nothing with ours.</summary>
public sealed class SecondLibraryTests
{
    static readonly DateOnly Start = new(2026, 3, 2);

    static readonly Gen<(int Nodes, (int A, int B, int Days, int Capacity, bool Single)[] Links)> Nets =
        from nodes in Gen.Int[2, 30]
        from links in (from a in Gen.Int[0, nodes - 1] from b in Gen.Int[0, nodes - 1] from d in Gen.Int[1, 20] from c in Gen.Int[0, 50] from single in Gen.Bool select (A: a, B: b, Days: d, Capacity: c, Single: single)).Array[1, 120]
        select (nodes, links.Where(l => l.A != l.B).ToArray());

    static Network Network(int nodes, (int A, int B, int Days, int Capacity, bool Single)[] links)
    {
        var package = new TestPackage().Add("items", "id=i unit=t");
        for (var n = 0; n < nodes; n++) package.Add("transport_nodes", $"id=n{n:D2} country=DE kind=place");
        for (var l = 0; l < links.Length; l++) package.Add("transport_links", $"id=l{l} start=n{links[l].A:D2} end=n{links[l].B:D2} mode=road days={T(links[l].Days)} capacity={T(links[l].Capacity)}" + (links[l].Single ? " one_way=yes" : ""));
        return package.Network;
    }

    [Fact]
    public void The_fastest_way_is_the_cheapest_flow_of_one_unit()
    {
        var found = 0;
        Nets.Try(60, v =>
        {
            var flow = new MinCostFlow();
            foreach (var (a, b, days, _, single) in v.Links)
            {
                flow.AddArcWithCapacityAndUnitCost(a, b, 1, days);
                if (!single) flow.AddArcWithCapacityAndUnitCost(b, a, 1, days);
            }
            // A way round that never ends before the horizon stands for no way at all.
            flow.AddArcWithCapacityAndUnitCost(0, v.Nodes - 1, 1, 100_000);
            flow.SetNodeSupply(0, 1);
            flow.SetNodeSupply(v.Nodes - 1, -1);
            Assert.Equal(MinCostFlow.Status.OPTIMAL, flow.Solve());
            var ours = RouteEngine.DaysToAll(Network(v.Nodes, v.Links), "n00", PermissionRegime.Listed, Start)[v.Nodes - 1];
            Assert.Equal(flow.OptimalCost() == 100_000 ? double.PositiveInfinity : flow.OptimalCost(), ours);
            if (!double.IsInfinity(ours)) found++;
        });
        Assert.True(found > 20, $"{found}");
    }

    [Fact]
    public void The_most_per_day_is_the_maximum_flow()
    {
        var above = 0;
        Nets.Try(60, v =>
        {
            // Capacities of both directions together are those of each: in a maximum flow nothing has to go both ways.
            var flow = new MaxFlow();
            foreach (var (a, b, _, capacity, single) in v.Links)
            {
                flow.AddArcWithCapacity(a, b, capacity);
                if (!single) flow.AddArcWithCapacity(b, a, capacity);
            }
            var most = flow.Solve(0, v.Nodes - 1) == MaxFlow.Status.OPTIMAL ? flow.OptimalFlow() : 0;
            var shipment = new FlowShipment("s", 0, 1, 0, v.Nodes - 1, Start, Start, TransportLoad.Untested, []);
            var ours = FlowEngine.Run(Network(v.Nodes, v.Links), [shipment], new() { Ways = 1, DaysAfter = 1 }, LinearSolvers.Default, TestContext.Current.CancellationToken).Maxima[0].PerDay[1];
            Assert.Equal(most, ours, 1e-6);
            if (most > 0) above++;
        });
        Assert.True(above > 20, $"{above}");
    }

    [Fact]
    public void A_fleet_of_shipments_that_are_all_in_time_costs_what_the_cheapest_flow_costs()
    {
        // One day, one shipment, no lateness: ways differ only in what they cost.
        var priced = 0;
        Nets.Try(40, v =>
        {
            var links = v.Links.Where(l => l.Single).ToArray();
            var package = new TestPackage().Add("items", "id=i unit=t");
            for (var n = 0; n < v.Nodes; n++) package.Add("transport_nodes", $"id=n{n:D2} country=DE kind=place");
            for (var l = 0; l < links.Length; l++) package.Add("transport_links", $"id=l{l} start=n{links[l].A:D2} end=n{links[l].B:D2} mode=road days=0.001 cost={T(links[l].Days)} capacity={T(links[l].Capacity)} one_way=yes from=2026-03-02 to=2026-03-02");
            var flow = new MinCostFlow();
            foreach (var (a, b, days, capacity, _) in links) flow.AddArcWithCapacityAndUnitCost(a, b, capacity, days);
            flow.AddArcWithCapacityAndUnitCost(0, v.Nodes - 1, 10, 100_000);
            flow.SetNodeSupply(0, 10);
            flow.SetNodeSupply(v.Nodes - 1, -10);
            Assert.Equal(MinCostFlow.Status.OPTIMAL, flow.Solve());
            var missing = flow.OptimalCost() / 100_000;
            var shipment = new FlowShipment("s", 0, 10, 0, v.Nodes - 1, Start, Start, TransportLoad.Untested, []);
            var ours = FlowEngine.Run(package.Network, [shipment], new() { Ways = 1, DaysAfter = 1 }, LinearSolvers.Default, TestContext.Current.CancellationToken).Plan;
            Assert.Equal(10 - missing, ours.Arrived[0], 1e-4);
            Assert.Equal(flow.OptimalCost() % 100_000, ours.Cost, 0.05);
            if (ours.Cost > 0) priced++;
        });
        Assert.True(priced > 5, $"{priced}");
    }

    static string T(int value) => value.ToString(CultureInfo.InvariantCulture);
}
