using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What a plan says of itself that its rows contradict.</summary>
public enum PlanContradictionKind
{
    /// <summary>Lists of the plan do not fit each other or the network; nothing else can be looked at.</summary>
    Shape,
    /// <summary>Periods with gaps, or lengths and dates that do not agree.</summary>
    Period,
    /// <summary>A discount factor.</summary>
    Discount,
    /// <summary>A negative or undefined amount.</summary>
    Amount,
    /// <summary>A property of a supply that the network's row does not have.</summary>
    Supply,
    /// <summary>What a demand wants, its price or its weight.</summary>
    Demand,
    /// <summary>A start: its dates, its number, its size.</summary>
    Start,
    /// <summary>Capacity of a supply, expansions included.</summary>
    Capacity,
    /// <summary>More made than the capacity, or by a line that is stopped.</summary>
    Production,
    /// <summary>What was under way before the plan.</summary>
    Pipeline,
    /// <summary>What arrives.</summary>
    Arrival,
    /// <summary>Inputs that do not fit what was made of them.</summary>
    Use,
    /// <summary>More used or sent over links than there was.</summary>
    Flow,
    /// <summary>More hauled over the transport network than was made, delivered or can be carried.</summary>
    Haul,
    /// <summary>Stocks that do not add up.</summary>
    Stock,
    /// <summary>Something kept beyond its shelf life.</summary>
    ShelfLife,
    /// <summary>Deliveries and backlog that do not add up.</summary>
    Backlog,
    /// <summary>A state of a line that cannot follow the one before, or does not fit what the line makes.</summary>
    LineState,
    /// <summary>A cost.</summary>
    Cost,
    /// <summary>The objective.</summary>
    Objective,
    /// <summary>A start that is not paid, or paid by somebody who may not pay that much for it.</summary>
    Payment,
    /// <summary>More spent than the budget of a payer and year.</summary>
    Budget,
    /// <summary>People at work or capital per place.</summary>
    Work,
    /// <summary>The list of what is missing.</summary>
    Shortfall,
    /// <summary>A limit on what somebody bears.</summary>
    Limit,
}

/// <summary>One contradiction in a plan.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Where">Address of the row that is concerned (<c>lines/powder-1</c>), or the name of a part of the plan.</param>
/// <param name="Period">Period, or -1 where it concerns the whole.</param>
/// <param name="Expected">What the rows give, or the limit.</param>
/// <param name="Found">What the plan says.</param>
public sealed record PlanContradiction(PlanContradictionKind Kind, string Where, int Period, double Expected, double Found);

/// <summary>What replaying a plan found.</summary>
/// <param name="Contradictions">In the order in which the replay met them; at most <see cref="PlanReplay.Most"/>.</param>
/// <param name="Count">How many there were.</param>
public sealed record PlanReplayReport(IReadOnlyList<PlanContradiction> Contradictions, int Count)
{
    /// <summary>True where the plan and its network agree in everything.</summary>
    public bool Holds => Count == 0;
}

/// <summary>Replays a plan forward from the network's rows, period by period, with arithmetic that shares nothing with the program that
/// made it: capacities from rows, permits, building and ramp; arrivals from lead times; stocks, oldest first; deliveries and backlog;
/// people; money; every cost.</summary>
/// <remarks>The plan's decisions (starts, production, flows, deliveries, payments) are taken as they are; all that follows from them is
/// worked out again and compared. Amounts may differ by <see cref="Tolerance"/> of the largest amount that meets in a comparison.</remarks>
public static class PlanReplay
{
    /// <summary>Relative tolerance.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>Contradictions that are listed; further ones are only counted.</summary>
    public const int Most = 100;

    /// <summary>Replays a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="conditions">What it was given beside its options; null for nothing.</param>
    public static PlanReplayReport Run(Plan plan, PlanCase? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var run = new PlanReplayRun(plan, conditions ?? PlanCase.Plain);
        run.All();
        return new(run.Found, run.Count);
    }

    /// <summary>Replays a plan and throws where it contradicts itself.</summary>
    /// <exception cref="InvalidOperationException">The plan's rows contradict each other; the message names the first contradiction.</exception>
    internal static void ThrowIfWrong(Plan plan, PlanCase conditions)
    {
        // Parts of a plan are replayed as the whole that they add up to.
        if (conditions.Parts is not null) return;
        var report = Run(plan, conditions);
        if (report.Holds) return;
        var first = report.Contradictions[0];
        throw new InvalidOperationException(FormattableString.Invariant(
            $"The plan contradicts its own rows in {report.Count} places; first {first.Kind} at {first.Where}, period {first.Period}: {first.Expected:R} expected, {first.Found:R} found."));
    }
}
