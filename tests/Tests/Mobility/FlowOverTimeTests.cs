using System.Globalization;
using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

/// <summary>Flows over time against a time-expanded network that these tests lay out themselves: a copy of every place for every day, filled along augmenting paths.</summary>
public sealed class FlowOverTimeTests
{
    // Monday.
    static readonly DateOnly Start = new(2026, 3, 2);

    sealed record Way(int A, int B, int Days, int Capacity, int Cost);

    static readonly Gen<(int Nodes, Way[] Ways)> Nets =
        from nodes in Gen.Int[2, 5]
        from ways in (from a in Gen.Int[0, nodes - 1] from b in Gen.Int[0, nodes - 1] from d in Gen.Int[1, 3] from c in Gen.Int[0, 4] from cost in Gen.Int[0, 9] select new Way(a, b, d, c, cost)).Array[1, 8]
        select (nodes, ways.Where(w => w.A != w.B).ToArray());

    static Network Network(int nodes, Way[] ways)
    {
        var package = new TestPackage().Add("items", "id=i unit=t");
        for (var n = 0; n < nodes; n++) package.Add("transport_nodes", $"id=n{n} country=DE kind=place");
        for (var l = 0; l < ways.Length; l++) package.Add("transport_links", $"id=l{l} start=n{ways[l].A} end=n{ways[l].B} mode=road days={T(ways[l].Days)} capacity={T(ways[l].Capacity)} cost={T(ways[l].Cost)} one_way=yes");
        return package.Network;
    }

    static FlowShipment Shipment(string id, double tonnes, int from, int to, int ready, int due) => new(id, 0, tonnes, from, to, Start.AddDays(ready), Start.AddDays(due), TransportLoad.Untested, []);

    static FlowPlan Plan(Network network, int ways, params FlowShipment[] shipments) =>
        FlowEngine.Run(network, shipments, new() { Ways = ways, DaysAfter = 20 }, LinearSolvers.Default, TestContext.Current.CancellationToken).Plan;

    [Fact]
    public void The_least_late_is_that_of_the_whole_time_expanded_network_however_few_ways_it_begins_with()
    {
        var late = 0;
        var gen = from net in Nets from tonnes in Gen.Int[1, 14] from due in Gen.Int[0, 5] select (net, tonnes, due);
        gen.Try(150, v =>
        {
            var plan = Plan(Network(v.net.Nodes, v.net.Ways), 1, Shipment("s", v.tonnes, 0, v.net.Nodes - 1, 0, v.due));
            // What can have arrived by each day is what can arrive at once by then: some flow does it for all days (Gale 1959).
            var (before, expected) = (0, 0.0);
            var last = v.due + 20;
            for (var day = 0; day <= last; day++)
            {
                var there = Math.Min(v.tonnes, Dynamic(v.net.Nodes, v.net.Ways, day));
                expected += (there - before) * Math.Max(0, day - v.due);
                before = there;
            }
            expected += (v.tonnes - before) * 2.0 * (last - v.due + 1);
            Assert.Equal(expected, plan.LateTonneDays, 1e-3);
            Assert.Equal(0, plan.MayBeLessLateBy);
            if (plan.LateTonneDays > 0 && before == v.tonnes) late++;
        });
        Assert.True(late > 10, $"{late}");
    }

    [Fact]
    public void The_cheapest_flow_is_that_of_a_program_over_every_day_and_link()
    {
        var gen = from net in Nets from lots in (from tonnes in Gen.Int[1, 8] from to in Gen.Int[1, 4] from ready in Gen.Int[0, 2] from due in Gen.Int[2, 8] select (tonnes, to, ready, due)).Array[1, 3] select (net, lots);
        var shared = 0;
        gen.Try(60, v =>
        {
            var lots = v.lots.Select(l => l with { to = Math.Min(l.to, v.net.Nodes - 1) }).ToArray();
            var network = Network(v.net.Nodes, v.net.Ways);
            var plan = Plan(network, 1, [.. lots.Select((l, i) => Shipment($"s{i}", l.tonnes, 0, l.to, l.ready, l.due))]);
            var (late, cost) = Expanded(v.net.Nodes, v.net.Ways, lots);
            Assert.Equal(late, plan.LateTonneDays, 1e-2);
            Assert.InRange(plan.Cost, cost - 0.05, cost + 0.05);
            if (plan.Bottlenecks.Count > 0) shared++;
        });
        Assert.True(shared > 5, $"{shared}");
    }

    [Fact]
    public void Goods_wait_on_the_way_where_that_lets_others_pass()
    {
        // Both lots need the last link, one tonne a day; the ferry to it leaves every other day only (2026-03-02 is a day on which it does).
        var network = new TestPackage().Add("items", "id=i unit=t").Add("transport_nodes", "id=n0 country=DE", "id=n1 country=DE modes=road__sea transfer_days=0", "id=n2 country=DE modes=road__sea transfer_days=0", "id=n3 country=DE")
            .Add("transport_links", "id=a start=n0 end=n1 mode=road days=1 to=2026-03-02", "id=b start=n1 end=n2 mode=sea days=1 departure_days=2 capacity=10", "id=c start=n2 end=n3 mode=road days=1 capacity=1").Network;
        var plan = Plan(network, 1, Shipment("s", 3, 0, 3, 0, 0));
        // One ferry takes all; then one tonne leaves each day, waiting at the port.
        Assert.Equal([0.0, 1, 2], plan.Moves.Select(m => m.Arrival.DayNumber - plan.Moves[0].Arrival.DayNumber + 0.0));
        Assert.Single(plan.Moves.Select(m => m.Departure).Distinct());
    }

