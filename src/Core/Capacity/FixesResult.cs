using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>What a fix is.</summary>
public enum FixKind
{
    /// <summary>A line grows.</summary>
    Expansion,
    /// <summary>A new line beside others inside, or outside the perimeter.</summary>
    NewLine,
    /// <summary>A new line inside of an item that has no maker inside yet.</summary>
    OwnLine,
    /// <summary>A new holder of know-how, software, data or a licence.</summary>
    OwnDesign,
    /// <summary>A supplier is qualified for a customer.</summary>
    Qualification,
    /// <summary>An alternative input is qualified.</summary>
    Substitute,
    /// <summary>Stock is laid in: up to its target, or where there is none yet.</summary>
    Stock,
}

/// <summary>What a fix does to the set of makers.</summary>
public enum FixLabel
{
    /// <summary>More from those who make it already.</summary>
    Build,
    /// <summary>Somebody new: a maker whose owner or country is not among the item's makers yet, another supplier, another input.</summary>
    Diversify,
}

/// <summary>Something that can be done, from a row of the package.</summary>
/// <param name="Index">Position in the list.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Label">Build or diversify; null for stock, which bridges and adds no maker.</param>
/// <param name="Address">Row that it comes from, for example <c>expansions/powder-x1</c>; for stock where there is none <c>stocks/new|item</c>.</param>
/// <param name="Name">Name of the expansion; empty for the others, which are told by what they join.</param>
/// <param name="Item">Item that there is more of.</param>
/// <param name="Adds">Capacity added, per month in the item's unit; of stock the quantity added. Unknown for qualifications and held things.</param>
/// <param name="Cost">Cost, EUR: to build, to qualify, or to buy the stock.</param>
/// <param name="Months">Months until it counts: permit, building and ramp, or qualifying; open above where a part is unknown.</param>
/// <param name="Chance">Chance that it succeeds, in per cent; unknown where none is stated.</param>
public sealed record Fix(int Index, FixKind Kind, FixLabel? Label, string Address, string Name, int Item, Quantity Adds, Quantity Cost, Quantity Months, Quantity Chance)
{
    /// <summary>How often it may be chosen. Default once.</summary>
    public int Most { get; init; } = 1;

    /// <summary>Line that grows, or -1.</summary>
    public int Line { get; init; } = -1;

    /// <summary>Who builds a new line, or -1.</summary>
    public int Party { get; init; } = -1;

    /// <summary>Where a new line stands.</summary>
    public CountrySet Country { get; init; } = CountrySet.Empty;

    /// <summary>Cost of one unit made on a new line, EUR.</summary>
    public Quantity UnitCost { get; init; }

    /// <summary>Whether a new line is inside the perimeter.</summary>
    public ThreeReadings Inside { get; init; } = ThreeReadings.Yes;

    /// <summary>Supplying line and customer of a qualification, or -1.</summary>
    public (int Supplier, int Customer) Pair { get; init; } = (-1, -1);

    /// <summary>Item or line that a substitute goes into: the made item.</summary>
    public int MadeItem { get; init; } = -1;

    /// <summary>Cost of keeping a stock, EUR per month; unknown where no row says.</summary>
    public Quantity KeepingCost { get; init; }

    /// <summary>Days of need that a stock already covers, and days that it keeps.</summary>
    internal (double Held, double Shelf) Cover { get; init; } = (0, double.PositiveInfinity);

    /// <summary>Link or recipe row of the network as loaded, or -1.</summary>
    internal int Row { get; init; } = -1;

    /// <summary>Provenance of its row; null where there is none.</summary>
    internal Provenance? From { get; init; }

    /// <summary>True where what it adds is a number, or where it needs none.</summary>
    public bool IsMeasurable => Adds.IsKnown || Kind is FixKind.Qualification or FixKind.Substitute or FixKind.OwnDesign;

    internal bool IsStructural => Kind is FixKind.Qualification or FixKind.Substitute or FixKind.OwnDesign;
}

