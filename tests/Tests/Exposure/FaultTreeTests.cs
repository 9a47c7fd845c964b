using System.Numerics;
using CsCheck;
using Vauban.Adapters.Formats.OpenPsa;
using Vauban.Core.Exposure;

namespace Vauban.Tests.Exposure;

/// <summary>Fault trees against published values, against trying every set of events, and against their laws.</summary>
public sealed class FaultTreeTests
{
    [Theory]
    [InlineData("chinese", 392, 0.00117058, "0 12 0 24 188 168")]
    [InlineData("ftr10", 305, 0.448677, "57 243 5")]
    [InlineData("baobab1", 46_188, 0.000101708, "0 1 1 70 400 2212 14748 8460 10624 6600 3072")]
    [InlineData("das9201", 14_217, 0.0134237, "0 82 9740 2881 1246 254 14")]
    [InlineData("edf9205", 21_308, 0.209351, "15 1089 4247 6662 2671 2112 3132 1380")]
    [InlineData("isp9606", 1_776, 0.0543174, null)]
    [InlineData("das9601", 4_259, 0.0042344, "0 47 80 319 342 571 580 1168 1152")]
    [InlineData("das9209", 82_000_000_000, 1.058e-13, "0 0 0 0 0 0 0 0 0 10077696 312408576 2076005376 6861791232 13938573312 19050577920 18300764160 12580945920 6182535168 2127167488 487849984 67108864 4194304")]
    public void Published_trees_have_their_published_values(string name, long sets, double probability, string? byOrder)
    {
        var tree = OpenPsaReader.Load(Chain.Shared($"data/fault-trees/{name}.xml"), null, [])!;
        var result = FaultTreeEngine.Run(tree, new() { List = 50 });
        Assert.Equal((CutMethod.Truth, (int?)null, new BigInteger(sets)), (result.Method, result.CompleteOrder, result.Total));
        Assert.InRange(result.Probability!.Value.Low / probability, 1 - 1e-4, 1 + 1e-4);
        if (byOrder is not null) Assert.Equal(byOrder, string.Join(' ', result.Counts.Skip(1)));
        Assert.Equal(50, result.Cuts.Count);
        Assert.Equal(result.Cuts.Select(c => c.Probability).OrderDescending(), result.Cuts.Select(c => c.Probability));
        // Every set is counted once for each of its events.
        Assert.Equal(result.Counts.Select((c, k) => c * k).Aggregate(BigInteger.Zero, (a, b) => a + b), result.Importances.Aggregate(BigInteger.Zero, (a, i) => a + i.Sets));
    }

    [Theory]
    [InlineData("chinese")]
    [InlineData("das9201")]
    [InlineData("isp9606")]
    public void Both_engines_and_every_order_limit_agree(string name)
    {
        var tree = OpenPsaReader.Load(Chain.Shared($"data/fault-trees/{name}.xml"), null, [])!;
        var whole = FaultTreeEngine.Run(tree, new()).Counts;
        var events = tree.EventOrder(0);
        var places = new int[tree.Events.Count];
        for (var p = 0; p < events.Length; p++) places[events[p]] = p;
        foreach (var order in new[] { 1, 2, 3, 4, CutDiagram.AnyOrder })
        {
            var cuts = new CutDiagram(1 << 22, default);
            var family = cuts.Of(tree, places, order);
            var counts = new CutReading(tree, new(), events, cuts, family, default).Counts(family);
            Assert.Equal(Trimmed(whole.Take(order == CutDiagram.AnyOrder ? whole.Count : order + 1)), Trimmed(counts));
            if (order != CutDiagram.AnyOrder) Assert.Equal(Trimmed(counts), Trimmed(FaultTreeEngine.Run(tree, new() { Order = order }).Counts));
        }
    }

    static BigInteger[] Trimmed(IEnumerable<BigInteger> counts) => [.. counts.Reverse().SkipWhile(c => c.IsZero).Reverse()];

    internal static readonly Gen<FaultTree> Trees =
        from events in Gen.Int[1, 9]
        from gates in Gen.Int[1, 9]
        from kinds in Gen.Int[0, 6].Array[gates]
        from inputs in Gen.Int[0, 99].Array[1, 4].Array[gates]
        from chances in Gen.Double[0.01, 0.99].Array[events]
        from isCoherent in Gen.Bool
        select Tree(chances, [.. Enumerable.Range(0, gates).Select(g => Gate(g, gates, events, isCoherent ? kinds[g] % 4 : kinds[g], inputs[g]))]);

