using System.Globalization;
using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

/// <summary>Plans whose deliveries have to pass a transport network.</summary>
public sealed class PlanTransportTests
{
    static readonly PlanOptions Quarter = new() { From = new(2026, 1, 1), Months = 3 };

    // A works that makes 300 t a month, a buyer in PL who wants 200 t in each of three months, and a road between them.
    static TestPackage Road(string link, string more = "") => new TestPackage().Add("items", "id=i unit=t complete=yes unit_value=100").Add("sites", "id=works country=DE")
        .Add("lines", "id=l item=i site=works country=DE capacity=300 capacity_unit=t/month unit_cost=1")
        .Add("demands", "buyer=PL item=i from=2026-01 to=2026-03 rate=200 rate_unit=t/month shortfall_price=1000" + more)
        .Add("transport_nodes", "id=n0 country=DE site=works", "id=n1 country=PL serves=PL").Add("transport_links", "id=r start=n0 end=n1 mode=road days=2" + link);

    static PlanResult Run(Network network, PlanOptions options, Reading reading = Reading.Central) =>
        PlanEngine.Run(network, options with { Reading = reading }, HaulStudy.CaseOf(network, reading, LinearSolvers.Default), LinearSolvers.Default, stop: TestContext.Current.CancellationToken);

    static double[] Rounded(double[] values) => [.. values.Select(v => Math.Round(v, 3))];

    [Fact]
    public void A_road_of_five_tonnes_a_day_lets_five_tonnes_times_the_days_of_each_month_through()
    {
        var result = Run(Road(" capacity=5").Network, Quarter);
        Assert.Equal([155, 140, 155], Rounded(result.Plan.Delivered[0]));
        Assert.Equal([155, 140, 155], Rounded(Assert.Single(result.Plan.Hauls).Units));
        var cause = Assert.Single(Assert.Single(result.Plan.Shortfalls).Causes, c => c.Kind == PlanCauseKind.Transport);
        Assert.Equal((0, 2), (cause.FromPeriod, cause.ToPeriod));
    }

    [Fact]
    public void What_the_road_cannot_carry_in_one_month_follows_in_the_next()
    {
        // 14 t a day in March alone carry 434 t: 445 t are still wanted.
        var package = Road(" capacity=5 to=2026-02-28").Add("transport_links", "id=s start=n0 end=n1 mode=rail days=1 capacity=14 from=2026-03-01");
        Assert.Equal([155, 140, 305], Rounded(Run(package.Network, Quarter).Plan.Delivered[0]));
    }

    [Fact]
    public void A_road_that_is_closed_for_half_a_month_carries_half_of_it()
    {
        // 16 of 31 days in January; nothing after.
        Assert.Equal([80, 0, 0], Rounded(Run(Road(" capacity=5 to=2026-01-16").Network, Quarter).Plan.Delivered[0]));
    }

    [Fact]
    public void The_pessimistic_plan_takes_the_low_end_of_a_capacity() =>
        Assert.Equal([93, 84, 93], Rounded(Run(Road(" capacity=3..7").Network, Quarter, Reading.Pessimistic).Plan.Delivered[0]));

    [Fact]
    public void Without_a_stated_capacity_the_plan_is_the_one_without_transport_to_the_last_digit()
    {
        var network = Road("").Network;
        Assert.Null(HaulStudy.TransportOf(network, Reading.Central, LinearSolvers.Default));
        // A capacity that never binds changes nothing that is delivered or paid.
        var (wide, none) = (Run(Road(" capacity=1000").Network, Quarter).Plan, PlanEngine.Run(network, Quarter, LinearSolvers.Default, stop: TestContext.Current.CancellationToken).Plan);
        Assert.Equal(none.Objective, wide.Objective, 1e-6 * none.Objective);
        Assert.Equal(Rounded(none.Delivered[0]), Rounded(wide.Delivered[0]));
    }

