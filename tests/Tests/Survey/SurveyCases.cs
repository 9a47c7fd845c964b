using Vauban.Adapters.Solvers;
using Vauban.Core.Solving;
using Vauban.Core.Survey;

namespace Vauban.Tests.Survey;

/// <summary>Small surveys for tests.</summary>
static class SurveyCases
{
    public static readonly SurveyTable ItemByCountry = SurveyTable.Of("item", "country");

    public static Func<ILinearSolver> Solvers => LinearSolvers.Default;

    /// <summary>A round of one question, broken down by item and country, from rows "contributor group item country value"; families of items by the letter before the digit.</summary>
    public static SurveyRound Round(params IEnumerable<(string Contributor, string Group, string Item, string Country, double Value)> given)
    {
        var rows = given.ToArray();
        return new()
        {
            Survey = "test", Period = "2026", Questions = [new("capacity", "piece/month", rows.Any(r => r.Value < 0))],
            Breakdowns = [new("item") { Parents = rows.Select(r => r.Item).Distinct().Where(i => i.Length > 1).ToDictionary(i => i, i => i[..1]) }, new("country")],
            Contributors = [.. rows.Select(r => new SurveyContributor(r.Contributor, r.Group)).Distinct()],
            Answers = [.. rows.Select(r => new SurveyAnswer(r.Contributor, "capacity", [r.Item, r.Country], r.Value))],
        };
    }

    /// <summary>A round in which one table of one breakdown has these contributors, each its own group.</summary>
    public static SurveyRound Cell(params double[] values) => Round(values.Select((v, i) => ($"c{i}", $"g{i}", "a", "X", v)));

    public static SurveyProposal Plan(SurveyRound round, SurveyRules? rules = null, params IReadOnlyList<SurveyRelease> history) =>
        SurveyReleaseEngine.Run(round, [ItemByCountry], rules ?? new(), history, SurveyBeside.Refuse, Solvers, TestContext.Current.CancellationToken);

    public static ReleasedCell At(this SurveyRelease release, string item, string country) => release.Cells.Single(c => c.Codes[0] == item && c.Codes[1] == country);

    /// <summary>A random survey: skewed sizes, some groups with two contributors, zeros, gaps, two families of items.</summary>
    public static SurveyRound Random(int seed, bool isSigned = false)
    {
        var random = new Random(seed);
        var (groups, countries) = (random.Next(6, 11), random.Next(2, 4));
        string[] items = ["a1", "a2", "b1"];
        var rows = new List<(string, string, string, string, double)>();
        for (var g = 0; g < groups; g++)
            for (var c = 0; c < (random.Next(5) == 0 ? 2 : 1); c++)
            {
                var home = random.Next(countries);
                foreach (var item in items.Take(random.Next(2, 4)))
                {
                    if (random.Next(3) == 0) continue;
                    var value = random.Next(12) == 0 ? 0 : Math.Round(Math.Pow(10, random.NextDouble() * 2), 1);
                    rows.Add(($"c{g}-{c}", $"g{g}", item, $"K{home}", isSigned && random.Next(4) == 0 ? -value : value));
                }
            }
        rows.Add(("c0-0x", "g0", "a1", "K0", 7));
        return Round(rows) with { Questions = [new("capacity", "piece/month", isSigned)] };
    }
}