    static FaultTree Tree(double[] chances, FaultGate[] gates) => new("random", [.. chances.Select((p, i) => new FaultEvent($"e{i}", p))], gates, new(FaultInputKind.Gate, 0));

    // A gate takes gates after it, events, and now and then a constant.
    static FaultGate Gate(int g, int gates, int events, int kind, int[] inputs)
    {
        FaultInput[] all = [.. inputs.Select(i => i == 99 ? new FaultInput(FaultInputKind.True, 0) : i == 98 ? new FaultInput(FaultInputKind.False, 0)
            : i % 2 == 0 && g + 1 < gates ? new FaultInput(FaultInputKind.Gate, g + 1 + i / 2 % (gates - g - 1)) : new FaultInput(FaultInputKind.Event, i / 2 % events))];
        return kind switch
        {
            0 or 1 => new($"g{g}", kind == 0 ? GateKind.And : GateKind.Or, all), 2 => new($"g{g}", GateKind.AtLeast, all, Math.Min(2, all.Length)), 3 => new($"g{g}", GateKind.Or, all),
            4 => new($"g{g}", GateKind.Not, all[..1]), 5 => new($"g{g}", GateKind.Xor, all), _ => new($"g{g}", GateKind.And, all),
        };
    }

    [Fact]
    public void Random_trees_equal_trying_every_set_of_events_also_where_they_negate() => Trees.Try(500, tree =>
    {
        var n = tree.Events.Count;
        var holds = Enumerable.Range(0, 1 << n).Select(s => Holds(tree, tree.Top, s)).ToArray();
        var minimal = Minimal(holds, n).ToHashSet();
        var chances = Enumerable.Range(0, 1 << n).Select(s => Chance(tree, s, n)).ToArray();
        var chance = chances.Where((_, s) => holds[s]).Sum();
        var result = FaultTreeEngine.Run(tree, new() { List = 1000, IsBySize = true });
        Assert.Equal(minimal.Order(), result.Cuts.Select(c => c.Events.Sum(e => 1 << e)).Order());
        Assert.Equal(result.Cuts.Select(c => c.Events.Count).Order(), result.Cuts.Select(c => c.Events.Count));
        Assert.Equal(chance, result.Probability!.Value.Low, 1e-12);
        Assert.Equal(minimal.Count, (int)result.Counts.Aggregate(BigInteger.Zero, (a, b) => a + b));
        // Where nothing negates, the top is no less probable than its most probable set and no more than all of them together.
        if (tree.IsCoherent && result.Cuts.Count > 0) Assert.InRange(chance, result.Cuts.Max(c => c.Probability) - 1e-12, result.Cuts.Sum(c => c.Probability) + 1e-12);
        foreach (var i in result.Importances)
        {
            var (with, without) = (0.0, 0.0);
            for (var s = 0; s < 1 << n; s++)
                if ((s >> i.Event & 1) == 1)
                {
                    var rest = chances[s] / tree.Events[i.Event].Probability;
                    with += holds[s] ? rest : 0;
                    without += holds[s & ~(1 << i.Event)] ? rest : 0;
                }
            Assert.Equal(with - without, i.Birnbaum, 1e-10);
            Assert.Equal(minimal.Count(s => (s >> i.Event & 1) == 1), (int)i.Sets);
        }
        var (having, lacking) = (FaultTreeEngine.Run(tree, new() { Having = [0] }), FaultTreeEngine.Run(tree, new() { Lacking = [0] }));
        Assert.Equal(minimal.Count(s => (s & 1) == 1), (int)having.Selected.Aggregate(BigInteger.Zero, (a, b) => a + b));
        Assert.Equal(minimal.Count(s => (s & 1) == 0), (int)lacking.Selected.Aggregate(BigInteger.Zero, (a, b) => a + b));
    });

    // Sets without a smaller one that holds too; every set knows of those with one event less.
    static IEnumerable<int> Minimal(bool[] holds, int events)
    {
        var hasSmaller = new bool[holds.Length];
        for (var s = 0; s < holds.Length; s++)
        {
            for (var e = 0; e < events; e++)
                if ((s >> e & 1) == 1 && (holds[s & ~(1 << e)] || hasSmaller[s & ~(1 << e)])) hasSmaller[s] = true;
            if (holds[s] && !hasSmaller[s]) yield return s;
        }
    }

