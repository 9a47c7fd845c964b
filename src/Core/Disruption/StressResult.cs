using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>How a scenario was answered.</summary>
public enum StressStatus
{
    /// <summary>It was played.</summary>
    Played,
    /// <summary>It hits nothing in this package: no line fits its query.</summary>
    HitsNothing,
    /// <summary>It only changes prices: amounts stay.</summary>
    PriceOnly,
    /// <summary>Nothing can be made even undisturbed, so that there is nothing to lose.</summary>
    NothingMade,
}

/// <summary>Spread of a number over the draws.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="P5">A twentieth of the draws is below.</param>
/// <param name="Median">Half of the draws are below.</param>
/// <param name="P95">A twentieth of the draws is above.</param>
public readonly record struct Spread(double Mean, double P5, double Median, double P95)
{
    /// <summary>The spread of values; not numbers where there are none.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? new(double.NaN, double.NaN, double.NaN, double.NaN) : new(sorted.Average(), At(sorted, 0.05), At(sorted, 0.5), At(sorted, 0.95));
    }

    // The nearest rank: always a value that was drawn.
    static double At(double[] sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}

/// <summary>Output of one week, as a share of what is wanted.</summary>
/// <param name="Week">Number of the week, from 0.</param>
/// <param name="Low">A twentieth of the draws is below.</param>
/// <param name="Median">Half of the draws are below.</param>
/// <param name="High">A twentieth of the draws is above.</param>
public readonly record struct BandWeek(int Week, double Low, double Median, double High);

/// <summary>One step of why something is missing: the item that runs short and on which day.</summary>
/// <param name="Item">Item.</param>
/// <param name="Day">First day of the lack of it that led to the loss: from then on less is made of it than undisturbed.</param>
/// <param name="IsHit">True where the event itself stops its makers.</param>
public sealed record CauseStep(Item Item, int Day, bool IsHit);

/// <summary>A stock that would have bridged a scenario: played again with it, nothing is lost. The least to within a hundredth, as far as trying tells.</summary>
/// <param name="Item">Item.</param>
/// <param name="Amount">Amount in the item's unit, on top of what lies there.</param>
/// <param name="LostShare">What is still lost with it, as a share of the loss without.</param>
public sealed record BridgingStock(Item Item, double Amount, double LostShare);

/// <summary>One reading of what a product loses.</summary>
/// <param name="Lost">Units lost.</param>
/// <param name="LossShare">Share of the draws in which anything is lost.</param>
/// <param name="FirstDay">First day of loss, over the draws with a loss.</param>
/// <param name="RecoveryDay">First day after the last loss, over the draws with a loss.</param>
public sealed record ProductReading(Spread Lost, double LossShare, Spread FirstDay, Spread RecoveryDay);

/// <summary>What a scenario does to one product.</summary>
/// <param name="Item">Product.</param>
/// <param name="PerDay">Wanted a day, as far as it can be met undisturbed; central reading.</param>
/// <param name="Readings">Pessimistic, central, optimistic.</param>
public sealed record ProductStress(Item Item, double PerDay, IReadOnlyList<ProductReading> Readings)
{
    /// <summary>Central reading.</summary>
    public ProductReading Central => Readings[1];

    /// <summary>Output over time, central reading.</summary>
    public IReadOnlyList<BandWeek> Band { get; init; } = [];

    /// <summary>Why it is missing, from the product down, in the draw with the median loss of the central reading.</summary>
    public IReadOnlyList<CauseStep> Causes { get; init; } = [];

    /// <summary>Stocks each of which would have bridged that draw.</summary>
    public IReadOnlyList<BridgingStock> Bridges { get; init; } = [];

    /// <summary>EUR lost, central reading: mean units by least, central and largest unit value; unknown where the product has none.</summary>
    public Quantity LostValue => Item.UnitValue.IsKnown ? Item.UnitValue.Times(Central.Lost.Mean) : Quantity.Unknown;
}

