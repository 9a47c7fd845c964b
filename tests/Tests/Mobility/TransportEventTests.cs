using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

/// <summary>Events of scenarios that hit the transport network: in routes, in flows and in stress tests.</summary>
public sealed class TransportEventTests
{
    static readonly DateOnly Start = new(2026, 3, 2);

    static readonly string[] Roads = ["ab", "ac", "cb"];

    static ThreatEvent Event(ThreatKind kind, string target, string days, double effect = 0, int from = 0) => new() { Kind = kind, Target = target, Effect = effect, FromDay = from, Days = Duration.TryParse(days, out var d) ? d : null };

    static ThreatScenario Scenario(params ThreatEvent[] events) => new("s", "s", "", events);

    // A works at a, a buyer at b; the road between them carries ten tonnes a day, that over c is longer, a ship longer still.
    static TestPackage Triangle(string rate = "10", string capacity = "10") => new TestPackage().Add("items", "id=i unit=t complete=yes unit_value=100").Add("sites", "id=works country=DE", "id=mill country=DE")
        .Add("lines", $"id=l item=i site=works country=DE capacity={rate} capacity_unit=t/day").Add("technologies", "id=t").Add("goals", $"technology=t verb=produce item=i rate={rate} rate_unit=t/day destination=PL")
        .Add("transport_nodes", "id=a country=DE site=works", "id=b country=PL serves=PL", "id=c country=CZ kind=border", "id=d country=DE site=mill kind=port")
        .Add("transport_permissions", "country=PL regime=listed days=0", "country=CZ regime=listed days=0")
        .Add("transport_links", $"id=ab start=a end=b mode=road days=1 capacity={capacity} corridor=X", "id=ac start=a end=c mode=road days=2 capacity=4", "id=cb start=c end=b mode=road days=2");

    [Theory]
    [InlineData("transport:ab", "ab", "")]
    [InlineData("transport:c", "", "c")]
    [InlineData("transport.mode=road", "ab ac cb", "")]
    [InlineData("transport.country=CZ", "ac cb", "")]
    [InlineData("transport.country=CZ; transport.mode=sea", "", "")]
    [InlineData("transport.corridor=X", "ab", "")]
    [InlineData("transport.kind=border|port", "", "c d")]
    [InlineData("transport.kind=border; transport.country=DE", "", "")]
    public void A_query_finds_the_links_and_places_it_means(string target, string links, string nodes)
    {
        var network = Triangle().Network;
        Assert.True(ThreatTarget.TryParse(target, out var read, out _));
        var (hitLinks, hitNodes) = read.Transport(network);
        Assert.Equal((links, nodes), (string.Join(' ', hitLinks.Select(l => network.TransportLinks[l].Id)), string.Join(' ', hitNodes.Select(n => network.TransportNodes[n].Id))));
        Assert.Equal(target.StartsWith("transport:", StringComparison.Ordinal), read.NamesSomebody);
    }

    [Theory]
    [InlineData("transport.mode=rocket")]
    [InlineData("transport.country=Atlantis")]
    [InlineData("transport.kind=castle")]
    [InlineData("transport.mode=road; item.kind=energy")]
    [InlineData("transport:")]
    public void A_target_that_cannot_be_is_refused(string target) => Assert.False(ThreatTarget.TryParse(target, out _, out _));

    static RouteAnswer Route(ThreatScenario scenario, int day = 0)
    {
        var network = Triangle().Network;
        return RouteEngine.Run(network, new() { Wish = new("a", "b"), At = Start.AddDays(day), Outages = TransportEventStudy.Outages(network, scenario, Start) }, TestContext.Current.CancellationToken).Answers[0];
    }

    static string Via(RouteAnswer answer) => string.Join(' ', answer.Routes[0].Legs.Select(l => Roads[l.Link]));

    [Fact]
    public void A_closed_road_is_gone_round_waited_for_or_taken_afterwards_as_its_days_are()
    {
        // Closed for two days: waiting one more day than the way round takes nothing longer; closed for ten: round.
        var closed = Scenario(Event(ThreatKind.Outage, "transport:ab", "2"));
        Assert.Equal(("ab", 3.0), (Via(Route(closed)), Route(closed).Routes[0].Days));
        Assert.Equal(WaitKind.Outage, Route(closed).Routes[0].Legs[0].Waits[0].Kind);
        Assert.Equal(("ac cb", 4.0), (Via(Route(Scenario(Event(ThreatKind.Outage, "transport:ab", "10")))), Route(Scenario(Event(ThreatKind.Outage, "transport:ab", "10"))).Routes[0].Days));
        Assert.Equal(("ab", 1.0), (Via(Route(closed, 2)), Route(closed, 2).Routes[0].Days));
        Assert.Equal(1440, Route(closed).WithAll);
    }

    [Fact]
    public void A_slow_road_takes_longer_unless_waiting_or_going_round_is_quicker()
    {
        Assert.Equal(("ab", 2.5, 2160L), Route(Scenario(Event(ThreatKind.Delay, "transport.corridor=X", "9", 1.5))) is var a ? (Via(a), a.Routes[0].Days, a.Routes[0].Legs[0].ExtraMinutes) : default);
        Assert.Equal(("ac cb", 4.0), Route(Scenario(Event(ThreatKind.Delay, "transport.corridor=X", "9", 5))) is var b ? (Via(b), b.Routes[0].Days) : default);
        Assert.Equal(("ab", 2.0), Route(Scenario(Event(ThreatKind.Delay, "transport.corridor=X", "1", 5))) is var c ? (Via(c), c.Routes[0].Days) : default);
    }

