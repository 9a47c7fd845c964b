using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Disruption;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Disruption;

public sealed class ThreatTests
{
    [Fact]
    public void At_least_twenty_ready_made_scenarios_load_without_a_finding_and_touch_all_thirteen_domains()
    {
        var findings = new List<Finding>();
        var all = Threats.All(findings);
        Assert.Empty(findings);
        Assert.True(all.Count >= 20);
        Assert.Equal(13, ThreatScenario.KnownDomains.Count);
        Assert.Equal(ThreatScenario.KnownDomains.Order(), all.SelectMany(s => s.Domains).Distinct().Order());
        Assert.All(all, s => Assert.True(s.Tool.Length > 0 && s.LegalHooks.Count > 0 && s.About.Length > 0, s.Name));
        // By query only: none names a party, a site or a line.
        Assert.All(all.SelectMany(s => s.Events), e => Assert.DoesNotMatch("^(party|site|line|owner|link|consent):", e.Target));
    }

    [Fact]
    public void Ready_made_scenarios_have_a_title_and_a_description_in_each_language_and_others_keep_their_own()
    {
        foreach (var scenario in Threats.All([]))
        {
            Assert.Equal(scenario.Title, Texts.For("en").Find($"disruption.threat.{scenario.Name}.title"));
            Assert.Equal(scenario.About, Texts.For("en").Find($"disruption.threat.{scenario.Name}.about"));
            foreach (var language in new[] { "fr", "de" })
            {
                Assert.NotEqual(scenario.Title, DisruptionWords.Title(Texts.For(language), scenario.Name, scenario.Title));
                Assert.NotEqual(scenario.About, DisruptionWords.About(Texts.For(language), scenario));
            }
        }
        Assert.Equal("Streiks", DisruptionWords.Title(Texts.For("de"), "strike", "Strikes"));
        Assert.Equal("Our strike", DisruptionWords.Title(Texts.For("de"), "strike", "Our strike"));
    }

    [Theory]
    [InlineData(1, 1, 1, "")]
    [InlineData(0.5, 0.5, 0.5, "Undisturbed, 50 % of the goals can be made; losses count against that.")]
    [InlineData(0, 1, 1, "As known today, the goals are met in full while nothing happens; if what is not known turns out badly, only 0 % of them. Losses count against what each reading makes undisturbed.")]
    [InlineData(0.2, 0.6, 1, "As known today, 60 % of the goals can be made while nothing happens; depending on what is not known, from 20 % to 100 %. Losses count against what each reading makes undisturbed.")]
    public void What_is_made_undisturbed_is_said_plainly(double low, double central, double high, string said) =>
        Assert.Equal(said, DisruptionWords.Level(Texts.For("en"), "stress", low, central, high).Replace('\u00A0', ' '));

