using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

/// <summary>Small plans that can be worked out by hand: money is not discounted and nothing is priced after the end.</summary>
static class PlanCases
{
    public static PlanOptions Plain(int months) => new() { From = new(2027, 1, 1), Months = months, DiscountRate = 0, TailMonths = 0, Gap = 1e-9 };

    /// <summary>Rounds of one shell each: 100 rounds and 60 shells a month, 40 shells more for 1,000 euro after a month of building.</summary>
    public static TestPackage Bottleneck(string expansion = "adds=40 adds_unit=piece/month capex=1000 permit_months=0 build_months=1 ramp_months=0") => new TestPackage()
        .Items("round", "shell").Recipe("round", "shell", "1")
        .Line("filling", "round", "100", "DE", "unit_cost=10 lead_time_days=0").Line("forge", "shell", "60", "FR", "unit_cost=2 lead_time_days=0")
        .Add("expansions", $"id=press line=forge {expansion}")
        .Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50");

    public static PlanResult Run(TestPackage package, PlanOptions options, PlanCase? given = null) =>
        PlanEngine.Run(package.Network, options, given ?? PlanCase.Plain, LinearSolvers.Default);

    public static Plan Solve(TestPackage package, PlanOptions options, PlanCase? given = null)
    {
        var result = Run(package, options, given);
        Assert.Equal(PlanStatus.Optimal, result.Status);
        Assert.True(result.Gap <= options.Gap + 1e-9);
        return result.Plan;
    }

    public static double[] Made(Plan plan, string supply) => plan.Production[plan.Supplies.Single(s => s.Id == supply).Index];

    public static double[] StockOf(Plan plan, string item) => plan.Stock[plan.Network.Items.Single(i => i.Id == item).Index];

    public static void Same(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        double[] a = [.. expected], b = [.. actual];
        Assert.Equal(a.Length, b.Length);
        for (var i = 0; i < a.Length; i++) Assert.True(Math.Abs(a[i] - b[i]) <= 1e-6 * (1 + Math.Abs(a[i])), $"at {i}: expected {string.Join(", ", a)}, got {string.Join(", ", b)}");
    }
}
