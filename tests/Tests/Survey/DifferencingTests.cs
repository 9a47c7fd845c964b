using CsCheck;
using Vauban.Core.Survey;
using static Vauban.Tests.Survey.SurveyCases;

namespace Vauban.Tests.Survey;

/// <summary>Two releases tell more than each by itself.</summary>
public sealed class DifferencingTests
{
    static SurveyRound Makers(int count, Func<int, double> value) => Round(Enumerable.Range(0, count).Select(i => ($"c{i:00}", $"g{i:00}", i % 2 == 0 ? "a1" : "b1", i < count / 2 ? "X" : "Y", value(i))));

    static double Size(int i) => 100 + 7 * (i * 5 % 12);

    static SurveyProposal Next(SurveyRound round, SurveyBeside beside, params IReadOnlyList<SurveyRelease> history) =>
        SurveyReleaseEngine.Run(round, [ItemByCountry], new(), history, beside, Solvers, TestContext.Current.CancellationToken);

    [Fact]
    public void The_second_of_two_releases_that_differ_by_one_firm_is_refused()
    {
        var first = Next(Makers(24, Size), SurveyBeside.Refuse);
        Assert.True(first.MayLeave && first.Release.Utility.Share == 1);
        var without = first.Release.Round with { Answers = [.. first.Release.Round.Answers.Where(a => a.Contributor != "c03")] };
        // By itself there is nothing wrong with it.
        Assert.True(Next(without, SurveyBeside.Refuse).MayLeave);
        var second = Next(without, SurveyBeside.Refuse, first.Release);
        Assert.False(second.MayLeave);
        Assert.All(second.Audit.Exposures, e => Assert.Equal(("g03", "c03"), (e.Group, e.Contributors.Single())));
        var exposure = second.Audit.Exposures.First(e => e.IsUpper);
        Assert.Equal((Size(3), false), (exposure.Bound, exposure.IsOld), (x, y) => Math.Abs(x.Item1 - y.Item1) < 1e-3 && x.Item2 == y.Item2);
        // The other way round somebody joins.
        var joined = Next(first.Release.Round, SurveyBeside.Refuse, Next(without, SurveyBeside.Refuse).Release);
        Assert.Contains(joined.Audit.Exposures, e => e.Group == "g03");
    }

    [Fact]
    public void With_more_withheld_the_second_release_fits_beside_the_first()
    {
        var first = Next(Makers(24, Size), SurveyBeside.Refuse).Release;
        var round = first.Round with { Period = "later", Answers = [.. first.Round.Answers.Where(a => a.Contributor != "c03")] };
        var second = Next(round, SurveyBeside.Adapt, first);
        Assert.True(second.MayLeave);
        // c03 makes b1 in X: what does not have him is as before, what has is withheld.
        Assert.Equal(first.At("a1", "X").Value, second.Release.At("a1", "X").Value);
        Assert.Equal((CellKind.Withheld, CellKind.Withheld), (second.Release.At("b1", "X").Kind, second.Release.At("", "").Kind));
        Assert.InRange(second.Release.Utility.Share, 0.3, 0.9);
    }

    [Fact]
    public void The_same_release_again_tells_nothing_new()
    {
        var first = Next(Makers(24, Size), SurveyBeside.Refuse).Release;
        var again = Next(first.Round, SurveyBeside.Refuse, first, first);
        Assert.True(again.MayLeave);
    }

    [Fact]
    public void A_firm_cannot_hide_behind_small_moves_of_the_others()
    {
        // All others move by one or two per cent, and everybody knows their market: the leaver's figure is what is missing.
        var first = Next(Makers(24, Size), SurveyBeside.Refuse).Release;
        var moved = Makers(24, i => Size(i) * (1 + 0.01 * (i % 3 - 1)));
        var second = Next(moved with { Answers = [.. moved.Answers.Where(a => a.Contributor != "c03")] }, SurveyBeside.Refuse, first);
        Assert.Contains(second.Audit.Exposures, e => e.Group == "g03");
        // Where all have changed a lot there is nothing to compare.
        var other = Makers(24, i => Size(i) * (1.2 + 0.1 * (i % 3)));
        Assert.True(Next(other with { Answers = [.. other.Answers.Where(a => a.Contributor != "c03")] }, SurveyBeside.Refuse, first).MayLeave);
    }

    [Fact]
    public void A_correction_that_tells_the_corrected_answer_is_refused()
    {
        // From 2 to 177: the difference of the sums is a lower bound of 175.
        var first = Next(Makers(24, i => i == 3 ? 2 : Size(i)), SurveyBeside.Refuse).Release;
        var second = Next(Makers(24, i => i == 3 ? 177 : Size(i)), SurveyBeside.Refuse, first);
        Assert.Equal((177, 175, false), second.Audit.Exposures.Select(e => (e.Value, Math.Round(e.Bound, 3), e.IsUpper)).First(e => e.Value > 100));
        // From 150 to 177 says only that it is 27 at least.
        Assert.True(Next(Makers(24, i => i == 3 ? 177 : Size(i)), SurveyBeside.Refuse, Next(Makers(24, i => i == 3 ? 150 : Size(i)), SurveyBeside.Refuse).Release).MayLeave);
    }

