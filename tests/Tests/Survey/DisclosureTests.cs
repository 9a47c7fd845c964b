using CsCheck;
using Vauban.Core.Model;
using Vauban.Core.Survey;
using static Vauban.Tests.Survey.SurveyCases;

namespace Vauban.Tests.Survey;

/// <summary>Cases that can be worked out by hand, some of them published.</summary>
public sealed class DisclosureTests
{
    static readonly double[] Fifty = [50_000, 49_000, 400, 300, 300];

    // A release in which exactly these cells of the one question are withheld.
    static SurveyRelease Forced(SurveyRound round, Func<ReleasedCell, bool> isWithheld, SurveyRules? rules = null)
    {
        rules ??= new();
        IReadOnlyList<SurveyTable> tables = [ItemByCountry];
        var values = SurveyCells.Members(round, "capacity", tables).GroupBy(m => SurveyCells.Key(m.Codes)).ToDictionary(g => g.Key, g => g.Sum(m => m.Answer.Value));
        return new()
        {
            Round = round, Rules = rules, Tables = tables,
            Cells = [.. SurveyCells.Of(round, tables, rules).Select(c => isWithheld(c) ? c with { Kind = CellKind.Withheld, Low = double.NaN, High = double.NaN }
                : c with { Kind = CellKind.Shown, Low = values[SurveyCells.Key(c.Codes)], High = values[SurveyCells.Key(c.Codes)] })],
        };
    }

    static SurveyAudit Attack(params IReadOnlyList<SurveyRelease> releases) => SurveyAuditEngine.Run(releases, null, Solvers, isMeasured: true, stop: TestContext.Current.CancellationToken);

    // Hundepool et al., Handbook on Statistical Disclosure Control, chapter 4, example 1: 100 000 of which the largest have 50 000 and 49 000.
    [Fact]
    public void The_second_largest_takes_his_part_off_and_is_two_per_cent_above_the_largest()
    {
        Assert.Equal(Sensitivity.None, new ContributionRule { Largest = 1, Dominance = 0.9, Percent = 0 }.Judge(Fifty));
        Assert.Equal(Sensitivity.Percent, new ContributionRule { Largest = 1, Dominance = 0.9 }.Judge(Fifty));
        Assert.Equal(Sensitivity.Percent | Sensitivity.Dominance, new ContributionRule().Judge(Fifty));
        var found = Attack(Forced(Cell(Fifty), _ => false)).Exposures.First(e => e is { Attacker: "g1", Group: "g0", IsUpper: true });
        Assert.Equal((50_000, 51_000), (found.Value, found.Bound), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-3 && Math.Abs(a.Item2 - b.Item2) < 1e-2);
        Assert.All(Plan(Cell(Fifty)).Release.Cells, c => Assert.Equal(CellKind.Withheld, c.Kind));
    }

    // The same, example 2: 110 000 with 52 000 and 50 000 is safe at p = 10, where the estimate is 15.4 % above, and not by the (2, 90.9) rule.
    [Fact]
    public void The_dominance_rule_protects_more_than_the_rule_of_p_per_cent()
    {
        double[] parts = [52_000, 50_000, 3_000, 3_000, 2_000];
        Assert.Equal(Sensitivity.None, new ContributionRule { Percent = 0.10, Dominance = 0.95 }.Judge(parts));
        Assert.Equal(Sensitivity.Dominance, new ContributionRule { Percent = 0.10, Dominance = 100 / 110.0 }.Judge(parts));
        var rules = new SurveyRules { Percent = 0.10, Dominance = 0.95 };
        var release = Plan(Cell(parts), rules).Release;
        Assert.Equal(110_000, release.At("a", "X").Value);
        var narrowest = Attack(release).Narrowest.Single(n => n.Group == "g0");
        Assert.Equal(8_000 / 52_000.0, narrowest.Above, 1e-6);
    }

