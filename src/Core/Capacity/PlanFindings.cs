using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What the user should know about the data behind a finished plan.</summary>
static class PlanFindings
{
    internal static void Add(PlanData data, Plan plan)
    {
        if (!data.HasBudgets && plan.Starts.Count > 0) data.Find("N-PLAN-03", Severity.Note, null);
        foreach (var start in plan.Starts.Where(s => s.Capex is null).DistinctBy(s => s.Expansion))
            data.Find("W-PLAN-04", Severity.Warning, data.Network.Expansions[start.Expansion].Id, data.Network.Expansions[start.Expansion].Id);
        AddHidden(data, plan);
    }

    // Supply of unknown size is taken as not limiting: what a plan draws from it is a hope, and is said.
    static void AddHidden(PlanData data, Plan plan)
    {
        foreach (var item in plan.Supplies.Where(s => s.HasUnknownSize && plan.Production[s.Index].Any(p => p > 0)).GroupBy(s => s.Item).OrderBy(g => g.Key))
        {
            var drawn = plan.Periods.Select(p => item.Sum(s => plan.Production[s.Index][p.Index])).ToArray();
            var from = plan.Periods[Array.FindIndex(drawn, d => d > 0)];
            var row = data.Network.Items[item.Key];
            data.Find("W-PLAN-05", Severity.Warning, row.Id, row.Id, Number(drawn.Sum()), row.Unit.Text, from.First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    static string Number(double value) => Quantity.Text(value >= 100 ? Math.Round(value) : Math.Round(value, 2));
}
