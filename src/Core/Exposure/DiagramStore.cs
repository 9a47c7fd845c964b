namespace Vauban.Core.Exposure;

/// <summary>More nodes or steps were needed than allowed; caught where another way is tried.</summary>
#pragma warning disable CA1032, CA1064 // internal signal, never seen outside the engine
sealed class DiagramLimitException : Exception;
#pragma warning restore CA1032, CA1064

/// <summary>Nodes of decision diagrams: a variable and two branches, each node kept once. Node 0 and node 1 are the two ends.</summary>
/// <remarks>R. E. Bryant, Graph-based algorithms for Boolean function manipulation, IEEE Transactions on Computers 35(8), 1986. Nodes have no dates and
/// are never moved, so that the same questions in the same order give the same nodes.</remarks>
class DiagramStore
{
    /// <summary>Variable of the ends, below all others.</summary>
    public const int End = int.MaxValue;

    // A diagram that fits but takes far more steps than it has nodes is as bad as one that does not fit.
    const int CacheBits = 18, StepsPerNode = 12;

    readonly int _most;
    readonly long _mostSteps;
    readonly CancellationToken _stop;
    readonly (long Left, long Right, int Result)[] _cache = new (long, long, int)[1 << CacheBits];
    int[] _variable, _low, _high, _next, _bucket;
    int _count = 2;
    long _steps;

    protected DiagramStore(int most, CancellationToken stop)
    {
        (_most, _mostSteps, _stop) = (most, (long)most * StepsPerNode, stop);
        const int Start = 1 << 12;
        (_variable, _low, _high, _next, _bucket) = (new int[Start], new int[Start], new int[Start], new int[Start], new int[Start]);
        (_variable[0], _variable[1]) = (End, End);
    }

    /// <summary>Nodes made so far.</summary>
    public int Count => _count;

    /// <summary>Gates of a tree worked out so far.</summary>
    public int Settled { get; set; }

    public int Variable(int node) => _variable[node];

    public int Low(int node) => _low[node];

    public int High(int node) => _high[node];

    /// <summary>The one node with these branches.</summary>
    protected int Node(int variable, int low, int high)
    {
        var slot = Hash(variable, low, high) & (_bucket.Length - 1);
        for (var n = _bucket[slot]; n > 0; n = _next[n])
            if (_variable[n] == variable && _low[n] == low && _high[n] == high) return n;
        if (_count >= _most) throw new DiagramLimitException();
        if (_count == _variable.Length)
        {
            Grow();
            slot = Hash(variable, low, high) & (_bucket.Length - 1);
        }
        var node = _count++;
        (_variable[node], _low[node], _high[node], _next[node]) = (variable, low, high, _bucket[slot]);
        _bucket[slot] = node;
        return node;
    }

    void Grow()
    {
        var size = _variable.Length * 2;
        Array.Resize(ref _variable, size);
        Array.Resize(ref _low, size);
        Array.Resize(ref _high, size);
        Array.Resize(ref _next, size);
        _bucket = new int[size];
        for (var n = 2; n < _count; n++)
        {
            var slot = Hash(_variable[n], _low[n], _high[n]) & (size - 1);
            (_next[n], _bucket[slot]) = (_bucket[slot], n);
        }
    }

    static int Hash(int a, int b, int c)
    {
        var h = unchecked(((ulong)(uint)a * 0x9E3779B97F4A7C15) ^ ((ulong)(uint)b * 0xC2B2AE3D27D4EB4F) ^ ((ulong)(uint)c * 0x165667B19E3779F9));
        return (int)((h ^ (h >> 29)) >> 3) & int.MaxValue;
    }

    /// <summary>What was worked out before for an operation; false where it was not or was pushed out.</summary>
    /// <param name="operation">Below 16.</param>
    protected bool Known(int operation, int a, int b, int c, out int result)
    {
        var (left, right) = Key(operation, a, b, c);
        ref var entry = ref _cache[Slot(left, right)];
        result = entry.Result;
        return entry.Left == left && entry.Right == right;
    }

    protected int Keep(int operation, int a, int b, int c, int result)
    {
        if (++_steps > _mostSteps) throw new DiagramLimitException();
        if ((_steps & 0xFFFF) == 0) _stop.ThrowIfCancellationRequested();
        var (left, right) = Key(operation, a, b, c);
        _cache[Slot(left, right)] = (left, right, result);
        return result;
    }

    // Never zero, which an empty entry is.
    static (long, long) Key(int operation, int a, int b, int c) => (((long)a << 32) | (uint)b, ((long)(operation + 1) << 32) | (uint)c);

    static int Slot(long left, long right)
    {
        var h = unchecked(((ulong)left * 0x9E3779B97F4A7C15) ^ ((ulong)right * 0xC2B2AE3D27D4EB4F));
        return (int)((h ^ (h >> 31)) & ((1 << CacheBits) - 1));
    }

    /// <summary>Works out the gates under the top of a tree, each after those it takes from. Loops are gone round until nothing changes: up from what they
    /// start with, which is the least (or greatest) of all answers.</summary>
    protected void Settle(FaultTree tree, int[] gates, Func<FaultGate, int> valueOf)
    {
        foreach (var group in tree.Groups())
        {
            if (group.IsLoop) Loop(tree, gates, valueOf, group.Gates);
            else gates[group.Gates[0]] = valueOf(tree.Gates[group.Gates[0]]);
            Settled += group.Gates.Length;
        }
    }

    static void Loop(FaultTree tree, int[] gates, Func<FaultGate, int> valueOf, int[] loop)
    {
        foreach (var g in loop) gates[g] = tree.StartsFalse![g] ? 0 : 1;
        var (changed, asked, turn) = (new Dictionary<int, int>(), new Dictionary<int, int>(), 0);
        for (var again = true; again;)
        {
            again = false;
            foreach (var g in loop)
            {
                turn++;
                if (asked.TryGetValue(g, out var last) && !tree.Gates[g].Inputs.Any(i => i.Kind == FaultInputKind.Gate && changed.GetValueOrDefault(i.Index) >= last)) continue;
                asked[g] = turn;
                var value = valueOf(tree.Gates[g]);
                if (value == gates[g]) continue;
                (gates[g], changed[g], again) = (value, turn, true);
            }
        }
    }
}
