using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Exposure;

/// <summary>How a gate joins what it takes.</summary>
public enum GateKind
{
    /// <summary>All.</summary>
    And,
    /// <summary>At least one.</summary>
    Or,
    /// <summary>At least so many as <see cref="FaultGate.Least"/>.</summary>
    AtLeast,
    /// <summary>The one input does not hold.</summary>
    Not,
    /// <summary>An odd number.</summary>
    Xor,
}

/// <summary>What an input of a gate is.</summary>
public enum FaultInputKind
{
    /// <summary>A basic event.</summary>
    Event,
    /// <summary>Another gate.</summary>
    Gate,
    /// <summary>Always so (a house event that is true).</summary>
    True,
    /// <summary>Never so.</summary>
    False,
}

/// <summary>An input of a gate.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Index of the event or gate; 0 otherwise.</param>
public readonly record struct FaultInput(FaultInputKind Kind, int Index);

/// <summary>A gate of a fault tree.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">How it joins its inputs.</param>
/// <param name="Inputs">Inputs.</param>
/// <param name="Least">Least number that makes an <see cref="GateKind.AtLeast"/> gate hold.</param>
public sealed record FaultGate(string Name, GateKind Kind, IReadOnlyList<FaultInput> Inputs, int Least = 0)
{
    /// <summary>What it is called for readers, where that is not its name; may be empty.</summary>
    public string Label { get; init; } = "";
}

/// <summary>A basic event.</summary>
/// <param name="Name">Name.</param>
/// <param name="Probability">Its probability, 0 to 1, or NaN where nobody said.</param>
public sealed record FaultEvent(string Name, double Probability)
{
    /// <summary>What it is called for readers, where that is not its name; may be empty.</summary>
    public string Label { get; init; } = "";
}

/// <summary>A fault tree: which events, alone or together, lead to the top event. Gates may be shared.</summary>
/// <remarks>Gates that need each other are refused, but for trees that were made from a network (<see cref="ExposureEngine.Trees"/>), where it is known what a loop
/// means: what nothing outside the loop starts is not made. <see cref="Unfolded"/> gives the same tree without loops.</remarks>
public sealed partial class FaultTree
{
    IReadOnlyList<GateGroup>? _groups;

