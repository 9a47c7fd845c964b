using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Consecutive periods of a plan that are shown together.</summary>
/// <param name="First">First period.</param>
/// <param name="Last">Last period.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Months">Length in months.</param>
public sealed record PlanSpan(int First, int Last, DateOnly From, DateOnly To, int Months)
{
    /// <summary>Sum of what belongs to the periods of the span.</summary>
    public double Sum(IReadOnlyList<double> perPeriod)
    {
        ArgumentNullException.ThrowIfNull(perPeriod);
        var sum = 0.0;
        for (var t = First; t <= Last; t++) sum += perPeriod[t];
        return sum;
    }
}

/// <summary>All demands for one item.</summary>
/// <param name="Item">Item.</param>
/// <param name="Wanted">Units wanted in each period.</param>
/// <param name="Delivered">Units delivered in each period.</param>
/// <param name="Missing">Units missing at the end of each period.</param>
public sealed record PlanItemNeed(int Item, IReadOnlyList<double> Wanted, IReadOnlyList<double> Delivered, IReadOnlyList<double> Missing)
{
    /// <summary>First period from whose end on nothing is missing any more; the number of periods where something is still missing at the end.</summary>
    public int MetFrom
    {
        get
        {
            var t = Missing.Count;
            while (t > 0 && Missing[t - 1] <= PlanDigest.Dust * (1 + Wanted.Sum())) t--;
            return t;
        }
    }
}

/// <summary>How full a supply of limited size is.</summary>
/// <param name="Supply">Supply, as index of <see cref="Plan.Supplies"/>.</param>
/// <param name="Mean">Production over capacity, all periods together.</param>
/// <param name="FullMonths">Months in which it works at its capacity.</param>
/// <param name="Months">Months in which it has any capacity.</param>
public sealed record PlanLoad(int Supply, double Mean, int FullMonths, int Months);

/// <summary>Capacity for one item over time, by where it comes from. Per month, in the item's unit.</summary>
/// <param name="Item">Item.</param>
/// <param name="Existing">Per period, of limited supplies, without what expansions add.</param>
/// <param name="Added">Per expansion that starts, by expansion: what it adds in each period.</param>
/// <param name="HasUnlimited">True where some supply of the item has no limit; it is not in <paramref name="Existing"/>.</param>
/// <param name="Made">Started per month in each period.</param>
public sealed record PlanItemCapacity(int Item, IReadOnlyList<double> Existing, IReadOnlyList<(int Expansion, IReadOnlyList<double> PerMonth)> Added, bool HasUnlimited, IReadOnlyList<double> Made)
{
    /// <summary>Capacity of limited supplies in a period, with what is added.</summary>
    public double Total(int period) => Existing[period] + Added.Sum(a => a.PerMonth[period]);
}

/// <summary>What a plan comes to, in the numbers that people ask for first.</summary>
public static class PlanDigest
{
    // What a solver leaves of nothing, as a share.
    internal const double Dust = 1e-7;

    /// <summary>Most rows of a table over time that people still read.</summary>
    const int MostSpans = 16;

    /// <summary>Spans of at least three months, longer where there would be more than sixteen: quarters, half-years, years, two years.</summary>
    public static IReadOnlyList<PlanSpan> Spans(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var months = plan.Periods[^1].End;
        int[] lengths = [3, 6, 12];
        return Spans(plan, lengths.Where(l => months <= l * MostSpans).DefaultIfEmpty(24).First());
    }

