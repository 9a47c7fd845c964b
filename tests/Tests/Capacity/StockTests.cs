using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

public sealed class StockTests
{
    static StockRow Run(TestPackage package, StockOptions? options = null) => Assert.Single(StockEngine.Run(package.Network, options ?? new()).Rows);

    // 100 pieces a month from two makers; 73 days are 2.4 months.
    static TestPackage Two(int de, int fr) => new TestPackage().Add("items", "id=x unit=piece complete=yes unit_value=10").Goal("produce", "x", "100").Add("parties", "id=a country=DE control_country=DE", "id=b country=FR control_country=FR")
        .Line("l-de", "x", de.ToString(CultureInfo.InvariantCulture), "DE", "party=a recovery_days=73").Line("l-fr", "x", fr.ToString(CultureInfo.InvariantCulture), "FR", "party=b recovery_days=73");

    static TestPackage Demand(TestPackage package, params (string Buyer, int Rate)[] demands) =>
        package.Add("demands", [.. demands.Select(d => FormattableString.Invariant($"buyer={d.Buyer} item=x rate={d.Rate} rate_unit=piece/month"))]);

    [Fact]
    public void One_pooled_stock_covers_what_the_other_maker_cannot_and_each_state_for_itself_all_that_its_maker_gave()
    {
        var need = Assert.Single(Run(Demand(Two(60, 60), ("DE", 50), ("FR", 50))).Items);
        // Pooled: 100 - 60 for 2.4 months. Each state: 50 for 2.4 months.
        Assert.Equal((96, 240), (Round(need.Pooled.Central), Round(need.National!.Central)));
        Assert.Equal([(0.5, 120.0), (0.5, 120.0)], need.States.Select(s => (s.Share, Round(s.Quantity))));
        Assert.Equal((960, 2400, 73), (Round(need.PooledCost!.Value), Round(need.NationalCost!.Value), need.Days));
        Assert.Equal(96 / 100.0 * 365 / 12, need.CoverDays, 1e-9);
    }

    [Fact]
    public void A_state_takes_from_its_own_makers_first_and_the_rest_from_all_that_is_left()
    {
        // Germany alone asks: 60 from its own, 40 from France; the worse failure is its own: 60 for 2.4 months.
        var need = Assert.Single(Run(Demand(Two(60, 60), ("DE", 100))).Items);
        Assert.Equal(144, Round(need.National!.Central));
        // Poland has no maker: 100 from 80 and 20 in proportion.
        Assert.Equal(80 * 2.4, Round(Assert.Single(Run(Demand(Two(80, 20), ("PL", 100))).Items).National!.Central));
    }

    [Fact]
    public void Where_the_others_have_enough_to_spare_pooling_needs_no_stock_at_all()
    {
        var need = Assert.Single(Run(Demand(Two(100, 100), ("DE", 50), ("FR", 50))).Items);
        Assert.Equal((0, 240), (need.Pooled.Central, Round(need.National!.Central)));
        Assert.Null(need.Failure);
    }

    [Fact]
    public void Days_to_bridge_replace_the_recovery_days()
    {
        var need = Assert.Single(Run(Demand(Two(60, 60), ("DE", 50), ("FR", 50)), new() { BridgeDays = 36.5 }).Items);
        Assert.Equal((48, 120), (Round(need.Pooled.Central), Round(need.National!.Central)));
    }

    [Fact]
    public void Without_demands_by_state_only_the_pooled_stock_is_said()
    {
        var need = Assert.Single(Run(Two(60, 60)).Items);
        Assert.Equal((96, (Figure?)null, (double?)null), (Round(need.Pooled.Central), need.National, need.NationalCost));
    }

    [Fact]
    public void Supply_without_a_known_limit_helps_out_except_in_the_worst_case()
    {
        var need = Assert.Single(Run(new TestPackage().Add("items", "id=x unit=piece").Goal("produce", "x", "100").Add("parties", "id=a country=DE control_country=DE").Line("l", "x", "60", "DE", "party=a recovery_days=73")).Items);
        // Worst case: only the 60 are delivered, and all of them fail.
        Assert.Equal((0, 0, 144), (need.Pooled.Low, need.Pooled.Central, Round(need.Pooled.High)));
    }

    [Fact]
    public void What_lies_there_counts_and_what_would_spoil_is_said()
    {
        var need = Assert.Single(Run(Two(60, 60).Add("stocks", "holder=l-de item=x quantity=30 shelf_life_days=20 holding_cost=2")).Items);
        Assert.Equal((30, 66), (need.Held, Round(need.ToAdd)));
        Assert.True(need.Spoils);
        Assert.Equal(2, need.KeepingCost.Central);
    }

