using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Solving;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

public sealed class IndependenceTests
{
    static IndependenceRow Run(TestPackage package, IndependenceOptions? options = null) => Assert.Single(IndependenceEngine.Run(package.Network, options ?? new(), LinearSolvers.Default).Rows);

    static (double, double?) Cost(IndependencePrice price) => (Math.Round(price.UnitCost!.Central, 6), price.Extra is { } e ? Math.Round(e.Central, 6) : null);

    static int Country(string code) => Countries.TryFind(code, out var country) ? country.Index : throw new ArgumentException(code);

    static TestPackage Two(string rate) => new TestPackage().Items("x", "steel").Goal("produce", "x", rate).Line("l", "x", "100", more: "unit_cost=5").Line("de", "steel", "150", more: "unit_cost=3").Line("cn", "steel", "500", "CN", "unit_cost=1").Recipe("x", "steel", "2");

    [Fact]
    public void Inside_alone_costs_what_the_dearer_source_costs_more()
    {
        var row = Run(Two("70"), new() { Cases = [new("without CN", Denial.Of(new Actor(ActorKind.Country, Country("CN"))))] });
        // 5 + 2 x 1 with everybody, 5 + 2 x 3 inside.
        Assert.Equal([(7, null), (11, 4.0), (11, 4.0)], row.Prices.Select(Cost));
        Assert.All(row.Prices, p => Assert.Equal((IndependenceStatus.Reached, 2.0, 2.0), (p.Status, p.Sources.Known, p.Sources.All)));
        Assert.True(row.IsPerUnit);
    }

    [Fact]
    public void Where_the_goal_is_out_of_reach_it_says_what_is_missing_instead_of_a_price()
    {
        var inside = Run(Two("100")).Prices[1];
        Assert.Equal((IndependenceStatus.OutOfReach, null), (inside.Status, inside.UnitCost));
        // 200 steel are needed, 150 are there. Items by id: steel is the first.
        var needed = Assert.Single(inside.Needed!.Extra);
        Assert.Equal((0, 50.0), (needed.Item, Math.Round(needed.PerMonth, 4)));
    }

    [Fact]
    public void Part_of_the_goal_may_be_held_where_all_of_it_cannot()
    {
        var row = Run(Two("100"), new() { Cases = [new("theta >= 0.75 without CN", Denial.Of(new Actor(ActorKind.Country, Country("CN"))), 0.75)] });
        Assert.Equal((11, 4.0), Cost(row.Prices[2]));
    }

    [Fact]
    public void Expansions_are_taken_whole_and_spread_over_the_years_where_the_goal_needs_them()
    {
        var package = Two("100").Add("expansions", "id=e item=steel country=FR adds=100 adds_unit=piece/month capex=48000 unit_cost=4", "id=dear item=steel country=FR adds=100 adds_unit=piece/month capex=60000 unit_cost=4", "id=nocost item=steel country=FR adds=100 adds_unit=piece/month");
        var inside = Run(package).Prices[1];
        // 500 for x, 150 at 3, 50 at 4, and 48 000 over 120 months: 500 + 450 + 200 + 400 for 100 pieces.
        Assert.Equal((15.5, 8.5), Cost(inside));
        Assert.Equal((IndependenceStatus.WithExpansions, 4.0, "e"), (inside.Status, Math.Round(inside.BuildingCost, 6), Assert.Single(inside.Expansions).Fix.Name));
        Assert.Equal(500 / 100.0 + 6.5 + 2, Run(package, new() { Years = 20 }).Prices[1].UnitCost!.Central, 1e-6);
        Assert.Equal(IndependenceStatus.Reached, Run(package).Prices[0].Status);
    }

    [Fact]
    public void A_source_without_a_cost_takes_those_of_its_item_and_an_item_without_any_is_not_counted()
    {
        var row = Run(new TestPackage().Items("x", "steel", "glue").Goal("produce", "x", "100").Line("l", "x", "100", more: "unit_cost=5").Line("a", "steel", "50", more: "unit_cost=2").Line("b", "steel", "40", more: "unit_cost=4").Line("c", "steel", "10")
            .Line("g", "glue", "100").Recipe("x", "steel", "1").Recipe("x", "glue", "1"));
        var all = row.Prices[0];
        // 500 + 100 + 160 + 10 of 2, 3 or 4.
        Assert.Equal((7.8, 7.9, 8.0), (Math.Round(all.UnitCost!.Low, 6), Math.Round(all.UnitCost.Central, 6), Math.Round(all.UnitCost.High, 6)));
        Assert.Equal((3.0, 5.0), (all.Sources.Known, all.Sources.All));
        Assert.Equal("glue", Assert.Single(all.Uncounted.Select(i => ((string[])["glue", "steel", "x"])[i])));
    }

