using Vauban.Core.Model;

namespace Vauban.Core.Procurement;

/// <summary>How much of the pooled order's value may be made in one state.</summary>
/// <param name="State">Buyer, as the demands name it.</param>
/// <param name="Least">Least share, 0 to 1.</param>
/// <param name="Most">Largest share, 0 to 1.</param>
public sealed record WorkBand(string State, double Least, double Most);

/// <summary>What bringing a unit from a line to a buyer takes.</summary>
/// <param name="Line">Line by its id, or <c>*</c> for every line.</param>
/// <param name="Buyer">Buyer, or <c>*</c> for everybody.</param>
/// <param name="Days">Days under way.</param>
/// <param name="UnitCost">EUR per unit.</param>
public sealed record PoolTransport(string Line, string Buyer, double Days, double UnitCost);

/// <summary>Settings of a joint procurement.</summary>
public sealed record PoolOptions
{
    /// <summary>Ids of the items that are bought: one, or several that are variants of one another.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Buyers that pool their demand, as the demands name them; empty for all buyers of the items.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>A day of the first month, in which the orders are placed. Null takes the package's date, else the first demand.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Months in which something is wanted, 1 to 120. Null takes the time to the end of the last demand, at most 36.</summary>
    public int? Months { get; init; }

    /// <summary>Months by which a delivery may come before it is wanted. Default 0.</summary>
    public int Early { get; init; }

    /// <summary>Months after which a delivery that has not come is late. Default 0.</summary>
    public int Late { get; init; }

    /// <summary>Reading of intervals. Default central.</summary>
    public Reading Reading { get; init; } = Reading.Central;

    /// <summary>Who "we" are. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>True to order inside the perimeter only. Default false.</summary>
    public bool Inside { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Ids of lines that get no order, for example because a check of eligibility says so.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Least and largest shares of the work.</summary>
    public IReadOnlyList<WorkBand> Workshares { get; init; } = [];

    /// <summary>Least and largest value of the work in a state for each euro that it buys for; null where nobody asks for a return.</summary>
    public (double Least, double Most)? FairReturn { get; init; }

    /// <summary>True where every item of the list serves every demand. Default false: each demand takes its own item.</summary>
    public bool AreInterchangeable { get; init; }

    /// <summary>Most variants that the pooled order may name, or null for any number.</summary>
    public int? MostVariants { get; init; }

    /// <summary>True where nobody may get later in the joint order than alone; it holds where the joint order has no limits of its own (workshares, return,
    /// variants). False makes the sum of what is late as small as can be, whoever bears it. Default true.</summary>
    public bool NobodyLater { get; init; } = true;

    /// <summary>Days and cost of transport; what is not named takes no time and costs nothing. The last row that fits counts.</summary>
    public IReadOnlyList<PoolTransport> Transport { get; init; } = [];

    /// <summary>Weight of a late unit that was ordered as an option; a firm one weighs 1. Default 0.5.</summary>
    public double OptionWeight { get; init; } = 0.5;

    /// <summary>Weight of a late unit that is only intended. Default 0.25.</summary>
    public double IntentionWeight { get; init; } = 0.25;

    /// <summary>Months for which what is missing at the end counts as late. Default 12.</summary>
    public double TailMonths { get; init; } = 12;

    /// <summary>Pieces of a falling cost curve. Default 4.</summary>
    public int LearningSegments { get; init; } = 4;

    /// <summary>Relative gap at which an order counts as cheapest. Default 0.0001.</summary>
    public double Gap { get; init; } = 1e-4;

    /// <summary>Branch-and-bound nodes after which the best so far is taken; a deterministic limit. Default 20,000.</summary>
    public int NodeLimit { get; init; } = 20_000;

    internal void ThrowIfInvalid()
    {
        if (Items.Count == 0) throw new ArgumentException("No item is named.", nameof(Items));
        if (Months is { } months)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(months, 1, nameof(Months));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(months, 120, nameof(Months));
        }
        foreach (var (value, name) in new[] { (Early, nameof(Early)), (Late, nameof(Late)) })
            if (value is < 0 or > 60) throw new ArgumentOutOfRangeException(name, value, null);
        if (Status is < 0 or > 2) throw new ArgumentOutOfRangeException(nameof(Status), Status, null);
        if (LearningSegments is < 1 or > 32) throw new ArgumentOutOfRangeException(nameof(LearningSegments), LearningSegments, null);
        if (MostVariants is < 1) throw new ArgumentOutOfRangeException(nameof(MostVariants), MostVariants, null);
        foreach (var (value, name) in new[] { (OptionWeight, nameof(OptionWeight)), (IntentionWeight, nameof(IntentionWeight)), (TailMonths, nameof(TailMonths)), (Gap, nameof(Gap)), (NodeLimit, nameof(NodeLimit)) })
            if (!(value >= 0) || double.IsInfinity(value)) throw new ArgumentOutOfRangeException(name, value, null);
        foreach (var band in Workshares)
            if (!(band.Least >= 0 && band.Least <= band.Most && band.Most <= 1)) throw new ArgumentOutOfRangeException(nameof(Workshares), band, null);
        if (FairReturn is var (least, most) && !(least >= 0 && least <= most)) throw new ArgumentOutOfRangeException(nameof(FairReturn), FairReturn, null);
        foreach (var way in Transport)
            if (!(way.Days >= 0 && way.UnitCost >= 0) || double.IsInfinity(way.Days) || double.IsInfinity(way.UnitCost)) throw new ArgumentOutOfRangeException(nameof(Transport), way, null);
    }
}