    [Fact]
    public void An_input_is_bridged_at_its_own_tier()
    {
        var row = Run(Two(100, 0).Add("items", "id=steel unit=t complete=yes").Add("lines", "id=s item=steel capacity=200 capacity_unit=t/month country=DE recovery_days=365 party=a").Recipe("x", "steel", "2"));
        // All of 200 t a month for a year of twelve months.
        Assert.Equal(2400, Round(row.Items.Single(i => i.Item.Id == "steel").Pooled.Central));
        Assert.Equal(1200, Round(row.Items.Single(i => i.Item.Id == "x").Pooled.Central));
    }

    [Theory]
    [InlineData("kind=skill unit=piece")]
    [InlineData("kind=service unit=piece")]
    [InlineData("unit=hour")]
    public void Work_and_services_are_not_stocked(string item)
    {
        var unit = item.Split("unit=")[1];
        var package = new TestPackage().Items("x").Add("items", $"id=work complete=yes {item}").Goal("produce", "x", "100").Line("l", "x", "100", more: "recovery_days=30")
            .Add("lines", $"id=w item=work capacity=100 capacity_unit={unit}/month country=DE recovery_days=73").Recipe("x", "work", "1").Add("parties", "id=a country=DE control_country=DE");
        Assert.DoesNotContain(Run(package).Items, i => i.Item.Id == "work");
        Assert.DoesNotContain(FixesEngine.Run(package.Network, new(), LinearSolvers.Default).Rows[0].Values, v => v.Fix.Address.Contains("work", StringComparison.Ordinal));
    }

    [Fact]
    public void A_supplier_that_is_not_qualified_helps_nobody_out()
    {
        TestPackage Make(string qualified) => new TestPackage().Items("x", "steel").Goal("produce", "x", "100").Add("parties", "id=a country=DE control_country=DE").Line("l", "x", "100", more: "recovery_days=1")
            .Line("s1", "steel", "100", "DE", "party=a recovery_days=73").Line("s2", "steel", "100", "FR").Recipe("x", "steel", "1")
            .Add("links", "supplier=s1 customer=l item=steel qualified=yes", $"supplier=s2 customer=l item=steel qualified={qualified}");
        Assert.DoesNotContain(Run(Make("yes")).Items, i => i.Item.Id == "steel");
        Assert.Equal(240, Round(Run(Make("no")).Items.Single(i => i.Item.Id == "steel").Pooled.Central));
    }

    static double Round(double value) => Math.Round(value, 6);

    [Fact]
    public void The_pooled_stock_is_the_least_that_the_window_program_uses_and_never_more_than_the_national_ones()
    {
        string[] places = ["DE", "FR", "PL", "CN"];
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var package = new TestPackage().Items("x").Goal("produce", "x", "100").Add("parties", "id=p0 country=DE control_country=DE", "id=p1 country=FR control_country=FR", "id=p2 country=PL control_country=PL");
            for (var i = 0; i < 5; i++)
                package.Line($"l{i}", "x", random.Next(0, 60).ToString(CultureInfo.InvariantCulture), places[random.Next(4)], FormattableString.Invariant($"party=p{random.Next(3)} recovery_days={random.Next(10, 200)}"));
            Demand(package, ("DE", random.Next(1, 50)), ("FR", random.Next(1, 50)), ("PL", random.Next(1, 50)));
            var network = package.Network;
            var table = new SupplyTable(network, Perimeter.Defaults[0]);
            using var program = new OutputProgram(table, network.Goals, Reading.Central, LinearSolvers.Default);
            var level = Math.Min(1, program.Solve(Denial.None).RawTheta);
            if (level <= 0) continue;
            var least = 0.0;
            foreach (var failure in FailureList.Of(program, 180).Where(f => f.Decides))
            {
                var conditions = OutputCase.Plain with { WindowDays = failure.Days[1], Cap = 1, AddedStock = new Dictionary<int, double> { [0] = double.PositiveInfinity } };
                least = Math.Max(least, program.Plan(Denial.Of(failure.Actor), level, _ => 1e-7, conditions)!.Stock[0] * failure.Days[1] / Units.DaysPerMonth);
            }
            var row = StockEngine.Run(network, new()).Rows[0];
            var need = row.Items.SingleOrDefault();
            Assert.True(Math.Abs(least - (need?.Pooled.Central ?? 0)) <= 1e-5 * Math.Max(1, least), $"seed {seed}: program {least}, formula {need?.Pooled.Central}");
            if (need is null) continue;
            Assert.True(need.Pooled.Central <= need.National!.Central * (1 + 1e-9), $"seed {seed}: pooled {need.Pooled.Central}, national {need.National.Central}");
            Assert.Equal(need.National.Central, need.States.Sum(s => s.Quantity), 1e-6);
        }
    }
}
