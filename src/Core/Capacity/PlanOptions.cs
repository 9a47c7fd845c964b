using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What is under way in the lines when a plan begins.</summary>
public enum PlanPipeline
{
    /// <summary>Before the first month the network ran at one constant rate, so output keeps arriving from the first day.</summary>
    Full,
    /// <summary>Nothing is under way: what takes a lead time arrives that much later.</summary>
    Empty,
}

/// <summary>Settings of a ramp-up plan.</summary>
public sealed record PlanOptions
{
    /// <summary>A day of the first month. Null takes the month of the package's date, else that of the earliest demand.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Length in months, 1 to 120. Null takes the time to the end of the last demand, at least 12 and at most 36 months.</summary>
    public int? Months { get; init; }

    /// <summary>Months at the beginning that are planned one by one; what follows is planned in quarters. Default 24.</summary>
    public int FineMonths { get; init; } = 24;

    /// <summary>Reading of intervals and unknowns. Default central.</summary>
    public Reading Reading { get; init; } = Reading.Central;

    /// <summary>Who "we" are. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>True to plan without any supply from outside the perimeter. Default false.</summary>
    public bool Alone { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Yearly rate by which later money counts less. Default 0.03.</summary>
    public double DiscountRate { get; init; } = 0.03;

    /// <summary>Weight of a missing unit that was ordered as an option; a firm one weighs 1. Default 0.5.</summary>
    public double OptionWeight { get; init; } = 0.5;

    /// <summary>Weight of a missing unit that is only intended. Default 0.25.</summary>
    public double IntentionWeight { get; init; } = 0.25;

    /// <summary>A demand of priority p weighs p to the power of minus this. Default 1 (half the weight for priority 2); 0 makes all alike.</summary>
    public double PriorityExponent { get; init; } = 1;

    /// <summary>EUR for one unit late or missing for a month where a demand states none. Null takes the item's unit value.</summary>
    public double? ShortfallPrice { get; init; }

    /// <summary>Months for which what is missing at the end is priced on. Default 12.</summary>
    public double TailMonths { get; init; } = 12;

    /// <summary>What is under way at the start. Default full.</summary>
    public PlanPipeline Pipeline { get; init; }

    /// <summary>Pieces of a falling cost curve. Default 4.</summary>
    public int LearningSegments { get; init; } = 4;

    /// <summary>Chance below which an expansion that the plan rests on is named. Default 0.8.</summary>
    public double LeastChance { get; init; } = 0.8;

    /// <summary>What must hold without somebody.</summary>
    public IReadOnlyList<PlanHold> Holds { get; init; } = [];

    /// <summary>Relative gap at which a plan counts as optimal. Default 0.001.</summary>
    public double Gap { get; init; } = 1e-3;

    /// <summary>Branch-and-bound nodes after which the best plan so far is taken; a deterministic limit. Null for none. Default 20,000.</summary>
    public int? NodeLimit { get; init; } = 20_000;

    /// <summary>Seconds of wall clock after which the best plan so far is taken, or null for none. Such a run is not reproducible.</summary>
    public double? TimeLimitSeconds { get; init; }

    internal void ThrowIfInvalid()
    {
        if (Months is { } months)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(months, 1, nameof(Months));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(months, 120, nameof(Months));
        }
        ArgumentOutOfRangeException.ThrowIfNegative(FineMonths);
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(LearningSegments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LearningSegments, 32);
        foreach (var (value, name) in new[] { (DiscountRate, nameof(DiscountRate)), (OptionWeight, nameof(OptionWeight)), (IntentionWeight, nameof(IntentionWeight)),
            (PriorityExponent, nameof(PriorityExponent)), (ShortfallPrice ?? 0, nameof(ShortfallPrice)), (TailMonths, nameof(TailMonths)), (LeastChance, nameof(LeastChance)), (Gap, nameof(Gap)), (TimeLimitSeconds ?? 0, nameof(TimeLimitSeconds)) })
            if (!(value >= 0) || double.IsInfinity(value)) throw new ArgumentOutOfRangeException(name, value, null);
        if (NodeLimit is { } nodes) ArgumentOutOfRangeException.ThrowIfNegative(nodes, nameof(NodeLimit));
    }
}

