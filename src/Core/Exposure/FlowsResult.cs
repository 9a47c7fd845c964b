using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>What the width of a flow means.</summary>
public enum FlowMeasure
{
    /// <summary>Value: what each item adds to its inputs, EUR per month.</summary>
    Value,
    /// <summary>Amount of one item, per month in its unit, followed up to the goals.</summary>
    Need,
    /// <summary>Items below which nothing is listed count as one each.</summary>
    Sources,
}

/// <summary>An item that something flows through.</summary>
/// <param name="Item">Item.</param>
/// <param name="Tier">Most steps of recipe from a goal; 0 for what no other item needs.</param>
/// <param name="PerMonth">Need per month in the item's unit, central reading, alternatives in equal parts.</param>
/// <param name="Content">What flows through it, in the measure.</param>
/// <param name="Added">What starts in it; the rest of the content comes with its inputs.</param>
/// <param name="End">What ends in it, as a goal; the rest of the content goes on.</param>
/// <param name="IsOpen">True where what starts in it cannot be told from inputs without a value or a quantity: it is nobody's.</param>
public sealed record FlowItem(Item Item, int Tier, double PerMonth, double Content, double Added, double End, bool IsOpen);

/// <summary>What a country's makers add to an item.</summary>
/// <param name="Item">Item, by index.</param>
/// <param name="Country">Country, by index; -1 for what has no known country.</param>
/// <param name="Low">Least it can be, given its share of supply.</param>
/// <param name="Central">As known today; all sources of an item add up to what starts in it.</param>
/// <param name="High">Most it can be.</param>
public sealed record FlowSource(int Item, int Country, double Low, double Central, double High);

/// <summary>What flows from an input into what is made of it.</summary>
/// <param name="Input">Input, by index.</param>
/// <param name="Item">What is made of it, by index.</param>
/// <param name="PerMonth">Amount per month in the input's unit.</param>
/// <param name="Content">The same in the measure.</param>
/// <param name="IsLoop">True for a way back around a loop; a picture from left to right leaves it out.</param>
public sealed record FlowLink(int Input, int Item, double PerMonth, double Content, bool IsLoop);

/// <summary>What flows between the makers of two countries, when each draws on all sources of an input in proportion.</summary>
/// <param name="From">Country of the input's makers, by index; -1 where unknown.</param>
/// <param name="To">Country of the makers of what is made of it; -1 where unknown.</param>
/// <param name="Tier">Tier of the input.</param>
/// <param name="Content">In the measure.</param>
public sealed record FlowExchange(int From, int To, int Tier, double Content);

/// <summary>What of everything that ends in the goals starts in a country.</summary>
/// <param name="Country">Country, by index; -1 for what has no known country.</param>
/// <param name="IsOutside">True for a country outside the perimeter.</param>
/// <param name="Share">Part of the total, 0 to 1, with the range that the shares of supply allow.</param>
/// <param name="Central">Central amount in the measure.</param>
public sealed record FlowCountry(int Country, bool IsOutside, Figure Share, double Central);

/// <summary>Flows from source countries through the tiers to the goals.</summary>
/// <remarks>An accounting identity holds at every item: what starts in it and what its inputs bring is what goes on and what ends in it.</remarks>
public sealed record FlowsResult
{
    /// <summary>Settings it came from.</summary>
    public required ExposureOptions Options { get; init; }

    /// <summary>Supplies it rests on.</summary>
    public required SupplyTable Table { get; init; }

    /// <summary>What the widths mean.</summary>
    public required FlowMeasure Measure { get; init; }

    /// <summary>Unit of the widths, per month; "item" where sources are counted.</summary>
    public required string Unit { get; init; }

    /// <summary>Item that is followed; -1 where all are.</summary>
    public int Followed { get; init; } = -1;

    /// <summary>False where a loop of recipes needs more of an item than it gives: then there are no flows.</summary>
    public bool Converges { get; init; } = true;

    /// <summary>Items by tier, then id; those that nothing flows through are absent.</summary>
    public IReadOnlyList<FlowItem> Items { get; init; } = [];

    /// <summary>What starts where, by item, the largest first, what has no known country last.</summary>
    public IReadOnlyList<FlowSource> Sources { get; init; } = [];

    /// <summary>Flows between items, by input, then item.</summary>
    public IReadOnlyList<FlowLink> Links { get; init; } = [];

    /// <summary>Flows between countries, by tier, then countries.</summary>
    public IReadOnlyList<FlowExchange> Exchanges { get; init; } = [];

    /// <summary>Countries, the largest first; what has no known country last.</summary>
    public IReadOnlyList<FlowCountry> Countries { get; init; } = [];

    /// <summary>Shares of countries in the supply of an item that flows, central reading; they add up to 1. Country -1: no known one.</summary>
    public IReadOnlyList<(int Country, double Central)> SharesOf(int item) => Shares.GetValueOrDefault(item, []);

    internal IReadOnlyDictionary<int, (int Country, double Central)[]> Shares { get; init; } = new Dictionary<int, (int, double)[]>();

    /// <summary>Part of the total that starts in countries outside the perimeter, central reading.</summary>
    public double OutsideShare => Countries.Where(c => c.IsOutside).Sum(c => c.Share.Central);

    /// <summary>Part of the total that has no known country, central reading.</summary>
    public double UnknownShare => Countries.Where(c => c.Country < 0).Sum(c => c.Share.Central);

    /// <summary>Everything that ends in the goals, in the measure.</summary>
    public double Total { get; init; }

    /// <summary>Amount of the goals per month where they ask for one item; else NaN.</summary>
    public double GoalRate { get; init; } = double.NaN;

    /// <summary>Items of unknown value, by index; nothing starts in them where value is measured.</summary>
    public IReadOnlyList<int> NoValue { get; init; } = [];

    /// <summary>Items whose inputs are worth more than they are, by index; they are taken as worth their inputs.</summary>
    public IReadOnlyList<int> Overspent { get; init; } = [];

    /// <summary>Inputs of unknown quantity, by recipe row; nothing of them is counted.</summary>
    public IReadOnlyList<int> NoQuantity { get; init; } = [];

    /// <summary>Groups of alternatives: they are taken in equal parts, since a package does not say which is used. By item.</summary>
    public IReadOnlyList<int> WithAlternatives { get; init; } = [];
}
