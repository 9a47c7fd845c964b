using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>How a level is reached.</summary>
public enum IndependenceStatus
{
    /// <summary>With what there is.</summary>
    Reached,
    /// <summary>Only with expansions of the package, whose cost is spread over the years.</summary>
    WithExpansions,
    /// <summary>Not even with every expansion that has a cost; then there is no price, and what is missing is said.</summary>
    OutOfReach,
}

/// <summary>Least cost of the goals in one case.</summary>
/// <param name="Case">What must be reached without whom.</param>
/// <param name="Status">How it is reached in the central reading.</param>
/// <param name="UnitCost">EUR per unit of the goal item (per month of all goals where they are for several items), in the three readings; the high end is infinite
/// where the pessimistic reading does not reach the level. Null where it is out of reach.</param>
/// <param name="BuildingCost">Part of it for expansions (central reading).</param>
/// <param name="Expansions">Expansions it takes (central reading) and how often.</param>
/// <param name="Extra">EUR per unit more than with everybody, in the three readings; null without both prices.</param>
/// <param name="Sources">Sources that the plan uses (central reading), and how many of them have a unit cost of their own.</param>
/// <param name="Uncounted">Items that the plan makes and of which no source has a unit cost: what making them costs is not counted.</param>
/// <param name="Needed">What must be new, where it is out of reach; else null.</param>
public sealed record IndependencePrice(IndependenceCase Case, IndependenceStatus Status, Figure? UnitCost, double BuildingCost, IReadOnlyList<(Fix Fix, int Times)> Expansions,
    (double Low, double Central, double High)? Extra, Coverage Sources, IReadOnlyList<int> Uncounted, NeededSupply? Needed);

/// <summary>What independence costs for the goals of one verb.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">Verb.</param>
/// <param name="Goals">Goals that are met together.</param>
/// <param name="IsHolding">True where every goal is something held: it has no amount and no price; then there are no prices.</param>
/// <param name="Prices">With everybody, inside alone, then the cases asked for.</param>
public sealed record IndependenceRow(Technology Technology, string Verb, IReadOnlyList<Goal> Goals, bool IsHolding, IReadOnlyList<IndependencePrice> Prices)
{
    /// <summary>True where all goals are for one item, so that costs are per unit of it.</summary>
    public bool IsPerUnit => Goals.All(g => g.Item == Goals[0].Item);
}

/// <summary>What independence costs.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Date">Day of the answer, or null.</param>
/// <param name="Rows">By technology, then verb.</param>
/// <param name="Solver">Name of the solver.</param>
public sealed record IndependenceResult(IndependenceOptions Options, SupplyTable Table, DateOnly? Date, IReadOnlyList<IndependenceRow> Rows, string Solver);
