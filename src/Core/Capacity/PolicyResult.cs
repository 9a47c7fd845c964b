using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>A network under one or more measures, or as it is.</summary>
/// <param name="Name">Short name: "base", the measure's, or "together".</param>
/// <param name="Measures">Measures that are applied, in order; empty for the network as it is.</param>
/// <param name="Network">Network with them.</param>
/// <param name="Effects">What each change found and did.</param>
public sealed record PolicyCase(string Name, IReadOnlyList<ChangeSet> Measures, Network Network, IReadOnlyList<ChangeEffect> Effects)
{
    /// <summary>Name of the case without measures.</summary>
    public const string Base = "base";

    /// <summary>Name of the case with all measures.</summary>
    public const string Together = "together";

    /// <summary>True where the measures alter no row of this network.</summary>
    public bool IsWithoutEffect => Measures.Count > 0 && AlteredRows == 0;

    /// <summary>Rows that the measures alter or add; one that several changes alter counts once.</summary>
    public int AlteredRows { get; init; }
}

/// <summary>What measures are worth: the network as it is, with each measure, and with all of them. Worths of measures do not add up: one may
/// lift what another would have lifted, or be worth something only beside another.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Date">Day of today's maximum, or null.</param>
/// <param name="Cases">As it is; each measure; all together where there are several.</param>
/// <param name="Solver">Name of the solver.</param>
public sealed record PolicyResult(PolicyOptions Options, DateOnly? Date, IReadOnlyList<PolicyWorth> Cases, string Solver);

/// <summary>One case and what comes out in it.</summary>
/// <param name="Case">Case.</param>
/// <param name="Outputs">Maximum output today, per technology, verb and goal item.</param>
/// <param name="Plan">The cheapest ramp-up plan in the central reading, or null where none is asked for.</param>
/// <param name="Worst">The same in the pessimistic reading. With the plan in the central one it says within which range the worth of a measure lies.</param>
public sealed record PolicyWorth(PolicyCase Case, IReadOnlyList<PolicyOutput> Outputs, PolicyPlan? Plan, PolicyPlan? Worst);

/// <summary>Maximum output today of one goal item in one case.</summary>
/// <param name="Technology">Id of the technology.</param>
/// <param name="Verb">Verb, or "together".</param>
/// <param name="Item">Id of the goal item; empty where every goal is something held.</param>
/// <param name="All">With everybody.</param>
/// <param name="Inside">Inside the perimeter alone.</param>
public sealed record PolicyOutput(string Technology, string Verb, string Item, PolicyMaximum All, PolicyMaximum Inside);

/// <summary>A maximum and what the measures add to it.</summary>
/// <param name="Theta">Share of the goals; 10 means 10 or more.</param>
/// <param name="PerMonth">Most per month in the item's unit, or null for something held. Where theta is 10 or more, a lower bound.</param>
/// <param name="ThetaGain">Gain over the network as it is, central reading.</param>
/// <param name="Gain">Gain per month in the item's unit, central reading; null for something held, and where theta is 10 or more in either case, so that no difference is known.</param>
public sealed record PolicyMaximum(Figure Theta, Figure? PerMonth, double ThetaGain, double? Gain)
{
    /// <summary>As <see cref="ThetaGain"/>, in the pessimistic reading.</summary>
    public double WorstThetaGain { get; init; }

    /// <summary>As <see cref="Gain"/>, in the pessimistic reading.</summary>
    public double? WorstGain { get; init; }
}