    [Fact]
    public void What_closes_for_good_leaves_no_way_and_a_length_drawn_from_a_range_gives_a_range_of_days()
    {
        var answer = Route(Scenario(Event(ThreatKind.Refusal, "transport.country=PL", "")));
        Assert.Equal((null, RouteStatus.Blocked), (answer.Minutes[1], answer.Status));
        var drawn = Route(Scenario(Event(ThreatKind.Outage, "transport.mode=road", "1..11")));
        Assert.Equal((12.0, 7.0, 3.0), (drawn.Minutes[0]!.Value / 1440.0, drawn.Minutes[1]!.Value / 1440.0, drawn.Minutes[2]!.Value / 1440.0));
    }

    [Fact]
    public void A_narrowed_road_holds_a_flow_up_while_it_is_narrow()
    {
        var network = Triangle().Network;
        var outages = TransportEventStudy.Outages(network, Scenario(Event(ThreatKind.Shortage, "transport:ab", "3", 0.2), Event(ThreatKind.Outage, "transport:c", "30")), Start);
        var shipment = new FlowShipment("s", 0, 16, 0, 1, Start, Start.AddDays(1), TransportLoad.Untested, []);
        var flow = FlowEngine.Run(network, [shipment], new() { Outages = outages }, LinearSolvers.Default, TestContext.Current.CancellationToken);
        // Two tonnes on each of three days, then ten: late by 1, 2 and 3 days.
        Assert.Equal([2.0, 2, 2, 10], flow.Plan.Moves.Select(m => Math.Round(m.Tonnes, 3)));
        Assert.Equal(2 * 1 + 2 * 2 + 10 * 3, flow.Plan.LateTonneDays, 1e-3);
        Assert.Equal(2 * 0 + 6 * 1, flow.WithAll!.LateTonneDays, 1e-3);
    }

    static ScenarioStress Stress(TestPackage package, ThreatScenario scenario, bool hasTransport = true)
    {
        var options = new StressOptions { Days = 120, Draws = 1, At = Start };
        return StressEngine.Run(package.Network, [scenario], options with { Transport = hasTransport ? TransportEventStudy.HitsOf(package.Network, options, LinearSolvers.Default, TestContext.Current.CancellationToken) : null }, LinearSolvers.Default, stop: TestContext.Current.CancellationToken).Scenarios[0];
    }

    static double Lost(ScenarioStress stress) => Math.Round(Assert.Single(stress.Products).Central.Lost.Mean, 2);

    [Fact]
    public void Where_no_way_is_left_the_deliveries_of_those_days_are_lost()
    {
        Assert.Equal(200, Lost(Stress(Triangle(), Scenario(Event(ThreatKind.Outage, "transport.mode=road", "20", 0, 10)))), 0.5);
        Assert.Equal(StressStatus.HitsNothing, Stress(Triangle(), Scenario(Event(ThreatKind.Outage, "transport.mode=sea", "20"))).Status);
        Assert.Equal(StressStatus.HitsNothing, Stress(Triangle(), Scenario(Event(ThreatKind.Outage, "transport.mode=road", "20")), hasTransport: false).Status);
    }

    [Fact]
    public void Where_the_way_round_carries_four_of_ten_tonnes_six_are_lost_each_day() =>
        // And what goes round comes three days later: up to four tonnes on each of three days more.
        Assert.InRange(Lost(Stress(Triangle(), Scenario(Event(ThreatKind.Outage, "transport:ab", "20", 0, 10)))), 119, 135);

    [Fact]
    public void A_longer_way_puts_deliveries_off_by_its_days_and_no_more()
    {
        // The way round takes four days instead of one: three days without deliveries, and they come back at the end.
        var slow = Triangle().Add("transport_links", "id=ae start=a end=b mode=rail days=4");
        Assert.InRange(Lost(Stress(slow, Scenario(Event(ThreatKind.Outage, "transport:ab", "40", 0, 10)))), 29, 32);
    }

    [Fact]
    public void A_customer_that_is_supplied_over_a_link_gets_nothing_while_the_road_to_him_is_closed()
    {
        // The mill at d makes the product of the works' goods, over one road of its own.
        var package = Triangle().Add("items", "id=p unit=t complete=yes unit_value=500").Add("lines", "id=m item=p site=mill country=DE capacity=5 capacity_unit=t/day").Add("recipes", "item=p input=i quantity=1 quantity_unit=t")
            .Add("links", "supplier=l customer=m item=i qualified=yes").Add("transport_links", "id=ad start=a end=d mode=rail days=1").Add("goals", "technology=t verb=use item=p rate=5 rate_unit=t/day");
        var options = new StressOptions { Days = 120, Draws = 1, At = Start, Verb = "use" };
        var stress = StressEngine.Run(package.Network, [Scenario(Event(ThreatKind.Outage, "transport:ad", "20", 0, 10))], options with { Transport = TransportEventStudy.HitsOf(package.Network, options, LinearSolvers.Default, TestContext.Current.CancellationToken) }, LinearSolvers.Default, stop: TestContext.Current.CancellationToken).Scenarios[0];
        Assert.Equal(100, Lost(stress), 6);
    }

    [Fact]
    public void The_scenarios_of_the_example_change_routes_and_are_named_where_they_do_not_exist()
    {
        string Days(params string[] more) => CommandRun.Of(["mobility", "route", "examples/corridor", "-c", "rounds-1", "--alternatives", "0", .. more]).Output;
        Assert.Contains("there 2027-05-11", Days());
        Assert.Contains("there 2027-05-13", Days("--scenario", "storm"));
        Assert.DoesNotContain("Klaip", Days("--scenario", "storm"));
        Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("mobility", "route", "examples/corridor", "--scenario", "energy-price").Code);
        Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("mobility", "flow", "examples/corridor", "--scenario", "strom").Code);
    }
}