    /// <summary>Makes a tree.</summary>
    /// <param name="name">Name.</param>
    /// <param name="events">Basic events.</param>
    /// <param name="gates">Gates.</param>
    /// <param name="top">The top event.</param>
    /// <exception cref="ArgumentException">An input names what is not there, a gate has no inputs or the wrong number of them, a probability is none, or gates need each other.</exception>
    public FaultTree(string name, IReadOnlyList<FaultEvent> events, IReadOnlyList<FaultGate> gates, FaultInput top)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(gates);
        (Name, Events, Gates, Top) = (name, events, gates, top);
        foreach (var e in events)
            if (e.Probability is < 0 or > 1) throw new ArgumentException($"The event {e.Name} has the probability {e.Probability.ToString(CultureInfo.InvariantCulture)}.", nameof(events));
        foreach (var gate in gates)
        {
            var isFit = gate.Kind switch { GateKind.Not => gate.Inputs.Count == 1, GateKind.AtLeast => gate.Least >= 0 && gate.Inputs.Count > 0, _ => gate.Inputs.Count > 0 };
            if (!isFit || gate.Inputs.Any(IsNowhere)) throw new ArgumentException($"The gate {gate.Name} has inputs that do not fit.", nameof(gates));
        }
        if (IsNowhere(top)) throw new ArgumentException("The top is not there.", nameof(top));
        if (Loop(gates, top) is { } loop) throw new ArgumentException($"These gates need each other: {string.Join(", ", loop)}.", nameof(gates));
    }

    // Gates all of whose members in a loop are "and" or "or". A loop of gates that start false holds only what events make hold (held things that
    // lose nothing stay held); any other holds wherever nothing from outside ends it (what is never started is never made).
    FaultTree(string name, IReadOnlyList<FaultEvent> events, IReadOnlyList<FaultGate> gates, FaultInput top, IReadOnlyList<bool> startsFalse) =>
        (Name, Events, Gates, Top, StartsFalse) = (name, events, gates, top, startsFalse);

    internal static FaultTree WithLoops(string name, IReadOnlyList<FaultEvent> events, IReadOnlyList<FaultGate> gates, FaultInput top, IReadOnlyList<bool> startsFalse) => new(name, events, gates, top, startsFalse);

    internal IReadOnlyList<bool>? StartsFalse { get; }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>Basic events.</summary>
    public IReadOnlyList<FaultEvent> Events { get; }

    /// <summary>Gates.</summary>
    public IReadOnlyList<FaultGate> Gates { get; }

    /// <summary>The top event.</summary>
    public FaultInput Top { get; }

    /// <summary>True where no gate under the top negates, so that more failures never help.</summary>
    public bool IsCoherent => Below().All(g => Gates[g].Kind is not (GateKind.Not or GateKind.Xor));

    /// <summary>Gates under the top, each after those it takes from (but for loops).</summary>
    public IReadOnlyList<int> Below() => [.. Groups().SelectMany(g => g.Gates)];

    bool IsNowhere(FaultInput input) => input.Kind switch { FaultInputKind.Event => input.Index < 0 || input.Index >= Events.Count, FaultInputKind.Gate => input.Index < 0 || input.Index >= Gates.Count, _ => false };

    /// <summary>Gates that need each other, in order, by name; null where none do.</summary>
    /// <param name="gates">Gates.</param>
    /// <param name="top">Where to begin.</param>
    public static IReadOnlyList<string>? Loop(IReadOnlyList<FaultGate> gates, FaultInput top)
    {
        ArgumentNullException.ThrowIfNull(gates);
        if (top.Kind != FaultInputKind.Gate) return null;
        var (open, isOpen) = (new List<int>(), new bool[gates.Count]);
        List<string>? loop = null;
        Walk(gates, top.Index, new bool[gates.Count], (g, isDone) =>
        {
            if (isDone)
            {
                isOpen[g] = false;
                open.RemoveAt(open.Count - 1);
                return true;
            }
            open.Add(g);
            isOpen[g] = true;
            foreach (var input in gates[g].Inputs)
                if (input.Kind == FaultInputKind.Gate && isOpen[input.Index]) loop ??= [.. open.SkipWhile(o => o != input.Index).Select(o => gates[o].Name)];
            return loop is null;
        });
        return loop;
    }

    // Depth first without recursion: trees may be deep. Each gate is told when it opens and when all below it are done.
    static void Walk(IReadOnlyList<FaultGate> gates, int from, bool[] seen, Func<int, bool, bool> tell)
    {
        var stack = new Stack<(int Gate, int Next)>();
        stack.Push((from, 0));
        seen[from] = true;
        if (!tell(from, false)) return;
        while (stack.TryPop(out var at))
        {
            var (gate, next) = at;
            var inputs = gates[gate].Inputs;
            while (next < inputs.Count && (inputs[next].Kind != FaultInputKind.Gate || seen[inputs[next].Index])) next++;
            if (next == inputs.Count)
            {
                if (!tell(gate, true)) return;
                continue;
            }
            stack.Push((gate, next + 1));
            stack.Push((inputs[next].Index, 0));
            seen[inputs[next].Index] = true;
            if (!tell(inputs[next].Index, false)) return;
        }
    }

    /// <summary>Events in the order in which a walk from the top meets them, depth first.</summary>
    /// <param name="order">Which way the inputs of a gate are taken: 0 as given, 1 events first, 2 gates first, 3 small branches first, 4 large branches first.</param>
    internal int[] EventOrder(int order)
    {
        var size = new long[Gates.Count];
        foreach (var g in Below()) size[g] = 1 + Gates[g].Inputs.Sum(i => i.Kind == FaultInputKind.Gate ? Math.Min(size[i.Index], int.MaxValue) : 1L);
        long Rank(FaultInput i) => order switch
        {
            0 => 0, 1 => i.Kind == FaultInputKind.Gate ? 1 : 0, 2 => i.Kind == FaultInputKind.Gate ? 0 : 1, 3 => i.Kind == FaultInputKind.Gate ? size[i.Index] : 1, _ => i.Kind == FaultInputKind.Gate ? -size[i.Index] : -1,
        };
        var sorted = Gates.Select(g => g with { Inputs = [.. g.Inputs.OrderBy(Rank)] }).ToArray();
        var (events, seen, gateSeen) = (new List<int>(), new bool[Events.Count], new bool[Gates.Count]);
        var stack = new Stack<FaultInput>();
        stack.Push(Top);
        while (stack.TryPop(out var input))
        {
            if (input.Kind == FaultInputKind.Event && !seen[input.Index])
            {
                seen[input.Index] = true;
                events.Add(input.Index);
            }
            if (input.Kind != FaultInputKind.Gate || gateSeen[input.Index]) continue;
            gateSeen[input.Index] = true;
            foreach (var i in sorted[input.Index].Inputs.Reverse()) stack.Push(i);
        }
        return [.. events];
    }
}
