using System.Globalization;
using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

public sealed class FlowTests
{
    // Monday.
    static readonly DateOnly Start = new(2026, 3, 2);

    static TestPackage Places(int count)
    {
        var package = new TestPackage().Add("items", "id=i unit=t");
        for (var n = 0; n < count; n++) package.Add("transport_nodes", $"id=n{n} country=DE kind=place");
        return package;
    }

    static FlowShipment Shipment(double tonnes, int to, int due = 0) => new("s", 0, tonnes, 0, to, Start, Start.AddDays(due), TransportLoad.Untested, []);

    static FlowResult Run(Network network, FlowOptions? options = null, params FlowShipment[] shipments) => FlowEngine.Run(network, shipments, options ?? new(), LinearSolvers.Default, TestContext.Current.CancellationToken);

    [Fact]
    public void A_link_of_a_hundred_tonnes_a_day_takes_three_days_for_three_hundred()
    {
        var network = Places(2).Add("transport_links", "id=l start=n0 end=n1 mode=road days=1 capacity=100 cost=5").Network;
        var flow = Run(network, null, Shipment(300, 1, 1));
        Assert.Equal([(Start, Start.AddDays(1), 100.0), (Start.AddDays(1), Start.AddDays(2), 100.0), (Start.AddDays(2), Start.AddDays(3), 100.0)], flow.Plan.Moves.Select(m => (m.Departure, m.Arrival, Math.Round(m.Tonnes, 3))));
        // 100 t one day late, 100 t two days.
        Assert.Equal((300.0, 1500.0, Start.AddDays(3)), (Math.Round(flow.Plan.LateTonneDays, 3), Math.Round(flow.Plan.Cost, 3), flow.Plan.LastArrival[0]!.Value));
        Assert.Equal(0, flow.Plan.Bottlenecks[0].Link);
        Assert.Equal([100.0, 100, 100], flow.Maxima[0].PerDay);
    }

    [Fact]
    public void Where_nothing_is_late_the_cheaper_way_is_taken()
    {
        var network = Places(2).Add("transport_links", "id=fast start=n0 end=n1 mode=road days=1 cost=9", "id=slow start=n0 end=n1 mode=rail days=3 cost=2 capacity=60").Network;
        var flow = Run(network, null, Shipment(100, 1, 3));
        Assert.Equal(60 * 2 + 40 * 9, flow.Plan.Cost, 1e-3);
        Assert.Equal(0, flow.Plan.LateTonneDays);
        Assert.Equal([60, double.PositiveInfinity, double.PositiveInfinity], flow.Maxima[0].PerDay);
    }

    [Fact]
    public void A_faster_regime_brings_deliveries_forward_and_a_lost_link_puts_them_off()
    {
        var network = Places(2).Add("transport_nodes", "id=p country=PL").Add("transport_permissions", "country=PL regime=listed days=10 working=yes")
            .Add("transport_links", "id=a start=n0 end=p mode=road days=1 capacity=100", "id=b start=n0 end=p mode=rail days=4 capacity=100").Network;
        var flow = Run(network, new() { Without = ["a"] }, Shipment(100, 2));
        // Ten working days from Monday 2 March end with Monday 16 March; 5 with Monday 9, 3 with Thursday 5; six hours. Four days by rail.
        Assert.Equal([Start.AddDays(19), Start.AddDays(12), Start.AddDays(8), Start.AddDays(4)], flow.ByRegime.Select(p => p.LastArrival[0]!.Value));
        Assert.Equal(Start.AddDays(16), flow.WithAll!.LastArrival[0]);
        Assert.True(flow.WithAll.LateTonneDays < flow.Plan.LateTonneDays);
    }

    [Fact]
    public void What_no_way_leads_to_is_missing_and_not_late_by_a_day()
    {
        var flow = Run(Places(3).Add("transport_links", "id=l start=n0 end=n1 mode=road days=1").Network, null, Shipment(50, 2));
        Assert.Equal((0.0, null, 0.0), (flow.Plan.Arrived[0], flow.Plan.LastArrival[0], flow.Maxima[0].PerDay[1]));
        Assert.True(flow.Plan.LateTonneDays > 50 * 60);
    }

    [Fact]
    public void The_change_of_mode_has_a_capacity_of_its_own()
    {
        var network = new TestPackage().Add("items", "id=i unit=t").Add("transport_nodes", "id=n0 country=DE", "id=n1 country=DE modes=road__rail transfer_days=0 transfer_capacity=30", "id=n2 country=DE")
            .Add("transport_links", "id=a start=n0 end=n1 mode=road days=1 capacity=100", "id=b start=n1 end=n2 mode=rail days=1 capacity=100").Network;
        var flow = Run(network, null, Shipment(90, 2));
        Assert.Equal(30, flow.Maxima[0].PerDay[1], 1e-6);
        Assert.Equal(Start.AddDays(4), flow.Plan.LastArrival[0]);
        Assert.True(flow.Plan.Bottlenecks[0] is { Node: 1, IsTransfer: true });
    }

    [Fact]
    public void The_most_per_day_is_the_smallest_cut()
    {
        var gen = from nodes in Gen.Int[2, 5]
                  from links in (from a in Gen.Int[0, nodes - 1] from b in Gen.Int[0, nodes - 1] from c in Gen.Int[0, 9] from single in Gen.Bool select (A: a, B: b, Capacity: c, Single: single)).Array[1, 9]
                  from places in Gen.Int[0, 12].Array[nodes]
                  select (nodes, links, places);
        var above = 0;
        gen.Try(120, (nodes, links, places) =>
        {
            var package = new TestPackage().Add("items", "id=i unit=t");
            for (var n = 0; n < nodes; n++) package.Add("transport_nodes", $"id=n{n} country=DE kind=place" + (places[n] > 6 ? "" : $" capacity={T(places[n])}"));
            for (var l = 0; l < links.Length; l++) package.Add("transport_links", $"id=l{l} start=n{links[l].A} end=n{links[l].B} mode=road days=1 capacity={T(links[l].Capacity)}" + (links[l].Single ? " one_way=yes" : ""));
            var found = Run(package.Network, null, Shipment(1, nodes - 1)).Maxima[0].PerDay[1];
            var cut = Cut(nodes, links, places);
            Assert.Equal(cut, found, 1e-6);
            if (cut > 0) above++;
        });
        Assert.True(above > 30, $"{above}");
    }

