using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>A way from what fails to what depends on it.</summary>
/// <param name="Items">Items from the first that is hit to the dependent one.</param>
/// <param name="PerUnit">Amount of the first item in one unit of the last along this way, in the first item's unit; unknown where a quantity is.</param>
/// <param name="Share">Part of the last item's capacity that draws on the first along this way, 0 to 1, central reading.</param>
public sealed record DependencyPath(IReadOnlyList<int> Items, Quantity PerUnit, double Share);

/// <summary>An item that depends on something, and how much of it.</summary>
/// <param name="Item">Item.</param>
/// <param name="Tiers">Fewest steps of recipe from what is hit: 0 for an item that it makes itself.</param>
/// <param name="Share">Part of the item's output that is lost with it, 0 to 1, when nobody else makes more: what is left of an input is shared in proportion,
/// an alternative steps in where there is one (high: it does not), and an input that is missing in part stops that part. Around a loop that feeds
/// itself the share is not unique: low and high hold all that it can be, central is the least.</param>
/// <param name="PerMonth">The item's known capacity per month in its unit, central reading; null where none is known.</param>
/// <param name="IsGoal">True where the item is a goal.</param>
/// <param name="Lines">Lines that depend on it and the part of each that does, central reading, by line id.</param>
/// <param name="Paths">Best ways, the largest share first.</param>
public sealed record Dependent(Item Item, int Tiers, Figure Share, double? PerMonth, bool IsGoal, IReadOnlyList<(Line Line, double Share)> Lines, IReadOnlyList<DependencyPath> Paths);

/// <summary>Everything that depends on a line, party, owner, site, country or item.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Subject">What fails.</param>
/// <param name="Dependents">By tiers, then item id; items it makes itself first.</param>
public sealed record DependentsResult(ExposureOptions Options, SupplyTable Table, Actor Subject, IReadOnlyList<Dependent> Dependents);
