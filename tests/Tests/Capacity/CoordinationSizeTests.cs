using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

/// <summary>Coordination of five states over a chain of sixty items: the laws of the small cases hold at size.</summary>
public sealed class CoordinationSizeTests
{
    const int Tiers = 6, Width = 10;

    static string N(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // One product of ten assemblies; every second item below is made of two of the next tier. Two fifths of the lines are too small for what is wanted.
    static Network Chain()
    {
        var random = new Random(5);
        var package = new TestPackage().Items("product");
        var need = new double[Tiers, Width];
        for (var i = 0; i < Width; i++)
        {
            need[0, i] = 100;
            package.Recipe("product", $"i0-{i}", "1");
        }
        for (var t = 0; t + 1 < Tiers; t++)
            for (var i = 0; i < Width; i++)
                foreach (var input in i % 2 == 0 ? new[] { i, (i + 3) % Width } : [i])
                {
                    package.Recipe($"i{t}-{i}", $"i{t + 1}-{input}", "0.5");
                    need[t + 1, input] += need[t, i] * 0.5;
                }
        package.Line("assembly", "product", "120", more: "unit_cost=50");
        for (var t = 0; t < Tiers; t++)
            for (var i = 0; i < (t == Tiers - 1 ? Width - 1 : Width); i++)
            {
                package.Items($"i{t}-{i}").Line($"l{t}-{i}", $"i{t}-{i}", N(Math.Round(need[t, i] * (random.Next(5) < 2 ? 0.6 : 1.1), 2)), more: $"unit_cost={random.Next(1, 9)} lead_time_days={15 * random.Next(3)}");
                package.Add("expansions", $"id=x{t}-{i} line=l{t}-{i} adds={N(Math.Round(need[t, i] * 0.5, 2))} adds_unit=piece/month capex={random.Next(10, 60) * 100} permit_months=0 build_months={random.Next(1, 4)} ramp_months=0");
            }
        package.Items($"i{Tiers - 1}-{Width - 1}").Line("last", $"i{Tiers - 1}-{Width - 1}", "1000", more: "unit_cost=1");
        foreach (var (buyer, k) in new[] { ("DE", 0), ("ES", 1), ("FR", 2), ("IT", 3), ("PL", 4) })
            package.Add("demands", $"buyer={buyer} item=product from=2026-01 to=2026-12 rate={14 + 3 * k} rate_unit=piece/month certainty={(k < 2 ? "firm" : "option")} shortfall_price={400 + 50 * k}")
                .Add("budgets", $"payer={buyer} year=2026 amount=25000");
        return package.Network;
    }

    [Fact]
    public void Five_states_over_sixty_items_never_lose_by_one_plan_and_share_no_more_than_there_is()
    {
        var network = Chain();
        Assert.Equal(61, network.Items.Count);
        var plan = new PlanOptions { From = new(2026, 1, 1), Months = 12, FineMonths = 6, Gap = 0.01, NodeLimit = 3 };
        var result = CoordinationEngine.Run(network, new() { Plan = plan }, LinearSolvers.Default);
        Assert.Equal(["DE", "ES", "FR", "IT", "PL"], result.States.Select(s => s.Name));
        var joint = result.Joint!;
        Assert.All(result.Alone.Append(result.Coordinated).Append(result.WithoutSidePayments!), r => Assert.True(r.HasPlan && r.Bound <= r.Plan.Objective * (1 + 1e-9)));
        // They meet: more is claimed than there is, so that own plans promise more than comes.
        Assert.NotEmpty(result.OverCommitments);
        Assert.True(result.Expected.Sum(o => o.Delivered) > result.InJoint.Sum(o => o.Delivered));
        Assert.True(result.Value >= 0, $"{result.Value}");
        foreach (var state in result.States) Assert.True(result.InWithoutSidePayments[state.Index].Burden <= result.InJoint[state.Index].Burden * (1 + 1e-6) + 1e-3, state.Name);
        Assert.True(joint.Objective >= result.Coordinated.Bound * (1 - 1e-9));
        foreach (var supply in joint.Supplies)
            for (var t = 0; t < joint.Periods.Count; t++) Assert.True(joint.Production[supply.Index][t] <= joint.Capacity[supply.Index][t] * (1 + 1e-6) + 1e-6, supply.Id);
        Assert.True(joint.Spending.All(s => s.Amount <= s.Limit * (1 + 1e-6)));
        Assert.Equal(joint.Demands.Sum(d => joint.Delivered[d.Index].Sum()), result.InJoint.Sum(o => o.Delivered), 1e-6);
    }
}
