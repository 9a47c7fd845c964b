using System.Diagnostics;
using System.Globalization;
using Vauban.Adapters.Formats.OpenPsa;
using Vauban.Core.Exposure;

namespace Vauban.Bench;

/// <summary>Minimal cut sets of published trees (a folder of XML files), of generated AND/OR graphs with sharing (a number of events) and of a generated tree as hard as
/// the hardest published one ("plant"), against expanding the tree set by set, which is what one would write first.</summary>
static class CutBenchmark
{
    const int MostPlain = 300_000, PlainSeconds = 10;

    public static void Run(string what)
    {
        Console.WriteLine(Rounds.Machine());
        var trees = what == "plant" ? [Plant.Tree(1)] : int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var events) ? [Graph(events, 1)]
            : Directory.EnumerateFiles(what, "*.xml").Order(StringComparer.Ordinal).Select(f => OpenPsaReader.Load(f, null, [])!).ToArray();
        FaultTreeEngine.Run(Graph(200, 1), new() { Order = 2 });
        foreach (var tree in trees)
        {
            Rounds.Print($"{tree.Name}: {tree.Events.Count} events, {tree.Gates.Count} gates");
            foreach (var order in new int?[] { 1, 2, 3, null })
            {
                var watch = Stopwatch.StartNew();
                var result = FaultTreeEngine.Run(tree, new() { Order = order, List = 10, IsBySize = true });
                var seconds = watch.Elapsed.TotalSeconds;
                var counts = string.Join(' ', result.Counts.Skip(1).Take(8));
                var plain = tree.IsCoherent ? Plain(tree, order) : "it negates";
                Rounds.Print($"  order {(order is { } o ? o.ToString(CultureInfo.InvariantCulture) : "any")}: {seconds:0.000} s, {result.Method}, complete {(result.CompleteOrder is { } c ? c.ToString(CultureInfo.InvariantCulture) : "all")}, {result.Total} sets ({counts}), {result.Nodes} nodes; plain {plain}");
            }
        }
        Rounds.Print($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
    }

    /// <summary>Items made by one to three makers each, who all need the same one to three items further down; one need in ten can be met by either of two.
    /// Some items are needed by many.</summary>
    public static FaultTree Graph(int events, ulong seed)
    {
        var state = seed;
        var (happenings, gates) = (new List<FaultEvent>(), new List<FaultGate>());
        var makers = new List<int>();
        for (var made = 0; made < events;)
        {
            var count = Math.Min(events - made, 1 + Below(ref state, 4) switch { 0 => 0, 3 => 2, _ => 1 });
            makers.Add(count);
            made += count;
        }
        var items = makers.Count;
        // Gate i is item i; the gates of makers and choices come after.
        for (var i = 0; i < items; i++) gates.Add(new($"item{i}", GateKind.And, []));
        for (var i = 0; i < items; i++)
        {
            var needs = new List<FaultInput>();
            for (var k = i + 1 < items ? 1 + Below(ref state, 3) : 0; k > 0; k--)
            {
                var need = new FaultInput(FaultInputKind.Gate, Further(ref state, i, items));
                if (Below(ref state, 10) == 0)
                {
                    gates.Add(new($"choice{gates.Count}", GateKind.And, [need, new(FaultInputKind.Gate, Further(ref state, i, items))]));
                    need = new(FaultInputKind.Gate, gates.Count - 1);
                }
                needs.Add(need);
            }
            var inputs = new List<FaultInput>();
            for (var m = 0; m < makers[i]; m++)
            {
                happenings.Add(new($"e{happenings.Count}", 0.001 * (1 + Below(ref state, 50))));
                gates.Add(new($"maker{happenings.Count - 1}", GateKind.Or, [new(FaultInputKind.Event, happenings.Count - 1), .. needs.Distinct()]));
                inputs.Add(new(FaultInputKind.Gate, gates.Count - 1));
            }
            gates[i] = gates[i] with { Inputs = inputs };
        }
        return new($"graph {events}", happenings, gates, new(FaultInputKind.Gate, 0));
    }

    // Mostly soon after, now and then one of the basics that many need; the next one more often than not, so that all are reached.
    static int Further(ref ulong state, int i, int items) => Below(ref state, 8) switch
    {
        0 => Math.Max(i + 1, items - 1 - Below(ref state, Math.Max(1, items / 20))),
        <= 3 => i + 1,
        _ => Math.Min(items - 1, 2 * i + 1 + Below(ref state, 4)),
    };

    static int Below(ref ulong state, int range)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)(((z ^ (z >> 31)) >> 32) * (ulong)range >> 32);
    }

    // Each gate's sets written down, those that hold another thrown away.
    static string Plain(FaultTree tree, int? order)
    {
        var watch = Stopwatch.StartNew();
        var sets = new Dictionary<int, List<int[]>>();
        List<int[]>? Of(FaultInput i) => i.Kind switch { FaultInputKind.Event => [[i.Index]], FaultInputKind.Gate => sets[i.Index], FaultInputKind.True => [[]], _ => [] };
        foreach (var g in tree.Below())
        {
            var gate = tree.Gates[g];
            if (gate.Kind == GateKind.AtLeast) return "does not count";
            List<int[]> all = gate.Kind == GateKind.And ? [[]] : [];
            foreach (var input in gate.Inputs)
            {
                var some = Of(input)!;
                if ((long)all.Count * Math.Max(1, gate.Kind == GateKind.And ? some.Count : 1) > MostPlain * 20L || watch.Elapsed.TotalSeconds > PlainSeconds) return $"gave up after {watch.Elapsed.TotalSeconds:0.0} s";
                all = gate.Kind == GateKind.And ? Smallest([.. all.SelectMany(a => some.Select(b => a.Union(b).Order().ToArray())).Where(s => s.Length <= (order ?? int.MaxValue))], watch) : Smallest([.. all, .. some], watch);
                if (all.Count > MostPlain) return $"gave up after {watch.Elapsed.TotalSeconds:0.0} s";
            }
            sets[g] = all;
        }
        return watch.Elapsed.TotalSeconds > PlainSeconds ? $"gave up after {watch.Elapsed.TotalSeconds:0.0} s" : $"{watch.Elapsed.TotalSeconds:0.000} s, {sets[tree.Top.Index].Count} sets";
    }

    static List<int[]> Smallest(List<int[]> sets, Stopwatch watch)
    {
        var kept = new List<int[]>();
        var byEvent = new Dictionary<int, List<int[]>>();
        foreach (var set in sets.OrderBy(s => s.Length))
        {
            if (watch.Elapsed.TotalSeconds > PlainSeconds) return kept;
            if (kept.Count > 0 && kept[0].Length == 0) break;
            if (set.Any(e => byEvent.TryGetValue(e, out var some) && some.Any(k => k.Length <= set.Length && k.All(x => Array.BinarySearch(set, x) >= 0)))) continue;
            kept.Add(set);
            if (set.Length > 0 && !byEvent.TryAdd(set[0], [set])) byEvent[set[0]].Add(set);
        }
        return kept;
    }
}
