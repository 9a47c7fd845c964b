using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Tests.Exposure;

public sealed class CutTests
{
    const string Goal = "technology,verb,item,rate,rate_unit\nt,produce,x,8,piece/month\n";

    [Fact]
    public void Two_makers_of_a_part_and_one_of_another_give_one_set_of_one_and_one_of_two()
    {
        // x needs a and b; a is made by A1 or A2, b by B only; x by X only.
        var network = Build("x,piece,yes\na,piece,yes\nb,piece,yes\n", "X,,FR,x\nA1,,FR,a\nA2,,FR,a\nB,,FR,b\n", "x,a,1,\nx,b,1,\n");
        var cuts = ExposureEngine.Cuts(network, new() { Of = [ActorKind.Line] }).Verbs.Single();
        Assert.Equal(["line:B", "line:X", "line:A1 line:A2"], Text(cuts, network));
        Assert.Equal(3, cuts.CompleteOrder);
        Assert.Equal(["b: line:B", "x: line:B line:X"], cuts.Necessary.Select(n => $"{n.Item.Id}: {string.Join(' ', n.Events.Select(e => e.Id(network)))}"));
    }

    [Fact]
    public void One_party_behind_two_makers_stops_both() =>
        Assert.Equal(["party:p", "party:q"], Sets(ActorKind.Party, "x,piece,yes\na,piece,yes\n", "X,q,FR,x\nA1,p,FR,a\nA2,p,FR,a\n", "x,a,1,\n"));

    [Fact]
    public void An_alternative_input_must_fail_too() =>
        Assert.Equal(["line:X", "line:A line:B"], Sets(ActorKind.Line, "x,piece,yes\na,piece,yes\nb,piece,yes\n", "X,,FR,x\nA,,FR,a\nB,,FR,b\n", "x,a,1,g\nx,b,1,g\n"));

    [Fact]
    public void Unknown_supply_is_an_event_of_its_own() =>
        Assert.Equal(["line:X", "line:A unlisted-inside:a unlisted-outside:a"], Sets(ActorKind.Line, "x,piece,yes\na,piece,\n", "X,,FR,x\nA,,FR,a\n", "x,a,1,\n"));

    [Fact]
    public void A_line_without_a_party_is_an_event_of_its_own() =>
        Assert.Equal(["party:p", "line:A party:q"], Sets(ActorKind.Party, "x,piece,yes\na,piece,yes\n", "X,p,FR,x\nA,,FR,a\nB,q,FR,a\n", "x,a,1,\n"));

    [Fact]
    public void Makers_in_an_area_are_no_country() =>
        Assert.Equal(["country:CN line:A", "country:FR"], Sets(ActorKind.Country, "x,piece,yes\na,piece,yes\n", "X,,FR,x\nA,,EU27+NO,a\nB,,CN,a\n", "x,a,1,\n").Order(StringComparer.Ordinal));

    [Fact]
    public void A_loop_without_an_outside_start_makes_nothing()
    {
        // a needs b and b needs a: without a first one there is neither.
        var network = Build("x,piece,yes\na,piece,yes\nb,piece,yes\n", "X,,FR,x\nA,,FR,a\nB,,FR,b\n", "x,a,1,\na,b,1,\nb,a,1,\n");
        var cuts = ExposureEngine.Cuts(network, new() { Of = [ActorKind.Line] }).Verbs.Single();
        Assert.True(cuts.IsImpossible);
        Assert.Empty(cuts.Sets);
    }

    [Fact]
    public void A_recycling_loop_with_an_outside_start_needs_the_start() =>
        // Metal from ore, or from scrap of the products that hold it: without ore there is no first product.
        Assert.Equal(["line:M", "line:O", "line:X"], Sets(ActorKind.Line, "x,piece,yes\nm,t,yes\nore,t,yes\nscrap,t,yes\n", "X,,FR,x\nM,,FR,m\nO,,FR,ore\nS,,FR,scrap\n", "x,m,1,\nm,ore,1,g\nm,scrap,1,g\nscrap,x,1,\n"));