    [Fact]
    public void A_buyer_no_way_leads_to_gets_nothing_and_one_off_the_network_is_served_as_before()
    {
        var package = Road(" capacity=5 barred=1").Add("demands", "buyer=FR item=i from=2026-01 to=2026-01 rate=50 rate_unit=t/month shortfall_price=1000").Add("transport_nodes", "id=n2 country=EE serves=EE")
            .Add("demands", "buyer=EE item=i from=2026-01 to=2026-01 rate=40 rate_unit=t/month shortfall_price=1000");
        var plan = Run(package.Network, Quarter).Plan;
        double Of(string buyer) => plan.Demands.Where(d => d.Buyer == buyer).Sum(d => plan.Delivered[d.Index].Sum());
        Assert.Equal((450.0, 50.0, 0.0), (Math.Round(Of("PL"), 3), Math.Round(Of("FR"), 3), Math.Round(Of("EE"), 3)));
    }

    [Fact]
    public void An_expansion_that_the_road_cannot_use_is_not_started()
    {
        Plan With(string capacity) => Run(Road(" capacity=" + capacity, " ").Add("demands", "buyer=PL item=i from=2026-04 to=2026-12 rate=600 rate_unit=t/month shortfall_price=1000")
            .Add("expansions", "id=e line=l adds=300 adds_unit=t/month capex=50000 build_months=1").Network, Quarter with { Months = 12 }).Plan;
        Assert.Empty(With("5").Starts);
        Assert.NotEmpty(With("30").Starts);
    }

    [Fact]
    public void A_plan_that_hauls_more_than_the_road_carries_contradicts_itself()
    {
        var network = Road(" capacity=5").Network;
        var given = HaulStudy.CaseOf(network, Reading.Central, LinearSolvers.Default);
        var plan = Run(network, Quarter).Plan;
        Assert.True(PlanReplay.Run(plan, given).Holds);
        var more = plan with { Hauls = [plan.Hauls[0] with { Units = [.. plan.Hauls[0].Units.Select(u => u * 1.1)] }] };
        Assert.Contains(PlanReplay.Run(more, given).Contradictions, c => c.Kind == PlanContradictionKind.Haul);
        // What is hauled by nobody has to come from somewhere else, and there is nothing else.
        Assert.Contains(PlanReplay.Run(plan with { Hauls = [] }, given).Contradictions, c => c.Kind == PlanContradictionKind.Haul);
    }

    [Fact]
    public void Less_capacity_never_gives_a_better_plan()
    {
        var gen = from a in Gen.Int[0, 12] from b in Gen.Int[0, 12] from rate in Gen.Int[50, 400] select (a, b, rate);
        gen.Try(12, v =>
        {
            double Cost(int capacity) => Run(Road($" capacity={T(capacity)}", "").Add("demands", $"buyer=PL item=i from=2026-02 to=2026-03 rate={T(v.rate)} rate_unit=t/month shortfall_price=700").Network, Quarter).Plan.Objective;
            var (less, more) = (Cost(Math.Min(v.a, v.b)), Cost(Math.Max(v.a, v.b)));
            Assert.True(less >= more * (1 - 1e-6), $"{less} {more}");
        });
    }

    [Fact]
    public void Deliveries_are_worth_what_the_cuts_of_the_network_let_through()
    {
        // Two works and two buyers of one item on a random network, one month: what can be delivered is all that stays within every cut (a polymatroid), and who pays more comes first.
        var bound = 0;
        var gen = from nodes in Gen.Int[4, 6]
                  from links in (from a in Gen.Int[0, nodes - 1] from b in Gen.Int[0, nodes - 1] from c in Gen.Int[0, 9] from single in Gen.Bool select (A: a, B: b, Capacity: c, Single: single)).Array[2, 9]
                  from made in Gen.Int[0, 12].Array[2]
                  from wanted in Gen.Int[1, 12].Array[2]
                  select (nodes, links, made, wanted);
        gen.Try(30, v =>
        {
            var package = new TestPackage().Add("items", "id=i unit=t complete=yes unit_value=100");
            for (var n = 0; n < v.nodes; n++) package.Add("transport_nodes", $"id=n{n} country=DE" + (n < 2 ? $" site=w{n}" : n < 4 ? $" serves={(n == 2 ? "PL" : "FR")}" : ""));
            for (var k = 0; k < 2; k++)
            {
                package.Add("sites", $"id=w{k} country=DE").Add("lines", $"id=l{k} item=i site=w{k} country=DE capacity={T(31 * v.made[k])} capacity_unit=t/month unit_cost=0");
                package.Add("demands", $"buyer={(k == 0 ? "PL" : "FR")} item=i from=2026-01 to=2026-01 rate={T(31 * v.wanted[k])} rate_unit=t/month shortfall_price={(k == 0 ? 1000 : 400)}");
            }
            for (var l = 0; l < v.links.Length; l++)
                package.Add("transport_links", $"id=k{l} start=n{v.links[l].A} end=n{v.links[l].B} mode=road days=1 capacity={T(v.links[l].Capacity)}" + (v.links[l].Single ? " one_way=yes" : ""));
            var plan = Run(package.Network, Quarter with { Months = 1 }).Plan;
            var (first, both) = (Most(v.nodes, v.links, v.made, v.wanted, [true, false]), Most(v.nodes, v.links, v.made, v.wanted, [true, true]));
            Assert.Equal(first, plan.Demands.Where(d => d.Buyer == "PL").Sum(d => plan.Delivered[d.Index].Sum()) / 31, 1e-4);
            Assert.Equal(both, plan.Delivered.Sum(d => d.Sum()) / 31, 1e-4);
            if (both > 0 && both < Math.Min(v.made.Sum(), v.wanted.Sum())) bound++;
        });
        Assert.True(bound > 4, $"{bound}");
    }