    // Gates of the second part take only from it and start false, as held things do; the others start true.
    static readonly Gen<FaultTree> Loops =
        from events in Gen.Int[1, 6]
        from made in Gen.Int[1, 7]
        from held in Gen.Int[0, 4]
        from kinds in Gen.Bool.Array[made + held]
        from inputs in Gen.Int[0, 999].Array[1, 4].Array[made + held]
        select FaultTree.WithLoops("loops", [.. Enumerable.Range(0, events).Select(e => new FaultEvent($"e{e}", 0.3))],
            [.. Enumerable.Range(0, made + held).Select(g => new FaultGate($"g{g}", kinds[g] ? GateKind.And : GateKind.Or,
                [.. inputs[g].Select(i => i % 3 == 0 ? new FaultInput(FaultInputKind.Event, i / 3 % events) : new FaultInput(FaultInputKind.Gate, g < made ? i / 3 % (made + held) : made + i / 3 % held))]))],
            new(FaultInputKind.Gate, 0), [.. Enumerable.Range(0, made + held).Select(g => g >= made)]);

    [Fact]
    public void Trees_with_loops_equal_trying_every_set_and_going_round_until_nothing_changes()
    {
        var loops = 0;
        Loops.Try(500, tree =>
        {
            var (n, made) = (tree.Events.Count, tree.StartsFalse!.Count(s => !s));
            var holds = Enumerable.Range(0, 1 << n).Select(Holds).ToArray();
            var minimal = Minimal(holds, n).ToArray();
            var chance = Enumerable.Range(0, 1 << n).Where(s => holds[s]).Sum(s => Chance(tree, s, n));
            var plain = tree.Unfolded()!;
            Assert.False(plain.HasLoops);
            foreach (var each in new[] { tree, plain })
            {
                var result = FaultTreeEngine.Run(each, new() { List = 1000 });
                Assert.Equal(minimal, result.Cuts.Select(c => c.Events.Sum(e => 1 << e)).Order());
                Assert.Equal(chance, result.Probability!.Value.Low, 1e-12);
            }
            if (tree.HasLoops) loops++;
            // The other engine, with every limit.
            for (var order = 0; order <= n; order++)
            {
                var (cuts, events) = (new CutDiagram(1 << 16, default), Enumerable.Range(0, n).ToArray());
                var counts = new CutReading(tree, new(), events, cuts, cuts.Of(tree, events, order), default).Counts(cuts.Of(tree, events, order));
                Assert.Equal(Enumerable.Range(0, order + 1).Select(k => minimal.Count(s => BitOperations.PopCount((uint)s) == k)), Enumerable.Range(0, order + 1).Select(k => k < counts.Count ? (int)counts[k] : 0));
            }

            bool Holds(int set)
            {
                var state = tree.StartsFalse!.Select(s => !s).ToArray();
                foreach (var isHeld in new[] { true, false })
                    for (var again = true; again;)
                    {
                        again = false;
                        for (var g = 0; g < state.Length; g++)
                        {
                            if (g >= made != isHeld) continue;
                            var inputs = tree.Gates[g].Inputs.Select(i => i.Kind == FaultInputKind.Event ? (set >> i.Index & 1) == 1 : state[i.Index]);
                            var now = tree.Gates[g].Kind == GateKind.And ? inputs.All(i => i) : inputs.Any(i => i);
                            again |= now != state[g];
                            state[g] = now;
                        }
                    }
                return state[0];
            }
        });
        Assert.True(loops >= 100);
    }

    static double Chance(FaultTree tree, int set, int n) => Enumerable.Range(0, n).Aggregate(1.0, (p, e) => p * ((set >> e & 1) == 1 ? tree.Events[e].Probability : 1 - tree.Events[e].Probability));

    static bool Holds(FaultTree tree, FaultInput input, int set) => input.Kind switch
    {
        FaultInputKind.Event => (set >> input.Index & 1) == 1,
        FaultInputKind.True => true,
        FaultInputKind.False => false,
        _ => Holds(tree, tree.Gates[input.Index], set),
    };