    // The same place: a (2, 80) rule is followed by p = 25 at least.
    [Fact]
    public void What_passes_two_eighty_passes_twenty_five_per_cent() =>
        Gen.Double[0.1, 100].Array[3, 8].Try(500, parts =>
        {
            if (!new ContributionRule { LeastContributors = 3, Percent = 0 }.Judge(parts).HasFlag(Sensitivity.Dominance)) Assert.Equal(Sensitivity.None, new ContributionRule { LeastContributors = 3, Percent = 0.2499999 }.Judge(parts));
        });

    // The small table of investments by activity and region that the literature on cell suppression uses. Withheld are 8, 22, 17 and 12. By hand: with
    // t in place of 8 they are t, 30 - t, 25 - t and 4 + t, so that t may be 0 to 25.
    [Fact]
    public void An_outsider_finds_the_intervals_of_the_published_table()
    {
        double[][] table = [[20, 50, 10], [8, 19, 22], [17, 32, 12]];
        var rows = from i in Enumerable.Range(0, 3) from j in Enumerable.Range(0, 3) select ($"c{i}{j}", $"g{i}{j}", $"{"xyz"[i]}", $"{"ABC"[j]}", table[i][j]);
        (string, string)[] hidden = [("y", "A"), ("y", "C"), ("z", "A"), ("z", "C")];
        var release = Forced(Round(rows), c => hidden.Contains((c.Codes[0], c.Codes[1])));
        Assert.Equal((190, 49, 45), (release.At("", "").Value, release.At("y", "").Value, release.At("", "A").Value));
        var model = new AttackModel("capacity", [release], release.Rules);
        using var search = new AttackSearch(model, Solvers);
        var outsider = new AttackerView(model, -1);
        (double, double) Interval(string item, string country)
        {
            var row = model.Rows.Single(r => r.Cell.Codes[0] == item && r.Cell.Codes[1] == country);
            (int, int)[] up = [(row.Atoms.Single(), 1)], down = [(row.Atoms.Single(), -1)];
            return (Math.Round(row.True - search.Reach(outsider, down, default) * model.Scale, 6), Math.Round(row.True + search.Reach(outsider, up, default) * model.Scale, 6));
        }
        Assert.Equal([(0, 25), (5, 30), (0, 25), (4, 29)], hidden.Select(h => Interval(h.Item1, h.Item2)));
        Assert.Equal((50, 50), Interval("x", "B"));
    }

    [Fact]
    public void One_withheld_cell_in_a_row_is_what_the_margin_leaves()
    {
        // Five equal makers in X and Y, one alone in Z: the total would give him away, so something else goes with him.
        var rows = from c in new[] { "X", "Y" } from i in Enumerable.Range(0, 5) select ($"{c}{i}", $"{c}{i}", "a", c, 100.0 + (c == "X" ? 0 : 10));
        var release = Plan(Round([.. rows, ("z", "z", "a", "Z", 40)])).Release;
        Assert.Equal(Sensitivity.FewContributors | Sensitivity.Dominance | Sensitivity.Percent, release.At("a", "Z").Sensitive);
        // The item's row and the total over all items are the same answers. X is cheaper to lose than Y or the total.
        Assert.Equal((550, 1090), (release.At("a", "Y").Value, release.At("a", "").Value));
        Assert.True(release.At("a", "X").IsSecondary);
        Assert.Contains(Attack(Forced(release.Round, c => c.Codes[1] == "Z")).Exposures, e => e.Group == "z");
    }

    [Fact]
    public void A_cell_that_is_zero_for_all_says_so_of_each()
    {
        var rows = from c in new[] { "X", "Y", "Z" } from i in Enumerable.Range(0, 6) select ($"{c}{i}", $"{c}{i}", "a", c, c == "Z" ? 0.0 : 100.0);
        var release = Plan(Round(rows)).Release;
        Assert.True(release.At("a", "Z").Sensitive.HasFlag(Sensitivity.AllZero));
        Assert.Equal(CellKind.Withheld, release.At("a", "Z").Kind);
        // Nor may the others and the total say that nothing is left for it.
        Assert.Contains(release.Cells, c => c.IsSecondary);
        Assert.True(Attack(release).IsSafe);
        Assert.False(Attack(Forced(release.Round, c => c.Codes[1] == "Z")).IsSafe);
    }