    [Fact]
    public void Where_the_worst_case_does_not_reach_the_goal_the_price_has_no_upper_end()
    {
        var price = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "90..130", more: "unit_cost=4..6")).Prices[1];
        Assert.Equal((4.0, 5.0, double.PositiveInfinity), (Math.Round(price.UnitCost!.Low, 6), Math.Round(price.UnitCost.Central, 6), price.UnitCost.High));
    }

    [Fact]
    public void What_is_held_has_no_price()
    {
        var row = Run(new TestPackage().Add("items", "id=design unit=piece kind=competence complete=yes").Goal("develop", "design", "1").Line("us", "design", "1", "US"));
        Assert.True(row.IsHolding);
        Assert.Empty(row.Prices);
    }

    [Fact]
    public void The_price_is_that_of_a_program_written_down_anew_and_never_falls_when_more_is_denied()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            double Next(int low, int high) => random.Next(low, high);
            // x of part (2 or 1) or of plate (1), part of ore: every line with capacity, cost, inside or outside.
            double[] quantity = [Next(1, 3), 1, Next(1, 4) / 2.0];
            var lines = Enumerable.Range(0, 10).Select(i => (Item: i < 2 ? 0 : i < 5 ? 1 : i < 7 ? 2 : 3, Capacity: Next(10, 60), Cost: Next(1, 20), Inside: random.Next(2) == 0)).ToArray();
            var build = (Item: random.Next(0, 4), Adds: Next(20, 80), Capex: Next(1, 40) * 120, Cost: Next(1, 20));
            var package = new TestPackage().Items("i0", "i1", "i2", "i3").Goal("produce", "i0", "20").Recipe("i0", "i1", Text(quantity[0]), "g").Recipe("i0", "i2", Text(quantity[1]), "g").Recipe("i1", "i3", Text(quantity[2]))
                .Add("expansions", $"id=e item=i{build.Item} country=FR adds={Text(build.Adds)} adds_unit=piece/month capex={Text(build.Capex)} unit_cost={Text(build.Cost)}");
            for (var i = 0; i < lines.Length; i++) package.Line($"l{i}", $"i{lines[i].Item}", Text(lines[i].Capacity), lines[i].Inside ? "DE" : "US", $"unit_cost={Text(lines[i].Cost)}");
            var row = Run(package);
            var before = 0.0;
            for (var c = 0; c < 2; c++)
            {
                var counted = lines.Where(l => c == 0 || l.Inside).Select(l => (l.Item, l.Capacity, l.Cost)).ToArray();
                var expected = Least(quantity, counted) ?? (Least(quantity, [.. counted, (build.Item, build.Adds, build.Cost)]) + (build.Capex / 120));
                var price = row.Prices[c];
                Assert.True(expected is null == price.UnitCost is null, $"seed {seed} case {c}: by hand {expected}, engine {price.Status}");
                if (expected is not { } total) continue;
                Assert.True(Math.Abs((total / 20) - price.UnitCost!.Central) <= 1e-6 * total, $"seed {seed} case {c}: by hand {total / 20}, engine {price.UnitCost.Central}");
                Assert.True(price.UnitCost.Central >= before - 1e-9);
                before = price.UnitCost.Central;
            }
        }
    }

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    // Least cost of 20 i0, in plain units.
    static double? Least(double[] quantity, (int Item, double Capacity, double Cost)[] lines)
    {
        var model = new LinearModel();
        var rows = Enumerable.Range(0, 4).Select(_ => (Columns: new List<int>(), Values: new List<double>())).ToArray();
        var mix = (Columns: new List<int>(), Values: new List<double>());
        foreach (var (item, capacity, cost) in lines)
        {
            var x = model.AddColumn(cost, 0, capacity);
            Put(rows[item], x, 1);
            if (item == 0) Put(mix, x, -1);
            if (item == 1) Put(rows[3], x, -quantity[2]);
        }
        for (var way = 0; way < 2; way++)
        {
            var part = model.AddColumn(0, 0, double.PositiveInfinity);
            Put(mix, part, 1);
            Put(rows[1 + way], part, -quantity[way]);
        }
        for (var i = 0; i < rows.Length; i++) model.AddRow(i == 0 ? 20 : 0, double.PositiveInfinity, [.. rows[i].Columns], [.. rows[i].Values]);
        model.AddRow(0, 0, [.. mix.Columns], [.. mix.Values]);
        using var solver = LinearSolvers.SecondOpinion();
        solver.Load(model);
        var answer = solver.Solve();
        return answer.Status == SolveStatus.Optimal ? answer.Objective : null;
    }

    static void Put((List<int> Columns, List<double> Values) row, int column, double value)
    {
        row.Columns.Add(column);
        row.Values.Add(value);
    }
}