    static bool Holds(FaultTree tree, FaultGate gate, int set)
    {
        var held = gate.Inputs.Count(i => Holds(tree, i, set));
        return gate.Kind switch { GateKind.And => held == gate.Inputs.Count, GateKind.Or => held > 0, GateKind.AtLeast => held >= gate.Least, GateKind.Not => held == 0, _ => held % 2 == 1 };
    }

    [Fact]
    public void A_tree_too_large_for_one_diagram_still_gives_its_low_orders_and_says_so()
    {
        // Pairs (a_i and b_j) in no order that keeps a diagram small: limits are set low so that the test is quick.
        var tree = OpenPsaReader.Load(Chain.Shared("data/fault-trees/baobab1.xml"), null, [])!;
        var whole = FaultTreeEngine.Run(tree, new());
        var result = FaultTreeEngine.Run(tree, new() { MostNodes = 2048 });
        var order = result.CompleteOrder!.Value;
        Assert.InRange(order, 1, 10);
        Assert.Equal(Trimmed(whole.Counts.Take(order + 1)), Trimmed(result.Counts));
        Assert.Contains(result.Findings, f => f.Code == "W-TREE-03");
        Assert.InRange(whole.Probability!.Value.Low, result.Probability!.Value.Low - 1e-15, result.Probability!.Value.High + 1e-15);
    }

    [Fact]
    public void A_filter_that_nothing_passes_ends_at_once_on_billions_of_sets()
    {
        var tree = OpenPsaReader.Load(Chain.Shared("data/fault-trees/das9209.xml"), null, [])!;
        Assert.Empty(FaultTreeEngine.Run(tree, new() { List = 3, IsBySize = true, LeastProbability = 0.5 }).Cuts);
        var likely = FaultTreeEngine.Run(tree, new() { List = 5, IsBySize = true, LeastProbability = 1e-20 }).Cuts;
        Assert.Equal(5, likely.Count);
        Assert.All(likely, c => Assert.InRange(c.Probability, 0.999e-20, 1));
        Assert.Empty(FaultTreeEngine.Run(tree, new() { List = 5, Order = 9 }).Cuts);
    }

    [Fact]
    public void An_alternative_never_adds_a_smaller_cut_set() => Trees.Try(60, tree =>
    {
        if (!tree.IsCoherent) return;
        // The top fails only if something else fails too: an alternative beside the whole.
        var wider = new FaultTree("wider", [.. tree.Events, new("other", 0.5)], [.. tree.Gates, new("both", GateKind.And, [tree.Top, new(FaultInputKind.Event, tree.Events.Count)])], new(FaultInputKind.Gate, tree.Gates.Count));
        var (before, after) = (FaultTreeEngine.Run(tree, new()), FaultTreeEngine.Run(wider, new()));
        Assert.Equal(before.Total, after.Total);
        for (var k = 0; k < before.Counts.Count; k++) Assert.Equal(before.Counts[k], after.Counts[k + 1]);
        Assert.True(after.Probability!.Value.Low <= before.Probability!.Value.Low + 1e-12);
    });

    [Fact]
    public void What_is_not_known_of_an_event_stays_open_in_the_answer()
    {
        var tree = Tree([double.NaN, 0.5], [new("top", GateKind.Or, [new(FaultInputKind.Event, 0), new(FaultInputKind.Event, 1)])]);
        var result = FaultTreeEngine.Run(tree, new() { List = 5 });
        Assert.Equal((0.5, 1.0), result.Probability);
        Assert.All(result.Importances, i => Assert.True(double.IsNaN(i.Birnbaum) && double.IsNaN(i.FussellVesely)));
        Assert.Contains(result.Findings, f => f.Code == "W-TREE-01" && f.Values[1] == "e0");
        Assert.Equal(2, result.Cuts.Count);
    }

    [Fact]
    public void Trees_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Tree([0.5], [new("a", GateKind.Or, [new(FaultInputKind.Gate, 1)]), new("b", GateKind.Or, [new(FaultInputKind.Gate, 0)])]));
        Assert.Throws<ArgumentException>(() => Tree([0.5], [new("a", GateKind.Or, [new(FaultInputKind.Event, 1)])]));
        Assert.Throws<ArgumentException>(() => Tree([1.5], [new("a", GateKind.Or, [new(FaultInputKind.Event, 0)])]));
        Assert.Throws<ArgumentException>(() => Tree([0.5], [new("a", GateKind.Not, [])]));
    }
}
