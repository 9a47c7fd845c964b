using System.Numerics;

namespace Vauban.Core.Exposure;

/// <summary>Reads counts, sums, importances and the foremost sets off diagrams, without writing families down.</summary>
sealed class CutReading(FaultTree tree, FaultTreeOptions options, int[] events, CutDiagram cuts, int family, CancellationToken stop)
{
    readonly Dictionary<int, BigInteger[]> _counts = new() { [0] = [], [1] = [BigInteger.One] };

    double P(int variable, double unknown) => double.IsNaN(tree.Events[events[variable]].Probability) ? unknown : tree.Events[events[variable]].Probability;

    /// <summary>Number of sets by size.</summary>
    public IReadOnlyList<BigInteger> Counts(int node)
    {
        if (_counts.TryGetValue(node, out var known)) return known;
        stop.ThrowIfCancellationRequested();
        var (low, high) = (Counts(cuts.Low(node)), Counts(cuts.High(node)));
        var sum = new BigInteger[Math.Max(low.Count, high.Count + 1)];
        for (var k = 0; k < low.Count; k++) sum[k] += low[k];
        for (var k = 0; k < high.Count; k++) sum[k + 1] += high[k];
        return _counts[node] = sum;
    }

    /// <summary>Number of sets by size among those asked for.</summary>
    public IReadOnlyList<BigInteger> Selected() => Counts(Selection());

    int Selection()
    {
        var places = new Dictionary<int, int>();
        for (var p = 0; p < events.Length; p++) places[events[p]] = p;
        var selected = family;
        foreach (var e in options.Having) selected = places.TryGetValue(e, out var p) ? cuts.Having(selected, p) : 0;
        foreach (var e in options.Lacking)
            if (places.TryGetValue(e, out var p)) selected = cuts.Lacking(selected, p);
        return selected;
    }

    /// <summary>Exact probability of a truth diagram.</summary>
    public double Probability(TruthDiagram truth, int top, double unknown) => Values(truth, top, (x, low, high) => P(x, unknown) * high + (1 - P(x, unknown)) * low)[top];

    /// <summary>Sum of the sets' probabilities.</summary>
    public double Sum(double unknown) => Values(cuts, family, (x, low, high) => low + P(x, unknown) * high)[family];

    /// <summary>Probability of the most probable set; an unknown probability counts as 0.</summary>
    public double MostProbable() => Values(cuts, family, (x, low, high) => Math.Max(low, P(x, 0) * high))[family];

    static Dictionary<int, double> Values(DiagramStore store, int top, Func<int, double, double, double> join, double atZero = 0, double atOne = 1)
    {
        var values = new Dictionary<int, double> { [0] = atZero, [1] = atOne };
        Of(top);
        return values;

        double Of(int node)
        {
            if (values.TryGetValue(node, out var known)) return known;
            var (low, high) = (Of(store.Low(node)), Of(store.High(node)));
            return values[node] = join(store.Variable(node), low, high);
        }
    }

    // Nodes under a top, each before those below it: variables only grow downwards.
    static List<int> Downwards(DiagramStore store, int top)
    {
        var (nodes, seen, stack) = (new List<int>(), new HashSet<int>(), new Stack<int>());
        stack.Push(top);
        while (stack.TryPop(out var node))
        {
            if (node <= 1 || !seen.Add(node)) continue;
            nodes.Add(node);
            stack.Push(store.Low(node));
            stack.Push(store.High(node));
        }
        nodes.Sort((a, b) => store.Variable(a) != store.Variable(b) ? store.Variable(a).CompareTo(store.Variable(b)) : a.CompareTo(b));
        return nodes;
    }

    /// <summary>Birnbaum's measure by variable (Z. W. Birnbaum, 1969): how the probability of the top changes with that of the event.</summary>
    public double[]? Birnbaum(TruthDiagram truth, int top)
    {
        if (events.Any(e => double.IsNaN(tree.Events[e].Probability))) return null;
        var values = Values(truth, top, (x, low, high) => P(x, 0) * high + (1 - P(x, 0)) * low);
        var (reach, measure) = (new Dictionary<int, double> { [top] = 1 }, new double[events.Length]);
        foreach (var node in Downwards(truth, top))
        {
            var (here, x) = (reach[node], truth.Variable(node));
            measure[x] += here * (values[truth.High(node)] - values[truth.Low(node)]);
            reach[truth.Low(node)] = reach.GetValueOrDefault(truth.Low(node)) + here * (1 - P(x, 0));
            reach[truth.High(node)] = reach.GetValueOrDefault(truth.High(node)) + here * P(x, 0);
        }
        return measure;
    }

