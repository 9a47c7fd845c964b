using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>How a question about survival was answered.</summary>
public enum SurvivalStatus
{
    /// <summary>A number of days.</summary>
    Finite,
    /// <summary>For ever: what is left meets the demand without stocks.</summary>
    Unlimited,
    /// <summary>No answer: the limits cannot hold together, not even for no time at all.</summary>
    Infeasible,
    /// <summary>No answer: nothing can be made even while nobody fails, so that there is nothing to lose.</summary>
    NothingMade,
}

/// <summary>One reading of a node's failure.</summary>
/// <param name="Status">How it was answered.</param>
/// <param name="Days">Time to survive; infinite where unlimited, not a number where there is no answer.</param>
/// <param name="RecoveryDays">Time to recover.</param>
/// <param name="Impact">What is lost until recovery at least, in EUR where every product has a unit value, else in days of demand.</param>
/// <param name="Lost">Units lost per product, in the order of <see cref="SurviveResult.Products"/>.</param>
public sealed record Survival(SurvivalStatus Status, double Days, double RecoveryDays, double Impact, IReadOnlyList<double> Lost);

/// <summary>A node and what its failure does.</summary>
/// <param name="Node">Line, site, party or owner.</param>
/// <param name="Readings">Pessimistic, central, optimistic.</param>
/// <param name="IsRecoveryKnown">False where none of its lines states a time to recover, so that 365, 180 and 30 days stand in.</param>
/// <param name="RiskIndex">Impact over the greatest impact of any node of its kind in the central reading; 0 where nobody loses anything.</param>
public sealed record NodeSurvival(Actor Node, IReadOnlyList<Survival> Readings, bool IsRecoveryKnown, double RiskIndex)
{
    /// <summary>Central reading.</summary>
    public Survival Central => Readings[1];

    /// <summary>True where it recovers before what is left runs out, in the central reading.</summary>
    public bool IsCovered => Central.Status == SurvivalStatus.Unlimited || Central.Days >= Central.RecoveryDays;
}

/// <summary>What is to be met.</summary>
/// <param name="Item">Item.</param>
/// <param name="PerDay">Wanted a day, in the central reading.</param>
/// <param name="UnitValue">EUR a unit, or unknown.</param>
public sealed record SurviveProduct(Item Item, double PerDay, Quantity UnitValue);

/// <summary>How long each failure is survived, and what it costs until recovery.</summary>
public sealed class SurviveResult
{
    internal SurviveResult(SurviveOptions options, SupplyTable table, string solver) => (Options, Table, Solver) = (options, table, solver);

    /// <summary>Settings.</summary>
    public SurviveOptions Options { get; }

    /// <summary>Supplies.</summary>
    public SupplyTable Table { get; }

    /// <summary>Name of the solver.</summary>
    public string Solver { get; }

    /// <summary>Products and their demand.</summary>
    public IReadOnlyList<SurviveProduct> Products { get; internal init; } = [];

    /// <summary>True where losses are EUR; else days of demand.</summary>
    public bool IsValued { get; internal init; }

    /// <summary>Share of the demand that is met while nobody fails, by reading (at most 1). Where it is below 1, that share is what is to be survived.</summary>
    public IReadOnlyList<double> Level { get; internal init; } = [];

    /// <summary>Nodes by kind, the greatest loss first, then the shortest time.</summary>
    public IReadOnlyList<NodeSurvival> Nodes { get; internal init; } = [];

    /// <summary>How many lines of the goals' tree state a time to recover.</summary>
    public Coverage RecoveryCoverage { get; internal init; }

    /// <summary>How many items of the goals' tree have a row of stock.</summary>
    public Coverage StockCoverage { get; internal init; }

    /// <summary>How many supplies and recipes of the goals' tree are known.</summary>
    public Coverage Coverage { get; internal init; }
}
