using Vauban.Core.Model;

namespace Vauban.Tests.Model;

public sealed class ChangeTests
{
    static readonly Place Here = new("measure.json", Id: "changes[1]");

    static TestPackage Small() => new TestPackage().Items("gun", "barrel").Add("items", "id=steel kind=material unit=t complete=yes").Add("parties", "id=acme kind=company country=FR")
        .Add("sites", "id=works party=acme country=FR").Line("gun-de", "gun", "10..20").Line("gun-us", "gun", "5", "US").Line("barrel-fr", "barrel", "", "NO", "site=works")
        .Add("lines", "id=steel-de item=steel capacity=1200 capacity_unit=t/year country=DE").Recipe("gun", "barrel", "1").Recipe("barrel", "steel", "0.5").Goal("produce", "gun", "10");

    static Change Of(string table, string field, ChangeKind kind, string value, string unit = "", params (string Path, string Value)[] where) =>
        new(table, kind, Here) { Field = field, Value = value, Unit = unit, Where = [.. where.GroupBy(w => w.Path).Select(g => new ChangeCondition(g.Key, [.. g.Select(w => w.Value)]))] };

    static ChangeSet Set(params Change[] changes) => new("test", "Test", "", changes);

    static (ChangedPackage? Changed, List<Finding> Findings) Apply(TestPackage package, params Change[] changes)
    {
        var findings = new List<Finding>();
        return (Set(changes).ApplyTo(package.Package, findings), findings);
    }

    static string Cell(Package package, string table, string id, string field) => package[table].Cell(package[table].Rows.Single(r => r.Cells[0] == id), field);

    [Theory]
    [InlineData(ChangeKind.Times, "1.5", "15..30")]
    [InlineData(ChangeKind.Plus, "4", "14..24")]
    [InlineData(ChangeKind.Plus, "-4", "6..16")]
    [InlineData(ChangeKind.AtMost, "12", "10..12")]
    [InlineData(ChangeKind.AtMost, "8", "8")]
    [InlineData(ChangeKind.AtLeast, "12", "12..20")]
    [InlineData(ChangeKind.Set, "7..9", "7..9")]
    public void An_interval_stays_an_interval(ChangeKind kind, string value, string expected)
    {
        var (changed, findings) = Apply(Small(), Of("lines", "capacity", kind, value, kind == ChangeKind.Times ? "" : "piece/month", ("id", "gun-de")));
        Assert.Empty(findings);
        Assert.Equal(expected, Cell(changed!.Package, "lines", "gun-de", "capacity"));
        Assert.Equal(["lines/gun-de"], changed.Effects[0].Matched);
    }

    [Theory]
    [InlineData("..500", ChangeKind.AtMost, "300", "..300")]
    [InlineData("..500", ChangeKind.AtLeast, "300", "300..500")]
    [InlineData("100..", ChangeKind.AtMost, "300", "100..300")]
    [InlineData("100..", ChangeKind.Times, "2", "200..")]
    [InlineData("100..", ChangeKind.Times, "0", "0")]
    public void An_open_interval_keeps_what_it_says(string before, ChangeKind kind, string value, string expected)
    {
        var package = new TestPackage().Items("gun").Line("a", "gun", before).Goal("produce", "gun", "10");
        var (changed, findings) = Apply(package, Of("lines", "capacity", kind, value, "piece/month"));
        Assert.Empty(findings);
        Assert.Equal(expected, Cell(changed!.Package, "lines", "a", "capacity"));
    }

    [Fact]
    public void What_is_unknown_stays_unknown_and_is_reported()
    {
        var (changed, findings) = Apply(Small(), Of("lines", "capacity", ChangeKind.AtLeast, "12", "piece/month", ("item", "barrel")));
        Assert.Equal("", Cell(changed!.Package, "lines", "barrel-fr", "capacity"));
        Assert.Equal(["lines/barrel-fr"], changed.Effects[0].Unknown);
        Assert.Equal(("N-CHANGE-01", Severity.Note), (Assert.Single(findings).Code, findings[0].Severity));
    }

    [Fact]
    public void A_value_is_converted_into_the_unit_of_each_row()
    {
        var (changed, findings) = Apply(Small(), Of("lines", "capacity", ChangeKind.Plus, "10", "t/month", ("id", "steel-de")));
        Assert.Empty(findings);
        Assert.Equal(1320, double.Parse(Cell(changed!.Package, "lines", "steel-de", "capacity"), System.Globalization.CultureInfo.InvariantCulture), 1e-9);
        Assert.Equal("E-CHANGE-06", Assert.Single(Apply(Small(), Of("lines", "capacity", ChangeKind.Plus, "10", "t/month", ("id", "gun-de"))).Findings).Code);
        Assert.Equal("E-CHANGE-07", Assert.Single(Apply(Small(), Of("lines", "capacity", ChangeKind.AtMost, "10", "", ("id", "gun-de"))).Findings).Code);
    }

    [Theory]
    [InlineData("place", "inside EU27", "barrel-fr gun-de steel-de")]
    [InlineData("country", "inside EU27", "gun-de steel-de")]
    [InlineData("place", "US", "gun-us")]
    [InlineData("site.party.country", "touches EU27+NO", "barrel-fr")]
    [InlineData("item.kind", "material", "steel-de")]
    [InlineData("party", "", "barrel-fr gun-de gun-us steel-de")]
    public void A_query_finds_rows_by_cells_references_and_places(string path, string value, string expected)
    {
        var (changed, _) = Apply(Small(), Of("lines", "note", ChangeKind.Set, "x", "", (path, value)));
        Assert.Equal(expected, string.Join(' ', changed!.Effects[0].Matched.Select(a => a["lines/".Length..])));
    }

