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
/// <param name="Sets">Smallest first, then by ids.</param>
/// <param name="Necessary">Necessary sets of the items that can be made, by item; items that nothing single stops are absent.</param>
/// <param name="CompleteOrder">All sets up to this size are there; less than asked where the limit ended the search.</param>
public sealed record VerbCuts(Technology Technology, string Verb, ActorKind Of, bool IsImpossible, IReadOnlyList<CutSet> Sets, IReadOnlyList<NecessarySet> Necessary, int CompleteOrder);

/// <summary>Minimal cut sets.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Verbs">By technology, verb and kind.</param>
public sealed record CutsResult(ExposureOptions Options, SupplyTable Table, IReadOnlyList<VerbCuts> Verbs);

/// <summary>Finds all minimal cut sets up to a size: a tree over the events of one way to make the goals, closed at the last event by necessary sets.</summary>
/// <remarks>A cut set holds an event of every way to make the goals (Reiter 1987, Artificial Intelligence 32, section 4). So its members are met one by one:
/// the first among the events of some way, the next among those of a way without the first, and the last is necessary once the others have happened.</remarks>
static class CutSearch
{
    public static VerbCuts Run(SupplyTable table, IReadOnlyList<Goal> goals, ActorKind kind, ExposureOptions options, CancellationToken stop)
    {
        var graph = new CutGraph(table, goals, kind);
        var technology = table.Network.Technologies[goals[0].Technology];
        var whole = new CutProof(graph, []);
        if (!whole.IsTopMade) return new(technology, goals[0].Verb, kind, true, [], [], options.Order);
        var (found, complete) = Search(graph, options, stop);
        var ids = graph.Events.Select(e => e.Id(table.Network)).ToArray();
        CutEvent[] Sorted(IEnumerable<int> events) => [.. events.OrderBy(e => ids[e], StringComparer.Ordinal).Select(e => graph.Events[e])];
        var sets = found.OrderBy(f => f.Length).ThenBy(f => string.Join('\u001f', f.Select(e => ids[e]).Order(StringComparer.Ordinal)), StringComparer.Ordinal).Select(f => new CutSet(Sorted(f)));
        return new(technology, goals[0].Verb, kind, false, [.. sets], [.. Necessary(table, graph, whole).Select(n => new NecessarySet(table.Network.Items[n.Item], Sorted(n.Events)))], complete);
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

    static (List<int[]> Found, int CompleteOrder) Search(CutGraph graph, ExposureOptions options, CancellationToken stop)
    {
        var found = new List<int[]>();
        IEnumerable<int[]> paths = [[]];
        var left = options.Searches;
        for (var size = 1; size <= options.Order; size++)
        {
            var cuts = new SortedSet<int[]>(SetOrder.Instance);
            var next = new SortedSet<int[]>(SetOrder.Instance);
            foreach (var path in paths)
            {
                if (IsCut(path)) continue;
                stop.ThrowIfCancellationRequested();
                if (left-- == 0) return ([.. found, .. cuts], size - 1);
                var proof = new CutProof(graph, path);
                foreach (var e in CutProof.Bits(proof.NecessarySets()[graph.Top]!))
                    if (With(path, e) is var cut && !IsCut(cut)) cuts.Add(cut);
                if (size == options.Order) continue;
                foreach (var e in proof.EventsOfOneWay()) next.Add(With(path, e));
            }
            found.AddRange(cuts);
            paths = next;
        }
        return (found, options.Order);

        bool IsCut(int[] set) => found.Exists(f => f.AsSpan().IndexOfAnyExcept(set) < 0);
    }

    static int[] With(int[] set, int e) => [.. set.Append(e).Order()];

    sealed class SetOrder : IComparer<int[]>
    {
        public static SetOrder Instance { get; } = new();

        public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