    [Theory]
    [InlineData("30", 0.3, 30)]
    [InlineData("30..90", 0.5, 60)]
    [InlineData("uniform(10, 20)", 0.25, 12.5)]
    [InlineData("triangular(0, 10, 20)", 0.5, 10)]
    [InlineData("triangular(0, 0, 10)", 0.75, 5)]
    [InlineData("lognormal(60, 2)", 0.5, 60)]
    [InlineData("lognormal(60, 2)", 0.841344746068543, 120)]
    [InlineData("weibull(100, 1)", 0.632120558828558, 100)]
    public void Lengths_are_those_of_their_distributions(string text, double share, double days)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(days, duration.At(share), 6);
        Assert.True(Duration.TryParse(duration.ToString(), out var again) && again == duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("30..")]
    [InlineData("uniform(20, 10)")]
    [InlineData("lognormal(60, 0.5)")]
    [InlineData("weibull(90)")]
    [InlineData("9999")]
    public void A_length_out_of_its_range_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void What_is_wrong_in_a_scenario_is_said_with_its_way_out()
    {
        var findings = new List<Finding>();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("""
            { "name": "x", "events": [ { "kind": "attack", "target": "somewhere", "days": "soon", "effect": 2 }, { "kind": "shortage", "target": "place=inside Atlantis" } ] }
            """));
        Assert.Null(ScenarioFile.Read(stream, new Place("x.json"), findings));
        Assert.Equal(["kind", "target", "days", "target", "effect"], findings.Where(f => f.Code == "E-SCENARIO-01").Select(f => f.Place.Column));
    }

    // A day's goal of one round from two makers of powder, one in Germany and one in China, a kilogram a day each.
    static TestPackage Rounds(string more = "", string powder = "") => new TestPackage()
        .Add("items", "id=round unit=piece kind=system unit_value=1000 complete=yes", "id=powder unit=kg kind=material complete=yes " + powder, "id=current unit=kWh kind=energy complete=yes")
        .Add("lines", "id=round-1 item=round capacity=2 capacity_unit=piece/day country=DE", "id=powder-de item=powder capacity=1 capacity_unit=kg/day country=DE " + more,
            "id=powder-cn item=powder capacity=1 capacity_unit=kg/day country=CN", "id=current-1 item=current capacity=100 capacity_unit=kWh/day country=DE")
        .Recipe("round", "powder", "2").Recipe("round", "current", "1")
        .Add("technologies", "id=t").Add("goals", "technology=t verb=produce item=round rate=1 rate_unit=piece/day");

    static ThreatScenario Scenario(params ThreatEvent[] events) => new("s", "s", "", events);

    static StressResult Run(TestPackage package, ThreatScenario scenario, int draws = 40, int threads = 0) =>
        StressEngine.Run(package.Network, [scenario], new StressOptions { Days = 150, Draws = draws, Threads = threads }, LinearSolvers.Default);

    static ThreatEvent Outage(string target, string days) => new() { Kind = ThreatKind.Outage, Target = target, Days = Duration.TryParse(days, out var d) ? d : null };

    [Theory]
    [InlineData("country:CN", 1)]
    [InlineData("item:powder", 2)]
    [InlineData("item.kind=material", 2)]
    [InlineData("item.kind=material; place=outside perimeter", 1)]
    [InlineData("uses.kind=energy; place=inside DE", 1)]
    [InlineData("place=inside EU27", 3)]
    [InlineData("line=powder-de|powder-cn", 2)]
    public void A_query_finds_the_lines_it_means(string target, int hits) => Assert.Equal(hits, Run(Rounds(), Scenario(Outage(target, "5")), 1).Scenarios[0].Hits);

    [Fact]
    public void A_scenario_that_hits_nothing_says_so_and_has_no_curve()
    {
        var stress = Run(Rounds(), Scenario(Outage("item.kind=software", "30"))).Scenarios[0];
        Assert.Equal((StressStatus.HitsNothing, 0), (stress.Status, stress.Products.Count));
    }

    [Fact]
    public void Without_the_makers_in_one_country_half_is_lost_for_as_long_as_it_lasts()
    {
        var stress = Run(Rounds(), Scenario(Outage("country:CN", "20"))).Scenarios[0];
        Assert.Equal(1, stress.Draws);
        var round = Assert.Single(stress.Products);
        Assert.Equal(10, round.Central.Lost.Mean, 2);
        Assert.Equal((4, 24), ((int)round.Central.FirstDay.Median, (int)round.Central.RecoveryDay.Median));
        Assert.Equal(10_000, round.LostValue.Central, 1.0);
        Assert.Equal(["round", "powder"], round.Causes.Select(c => c.Item.Id));
        Assert.True(round.Causes[^1].IsHit);
        // Twenty kilograms of powder more, or ten rounds, and nothing would have been lost.
        Assert.Equal(20, round.Bridges.Single(b => b.Item.Id == "powder").Amount, 2);
        Assert.True(round.Band[1].Median < 0.6 && round.Band[^1].Median > 0.99);
    }

    [Fact]
    public void A_line_without_a_stated_recovery_stands_for_365_180_or_30_days()
    {
        var readings = Run(Rounds("recovery_days="), Scenario(Outage("line:powder-de", ""))).Scenarios[0].Products[0].Readings;
        // The story is 150 days long; the loss begins on the fifth day, half of each day is lost.
        Assert.Equal([73, 73, 15], readings.Select(r => Math.Round(r.Lost.Mean)));
    }

    [Fact]
    public void Events_of_one_cause_come_true_together_and_last_alike()
    {
        ThreatEvent Half(string target) => Outage(target, "uniform(5, 60)") with { Probability = 0.5, Cause = "storm" };
        var together = Run(Rounds(), Scenario(Half("line:powder-de"), Half("line:powder-cn")), 60).Scenarios[0].Products[0].Central;
        var apart = Run(Rounds(), Scenario(Half("line:powder-de") with { Cause = "" }, Half("line:powder-cn") with { Cause = "" }), 60).Scenarios[0].Products[0].Central;
        // Apart more draws lose something; together each loss is whole.
        Assert.True(apart.LossShare > together.LossShare, $"{apart.LossShare} {together.LossShare}");
        Assert.InRange(together.LossShare, 0.1, 0.4);
    }

    [Fact]
    public void The_same_seed_gives_the_same_answer_whatever_the_threads()
    {
        var scenario = Scenario(Outage("country:CN", "lognormal(20, 2)"));
        // Threads keep the state of their last play: on one thread every play follows another one, on seven they are cut up anew.
        var one = Run(Rounds(), scenario, threads: 1);
        foreach (var threads in new[] { 2, 7 }) Assert.Equal(Bytes(one), Bytes(Run(Rounds(), scenario, threads: threads)));
        Assert.NotEqual(one.Scenarios[0].Products[0].Central.Lost.P5, one.Scenarios[0].Products[0].Central.Lost.P95);

        static string Bytes(StressResult result) => JsonText.Of(json => StressJson.Write(json, result, [], Texts.For("en")));
    }

    [Fact]
    public void A_draw_with_a_fixed_length_is_the_same_as_one_play() =>
        Assert.Equal(Run(Rounds(), Scenario(Outage("country:CN", "20")), 1).Scenarios[0].Products[0].Readings, Run(Rounds(), Scenario(Outage("country:CN", "20")), 50).Scenarios[0].Products[0].Readings);

    [Fact]
    public void A_price_adds_what_is_bought_undisturbed_times_what_it_is_dearer_for_as_long_as_it_holds()
    {
        ThreatEvent dear = new() { Kind = ThreatKind.Price, Target = "item=powder|current", Effect = 1.5, Days = Days("20"), FromDay = 140 };
        // Two kilograms and a kilowatt-hour a day; the story ends ten days after the price has risen. The kilowatt-hour has no value and is not counted.
        var stress = Run(Rounds(powder: "unit_value=8..12"), Scenario(dear)).Scenarios[0];
        Assert.Equal(StressStatus.PriceOnly, stress.Status);
        var cost = Assert.Single(stress.ExtraCosts);
        Assert.Equal(("round", 1, 2), (cost.Item.Id, (int)cost.Valued.Known, (int)cost.Valued.All));
        Assert.Equal([80, 100, 120], new[] { cost.Low, cost.Cost.Mean, cost.High }.Select(c => Math.Round(c, 4)));
        // Nothing that is dearer has a value: not known, and not nothing.
        Assert.Equal(double.NaN, Assert.Single(Run(Rounds(), Scenario(dear)).Scenarios[0].ExtraCosts).Cost.Mean);
    }

    [Fact]
    public void A_price_of_uncertain_length_has_a_spread_and_stands_beside_what_is_lost()
    {
        ThreatEvent dear = new() { Kind = ThreatKind.Price, Target = "item=powder", Effect = 3, Days = Days("uniform(0, 100)") };
        var stress = Run(Rounds(powder: "unit_value=10"), Scenario(dear, Outage("country:CN", "20")), 100).Scenarios[0];
        Assert.Equal(StressStatus.Played, stress.Status);
        // EUR 40 a day; of a hundred draws each hundredth of a hundred days is met once, and lengths are whole days rounded up.
        var cost = Assert.Single(stress.ExtraCosts).Cost;
        Assert.Equal((2020, 200, 3800), (Math.Round(cost.Mean, 3), Math.Round(cost.P5, 3), Math.Round(cost.P95, 3)));
    }

    [Fact]
    public void A_bridging_stock_is_the_least_that_bridges()
    {
        // Eight of the twenty kilograms that are not made lie in store, so twelve more are needed.
        var package = Rounds().Add("parties", "id=p kind=company country=DE").Add("stocks", "holder=p item=powder quantity=8");
        var bridge = Run(package, Scenario(Outage("country:CN", "20"))).Scenarios[0].Products[0].Bridges.Single(b => b.Item.Id == "powder");
        Assert.InRange(bridge.Amount, 11.9, 12.2);
        Assert.True(bridge.LostShare <= 1e-3);
    }

    [Fact]
    public void Each_part_of_a_range_is_drawn_once()
    {
        // Lengths are 1 to 100 days, a hundred draws: each length once, so that quantiles are exact.
        var lost = Run(Rounds(), Scenario(Outage("country:CN", "uniform(0, 100)")), 100).Scenarios[0].Products[0].Central.Lost;
        Assert.Equal((2.5, 25, 47.5), (Math.Round(lost.P5, 2), Math.Round(lost.Median, 2), Math.Round(lost.P95, 2)));
    }

    [Fact]
    public void What_no_goal_needs_is_hit_by_nothing()
    {
        var package = Rounds().Add("items", "id=lone unit=kg kind=material complete=yes").Add("lines", "id=lone-1 item=lone capacity=1 capacity_unit=kg/day country=DE");
        var stress = Run(package, Scenario(Outage("item=lone", "30"))).Scenarios[0];
        Assert.Equal((StressStatus.HitsNothing, 0), (stress.Status, stress.Products.Count));
    }

    [Theory]
    [InlineData("stocks.csv", "holder,item,quantity\na,powder,-5\n")]
    [InlineData("stocks.csv", "holder,item,quantity,shelf_life_days\na,powder,5,-1\n")]
    [InlineData("lines.csv", "id,item,country,recovery_days\nl,powder,DE,-3\n")]
    [InlineData("recipes.csv", "item,input,quantity\npowder,powder,1\n")]
    public void A_negative_stock_a_negative_time_and_a_thing_made_of_itself_are_findings_before_anything_is_played(string file, string text) =>
        Assert.Contains(Formats.Data.Findings(("items.csv", "id,unit\npowder,kg\n"), ("parties.csv", "id\na\n"), (file, text)), f => f.Severity == Severity.Error && f.Place.ToString().Contains(file, StringComparison.Ordinal));

    [Fact]
    public void Settings_out_of_their_range_are_refused()
    {
        foreach (var options in new StressOptions[] { new() { Days = 0 }, new() { Draws = 0 }, new() { Days = 7301 }, new() { Threads = -1 }, new() { BestResponses = -1 }, new() { Technologies = ["nothing"] } })
            Assert.ThrowsAny<ArgumentException>(() => StressEngine.Run(Rounds().Network, [], options, LinearSolvers.Default));
    }

    static Duration? Days(string text) => Duration.TryParse(text, out var days) ? days : null;

    [Fact]
    public void The_events_table_of_a_package_is_a_scenario()
    {
        var package = Rounds().Add("events", "scenario=closed kind=outage target=country:CN days=20");
        var findings = new List<Finding>();
        var own = Threats.Of(package.Package, null, findings);
        Assert.Empty(findings);
        Assert.Equal(10, Run(package, Assert.Single(own)).Scenarios[0].Products[0].Central.Lost.Mean, 2);
    }
}