    [Fact]
    public void Conditions_add_up_and_values_of_one_condition_are_alternatives()
    {
        var (changed, _) = Apply(Small(), Of("lines", "capacity", ChangeKind.Times, "2", "", ("item", "gun"), ("item", "steel"), ("place", "inside EU27")));
        Assert.Equal(["lines/gun-de", "lines/steel-de"], changed!.Effects[0].Matched);
    }

    [Fact]
    public void A_query_that_finds_nothing_is_a_finding()
    {
        var (changed, findings) = Apply(Small(), Of("expansions", "permit_months", ChangeKind.AtMost, "2"));
        Assert.NotNull(changed);
        Assert.Equal(("W-CHANGE-01", Here), (Assert.Single(findings).Code, findings[0].Place));
    }

    [Fact]
    public void A_bound_may_be_another_quantity_of_the_row()
    {
        var package = Small().Add("stocks", "holder=acme item=steel quantity=5 target=20", "holder=acme item=barrel quantity=9 target=4", "holder=acme item=gun quantity=3");
        var (changed, findings) = Apply(package, Of("stocks", "quantity", ChangeKind.AtLeast, "target"));
        Assert.Equal(["20", "9", "3"], changed!.Package["stocks"].Rows.Select(r => changed.Package["stocks"].Cell(r, "quantity")));
        Assert.Equal((3, 1), (changed.Effects[0].Matched.Count, changed.Effects[0].Altered.Count));
        Assert.Equal("N-CHANGE-01", Assert.Single(findings).Code);
    }

    [Fact]
    public void A_new_line_and_its_source_make_a_new_network_and_leave_the_old_one_alone()
    {
        var network = Small().Network;
        var hash = network.Package.Hash;
        var findings = new List<Finding>();
        var changed = Set(new Change("sources", ChangeKind.Add, Here) { Cells = new Dictionary<string, string> { ["id"] = "S9", ["title"] = "Plan", ["reliability"] = "B" } },
            new Change("lines", ChangeKind.Add, Here)
            {
                Cells = new Dictionary<string, string> { ["id"] = "gun-fi", ["item"] = "gun", ["country"] = "FI", ["capacity"] = "30", ["capacity_unit"] = "piece/month", ["source"] = "S9" },
            }).ApplyTo(network, findings);
        Assert.Empty(findings);
        Assert.Equal(network.Lines.Count + 1, changed!.Lines.Count);
        Assert.Equal(30, changed.Lines.Single(l => l.Id == "gun-fi").Capacity.Central);
        Assert.Equal(hash, network.Package.Hash);
        Assert.NotEqual(hash, changed.Package.Hash);
    }

    [Fact]
    public void Every_rule_checks_the_result()
    {
        var findings = new List<Finding>();
        var network = Small().Network;
        Assert.Null(Set(Of("lines", "item", ChangeKind.Set, "gum", "", ("id", "gun-de"))).ApplyTo(network, findings));
        Assert.Equal("E-REF-01", Assert.Single(findings).Code);
        findings.Clear();
        Assert.Null(Set(Of("lines", "capacity", ChangeKind.Plus, "-50", "piece/month", ("id", "gun-de"))).ApplyTo(network, findings));
        Assert.Equal("E-NUM-02", Assert.Single(findings).Code);
        findings.Clear();
        Assert.NotNull(Set(Of("lines", "capacity", ChangeKind.Times, "0", "", ("id", "gun-de"))).ApplyTo(network, findings));
        Assert.All(findings, f => Assert.NotEqual(Severity.Error, f.Severity));
    }

    [Fact]
    public void Later_changes_see_what_earlier_ones_left()
    {
        var (changed, _) = Apply(Small(), Of("lines", "capacity", ChangeKind.Set, "4", "piece/month", ("id", "gun-de")), Of("lines", "capacity", ChangeKind.Times, "3", "", ("id", "gun-de")));
        Assert.Equal("12", Cell(changed!.Package, "lines", "gun-de", "capacity"));
    }

    public static TheoryData<string, string, string, ChangeKind, string> Wrong => new()
    {
        { "E-CHANGE-01", "linez", "capacity", ChangeKind.Times, "2" },
        { "E-CHANGE-02", "lines", "capasity", ChangeKind.Times, "2" },
        { "E-CHANGE-04", "lines", "country", ChangeKind.Times, "2" },
        { "E-CHANGE-04", "lines", "id", ChangeKind.Set, "x" },
        { "E-CHANGE-05", "lines", "capacity", ChangeKind.Times, "-2" },
        { "E-CHANGE-05", "stocks", "quantity", ChangeKind.AtLeast, "shelf_life_days" },
        { "E-WORD-01", "lines", "status", ChangeKind.Set, "runing" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_change_is_said_and_nothing_comes_out(string code, string table, string field, ChangeKind kind, string value)
    {
        var (changed, findings) = Apply(Small().Add("stocks", "holder=acme item=steel quantity=5"), Of(table, field, kind, value));
        Assert.Null(changed);
        Assert.Contains(code, findings.Select(f => f.Code));
        Assert.All(findings, f => Assert.Equal("measure.json", f.Place.File));
    }

    [Theory]
    [InlineData("item.knid", "skill", "E-CHANGE-03")]
    [InlineData("country.name", "DE", "E-CHANGE-03")]
    [InlineData("capacity", "5", "E-CHANGE-09")]
    [InlineData("place", "inside EU28", "E-AREA-01")]
    public void A_wrong_condition_finds_nothing_and_says_why(string path, string value, string code)
    {
        var (changed, findings) = Apply(Small(), Of("lines", "note", ChangeKind.Set, "x", "", (path, value)));
        Assert.Null(changed);
        Assert.Equal(code, Assert.Single(findings).Code);
    }
}
