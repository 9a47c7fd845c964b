using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.Tests.Studies;

public sealed class GapListTests
{
    static IReadOnlyList<Gap> Gaps(Package package)
    {
        var network = NetworkBuilder.Build(package, [])!;
        return GapList.Of(SovereigntyEngine.Run(network, new() { Perimeters = [Perimeter.Defaults[0]] }, LinearSolvers.Default));
    }

    static Package Chain(string lines, string basis = "declared", string quantity = "2") => Packages.Of("p",
        ("technologies", "id,name\npump,Pump\n"), ("items", "id,name,unit,unit_value,complete\npump,Pump,piece,100,yes\nseal,Seal,piece,1,yes\n"), ("recipes", $"item,input,quantity\npump,seal,{quantity}\n"),
        ("goals", $"technology,verb,item,rate,rate_unit,basis\npump,produce,pump,100,piece/month,{basis}\n"), ("parties", "id,name,country,control_country\nmaker,Pump maker,DE,DE\nsealer,Seal maker,FR,\n"),
        ("lines", "id,name,party,country,item,capacity,capacity_unit,lead_time_days\n" + lines));

    [Fact]
    public void Where_all_is_known_only_that_which_is_not_is_listed() =>
        Assert.Equal([GapKind.Owner], Gaps(Chain("p1,Pump works,maker,DE,pump,150,piece/month,5\ns1,Seal works,sealer,FR,seal,500,piece/month,5\n")).Select(g => g.Kind).Where(k => k != GapKind.Ask));

    [Fact]
    public void The_question_that_decides_the_verdict_stands_before_cells_that_are_only_blank()
    {
        var gaps = Gaps(Chain("p1,Pump works,maker,DE,pump,150,piece/month,\ns1,Seal works,maker,FR,seal,,piece/month,\n"));
        Assert.Equal([GapKind.Ask, GapKind.Capacity, GapKind.LeadTime], gaps.Select(g => g.Kind));
        Assert.Equal(("lines/s1", 200.0), (gaps[0].Ask!.Address, Math.Round(gaps[0].Ask!.BreakEven!.Value, 6)));
        Assert.Equal(["Seal works"], gaps[1].Things);
        Assert.Equal(["Pump works", "Seal works"], gaps[2].Things);
    }

    [Fact]
    public void An_assumed_need_is_the_first_gap_and_a_blank_quantity_is_one()
    {
        var gaps = Gaps(Chain("p1,Pump works,maker,DE,pump,150,piece/month,5\n", "assumed", ""));
        Assert.Equal(GapKind.Goal, gaps[0].Kind);
        Assert.Contains(gaps, g => g.Kind == GapKind.Quantity && g.Things.SequenceEqual(["Seal"]));
        Assert.Contains(gaps, g => g.Kind == GapKind.Maker && g.Things.SequenceEqual(["Seal"]));
    }
}