    [Fact]
    public void Another_cut_of_the_same_answers_is_judged_beside_the_first()
    {
        // By country first; then by a class in which all of X but one are, and nobody else.
        var round = Makers(24, Size);
        var first = SurveyReleaseEngine.Run(round, [SurveyTable.Of("country")], new(), [], SurveyBeside.Refuse, Solvers, TestContext.Current.CancellationToken).Release;
        SurveyAnswer Classed(SurveyAnswer a) => a with { Codes = [a.Codes[0], a.Codes[1], a.Codes[1] == "X" && a.Contributor != "c03" ? "large" : "small"] };
        var cut = round with { Breakdowns = [.. round.Breakdowns, new("class")], Answers = [.. round.Answers.Select(Classed)] };
        var second = SurveyReleaseEngine.Run(cut, [SurveyTable.Of("class")], new(), [first], SurveyBeside.Refuse, Solvers, TestContext.Current.CancellationToken);
        Assert.Equal(1, second.Release.Utility.Share);
        Assert.Equal(["g03"], second.Audit.Exposures.Select(e => e.Group).Distinct());
    }

    [Fact]
    public void A_renamed_code_hides_nobody()
    {
        var first = Next(Makers(24, Size), SurveyBeside.Refuse).Release;
        var renamed = first.Round with { Answers = [.. first.Round.Answers.Where(a => a.Contributor != "c03").Select(a => a with { Codes = [a.Codes[0] == "b1" ? "b2" : a.Codes[0], a.Codes[1]] })], Breakdowns = [new("item"), new("country")] };
        Assert.Contains(Next(renamed, SurveyBeside.Refuse, first).Audit.Exposures, e => e.Group == "g03");
    }

    [Fact]
    public void Answers_that_cannot_be_compared_are_no_release()
    {
        var round = Makers(24, Size);
        var finer = round with { Breakdowns = [.. round.Breakdowns, new("month")], Answers = [.. round.Answers.SelectMany(a => new[] { a with { Codes = [.. a.Codes, "1"] }, a with { Codes = [.. a.Codes, "2"] } })] };
        var first = Next(round, SurveyBeside.Refuse).Release;
        Assert.Equal("capacity", Assert.Throws<SurveyHistoryException>(() => Next(finer, SurveyBeside.Refuse, first)).Question);
        Assert.Throws<SurveyHistoryException>(() => Next(round with { Questions = [new("capacity", "t/year")] }, SurveyBeside.Refuse, first));
    }

    [Fact]
    public void Who_buys_a_rival_knows_his_old_answers()
    {
        // 06 and 07 belong to two groups at first. Their new owner takes both off the old total.
        var round = Cell([.. Enumerable.Range(0, 6).Select(i => i < 2 ? 100.0 : 60)]);
        var first = Next(round, SurveyBeside.Refuse).Release;
        Assert.Equal(440, first.At("a", "X").Value);
        var bought = round with { Contributors = [.. round.Contributors.Select(c => c with { Group = c.Id is "c1" or "c2" or "c3" ? "g1" : c.Group })] };
        var audit = Next(bought, SurveyBeside.Refuse, first).Audit;
        Assert.All(audit.Exposures, e => Assert.NotEqual(e.Attacker, e.Group));
        Assert.True(audit.Checks > 0);
    }

    [Fact]
    public void A_range_given_before_is_not_taken_for_the_value()
    {
        var rows = from c in new[] { "X", "Y" } from i in Enumerable.Range(0, 6) select ($"{c}{i}", $"{c}{i}", "a", c, 100.0 + i + (c == "X" ? 0 : 50));
        var round = Round([.. rows, ("z", "z", "a", "Z", 40)]);
        var first = Plan(round, new SurveyRules { Intervals = true }).Release;
        Assert.Contains(first.Cells, c => c.Kind == CellKind.Range);
        var second = Next(round, SurveyBeside.Adapt, first);
        Assert.True(second.MayLeave);
        Assert.Contains(second.Release.Cells, c => c.IsSecondary);
    }

    [Fact]
    public void A_later_release_with_looser_rules_breaks_no_older_promise()
    {
        var first = Next(Makers(24, i => i == 3 ? 86 : Size(i)), SurveyBeside.Refuse).Release;
        SurveyProposal Second(double value, double percent) => SurveyReleaseEngine.Run(Makers(24, i => i == 3 ? value : Size(i)), [ItemByCountry], new() { Percent = percent }, [first], SurveyBeside.Refuse, Solvers, TestContext.Current.CancellationToken);
        // 86 - 10 leaves that c03 had 76 at least, which is 88 per cent of it.
        Assert.All(Second(10, 0.10).Audit.Exposures, e => Assert.Equal((0, 86, 76, false), (e.Release, e.Value, Math.Round(e.Bound, 3), e.IsUpper)));
        Assert.False(Second(10, 0.10).MayLeave);
        Assert.True(Second(14, 0.10).MayLeave);
    }

    [Fact]
    public void Whatever_adapts_to_the_history_is_safe_beside_it() =>
        Gen.Int[0, 1_000_000].Try(25, seed =>
        {
            var random = new Random(seed);
            var first = Plan(SurveyCases.Random(seed), new SurveyRules { LeastContributors = 3 }).Release;
            var gone = first.Round.Answers[random.Next(first.Round.Answers.Count)].Contributor;
            var changed = first.Round.Answers.Where(a => a.Contributor != gone || random.Next(2) == 0).Select(a => random.Next(8) == 0 ? a with { Value = Math.Round(a.Value * 1.4, 1) } : a);
            var second = SurveyReleaseEngine.Run(first.Round with { Answers = [.. changed] }, [ItemByCountry], first.Rules, [first], SurveyBeside.Adapt, Solvers, TestContext.Current.CancellationToken);
            Assert.True(second.MayLeave);
            Assert.True(second.Release.Utility.Cells > 0);
        });
}
