using Vauban.Core.Exposure;

namespace Vauban.Bench;

/// <summary>A fault tree of the kind and size of the hardest published ones: a plant whose accidents are an initiating event and several safety systems that fail, each of
/// two to four trains, whose trains all lean on the same power, cooling and signals, which lean on each other.</summary>
/// <remarks>What makes such trees hard is that everything far apart shares what lies deep, so that no order of the events keeps a diagram small, and that sets number in
/// the billions. Trees of this kind with some 1,600 events are out of reach of whole diagrams.</remarks>
static class Plant
{
    const int Supports = 24, Systems = 45, Accidents = 80;

    /// <summary>The tree of a seed.</summary>
    public static FaultTree Tree(ulong seed)
    {
        var state = seed;
        var (events, gates) = (new List<FaultEvent>(), new List<FaultGate>());

        var supports = new List<FaultInput>();
        for (var s = 0; s < Supports; s++)
        {
            List<FaultInput> parts = [.. Components($"support{s}", 3)];
            // The deepest stand alone; others need one deeper one, or either of two.
            if (s >= 4) parts.Add(Below(3) == 0 ? Deeper(s) : Gate($"either{s}", GateKind.And, [Deeper(s), Deeper(s)]));
            supports.Add(Gate($"support{s}", GateKind.Or, parts));
        }
        var systems = new List<FaultInput>();
        for (var s = 0; s < Systems; s++)
        {
            var trains = 2 + Below(3);
            var lines = Enumerable.Range(0, trains).Select(t => Gate($"system{s}-train{t}", GateKind.Or,
                [.. Components($"system{s}-train{t}", 3), .. Enumerable.Range(0, 2 + Below(2)).Select(_ => supports[Below(Supports)]).Distinct()])).ToArray();
            // All trains, or all but one of three or four; and what strikes all of them alike.
            var lost = trains > 2 && Below(3) == 0 ? Gate($"system{s}-trains", GateKind.AtLeast, lines, trains - 1) : Gate($"system{s}-trains", GateKind.And, lines);
            systems.Add(Gate($"system{s}", GateKind.Or, [lost, Event($"system{s}-all", 1e-5)]));
        }
        var accidents = Enumerable.Range(0, Accidents).Select(a => Gate($"accident{a}", GateKind.And,
            [Event($"start{a}", 0.001 * (1 + Below(50))), .. Enumerable.Range(0, 2 + Below(4)).Select(_ => systems[Below(Systems)]).Distinct()]));
        var top = Gate("plant", GateKind.Or, [.. accidents]);
        return new("plant", events, gates, top);

        FaultInput Deeper(int s) => supports[Below(s)];

        // A pump does not start, stops, or is under repair.
        IEnumerable<FaultInput> Components(string name, int count) => Enumerable.Range(0, count).Select(c =>
            Gate($"{name}-part{c}", GateKind.Or, [.. Enumerable.Range(0, 2 + Below(3)).Select(e => Event($"{name}-part{c}-{e}", 0.0005 * (1 + Below(20))))])).ToArray();

        FaultInput Event(string name, double probability)
        {
            events.Add(new(name, probability));
            return new(FaultInputKind.Event, events.Count - 1);
        }

        FaultInput Gate(string name, GateKind kind, IEnumerable<FaultInput> inputs, int least = 0)
        {
            FaultInput[] all = [.. inputs.Distinct()];
            gates.Add(kind == GateKind.AtLeast ? new(name, kind, all, least) : new(name, kind, all));
            return new(FaultInputKind.Gate, gates.Count - 1);
        }

        int Below(int range)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)(((z ^ (z >> 31)) >> 32) * (ulong)range >> 32);
        }
    }
}