/// <summary>What is given beside the options, for engines that plan the same network several times under other conditions.</summary>
public sealed record PlanCase
{
    /// <summary>Nothing special.</summary>
    public static PlanCase Plain { get; } = new();

    /// <summary>Demands that count, as indices of <see cref="Network.Demands"/>; null for all. Quantities in "share of the need" stay those of all demands.</summary>
    public IReadOnlyCollection<int>? Demands { get; init; }

    /// <summary>Capacity of single supplies by id instead of the network's, per month in the item's unit, one value per period; without what expansions add.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Capacity { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>What others take of supplies by id; it is subtracted from the capacity and from what published totals leave.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Taken { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>Parts of supplies by id that alone may be used, expansions included; supplies that are absent give nothing. Nothing is built, no
    /// line has a least rate or a falling cost: what is common is counted once, outside this plan. Null where supplies are not parted.</summary>
    public IReadOnlyDictionary<string, PlanPart>? Parts { get; init; }

    /// <summary>Initial stock per item instead of the network's, in the item's unit; items that are absent keep theirs.</summary>
    public IReadOnlyDictionary<int, double> Stock { get; init; } = new Dictionary<int, double>();

    /// <summary>Expansions that may be chosen, as indices of <see cref="Network.Expansions"/>; null for all. Decided ones always start.</summary>
    public IReadOnlyCollection<int>? Expansions { get; init; }

    /// <summary>Chosen starts per expansion and period; null leaves them to the plan. Expansions that are absent do not start. Decided starts are not listed.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>>? Starts { get; init; }

    /// <summary>What each supply by id makes in each period, in the item's unit; null leaves it to the plan. Absent supplies make nothing.</summary>
    public IReadOnlyDictionary<string, double[]>? Made { get; init; }

    /// <summary>What is delivered to each demand, by index of <see cref="Network.Demands"/>, in each period; null leaves it to the plan.</summary>
    public IReadOnlyDictionary<int, double[]>? Delivered { get; init; }

    /// <summary>Part of a budget row's amount that may be spent, 0 to 1, by its index; rows that are absent pay nothing. Null: all of every row.</summary>
    public IReadOnlyDictionary<int, double>? BudgetParts { get; init; }

    /// <summary>True where decided expansions are paid outside this plan: they start and cost what they cost, but take nothing from its budgets.</summary>
    public bool IsDecidedPaid { get; init; }

    /// <summary>Limits on what groups of demands bear, for plans in which nobody may be worse off.</summary>
    public IReadOnlyList<PlanLimit> Limits { get; init; } = [];

    /// <summary>Transport network whose capacity the deliveries respect; null where there is none that limits them.</summary>
    public PlanTransport? Transport { get; init; }

    /// <summary>A plan of the same network and horizon whose starts are tried first.</summary>
    public Plan? Start { get; init; }
}

/// <summary>The part of a supply that a plan may use.</summary>
/// <param name="Before">Most per month before the plan begins, in the item's unit.</param>
/// <param name="Most">Most that may be started per period, in the item's unit.</param>
public sealed record PlanPart(double Before, IReadOnlyList<double> Most);

/// <summary>A limit on the discounted, weighted shortfall cost of some demands, tail included, and on payments from some budgets.</summary>
/// <param name="Name">Whose limit it is, for conflicts.</param>
/// <param name="Demands">Indices of <see cref="Network.Demands"/>.</param>
/// <param name="Most">EUR.</param>
public sealed record PlanLimit(string Name, IReadOnlyList<int> Demands, double Most)
{
    /// <summary>Budget rows whose payments count too, discounted to the middle of their year's part of the plan, as indices of <see cref="Network.Budgets"/>.</summary>
    public IReadOnlyCollection<int> Budgets { get; init; } = [];
}
