using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What a line does in a month.</summary>
public enum TroughMode
{
    /// <summary>Runs at the orders, at least at its minimum rate.</summary>
    Run,
    /// <summary>Makes nothing and is kept ready for the fee; it can run the next month.</summary>
    Ready,
    /// <summary>Closed; it must be started again before it runs.</summary>
    Closed,
    /// <summary>Starting again; it runs for what is left of the month once the days to start are over.</summary>
    Restart,
}

/// <summary>One month of a plan. Costs count against a line that makes exactly what is ordered at its unit cost.</summary>
/// <param name="Month">1 is the first month of low orders.</param>
/// <param name="Mode">What the line does.</param>
/// <param name="Orders">Units ordered.</param>
/// <param name="Made">Units made.</param>
/// <param name="Unsold">Units made beyond the orders.</param>
/// <param name="Lost">Units ordered and not made.</param>
/// <param name="Cost">EUR of the month.</param>
public sealed record TroughMonth(int Month, TroughMode Mode, double Orders, double Made, double Unsold, double Lost, double Cost);

/// <summary>What a line does month by month, and what it costs.</summary>
/// <param name="Months">The months of low orders, then those that starting again may take.</param>
/// <param name="UnsoldCost">EUR of units made beyond the orders, less what they are worth later.</param>
/// <param name="Fees">EUR for being kept ready.</param>
/// <param name="RestartCost">EUR for starting again.</param>
/// <param name="LostCost">EUR of units ordered and not delivered.</param>
public sealed record TroughPlan(IReadOnlyList<TroughMonth> Months, double UnsoldCost, double Fees, double RestartCost, double LostCost)
{
    /// <summary>EUR of the whole plan.</summary>
    public double Cost => UnsoldCost + Fees + RestartCost + LostCost;

    /// <summary>Units made beyond the orders.</summary>
    public double Unsold => Months.Sum(m => m.Unsold);

    /// <summary>Units ordered and not delivered.</summary>
    public double Lost => Months.Sum(m => m.Lost);
}

/// <summary>One way followed throughout: run, keep ready, or close and start again at the best month.</summary>
/// <param name="Mode">Run, Ready or Closed.</param>
/// <param name="Plan">The plan with central values; null where a cost of it is unknown.</param>
/// <param name="Low">EUR where every cost is at its low end.</param>
/// <param name="High">EUR where every cost is at its high end.</param>
/// <param name="Missing">Columns of the line that are blank and would be needed.</param>
public sealed record TroughStrategy(TroughMode Mode, TroughPlan? Plan, double Low, double High, IReadOnlyList<string> Missing);

/// <summary>From how many months of low orders on one way is cheaper than another.</summary>
/// <param name="Before">Way that is cheaper, or as cheap, for shorter troughs.</param>
/// <param name="Then">Way that is cheaper from there on.</param>
/// <param name="Months">Months of low orders.</param>
public sealed record TroughBreakEven(TroughMode Before, TroughMode Then, int Months);

/// <summary>The cheapest way to keep a line warm through months of low orders.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Network">Network as it counts.</param>
/// <param name="Line">Line.</param>
/// <param name="LostPrice">EUR that a unit ordered and not delivered costs; unknown where nothing says.</param>
/// <param name="Worth">What a unit made beyond the orders is worth later, as a share of its unit cost, before keeping.</param>
/// <param name="HoldingCost">EUR for keeping a unit for a month; 0 where no row says.</param>
/// <param name="Missing">What is blank and without which nothing can be said; then there is no plan.</param>
/// <param name="Best">The cheapest plan of all, ways mixed month by month; null where something is missing.</param>
/// <param name="Strategies">Run, ready, closed.</param>
/// <param name="BreakEvens">Between those of the three that can be costed, up to <see cref="TroughOptions.Longest"/> months.</param>
/// <param name="IsCertain">True where the same plan is the cheapest with every cost at its low end and at its high end.</param>
public sealed record TroughResult(TroughOptions Options, Network Network, Line Line, Quantity LostPrice, double Worth, double HoldingCost, IReadOnlyList<string> Missing, TroughPlan? Best,
    IReadOnlyList<TroughStrategy> Strategies, IReadOnlyList<TroughBreakEven> BreakEvens, bool IsCertain);
