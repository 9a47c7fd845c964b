using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>One row of a flat sheet, understood. Blank texts and unknown quantities are unknown.</summary>
sealed record FlatRow(Place Place, string Item)
{
    /// <summary>Unit written behind the item's name, or blank.</summary>
    public string ItemUnit { get; init; } = "";

    public string UsedIn { get; init; } = "";

    public Quantity Quantity { get; init; }

    public string QuantityUnit { get; init; } = "";

    /// <summary>Period of the quantity, where it is a rate (the need of an end product).</summary>
    public string QuantityPeriod { get; init; } = "";

    public string Supplier { get; init; } = "";

    public string Country { get; init; } = "";

    public string Owner { get; init; } = "";

    public Quantity Value { get; init; }

    /// <summary>Unit that the value is for, or blank.</summary>
    public string ValueUnit { get; init; } = "";

    public Quantity Capacity { get; init; }

    public string CapacityUnit { get; init; } = "";

    public string CapacityPeriod { get; init; } = "";

    public Quantity LeadTimeDays { get; init; }

    public Quantity Stock { get; init; }

    public string StockUnit { get; init; } = "";

    public string Second { get; init; } = "";

    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>True where the row says something about who makes the item.</summary>
    public bool HasMaker => Supplier.Length + Country.Length + Owner.Length > 0 || Capacity.IsKnown || LeadTimeDays.IsKnown;

    public override string ToString() => $"{Item} ({Place.Row})";
}

/// <summary>A sheet understood.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Headings">Column of the catalogue of flat sheets, by the heading that the user wrote.</param>
/// <param name="Unread">Headings that were not read.</param>
sealed record FlatSheet(IReadOnlyList<FlatRow> Rows, IReadOnlyDictionary<string, string> Headings, IReadOnlyList<string> Unread);
