using System.Globalization;
using System.Text;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;

namespace Vauban.Tests.Capacity;

/// <summary>What must hold for any network, on random ones.</summary>
public sealed class PlanRandomLawTests
{
    const int Count = 20;

    static PlanResult Run(SmallPlan small, int scaled = -1, double factor = 1) => PlanEngine.Run(small.Package(scaled, factor).Network, small.Options, LinearSolvers.Default);

    static IEnumerable<(ulong Seed, SmallPlan Plan)> Plans(Func<SmallPlan, bool> fits)
    {
        for (ulong seed = 1000, found = 0; found < Count; seed++)
        {
            var small = new SmallPlans(seed).Make();
            if (!fits(small)) continue;
            found++;
            yield return (seed, small);
        }
    }

    static void NeverDearer(Func<SmallPlan, bool> fits, Func<SmallPlan, SmallPlan> prepare, Func<SmallPlan, SmallPlan> ease)
    {
        var cheaper = 0;
        foreach (var (seed, drawn) in Plans(fits))
        {
            var small = prepare(drawn);
            var (before, after) = (Run(small).Plan.Objective, Run(ease(small)).Plan.Objective);
            Assert.True(after <= before + 1e-6 * Math.Max(1, before), $"seed {seed}: {after:R} after {before:R}");
            if (after < before * (1 - 1e-6)) cheaper++;
        }
        Assert.True(cheaper > 0, "nothing became cheaper: the cases show nothing");
    }

    [Fact]
    public void A_bigger_budget_never_raises_the_objective() => NeverDearer(s => s.Budgets.Count > 0, s => s,
        s => s with { Budgets = [.. s.Budgets.Select(b => b with { Amount = b.Amount + 100, Share = Math.Min(1, b.Share + 0.25) })] });

    // A curve of cost ends where the line could come at most, so that more capacity draws it anew.
    [Fact]
    public void More_capacity_never_raises_the_objective() => NeverDearer(s => s.Lines.All(l => l.Learning == 1), s => s,
        s => s with { Lines = [.. s.Lines.Select(l => l with { Capacity = l.Capacity + 2 })] });

    // Without budgets and interest: capital that is spent earlier may fall in a poorer year, or count more.
    [Fact]
    public void A_shorter_permit_never_raises_the_objective() => NeverDearer(s => s.Expansions.Any(e => e.Permit > 0), s => s with { Rate = 0, Budgets = [] },
        s => s with { Expansions = [.. s.Expansions.Select(e => e with { Permit = 0 })] });

    [Fact]
    public void A_longer_shelf_life_never_raises_the_objective() => NeverDearer(s => s.Stocks.Any(k => k.Life < 3), s => s with { Stocks = [.. s.Stocks.Select(k => k with { Life = 0.5 })] },
        s => s with { Stocks = [.. s.Stocks.Select(k => k with { Life = 2.5 })] });

    [Fact]
    public void The_unit_in_which_an_item_is_counted_changes_nothing()
    {
        foreach (var (seed, small) in Plans(_ => true))
        {
            var plain = Run(small).Plan.Objective;
            foreach (var (item, factor) in new[] { (0, 1000.0), (1, 0.001) })
            {
                var other = Run(small, item, factor).Plan.Objective;
                Assert.True(Math.Abs(other - plain) <= 1e-6 * Math.Max(1, plain), $"seed {seed}, item {item} times {factor}: {other:R} against {plain:R}");
            }
        }
    }

    [Fact]
    public void A_second_run_gives_the_same_plan_to_the_last_digit()
    {
        foreach (var (_, small) in Plans(_ => true)) Assert.Equal(Digits(Run(small)), Digits(Run(small)));
    }

    static string Digits(PlanResult result)
    {
        var text = new StringBuilder();
        var plan = result.Plan;
        text.Append(CultureInfo.InvariantCulture, $"{result.Status} {result.Bound:R} {result.Iterations} {plan.Objective:R}\n");
        foreach (var table in new[] { plan.Capacity, plan.Production, plan.Arrived, plan.Stock, plan.Scrap, plan.Wanted, plan.Delivered, plan.Backlog, plan.ProductionCost, [plan.Before, plan.BeforePool, plan.Discount] })
            foreach (var row in table) text.AppendJoin(' ', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        foreach (var start in plan.Starts) text.Append(start).AppendJoin(' ', start.Payments).Append('\n');
        foreach (var use in plan.Uses) text.Append(use.Supply).Append(' ').Append(use.Row).AppendJoin(' ', use.Amount.Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        foreach (var cost in plan.Costs) text.Append(cost.Kind).AppendJoin(' ', cost.PerPeriod.Append(cost.Discounted).Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        return text.ToString();
    }
}
