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
        AddUncertain(data, plan);
    }

    // A plan rests on an expansion where it makes more than its supply could without it.
    static void AddUncertain(PlanData data, Plan plan)
    {
        foreach (var group in plan.Starts.GroupBy(s => s.Expansion).OrderBy(g => g.Key))
        {
            var row = data.Network.Expansions[group.Key];
            if (!row.Chance.IsKnown || row.Chance.Central / 100 >= data.Options.LeastChance) continue;
            if (plan.Supplies.FirstOrDefault(s => row.Line >= 0 ? s.Line == row.Line : s.Expansion == row.Index) is not { } supply) continue;
            var first = plan.Periods.FirstOrDefault(p => plan.Production[supply.Index][p.Index] is var made
                && made > plan.Capacity[supply.Index][p.Index] - group.Sum(s => s.Adds * s.Reached(p)) * p.Months + 1e-6 * Math.Max(1, made));
            if (first is not null) data.Find("W-PLAN-07", Severity.Warning, row.Id, row.Id, Quantity.Text(Math.Round(row.Chance.Central, 1)), first.First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture));
        }
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
