using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>Somebody who could fill a gap: a supply of the item that is not taken away.</summary>
/// <param name="Supply">Supply.</param>
/// <param name="IsInside">Whether it is inside the perimeter, central reading.</param>
/// <param name="Capacity">Capacity per month in the item's unit, by reading; infinite where it does not limit or is not known.</param>
/// <param name="Spare">Capacity beyond what the best plan without the others uses, central reading; infinite where not limited.</param>
/// <param name="Customers">Customers whose supply of the item is governed by links.</param>
/// <param name="Qualified">How many of them have it qualified.</param>
/// <param name="NotKnown">Of how many of them it is not known.</param>
/// <param name="SwitchDays">Longest known time to switch to it, in days; null where no link says.</param>
public sealed record Filler(Supply Supply, bool IsInside, (double Low, double Central, double High) Capacity, double Spare, int Customers, int Qualified, int NotKnown, double? SwitchDays);

/// <summary>A listed way to add capacity for an item.</summary>
/// <param name="Id">Id of the expansion.</param>
/// <param name="Item">Item.</param>
/// <param name="Adds">Added capacity per month in the item's unit; unknown where not stated.</param>
/// <param name="Months">Months of permits, building and ramp-up together; unknown where one is not stated.</param>
/// <param name="Place">Where it stands; empty where not stated.</param>
/// <param name="Status">Running, funded, announced or empty.</param>
public sealed record Filling(string Id, int Item, Quantity Adds, Quantity Months, CountrySet Place, string Status);

/// <summary>An item of which supply is taken away.</summary>
/// <param name="Item">Item.</param>
/// <param name="IsHeld">True where it is held, not consumed; then the amounts mean nothing.</param>
/// <param name="Need">Need per month at theta 1, by reading.</param>
/// <param name="Before">Supply before, with everybody, per month, by reading; infinite where not limited.</param>
/// <param name="After">Supply that is left.</param>
/// <param name="IsHeldAfter">For a held item: whether somebody who is left holds it, central reading.</param>
/// <param name="Fillers">Who is left, most spare capacity first; those of unknown capacity last.</param>
/// <param name="Expansions">Listed ways to add capacity that are not taken away themselves.</param>
public sealed record SupplyGap(int Item, bool IsHeld, (double Low, double Central, double High) Need, (double Low, double Central, double High) Before,
    (double Low, double Central, double High) After, bool IsHeldAfter, IReadOnlyList<Filler> Fillers, IReadOnlyList<Filling> Expansions);

/// <summary>One verb before and after.</summary>
/// <param name="Before">With nobody taken away.</param>
/// <param name="After">Without them.</param>
/// <param name="Bottleneck">What binds first afterwards with everybody who is left; null where the goal is reached in every reading, or nothing helps.</param>
/// <param name="BottleneckReading">Reading of the bottleneck: central, or pessimistic where the central reading reaches the goal.</param>
/// <param name="Gaps">Items of the verb's tree that lose supply, the scarcest first.</param>
/// <param name="Consents">Consents that are withdrawn with them and cover the verb, ascending.</param>
public sealed record WithoutRow(VerbRow Before, VerbRow After, BottleneckRung? Bottleneck, Reading BottleneckReading, IReadOnlyList<SupplyGap> Gaps, IReadOnlyList<int> Consents)
{
    /// <summary>Days that what was reached before (at most the goals) is still reached with everybody who is left, until stocks run out or before
    /// others are switched to; by reading. At most <see cref="SovereigntyOptions.CoverCapDays"/>; 0 where nothing was reached.</summary>
    public (double Low, double Central, double High) CoverDays { get; init; }
}

/// <summary>One technology and perimeter before and after.</summary>
/// <param name="Before">Grid with nobody taken away.</param>
/// <param name="After">Grid without them.</param>
/// <param name="Rows">Verbs, then all together.</param>
public sealed record WithoutGrid(Grid Before, Grid After, IReadOnlyList<WithoutRow> Rows);

/// <summary>What taking somebody away changes.</summary>
/// <param name="Without">Who is taken away.</param>
/// <param name="Before">Assessment with nobody taken away.</param>
/// <param name="After">Assessment without them.</param>
/// <param name="Grids">By technology, then perimeter.</param>
public sealed record WithoutResult(IReadOnlyList<Actor> Without, SovereigntyResult Before, SovereigntyResult After, IReadOnlyList<WithoutGrid> Grids);
