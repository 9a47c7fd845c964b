using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Output;

/// <summary>One item in the tree of what goals need.</summary>
/// <param name="Item">Item.</param>
/// <param name="PerUnit">Needed per unit of the item above; unknown where the recipe leaves it blank; 1 for a goal.</param>
/// <param name="Group">Name of the group of alternatives it belongs to; empty where it is needed by itself.</param>
/// <param name="Need">Need per month of all goals together at theta 1, by reading, as far as the quantities are known.</param>
/// <param name="Inside">Supply inside per month before its own inputs limit it, by reading; infinite where unlimited.</param>
/// <param name="All">Supply with everybody per month, by reading.</param>
/// <param name="Held">For a shared item: whether somebody inside holds it (its own shared inputs aside).</param>
/// <param name="Unknown">Supplies whose capacity is not known, the unlisted ones among them.</param>
/// <param name="IsRepeated">True where the item stands in the tree already: what it needs is shown there.</param>
/// <param name="Children">What it needs.</param>
/// <param name="Hidden">Direct inputs not shown because of the limit.</param>
public sealed record SupplyNode(int Item, Quantity PerUnit, string Group, (double Low, double Central, double High) Need, (double Low, double Central, double High) Inside,
    (double Low, double Central, double High) All, ThreeReadings Held, int Unknown, bool IsRepeated, IReadOnlyList<SupplyNode> Children, int Hidden);

/// <summary>The tree from goal items down the recipes, for people to look at: bounded, each item unfolded once.</summary>
/// <param name="Roots">Goal items, in order of goals.</param>
/// <param name="Count">Nodes in the tree.</param>
/// <param name="HiddenItems">Items of the requirement tree that no node shows, because of the limit.</param>
public sealed record SupplyTree(IReadOnlyList<SupplyNode> Roots, int Count, int HiddenItems)
{
    /// <summary>Builds the tree tier by tier, so that a limit cuts the lowest tiers first.</summary>
    /// <param name="table">Supplies.</param>
    /// <param name="goals">Goals; at least one.</param>
    /// <param name="most">Most nodes.</param>
    public static SupplyTree From(SupplyTable table, IReadOnlyList<Goal> goals, int most)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(goals);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        // Needs and capacities are read without a solve.
        var programs = Array.ConvertAll(Readings, r => new OutputProgram(table, goals, r, NoSolver));
        try
        {
            return new Builder(table, programs).Build([.. goals.OrderBy(g => g.Index).Select(g => g.Item).Distinct()], most);
        }
        finally
        {
            foreach (var program in programs) program.Dispose();
        }
    }

    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    static ILinearSolver NoSolver() => throw new InvalidOperationException("A tree needs no solve.");

    sealed class Builder(SupplyTable table, OutputProgram[] programs)
    {
        sealed class Draft(int item, RecipeRow? row, bool isRepeated)
        {
            public int Item => item;
            public RecipeRow? Row => row;
            public bool IsRepeated => isRepeated;
            public List<Draft> Children { get; } = [];
            public int Hidden { get; set; }
        }

        public SupplyTree Build(int[] items, int most)
        {
            var seen = new HashSet<int>();
            var roots = items.Take(most).Select(i => new Draft(i, null, !seen.Add(i))).ToList();
            var queue = new Queue<Draft>(roots);
            var count = roots.Count;
            while (queue.TryDequeue(out var draft))
            {
                if (draft.IsRepeated) continue;
                foreach (var row in RowsOf(draft.Item))
                {
                    if (count >= most)
                    {
                        draft.Hidden++;
                        continue;
                    }
                    var child = new Draft(row.Input, row, !seen.Add(row.Input));
                    draft.Children.Add(child);
                    queue.Enqueue(child);
                    count++;
                }
            }
            return new([.. roots.Select(Finish)], count, programs[1].Requirements.Items.Count(i => !seen.Contains(i)));
        }

        // The item's recipe and those of its single lines; the same input in several of them is one branch.
        IEnumerable<RecipeRow> RowsOf(int item)
        {
            var rows = new SortedSet<int>();
            foreach (var s in table.OfItem[item]) rows.UnionWith(table.All[s].Recipe);
            return rows.Select(r => table.Network.Recipes[r]).Where(r => r.Criticality != Criticality.Minor).DistinctBy(r => (r.Input, r.Group));
        }

        SupplyNode Finish(Draft draft)
        {
            var item = table.Network.Items[draft.Item];
            var unknown = 0;
            foreach (var s in table.OfItem[draft.Item])
                if (!table.All[s].IsKnown && !item.IsFree && !item.IsShared) unknown++;
            return new(draft.Item, draft.Row?.Quantity ?? Quantity.Of(1), draft.Row?.Group ?? "",
                By(p => p.Requirements.Need[draft.Item]), By(p => p.SupplyOf(draft.Item, s => s.Inside[p.Reading])), By(p => p.SupplyOf(draft.Item, _ => true)),
                new(Holds(programs[0]), Holds(programs[1]), Holds(programs[2])), unknown, draft.IsRepeated, [.. draft.Children.Select(Finish)], draft.Hidden);

            bool Holds(OutputProgram p) => p.IsHeldBy(draft.Item, s => s.Inside[p.Reading]);
        }

        (double, double, double) By(Func<OutputProgram, double> value) => (value(programs[0]), value(programs[1]), value(programs[2]));
    }
}
