namespace Vauban.Core.Disruption;

/// <summary>Everything that changes from day to day, as plain arrays that can be copied at once.</summary>
sealed class StressState
{
    public StressState(StressField field)
    {
        OnHand = new long[field.Stores];
        InTransit = new long[field.Stores];
        Beyond = new long[field.Stores];
        Gap = new long[field.Stores];
        Unmet = new long[field.Stores];
        Used = new long[field.Stores];
        Scrap = new long[field.Stores];
        ShortDays = new int[field.Stores];
        GraceDays = new int[field.Stores];
        Lots = new long[field.ShelfStart[field.Stores]];
        Ring = new long[field.RingStart[field.Edges]];
        Fill = new long[field.Edges];
        Told = new long[field.Edges];
        Run = new int[field.Edges];
        Request = [new long[field.Edges], new long[field.Edges], new long[field.Edges]];
        Part = [new long[field.Edges], new long[field.Edges], new long[field.Edges]];
        Left = [new long[field.Nodes], new long[field.Nodes], new long[field.Nodes]];
        (Asked, Given, Asks) = (new int[2 * field.Nodes], new bool[2 * field.Nodes], new int[2 * field.Stores]);
        Plan = new long[field.Nodes];
        Made = new long[field.Makers];
        Backlog = new long[field.Sinks];
        Delivered = new long[field.Sinks];
        Net = new long[field.Hubs];
        IsActive = new bool[field.Nodes];
        ShortOfFirst = new long[field.Stores];
        Sent = new long[field.Edges];
        IsInUse = new bool[field.Edges];
    }

    /// <summary>What was shipped on the last day that the customer was played.</summary>
    public long[] Sent { get; }

    /// <summary>What the first round left open of each order.</summary>
    public long[] ShortOfFirst { get; }

    /// <summary>Suppliers that a customer may use today.</summary>
    public bool[] IsInUse { get; }

    /// <summary>What lies in each store.</summary>
    public long[] OnHand { get; }

    /// <summary>What is under way to each store.</summary>
    public long[] InTransit { get; }

    /// <summary>By how much each store orders beyond its usual level.</summary>
    public long[] Beyond { get; }

    /// <summary>What each store ordered today.</summary>
    public long[] Gap { get; }

    /// <summary>What of it nobody sent.</summary>
    public long[] Unmet { get; }

    /// <summary>What was used up of each store today.</summary>
    public long[] Used { get; }

    /// <summary>What spoiled today.</summary>
    public long[] Scrap { get; }

    /// <summary>Days in succession on which orders were not met.</summary>
    public int[] ShortDays { get; }

    /// <summary>Days in succession on which a maker did without an input that it can do without for a while.</summary>
    public int[] GraceDays { get; }

    /// <summary>What lies in stores that spoil, by day of arrival.</summary>
    public long[] Lots { get; }

    /// <summary>What is under way, by day of arrival.</summary>
    public long[] Ring { get; }

    /// <summary>What was shipped today.</summary>
    public long[] Fill { get; }

    /// <summary>Unmet orders of which the supplier was told.</summary>
    public long[] Told { get; }

    /// <summary>Days in succession on which the same was shipped.</summary>
    public int[] Run { get; }

    /// <summary>Requests of the three rounds.</summary>
    public long[][] Request { get; }

    /// <summary>What was given in each round.</summary>
    public long[][] Part { get; }

    /// <summary>What suppliers have left after each round.</summary>
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
        yield return (OnHand, other.OnHand);
        yield return (InTransit, other.InTransit);
        yield return (Beyond, other.Beyond);
        yield return (Gap, other.Gap);
        yield return (Unmet, other.Unmet);
        yield return (Used, other.Used);
        yield return (Scrap, other.Scrap);
        yield return (ShortDays, other.ShortDays);
        yield return (GraceDays, other.GraceDays);
        yield return (Lots, other.Lots);
        yield return (Ring, other.Ring);
        yield return (Fill, other.Fill);
        yield return (Told, other.Told);
        yield return (Run, other.Run);
        for (var r = 0; r < 3; r++)
        {
            yield return (Request[r], other.Request[r]);
            yield return (Part[r], other.Part[r]);
            yield return (Left[r], other.Left[r]);
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
        yield return (ShortOfFirst, other.ShortOfFirst);
        yield return (Sent, other.Sent);
        yield return (IsInUse, other.IsInUse);
    }

    /// <summary>Makes another state the same as this one.</summary>
    public void CopyTo(StressState other)
    {
        foreach (var (from, to) in Pairs(other)) Array.Copy(from, to, from.Length);
        other.Day = Day;
    }
}
