using System.Numerics;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>A basic event of a cut set: an actor that fails, or supply that nobody (of the kind asked for) is known to hold.</summary>
/// <param name="Actor">Actor, or null.</param>
/// <param name="Supply">Supply without a known actor of the kind (unlisted supply, the rest of a total, a line of an area), or null.</param>
public readonly record struct CutEvent(Actor? Actor, Supply? Supply)
{
    /// <summary>Identifier in addresses, for example <c>party:acme</c> or <c>unlisted-outside:powder</c>.</summary>
    public string Id(Network network) => Actor is { } actor ? actor.Id(network) : Supply!.Line >= 0 ? "line:" + Supply.Id : Supply.Id;
}

/// <summary>Events that together leave nothing of the goals, none of them needless.</summary>
/// <param name="Events">Events in order of their ids.</param>
public sealed record CutSet(IReadOnlyList<CutEvent> Events);

/// <summary>What every way of making an item needs.</summary>
/// <param name="Item">Item.</param>
/// <param name="Events">Events each of which alone stops all making of it.</param>
public sealed record NecessarySet(Item Item, IReadOnlyList<CutEvent> Events);

/// <summary>Minimal cut sets of the goals of one verb.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">Verb.</param>
/// <param name="Of">Kind of actor.</param>
/// <param name="IsImpossible">True where the goals cannot be made even when nothing fails; there are no sets then.</param>
/// <param name="Sets">Smallest first, then by ids; at most <see cref="ExposureOptions.List"/>, of those asked for with <see cref="ExposureOptions.Having"/> and <see cref="ExposureOptions.Lacking"/>.</param>
/// <param name="Necessary">Necessary sets of the items that can be made, by item; items that nothing single stops are absent.</param>
/// <param name="CompleteOrder">All sets up to this size are counted; less than asked where the limit ended the search.</param>
/// <param name="Tree">The fault tree that was solved.</param>
/// <param name="Diagram">Counts by size, how many were selected, and how many sets each event is in.</param>
public sealed record VerbCuts(Technology Technology, string Verb, ActorKind Of, bool IsImpossible, IReadOnlyList<CutSet> Sets, IReadOnlyList<NecessarySet> Necessary, int CompleteOrder, GoalTree Tree, FaultTreeResult Diagram)
{
    /// <summary>Counted sets of all sizes; none where the goals cannot be made at all.</summary>
    public BigInteger Total => IsImpossible ? BigInteger.Zero : Diagram.Total;

    /// <summary>Counted sets with and without the events asked for.</summary>
    public BigInteger Selected => IsImpossible ? BigInteger.Zero : Diagram.Selected.Aggregate(BigInteger.Zero, (a, b) => a + b);
}

/// <summary>Minimal cut sets.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Verbs">By technology, verb and kind.</param>
public sealed record CutsResult(ExposureOptions Options, SupplyTable Table, IReadOnlyList<VerbCuts> Verbs);

/// <summary>Finds the minimal cut sets of the goals of a verb on the diagrams of their fault tree.</summary>
static class CutSearch
{
    // Necessary sets are as many as there are items, and as long as there are events: beyond this they are not worked out.
    const long MostNecessary = 1L << 25;

    public static GoalTree Tree(SupplyTable table, IReadOnlyList<Goal> goals, ActorKind kind)
    {
        var graph = new CutGraph(table, goals, kind);
        return GoalTreeBuilder.Build(table, goals, kind, graph, new(graph, []));
    }

    public static VerbCuts Run(SupplyTable table, IReadOnlyList<Goal> goals, ActorKind kind, ExposureOptions options, CancellationToken stop)
    {
        var graph = new CutGraph(table, goals, kind);
        var whole = new CutProof(graph, []);
        var tree = GoalTreeBuilder.Build(table, goals, kind, graph, whole);
        var ids = tree.Tree.Events.Select(e => e.Name).ToArray();
        var diagram = FaultTreeEngine.Run(tree.Tree, Asked(ids, options), stop);
        // Nobody gives chances to the failures of a package; that they are missing is no news.
        diagram = diagram with { Findings = [.. diagram.Findings.Where(f => f.Code != "W-TREE-01")] };
        if (tree.IsImpossible) return new(tree.Technology, tree.Verb, kind, true, [], [], options.Order, tree, diagram);
        CutEvent[] Sorted(IEnumerable<int> events) => [.. events.OrderBy(e => ids[e], StringComparer.Ordinal).Select(e => graph.Events[e])];
        var isAsked = options.Having.All(ids.Contains);
        var sets = (isAsked ? diagram.Cuts : []).OrderBy(c => c.Events.Count).ThenBy(c => string.Join('\u001f', c.Events.Select(e => ids[e]).Order(StringComparer.Ordinal)), StringComparer.Ordinal).Select(c => new CutSet(Sorted(c.Events)));
        if (!isAsked) diagram = diagram with { Selected = [], Cuts = [] };
        var necessary = (long)graph.Nodes.Count * ((graph.Events.Count + 63) / 64) > MostNecessary ? [] : Necessary(table, graph, whole);
        return new(tree.Technology, tree.Verb, kind, false, [.. sets], [.. necessary.Select(n => new NecessarySet(table.Network.Items[n.Item], Sorted(n.Events)))], diagram.Method == CutMethod.None ? 0 : diagram.CompleteOrder ?? options.Order, tree, diagram);
    }

    static FaultTreeOptions Asked(string[] ids, ExposureOptions options)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var e = 0; e < ids.Length; e++) places[ids[e]] = e;
        int[] Known(IReadOnlyList<string> asked) => [.. asked.Where(places.ContainsKey).Select(id => places[id])];
        return new()
        {
            Order = options.Order == ExposureOptions.AnyOrder ? null : options.Order, List = options.List, IsBySize = true, Having = Known(options.Having), Lacking = Known(options.Lacking), MostNodes = options.MostNodes,
        };
    }

    // An item of several layers of goals can be made for one of them while a consent stops it in another.
    static IEnumerable<(int Item, IEnumerable<int> Events)> Necessary(SupplyTable table, CutGraph graph, CutProof proof)
    {
        var sets = proof.NecessarySets();
        foreach (var (item, nodes) in graph.Items)
        {
            var events = nodes.Where(n => sets[n] is not null).Select(n => CutProof.Bits(sets[n]!)).Aggregate((IEnumerable<int>?)null, (all, next) => all?.Intersect(next) ?? next)?.ToArray() ?? [];
            if (events.Length > 0) yield return (item, events);
        }
    }
}
