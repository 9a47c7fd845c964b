using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>What one state would hold for itself.</summary>
/// <param name="Country">Country, or the countries of a common buyer.</param>
/// <param name="Share">Its share of the demand.</param>
/// <param name="Quantity">Stock in the item's unit (central reading).</param>
/// <param name="Failure">Failure that it would hold it for, or null where it needs none.</param>
public sealed record StateStock(CountrySet Country, double Share, double Quantity, Actor? Failure);

/// <summary>Stock of one item.</summary>
/// <param name="Item">Item.</param>
/// <param name="NeedPerMonth">Need at theta 1 (central reading), in the item's unit.</param>
/// <param name="Held">What lies there already, as far as known.</param>
/// <param name="Failure">Failure that asks for most when the stock is pooled (central reading), or null.</param>
/// <param name="Days">Days that it lasts (central reading).</param>
/// <param name="Pooled">One stock for all, in the item's unit.</param>
/// <param name="National">Sum of what each state would hold for itself; null where no demand names a state.</param>
/// <param name="States">Each state's part (central reading), by country.</param>
/// <param name="UnitValue">EUR for one unit.</param>
/// <param name="KeepingCost">EUR for keeping one unit for a month; unknown where no row says.</param>
/// <param name="ShelfLifeDays">Days that it keeps; infinite where no row says.</param>
public sealed record StockNeed(Item Item, double NeedPerMonth, double Held, Actor? Failure, double Days, Figure Pooled, Figure? National, IReadOnlyList<StateStock> States, Quantity UnitValue,
    Quantity KeepingCost, double ShelfLifeDays)
{
    /// <summary>Days of need that the pooled stock covers (central reading).</summary>
    public double CoverDays => NeedPerMonth > 0 ? Pooled.Central / NeedPerMonth * Units.DaysPerMonth : 0;

    /// <summary>Still to be laid in when pooled (central reading).</summary>
    public double ToAdd => Math.Max(0, Pooled.Central - Held);

    /// <summary>EUR of the pooled stock (central reading); null where the value is unknown.</summary>
    public double? PooledCost => UnitValue.IsKnown ? Pooled.Central * UnitValue.Central : null;

    /// <summary>EUR of the national stocks together (central reading); null where unknown.</summary>
    public double? NationalCost => UnitValue.IsKnown && National is not null ? National.Central * UnitValue.Central : null;

    /// <summary>True where part of the pooled stock would spoil before its turn, at the need of normal times.</summary>
    public bool Spoils => CoverDays > ShelfLifeDays;
}

/// <summary>Stocks for the goals of one verb.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">Verb.</param>
/// <param name="Items">Items whose single failures take something away, by id.</param>
public sealed record StockRow(Technology Technology, string Verb, IReadOnlyList<StockNeed> Items);

/// <summary>How much stock bridges single failures.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Date">Day of the answer, or null.</param>
/// <param name="Rows">By technology, then verb.</param>
public sealed record StockResult(StockOptions Options, SupplyTable Table, DateOnly? Date, IReadOnlyList<StockRow> Rows);