    [Fact]
    public void A_customer_with_links_is_stopped_by_its_qualified_suppliers_alone() =>
        Assert.Equal(["line:A", "line:X"], Sets(ActorKind.Line, "x,piece,yes\na,piece,yes\n", "X,,FR,x\nA,,FR,a\nB,,FR,a\n", "x,a,1,\n", ("links", "supplier,customer,item,qualified\nA,X,a,yes\nB,X,a,no\n")));

    [Fact]
    public void Whoever_holds_a_consent_can_stop_the_goal() =>
        Assert.Equal(["country:FR", "country:US", "country:DE country:PL"], Sets(ActorKind.Country, "x,piece,yes\na,piece,yes\n", "X,,FR,x\nA,,DE,a\nB,,PL,a\n", "x,a,1,\n", ("restrictions", "id,holder,target,verbs\nr,US,a,produce\n")));

    [Fact]
    public void An_input_of_unknown_quantity_counts_as_needed() =>
        Assert.Equal(["line:A", "line:X"], Sets(ActorKind.Line, "x,piece,yes\na,piece,yes\n", "X,,FR,x\nA,,FR,a\n", "x,a,,\n"));

    [Fact]
    public void Sets_of_any_size_are_counted_and_only_the_smallest_are_listed()
    {
        // x needs a and b; a is made by four makers, b by five.
        var network = Build("x,piece,yes\na,piece,yes\nb,piece,yes\n", "X,,FR,x\n" + string.Concat(Enumerable.Range(1, 4).Select(i => $"A{i},,FR,a\n")) + string.Concat(Enumerable.Range(1, 5).Select(i => $"B{i},,FR,b\n")), "x,a,1,\nx,b,1,\n");
        VerbCuts Cuts(ExposureOptions options) => ExposureEngine.Cuts(network, options with { Of = [ActorKind.Line] }).Verbs.Single();
        var three = Cuts(new());
        Assert.Equal(["line:X"], Text(three, network));
        Assert.Equal(3, three.CompleteOrder);
        var all = Cuts(new() { Order = ExposureOptions.AnyOrder });
        Assert.Equal(["line:X", "line:A1 line:A2 line:A3 line:A4", "line:B1 line:B2 line:B3 line:B4 line:B5"], Text(all, network));
        Assert.Equal((ExposureOptions.AnyOrder, 3), (all.CompleteOrder, (int)all.Total));
        Assert.Equal(["line:X", "line:A1 line:A2 line:A3 line:A4"], Text(Cuts(new() { Order = ExposureOptions.AnyOrder, List = 2 }), network));
        var having = Cuts(new() { Order = 4, Having = ["line:A2"] });
        Assert.Equal((2, 1), ((int)having.Total, (int)having.Selected));
        Assert.Equal(["line:A1 line:A2 line:A3 line:A4"], Text(having, network));
        Assert.Equal(["line:X"], Text(Cuts(new() { Order = 4, Lacking = ["line:A2"] }), network));
        var nobody = Cuts(new() { Having = ["line:nobody"] });
        Assert.Equal((0, 0), ((int)nobody.Selected, nobody.Sets.Count));
    }

