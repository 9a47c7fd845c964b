using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

public sealed class RouteTests
{
    // Monday.
    static readonly DateOnly Start = new(2026, 3, 2);

    static TestPackage Places() => new TestPackage().Items("tank").Add("transport_nodes", "id=a country=DE kind=depot", "id=b country=PL kind=border", "id=c country=PL kind=railhead modes=road__rail");

    static RouteAnswer Only(TestPackage package, RouteOptions? options = null) =>
        RouteEngine.Run(package.Network, (options ?? new()) with { At = Start }, TestContext.Current.CancellationToken).Answers[0];

    [Fact]
    public void Working_days_leave_out_weekends_and_holidays_and_end_at_the_end_of_the_last()
    {
        var network = Places().Add("holidays", "country=PL date=2026-03-05").Network;
        var book = new PermissionBook(network, PermissionRegime.Listed, "", Start);
        var poland = Countries.All.First(c => c.Code == "PL").Index;
        var germany = Countries.All.First(c => c.Code == "DE").Index;
        // Applied on Monday 2 March: Tuesday to Thursday are three days; Thursday is a holiday in Poland.
        Assert.Equal(4 * PermissionBook.Day, book.AfterWorkingDays(germany, 600, 3));
        Assert.Equal(5 * PermissionBook.Day, book.AfterWorkingDays(poland, 600, 3));
        // Five days from Monday: Tuesday to Friday and the next Monday.
        Assert.Equal(8 * PermissionBook.Day, book.AfterWorkingDays(germany, 0, 5));
    }

    [Fact]
    public void A_regime_is_a_ceiling_and_makes_known_what_is_not_listed()
    {
        var package = Places().Add("transport_links", "id=l start=a end=b mode=road days=1").Add("transport_permissions", "country=PL regime=listed days=10");
        var answer = Only(package, new() { Wish = new("a", "b") });
        // Listed 10 days; 5 working days from Monday end with the next Monday, 3 with Thursday; 6 hours.
        Assert.Equal([11 * 1440L, 9 * 1440L, 5 * 1440L, 1440 + 360L], answer.ByRegime);
        Assert.Equal(RouteStatus.Feasible, answer.Status);
        var unlisted = Only(Places().Add("transport_links", "id=l start=a end=b mode=road days=1"), new() { Wish = new("a", "b") });
        Assert.Equal((RouteStatus.FeasibleAsKnown, true, 1440L), (unlisted.Status, unlisted.Routes[0].Legs[0].IsPermissionUnknown, unlisted.Minutes[1]));
        Assert.Equal(RouteStatus.Feasible, Only(Places().Add("transport_links", "id=l start=a end=b mode=road days=1"), new() { Wish = new("a", "b"), Regime = PermissionRegime.ThreeDays }).Status);
    }

    [Fact]
    public void A_row_for_the_hazard_comes_before_that_for_any()
    {
        var package = Places().Add("transport_links", "id=l start=a end=b mode=road days=1 barred=none tunnel=A")
            .Add("transport_permissions", "country=PL regime=listed days=2", "country=PL regime=listed hazard=1 days=7")
            .Add("consignments", "id=calm item=tank origin=a destination=b hazard=none", "id=shells item=tank origin=a destination=b hazard=1");
        var answers = RouteEngine.Run(package.Network, new() { At = Start }, TestContext.Current.CancellationToken).Answers;
        Assert.Equal([3 * 1440L, 8 * 1440L], answers.Select(a => a.Minutes[1]));
    }

    [Fact]
    public void A_bridge_that_is_too_weak_is_named_with_what_it_would_have_to_bear_and_the_way_round_is_found()
    {
        var package = Places()
            .Add("transport_links", "id=direct start=a end=c mode=road days=1 mass=60 axle_load=13 class_tracked=60", "id=round1 start=a end=b mode=road days=2 mass=130 axle_load=13 class_tracked=120", "id=round2 start=b end=c mode=road days=2 mass=130 axle_load=13 class_tracked=120")
            .Add("transport_permissions", "country=PL regime=listed days=0")
            .Add("consignments", "id=lot item=tank origin=a destination=c gross_mass=100 axle_load=12 class_tracked=80 hazard=none height=4 width=3.7 length=18");
        var answer = Only(package);
        Assert.Equal(4 * 1440L, answer.Minutes[1]);
        Assert.Equal([(LimitKind.Mass, "100", "60"), (LimitKind.TrackedClass, "80", "60")], answer.Blocked.Select(b => (b.Limit.Kind, b.Limit.Need, b.Limit.Limit)));
        // Heights and widths of the ways are not known.
        Assert.Equal(RouteStatus.FeasibleAsKnown, answer.Status);
        Assert.Equal([LimitKind.Height, LimitKind.Width, LimitKind.Length], answer.Routes[0].Legs[0].Unknown.Select(u => u.Kind));
        Assert.Null(answer.Relief);
        var lost = Only(package, new() { Without = ["round2"] });
        Assert.Equal((RouteStatus.Blocked, 4 * 1440L), (lost.Status, lost.WithAll));
        Assert.Equal(2, lost.ReliefLimits.Count);
    }

