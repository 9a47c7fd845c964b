using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Tests.Exposure;

public sealed class DependentsTests
{
    static DependentsResult Dependents(Network network, string subject) => ExposureEngine.Dependents(network, Assert.Single(ActorSearch.Find(network, subject)), new());

    [Fact]
    public void Shares_quantities_and_ways_down_a_chain()
    {
        // 40 of 100 t steel are P's; both plate makers use steel, a hull needs 2 plates (4 t of steel each), the other hull maker buys abroad (glass hull).
        var network = Chain.Of(("items", "id,unit,complete\nsteel,t,yes\nplate,piece,yes\nhull,piece,yes\nship,piece,yes\nglass,t,yes\n"), ("parties", "id\np\nq\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit\ns1,p,FR,steel,40,t/month\ns2,q,FR,steel,60,t/month\npl,q,FR,plate,25,piece/month\nh1,q,FR,hull,6,piece/month\nh2,q,FR,hull,4,piece/month\nsh,q,FR,ship,5,piece/month\ng,q,FR,glass,5,t/month\n"),
            ("recipes", "item,line,input,quantity\nplate,,steel,4\nhull,h1,plate,2\nhull,h2,glass,1\nship,,hull,1\n"),
            ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,ship,5,piece/month\n"));
        var result = Dependents(network, "party:p");
        Assert.Equal(["steel 0 0.4", "plate 1 0.4", "hull 2 0.24", "ship 3 0.24"], result.Dependents.Select(d => $"{d.Item.Id} {d.Tiers} {Math.Round(d.Share.Central, 9)}"));
        var ship = result.Dependents[^1];
        Assert.True(ship.IsGoal);
        Assert.Equal(5, ship.PerMonth);
        var path = Assert.Single(ship.Paths);
        Assert.Equal(["steel", "plate", "hull", "ship"], path.Items.Select(i => network.Items[i].Id));
        Assert.Equal((Quantity.Of(8), 0.24), (path.PerUnit, Math.Round(path.Share, 9)));
        Assert.Equal(["h1 0.4"], result.Dependents[2].Lines.Select(l => $"{l.Line.Id} {Math.Round(l.Share, 9)}"));
        Assert.Equal("exposure/dependents/party:p/ship", ship.Share.Address);
    }

    [Fact]
    public void An_alternative_steps_in_or_does_not()
    {
        var network = Chain.Of(("items", "id,unit,complete\nx,piece,yes\na,t,yes\nb,t,yes\n"), ("lines", "id,country,item,capacity,capacity_unit\nX,FR,x,5,piece/month\nA,CN,a,5,t/month\nB,FR,b,5,t/month\n"),
            ("recipes", "item,input,quantity,group\nx,a,1,g\nx,b,1,g\n"));
        var x = Dependents(network, "CN").Dependents.Single(d => d.Item.Id == "x");
        Assert.Equal((0, 0, 1), (x.Share.Low, x.Share.Central, x.Share.High));
    }

    [Fact]
    public void Unlisted_supply_may_replace_everything_or_nothing()
    {
        var network = Chain.Of(("items", "id,unit,complete\na,t,\n"), ("lines", "id,country,item,capacity,capacity_unit\nA,CN,a,8,t/month\nB,FR,a,2,t/month\n"));
        var a = Dependents(network, "country:CN").Dependents.Single();
        Assert.Equal((0, 0.8, 0.8), (a.Share.Low, a.Share.Central, a.Share.High));
    }

    [Fact]
    public void An_interval_of_capacity_bounds_the_share()
    {
        var network = Chain.Of(("items", "id,unit,complete\na,t,yes\n"), ("lines", "id,country,item,capacity,capacity_unit\nA,CN,a,5..15,t/month\nB,FR,a,5..10,t/month\n"));
        var a = Dependents(network, "country:CN").Dependents.Single();
        Assert.Equal([0.333333333, 0.571428571, 0.75], new[] { a.Share.Low, a.Share.Central, a.Share.High }.Select(s => Math.Round(s, 9)));
    }

    [Fact]
    public void A_loop_of_recipes_ends_at_its_fixed_point()
    {
        // Half of the metal comes from recycled metal, half from China's ore: in the long run all of it does.
        var network = Chain.Of(("items", "id,unit,complete\nm,t,yes\nore,t,yes\n"), ("lines", "id,country,item,capacity,capacity_unit\nprimary,FR,m,5,t/month\nrecycler,FR,m,5,t/month\nmine,CN,ore,5,t/month\n"),
            ("recipes", "item,line,input,quantity\nm,primary,ore,1\nm,recycler,m,1.1\n"));
        var m = Dependents(network, "mine").Dependents.Single(d => d.Item.Id == "m");
        Assert.Equal(1, m.Share.Central, 9);
        Assert.Equal(["ore m"], m.Paths.Select(p => string.Join(' ', p.Items.Select(i => network.Items[i].Id))));
        Assert.Equal(0.5, m.Paths[0].Share, 12);
    }

    [Fact]
    public void Around_a_loop_that_feeds_itself_wholly_the_range_holds_every_share_there_can_be()
    {
        // Yeast is made from yeast alone; China's works for it stands still. A second loop (a, b) has no part in it.
        var network = Chain.Of(("items", "id,unit,complete\nyeast,kg,yes\nbread,piece,yes\na,kg,yes\nb,kg,yes\n"),
            ("lines", "id,country,item,capacity,capacity_unit\ny,FR,yeast,5,kg/month\nfirst,CN,yeast,0,kg/month\nbr,FR,bread,5,piece/month\nA,FR,a,5,kg/month\nB,FR,b,5,kg/month\n"),
            ("recipes", "item,line,input,quantity\n,y,yeast,0.1\nbread,,yeast,0.01\nbread,,a,1\na,,b,1\nb,,a,1\n"));
        var shares = Dependents(network, "CN").Dependents.ToDictionary(d => d.Item.Id, d => (d.Share.Low, d.Share.Central, d.Share.High));
        // x = x: any share agrees with itself.
        Assert.Equal((0, 0, 1), shares["yeast"]);
        Assert.Equal((0, 0, 1), shares["bread"]);
        Assert.False(shares.ContainsKey("a"));
    }

    [Fact]
    public void A_customer_that_draws_by_link_on_a_supplier_of_no_weight_depends_on_it()
    {
        // The plant comes before its supplier in the tables, and the supplier's stated capacity of zero moves no share of its item.
        var network = Chain.Of(("items", "id,unit,complete\nx,piece,yes\npart,piece,yes\n"), ("parties", "id\np\nq\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit\na,q,FR,x,5,piece/month\nz,p,FR,part,0,piece/month\nz2,q,FR,part,5,piece/month\n"),
            ("recipes", "item,input,quantity\nx,part,1\n"), ("links", "supplier,customer,item,qualified\nz,a,part,yes\n"));
        Assert.Equal(1, Dependents(network, "party:p").Dependents.Single(d => d.Item.Id == "x").Share.Central);
    }

    [Fact]
    public void Everything_that_uses_an_item_is_found_and_a_minor_use_stops_nothing()
    {
        var network = Chain.Of(("items", "id,unit,complete\nx,piece,yes\npaint,t,yes\nother,piece,yes\n"), ("lines", "id,country,item,capacity,capacity_unit\nX,FR,x,5,piece/month\nP,FR,paint,5,t/month\nO,FR,other,5,piece/month\n"),
            ("recipes", "item,input,quantity,criticality\nx,paint,1,minor\n"));
        Assert.Equal(["paint 1", "x 0"], Dependents(network, "item:paint").Dependents.Select(d => $"{d.Item.Id} {d.Share.Central}"));
    }

    [Fact]
    public void A_consent_makes_nothing_that_something_could_depend_on()
    {
        var network = Chain.Of(("items", "id,unit\nsteel,t\n"), ("restrictions", "id,regime,holder,target,verbs\nr,X,CN,steel,produce\n"));
        Assert.Throws<ArgumentException>(() => Dependents(network, "consent:r"));
    }

    // Where every line is needed in full and every item has one user, what a line's failure leaves of the goal is what does not depend on it.
    [Fact]
    public void On_a_tree_without_slack_the_share_that_depends_is_what_maximum_output_loses() =>
        Gen.Int[0, 1_000_000].Try(60, seed =>
        {
            var random = new Random(seed);
            var count = random.Next(2, 7);
            var need = new double[count];
            need[0] = 12;
            string items = "id,unit,complete\n", lines = "id,country,item,capacity,capacity_unit\n", recipes = "item,input,quantity\n";
            for (var i = 0; i < count; i++)
            {
                if (i > 0)
                {
                    var (user, quantity) = (random.Next(i), random.Next(1, 4));
                    need[i] = need[user] * quantity;
                    recipes += FormattableString.Invariant($"i{user},i{i},{quantity}\n");
                }
                items += $"i{i},piece,yes\n";
                var part = random.Next(1, 11);
                lines += FormattableString.Invariant($"a{i},FR,i{i},{need[i] * part / 12},piece/month\nb{i},DE,i{i},{need[i] * (12 - part) / 12},piece/month\n");
            }
            var network = Chain.Of(("items", items), ("lines", lines), ("recipes", recipes), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,i0,12,piece/month\n"));
            using var program = new OutputProgram(new(network, Perimeter.Defaults[0]), network.Goals, Reading.Central, LinearSolvers.Default);
            foreach (var line in network.Lines)
            {
                var goal = Dependents(network, "line:" + line.Id).Dependents.Single(d => d.IsGoal);
                Assert.Equal(1 - program.Solve(Denial.Of(new Actor(ActorKind.Line, line.Index))).Theta, goal.Share.Central, 1e-6);
            }
        });

    [Fact]
    public void Shares_are_ordered_and_a_larger_actor_never_has_less_that_depends_on_it() =>
        Gen.Int[0, 1_000_000].Try(400, seed =>
        {
            var network = RandomChain.Of(seed, isCyclic: seed % 2 == 0);
            var party = Dependents(network, "party:p1").Dependents.ToDictionary(d => d.Item.Index);
            var owner = Dependents(network, "owner:p2").Dependents.ToDictionary(d => d.Item.Index);
            foreach (var (item, d) in party)
            {
                Assert.True(d.Share.Low <= d.Share.Central && d.Share.Central <= d.Share.High && d.Share.High <= 1 + 1e-9);
                Assert.True(owner[item].Share.Low >= d.Share.Low - 1e-9 && owner[item].Share.Central >= d.Share.Central - 1e-9 && owner[item].Share.High >= d.Share.High - 1e-9);
                Assert.All(d.Paths, p => Assert.Equal(p.Items.Count, p.Items.Distinct().Count()));
            }
        });
}
