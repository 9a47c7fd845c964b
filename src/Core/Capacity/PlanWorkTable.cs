using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>People and capital of one calendar year.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="People">People at work, averaged over the months of the year that the plan covers.</param>
/// <param name="Capex">EUR spent in those months, not discounted.</param>
public readonly record struct PlanWorkYear(int Year, double People, double Capex);

/// <summary>People and capital of a country or region over the years of a plan.</summary>
/// <param name="Place">Country or area; empty where unknown, and in the row of all places.</param>
/// <param name="Region">NUTS region; empty in the row of a whole country, and where unknown.</param>
/// <param name="IsPart">True for a region within the country row above it.</param>
/// <param name="Years">One entry per year, in order.</param>
public sealed record PlanWorkRow(CountrySet Place, string Region, bool IsPart, IReadOnlyList<PlanWorkYear> Years)
{
    /// <summary>EUR spent within the plan's months.</summary>
    public double Capex => Years.Sum(y => y.Capex);

    /// <summary>Largest yearly average of people at work.</summary>
    public double MostPeople => Years.Max(y => y.People);
}

/// <summary>Where the work of a plan goes: people and capital per country and region, year by year.</summary>
/// <param name="Years">Calendar years that the plan touches.</param>
/// <param name="Rows">Countries by the capital spent there, then by name of the set; below each its regions, where it has more than one.</param>
/// <param name="All">All places together.</param>
/// <param name="UnknownLines">Lines that work in the plan and say no people, by id: their people are not counted.</param>
/// <param name="UnknownExpansions">Expansions that start and say no people, by id.</param>
/// <param name="UnknownCapex">Expansions that start and say no cost, by id.</param>
public sealed record PlanWorkTable(IReadOnlyList<int> Years, IReadOnlyList<PlanWorkRow> Rows, PlanWorkRow All, IReadOnlyList<string> UnknownLines, IReadOnlyList<string> UnknownExpansions,
    IReadOnlyList<string> UnknownCapex)
{
    /// <summary>The table of a plan. A period that crosses the end of a year counts in both by its months.</summary>
    public static PlanWorkTable Of(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var years = plan.Periods.SelectMany(p => Enumerable.Range(0, p.Months).Select(m => p.First.AddMonths(m).Year)).Distinct().Order().ToArray();
        PlanWorkRow Row(IEnumerable<PlanWork> work, CountrySet place, string region, bool isPart) => new(place, region, isPart, YearsOf(plan, years, [.. work]));
        var rows = new List<PlanWorkRow>();
        foreach (var country in plan.Work.GroupBy(w => w.Place).Select(g => (Whole: Row(g, g.Key, "", false), Parts: g.ToArray()))
            .OrderByDescending(g => Math.Round(g.Whole.Capex, 2)).ThenByDescending(g => g.Whole.MostPeople).ThenBy(g => g.Whole.Place.ToString(), StringComparer.Ordinal))
        {
            rows.Add(country.Parts.Length == 1 ? country.Whole with { Region = country.Parts[0].Region } : country.Whole);
            if (country.Parts.Length > 1) rows.AddRange(country.Parts.OrderBy(p => p.Region, StringComparer.Ordinal).Select(p => Row([p], p.Place, p.Region, true)));
        }
        var lines = plan.Supplies.Where(s => s.Kind == PlanSupplyKind.Line && plan.Production[s.Index].Any(x => x > 0)).Select(s => plan.Network.Lines[s.Line]);
        var starts = plan.Starts.Select(s => plan.Network.Expansions[s.Expansion]).DistinctBy(e => e.Index).OrderBy(e => e.Index).ToArray();
        return new(years, rows, Row(plan.Work, CountrySet.Empty, "", false), [.. lines.Where(l => !l.People.IsKnown).Select(l => l.Id)], [.. starts.Where(e => !e.People.IsKnown).Select(e => e.Id)],
            [.. starts.Where(e => !e.Capex.IsKnown).Select(e => e.Id)]);
    }

    static PlanWorkYear[] YearsOf(Plan plan, int[] years, PlanWork[] work)
    {
        var (months, people, capex) = (new double[years.Length], new double[years.Length], new double[years.Length]);
        foreach (var period in plan.Periods)
            for (var m = 0; m < period.Months; m++)
            {
                var y = Array.IndexOf(years, period.First.AddMonths(m).Year);
                months[y]++;
                people[y] += work.Sum(w => w.People[period.Index]);
                capex[y] += work.Sum(w => w.Capex[period.Index]) / period.Months;
            }
        return [.. years.Select((year, y) => new PlanWorkYear(year, people[y] / months[y], capex[y]))];
    }
}
