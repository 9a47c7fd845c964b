using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Tests.Model;

namespace Vauban.Tests.Sovereignty;

public sealed class AskTests
{
    static (SovereigntyResult Result, VerbRow Row) Assess(TestPackage package)
    {
        var result = SovereigntyEngine.Run(package.Network, new() { Perimeters = [Perimeter.Defaults[0]] }, LinearSolvers.Default);
        return (result, result.Grids[0].Rows.Single(r => r.Verb == "produce"));
    }

    // 100 of g a month take 100 of y: 50 are made inside, 100 to 140 outside.
    static TestPackage Chain(string outside) => new TestPackage().Items("g", "y").Line("g-de", "g", "1000").Line("y-de", "y", "50").Line("y-us", "y", outside, "US")
        .Recipe("g", "y", "1").Goal("produce", "g", "100");

    [Fact]
    public void Where_inside_is_known_not_to_suffice_the_question_is_about_supply_from_outside()
    {
        var (_, row) = Assess(Chain("20..140"));
        Assert.Equal(RelianceVerdict.NotAlone, row.Reliance.Verdict);
        var ask = Assert.Single(row.Reliance.Asks);
        Assert.Equal((AskAnswer.WithOthers, "lines/y-us", true), (ask.Settles, ask.Address, ask.Decides));
        Assert.Equal((0.7, 1.9), (Math.Round(ask.Low, 9), Math.Round(ask.High, 9)));
        Assert.Equal(50, ask.BreakEven!.Value, 1e-6);
    }

    [Fact]
    public void Where_others_are_known_to_suffice_nothing_is_asked_about_them() => Assert.Empty(Assess(Chain("100..140")).Row.Reliance.Asks);

    [Fact]
    public void Two_supplies_that_stand_in_for_each_other_are_asked_about_together()
    {
        // Of x nothing is listed: supply inside, or supply outside, would do.
        var (result, row) = Assess(Chain("100").Add("items", "id=x unit=piece").Recipe("g", "x", "1"));
        Assert.Equal(RelianceVerdict.NotAlone, row.Reliance.Verdict);
        Assert.Equal([(AskAnswer.WithOthers, "supply/unlisted-inside:x", "supply/unlisted-outside:x", 0, 1.5, true), (AskAnswer.Alone, "supply/unlisted-inside:x", null, 0, 0.5, false)],
            row.Reliance.Asks.Select(a => (a.Settles, a.Address, a.Partner?.Address, Math.Round(a.Low, 9), Math.Round(a.High, 9), a.Decides)));
        Assert.Equal("x supply inside that no row lists together with x supply outside that no row lists: settles whether others suffice (with everybody 0 to 150 % of the goal); ask: an authority or association of the sector",
            new Sentences(result.Network, Texts.For("en"), true).Ask(row.Reliance.Asks[0], row).Replace('\u00A0', ' '));
    }
}