    [Fact]
    public void Values_below_zero_count_by_their_size()
    {
        // 100 and -95: the sum of 13 looks small and safe, but who has -95 knows 100 to within eight.
        double[] parts = [100, -95, 3, 2, 3];
        Assert.True(new ContributionRule().Judge(parts).HasFlag(Sensitivity.Percent));
        var found = Attack(Forced(Cell(parts), _ => false)).Exposures.First(e => e is { Attacker: "g1", Group: "g0", IsUpper: true });
        Assert.Equal(108, found.Bound, 1e-3);
    }

    [Fact]
    public void Companies_of_one_owner_are_one_contributor()
    {
        string[] owners = ["g", "g", "g", "h", "i"];
        var round = Round(owners.Select((g, i) => ($"c{i}", g, "a", "X", 100.0)));
        Assert.True(Plan(round).Release.At("a", "X").Sensitive.HasFlag(Sensitivity.FewContributors));
        Assert.Equal(500, Plan(Cell(100, 100, 100, 100, 100)).Release.At("a", "X").Value);
        Assert.Equal(3, Plan(round).Release.At("a", "X").Contributors);
    }

    [Theory]
    [InlineData(70, 63, 80)]
    [InlineData(1, 1, 1.25)]
    [InlineData(99_999, 80_000, 100_000)]
    [InlineData(0.31, 0.25, 0.315)]
    [InlineData(-70, -80, -63)]
    public void Ranges_come_from_a_fixed_scale(double value, double low, double high)
    {
        var range = RangeScale.Of(value).First();
        Assert.Equal((low, high), range, (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 * high * high && Math.Abs(a.Item2 - b.Item2) < 1e-9 * high * high);
        Assert.All(RangeScale.Of(value), r => Assert.InRange(value, r.Low, r.High));
    }

    [Fact]
    public void A_range_stands_where_enough_answer_and_nobody_learns_too_much()
    {
        // Three have a quarter, a quarter and a sixth of X: no rule of its own forbids X; a maker alone in Z makes it go.
        var rows = from c in new[] { "X", "Y" } from i in Enumerable.Range(0, 6) select ($"{c}{i}", $"{c}{i}", "a", c, 100.0 + i + (c == "X" ? 0 : 50));
        var round = Round([.. rows, ("z", "z", "a", "Z", 40)]);
        var (plain, ranged) = (Plan(round).Release, Plan(round, new SurveyRules { Intervals = true }).Release);
        var cell = ranged.Cells.First(c => c.Kind == CellKind.Range);
        Assert.Equal(CellKind.Withheld, plain.At(cell.Codes[0], cell.Codes[1]).Kind);
        Assert.InRange(615, cell.Low, cell.High);
        Assert.Equal(CellKind.Withheld, ranged.At("a", "Z").Kind);
        Assert.True(ranged.Utility is { Ranges: > 0, Width: > 0 and < 2 });
        Assert.True(Attack(ranged).IsSafe);
    }

    [Fact]
    public void A_result_that_rests_on_too_few_is_withheld()
    {
        var round = Cell(1, 2, 3, 4, 5, 6);
        Assert.True(SurveyFigure.Of(["c0", "c1", "c2", "c3", "c4"], round, new()).IsShown);
        Assert.Equal(new SurveyFigure(false, 4, 5), SurveyFigure.Of(["c0", "c1", "c2", "c3", "c3"], round, new()));
        Assert.True(SurveyFigure.Of([], round, new()).IsShown);
        Assert.False(SurveyFigure.Of(["c0", "c1", "c2", "c3", "c4", "nobody"], round, new()).IsShown);
    }

    [Fact]
    public void Rules_that_protect_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan(Cell(1), new SurveyRules { LeastContributors = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan(Cell(1), new SurveyRules { Percent = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan(Cell(1), new SurveyRules { Dominance = 1 }));
    }
}
