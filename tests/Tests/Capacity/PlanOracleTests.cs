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
            // The engine replays its plan before it gives it.
            var result = PlanEngine.Run(small.Package().Network, small.Options, LinearSolvers.Default);
            if (result.Status != PlanStatus.Optimal) differences.Add($"seed {seed}: {best:R} of {programs} programs, engine {result.Status}");
            else if (!(Math.Abs(best - result.Plan.Objective) <= 1e-6 * Math.Max(1, Math.Abs(best)))) differences.Add($"seed {seed}: {best:R} of {programs} programs, engine {result.Plan.Objective:R}");
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
