using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Disruption;

public sealed class SurviveEngineTests
{
    // A day's goal of 1 round needs 2 kg of powder. Months of 365/12 days, so rates are given per day.
    static TestPackage Rounds(string stock = "", string recovery = "recovery_days=60") => new TestPackage()
        .Add("items", "id=round unit=piece unit_value=1000 complete=yes", "id=powder unit=kg complete=yes")
        .Add("parties", "id=a kind=company country=DE", "id=b kind=company country=FR")
        .Add("sites", "id=sa party=a country=DE", "id=sb party=b country=FR")
        .Add("lines", $"id=round-1 site=sa party=a item=round capacity=2 capacity_unit=piece/day {recovery}", $"id=powder-1 site=sb party=b item=powder capacity=2 capacity_unit=kg/day {recovery}")
        .Recipe("round", "powder", "2")
        .Add("technologies", "id=t").Add("goals", "technology=t verb=produce item=round rate=1 rate_unit=piece/day")
        .Add("stocks", stock.Length > 0 ? stock : "holder=b item=powder quantity=0");

    static SurviveResult Run(TestPackage package, params ActorKind[] of) =>
        SurviveEngine.Run(package.Network, new SurviveOptions { Of = of.Length > 0 ? of : [ActorKind.Line] }, LinearSolvers.Default);

    static NodeSurvival Line(SurviveResult result, string id) => result.Nodes.Single(n => n.Node.Id(result.Table.Network) == id);

    [Fact]
    public void A_stock_of_eighty_kilograms_bridges_forty_days_and_twenty_days_of_sixty_are_lost()
    {
        var result = Run(Rounds("holder=b item=powder quantity=80"));
        var powder = Line(result, "line:powder-1");
        Assert.Equal((SurvivalStatus.Finite, 40.0, 60.0), (powder.Central.Status, Math.Round(powder.Central.Days, 9), powder.Central.RecoveryDays));
        Assert.Equal(20, powder.Central.Lost[0], 6);
        Assert.Equal(20_000, powder.Central.Impact, 3);
        // Powder is no help where rounds cannot be filled: sixty of them are lost, three times as much.
        var round = Line(result, "line:round-1");
        Assert.Equal((0, 60), (Math.Round(round.Central.Days, 9), Math.Round(round.Central.Lost[0], 6)));
        Assert.Equal((1, 1 / 3.0), (round.RiskIndex, Math.Round(powder.RiskIndex, 9) == Math.Round(1 / 3.0, 9) ? 1 / 3.0 : powder.RiskIndex));
    }

    [Fact]
    public void Who_recovers_in_time_loses_nothing()
    {
        var powder = Line(Run(Rounds("holder=b item=powder quantity=120")), "line:powder-1");
        Assert.True(powder.IsCovered);
        Assert.Equal((60.0, 0.0), (Math.Round(powder.Central.Days, 9), powder.Central.Impact));
    }

    [Fact]
    public void An_unknown_time_to_recover_gives_three_readings()
    {
        var powder = Line(Run(Rounds("holder=b item=powder quantity=80", "")), "line:powder-1");
        Assert.False(powder.IsRecoveryKnown);
        Assert.Equal([365.0, 180, 30], powder.Readings.Select(r => r.RecoveryDays));
        Assert.Equal([325, 140, 0], powder.Readings.Select(r => (int)Math.Round(r.Lost[0])));
    }

    [Fact]
    public void A_second_maker_who_can_make_enough_makes_the_failure_endless_to_survive()
    {
        var result = Run(Rounds().Add("lines", "id=powder-2 item=powder capacity=2 capacity_unit=kg/day country=DE"));
        Assert.Equal(SurvivalStatus.Unlimited, Line(result, "line:powder-1").Central.Status);
        Assert.Equal((12, 12), (result.Nodes.Count * 4, (int)result.RecoveryCoverage.All * 4));
        Assert.Equal(2, result.RecoveryCoverage.Known);
    }

    [Fact]
    public void A_supplier_that_can_be_switched_to_in_time_is_counted_from_that_day_on()
    {
        var package = Rounds("holder=round-1 item=powder quantity=80").Add("lines", "id=powder-2 item=powder capacity=1 capacity_unit=kg/day country=DE")
            .Add("links", "supplier=powder-1 customer=round-1 item=powder share=100 qualified=yes", "supplier=powder-2 customer=round-1 item=powder qualified=yes switch_days=30");
        // 80 kg last 40 days; from day 30 on 1 kg a day comes: 2 t = 80 + (t - 30), so t = 50.
        Assert.Equal(50, Line(Run(package), "line:powder-1").Central.Days, 6);
        // With 50 days to switch nobody would come before the stock is gone.
        var late = Rounds("holder=round-1 item=powder quantity=80").Add("lines", "id=powder-2 item=powder capacity=1 capacity_unit=kg/day country=DE")
            .Add("links", "supplier=powder-1 customer=round-1 item=powder share=100 qualified=yes", "supplier=powder-2 customer=round-1 item=powder qualified=yes switch_days=50");
        Assert.Equal(40, Line(Run(late), "line:powder-1").Central.Days, 6);
    }

    [Fact]
    public void A_unit_that_nobody_listed_may_make_up_for_a_failure_only_in_readings_that_allow_it()
    {
        var package = Rounds().Add("items", "id=extra unit=kg complete=no").Add("lines", "id=extra-1 item=extra capacity=2 capacity_unit=kg/day country=DE").Recipe("powder", "extra", "1");
        var extra = Line(Run(package), "line:extra-1");
        Assert.Equal([SurvivalStatus.Finite, SurvivalStatus.Unlimited, SurvivalStatus.Unlimited], extra.Readings.Select(r => r.Status));
    }

    [Fact]
    public void The_only_holder_of_a_drawing_stops_everybody_who_works_by_it()
    {
        var package = Rounds().Add("items", "id=drawing unit=piece kind=data complete=yes shared=yes").Add("lines", "id=drawing-1 item=drawing capacity=1 capacity_unit=piece/day country=DE").Recipe("powder", "drawing", "1");
        Assert.Equal(0, Line(Run(package), "line:drawing-1").Central.Days, 9);
    }

    [Fact]
    public void A_site_stops_all_its_lines()
    {
        var result = Run(Rounds(), ActorKind.Site, ActorKind.Party);
        Assert.Equal(["site:sa", "site:sb", "party:a", "party:b"], result.Nodes.Select(n => n.Node.Id(result.Table.Network)));
    }
}
