using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

public sealed class TransportRowTests
{
    static string[] Codes(TestPackage package)
    {
        var findings = new List<Finding>();
        NetworkBuilder.Build(package.Package, findings);
        return [.. findings.Where(f => f.Code.Contains("MOVE", StringComparison.Ordinal)).Select(f => $"{f.Code} {f.Place.Column} {string.Join('|', f.Values)}")];
    }

    static TestPackage Places() => new TestPackage().Add("transport_nodes", "id=a country=DE latitude=52.5 longitude=13.4", "id=b country=PL latitude=52.4 longitude=16.9");

    [Fact]
    public void A_link_that_can_be_travelled_is_in_order() => Assert.Empty(Codes(Places().Add("transport_links", "id=l start=a end=b mode=rail length=270")));

    [Fact]
    public void A_link_shorter_than_the_straight_line_is_a_warning_with_the_distance() =>
        Assert.Equal(["W-MOVE-03 length l|150|237"], Codes(Places().Add("transport_links", "id=l start=a end=b mode=rail length=150")));

    [Fact]
    public void What_no_route_can_use_is_a_warning()
    {
        Assert.Equal(["W-MOVE-02 length l"], Codes(Places().Add("transport_links", "id=l start=a end=b mode=rail")));
        Assert.Equal(["W-MOVE-05 mode l"], Codes(Places().Add("transport_links", "id=l start=a end=b length=270")));
        Assert.Equal(["N-MOVE-01 id b", "W-MOVE-01 end l"], Codes(Places().Add("transport_links", "id=l start=a end=a mode=road length=5")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_place_on_a_way_without_a_country_is_a_warning() =>
        Assert.Equal(["W-MOVE-04 country c"], Codes(Places().Add("transport_nodes", "id=c").Add("transport_links", "id=l start=a end=b mode=rail length=270", "id=m start=b end=c mode=road days=1")));

    [Fact]
    public void A_consignment_reads_its_amount_in_the_unit_of_the_item_and_its_hazard_from_it()
    {
        var network = Places().Add("items", "id=powder unit=t hazard=1", "id=fuze unit=piece")
            .Add("consignments", "id=c1 item=powder quantity=2500 quantity_unit=kg origin=a destination=b ready=2026-03 due=2026-03", "id=c2 item=fuze quantity=5 quantity_unit=kg origin=a destination=b hazard=none").Network;
        Assert.Equal((2.5, "1", new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), (network.Consignments[0].Quantity.Central, network.Consignments[0].Hazard, network.Consignments[0].Ready!.Value, network.Consignments[0].Due!.Value));
        // Kilograms do not turn into pieces: unknown, not five.
        Assert.Equal((false, "none"), (network.Consignments[1].Quantity.IsKnown, network.Consignments[1].Hazard));
    }
}
