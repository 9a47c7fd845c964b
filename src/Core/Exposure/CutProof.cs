namespace Vauban.Core.Exposure;

/// <summary>What can be made when some events have happened: the least fixed point of the graph, so that a loop without an outside start
/// makes nothing; held things are the greatest, so that know-how that needs know-how stays held.</summary>
sealed class CutProof
{
    readonly CutGraph _graph;
    readonly bool[] _failed, _made;
    readonly int[] _way;
    readonly List<int> _order = [];

    public CutProof(CutGraph graph, ReadOnlySpan<int> failed)
    {
        _graph = graph;
        _failed = new bool[graph.Events.Count];
        foreach (var e in failed) _failed[e] = true;
        _made = new bool[graph.Nodes.Count];
        _way = new int[graph.Nodes.Count];
        Hold();
        Make();
    }

    /// <summary>Whether all goals can be made at all.</summary>
    public bool IsTopMade => _made[_graph.Top];

    public bool IsMade(int node) => _made[node];

    bool Stands(CutGraph.Node node)
    {
        foreach (var e in node.Events)
            if (_failed[e]) return false;
        return true;
    }

    void Hold()
    {
        var held = Enumerable.Range(0, _made.Length).Where(n => _graph.Nodes[n].IsHeld).ToArray();
        foreach (var n in held) _made[n] = Stands(_graph.Nodes[n]);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var n in held)
            {
                var node = _graph.Nodes[n];
                if (!_made[n] || (node.IsAnd ? node.Inputs.TrueForAll(i => _made[i]) : node.Inputs.Exists(i => _made[i]))) continue;
                _made[n] = false;
                changed = true;
            }
        }
        foreach (var n in held)
            if (_made[n] && !_graph.Nodes[n].IsAnd) _way[n] = _graph.Nodes[n].Inputs.Find(i => _made[i]);
    }

    void Make()
    {
        var missing = new int[_made.Length];
        var queue = new Queue<int>();
        for (var n = 0; n < missing.Length; n++)
        {
            var node = _graph.Nodes[n];
            missing[n] = node.IsAnd ? node.Inputs.Count : 1;
            if (node.IsHeld ? _made[n] : node.IsAnd && missing[n] == 0 && Stands(node)) queue.Enqueue(n);
        }
        while (queue.TryDequeue(out var n))
        {
            _made[n] = true;
            _order.Add(n);
            foreach (var user in _graph.Nodes[n].Users)
            {
                var node = _graph.Nodes[user];
                if (node.IsHeld || --missing[user] != 0) continue;
                _way[user] = n;
                if (Stands(node)) queue.Enqueue(user);
            }
        }
    }

    /// <summary>Necessary events of every node: N(v) = own + union over the inputs at an AND node, own + intersection over the ways at an OR node.
    /// Iterated down from the full set (of held things up from the empty one); null where a node cannot be made, since then every event is one.</summary>
    public ulong[]?[] NecessarySets()
    {
        var words = (_graph.Events.Count + 63) / 64;
        var sets = new ulong[]?[_made.Length];
        foreach (var n in _order)
            if (_graph.Nodes[n].IsHeld) sets[n] = new ulong[words];
        Repeat(_order.Where(n => _graph.Nodes[n].IsHeld).ToArray());
        // In the order in which things are made, an AND node comes after its inputs: few rounds are needed.
        Repeat(_order.Where(n => !_graph.Nodes[n].IsHeld).ToArray());
        return sets;

        void Repeat(int[] nodes)
        {
            var buffer = new ulong[words];
            for (var changed = true; changed;)
            {
                changed = false;
                foreach (var n in nodes)
                {
                    if (!TryCombine(_graph.Nodes[n], sets, buffer) || (sets[n] is { } old && old.AsSpan().SequenceEqual(buffer))) continue;
                    sets[n] = [.. buffer];
                    changed = true;
                }
            }
        }
    }

    // False where the set is still the full one.
    bool TryCombine(CutGraph.Node node, ulong[]?[] sets, ulong[] into)
    {
        Array.Fill(into, node.IsAnd ? 0 : ulong.MaxValue);
        var isFull = !node.IsAnd;
        foreach (var input in node.Inputs)
        {
            if (!_made[input] && node.IsAnd) return false;
            if (sets[input] is not { } set)
            {
                if (node.IsAnd) return false;
                continue;
            }
            isFull = false;
            for (var w = 0; w < into.Length; w++) into[w] = node.IsAnd ? into[w] | set[w] : into[w] & set[w];
        }
        foreach (var e in node.Events) into[e >> 6] |= 1UL << (e & 63);
        return !isFull;
    }

    /// <summary>Indices of the bits of a set.</summary>
    public static IEnumerable<int> Bits(ulong[] set)
    {
        for (var w = 0; w < set.Length; w++)
            for (var bits = set[w]; bits != 0; bits &= bits - 1)
                yield return (w << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits);
    }
}