    [Fact]
    public void A_search_that_ends_at_its_limit_says_how_far_it_is_complete()
    {
        // More parts, each with one maker, than the diagram may have nodes.
        var parts = Enumerable.Range(0, 1100).ToArray();
        var network = Build("x,piece,yes\n" + string.Concat(parts.Select(p => $"a{p},piece,yes\n")), "X,,FR,x\n" + string.Concat(parts.Select(p => $"A{p},,FR,a{p}\n")), string.Concat(parts.Select(p => $"x,a{p},1,\n")));
        var cuts = ExposureEngine.Cuts(network, new() { Of = [ActorKind.Line], MostNodes = 1024 }).Verbs.Single();
        Assert.Equal((0, 0), (cuts.CompleteOrder, cuts.Sets.Count));
        Assert.Equal(1101, (int)ExposureEngine.Cuts(network, new() { Of = [ActorKind.Line] }).Verbs.Single().Total);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExposureEngine.Cuts(network, new() { Order = 0 }));
        Assert.Throws<ArgumentException>(() => ExposureEngine.Cuts(network, new() { Verbs = ["eat"] }));
    }

    [Fact]
    public void On_networks_without_loops_a_set_is_a_cut_exactly_where_maximum_output_is_nothing() =>
        Gen.Int[0, 1_000_000].Try(60, seed =>
        {
            var kind = ExposureOptions.Kinds[seed % ExposureOptions.Kinds.Count];
            var network = RandomChain.Of(seed);
            var result = ExposureEngine.Cuts(network, new() { Of = [kind] });
            var cuts = result.Verbs.Single();
            using var program = new OutputProgram(result.Table, network.Goals, Reading.Central, LinearSolvers.Default);
            Assert.Equal(program.Solve(Denial.None).Theta <= 0, cuts.IsImpossible);
            if (cuts.IsImpossible) return;
            foreach (var subset in Subsets(Events(result.Table, program, kind), 3))
            {
                var conditions = OutputCase.Plain with { Capacity = subset.Where(e => e.Supply is not null).ToDictionary(e => e.Supply!.Index, _ => 0.0) };
                var isNothing = program.Solve(Denial.Of([.. subset.Where(e => e.Actor is not null).Select(e => e.Actor!.Value)]), conditions).Theta <= 0;
                Assert.True(isNothing == cuts.Sets.Any(s => s.Events.All(subset.Contains)), $"{seed} {kind}: {string.Join(' ', subset.Select(e => e.Id(network)))}");
            }
            Assert.All(cuts.Sets, s => Assert.DoesNotContain(cuts.Sets, t => t != s && t.Events.All(s.Events.Contains)));
        });

    [Fact]
    public void On_networks_with_loops_the_sets_of_all_sizes_are_those_found_by_trying_all_subsets()
    {
        var (loops, larger) = (0, 0);
        Gen.Int[0, 1_000_000].Try(400, seed =>
        {
            var network = RandomChain.Of(seed, isCyclic: true);
            var graph = new CutGraph(new SupplyTable(network, Perimeter.Defaults[0]), network.Goals, ActorKind.Line);
            // All of them where there are few events, else those of three.
            var order = graph.Events.Count <= 12 ? ExposureOptions.AnyOrder : 3;
            var cuts = ExposureEngine.Cuts(network, new() { Of = [ActorKind.Line], Order = order }).Verbs.Single();
            var ids = graph.Events.Select(e => e.Id(network)).ToArray();
            int[][] tried = [.. Subsets([.. Enumerable.Range(0, graph.Events.Count)], order == 3 ? 3 : int.MaxValue).Where(s => !CanBeMade(graph, s))];
            var stops = tried.Select(s => s.Sum(e => 1L << e)).ToHashSet();
            var minimal = tried.Where(s => !s.Any(e => stops.Contains(s.Sum(f => 1L << f) - (1L << e)))).Select(s => string.Join(' ', s.Select(e => ids[e]).Order(StringComparer.Ordinal)));
            Assert.Equal(minimal.Order(StringComparer.Ordinal), (cuts.IsImpossible ? [""] : Text(cuts, network)).Order(StringComparer.Ordinal));
            // The same tree written without its loops says the same.
            var (tree, plain) = (cuts.Tree.Tree, cuts.Tree.Tree.Unfolded()!);
            Assert.False(plain.HasLoops);
            Assert.Equal(FaultTreeEngine.Run(tree, new()).Counts, FaultTreeEngine.Run(plain, new()).Counts);
            if (tree.HasLoops) loops++;
            if (cuts.Sets.Any(s => s.Events.Count > 3)) larger++;
        });
        Assert.True(loops >= 5);
        Assert.True(larger >= 10);
    }

    [Fact]
    public void Sets_of_one_are_the_necessary_events_of_the_goal() =>
        Gen.Int[0, 1_000_000].Try(200, seed =>
        {
            var network = RandomChain.Of(seed, isCyclic: seed % 2 == 0);
            var cuts = ExposureEngine.Cuts(network, new() { Of = [ActorKind.Party], Order = 1 }).Verbs.Single();
            if (cuts.IsImpossible || network.Restrictions.Count > 0) return;
            var goal = cuts.Necessary.SingleOrDefault(n => n.Item.Id == "i0")?.Events.Select(e => e.Id(network)) ?? [];
            Assert.Equal(goal.Order(StringComparer.Ordinal), Text(cuts, network).Order(StringComparer.Ordinal));
        });

    [Fact]
    public void One_more_maker_never_makes_a_smaller_cut_set() =>
        Gen.Int[0, 1_000_000].Try(200, seed =>
        {
            var network = RandomChain.Of(seed);
            var package = network.Package;
            var lines = package["lines"];
            var first = lines.Rows[seed % lines.Rows.Count];
            var more = first with { Cells = [.. first.Cells.Select((c, i) => i == lines.Spec.IndexOf("id") ? "more" : i == lines.Spec.IndexOf("capacity") ? "5" : c)] };
            var richer = NetworkBuilder.Build(package.With(lines with { Rows = [.. lines.Rows, more] }), []);
            var before = ExposureEngine.Cuts(network, new() { Of = [ActorKind.Line] }).Verbs.Single();
            var after = ExposureEngine.Cuts(richer!, new() { Of = [ActorKind.Line] }).Verbs.Single();
            if (before.IsImpossible) return;
            // Each set of the richer network, without the new line, stopped the poorer one.
            Assert.False(after.IsImpossible);
            var old = before.Sets.Select(s => s.Events.Select(e => e.Id(network)).ToArray()).ToArray();
            Assert.All(after.Sets, s => Assert.Contains(old, o => o.All(s.Events.Select(e => e.Id(richer!)).Contains)));
        });

    // The same rules written a second time, as plainly as they can be: repeat until nothing changes.
    static bool CanBeMade(CutGraph graph, int[] failed)
    {
        var made = graph.Nodes.Select(n => n.IsHeld).ToArray();
        foreach (var held in new[] { true, false })
            for (var again = true; again;)
            {
                again = false;
                for (var n = 0; n < made.Length; n++)
                {
                    var node = graph.Nodes[n];
                    if (node.IsHeld != held) continue;
                    var now = !node.Events.Any(failed.Contains) && (node.IsAnd ? node.Inputs.All(i => made[i]) : node.Inputs.Any(i => made[i]));
                    again |= now != made[n];
                    made[n] = now;
                }
            }
        return made[graph.Top];
    }

    // Every event there is, whether the graph knows it or not; at most nine of them.
    static CutEvent[] Events(SupplyTable table, OutputProgram program, ActorKind kind)
    {
        var events = new HashSet<CutEvent>();
        foreach (var supply in table.All.Where(s => s.Kind != SupplyKind.Missing && program.Requirements.InTree[s.Item]))
        {
            var actors = table.Actors.Of(supply, kind).ToArray();
            events.UnionWith(actors.Length > 0 ? actors.Select(a => new CutEvent(a, null)) : [new CutEvent(null, supply)]);
        }
        foreach (var r in table.Network.Restrictions) events.UnionWith(table.Actors.Of(r, kind).Select(a => new CutEvent(a, null)));
        return [.. events.OrderBy(e => e.Id(table.Network), StringComparer.Ordinal).Take(9)];
    }

    static IEnumerable<T[]> Subsets<T>(T[] all, int most)
    {
        for (var mask = 0; mask < 1 << all.Length; mask++)
            if (System.Numerics.BitOperations.PopCount((uint)mask) <= most) yield return [.. all.Where((_, i) => (mask >> i & 1) != 0)];
    }

    static Network Build(string items, string lines, string recipes, params (string, string)[] more) => Chain.Of(
    [
        ("items", "id,unit,complete\n" + items), ("lines", "id,party,country,item,capacity,capacity_unit\n" + string.Concat(lines.TrimEnd().Split('\n').Select(l => l + $",10,{(l.EndsWith(",m", StringComparison.Ordinal) || l.EndsWith(",ore", StringComparison.Ordinal) || l.EndsWith(",scrap", StringComparison.Ordinal) ? "t" : "piece")}/month\n"))),
        ("recipes", "item,input,quantity,group\n" + recipes), ("parties", "id\np\nq\n"), ("technologies", "id\nt\n"), ("goals", Goal), .. more,
    ]);

    static string[] Sets(ActorKind kind, string items, string lines, string recipes, params (string, string)[] more)
    {
        var network = Build(items, lines, recipes, more);
        return Text(ExposureEngine.Cuts(network, new() { Of = [kind] }).Verbs.Single(), network);
    }

    static string[] Text(VerbCuts cuts, Network network) => [.. cuts.Sets.Select(s => string.Join(' ', s.Events.Select(e => e.Id(network))))];
}
