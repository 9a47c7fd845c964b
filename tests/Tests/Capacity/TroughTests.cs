using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

public sealed class TroughTests
{
    // A month of 365/12 days to start again; making nothing costs 10 000 a month ready, running 20 units of 1 000.
    const string Full = "unit_cost=1000 minimum_rate=20 readiness_fee=10000 restart_days=30.416666666666668 restart_cost=50000";

    static TestPackage Package(string line = Full) => new TestPackage().Add("items", "id=x unit=piece unit_value=500").Goal("produce", "x", "100").Line("l", "x", "100", more: line);

    static TroughResult Run(TestPackage package, int months, double load = 0) => TroughEngine.Run(package.Network, new() { Line = "l", Months = months, Load = load });

    static double Cost(TroughResult result, TroughMode way) => result.Strategies.Single(s => s.Mode == way).Plan!.Cost;

    [Theory]
    [InlineData(1, 20_000, 10_000, 100_000, 10_000)]
    [InlineData(2, 40_000, 20_000, 50_000, 20_000)]
    [InlineData(5, 100_000, 50_000, 50_000, 50_000)]
    [InlineData(6, 120_000, 60_000, 50_000, 50_000)]
    public void The_three_ways_cost_what_they_cost_by_hand(int months, double run, double ready, double closed, double best)
    {
        var result = Run(Package(), months);
        // Closed for one month: the month of starting again falls into full orders, 100 units at 500 are lost.
        Assert.Equal((run, ready, closed, best), (Cost(result, TroughMode.Run), Cost(result, TroughMode.Ready), Cost(result, TroughMode.Closed), result.Best!.Cost));
    }

    [Fact]
    public void A_long_trough_is_spent_closed_and_the_line_starts_again_in_its_last_month()
    {
        var modes = Run(Package(), 8).Best!.Months.Select(m => m.Mode).ToArray();
        Assert.Equal([.. Enumerable.Repeat(TroughMode.Closed, 7), TroughMode.Restart, TroughMode.Run], modes);
    }

    [Fact]
    public void Break_even_months_are_where_the_order_of_two_ways_changes()
    {
        // Ready 10 000 a month against 50 000 once: cheaper closed from the sixth month on (the fifth is a draw). Run 20 000: from the third.
        Assert.Equal([new(TroughMode.Run, TroughMode.Closed, 3), new(TroughMode.Ready, TroughMode.Closed, 6)], Run(Package(), 3).BreakEvens);
    }

    [Fact]
    public void Orders_that_are_not_served_are_lost_and_those_that_are_leave_less_unsold()
    {
        var result = Run(Package(), 2, 0.1);
        // Ten ordered: ten of twenty are unsold, or ten are lost at 500.
        Assert.Equal((20_000, 30_000), (Cost(result, TroughMode.Run), Cost(result, TroughMode.Ready)));
        Assert.Equal((20, 0), (result.Strategies[0].Plan!.Unsold, result.Strategies[0].Plan!.Lost));
    }

    [Fact]
    public void A_unit_that_can_be_stocked_costs_its_keeping_until_orders_are_back()
    {
        var result = Run(Package().Add("stocks", "holder=l item=x quantity=0 holding_cost=10"), 3);
        // Twenty units kept two months, twenty kept one, twenty none.
        Assert.Equal(20 * 10 * (2 + 1 + 0), Cost(result, TroughMode.Run));
        // Those that spoil before orders are back are lost whole.
        var spoiling = Run(Package().Add("stocks", "holder=l item=x quantity=0 holding_cost=10 shelf_life_days=45"), 3);
        Assert.Equal((20 * 1000) + (20 * 10), Cost(spoiling, TroughMode.Run));
        Assert.Equal(60 * 1000 * 0.25, TroughEngine.Run(Package().Network, new() { Line = "l", Months = 3, Worth = 0.75 }).Strategies[0].Plan!.Cost, 1e-6);
    }

    [Fact]
    public void A_way_whose_cost_is_unknown_is_not_open_and_says_what_is_missing()
    {
        var result = Run(Package("unit_cost=1000 minimum_rate=20 restart_days=10"), 6);
        Assert.Equal([[], ["readiness_fee"], ["restart_cost"]], result.Strategies.Select(s => s.Missing.ToArray()));
        Assert.All(result.Best!.Months, m => Assert.Equal(TroughMode.Run, m.Mode));
        Assert.Empty(result.BreakEvens);
    }

    [Fact]
    public void Without_the_price_of_a_lost_unit_nothing_is_said()
    {
        var result = Run(new TestPackage().Items("x").Goal("produce", "x", "100").Line("l", "x", "100", more: Full), 6);
        Assert.Equal(["shortfall_price"], result.Missing);
        Assert.Null(result.Best);
        Assert.Empty(result.Strategies);
        Assert.Equal(50_000, TroughEngine.Run(new TestPackage().Items("x").Line("l", "x", "100", more: Full).Network, new() { Line = "l", Months = 6, LostPrice = 500 }).Best!.Cost);
    }