    /// <summary>Importances of the events that any set holds.</summary>
    public IReadOnlyList<EventImportance> Importances(double[]? birnbaum)
    {
        var isKnown = !events.Any(e => double.IsNaN(tree.Events[e].Probability));
        var values = Values(cuts, family, (x, low, high) => low + P(x, 0) * high);
        var totals = new Dictionary<int, BigInteger> { [0] = 0, [1] = 1 };
        var nodes = Downwards(cuts, family);
        for (var i = nodes.Count - 1; i >= 0; i--) totals[nodes[i]] = totals[cuts.Low(nodes[i])] + totals[cuts.High(nodes[i])];
        var (reach, paths) = (new Dictionary<int, double> { [family] = 1 }, new Dictionary<int, BigInteger> { [family] = 1 });
        var (parts, sets) = (new double[events.Length], new BigInteger[events.Length]);
        foreach (var node in nodes)
        {
            var (x, low, high) = (cuts.Variable(node), cuts.Low(node), cuts.High(node));
            parts[x] += reach[node] * P(x, 0) * values[high];
            sets[x] += paths[node] * totals[high];
            reach[low] = reach.GetValueOrDefault(low) + reach[node];
            reach[high] = reach.GetValueOrDefault(high) + reach[node] * P(x, 0);
            paths[low] = paths.GetValueOrDefault(low) + paths[node];
            paths[high] = paths.GetValueOrDefault(high) + paths[node];
        }
        var sum = values[family];
        return [.. Enumerable.Range(0, events.Length).Where(x => !sets[x].IsZero)
            .Select(x => new EventImportance(events[x], birnbaum?[x] ?? double.NaN, isKnown && sum > 0 ? parts[x] / sum : double.NaN, sets[x]))
            .OrderByDescending(i => double.IsNaN(i.FussellVesely) ? -1 : i.FussellVesely).ThenByDescending(i => i.Sets).ThenBy(i => tree.Events[i.Event].Name, StringComparer.Ordinal)];
    }

    /// <summary>The foremost sets: best first over the diagram, so that a family of billions gives its first ten at once.</summary>
    public IReadOnlyList<FaultCut> List()
    {
        var found = new List<FaultCut>();
        if (options.List == 0) return found;
        var from = Selection();
        // The most probable and the smallest set below each node; an unknown probability counts as 1, so that it hides nothing.
        var best = Values(cuts, from, (x, low, high) => Math.Max(low, P(x, 1) * high));
        var sizes = Values(cuts, from, (_, low, high) => Math.Min(low, high + 1), double.PositiveInfinity, 0);
        var queue = new PriorityQueue<Part, (double Bound, long Turn)>();
        var turn = 0L;
        Add(new(from, 1, 0, null, 0));
        while (found.Count < options.List && queue.TryDequeue(out var part, out _))
        {
            stop.ThrowIfCancellationRequested();
            if (part.Node == 1)
            {
                found.Add(Cut(part));
                continue;
            }
            var x = cuts.Variable(part.Node);
            Add(new(cuts.High(part.Node), part.Chance * P(x, 1), part.Size + 1, part, x + 1));
            Add(new(cuts.Low(part.Node), part.Chance, part.Size, part, 0));
        }
        return found;

        // What leads to no set, or to none that is probable enough, is never followed: the work is that of the sets listed.
        void Add(Part part)
        {
            var chance = part.Chance * best[part.Node];
            if (part.Node == 0 || chance < options.LeastProbability) return;
            queue.Enqueue(part, (options.IsBySize ? part.Size + sizes[part.Node] : -chance, turn++));
        }
    }

    // Taken: the variable plus one that led here, 0 where it was left out.
    sealed record Part(int Node, double Chance, int Size, Part? Before, int Taken);

    FaultCut Cut(Part part)
    {
        var held = new List<int>();
        var probability = 1.0;
        for (var p = part; p is not null; p = p.Before)
        {
            if (p.Taken == 0) continue;
            held.Add(events[p.Taken - 1]);
            probability *= tree.Events[events[p.Taken - 1]].Probability;
        }
        held.Sort((a, b) => string.CompareOrdinal(tree.Events[a].Name, tree.Events[b].Name));
        return new(held, probability);
    }
}
