using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanData
{
    // All rows that state the need (whatever part of them counts in this run), and those that count.
    static (IReadOnlyList<Demand> Demands, IReadOnlyList<Goal> Goals, IReadOnlyList<(int Item, DateOnly? Start, DateOnly? End, Quantity Rate)> Peaks, IReadOnlyCollection<(DateOnly?, DateOnly?)> Wanted)
        Asked(Network network, PlanCase given)
    {
        if (network.Demands.Count > 0)
        {
            var chosen = given.Demands?.ToHashSet();
            return ([.. network.Demands.Where(d => chosen is null || chosen.Contains(d.Index))], [],
                [.. network.Demands.Select(d => (d.Item, d.Start, d.End, d.Rate))], [.. network.Demands.Select(d => (d.Start, d.End))]);
        }
        var goals = network.Goals.Where(g => g.Verb is "produce" or "export").ToArray();
        return ([], goals, [.. goals.Select(g => (g.Item, g.Start, g.End, g.Rate))], [.. goals.Select(g => (g.Start, g.End))]);
    }

    PlanWant[] ReadWants(IReadOnlyList<Demand> demands, IReadOnlyList<Goal> goals, IReadOnlyCollection<(int, DateOnly?, DateOnly?, Quantity)> peaks)
    {
        if (peaks.Count == 0) Find("E-PLAN-01", Severity.Error, null);
        if (goals.Count > 0) Find("N-PLAN-01", Severity.Note, null, Text(goals.Count));
        var wants = new List<PlanWant>();
        foreach (var d in demands)
        {
            var item = Network.Items[d.Item];
            if (item.IsShared || item.IsFree)
            {
                Find("W-PLAN-01", Severity.Warning, item.Id, d.Buyer, item.Id);
                continue;
            }
            CountRow(d.Rate.IsKnown);
            if (!d.Rate.IsKnown)
            {
                Find("W-PLAN-02", Severity.Warning, item.Id, d.Buyer, item.Id);
                continue;
            }
            var certainty = d.Certainty switch { "option" => Options.OptionWeight, "intention" => Options.IntentionWeight, _ => 1 };
            var priority = d.Priority.IsKnown ? Math.Max(d.Priority.Central, 1e-6) : 1;
            Add(d.Index, -1, d.Buyer, d.Item, d.Certainty, d.Purpose, priority, d.ShortfallPrice, certainty * Math.Pow(priority, -Options.PriorityExponent), (d.Start, d.End, d.Rate));
        }
        foreach (var g in goals)
            if (!Network.Items[g.Item].IsShared && !Network.Items[g.Item].IsFree)
                Add(-1, g.Index, "goal", g.Item, "firm", g.Verb == "export" ? "export" : "own", 1, Quantity.Unknown, 1, (g.Start, g.End, g.Rate));
        return [.. wants];

        void Add(int row, int goal, string buyer, int item, string certainty, string purpose, double priority, Quantity stated, double weight, (DateOnly? Start, DateOnly? End, Quantity Rate) wanted)
        {
            // A row without a price: the one price of the options, else what the unit is worth, each month it is missing.
            var price = stated.IsKnown ? stated.Central : Options.ShortfallPrice ?? ValueOf(item);
            if (price is not { } known)
            {
                Find("E-PLAN-02", Severity.Error, Network.Items[item].Id, buyer, Network.Items[item].Id);
                return;
            }
            var units = new double[Horizon.Count];
            foreach (var period in Horizon.Periods) units[period.Index] = Math.Max(0, wanted.Rate.Need(Reading)) * MonthsWanted(wanted.Start, wanted.End, period);
            wants.Add(new(new(wants.Count, row, goal, buyer, item, certainty, purpose, priority, known, weight), units));
        }
    }

    double? ValueOf(int item) => Network.Items[item].UnitValue is { IsKnown: true } value ? double.IsInfinity(value.High) ? value.Central : value.High : null;

    double MonthsWanted(DateOnly? start, DateOnly? end, PlanPeriod period)
    {
        var from = start is { } first ? Horizon.MonthOf(first) : double.NegativeInfinity;
        var to = end is { } last && last < DateOnly.MaxValue ? Horizon.MonthOf(last.AddDays(1)) : double.PositiveInfinity;
        return Horizon.Overlap(from, to, period.Index);
    }

    // The most of each item that is wanted in one month, as goals: what quantities in shares of the need refer to, and the scale of the program.
    List<Goal> Peaks(IReadOnlyList<(int Item, DateOnly? Start, DateOnly? End, Quantity Rate)> wanted)
    {
        var goals = new List<Goal>();
        foreach (var group in wanted.Where(w => w.Rate.IsKnown).GroupBy(w => w.Item).OrderBy(g => g.Key))
        {
            var peak = Horizon.Periods.Max(p => group.Sum(w => w.Rate.Need(Reading) * MonthsWanted(w.Start, w.End, p)) / p.Months);
            if (peak > 0) goals.Add(new(goals.Count, -1, "produce", group.Key, Quantity.Of(peak), CountrySet.Empty, null, null, new("", "", [], "", "", true)));
        }
        if (goals.Count == 0 && Findings.All(f => f.Severity != Severity.Error)) Find("E-PLAN-03", Severity.Error, null, Dates.Text(Horizon.First), Text(Horizon.Months));
        return goals;
    }

    static string Text(double value) => NumberText(value);

    static string NumberText(double value) => Quantity.Text(Math.Abs(value) >= 1000 ? Math.Round(value) : Math.Round(value, 3));
}
