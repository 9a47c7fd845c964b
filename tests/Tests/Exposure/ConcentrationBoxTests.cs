using Vauban.Core.Exposure;

namespace Vauban.Tests.Exposure;

public sealed class ConcentrationBoxTests
{
    static double Index(IEnumerable<double> sizes, double missing = 0) => sizes.Sum(s => s * s) / Math.Pow(sizes.Sum() + missing, 2);

    static (double, double) Rounded((double Low, double High) interval) => (Math.Round(interval.Low, 12), Math.Round(interval.High, 12));

    [Fact]
    public void Two_holders_are_least_concentrated_where_they_are_equal_and_most_at_a_corner()
    {
        // 50..150 against 100: equal at 100; 1/9 + 4/9 at 50, 0.36 + 0.16 at 150.
        Assert.Equal((0.5, Math.Round(5.0 / 9, 12)), Rounded(ConcentrationBox.Of([(50, 150), (100, 100)], [], default)));
        // 10..20 against 60..80: 20 and 60 at the least, 10 and 80 at the most.
        Assert.Equal((Math.Round(4000.0 / 6400, 12), Math.Round(6500.0 / 8100, 12)), Rounded(ConcentrationBox.Of([(10, 20), (60, 80)], [], default)));
    }

    [Fact]
    public void A_missing_part_is_nobodys_at_the_low_end_and_the_largest_holders_at_the_high_end()
    {
        Assert.Equal((0.34, 0.58), Rounded(ConcentrationBox.Of([(50, 50), (30, 30)], [], (20, 20))));
        // 20..70 missing: 3400 / 150^2 at the least; 120 against 30 at the most.
        Assert.Equal((Math.Round(3400.0 / 22500, 12), 0.68), Rounded(ConcentrationBox.Of([(50, 50), (30, 30)], [], (20, 70))));
        // A part in one unknown hand is a holder of its own at the low end.
        Assert.Equal((0.38, 0.58), Rounded(ConcentrationBox.Of([(50, 50), (30, 30)], [(20, 20)], default)));
        Assert.Equal((0.0, 1.0), ConcentrationBox.Of([(50, 50)], [], (0, double.PositiveInfinity)));
    }

    [Fact]
    public void A_holder_of_unknown_size_may_hold_nearly_all_or_just_what_spreads_supply_best()
    {
        // 60 and 40 and x: least at x = (60^2 + 40^2) / (60 + 40) = 52.
        Assert.Equal((Math.Round(Index([60, 40, 52]), 12), 1), Rounded(ConcentrationBox.Of([(60, 60), (40, 40), (0, double.PositiveInfinity)], [], default)));
        Assert.Equal((Math.Round(1.0 / 3, 12), 1), Rounded(ConcentrationBox.Of([(0, double.PositiveInfinity), (5, double.PositiveInfinity), (7, double.PositiveInfinity)], [], default)));
    }

    [Fact]
    public void The_ends_are_those_of_a_fine_grid_over_every_box()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var box = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (Least: (double)random.Next(0, 30), More: (double)random.Next(0, 40))).Select(b => (b.Least, Most: b.Least + b.More)).ToArray();
            var missing = random.Next(3) == 0 ? (Least: 0.0, Most: (double)random.Next(1, 30)) : default;
            var (low, high) = ConcentrationBox.Of(box, [], missing);
            double least = 1, most = 0;
            foreach (var sizes in Grid(box))
            {
                foreach (var part in new[] { missing.Least, missing.Most })
                {
                    if (sizes.Sum() + part <= 0) continue;
                    least = Math.Min(least, Index(sizes, part));
                    most = Math.Max(most, Enumerable.Range(0, sizes.Length).Max(j => Index(sizes.Select((s, i) => i == j ? s + part : s))));
                }
            }
            Assert.InRange(least, low - 1e-12, low + 4e-3);
            Assert.InRange(most, high - 1e-9, high + 1e-12);
        }
    }

    static IEnumerable<double[]> Grid((double Least, double Most)[] box)
    {
        if (box.Length == 0) return [[]];
        return from rest in Grid(box[1..]) from k in Enumerable.Range(0, 41) select (double[])[box[0].Least + (box[0].Most - box[0].Least) * k / 40, .. rest];
    }

    [Fact]
    public void Above_twelve_uncertain_holders_the_high_end_is_a_bound_that_no_sizes_pass()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var box = Enumerable.Range(0, 13 + random.Next(20)).Select(_ => (Least: random.NextDouble() * 10, More: random.NextDouble() * 30)).Select(b => (b.Least, Most: b.Least + b.More)).ToArray();
            var (low, high) = ConcentrationBox.Of(box, [], default);
            for (var n = 0; n < 300; n++)
            {
                var index = Index([.. box.Select(b => n % 2 == 0 ? b.Least + (b.Most - b.Least) * random.NextDouble() : random.Next(4) == 0 ? b.Most : b.Least)]);
                Assert.InRange(index, low - 1e-12, high + 1e-12);
            }
            Assert.True(high < 1);
        }
    }
}
