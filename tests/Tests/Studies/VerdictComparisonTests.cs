using Vauban.Adapters.Solvers;
using Vauban.Core.Studies;

namespace Vauban.Tests.Studies;

public sealed class VerdictComparisonTests
{
    static VerdictComparison Compare(Core.Model.Package before, Core.Model.Package after, int trials = 60) =>
        VerdictComparison.Run(before, after, new() { Trials = trials }, LinearSolvers.Default);

    [Fact]
    public void A_package_compared_with_itself_shows_nothing()
    {
        var result = Compare(Packages.Pump("p"), Packages.Pump("p"));
        Assert.Empty(result.Rows.Rows);
        Assert.Empty(result.Rows.Head);
        Assert.Empty(result.Moves);
        Assert.Equal(result.Rows.Before.Hash, result.Rows.After.Hash);
    }

    [Fact]
    public void A_changed_cell_shows_old_and_new()
    {
        var change = Assert.Single(Compare(Packages.Pump("p", "200"), Packages.Pump("p", "150")).Rows.Rows);
        Assert.Equal((RowChangeKind.Changed, "lines/seal-1"), (change.Kind, change.Address));
        Assert.Equal([new CellChange("capacity", "200", "150")], change.Cells);
    }

    [Fact]
    public void The_change_that_moved_a_verdict_is_named_and_others_are_not()
    {
        // 150 seals make 75 pumps of the 100 that are wanted; the note moves nothing.
        var before = Packages.Pump("p", "200");
        var after = Packages.Pump("p", "150", more: [("stocks", "holder,item,quantity,note\nmaker,seal,0,new row\n")]);
        var move = Compare(before, after).Moves.Single(m => m is { Perimeter: "EU27", Verb: "produce", Danger: "reliance" });
        Assert.Equal(("yes", "no"), (move.Before.Verdict, move.After.Verdict));
        Assert.Equal(0.75, move.After.Central, 1e-9);
        Assert.Equal(["lines/seal-1"], move.Cause!.Rows.Select(r => r.Address));
        Assert.True(move.Cause.IsSmallest);
    }

    [Fact]
    public void Two_changes_that_only_together_explain_a_move_are_both_named()
    {
        // Each loss alone stops the goal, so both must be taken back.
        var before = Packages.Pump("p", "200");
        var after = Packages.Of("p",
            ("technologies", "id,name\npump,Pump\n"), ("items", "id,name,unit,complete\npump,Pump,piece,yes\nseal,Seal,piece,yes\n"),
            ("recipes", "item,input,quantity\npump,seal,2\n"), ("goals", "technology,verb,item,rate,rate_unit\npump,produce,pump,100,piece/month\n"),
            ("parties", "id,name,country,control_country,size\nmaker,Pump maker,DE,DE,small\nsealer,Seal maker,FR,FR,\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit,basis\npump-1,maker,DE,pump,80,piece/month,declared\nseal-1,sealer,FR,seal,120,piece/month,observed\n"));
        var move = Compare(before, after).Moves.First(m => m is { Perimeter: "EU27", Verb: "produce", Danger: "reliance" });
        Assert.Equal(0.6, move.After.Central, 1e-9);
        Assert.Equal(["lines/pump-1", "lines/seal-1"], move.Cause!.Rows.Select(r => r.Address));
        Assert.True(move.Cause.IsSmallest);
    }

    [Fact]
    public void A_new_item_is_taken_back_together_with_the_rows_that_name_it()
    {
        var before = Packages.Pump("p");
        var after = Packages.Of("p",
            ("technologies", "id,name\npump,Pump\n"), ("items", "id,name,unit,complete\npump,Pump,piece,yes\nseal,Seal,piece,yes\nmotor,Motor,piece,yes\n"),
            ("recipes", "item,input,quantity\npump,seal,2\npump,motor,1\n"), ("goals", "technology,verb,item,rate,rate_unit\npump,produce,pump,100,piece/month\n"),
            ("parties", "id,name,country,control_country\nmaker,Pump maker,DE,DE\nsealer,Seal maker,FR,FR\nmotorist,Motor maker,CN,CN\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit,basis\npump-1,maker,DE,pump,150,piece/month,declared\nseal-1,sealer,FR,seal,200,piece/month,observed\nmotor-1,motorist,CN,motor,500,piece/month,declared\n"));
        var result = Compare(before, after);
        Assert.Single(result.Rows.Groups);
        var move = result.Moves.First(m => m is { Perimeter: "EU27", Verb: "produce", Danger: "reliance" });
        Assert.Equal(("yes", "only-with-others"), (move.Before.Verdict, move.After.Verdict));
        Assert.Equal(["parties/motorist", "items/motor", "lines/motor-1", "recipes/pump||motor"], move.Cause!.Rows.Select(r => r.Address));
    }

    [Fact]
    public void A_source_that_many_new_rows_name_does_not_tie_them_together()
    {
        var before = Packages.Pump("p", "200", more: [("sources", "id,title\nS1,Old\n")]);
        var after = Packages.Pump("p", "150", more: [("sources", "id,title\nS2,New\n"), ("stocks", "holder,item,quantity,source\nmaker,seal,0,S2\nmaker,pump,0,S2\n")]);
        var result = Compare(before, after);
        Assert.Equal(3, result.Rows.Groups.Count);
        Assert.Equal(["lines/seal-1"], result.Moves.First(m => m is { Perimeter: "EU27", Verb: "produce", Danger: "reliance" }).Cause!.Rows.Select(r => r.Address));
    }

    [Fact]
    public void A_search_that_runs_out_of_trials_says_so_and_names_nothing()
    {
        var before = Packages.Pump("p", "200");
        var after = Packages.Pump("p", "150", more: [("stocks", "holder,item,quantity\nmaker,seal,0\n")]);
        var cause = Compare(before, after, trials: 0).Moves[0].Cause!;
        Assert.False(cause.IsEnded);
        Assert.Empty(cause.Rows);
    }

    [Fact]
    public void Taking_back_every_change_gives_the_first_snapshot()
    {
        var before = Packages.Pump("p", "200");
        var rows = RowComparison.Of(before, Packages.Pump("q", "150", more: [("stocks", "holder,item,quantity\nmaker,seal,5\n")]));
        Assert.Equal(before.Hash, rows.Revert(Enumerable.Range(0, rows.Groups.Count).ToHashSet(), revertsHead: true).Hash);
    }
}
