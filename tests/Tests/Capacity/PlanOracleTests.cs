using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;

namespace Vauban.Tests.Capacity;

/// <summary>The engine against brute force. <c>VAUBAN_PLANS</c> (a whole number) tries so many cases instead of a few.</summary>
public sealed class PlanOracleTests
{
    static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("VAUBAN_PLANS") is { Length: > 0 } count ? count : "20", CultureInfo.InvariantCulture);

    // Of these the solver said that there was no plan, or took the plan to begin with for the best.
    static readonly ulong[] WentWrong = [450, 470, 716, 745];

    [Fact]
    public void The_plan_is_as_cheap_as_the_cheapest_of_all_choices()
    {
        var differences = new List<string>();
        foreach (var seed in Enumerable.Range(1, Count).Select(i => (ulong)i).Concat(WentWrong))
        {
            var small = new SmallPlans(seed).Make();
            var (best, programs) = PlanOracle.Solve(small, LinearSolvers.SecondOpinion);
            var result = PlanEngine.Run(small.Package().Network, small.Options, LinearSolvers.Default);
            if (result.Status != PlanStatus.Optimal)
            {
                differences.Add($"seed {seed}: {best:R} of {programs} programs, engine {result.Status} {string.Join(", ", result.Findings.Select(f => f.Code))} {Show(small)}");
                continue;
            }
            if (!(Math.Abs(best - result.Plan.Objective) <= 1e-6 * Math.Max(1, Math.Abs(best)))) differences.Add($"seed {seed}: {best:R} of {programs} programs, engine {result.Plan.Objective:R} bound {result.Bound} starts {string.Join(';', result.Plan.Starts.Select(s => (s.Expansion, s.Period, s.Count)))} {Show(small)}");
            var report = PlanReplay.Run(result.Plan);
            foreach (var c in report.Contradictions.Where(c => c.Kind != PlanContradictionKind.Shortfall).Take(2)) differences.Add($"seed {seed}: {c}");
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    static string Show(SmallPlan p) => $"full {p.IsFull} months {p.Months} fine {p.Fine} rate {p.Rate} links [{string.Join("; ", p.Links)}] stocks [{string.Join("; ", p.Stocks)}] lines [{string.Join("; ", p.Lines)}] recipes [{string.Join("; ", p.Recipes)}] x [{string.Join("; ", p.Expansions)}] d [{string.Join("; ", p.Demands)}] b [{string.Join("; ", p.Budgets)}]".Replace("Small", "");
}