    // Most that can have arrived by a day, by augmenting paths in the time-expanded network; one tonne at a time.
    static int Dynamic(int nodes, Way[] ways, int horizon)
    {
        int Id(int node, int day) => node * (horizon + 1) + day;
        var residual = new Dictionary<(int, int, int), int>();
        var next = new Dictionary<int, HashSet<(int To, int Key)>>();
        void Arc(int from, int to, int key, int capacity)
        {
            residual[(from, to, key)] = capacity;
            residual.TryAdd((to, from, key), 0);
            (next.TryGetValue(from, out var a) ? a : next[from] = []).Add((to, key));
            (next.TryGetValue(to, out var b) ? b : next[to] = []).Add((from, key));
        }
        for (var day = 0; day <= horizon; day++)
            for (var w = 0; w < ways.Length; w++)
                if (day + ways[w].Days <= horizon) Arc(Id(ways[w].A, day), Id(ways[w].B, day + ways[w].Days), w, ways[w].Capacity);
        for (var day = 0; day < horizon; day++)
            for (var n = 0; n < nodes; n++) Arc(Id(n, day), Id(n, day + 1), -1, 1000);
        var (source, sink, flow) = (Id(0, 0), Id(nodes - 1, horizon), 0);
        while (true)
        {
            var from = new Dictionary<int, (int, int)> { [source] = default };
            var queue = new Queue<int>([source]);
            while (queue.TryDequeue(out var at) && !from.ContainsKey(sink))
                foreach (var (to, key) in next.GetValueOrDefault(at) ?? [])
                    if (residual[(at, to, key)] > 0 && from.TryAdd(to, (at, key))) queue.Enqueue(to);
            if (!from.ContainsKey(sink) || flow > 100) return flow;
            for (var at = sink; at != source; at = from[at].Item1)
            {
                residual[(from[at].Item1, at, from[at].Item2)]--;
                residual[(at, from[at].Item1, from[at].Item2)]++;
            }
            flow++;
        }
    }

    // The same for several lots with costs, as one program over every link, day and lot; least late first, then cheapest.
    static (double Late, double Cost) Expanded(int nodes, Way[] ways, (int tonnes, int to, int ready, int due)[] lots)
    {
        var horizon = lots.Max(l => Math.Max(l.due, l.ready)) + 20;
        double Solve(double? most)
        {
            var model = new Core.Solving.LinearModel();
            var balance = new Dictionary<(int, int, int), List<(int, double)>>();
            var loads = new Dictionary<(int, int), List<int>>();
            var late = new List<(int Column, double Days)>();
            void At(int lot, int node, int day, int column, double sign) => (balance.TryGetValue((lot, node, day), out var row) ? row : balance[(lot, node, day)] = []).Add((column, sign));
            for (var k = 0; k < lots.Length; k++)
            {
                for (var day = lots[k].ready; day <= horizon; day++)
                {
                    for (var w = 0; w < ways.Length; w++)
                    {
                        if (day + ways[w].Days > horizon) continue;
                        var move = model.AddColumn(most is null ? 0 : ways[w].Cost, 0, double.PositiveInfinity);
                        At(k, ways[w].A, day, move, -1);
                        At(k, ways[w].B, day + ways[w].Days, move, 1);
                        (loads.TryGetValue((w, day), out var list) ? list : loads[(w, day)] = []).Add(move);
                    }
                    for (var n = 0; n < nodes && day < horizon; n++)
                    {
                        var stay = model.AddColumn(0, 0, double.PositiveInfinity);
                        At(k, n, day, stay, -1);
                        At(k, n, day + 1, stay, 1);
                    }
                    var days = Math.Max(0.0, day - lots[k].due);
                    var end = model.AddColumn(most is null ? days : 0, 0, double.PositiveInfinity);
                    At(k, lots[k].to, day, end, -1);
                    late.Add((end, days));
                }
                var missing = model.AddColumn(most is null ? 2.0 * (horizon - lots[k].due + 1) : 0, 0, double.PositiveInfinity);
                late.Add((missing, 2.0 * (horizon - lots[k].due + 1)));
                var begin = model.AddColumn(0, 0, double.PositiveInfinity);
                At(k, 0, lots[k].ready, begin, 1);
                model.AddRow(lots[k].tonnes, lots[k].tonnes, [begin, missing], [1, 1]);
            }
            foreach (var row in balance.Values) model.AddRow(0, 0, [.. row.Select(r => r.Item1)], [.. row.Select(r => r.Item2)]);
            foreach (var ((w, _), list) in loads) model.AddRow(double.NegativeInfinity, ways[w].Capacity, [.. list], [.. list.Select(_ => 1.0)]);
            if (most is { } limit) model.AddRow(double.NegativeInfinity, limit + 1e-6 * (1 + limit), [.. late.Select(l => l.Column)], [.. late.Select(l => l.Days)]);
            using var solver = LinearSolvers.Default();
            solver.Load(model);
            return solver.Solve(stop: TestContext.Current.CancellationToken).Objective;
        }
        var least = Solve(null);
        return (least, Solve(least));
    }

    static string T(int value) => value.ToString(CultureInfo.InvariantCulture);
}