/// <summary>What higher prices add to the cost of what goes into a product, over the whole story.</summary>
/// <param name="Item">Product.</param>
/// <param name="Cost">EUR more (less where negative), central reading and central unit values; not numbers where nothing that is hit has a value.</param>
/// <param name="Low">Mean with the least unit values.</param>
/// <param name="High">Mean with the largest unit values; may be infinite.</param>
/// <param name="Valued">How many of the items that are dearer and go into the product have a unit value.</param>
/// <remarks>Amounts are those bought undisturbed, and nobody passes a price on.</remarks>
public sealed record PriceCost(Item Item, Spread Cost, double Low, double High, Coverage Valued);

/// <summary>What one scenario does.</summary>
/// <param name="Scenario">Scenario.</param>
/// <param name="Variant">Country or item it was played for, or empty.</param>
/// <param name="Status">How it was answered.</param>
public sealed record ScenarioStress(ThreatScenario Scenario, string Variant, StressStatus Status)
{
    /// <summary>Lines and other sources hit, central reading.</summary>
    public int Hits { get; init; }

    /// <summary>Draws played; 1 where all are the same.</summary>
    public int Draws { get; init; }

    /// <summary>Lost days of demand over all products in the draw with the median loss: as played, and at least, whatever anybody does. What lies between
    /// is the value of coordination in the crisis. Not numbers where nothing is lost or it was not asked for.</summary>
    public (double AsPlayed, double Best) Response { get; init; } = (double.NaN, double.NaN);

    /// <summary>Products in order of the goals.</summary>
    public IReadOnlyList<ProductStress> Products { get; init; } = [];

    /// <summary>What higher prices add, of the products that they touch.</summary>
    public IReadOnlyList<PriceCost> ExtraCosts { get; init; } = [];

    /// <summary>Lost days of demand, summed over the products; mean of the central reading. Scenarios are ranked by it.</summary>
    public double LostDays => LostDaysIn(Reading.Central);

    /// <summary>The same in a reading.</summary>
    public double LostDaysIn(Reading reading) => Products.Sum(p => p.PerDay > 0 && !double.IsNaN(p.Readings[(int)reading].Lost.Mean) ? p.Readings[(int)reading].Lost.Mean / p.PerDay : 0);

    /// <summary>The product that loses most days of demand, or null where none loses anything.</summary>
    public ProductStress? Worst => Products.Where(p => p.PerDay > 0 && p.Central.Lost.Mean > 0).OrderByDescending(p => Math.Round(p.Central.Lost.Mean / p.PerDay, 9)).FirstOrDefault();
}

/// <summary>A stress test: what each scenario does, the worst first.</summary>
public sealed class StressResult
{
    internal StressResult(StressOptions options, SupplyTable table, string solver) => (Options, Table, Solver) = (options, table, solver);

    /// <summary>Settings.</summary>
    public StressOptions Options { get; }

    /// <summary>Supplies.</summary>
    public SupplyTable Table { get; }

    /// <summary>Name of the solver.</summary>
    public string Solver { get; }

    /// <summary>Scenarios, those that lose most days of demand first; those that hit nothing last.</summary>
    public IReadOnlyList<ScenarioStress> Scenarios { get; internal init; } = [];

    /// <summary>Share of the demand that is met undisturbed, by reading.</summary>
    public IReadOnlyList<double> Level { get; internal init; } = [];

    /// <summary>True where the undisturbed chain comes to rest, by reading; a shelf life or a loop may keep it moving.</summary>
    public IReadOnlyList<bool> IsAtRest { get; internal init; } = [];

    /// <summary>How many lines state a time to recover.</summary>
    public Coverage RecoveryCoverage { get; internal init; }

    /// <summary>How many lines state a lead time.</summary>
    public Coverage LeadCoverage { get; internal init; }

    /// <summary>How many items have a row of stock.</summary>
    public Coverage StockCoverage { get; internal init; }

    /// <summary>How many supplies and recipes are known.</summary>
    public Coverage Coverage { get; internal init; }
}