    /// <summary>Spans of at least a number of months, from the start of the plan.</summary>
    public static IReadOnlyList<PlanSpan> Spans(Plan plan, int months)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        var spans = new List<PlanSpan>();
        var first = 0;
        for (var t = 0; t < plan.Periods.Count; t++)
        {
            if (plan.Periods[t].End - plan.Periods[first].Offset < months && t < plan.Periods.Count - 1) continue;
            spans.Add(new(first, t, plan.Periods[first].First, plan.Periods[t].Last, plan.Periods[t].End - plan.Periods[first].Offset));
            first = t + 1;
        }
        return spans;
    }

    /// <summary>Items that are wanted, by item.</summary>
    public static IReadOnlyList<PlanItemNeed> Needs(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.Demands.GroupBy(d => d.Item).OrderBy(g => g.Key).Select(g =>
        {
            double[] Sum(double[][] of) => [.. plan.Periods.Select(p => g.Sum(d => of[d.Index][p.Index]))];
            return new PlanItemNeed(g.Key, Sum(plan.Wanted), Sum(plan.Delivered), Sum(plan.Backlog));
        }).Where(n => n.Wanted.Any(w => w > 0))];
    }

    /// <summary>Money that flows, discounted, EUR: everything but the price of what is late or missing.</summary>
    public static double Spent(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Costs.Where(c => c.Kind is not (PlanCostKind.Shortfall or PlanCostKind.Tail)).Sum(c => c.Discounted);
    }

    /// <summary>Supplies of limited size that are used, the fullest first.</summary>
    public static IReadOnlyList<PlanLoad> Loads(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var list = new List<PlanLoad>();
        foreach (var supply in plan.Supplies)
        {
            var (capacity, made) = (plan.Capacity[supply.Index], plan.Production[supply.Index]);
            if (capacity.Any(double.IsInfinity) || made.Sum() <= 0 || capacity.Sum() <= 0) continue;
            // A line that makes one unit in a thousand less than it could is full to whoever reads the table.
            var full = plan.Periods.Where(p => capacity[p.Index] > 0 && made[p.Index] >= capacity[p.Index] * 0.999).Sum(p => p.Months);
            list.Add(new(supply.Index, Math.Min(1, made.Sum() / capacity.Sum()), full, plan.Periods.Where(p => capacity[p.Index] > 0).Sum(p => p.Months)));
        }
        return [.. list.OrderByDescending(l => l.FullMonths).ThenByDescending(l => l.Mean).ThenBy(l => l.Supply)];
    }

    /// <summary>Capacity over time for every item that is wanted or that an expansion adds to, the wanted first.</summary>
    public static IReadOnlyList<PlanItemCapacity> Capacities(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var wanted = Needs(plan).Select(n => n.Item).ToArray();
        var grown = plan.Starts.Select(s => plan.Network.Expansions[s.Expansion].Item).Distinct().Except(wanted).Order();
        return [.. wanted.Concat(grown).Select(i => Capacity(plan, i))];
    }

    static PlanItemCapacity Capacity(Plan plan, int item)
    {
        var supplies = plan.Supplies.Where(s => s.Item == item).ToArray();
        var limited = supplies.Where(s => !plan.Capacity[s.Index].Any(double.IsInfinity)).ToArray();
        var names = limited.Select(s => (s.Line, s.Expansion)).ToHashSet();
        var added = new List<(int, IReadOnlyList<double>)>();
        foreach (var group in plan.Starts.GroupBy(s => s.Expansion).OrderBy(g => g.Key))
        {
            var row = plan.Network.Expansions[group.Key];
            if (row.Item != item || !names.Contains(row.Line >= 0 ? (row.Line, -1) : (-1, row.Index))) continue;
            added.Add((group.Key, [.. plan.Periods.Select(p => group.Sum(s => s.Adds * s.Reached(p)))]));
        }
        double[] existing = [.. plan.Periods.Select(p => limited.Sum(s => plan.Capacity[s.Index][p.Index]) / p.Months - added.Sum(a => a.Item2[p.Index]))];
        for (var t = 0; t < existing.Length; t++)
            if (Math.Abs(existing[t]) < 1e-6 * (1 + added.Sum(a => a.Item2[t]))) existing[t] = 0;
        return new(item, existing, added, limited.Length < supplies.Length, [.. plan.Periods.Select(p => supplies.Sum(s => plan.Production[s.Index][p.Index]) / p.Months)]);
    }
}