    // The cheapest way to part the first place from the last: each place is in front, behind, or (where it states a capacity) is cut itself.
    static double Cut(int nodes, (int A, int B, int Capacity, bool Single)[] links, int[] places)
    {
        var best = double.PositiveInfinity;
        // Two bits for each place: whether its entry and its exit are on the side of the origin.
        for (var set = 0; set < 1 << (2 * nodes); set++)
        {
            bool In(int n) => n == 0 || (set >> (2 * n) & 1) != 0;
            bool Out(int n) => (n != nodes - 1 || n == 0) && (set >> (2 * n + 1) & 1) != 0;
            if ((set & 1) == 0 || (set >> (2 * (nodes - 1) + 1) & 1) != 0) continue;
            var sum = 0.0;
            for (var n = 0; n < nodes && !double.IsInfinity(sum); n++)
                if (In(n) && !Out(n)) sum += places[n] > 6 ? double.PositiveInfinity : places[n];
            foreach (var link in links.Where(l => l.A != l.B))
                if ((Out(link.A) && !In(link.B)) || (!link.Single && Out(link.B) && !In(link.A))) sum += link.Capacity;
            best = Math.Min(best, sum);
        }
        return best;
    }

    [Fact]
    public void The_least_late_is_that_of_trying_every_split_of_whole_units()
    {
        // Two ways with a capacity each, days known: the oracle fills the earliest arrivals first.
        var gen = from tonnes in Gen.Int[1, 12] from c1 in Gen.Int[0, 4] from c2 in Gen.Int[1, 4] from d1 in Gen.Int[1, 4] from d2 in Gen.Int[1, 4] from due in Gen.Int[0, 6] select (tonnes, c1, c2, d1, d2, due);
        gen.Try(60, v =>
        {
            var network = Places(2).Add("transport_links", $"id=a start=n0 end=n1 mode=road days={T(v.d1)} capacity={T(v.c1)}", $"id=b start=n0 end=n1 mode=rail days={T(v.d2)} capacity={T(v.c2)}").Network;
            var late = 0.0;
            var left = v.tonnes;
            for (var day = 1; left > 0; day++)
                for (var way = 0; way < 2; way++)
                {
                    var (capacity, days) = way == 0 ? (v.c1, v.d1) : (v.c2, v.d2);
                    if (day < days) continue;
                    var units = Math.Min(left, capacity);
                    left -= units;
                    late += units * Math.Max(0, day - v.due);
                }
            Assert.Equal(late, Run(network, null, Shipment(v.tonnes, 1, v.due)).Plan.LateTonneDays, 1e-3);
        });
    }

    [Fact]
    public void The_deliveries_of_a_plan_start_where_its_lines_stand_and_end_where_the_buyer_is_served()
    {
        var package = new TestPackage().Add("items", "id=i unit=piece unit_mass=1000 complete=yes unit_value=100", "id=cheap unit=piece complete=yes").Add("sites", "id=works country=DE")
            .Add("lines", "id=l item=i site=works country=DE capacity=10 capacity_unit=piece/month unit_cost=1", "id=nowhere item=i country=DE capacity=5 capacity_unit=piece/month unit_cost=1")
            .Add("demands", "buyer=PL item=i from=2026-01 to=2026-03 rate=15 rate_unit=piece/month shortfall_price=1000", "buyer=FR item=cheap from=2026-01 to=2026-01 rate=1 rate_unit=piece/month shortfall_price=1000")
            .Add("transport_nodes", "id=n0 country=DE site=works", "id=n1 country=PL serves=PL").Add("transport_links", "id=r start=n0 end=n1 mode=road days=2 capacity=4").Add("transport_permissions", "country=PL regime=listed days=0")
            .Line("c", "cheap", "5");
        var plan = PlanEngine.Run(package.Network, new() { From = new(2026, 1, 1), Months = 12 }, LinearSolvers.Default, stop: TestContext.Current.CancellationToken).Plan;
        var (list, flow) = DeliveryStudy.Run(plan, new(), LinearSolvers.Default, TestContext.Current.CancellationToken);
        var delivered = plan.Demands.Sum(d => plan.Delivered[d.Index].Sum());
        // Everything delivered is either a shipment (one tonne each) or is named as not moved.
        Assert.Equal(delivered, list.Shipments.Sum(s => s.Tonnes) + list.Unplaced.Sum(u => u.Quantity), 1e-3);
        Assert.Equal([(UnplacedReason.NoDestination, "FR"), (UnplacedReason.NoOrigin, "PL")], list.Unplaced.Select(u => (u.Reason, u.Buyer)).Order());
        Assert.Equal(2 / 3.0, list.Shipments.Sum(s => s.Tonnes) / (list.Shipments.Sum(s => s.Tonnes) + list.Unplaced.Where(u => u.Buyer == "PL").Sum(u => u.Quantity)), 1e-2);
        // Ten tonnes a month over four a day: leaves on three days, two days under way.
        Assert.Equal(new DateOnly(2026, 1, 31).AddDays(4), flow.Plan.LastArrival[0]);
    }

    static string T(int value) => value.ToString(CultureInfo.InvariantCulture);
}
