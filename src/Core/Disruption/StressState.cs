namespace Vauban.Core.Disruption;

/// <summary>Everything that changes from day to day, as plain arrays that can be copied at once.</summary>
sealed class StressState
{
    public StressState(StressField field)
    {
        Stores = new StressStore[field.Stores];
        Edges = new StressEdge[field.Edges];
        Lots = new long[field.ShelfStart[field.Stores]];
        Ring = new long[field.RingStart[field.Edges]];
        Claims = [new StressClaim[field.Edges], new StressClaim[field.Edges], new StressClaim[field.Edges]];
        Left = [new long[field.Nodes], new long[field.Nodes]];
        (Asked, Given, Asks) = (new int[2 * field.Nodes], new bool[2 * field.Nodes], new int[2 * field.Stores]);
        Plan = new long[field.Nodes];
        Made = new long[field.Makers];
        Backlog = new long[field.Sinks];
        Delivered = new long[field.Sinks];
        Net = new long[field.Hubs];
        IsActive = new bool[field.Nodes];
    }

    /// <summary>What changes of each store.</summary>
    public StressStore[] Stores { get; }

    /// <summary>What changes of each edge.</summary>
    public StressEdge[] Edges { get; }

    /// <summary>What lies in stores that spoil, by day of arrival.</summary>
    public long[] Lots { get; }

    /// <summary>What is under way, by day of arrival.</summary>
    public long[] Ring { get; }

    /// <summary>What was asked and given in each of the three rounds, per edge.</summary>
    public StressClaim[][] Claims { get; }

    /// <summary>What suppliers have left after the first and after the second round.</summary>
    public long[][] Left { get; }

    /// <summary>How many requests of the second and of the third round each supplier has; by round, then node.</summary>
    public int[] Asked { get; }

    /// <summary>True where a supplier gave something in the second or third round; by round, then node.</summary>
    public bool[] Given { get; }

    /// <summary>How many requests of the second and of the third round each store made; by round, then store.</summary>
    public int[] Asks { get; }

    /// <summary>The output that each node reckons with.</summary>
    public long[] Plan { get; }

    /// <summary>Output of each maker today.</summary>
    public long[] Made { get; }

    /// <summary>Wanted earlier and not delivered yet.</summary>
    public long[] Backlog { get; }

    /// <summary>Delivered today.</summary>
    public long[] Delivered { get; }

    /// <summary>Made less used, delivered and spoiled today, per item.</summary>
    public long[] Net { get; }

    /// <summary>Nodes that may change tomorrow.</summary>
    public bool[] IsActive { get; }

    /// <summary>The day that comes next.</summary>
    public int Day { get; set; }

    IEnumerable<(Array From, Array To)> Pairs(StressState other)
    {
        yield return (Stores, other.Stores);
        yield return (Edges, other.Edges);
        yield return (Lots, other.Lots);
        yield return (Ring, other.Ring);
        for (var r = 0; r < 3; r++)
        {
            yield return (Claims[r], other.Claims[r]);
            if (r < 2) yield return (Left[r], other.Left[r]);
        }
        yield return (Asked, other.Asked);
        yield return (Given, other.Given);
        yield return (Asks, other.Asks);
        yield return (Plan, other.Plan);
        yield return (Made, other.Made);
        yield return (Backlog, other.Backlog);
        yield return (Delivered, other.Delivered);
        yield return (Net, other.Net);
        yield return (IsActive, other.IsActive);
    }

    /// <summary>Makes another state the same as this one.</summary>
    public void CopyTo(StressState other)
    {
        foreach (var (from, to) in Pairs(other)) Array.Copy(from, to, from.Length);
        other.Day = Day;
    }
}

/// <summary>What changes of a store from day to day, side by side, because a day reads and writes most of it.</summary>
struct StressStore
{
    /// <summary>What lies there, and what is under way to it.</summary>
    public long OnHand, InTransit;

    /// <summary>By how much it orders beyond its usual level.</summary>
    public long Beyond;

    /// <summary>What it ordered today, what of it the first round left open, and what nobody sent.</summary>
    public long Gap, ShortOfFirst, Unmet;

    /// <summary>What was used up of it today, and what spoiled.</summary>
    public long Used, Scrap;

    /// <summary>What it was when it was played last, before that day.</summary>
    public long OldOnHand, OldInTransit, OldBeyond, OldGap, OldUnmet;

    /// <summary>Days in succession on which orders were not met.</summary>
    public int ShortDays;

    /// <summary>Days in succession on which a maker did without an input that it can do without for a while.</summary>
    public int GraceDays;
}

/// <summary>What changes of an edge from day to day.</summary>
struct StressEdge
{
    /// <summary>What was shipped today, and on the last day that the customer was played.</summary>
    public long Fill, Sent;

    /// <summary>Unmet orders of which the supplier was told.</summary>
    public long Told;

    /// <summary>Days in succession on which the same was shipped.</summary>
    public int Run;

    /// <summary>True for a supplier that the customer may use today.</summary>
    public bool IsInUse;
}

/// <summary>What a customer asks of a supplier in one round, and what he is given.</summary>
struct StressClaim
{
    public long Request, Part;
}
