using CsCheck;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Tests.Formats;

namespace Vauban.Tests.Studies;

public sealed class MergeTests
{
    static MergeResult Merge(params Contribution[] contributions) => Merge([], ConflictPolicy.Stop, contributions);

    static MergeResult Merge(MergeDecision[] decisions, ConflictPolicy policy, params Contribution[] contributions) =>
        MergeEngine.Run(contributions, new() { Name = "all", Policy = policy, Decisions = decisions });

    static Contribution From(string label, params (string, string)[] tables) => new(label, Packages.Of(label, tables));

    static MergeDecision Decide(MergeConflict c, string chosen = "", string from = "") => new(c.Table, c.Key, c.Field, chosen, from, "because", c.Said, new Place("decisions.csv"));

    static string Cell(Package package, string table, string field, int row = 0) => package[table].Cell(package[table].Rows[row], field);

    [Fact]
    public void Equal_rows_join_and_their_sources_are_united()
    {
        var result = Merge(
            From("a", ("items", "id,name,unit,source\nbolt,Bolt,piece,A1\n"), ("sources", "id,title\nA1,Survey\n")),
            From("b", ("items", "id,name,unit,source\nbolt,Bolt,piece,B1\n"), ("sources", "id,title\nB1,Report\n")));
        Assert.Equal("A1 B1", Cell(result.Package, "items", "source"));
        Assert.Single(result.Package["items"].Rows);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void A_blank_cell_is_unknown_and_takes_what_another_knows()
    {
        var result = Merge(From("a", ("items", "id,name,unit,unit_value\nbolt,Bolt,piece,\n")), From("b", ("items", "id,unit,unit_value\nbolt,piece,0.5\n")));
        Assert.Equal(("Bolt", "0.5"), (Cell(result.Package, "items", "name"), Cell(result.Package, "items", "unit_value")));
    }

    [Fact]
    public void Differing_capacities_stand_side_by_side_with_who_says_what_on_what_ground()
    {
        var result = Merge(new Contribution("a", Packages.Pump("a", "200")), new Contribution("b", Packages.Pump("b", "300")));
        var conflict = Assert.Single(result.Open);
        Assert.False(result.IsMerged);
        Assert.Equal(("lines", "seal-1", "capacity"), (conflict.Table, conflict.Key, conflict.Field));
        Assert.Equal("a: 200 piece/month | b: 300 piece/month", conflict.Said);
        Assert.Equal(["observed", "observed"], conflict.Statements.Select(s => s.Basis));
        Assert.Throws<InvalidOperationException>(() => result.Package);
    }

    [Fact]
    public void The_same_capacity_in_another_unit_is_no_conflict()
    {
        var result = Merge(new Contribution("a", Packages.Pump("a", "200", "piece/month")), new Contribution("b", Packages.Pump("b", "2400", "piece/year")));
        Assert.Empty(result.Open);
        Assert.Equal(("200", "piece/month"), (Cell(result.Package, "lines", "capacity", 1), Cell(result.Package, "lines", "capacity_unit", 1)));
    }

    [Fact]
    public void Widening_takes_the_interval_that_holds_both_and_notes_who_said_what()
    {
        var result = Merge([], ConflictPolicy.Widen, new Contribution("a", Packages.Pump("a", "200..250")), new Contribution("b", Packages.Pump("b", "3600", "piece/year")));
        Assert.Equal(("200..300", "piece/month"), (Cell(result.Package, "lines", "capacity", 1), Cell(result.Package, "lines", "capacity_unit", 1)));
        Assert.Equal("capacity: a: 200..250 piece/month | b: 3600 piece/year", Cell(result.Package, "lines", "note", 1));
        Assert.Single(result.Settled);
    }

    [Fact]
    public void Widening_does_not_invent_an_interval_between_two_countries()
    {
        var result = Merge([], ConflictPolicy.Widen, From("a", ("parties", "id,name,country\nx,X,DE\n")), From("b", ("parties", "id,name,country\nx,X,FR\n")));
        Assert.Equal("country", Assert.Single(result.Open).Field);
    }

    [Fact]
    public void A_kept_decision_settles_the_conflict_and_is_asked_again_only_when_somebody_says_something_else()
    {
        var a = new Contribution("a", Packages.Pump("a", "200")); var b = new Contribution("b", Packages.Pump("b", "300"));
        var open = Merge(a, b).Open.Single();
        var settled = Merge([Decide(open, from: "b")], ConflictPolicy.Stop, a, b);
        Assert.Equal("300", Cell(settled.Package, "lines", "capacity", 1));
        Assert.Equal("because", settled.Settled.Single().Decision!.Reason);
        var literal = Merge([Decide(open, "240 piece/month")], ConflictPolicy.Stop, a, b);
        Assert.Equal("240", Cell(literal.Package, "lines", "capacity", 1));
        var changed = Merge([Decide(open, from: "b")], ConflictPolicy.Stop, a, new Contribution("b", Packages.Pump("b", "350")));
        Assert.Single(changed.Open);
        Assert.Contains(changed.Findings, f => f.Code == "W-MERGE-02");
    }

    [Fact]
    public void A_decision_for_somebody_who_is_not_there_or_for_a_value_that_cannot_stand_is_an_error()
    {
        var a = new Contribution("a", Packages.Pump("a", "200")); var b = new Contribution("b", Packages.Pump("b", "300"));
        var open = Merge(a, b).Open.Single();
        Assert.Contains(Merge([Decide(open, from: "c")], ConflictPolicy.Stop, a, b).Findings, f => f.Code == "E-MERGE-03");
        Assert.Contains(Merge([Decide(open, "many")], ConflictPolicy.Stop, a, b).Findings, f => f.Code == "E-NUM-01");
    }

    [Fact]
    public void One_id_for_two_things_is_never_joined_silently()
    {
        Contribution a = From("a", ("items", "id,name,kind,unit\nx1,Ball bearing,component,piece\n")), b = From("b", ("items", "id,name,kind,unit\nx1,Cooling water,material,piece\n"));
        var conflict = Assert.Single(Merge([], ConflictPolicy.Widen, a, b).Open);
        Assert.Equal("id", conflict.Field);
        Assert.Equal("a: Ball bearing, component | b: Cooling water, material", conflict.Said);
    }

    [Fact]
    public void Things_decided_to_be_apart_get_ids_of_their_own_wherever_they_are_named()
    {
        Contribution a = From("a", ("items", "id,name,unit\nx1,Ball bearing,piece\npump,Pump,piece\n"), ("recipes", "item,input,quantity\npump,x1,2\n"));
        Contribution b = From("b", ("items", "id,name,unit\nx1,Cooling water,piece\npump,Pump,piece\n"), ("recipes", "item,input,quantity\npump,x1,7\n"));
        var apart = Merge([Decide(Merge(a, b).Open.Single(), MergeEngine.Apart)], ConflictPolicy.Stop, a, b).Package;
        Assert.Equal(["a-x1 Ball bearing", "b-x1 Cooling water", "pump Pump"], apart["items"].Rows.Select(r => $"{r.Cells[0]} {r.Cells[1]}"));
        Assert.Equal(["a-x1 2", "b-x1 7"], apart["recipes"].Rows.Select(r => $"{apart["recipes"].Cell(r, "input")} {apart["recipes"].Cell(r, "quantity")}"));
    }

    [Fact]
    public void Source_numbers_that_mean_different_things_are_made_apart_without_asking()
    {
        var merged = Merge(
            From("a", ("items", "id,name,unit,source\nbolt,Bolt,piece,S01\n"), ("sources", "id,title\nS01,Survey\n")),
            From("b", ("items", "id,name,unit,source\nbolt,Bolt,piece,S01\n"), ("sources", "id,title\nS01,Annual report\n"))).Package;
        Assert.Equal("a-S01 b-S01", Cell(merged, "items", "source"));
        Assert.Equal(["a-S01 Survey", "b-S01 Annual report"], merged["sources"].Rows.Select(r => $"{r.Cells[0]} {r.Cells[1]}"));
    }

    [Fact]
    public void The_strictest_marking_holds_where_rows_join_and_each_owner_s_own_is_remembered()
    {
        var result = Merge(From("a", ("items", "id,name,unit,marking\nbolt,Bolt,piece,TLP:AMBER\nnut,Nut,piece,\n")), From("b", ("items", "id,name,unit,marking\nbolt,Bolt,piece,TLP:GREEN\n")));
        Assert.Equal("TLP:AMBER", Cell(result.Package, "items", "marking"));
        Assert.Equal("", Cell(result.Package, "items", "marking", 1));
        Assert.Equal([("a", "TLP:AMBER"), ("b", "TLP:GREEN")], result.Rows.Single(r => r.Key == "bolt").By);
        Assert.Equal([("a", "")], result.Rows.Single(r => r.Key == "nut").By);
    }

    [Fact]
    public void Amounts_in_another_unit_of_the_item_are_refused_rather_than_joined()
    {
        var result = Merge(From("a", ("items", "id,name,unit\nacid,Acid,kg\n")), From("b", ("items", "id,name,unit\nacid,Acid,t\n")));
        Assert.False(result.IsMerged);
        Assert.Equal("E-MERGE-04", Assert.Single(result.Findings).Code);
    }

    [Fact]
    public void A_package_merged_with_itself_is_itself() =>
        Keyed.Try(200, package =>
        {
            var merged = MergeEngine.Run([new("a", package), new("b", package)], new() { Name = package.Head.Name });
            Assert.True(merged.IsMerged);
            Assert.Equal(package.Hash, merged.Package.Hash);
        });

    [Fact]
    public void The_order_of_contributions_makes_no_difference() =>
        Gen.Select(Keyed, Keyed).Try(100, (x, y) =>
        {
            var (one, two) = (Widened(new("a", x), new("b", y)), Widened(new("b", y), new("a", x)));
            Assert.Equal(one.Open.Select(c => $"{c.Table} {c.Key} {c.Field} {c.Said}"), two.Open.Select(c => $"{c.Table} {c.Key} {c.Field} {c.Said}"));
            Assert.Equal(one.Findings.Select(f => f.ToString() + string.Join('|', f.Values)), two.Findings.Select(f => f.ToString() + string.Join('|', f.Values)));
            Assert.Equal(one.IsMerged ? one.Package.Hash : "", two.IsMerged ? two.Package.Hash : "");
        });

    static MergeResult Widened(params Contribution[] contributions) => Merge([], ConflictPolicy.Widen, contributions);

    // Random packages repeat keys, which the reader refuses; of each key the first row stays.
    static readonly Gen<Package> Keyed = RandomPackage.Gen.Select(p => new Package(p.Head, p.Tables.Select(t => t with
    {
        Rows = [.. t.Rows.DistinctBy(r => string.Join('|', t.Spec.Key.Select(k => t.Cell(r, k))), StringComparer.OrdinalIgnoreCase)],
    })));
}
