using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What a plan does for one partner under one purpose: his own needs, what was promised to others, exports, stock. Amounts are in the item's unit.</summary>
/// <param name="Buyer">Who wants it, as named in the demands, or <c>goal</c>.</param>
/// <param name="Item">Item.</param>
/// <param name="Purpose">own, commitment, export or stock.</param>
/// <param name="Demands">Its demands, as indices of <see cref="Plan.Demands"/>.</param>
/// <param name="Wanted">Wanted in each period.</param>
/// <param name="Delivered">Delivered in each period.</param>
/// <param name="Late">Of it, what was wanted in an earlier period; what is oldest is delivered first.</param>
/// <param name="Missing">Missing at the end of each period.</param>
public sealed record PlanCommitment(string Buyer, int Item, string Purpose, IReadOnlyList<int> Demands, IReadOnlyList<double> Wanted, IReadOnlyList<double> Delivered, IReadOnlyList<double> Late, IReadOnlyList<double> Missing);

/// <summary>Promises kept beside own needs: the deliveries of a plan by partner and purpose, month by month.</summary>
public static class PlanCommitments
{
    static readonly string[] Purposes = ["own", "commitment", "export", "stock"];

    /// <summary>One row for each partner, item and purpose that is wanted, by partner, then item, then purpose (own, commitment, export, stock).
    /// Over all rows they add up to the plan's deliveries.</summary>
    public static IReadOnlyList<PlanCommitment> Of(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.Demands.Where(d => plan.Wanted[d.Index].Sum() > 0).GroupBy(d => (d.Buyer, d.Item, d.Purpose))
            .OrderBy(g => g.Key.Buyer, StringComparer.Ordinal).ThenBy(g => plan.Network.Items[g.Key.Item].Id, StringComparer.Ordinal).ThenBy(g => Array.IndexOf(Purposes, g.Key.Purpose))
            .Select(g => Of(plan, g.Key.Buyer, g.Key.Item, g.Key.Purpose, [.. g.Select(d => d.Index).Order()]))];
    }

    static PlanCommitment Of(Plan plan, string buyer, int item, string purpose, int[] demands)
    {
        double[] Sum(double[][] of) => [.. plan.Periods.Select(p => demands.Sum(d => of[d][p.Index]))];
        var (delivered, missing) = (Sum(plan.Delivered), Sum(plan.Backlog));
        return new(buyer, item, purpose, demands, Sum(plan.Wanted), delivered, [.. delivered.Select((d, t) => t == 0 ? 0 : Math.Min(d, missing[t - 1]))], missing);
    }

    /// <summary>Spans for a table of few columns: quarters, half-years, years or more, at most <paramref name="most"/> of them where years suffice.</summary>
    public static IReadOnlyList<PlanSpan> Spans(Plan plan, int most)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var months = plan.Periods[^1].End;
        int[] lengths = [3, 6, 12, 24];
        return PlanDigest.Spans(plan, lengths.FirstOrDefault(l => months <= l * most, 60));
    }
}
