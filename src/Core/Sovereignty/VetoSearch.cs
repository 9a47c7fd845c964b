using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>Smallest sets of outside actors who can together stop a goal: Reiter's hitting-set tree, breadth first, with the linear program
/// as oracle.</summary>
/// <remarks>Reiter 1987, Artificial Intelligence 32, section 4. At a node theta is fixed at the level and the use of outside actors is
/// minimised; the label is every outside actor whose denial touches a used line, flow or consent. Labels are not reused, because a label
/// depends on the optimum found at its node. An empty label closes the node; supersets of found sets are pruned.</remarks>
static class VetoSearch
{
    static readonly ActorKind[] Kinds = [ActorKind.Party, ActorKind.Owner, ActorKind.Country];

    public static IReadOnlyList<VetoList> Run(GoalCase goalCase, double level, SovereigntyOptions options, CancellationToken stop) =>
        level <= 0 ? [] : [.. Kinds.Select(k => Search(goalCase, k, level, options, stop))];

    static VetoList Search(GoalCase goalCase, ActorKind kind, double level, SovereigntyOptions options, CancellationToken stop)
    {
        var program = goalCase[Reading.Central];
        var cost = OutsideCost(goalCase.Table);
        var found = new List<Actor[]>();
        var nodes = new List<Actor[]> { Array.Empty<Actor>() };
        var budget = SovereigntyOptions.Scaled(options.VetoSolves, goalCase.Table.All.Count);
        var plans = new List<OutputPlan>();
        for (var size = 0; size <= options.VetoSize; size++)
        {
            var next = new SortedSet<Actor[]>(ActorSetOrder.Instance);
            foreach (var path in nodes)
            {
                if (found.Any(f => f.All(path.Contains))) continue;
                // At the largest size only yes or no is asked: a plan found elsewhere that none of them touches says no.
                if (size == options.VetoSize && plans.Any(p => !Touches(goalCase, p, path))) continue;
                if (budget-- <= 0) return Finish(size - 1);
                var denial = path.Aggregate(goalCase.Without, (d, a) => d.And(a));
                // Theta first: where the goal cannot be reached this is quicker than to prove that no plan exists.
                if (program.Solve(denial, OutputCase.Plain with { Cap = level }, stop).RawTheta < level * (1 - 1e-7))
                {
                    found.Add(path);
                    continue;
                }
                if (size == options.VetoSize)
                {
                    plans.Add(program.LastPlan());
                    continue;
                }
                var plan = program.Plan(denial, level, cost, stop: stop) ?? program.LastPlan();
                plans.Add(plan);
                foreach (var actor in Label(goalCase, plan, kind))
                    if (!path.Contains(actor)) next.Add([.. path.Append(actor).Order()]);
            }
            nodes = [.. next];
        }
        return Finish(options.VetoSize);

        VetoList Finish(int completeSize)
        {
            var optimistic = goalCase[Reading.Optimistic];
            // Minimal among themselves: breadth first finds smaller sets first.
            var minimal = found.Where((f, i) => !found.Take(i).Any(g => g.Length < f.Length && g.All(f.Contains))).ToArray();
            return new(kind, [.. minimal.OrderBy(f => f.Length).ThenBy(f => f, ActorSetOrder.Instance).Select(f =>
            {
                var denial = f.Aggregate(goalCase.Without, (d, a) => d.And(a));
                return new VetoSet(f, optimistic.Solve(denial, stop: stop).Theta < level, program.Solve(denial, stop: stop).Theta);
            })], Math.Max(0, completeSize));
        }
    }

    static bool Touches(GoalCase goalCase, OutputPlan plan, Actor[] path)
    {
        var table = goalCase.Table;
        foreach (var actor in path)
        {
            foreach (var s in table.Actors.Supplies(actor, Reading.Central))
                if (plan.Output[s] > 0 || table.Network.Items[table.All[s].Item].IsShared) return true;
            foreach (var r in plan.UsedConsents)
                if (table.Actors.Holds(actor, table.Network.Restrictions[r])) return true;
        }
        return false;
    }

    static Func<Supply, double> OutsideCost(SupplyTable table)
    {
        var count = Math.Max(1, table.All.Count);
        return s => s.Kind is SupplyKind.UnlistedInside or SupplyKind.UnlistedOutside ? 1e-4 : (s.Inside.Central ? 1e-4 : 1) + 1e-6 * (s.Index + 1) / count;
    }

    static SortedSet<Actor> Label(GoalCase goalCase, OutputPlan plan, ActorKind kind)
    {
        var table = goalCase.Table;
        var label = new SortedSet<Actor>();
        foreach (var supply in table.All)
            if (plan.Output[supply.Index] > 0) label.UnionWith(table.Actors.Of(supply, kind).Where(table.Actors.IsOutside));
        // A holder of a shared thing has no flow; it counts where it is a holder that somebody outside could withdraw.
        foreach (var item in goalCase[Reading.Central].Requirements.Items)
            if (table.Network.Items[item].IsShared)
                foreach (var s in table.OfItem[item]) label.UnionWith(table.Actors.Of(table.All[s], kind).Where(table.Actors.IsOutside));
        foreach (var r in plan.UsedConsents) label.UnionWith(table.Actors.Of(table.Network.Restrictions[r], kind).Where(table.Actors.IsOutside));
        return label;
    }

    sealed class ActorSetOrder : IComparer<Actor[]>
    {
        public static ActorSetOrder Instance { get; } = new();

        public int Compare(Actor[]? x, Actor[]? y)
        {
            for (var i = 0; i < Math.Min(x!.Length, y!.Length); i++)
                if (x[i].CompareTo(y[i]) is var c && c != 0) return c;
            return x.Length.CompareTo(y!.Length);
        }
    }
}
