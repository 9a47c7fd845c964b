using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>What would make it Yes: the least extra inside supply (as shares of need), the holdings and consents to replace, and the days of
/// stock, that reach theta_in of 1 and Holds (design section 3). No costs are needed.</summary>
static class MakeYesSearch
{
    public static MakeYes? Run(GoalCase goalCase, RelianceCell reliance, ExposureCell exposure, CancellationToken stop)
    {
        if (reliance.Verdict == RelianceVerdict.Yes && exposure.Verdict == ExposureVerdict.Holds) return null;
        // Where the central reading reaches the goal already, it is the pessimistic one that needs more.
        var reading = reliance.ThetaIn!.Central < 1 ? Reading.Central : Reading.Pessimistic;
        var program = goalCase[reading];
        if (reliance.Verdict == RelianceVerdict.Yes) return Bridge(goalCase, exposure, new(reading, [], [], [], [], [], true, null), stop);
        var needed = NeededSupply.Find(program, goalCase.Outsiders, 1, stop);
        if (!needed.IsPossible) return Bridge(goalCase, exposure, new(reading, [], [], [], [], [], false, needed.BlockedBy), stop);
        var tiers = Tiers(goalCase);
        var need = program.Requirements.Need;
        var extra = needed.Extra.Select(e => new ExtraSupply(e.Item, e.PerMonth, need[e.Item] > 0 ? e.PerMonth / need[e.Item] : 1))
            .OrderByDescending(e => Math.Round(e.ShareOfNeed, 6)).ThenBy(e => tiers.GetValueOrDefault(e.Item, int.MaxValue)).ThenBy(e => e.Item).ToArray();
        return Bridge(goalCase, exposure, new(reading, extra, needed.Holdings, needed.Consents, [], [], true, null), stop);
    }

    // Steps down the recipes from the goals.
    static Dictionary<int, int> Tiers(GoalCase goalCase)
    {
        var tiers = new Dictionary<int, int>();
        var queue = new Queue<int>();
        foreach (var goal in goalCase.Goals) Enter(goal.Item, 0);
        while (queue.TryDequeue(out var item))
            foreach (var s in goalCase.Table.OfItem[item])
                foreach (var row in goalCase.Table.All[s].Recipe) Enter(goalCase.Table.Network.Recipes[row].Input, tiers[item] + 1);
        return tiers;

        void Enter(int item, int tier)
        {
            if (tiers.TryAdd(item, tier)) queue.Enqueue(item);
        }
    }

    // Days of need of each item that bridge every failure that does not hold in the central reading, with the extra supply and the consents
    // that the same sentence asks for; per item the most that any failure asks for.
    static MakeYes Bridge(GoalCase goalCase, ExposureCell exposure, MakeYes yes, CancellationToken stop)
    {
        var most = SovereigntyOptions.Scaled(200, 4 * goalCase.Table.All.Count);
        var program = goalCase[Reading.Central];
        var days = new SortedDictionary<int, double>();
        var second = new SortedSet<int>();
        var (unheldBefore, _) = program.Obstacles(goalCase.Without);
        foreach (var failure in exposure.Failures.Where(f => f.Decides && !f.Holds.Central).Take(most))
        {
            var window = failure.WindowDays.Central;
            var conditions = OutputCase.Plain with
            {
                WindowDays = window, Cap = 1, FreeStock = true,
                NewSupply = yes.Extra.ToDictionary(e => e.Item, e => e.PerMonth), FreeItems = yes.Holdings.ToHashSet(), Granted = yes.Consents.ToHashSet(),
            };
            var level = Math.Min(1, program.Solve(goalCase.Without, stop: stop).Theta);
            var denial = goalCase.Without.And(failure.Actor);
            second.UnionWith(program.Obstacles(denial, conditions).Unheld.Except(unheldBefore));
            if (program.Plan(denial, level, program.LeastOf(_ => false), conditions, stop) is not { } plan) continue;
            for (var item = 0; item < plan.Stock.Length; item++)
                if (plan.Stock[item] > 0 && program.Requirements.Need[item] > 0)
                    days[item] = Math.Max(days.GetValueOrDefault(item), plan.Stock[item] / program.Requirements.Need[item] * window);
        }
        return yes with { StockDays = [.. days.Where(d => d.Value > 1e-6).Select(d => (d.Key, d.Value))], SecondHolders = [.. second] };
    }
}
