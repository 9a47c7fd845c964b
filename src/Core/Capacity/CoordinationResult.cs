using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>One of those who plan: a buyer, with its demands and the money it can spend.</summary>
/// <param name="Index">Position in the list.</param>
/// <param name="Name">The buyer as named in the demands.</param>
/// <param name="Demands">Its demands, as indices of <see cref="Network.Demands"/>.</param>
/// <param name="Budgets">Part of each budget row that it counts on: all of its own money, of common money its part of what is wanted.</param>
public sealed record CoordinationState(int Index, string Name, IReadOnlyList<int> Demands, IReadOnlyDictionary<int, double> Budgets);

/// <summary>What the states' own plans claim of one supply, against what there is.</summary>
/// <param name="Supply">Supply, as index of the joint plan's <see cref="Plan.Supplies"/>.</param>
/// <param name="Claims">Claimed in each period by each state [state][period], in the item's unit.</param>
/// <param name="Capacity">Capacity per period with all expansions that anybody chose, each built once; infinite where nothing limits it.</param>
/// <param name="FirstPeriod">First period in which more is claimed than there is.</param>
/// <param name="WorstPeriod">Period of the highest ratio.</param>
/// <param name="WorstRatio">Claims over capacity in that period; infinite where there is no capacity.</param>
public sealed record OverCommitment(int Supply, IReadOnlyList<IReadOnlyList<double>> Claims, IReadOnlyList<double> Capacity, int FirstPeriod, int WorstPeriod, double WorstRatio)
{
    /// <summary>Claims over capacity in a period; 0 where nothing is claimed.</summary>
    public double Ratio(int period)
    {
        var claimed = Claims.Sum(c => c[period]);
        return claimed <= 0 ? 0 : Capacity[period] > 0 ? claimed / Capacity[period] : double.PositiveInfinity;
    }
}

/// <summary>What one plan means for one state.</summary>
/// <param name="Wanted">Units wanted over the horizon, per demand of the state.</param>
/// <param name="Delivered">Units delivered, per demand of the state.</param>
/// <param name="LateUnitMonths">Units late or missing times months.</param>
/// <param name="ShortfallCost">Discounted, weighed price of what is late or missing, tail included, EUR.</param>
/// <param name="Paid">Discounted payments from its own budgets, EUR; 0 where the package has no budgets.</param>
public sealed record StateOutcome(double Wanted, double Delivered, double LateUnitMonths, double ShortfallCost, double Paid)
{
    /// <summary>What the state bears by itself: shortfall and payments, EUR.</summary>
    public double Burden => ShortfallCost + Paid;
}

/// <summary>Each state alone, what comes of those plans together, and one coordinated plan (design section 6).</summary>
public sealed class CoordinationResult
{
    internal CoordinationResult(CoordinationOptions options, IReadOnlyList<CoordinationState> states) => (Options, States) = (options, states);

    /// <summary>Settings it came from.</summary>
    public CoordinationOptions Options { get; }

    /// <summary>Those who plan, by name.</summary>
    public IReadOnlyList<CoordinationState> States { get; }

    /// <summary>(a) The plan that each state makes by itself, taking the capacity left by the others' firm demand as its own.</summary>
    public IReadOnlyList<PlanResult> Alone { get; internal init; } = [];

    /// <summary>(b) What comes of those plans when they meet: one plan for everybody, or null where a state has none.</summary>
    public Plan? Joint { get; internal init; }

    /// <summary>(c) One coordinated plan.</summary>
    public required PlanResult Coordinated { get; init; }

    /// <summary>The coordinated plan in which nobody bears more than in the joint outcome; null where it was not asked for.</summary>
    public PlanResult? WithoutSidePayments { get; internal init; }

    /// <summary>Supplies of which more is claimed than there is, the highest ratio first.</summary>
    public IReadOnlyList<OverCommitment> OverCommitments { get; internal init; } = [];

    /// <summary>Per state: its own plan, as it expects it.</summary>
    public IReadOnlyList<StateOutcome> Expected { get; internal init; } = [];

    /// <summary>Per state: the joint outcome.</summary>
    public IReadOnlyList<StateOutcome> InJoint { get; internal init; } = [];

    /// <summary>Per state: the coordinated plan.</summary>
    public IReadOnlyList<StateOutcome> InCoordinated { get; internal init; } = [];

    /// <summary>Per state: the plan in which nobody bears more.</summary>
    public IReadOnlyList<StateOutcome> InWithoutSidePayments { get; internal init; } = [];

    /// <summary>What coordination is worth: cost of the joint outcome less that of the coordinated plan, EUR; null where one is missing.
    /// Never negative: the joint outcome is a point of the coordinated program.</summary>
    public double? Value => Joint is null || !Coordinated.HasPlan ? null : Joint.Objective - Coordinated.Plan.Objective;

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<Finding> Findings { get; internal init; } = [];
}