/// <summary>What a fix by itself does for a goal.</summary>
/// <param name="Fix">Fix.</param>
/// <param name="ThetaIn">Share of the goal inside once it is done; null for stock, and where what it adds is unknown.</param>
/// <param name="Gain">Rise of theta_in, by reading; null like <paramref name="ThetaIn"/>.</param>
/// <param name="ExpectedGain">Central gain times chance; null where there is no gain figure or no chance is stated.</param>
/// <param name="LostDaysAvoided">Days of the goal's output that the worst single failure no longer takes (central reading); null where it cannot be told.</param>
/// <param name="CoverDays">For stock: days of need that it adds (central reading); else null.</param>
public sealed record FixValue(Fix Fix, Figure? ThetaIn, Figure? Gain, double? ExpectedGain, double? LostDaysAvoided, double? CoverDays);

/// <summary>A set of fixes that no other set beats: none reaches as much for less, or more for as much.</summary>
/// <param name="Fixes">Fixes and how often each, by index; empty for doing nothing.</param>
/// <param name="Cost">EUR: the sum of the central costs, and of their ends.</param>
/// <param name="Theta">Theta_in in the reading of the curve, at most the level.</param>
/// <param name="ThetaIn">Theta_in in the three readings.</param>
/// <param name="LostDays">Days of the goal's output that the worst single failure takes then (central reading).</param>
/// <param name="Months">Months until all of it counts, done side by side.</param>
/// <param name="Chance">Chance in per cent that all of it succeeds, each by itself; null where one states none.</param>
public sealed record FixSet(IReadOnlyList<(Fix Fix, int Times)> Fixes, (double Low, double Central, double High) Cost, double Theta, Figure ThetaIn, double LostDays, Quantity Months, double? Chance);

/// <summary>Fixes for the goals of one verb.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">Verb.</param>
/// <param name="Goals">Goals that are met together.</param>
/// <param name="IsHolding">True where every goal is something held: it has no amount.</param>
/// <param name="ThetaIn">Theta_in today.</param>
/// <param name="Worst">Worst single failure today (central reading), or null where none takes anything.</param>
/// <param name="LostDays">Days of the goal's output that it takes.</param>
/// <param name="Values">Each fix that can matter, by index.</param>
/// <param name="Reading">Reading of the curve: central, or pessimistic where the central one reaches the level without a fix.</param>
/// <param name="Curve">Non-dominated sets by cost; the first is the cheapest, usually doing nothing.</param>
/// <param name="IsComplete">True where every non-dominated set is on the curve; false where a limit ended the search.</param>
/// <param name="Most">Theta_in in that reading with every fix that has a cost, whatever the budget; at most the level.</param>
/// <param name="Unpriced">Fixes left out of the curve because their cost, or what they add, is unknown.</param>
public sealed record FixRow(Technology Technology, string Verb, IReadOnlyList<Goal> Goals, bool IsHolding, Figure ThetaIn, SingleFailure? Worst, double LostDays,
    IReadOnlyList<FixValue> Values, Reading Reading, IReadOnlyList<FixSet> Curve, bool IsComplete, double Most, IReadOnlyList<Fix> Unpriced)
{
    /// <summary>Units of the goal item per month, where all goals are for one item; else not a number.</summary>
    public double UnitsPerMonth => Goals.All(g => g.Item == Goals[0].Item) && !IsHolding ? Goals.Sum(g => g.Rate.Need(Reading.Central)) : double.NaN;
}

/// <summary>Fixes, what each does, and the sets that are worth their money.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Date">Day of the answer, or null.</param>
/// <param name="Decided">Expansions that are decided already and so are no choice, by id.</param>
/// <param name="Rows">By technology, then verb.</param>
/// <param name="Solver">Name of the solver.</param>
public sealed record FixesResult(FixesOptions Options, SupplyTable Table, DateOnly? Date, IReadOnlyList<string> Decided, IReadOnlyList<FixRow> Rows, string Solver)
{
    /// <summary>True where every curve is complete.</summary>
    public bool IsComplete => Rows.All(r => r.IsComplete);
}