    // The smallest cut between both works and some buyers, by trying every side for every place.
    static double Most(int nodes, (int A, int B, int Capacity, bool Single)[] links, int[] made, int[] wanted, bool[] counts)
    {
        var best = double.PositiveInfinity;
        for (var set = 0; set < 1 << nodes; set++)
        {
            bool In(int n) => (set >> n & 1) != 0;
            var sum = 0.0;
            for (var k = 0; k < 2; k++) sum += (In(k) ? 0 : made[k]) + (counts[k] && In(2 + k) ? wanted[k] : 0);
            foreach (var link in links.Where(l => l.A != l.B))
                if ((In(link.A) && !In(link.B)) || (!link.Single && In(link.B) && !In(link.A))) sum += link.Capacity;
            best = Math.Min(best, sum);
        }
        return best;
    }

    [Fact]
    public void What_a_plan_delivers_in_a_month_arrives_over_the_network_without_being_held_up()
    {
        // As much each day as the plan delivers in its month: nothing waits for a full road. Two works share the second link.
        var network = new TestPackage().Add("items", "id=i unit=t complete=yes unit_value=100").Add("sites", "id=w0 country=DE", "id=w1 country=DE")
            .Add("lines", "id=l0 item=i site=w0 country=DE capacity=300 capacity_unit=t/month unit_cost=1", "id=l1 item=i site=w1 country=DE capacity=300 capacity_unit=t/month unit_cost=2")
            .Add("demands", "buyer=PL item=i from=2026-01 to=2026-03 rate=500 rate_unit=t/month shortfall_price=1000")
            .Add("transport_nodes", "id=n0 country=DE site=w0", "id=n1 country=DE site=w1", "id=n2 country=DE", "id=n3 country=PL serves=PL")
            .Add("transport_links", "id=a start=n0 end=n2 mode=road days=1 capacity=6", "id=b start=n1 end=n2 mode=road days=1", "id=c start=n2 end=n3 mode=road days=1 capacity=8").Network;
        var plan = Run(network, Quarter).Plan;
        Assert.Equal([248, 224, 248], Rounded(plan.Delivered[0]));
        var shipments = new List<FlowShipment>();
        foreach (var haul in plan.Hauls)
            foreach (var period in plan.Periods)
                for (var day = period.First; day <= period.Last && haul.Units[period.Index] > 1e-6; day = day.AddDays(1))
                    shipments.Add(new($"{haul.Supply}/{day:yyyy-MM-dd}", 0, haul.Units[period.Index] / (period.Last.DayNumber - period.First.DayNumber + 1), haul.Supply == 0 ? 0 : 1, 3, day, day.AddDays(2), TransportLoad.Untested, []));
        var flow = FlowEngine.Run(network, [.. shipments.OrderBy(s => s.Id, StringComparer.Ordinal)], new() { Ways = 1 }, LinearSolvers.Default, TestContext.Current.CancellationToken);
        Assert.Equal(0, flow.Plan.LateTonneDays, 1e-2);
    }

    static string T(int value) => value.ToString(CultureInfo.InvariantCulture);
}
