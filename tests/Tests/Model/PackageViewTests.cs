using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Tests.Model;

public sealed class PackageViewTests
{
    static readonly Perimeter Eu = Perimeter.Defaults[0];
    static readonly Clearance Green = new("TLP:GREEN");

    static TestPackage Radio() => new TestPackage().Items("radio", "chip").Line("assembly", "radio", "10").Line("fab-1", "chip", "4").Line("fab-2", "chip", "6").Recipe("radio", "chip", "1").Goal("produce", "radio", "10");

    static (double Low, double Central, double High) Theta(Package package, Denial denial)
    {
        var findings = new List<Finding>();
        var network = NetworkBuilder.Build(package, findings) ?? throw new InvalidOperationException(string.Join('\n', findings.Where(f => f.Severity == Severity.Error)));
        if (network.Goals.Count == 0) return (0, 0, 10);
        var values = new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(reading =>
        {
            using var program = new OutputProgram(new SupplyTable(network, Eu), network.Goals, reading, LinearSolvers.Default);
            return program.Solve(denial).RawTheta;
        }).ToArray();
        return (values.Min(), values[1], values.Max());
    }

    static Package Marked(TestPackage package, string table, string id, string marking)
    {
        var whole = package.Package;
        var spec = FieldCatalog.Table(table);
        return whole.With(whole[table] with
        {
            Rows = [.. whole[table].Rows.Select(r =>
            {
                if (!string.Join(' ', spec.Key.Select(k => r.Cells[spec.IndexOf(k)])).Split(' ').Contains(id)) return r;
                var cells = (string[])r.Cells.Clone();
                cells[spec.IndexOf("marking")] = marking;
                return r with { Cells = cells };
            })],
        });
    }

