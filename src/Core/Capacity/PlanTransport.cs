namespace Vauban.Core.Capacity;

/// <summary>A way for deliveries over a transport network: what goes from one of its places to another.</summary>
/// <param name="Item">Item, as index of the network.</param>
/// <param name="Origin">Place where lines deliver it.</param>
/// <param name="Destination">Place where buyers take it; another one than the origin.</param>
public readonly record struct PlanLane(int Item, int Origin, int Destination);

/// <summary>A limit on the tonnes a day over lanes: their sum, each times its weight, is at most <paramref name="Most"/>.</summary>
/// <param name="Weights">Weight of each lane.</param>
/// <param name="Most">Limit in each period; infinite where nothing limits.</param>
public sealed record PlanLaneLimit(IReadOnlyList<double> Weights, IReadOnlyList<double> Most);

/// <summary>A transport network as a plan sees it: where lines and buyers stand, what goods weigh, and what limit deliveries would break.</summary>
/// <remarks>The plan is solved, its deliveries are asked for a limit that they break, the limit joins the program, and so on until they break none: the same as the whole transport network in
/// every period of the program, since every limit is one that all deliveries that can be carried meet.</remarks>
public sealed record PlanTransport
{
    /// <summary>Place of each line, by its index in the network; lines that are absent are not on the transport network.</summary>
    public required IReadOnlyDictionary<int, int> Origins { get; init; }

    /// <summary>Place of each buyer; buyers that are absent are not on the transport network.</summary>
    public required IReadOnlyDictionary<string, int> Destinations { get; init; }

    /// <summary>Tonnes of one unit, by item; items that are absent cannot be weighed.</summary>
    public required IReadOnlyDictionary<int, double> Tonnes { get; init; }

    /// <summary>Lanes between different places.</summary>
    public required IReadOnlyList<PlanLane> Lanes { get; init; }

    /// <summary>A limit that tonnes a day of the lanes break in a period, for all periods, or null where the network carries them.</summary>
    public required Func<IReadOnlyList<PlanPeriod>, int, IReadOnlyList<double>, CancellationToken, PlanLaneLimit?> Broken { get; init; }

    /// <summary>Lane of a delivery, or -1 where it goes nowhere or is not on the transport network.</summary>
    internal int LaneOf(int line, string buyer, int item)
    {
        if (line < 0 || !Origins.TryGetValue(line, out var from) || !IsOn(buyer, item)) return -1;
        for (var l = 0; l < Lanes.Count; l++)
            if (Lanes[l] == new PlanLane(item, from, Destinations[buyer])) return l;
        return -1;
    }

    /// <summary>True where what a buyer gets of an item is on the transport network.</summary>
    internal bool IsOn(string buyer, int item) => Destinations.ContainsKey(buyer) && Tonnes.ContainsKey(item);

    /// <summary>Days of a period.</summary>
    internal static int Days(PlanPeriod period) => period.Last.DayNumber - period.First.DayNumber + 1;
}

/// <summary>What one supply delivers to one demand over the transport network.</summary>
/// <param name="Supply">Supply, as index of <see cref="Plan.Supplies"/>; its line stands at a place of the transport network.</param>
/// <param name="Demand">Demand, as index of <see cref="Plan.Demands"/>.</param>
/// <param name="Units">Units per period.</param>
public sealed record PlanHaul(int Supply, int Demand, double[] Units);
