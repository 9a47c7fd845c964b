using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>What limits output today, per technology and verb.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Date">Day of the answer, or null where neither the options nor the package give one.</param>
/// <param name="Rows">By technology, then verb; last of a technology the row of all its goals at once, where it has several verbs.</param>
/// <param name="Solver">Name of the solver.</param>
public sealed record TodayResult(TodayOptions Options, SupplyTable Table, DateOnly? Date, IReadOnlyList<TodayRow> Rows, string Solver);

/// <summary>One verb of a technology, or all of them together.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">Verb, or "together".</param>
/// <param name="Goals">Goals that are met together.</param>
/// <param name="IsHolding">True where every goal is something held (know-how, data): it has no amount.</param>
/// <param name="Target">What the ladders are climbed to.</param>
/// <param name="All">With everybody.</param>
/// <param name="Inside">Inside the perimeter alone.</param>
public sealed record TodayRow(Technology Technology, string Verb, IReadOnlyList<Goal> Goals, bool IsHolding, TodayTarget Target, TodayScope All, TodayScope Inside);

/// <summary>Maximum output with everybody, or inside the perimeter alone.</summary>
/// <param name="Theta">Share of the goals; 10 means 10 or more.</param>
/// <param name="Outputs">Output per goal item.</param>
/// <param name="UseLevel">Share of the goals at which the use of lines is shown: the maximum of the central reading, or 1 where that has no known limit.</param>
/// <param name="Uses">Use of every source of the goals' requirement tree in the least-cost plan at that level (central reading), by item, then source.</param>
/// <param name="Ladders">Bottlenecks in the central reading, then in the pessimistic one.</param>
/// <param name="Hidden">Items whose supply has no limit in the central reading only because somebody's capacity is unknown.</param>
public sealed record TodayScope(Figure Theta, IReadOnlyList<GoalOutput> Outputs, double UseLevel, IReadOnlyList<SupplyUse> Uses, IReadOnlyList<TodayLadder> Ladders, IReadOnlyList<int> Hidden);

/// <summary>Most of a goal item that can come out.</summary>
/// <param name="Item">Goal item.</param>
/// <param name="Rate">Rate asked for, per month in the item's unit, all goals for the item together.</param>
/// <param name="PerMonth">Most per month in the item's unit. Where theta is 10 or more in a reading, the value of that reading is a lower bound.</param>
public sealed record GoalOutput(Item Item, Quantity Rate, Figure PerMonth);

/// <summary>How much of a source a plan uses.</summary>
/// <param name="Supply">Source.</param>
/// <param name="Output">Output per month in the item's unit.</param>
/// <param name="Capacity">Capacity per month (central reading); null where it is not known or has no end.</param>
/// <param name="IsDenied">True where the source is outside the perimeter and does not count.</param>
public sealed record SupplyUse(Supply Supply, double Output, double? Capacity, bool IsDenied)
{
    /// <summary>Share of the capacity in use; null where the capacity is not known, or nothing.</summary>
    public double? Share => Capacity is > 0 and var capacity ? Math.Min(1, Output / capacity) : null;

    /// <summary>Capacity left, per month; null where the capacity is not known.</summary>
    public double? Slack => Capacity is { } capacity ? Math.Max(0, capacity - Output) : null;
}

/// <summary>Why a ladder ends.</summary>
public enum LadderEnd
{
    /// <summary>The demand, or the goals, are met (after the last rung, or from the start).</summary>
    Met,
    /// <summary>The number of rungs asked for is used up.</summary>
    Rungs,
    /// <summary>No new supply, hold or consent raises output further.</summary>
    NothingHelps,
}

/// <summary>Bottlenecks, one after the other, each relieved before the next.</summary>
/// <param name="Reading">Reading.</param>
/// <param name="Rungs">Rungs; where the target is met already, the first one beyond it.</param>
/// <param name="End">Why it ends.</param>
public sealed record TodayLadder(Reading Reading, IReadOnlyList<TodayRung> Rungs, LadderEnd End);

/// <summary>The smallest set whose joint relief raises output, and what that gives.</summary>
/// <param name="Address">Where it stands.</param>
/// <param name="Theta">Share of the goals before.</param>
/// <param name="NextTheta">Share of the goals once all of it is relieved without limit.</param>
/// <param name="Reliefs">What binds, together.</param>
/// <param name="IsSmallest">False where the search for the smallest set was cut short; then no member can be left out.</param>
/// <param name="Price">What a small step gives, or null where nothing of it is an amount.</param>
public sealed record TodayRung(string Address, double Theta, double NextTheta, IReadOnlyList<TodayRelief> Reliefs, bool IsSmallest, StepPrice? Price);

/// <summary>One member of a rung.</summary>
/// <param name="Relief">What it is.</param>
/// <param name="Supply">Supply that counts today, per month in the item's unit; infinite where it does not limit. 0 for holds and consents.</param>
/// <param name="Need">Need per month at a share of 1; 0 for holds and consents.</param>
/// <param name="Full">Sources of the item that run at their full capacity before the relief.</param>
public sealed record TodayRelief(Relief Relief, double Supply, double Need, IReadOnlyList<Supply> Full);

/// <summary>Shadow price of a rung, taken from a small step: the least new supply that lifts output by it, confirmed by solving again with exactly that supply.</summary>
/// <param name="ThetaGain">Share of the goals gained.</param>
/// <param name="Amounts">New supply per month that it takes, one per member of the rung, in the unit of its item; 0 for holds and consents.</param>
/// <param name="OutputGain">Output gained per month, where all goals are for one item; else null.</param>
/// <param name="IsConfirmed">True where solving again with these amounts gives the gain.</param>
public sealed record StepPrice(double ThetaGain, IReadOnlyList<double> Amounts, double? OutputGain, bool IsConfirmed)
{
    /// <summary>Units of the goal per month that one more unit per month gives, where the rung is a single amount and the goals are for one item; else null.</summary>
    public double? PerUnit => IsConfirmed && OutputGain is { } gain && Amounts.Count == 1 && Amounts[0] > 0 ? gain / Amounts[0] : null;
}
