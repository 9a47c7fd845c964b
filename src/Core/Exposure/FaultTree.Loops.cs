namespace Vauban.Core.Exposure;

/// <summary>A gate by itself, or gates that need each other.</summary>
/// <param name="Gates">Gates; those of a loop in the order in which they are best worked out.</param>
/// <param name="IsLoop">True where they need each other.</param>
readonly record struct GateGroup(int[] Gates, bool IsLoop);

/// <content>Loops: which gates need each other, and the same tree without them.</content>
public sealed partial class FaultTree
{
    /// <summary>True where gates under the top need each other.</summary>
    public bool HasLoops => Groups().Any(g => g.IsLoop);

    /// <summary>Groups of gates under the top, each after those it takes from.</summary>
    /// <remarks>R. E. Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1, 1972; without recursion, since trees may be deep.</remarks>
    internal IReadOnlyList<GateGroup> Groups()
    {
        if (_groups is { } done) return done;
        var groups = new List<GateGroup>();
        if (Top.Kind != FaultInputKind.Gate) return _groups = groups;
        var (number, lowest, finish, isOpen) = (new int[Gates.Count], new int[Gates.Count], new int[Gates.Count], new bool[Gates.Count]);
        var (open, stack, count, ends) = (new Stack<int>(), new Stack<(int Gate, int Next)>(), 0, 0);
        Begin(Top.Index);
        while (stack.TryPop(out var at))
        {
            var (gate, next) = at;
            var inputs = Gates[gate].Inputs;
            for (; next < inputs.Count; next++)
            {
                if (inputs[next].Kind != FaultInputKind.Gate) continue;
                var below = inputs[next].Index;
                if (number[below] == 0) break;
                if (isOpen[below]) lowest[gate] = Math.Min(lowest[gate], lowest[below]);
            }
            if (next < inputs.Count)
            {
                // Looked at again when it is done, for what it reaches.
                stack.Push((gate, next));
                Begin(inputs[next].Index);
                continue;
            }
            finish[gate] = ++ends;
            if (lowest[gate] != number[gate]) continue;
            var members = new List<int>();
            int member;
            do
            {
                member = open.Pop();
                isOpen[member] = false;
                members.Add(member);
            }
            while (member != gate);
            members.Sort((a, b) => finish[a].CompareTo(finish[b]));
            groups.Add(new([.. members], members.Count > 1 || inputs.Any(i => i.Kind == FaultInputKind.Gate && i.Index == gate)));
        }
        return _groups = groups;

        void Begin(int gate)
        {
            number[gate] = lowest[gate] = ++count;
            isOpen[gate] = true;
            open.Push(gate);
            stack.Push((gate, 0));
        }
    }

    /// <summary>The same tree without loops: each loop is written out as often as a chain of gates can run round in it. The tree itself where it has none.</summary>
    /// <param name="most">Most gates it may have.</param>
    /// <returns>Null where it would have more.</returns>
    public FaultTree? Unfolded(int most = 1_000_000) => HasLoops ? new LoopUnfolding(this, most).Run() : this;
}

/// <summary>Writes loops out.</summary>
/// <remarks>Once the values of a few gates are fixed, without which a loop is none, all others follow. Each round over the loop settles at least one of them more, so
/// that with k such gates k rounds settle them all and one more settles the rest.</remarks>
sealed class LoopUnfolding(FaultTree tree, int most)
{
    readonly List<FaultGate> _gates = [];
    readonly Dictionary<string, FaultInput> _known = new(StringComparer.Ordinal);
    readonly FaultInput[] _value = new FaultInput[tree.Gates.Count];

    public FaultTree? Run()
    {
        foreach (var group in tree.Groups())
        {
            var rounds = 1;
            var order = group.Gates;
            if (group.IsLoop)
            {
                if (Heads(group.Gates) is not { } heads) return null;
                foreach (var g in order) _value[g] = new(tree.StartsFalse![g] ? FaultInputKind.False : FaultInputKind.True, 0);
                (order, rounds) = (InOrder(group.Gates, heads), heads.Count + 1);
            }
            for (var round = 1; round <= rounds; round++)
            {
                var hasChanged = false;
                foreach (var g in order)
                {
                    var gate = tree.Gates[g];
                    var value = Make(round == rounds ? gate : gate with { Name = $"{gate.Name}~{round}" }, group.IsLoop);
                    hasChanged |= value != _value[g];
                    _value[g] = value;
                }
                if (_gates.Count > most) return null;
                if (!hasChanged) break;
            }
        }
        return new(tree.Name, tree.Events, _gates, ValueOf(tree.Top));
    }

