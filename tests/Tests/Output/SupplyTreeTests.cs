using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Tests.Output;

public sealed class SupplyTreeTests
{
    static readonly Perimeter Union = Perimeter.Defaults[0];

    [Fact]
    public void Needs_and_supply_multiply_down_the_recipes()
    {
        var tree = Tree("round,powder,0.01\npowder,nc,0.5..0.7\n", 100);
        Assert.Equal(3, tree.Count);
        Assert.Equal(0, tree.HiddenItems);
        var round = Assert.Single(tree.Roots);
        var powder = Assert.Single(round.Children);
        Assert.Equal((10.0, 10.0, 10.0), powder.Need);
        Assert.Equal((4.0, 6.0, 8.0), powder.Inside);
        Assert.Equal((9.0, 11.0, 13.0), powder.All);
        var nc = Assert.Single(powder.Children);
        Assert.Equal(7, nc.Need.Low, 9);
        Assert.Equal(6, nc.Need.Central, 9);
        Assert.Equal(5, nc.Need.High, 9);
        Assert.Equal(Quantity.Between(0.5, 0.7), nc.PerUnit);
    }

    [Fact]
    public void Unknown_capacity_is_nothing_then_unlimited_and_is_counted()
    {
        var nc = Tree("round,powder,0.01\npowder,nc,0.6\n", 100).Roots[0].Children[0].Children[0];
        Assert.Equal((0, double.PositiveInfinity, double.PositiveInfinity), nc.Inside);
        Assert.Equal(1, nc.Unknown);
    }

    [Fact]
    public void A_limit_cuts_the_lowest_tier_and_says_so()
    {
        var tree = Tree("round,powder,0.01\npowder,nc,0.6\n", 2);
        Assert.Equal(2, tree.Count);
        Assert.Equal(1, tree.HiddenItems);
        Assert.Equal(1, tree.Roots[0].Children[0].Hidden);
    }

    [Fact]
    public void An_item_is_unfolded_once_and_a_loop_ends()
    {
        var tree = Tree("round,powder,0.01\nround,nc,0.001\npowder,nc,0.6\nnc,powder,0.1\n", 100);
        Assert.Equal(5, tree.Count);
        var powder = tree.Roots[0].Children.Single(c => c.Item == tree.Roots[0].Children.Min(d => d.Item) + 1);
        Assert.True(powder.Children.Single().IsRepeated);
        Assert.Empty(powder.Children.Single().Children);
    }

    [Fact]
    public void Somebody_inside_who_holds_know_how_is_seen()
    {
        var know = Tree("round,know,1\n", 100).Roots[0].Children.Single();
        Assert.Equal(ThreeReadings.Yes, know.Held);
    }

    [Fact]
    public void What_is_opened_comes_on_top_of_what_is_shown()
    {
        var table = Table("round,powder,0.01\npowder,nc,0.6\n");
        var powder = table.Network.Items.Single(i => i.Id == "powder").Index;
        var tree = SupplyTree.From(table, [.. table.Network.Goals], new SupplyTreeOptions { Most = 2, Opened = [powder] });
        Assert.Equal((3, 0), (tree.Count, tree.HiddenItems));
        Assert.Equal(["Round", "Powder", "Nitrocellulose"], tree.Nodes().Select(n => table.Network.Items[n.Item].Name));
        Assert.Equal([0, 1, 2], tree.Nodes().Select(n => n.Tier));
    }

    [Fact]
    public void A_tree_from_an_item_down_keeps_the_needs_of_the_goals()
    {
        var table = Table("round,powder,0.01\npowder,nc,0.6\n");
        var powder = table.Network.Items.Single(i => i.Id == "powder").Index;
        var tree = SupplyTree.From(table, [.. table.Network.Goals], new SupplyTreeOptions { Roots = [powder] });
        Assert.Equal((2, 2), (tree.Count, tree.Items.Count));
        Assert.Equal((10.0, 10.0, 10.0), Assert.Single(tree.Roots).Need);
    }

    [Fact]
    public void What_is_not_enough_inside_is_counted_whether_it_is_shown_or_not()
    {
        // 1 000 rounds of 2 000; 10 t of powder of 4 to 8; nitrocellulose of unknown size; somebody inside holds the know-how.
        var table = Table("round,powder,0.01\npowder,nc,0.6\nround,know,1\n");
        var tree = SupplyTree.From(table, [.. table.Network.Goals], 100);
        var enough = tree.Nodes().ToDictionary(n => table.Network.Items[n.Item].Id, n => n.IsEnough);
        Assert.Equal((ThreeReadings.Yes, ThreeReadings.No, new(false, true, true), ThreeReadings.Yes), (enough["round"], enough["powder"], enough["nc"], enough["know"]));
        Assert.Equal(["powder"], SupplyTree.From(table, [.. table.Network.Goals], 1).Short.Select(i => table.Network.Items[i].Id));
    }

    [Fact]
    public void Unknown_lines_under_a_total_share_what_is_left_of_it()
    {
        var table = Table("round,nc,1\n", ("totals.csv", "item,area,capacity,capacity_unit\nnc,EU27,50,t/month\n"));
        using var program = new OutputProgram(table, [.. table.Network.Goals], Reading.Central, () => throw new InvalidOperationException());
        var nc = table.Network.Items.Single(i => i.Id == "nc").Index;
        Assert.Equal(50, program.SupplyOf(nc, _ => true));
    }

    static SupplyTree Tree(string recipes, int most)
    {
        var table = Table(recipes);
        return SupplyTree.From(table, [.. table.Network.Goals], most);
    }

    static SupplyTable Table(string recipes, params (string, string)[] more)
    {
        (string, string)[] files =
        [
            ("datapackage.json", """{"name":"tree","title":"Tree"}"""), ("technologies.csv", "id,name\nt,T\n"),
            ("items.csv", "id,name,unit,kind,complete\nround,Round,piece,,yes\npowder,Powder,t,,yes\nnc,Nitrocellulose,t,,yes\nknow,Know-how,project,competence,yes\n"),
            ("lines.csv", "id,country,item,capacity,capacity_unit\nround-fr,FR,round,2000,piece/month\npowder-fr,FR,powder,4..8,t/month\npowder-us,US,powder,5,t/month\nnc-de,DE,nc,,t/month\nknow-it,IT,know,,project/year\n"),
            ("recipes.csv", "item,input,quantity\n" + recipes), ("goals.csv", "technology,verb,item,rate,rate_unit\nt,produce,round,1000,piece/month\n"), .. more,
        ];
        var findings = new List<Finding>();
        var package = PackageReader.Load("test", files.ToDictionary(f => f.Item1, f => Encoding.UTF8.GetBytes(f.Item2)), findings);
        return new SupplyTable(NetworkBuilder.Build(package!, findings)!, Union);
    }
}