    [Fact]
    public void The_price_of_a_demand_goes_before_the_value_of_the_item() =>
        Assert.Equal(800, Run(Package().Add("demands", "buyer=DE item=x rate=10 rate_unit=piece/month shortfall_price=700", "buyer=FR item=x rate=10 rate_unit=piece/month shortfall_price=800"), 2).LostPrice.Central);

    [Fact]
    public void Intervals_of_costs_give_a_range_and_leave_the_best_way_uncertain()
    {
        var result = Run(Package("unit_cost=1000 minimum_rate=20 readiness_fee=10000 restart_days=0 restart_cost=20000..80000"), 5);
        var closed = result.Strategies[2];
        // Starting takes no time: closed all five months, started when orders are back.
        Assert.Equal((20_000, 50_000, 80_000), (closed.Low, closed.Plan!.Cost, closed.High));
        Assert.False(result.IsCertain);
        Assert.True(Run(Package(), 2).IsCertain);
    }

    [Fact]
    public void Dynamic_programming_finds_the_least_of_all_sequences()
    {
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            double Next(int most) => random.Next(0, most);
            double capacity = 20 + Next(80), minimum = Next((int)capacity), unit = 10 + Next(90), fee = Next(4000), days = Next(80), restart = Next(9000), lost = Next(60), holding = Next(6);
            double load = random.Next(0, 5) / 10.0, after = random.Next(5, 11) / 10.0, worth = random.Next(0, 3) / 2.0;
            var months = 1 + random.Next(4);
            var package = new TestPackage().Items("x").Line("l", "x", FormattableString.Invariant($"{capacity}"), more: FormattableString.Invariant($"unit_cost={unit} minimum_rate={minimum} readiness_fee={fee} restart_days={days} restart_cost={restart}"))
                .Add("stocks", FormattableString.Invariant($"holder=l item=x quantity=1 holding_cost={holding}"));
            var result = TroughEngine.Run(package.Network, new() { Line = "l", Months = months, Load = load, After = after, Worth = worth, LostPrice = lost });
            var expected = Least(new(capacity, minimum, unit, fee, days, restart, lost, holding, load, after, worth), months);
            Assert.True(Math.Abs(expected - result.Best!.Cost) <= 1e-6 * Math.Max(1, expected), $"case {i}: all sequences {expected}, program {result.Best.Cost}");
            Assert.Equal(result.Best.Cost, result.Best.Months.Sum(m => m.Cost), 1e-6);
        }
    }

    sealed record Data(double Capacity, double Minimum, double Unit, double Fee, double Days, double Restart, double Lost, double Holding, double Load, double After, double Worth);

    // Every sequence of letters R(un), W(arm and ready), C(losed), S(tarting); a start lasts its days, counted in real time.
    static double Least(Data d, int months)
    {
        const double Month = 365.0 / 12;
        var touched = (int)Math.Ceiling((d.Days / Month) - 1e-9);
        var horizon = months + Math.Max(1, touched);
        var least = double.PositiveInfinity;
        for (var code = 0; code < (int)Math.Pow(4, horizon); code++)
        {
            var cost = 0.0;
            var isOpen = true;
            var left = 0.0;
            var isStarting = false;
            var ok = true;
            for (int t = 0, rest = code; t < horizon && ok; t++, rest /= 4)
            {
                var orders = d.Capacity * (t < months ? d.Load : d.After);
                double running = 0, made = 0;
                switch (rest % 4)
                {
                    case 0:
                        ok = isOpen;
                        running = 1;
                        break;
                    case 1:
                        ok = isOpen;
                        cost += d.Fee;
                        break;
                    case 2:
                        ok = !isStarting;
                        isOpen = false;
                        break;
                    default:
                        ok = !isOpen;
                        if (!isStarting) (cost, left, isStarting) = (cost + d.Restart, d.Days, true);
                        running = left >= Month ? 0 : 1 - (left / Month);
                        left -= Month;
                        if (left <= 1e-9) (isOpen, isStarting) = (true, false);
                        break;
                }
                if (running > 0) made = Math.Max(running * d.Minimum, Math.Min(orders, running * d.Capacity));
                var extra = Math.Max(0, made - orders);
                cost += Math.Max(0, orders - made) * d.Lost + extra * Math.Max(0, d.Unit - Math.Max(0, d.Worth * d.Unit - d.Holding * Math.Max(0, months - 1 - t)));
            }
            if (ok && isOpen) least = Math.Min(least, cost);
        }
        return least;
    }
}