    FaultInput ValueOf(FaultInput input) => input.Kind == FaultInputKind.Gate ? _value[input.Index] : input;

    // Gates of a loop that say the same are one gate, and what is settled is left out.
    FaultInput Make(FaultGate gate, bool isLoop)
    {
        var inputs = gate.Inputs.Select(ValueOf);
        if (isLoop || gate.Kind is GateKind.And or GateKind.Or)
        {
            var (ends, passes) = gate.Kind == GateKind.And ? (FaultInputKind.False, FaultInputKind.True) : (FaultInputKind.True, FaultInputKind.False);
            var some = inputs.Distinct().Where(i => i.Kind != passes).OrderBy(i => i.Kind).ThenBy(i => i.Index).ToArray();
            if (some.Any(i => i.Kind == ends)) return new(ends, 0);
            if (some.Length == 0) return new(passes, 0);
            if (isLoop && some.Length == 1) return some[0];
            var key = $"{gate.Kind} {string.Join(' ', some.Select(i => $"{(int)i.Kind}.{i.Index}"))}";
            if (!isLoop) return Add(gate with { Inputs = some });
            return _known.TryGetValue(key, out var known) ? known : _known[key] = Add(gate with { Inputs = some });
        }
        return Add(gate with { Inputs = [.. inputs] });
    }

    FaultInput Add(FaultGate gate)
    {
        _gates.Add(gate);
        return new(FaultInputKind.Gate, _gates.Count - 1);
    }

    // Gates without which the loop is none: those with the most ways through them first. Null where writing the loop out would take too many.
    HashSet<int>? Heads(int[] members)
    {
        var place = members.Select((g, p) => (g, p)).ToDictionary(m => m.g, m => m.p);
        var into = members.Select(g => tree.Gates[g].Inputs.Where(i => i.Kind == FaultInputKind.Gate && place.ContainsKey(i.Index)).Select(i => place[i.Index]).Distinct().ToArray()).ToArray();
        var from = new List<int>[members.Length];
        for (var p = 0; p < from.Length; p++) from[p] = [];
        for (var p = 0; p < into.Length; p++)
            foreach (var q in into[p]) from[q].Add(p);
        var (ins, outs, isAlive) = (into.Select(i => i.Length).ToArray(), from.Select(f => f.Count).ToArray(), new bool[members.Length]);
        Array.Fill(isAlive, true);
        var (heads, alive, open) = (new HashSet<int>(), members.Length, new Queue<int>());
        while (alive > 0)
        {
            var best = -1;
            for (var p = 0; p < members.Length; p++)
                if (isAlive[p] && (best < 0 || (long)ins[p] * outs[p] > (long)ins[best] * outs[best])) best = p;
            heads.Add(members[best]);
            if ((long)members.Length * (heads.Count + 1) > most) return null;
            open.Enqueue(best);
            isAlive[best] = false;
            while (open.TryDequeue(out var p))
            {
                alive--;
                foreach (var q in into[p])
                    if (isAlive[q] && --outs[q] == 0) Leave(q);
                foreach (var q in from[p])
                    if (isAlive[q] && --ins[q] == 0) Leave(q);
            }
        }
        return heads;

        void Leave(int p)
        {
            isAlive[p] = false;
            open.Enqueue(p);
        }
    }

    // Each gate after all it takes from, but for the heads.
    int[] InOrder(int[] members, HashSet<int> heads)
    {
        var isIn = members.ToHashSet();
        var (order, seen, stack) = (new List<int>(), new HashSet<int>(), new Stack<(int Gate, bool IsDone)>());
        foreach (var first in members)
        {
            stack.Push((first, false));
            while (stack.TryPop(out var at))
            {
                if (at.IsDone) order.Add(at.Gate);
                if (at.IsDone || !seen.Add(at.Gate)) continue;
                stack.Push((at.Gate, true));
                foreach (var i in tree.Gates[at.Gate].Inputs)
                    if (i.Kind == FaultInputKind.Gate && isIn.Contains(i.Index) && !heads.Contains(i.Index)) stack.Push((i.Index, false));
            }
        }
        return [.. order];
    }
}
