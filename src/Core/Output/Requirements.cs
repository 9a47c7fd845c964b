using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>What a set of goals needs of every item: quantities multiplied down the recipes, each alternative counted as if used alone
/// (design section 2, R_i).</summary>
public sealed class Requirements
{
    internal Requirements(SupplyTable table, IReadOnlyList<Goal> goals, Reading reading, RecipeBook book)
    {
        var network = table.Network;
        InTree = Reach(table, goals);
        Items = [.. Enumerable.Range(0, network.Items.Count).Where(i => InTree[i])];
        Need = new double[network.Items.Count];
        var direct = new double[network.Items.Count];
        foreach (var goal in goals) direct[goal.Item] += goal.Rate.Need(reading);
        var uses = Coefficients(table, book);
        Converges = Propagate(direct, uses);
    }

    /// <summary>Need per month in the item's unit at theta 1; 0 for items outside the tree and for shared items.</summary>
    public double[] Need { get; }

    /// <summary>Whether an item is in the requirement tree, by the recipes' rows whatever their quantities.</summary>
    public bool[] InTree { get; }

    /// <summary>Items in the tree, ascending.</summary>
    public IReadOnlyList<int> Items { get; }

    /// <summary>False where a cycle of recipes needs more of an item than it gives, so that needs have no end; they are then lower bounds.</summary>
    public bool Converges { get; }

    static bool[] Reach(SupplyTable table, IReadOnlyList<Goal> goals)
    {
        var network = table.Network;
        var seen = new bool[network.Items.Count];
        var queue = new Queue<int>();
        foreach (var goal in goals) Enter(goal.Item);
        while (queue.TryDequeue(out var item))
            foreach (var s in table.OfItem[item])
                foreach (var row in table.All[s].Recipe)
                    if (network.Recipes[row].Criticality != Criticality.Minor) Enter(network.Recipes[row].Input);
        return seen;

        void Enter(int item)
        {
            if (seen[item]) return;
            seen[item] = true;
            queue.Enqueue(item);
        }
    }

    // Per item, the most any of its recipes needs of each input.
    List<(int Input, double Quantity)>[] Coefficients(SupplyTable table, RecipeBook book)
    {
        var network = table.Network;
        var result = new List<(int, double)>[network.Items.Count];
        foreach (var item in Items)
        {
            var most = new SortedDictionary<int, double>();
            var seen = new HashSet<RecipeReading>(ReferenceEqualityComparer.Instance);
            if (!network.Items[item].IsShared)
                foreach (var s in table.OfItem[item])
                {
                    var recipe = book.Of(table.All[s]);
                    if (!seen.Add(recipe)) continue;
                    foreach (var use in recipe.Single.Concat(recipe.Groups.SelectMany(g => g)).GroupBy(u => u.Input))
                        most[use.Key] = Math.Max(most.GetValueOrDefault(use.Key), use.Sum(u => u.Quantity));
                }
            result[item] = [.. most.Where(m => m.Value > 0).Select(m => (m.Key, m.Value))];
        }
        return result;
    }

    // Fixed point of need = goal + uses; exact after as many rounds as tiers where there is no cycle.
    bool Propagate(double[] direct, List<(int Input, double Quantity)>[] uses)
    {
        const int Rounds = 400;
        var need = (double[])direct.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            var next = (double[])direct.Clone();
            foreach (var item in Items)
                if (need[item] > 0)
                    foreach (var (input, quantity) in uses[item]) next[input] += need[item] * quantity;
            var change = 0.0;
            foreach (var item in Items) change = Math.Max(change, Math.Abs(next[item] - need[item]) / Math.Max(1e-300, next[item]));
            if (next.Any(n => n > 1e200)) break;
            need = next;
            if (change > 1e-13) continue;
            need.CopyTo(Need, 0);
            return true;
        }
        Once(direct, uses).CopyTo(Need, 0);
        return false;
    }

    // Where needs have no end, each item's need by the first way down to it: a lower bound that stays near the goal's size. Programs are
    // scaled by needs, and by endless ones capacities would sink below what a solver can tell from nothing.
    static double[] Once(double[] direct, List<(int Input, double Quantity)>[] uses)
    {
        var need = (double[])direct.Clone();
        var queue = new Queue<int>(Enumerable.Range(0, need.Length).Where(i => need[i] > 0));
        while (queue.TryDequeue(out var item))
            foreach (var (input, quantity) in uses[item] ?? [])
            {
                if (need[input] > 0 || quantity <= 0) continue;
                need[input] = need[item] * quantity;
                queue.Enqueue(input);
            }
        return need;
    }
}