    [Fact]
    public void Who_may_see_everything_sees_the_package_itself()
    {
        var package = Marked(Radio(), "lines", "fab-1", "TLP:RED");
        Assert.Same(package, PackageView.Of(package, Clearance.All).Package);
        Assert.Same(package, PackageView.Of(package, new("TLP:RED")).Package);
        Assert.Equal(1, PackageView.Of(package, Green).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("everything")]
    public void A_clearance_that_is_no_marking_shows_what_everybody_may_see(string word)
    {
        Assert.True(new Clearance(word).Covers(""));
        Assert.True(new Clearance(word).Covers("TLP:CLEAR"));
        Assert.False(new Clearance(word).Covers("TLP:GREEN"));
        Assert.False(new Clearance(word).Covers("everything"));
        Assert.False(Clearance.All.Covers("everything"));
    }

    [Fact]
    public void Two_clearances_together_show_what_both_show()
    {
        var (amber, green) = (new Clearance("TLP:AMBER", "us"), new Clearance("TLP:GREEN", "us"));
        Assert.Equal(green, amber.And(green));
        Assert.Equal(green, green.And(amber));
        Assert.Equal(new("TLP:GREEN"), green.And(new("TLP:RED", "them")));
        Assert.Equal("TLP:AMBER", Clearance.Strictest(["", "TLP:AMBER", "TLP:GREEN"]));
        Assert.Equal("company-confidential", Clearance.Strictest(["no marking"]));
        Assert.Equal("TLP:CLEAR", Clearance.Strictest([]));
    }

    [Fact]
    public void A_withheld_line_is_a_maker_of_unknown_size()
    {
        var view = PackageView.Of(Marked(Radio(), "lines", "fab-1", "TLP:AMBER"), Green);
        Assert.Equal(1, view.Withheld["lines"]);
        Assert.DoesNotContain("fab-1", view.Package.Canonical, StringComparison.Ordinal);
        var (low, _, high) = Theta(view.Package, Denial.Outsiders);
        // Six of the ten chips are seen; how many more there are is not.
        Assert.Equal(0.6, low, 1e-9);
        Assert.True(high >= 1);
        Assert.Equal(["W-VIEW-01"], view.Findings.Select(f => f.Code));
        Assert.Equal("TLP:CLEAR", view.Marking);
        Assert.NotEqual(PackageView.Of(Marked(Radio(), "lines", "fab-1", "TLP:AMBER"), Clearance.All).Package.Hash, view.Package.Hash);
    }

    [Fact]
    public void A_published_total_does_not_give_away_what_a_withheld_line_makes()
    {
        var package = Marked(Radio().Add("totals", "item=chip area=EU27 capacity=10 capacity_unit=piece/month"), "lines", "fab-1", "TLP:RED");
        Assert.Equal(0.6, Theta(PackageView.Of(package, Green).Package, Denial.Outsiders).Low, 1e-9);
    }

    [Fact]
    public void A_withheld_input_leaves_open_whether_anything_can_be_made()
    {
        var view = PackageView.Of(Marked(Radio(), "recipes", "chip", "company-confidential"), Green);
        Assert.Equal((0.0, 1.0), (Theta(view.Package, Denial.None).Low, Theta(view.Package, Denial.None).High));
    }

    [Fact]
    public void What_is_said_about_a_withheld_party_is_withheld_too()
    {
        var package = Marked(Radio().Add("parties", "id=secret-works kind=company country=DE").Add("sites", "id=secret-place party=secret-works country=DE").Line("fab-3", "chip", "5", "DE", "site=secret-place"), "parties", "secret-works", "TLP:RED");
        var view = PackageView.Of(package, Green);
        Assert.Equal(["lines", "parties", "sites"], view.Withheld.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("secret", view.Package.Canonical, StringComparison.Ordinal);
        Assert.DoesNotContain("fab-3", view.Package.Canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void Free_text_that_names_what_is_withheld_is_withheld()
    {
        var package = Marked(Radio().Add("parties", "id=dark-works name=Dark__Works__Ltd kind=company country=DE", "id=open-works kind=company country=DE note=Bought__by__Dark__Works,__Ltd.")
            .Line("fab-3", "chip", "5", "DE", "note=Replaces__FAB-1 name=Third__line"), "parties", "dark-works", "TLP:RED")
            .With(Radio().Package["technologies"] with { Rows = [.. new TestPackage().Add("technologies", "id=t name=Radios essential_by=dark-works,__2024").Package["technologies"].Rows] })
            .With(new TestPackage().Add("events", "scenario=s target=fab-2 kind=outage", "scenario=s target=party:dark-works kind=outage").Package["events"])
            .With(new TestPackage().Add("claims", "id=c1 text=Dark__Works__is__alone", "id=c2 text=fab-12__is__alone").Package["claims"]);
        var view = PackageView.Of(new(package.Head with { Title = "Of fab-1", Description = "Dark works ltd makes it all." }, package.Tables), Green).Package;
        // fab-1 is seen here, so that a note may speak of it.
        Assert.Equal("Replaces FAB-1", view["lines"].Cell(view["lines"].Rows.Single(r => r.Cells[0] == "fab-3"), "note"));
        Assert.DoesNotContain("dark", view.Canonical, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["fab-2"], view["events"].Rows.Select(r => view["events"].Cell(r, "target")));
        Assert.Equal(["c2"], view["claims"].Rows.Select(r => r.Cells[0]));
        Assert.Equal(("Of fab-1", ""), (view.Head.Title, view.Head.Description));
        Assert.Equal("", view["parties"].Cell(view["parties"].Rows.Single(), "note"));
    }

    [Theory]
    [InlineData("Ltd of Dark Works", false)]
    [InlineData("DARK-WORKS (ltd)", true)]
    [InlineData("darkworks ltd", false)]
    [InlineData("fab-12", false)]
    [InlineData("lines/fab-1, capacity", true)]
    [InlineData("", false)]
    public void A_thing_is_mentioned_by_its_whole_words(string text, bool isIn) => Assert.Equal(isIn, new Mentions(["Dark Works Ltd", "fab-1", "x"]).In(text));

    [Fact]
    public void A_partner_sees_the_rows_about_itself_whatever_their_marking()
    {
        var package = Marked(Radio().Add("parties", "id=us kind=company country=DE", "id=them kind=company country=DE").Line("ours", "chip", "1", "DE", "party=us marking=company-confidential").Line("theirs", "chip", "2", "DE", "party=them marking=company-confidential"), "stocks", "none", "");
        var seen = PackageView.Of(package, Clearance.Partner("us")).Package["lines"];
        Assert.Contains("ours", seen.Rows.Select(r => r.Cells[0]));
        Assert.DoesNotContain("theirs", seen.Rows.Select(r => r.Cells[0]));
    }

    [Fact]
    public void A_withheld_right_to_say_no_may_be_held_by_anybody()
    {
        var whole = Radio().Add("restrictions", "id=r holder=DE target=chip marking=TLP:RED").Package;
        Assert.Equal(1, Theta(whole, Denial.Outsiders).Low, 1e-9);
        var (low, _, high) = Theta(PackageView.Of(whole, Green).Package, Denial.Outsiders);
        Assert.Equal((0.0, 1.0), (low, high));
    }

    [Fact]
    public void A_verb_with_a_withheld_goal_has_no_goal()
    {
        var package = Marked(Radio().Goal("produce", "chip", "1"), "goals", "chip", "TLP:RED");
        Assert.Empty(PackageView.Of(package, Green).Package["goals"].Rows);
    }

    [Fact]
    public void A_withheld_source_keeps_its_reliability_and_nothing_else()
    {
        var package = Radio().Line("fab-3", "chip", "5", "DE", "source=spy").Add("sources", "id=spy title=Spy reliability=E marking=TLP:RED").Package;
        var view = PackageView.Of(package, Green).Package;
        Assert.DoesNotContain("spy", view.Canonical, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Theta(package, Denial.Outsiders), Theta(view, Denial.Outsiders));
    }

    [Fact]
    public void An_id_that_looks_like_a_placeholder_is_not_mixed_up_with_one()
    {
        var package = Marked(Radio().Line("withheld-chip", "chip", "1"), "lines", "fab-1", "TLP:RED");
        var view = PackageView.Of(package, Green).Package;
        Assert.Equal(["assembly", "fab-2", "withheld-chip", "withheld1-chip"], view["lines"].Rows.Select(r => r.Cells[0]).Order(StringComparer.Ordinal));
    }

    // The law of the view: whoever sees less knows less, and nothing that is not so.
    [Fact]
    public void The_range_of_a_view_holds_the_range_of_the_whole()
    {
        for (ulong seed = 1; seed <= 300; seed++)
        {
            var random = new RandomNetworks(seed);
            var package = random.Make(seed % 2 == 0);
            if (random.Below(2) == 0) package.Add("stocks", "holder=p0 item=i1 quantity=5");
            AddLinks(package, random);
            var whole = package.Package;
            var marked = new Package(whole.Head, whole.Tables.Select(t => t with
            {
                Rows = [.. t.Rows.Select(r =>
                {
                    var at = t.Spec.Find("marking");
                    if (at < 0 || random.Below(5) > 0 || t.Spec.Name is "technologies") return r;
                    var cells = (string[])r.Cells.Clone();
                    cells[at] = "TLP:RED";
                    return r with { Cells = cells };
                })],
            }));
            var view = PackageView.Of(marked, Green);
            if (view.Count == 0 || view.Package["goals"].Rows.Count < marked["goals"].Rows.Count) continue;
            Denial[] denials = [Denial.None, Denial.Outsiders];
            foreach (var denial in denials)
            {
                var (low, _, high) = Theta(view.Package, denial);
                var truth = Theta(marked, denial);
                Assert.True(low <= truth.Low + 1e-6 && high >= truth.High - 1e-6, $"seed {seed}, outsiders denied {denial.DeniesOutsiders}: seen {low} to {high}, true {truth.Low} to {truth.High}; withheld {string.Join(", ", view.Withheld)}");
            }
        }
    }

    static void AddLinks(TestPackage package, RandomNetworks random)
    {
        var network = package.Network;
        foreach (var customer in network.Lines)
            foreach (var input in network.RecipeFor(customer).ToArray().Select(r => network.Recipes[r].Input).Distinct())
                foreach (var supplier in network.LinesOfItem[input].ToArray())
                    if (random.Below(4) == 0)
                        package.Add("links", $"supplier={network.Lines[supplier].Id} customer={customer.Id} item={network.Items[input].Id} qualified={(random.Below(2) == 0 ? "yes" : "")}");
        if (random.Below(3) == 0) package.Add("ownership", "owner=p1 owned=p0 share=60", "owner=p2 owned=p0 share=20 control=none");
        if (network.Lines.Count > 1 && random.Below(3) == 0) package.Add("recipes", $"line={network.Lines[0].Id} input=i{network.Items.Count - 1} quantity=1");
    }
}
