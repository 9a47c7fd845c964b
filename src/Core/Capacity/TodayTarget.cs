using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>How far a ladder is climbed: to the demand of the day where the package states one for the goal items, else to the goals.</summary>
/// <param name="IsDemand">True where it is the demand.</param>
/// <param name="HasDemands">True where the package has demands for the goal items at all, whatever their dates.</param>
/// <param name="Items">Goal items with both numbers, by item; without what is held.</param>
/// <param name="Silent">Demands of the day without a rate; they count nothing.</param>
public sealed record TodayTarget(bool IsDemand, bool HasDemands, IReadOnlyList<TodayTargetItem> Items, int Silent)
{
    /// <summary>Share of the goals to reach in a reading: the most that any item asks for; an item without demand asks for its goal. At most 10.</summary>
    public double this[Reading reading] => IsDemand && Items.Count > 0 ? Math.Min(OutputProgram.ThetaCap, Items.Max(i => i.ShareIn(reading))) : 1;

    /// <param name="network">Network of the day; demands are not yet filtered by it.</param>
    /// <param name="goals">Goals of the row.</param>
    /// <param name="others">Goals of the technology, the row's among them.</param>
    /// <param name="date">Day, or null where there is none; demands with dates then count nothing.</param>
    /// <param name="options">Weights.</param>
    internal static TodayTarget Of(Network network, IReadOnlyList<Goal> goals, IReadOnlyList<Goal> others, DateOnly? date, TodayOptions options)
    {
        var rows = goals.Where(g => !network.Items[g.Item].IsShared).GroupBy(g => g.Item).OrderBy(g => g.Key)
            .Select(g => (Item: g.Key, Goals: g.ToArray(), Demands: network.Demands.Where(d => d.Item == g.Key && Concerns(d, g, others)).ToArray())).ToArray();
        bool Counts(Demand d) => date is null ? d.Start is null && d.End is null : NetworkBuilder.Counts(d.Start, d.End, date);
        double Weight(Demand d) => d.Certainty switch { "option" => options.OptionWeight, "intention" => options.IntentionWeight, _ => 1 };
        var items = rows.Select(r => new TodayTargetItem(network.Items[r.Item], Readings(reading => r.Goals.Sum(g => g.Rate.Need(reading))),
            Readings(reading => r.Demands.Where(d => Counts(d) && d.Rate.IsKnown).Sum(d => Weight(d) is > 0 and var weight ? weight * d.Rate.Need(reading) : 0)))).ToArray();
        return new(items.Any(i => i.Demand[(int)Reading.Central] > 0), rows.Any(r => r.Demands.Length > 0), items, rows.Sum(r => r.Demands.Count(d => Counts(d) && !d.Rate.IsKnown)));
    }

    // Demands say what is to be delivered: made, or made for export where the technology has a goal of its own for that. To develop or to use is no delivery.
    static bool Concerns(Demand demand, IEnumerable<Goal> goals, IReadOnlyList<Goal> others)
    {
        bool Has(IEnumerable<Goal> of, string verb) => of.Any(g => g.Item == demand.Item && g.Verb == verb);
        return demand.Purpose == "export" && Has(others, "export") ? Has(goals, "export") : Has(goals, "produce");
    }

    static double[] Readings(Func<Reading, double> value) => [value(Reading.Pessimistic), value(Reading.Central), value(Reading.Optimistic)];
}

/// <summary>What is asked for of one goal item, per month in its unit.</summary>
/// <param name="Item">Item.</param>
/// <param name="Goal">Rates of the goals, all together, by reading.</param>
/// <param name="Demand">Rates wanted on the day, weighed by certainty, by reading; 0 where nothing is wanted.</param>
public sealed record TodayTargetItem(Item Item, IReadOnlyList<double> Goal, IReadOnlyList<double> Demand)
{
    /// <summary>Share of the goal that the demand is; 1 where nothing is wanted or the goal has no size.</summary>
    public double ShareIn(Reading reading) => Demand[(int)reading] > 0 && Goal[(int)reading] is > 0 and < double.PositiveInfinity and var goal ? Demand[(int)reading] / goal : 1;
}