    [Fact]
    public void Rail_of_another_gauge_needs_a_place_that_changes_it()
    {
        TestPackage Rails(string change) => new TestPackage().Items("tank").Add("transport_nodes", "id=a country=LT", $"id=b country=LT kind=border transfer_days=1 {change}", "id=c country=LT")
            .Add("transport_links", "id=narrow start=a end=b mode=rail days=1 gauge=1435", "id=wide start=b end=c mode=rail days=1 gauge=1520");
        Assert.Equal(3 * 1440L, Only(Rails("gauge_change=yes"), new() { Wish = new("a", "c") }).Minutes[0]);
        var blocked = Only(Rails("gauge_change=no"), new() { Wish = new("a", "c") });
        Assert.Equal((RouteStatus.Blocked, LimitKind.GaugeChange, "1435", "1520"), (blocked.Status, blocked.ReliefLimits[0].Limit.Kind, blocked.ReliefLimits[0].Limit.Need, blocked.ReliefLimits[0].Limit.Limit));
        var unknown = Only(Rails(""), new() { Wish = new("a", "c") });
        Assert.Equal((null, 3 * 1440L), (unknown.Minutes[0], unknown.Minutes[1]));
    }

    [Fact]
    public void A_tunnel_closed_to_explosives_stops_them_and_nothing_else()
    {
        var package = Places().Add("transport_links", "id=l start=a end=c mode=road days=1 tunnel=C barred=none").Add("transport_permissions", "country=PL regime=listed days=0")
            .Add("consignments", "id=shells item=tank origin=a destination=c hazard=1 tunnel_code=B", "id=spares item=tank origin=a destination=c hazard=none", "id=unsure item=tank origin=a destination=c hazard=1");
        var answers = RouteEngine.Run(package.Network, new() { At = Start }, TestContext.Current.CancellationToken).Answers;
        Assert.Equal([RouteStatus.Blocked, RouteStatus.FeasibleAsKnown, RouteStatus.FeasibleAsKnown], answers.Select(a => a.Status));
        Assert.Contains(answers[2].Routes[0].Legs[0].Unknown, u => u.Kind == LimitKind.Tunnel);
    }

    [Fact]
    public void A_link_that_is_not_open_yet_is_waited_for_and_one_that_is_closed_is_not_used()
    {
        var package = Places().Add("transport_links", "id=l start=a end=b mode=road days=1 from=2026-03-05").Add("transport_permissions", "country=PL regime=listed days=0");
        Assert.Equal(4 * 1440L, Only(package, new() { Wish = new("a", "b") }).Minutes[1]);
        var closed = Places().Add("transport_links", "id=l start=a end=b mode=road days=1 to=2026-03-01").Add("transport_permissions", "country=PL regime=listed days=0");
        Assert.Equal(RouteStatus.Blocked, Only(closed, new() { Wish = new("a", "b") }).Status);
    }

    [Fact]
    public void Times_that_are_assumed_are_said_and_slower_in_the_pessimistic_reading()
    {
        var answer = Only(Places().Add("transport_links", "id=l start=b end=c mode=rail length=1000"), new() { Wish = new("b", "c") });
        Assert.Equal([4800L, 2880, 1800], answer.Minutes);
        Assert.True(answer.Routes[0].Legs[0].IsTimeAssumed);
    }

    [Fact]
    public void Days_to_all_places_are_those_of_the_single_routes()
    {
        var network = Places().Add("transport_links", "id=l start=a end=b mode=road days=1.5", "id=m start=b end=c mode=road days=1").Add("transport_permissions", "country=PL regime=listed days=2").Add("transport_nodes", "id=island country=SE").Network;
        Assert.Equal([0, 3.5, 4.5, double.PositiveInfinity], RouteEngine.DaysToAll(network, "a", PermissionRegime.Listed, Start));
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        var network = Places().Network;
        foreach (var options in new RouteOptions[] { new() { Regime = "none-such" }, new() { Consignments = ["x"] }, new() { Without = ["x"] }, new() { Wish = new("x", "a") }, new() { Wish = new("a", "c") } })
            Assert.Throws<ArgumentException>(() => RouteEngine.Run(network, options, TestContext.Current.CancellationToken));
    }
}
