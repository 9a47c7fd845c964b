using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Sovereignty;

/// <summary>The example whose answers are worked out by hand in its README.</summary>
public sealed class HelloTests
{
    static readonly Lazy<SovereigntyResult> Result = new(() =>
    {
        var findings = new List<Finding>();
        var network = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", "hello"), findings);
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        return SovereigntyEngine.Run(network!, new(), LinearSolvers.Default);
    });

    static VerbRow Row(string perimeter, string verb) => Result.Value.Grids.Single(g => g.Perimeter.Name == perimeter).Rows.Single(r => r.Verb == verb);

    [Theory]
    [InlineData("EU27", "develop", 10, 10, 10, RelianceVerdict.Yes)]
    [InlineData("EU27", "produce", 0.4, 0.4, 0.4, RelianceVerdict.OnlyWithOthers)]
    [InlineData("EU+EEA", "produce", 0.75, 0.875, 1, RelianceVerdict.Unknown)]
    [InlineData("European NATO", "produce", 1, 1.125, 1.2, RelianceVerdict.YesAlone)]
    [InlineData("EU27", "use", 0.625, 350.0 / 480, 400.0 / 480, RelianceVerdict.NotAlone)]
    [InlineData("European NATO", "use", 400.0 / 480, 0.9375, 500.0 / 480, RelianceVerdict.Unknown)]
    [InlineData("EU+EEA+UA", "export", 0, 0, 0, RelianceVerdict.OnlyWithOthers)]
    public void Inside_output_and_verdict_are_those_worked_out_by_hand(string perimeter, string verb, double low, double central, double high, RelianceVerdict verdict)
    {
        var cell = Row(perimeter, verb).Reliance;
        Assert.Equal(low, cell.ThetaIn!.Low, 1e-8);
        Assert.Equal(central, cell.ThetaIn.Central, 1e-8);
        Assert.Equal(high, cell.ThetaIn.High, 1e-8);
        // In European NATO all verbs at once ask for more cells than there are, so a Yes holds alone only.
        Assert.Equal(verdict, cell.Verdict);
    }

    [Fact]
    public void Norway_alone_can_stop_the_radio_of_EU27_for_certain_and_two_cell_makers_possibly()
    {
        var parties = Row("EU27", "produce").Reliance.Vetoes.Single(v => v.Kind == ActorKind.Country);
        Assert.Equal(["country:NO certain", "country:GB country:JP possible"],
            parties.Sets.Select(s => string.Join(' ', s.Actors.Select(a => a.Id(Result.Value.Network))) + (s.IsCertain ? " certain" : " possible")));
    }

    [Fact]
    public void The_stock_of_radios_covers_half_of_the_maker_s_recovery()
    {
        var failure = Row("EU27", "produce").Exposure.Failures.First(f => f.Actor.Kind == ActorKind.Party);
        Assert.Equal("party:radio-maker", failure.Actor.Id(Result.Value.Network));
        Assert.Equal(100 / (100 * 60 * 12 / 365.0), failure.Phi.Central, 1e-8);
        Assert.Equal(97.26, failure.LostUnits, 0.005);
    }

    [Fact]
    public void All_goals_together_lose_a_share_and_no_projects()
    {
        // With everybody 950 of 960 cells; without the maker of the radio and its design nothing.
        var failure = Row("EU27", "together").Exposure.Failures.First(f => f.Actor.Kind == ActorKind.Party);
        Assert.Equal(950.0 / 960, failure.LostShare, 1e-8);
        Assert.Equal(double.NaN, failure.LostUnits);
    }

    [Fact]
    public void Several_goals_of_one_item_lose_its_units_together()
    {
        // 30 + 10 of g a month; without the only maker for 73 days (2.4 months) 96 are lost.
        var network = new Vauban.Tests.Model.TestPackage().Items("g").Line("g-de", "g", "100").Line("g-us", "g", "1", "US")
            .Goal("produce", "g", "30").Goal("export", "g", "10", "destination=CA").Network;
        var together = SovereigntyEngine.Run(network, new() { Perimeters = [Perimeter.Defaults[0]], OutageDays = 73 }, LinearSolvers.Default).Grids[0].Rows[^1];
        var failure = together.Exposure.Failures.Single(f => f.Actor.Kind == ActorKind.Country && f.LostUnits > 0);
        Assert.Equal(0.975, failure.LostShare, 1e-8);
        Assert.Equal(0.975 * 40 * 2.4, failure.LostUnits, 1e-6);
    }

    [Fact]
    public void What_would_make_it_yes_is_sixty_boards_and_fifty_cells_a_month()
    {
        var extra = Row("EU27", "produce").Reliance.MakeYes!.Extra.Select(e => (Result.Value.Network.Items[e.Item].Id, Math.Round(e.PerMonth, 6)));
        Assert.Equal([("board", 60), ("cell", 50)], extra);
    }

    [Fact]
    public void The_verdict_in_the_EEA_hangs_on_the_cells_made_in_France()
    {
        var ask = Row("EU+EEA", "produce").Reliance.Asks[0];
        Assert.Equal("lines/cell-fr", ask.Address);
        Assert.True(ask.Decides);
        Assert.Equal(400, ask.BreakEven!.Value, 1e-6);
    }

    [Fact]
    public void Whether_others_suffice_for_spare_batteries_hangs_on_the_maker_in_Poland()
    {
        var ask = Row("EU27", "use").Reliance.Asks[0];
        Assert.Equal(("lines/battery-pl", AskAnswer.WithOthers, true), (ask.Address, ask.Settles, ask.Decides));
        Assert.Equal(20, ask.BreakEven!.Value, 1e-6);
    }
}
