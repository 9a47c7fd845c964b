using CsCheck;
using Vauban.Core.Capacity;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>Laws: more means never cost more, and what a plan says of itself adds up.</summary>
public sealed class PlanLawTests
{
    sealed record Draw(int Capacity, int Adds, int Capex, int Permit, int Build, int Ramp, int Budget, int Demand, int Price, int Lead, int Stock);

    static readonly Gen<Draw> Draws = Gen.Select(Gen.Int[20, 90], Gen.Int[5, 50], Gen.Int[100, 4000], Gen.Int[0, 3], Gen.Int[0, 3]).SelectMany(a =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6000], Gen.Int[60, 130], Gen.Int[5, 60], Gen.Int[0, 50], Gen.Int[0, 80], (ramp, budget, demand, price, lead, stock) =>
            new Draw(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, ramp, budget, demand, price, lead, stock)));

    static TestPackage Package(Draw d) => new TestPackage().Items("round", "shell", "steel").Recipe("round", "shell", "1").Recipe("shell", "steel", "2")
        .Line("filling", "round", "100", "DE", $"unit_cost=3 lead_time_days={d.Lead / 2}").Line("forge", "shell", $"{d.Capacity}", "FR", $"unit_cost=2 lead_time_days={d.Lead}")
        .Line("mill", "steel", $"{d.Capacity * 2 + 15}", "FR", "unit_cost=1 lead_time_days=0")
        .Add("stocks", $"holder=forge item=shell quantity={d.Stock} shelf_life_days=70 holding_cost=0.1")
        .Add("expansions", $"id=press line=forge adds={d.Adds} adds_unit=piece/month capex={d.Capex} permit_months={d.Permit} build_months={d.Build} ramp_months={d.Ramp} most=2",
            $"id=furnace line=mill adds={d.Adds * 2} adds_unit=piece/month capex={d.Capex / 2} permit_months={d.Permit} build_months={d.Build} ramp_months=0")
        .Add("budgets", $"payer=DE year=2027 amount={d.Budget}")
        .Add("demands", $"buyer=DE item=round from=2027-01 to=2027-08 rate={d.Demand} rate_unit=piece/month shortfall_price={d.Price}");

    static PlanOptions Options => Plain(8) with { DiscountRate = 0.05, TailMonths = 6, FineMonths = 5, Gap = 1e-6 };

    static double Cost(Draw d) => Solve(Package(d), Options).Objective;

    [Fact]
    public void More_money_more_capacity_and_shorter_permits_never_cost_more() =>
        Draws.Try(12, d =>
        {
            var cost = Cost(d);
            var most = cost * (1 + 3e-6) + 1e-6;
            foreach (var more in new[] { d with { Budget = d.Budget * 2 + 500 }, d with { Capacity = d.Capacity + 10 }, d with { Permit = 0 } })
                Assert.True(Cost(more) <= most, $"{more} costs more than {d}");
        });

    [Fact]
    public void Costs_add_up_to_the_bound_and_quantities_balance() =>
        Draws.Try(15, d =>
        {
            var result = Run(Package(d), Options);
            var plan = result.Plan;
            Assert.True(result.Gap <= 1e-6 + 1e-9, $"gap {result.Gap}");
            foreach (var item in plan.Items)
                for (var t = 0; t < plan.Periods.Count; t++)
                {
                    var before = t > 0 ? plan.Stock[item][t - 1] : plan.InitialStock[item];
                    var arrived = plan.Supplies.Where(s => s.Item == item).Sum(s => plan.Arrived[s.Index][t]);
                    var used = plan.Uses.Where(u => u.Input == item).Sum(u => u.Amount[t]) + plan.Demands.Where(k => k.Item == item).Sum(k => plan.Delivered[k.Index][t]);
                    Assert.Equal(before + arrived, used + plan.Scrap[item][t] + plan.Stock[item][t], 1e-5);
                }
            foreach (var supply in plan.Supplies)
                for (var t = 0; t < plan.Periods.Count; t++) Assert.True(plan.Production[supply.Index][t] <= plan.Capacity[supply.Index][t] + 1e-5);
            Assert.Equal(plan.Starts.Sum(s => s.Capex!.Value), plan.Spending.Sum(s => s.Amount), 1e-4);
            Assert.True(plan.Spending.All(s => s.Amount <= s.Limit + 1e-4));
        });
}
