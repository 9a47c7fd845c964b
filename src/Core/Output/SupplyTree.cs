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
    (double Low, double Central, double High) All, ThreeReadings Held, int Unknown, bool IsRepeated, IReadOnlyList<SupplyNode> Children, int Hidden)
{
    /// <summary>Whether inside is enough for the need, by reading: a shared item is held, what is free always is. Null where no need is known.</summary>
    public ThreeReadings? IsEnough { get; init; }

    /// <summary>Steps from the top of the tree; 0 for a root.</summary>
    public int Tier { get; init; }
}

/// <summary>What of a tree is shown.</summary>
public sealed record SupplyTreeOptions
{
    /// <summary>Most nodes that one tree may have, whatever is opened.</summary>
    public const int Limit = 2000;

    /// <summary>Most nodes, tier by tier from the top. Default 50.</summary>
    public int Most { get; init; } = 50;

    /// <summary>Items that the tree starts from, by index; empty takes the goals.</summary>
    public IReadOnlyList<int> Roots { get; init; } = [];

    /// <summary>Items whose inputs are shown beyond <see cref="Most"/>, by index.</summary>
    public IReadOnlyList<int> Opened { get; init; } = [];
}

/// <summary>The tree from goal items down the recipes, for people to look at: bounded, each item unfolded once.</summary>
/// <param name="Roots">Goal items, in order of goals; or the items it was asked to start from.</param>
/// <param name="Count">Nodes in the tree.</param>
/// <param name="HiddenItems">Items below the roots that no node shows, because of the limit.</param>
public sealed record SupplyTree(IReadOnlyList<SupplyNode> Roots, int Count, int HiddenItems)
{
    /// <summary>A tree of nothing: no goal asks for anything.</summary>
    public static SupplyTree Empty { get; } = new([], 0, 0);

    /// <summary>Items below the roots, the roots among them, shown or not, ascending.</summary>
    public IReadOnlyList<int> Items { get; init; } = [];

    /// <summary>Those of <see cref="Items"/> of which inside is not enough as known today (central reading), ascending.</summary>
    public IReadOnlyList<int> Short { get; init; } = [];

    /// <summary>All nodes, each before what it needs.</summary>
    public IEnumerable<SupplyNode> Nodes()
    {
        var open = new Stack<SupplyNode>(Roots.Reverse());
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var child in node.Children.Reverse()) open.Push(child);
        }
    }

    /// <summary>Builds the tree of goals tier by tier, so that a limit cuts the lowest tiers first.</summary>
    /// <param name="table">Supplies.</param>
    /// <param name="goals">Goals; at least one.</param>
    /// <param name="most">Most nodes.</param>
    public static SupplyTree From(SupplyTable table, IReadOnlyList<Goal> goals, int most) => From(table, goals, new SupplyTreeOptions { Most = most });

    /// <summary>Builds the tree tier by tier, so that a limit cuts the lowest tiers first.</summary>
    /// <param name="table">Supplies.</param>
    /// <param name="goals">Goals that the needs come from; at least one.</param>
    /// <param name="options">What is shown.</param>
    public static SupplyTree From(SupplyTable table, IReadOnlyList<Goal> goals, SupplyTreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(goals);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Most, SupplyTreeOptions.Limit);
        // Needs and capacities are read without a solve.
        var programs = Array.ConvertAll(Readings, r => new OutputProgram(table, goals, r, NoSolver));
        try
        {
            return new Builder(table, programs, options).Build(options.Roots.Count > 0 ? options.Roots : goals.OrderBy(g => g.Index).Select(g => g.Item));
        }
        finally
        {
            foreach (var program in programs) program.Dispose();
        }
    }

    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    static ILinearSolver NoSolver() => throw new InvalidOperationException("A tree needs no solve.");

    sealed class Builder(SupplyTable table, OutputProgram[] programs, SupplyTreeOptions options)
    {
        sealed class Draft(int item, RecipeRow? row, bool isRepeated, int tier)
        {
            public int Item => item;
            public RecipeRow? Row => row;
            public bool IsRepeated => isRepeated;
            public int Tier => tier;
            public List<Draft> Children { get; } = [];
            public int Hidden { get; set; }
        }

        public SupplyTree Build(IEnumerable<int> from)
        {
            var items = from.Distinct().ToArray();
            var seen = new HashSet<int>();
            var roots = items.Take(options.Most).Select(i => new Draft(i, null, !seen.Add(i), 0)).ToList();
            var queue = new Queue<Draft>(roots);
            var count = roots.Count;
            while (queue.TryDequeue(out var draft))
            {
                if (draft.IsRepeated) continue;
                // What is opened never pushes out what was shown: it comes after it, tier by tier.
                var room = options.Opened.Contains(draft.Item) ? SupplyTreeOptions.Limit : options.Most;
                foreach (var row in RowsOf(draft.Item))
                {
                    if (count >= room)
                    {
                        draft.Hidden++;
                        continue;
                    }
                    var child = new Draft(row.Input, row, !seen.Add(row.Input), draft.Tier + 1);
                    draft.Children.Add(child);
                    queue.Enqueue(child);
                    count++;
                }
            }
            var all = Below(items);
            return new([.. roots.Select(Finish)], count, all.Count(i => !seen.Contains(i))) { Items = [.. all], Short = [.. all.Where(i => IsEnough(i) is { Central: false })] };
        }

        SortedSet<int> Below(int[] items)
        {
            var found = new SortedSet<int>(items);
            var open = new Queue<int>(found);
            while (open.TryDequeue(out var item))
                foreach (var row in RowsOf(item))
                    if (found.Add(row.Input)) open.Enqueue(row.Input);
            return found;
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
                By(p => p.Requirements.Need[draft.Item]), By(p => Inside(p, draft.Item)), By(p => p.SupplyOf(draft.Item, _ => true)),
                Held(draft.Item), unknown, draft.IsRepeated, [.. draft.Children.Select(Finish)], draft.Hidden)
            {
                IsEnough = IsEnough(draft.Item), Tier = draft.Tier,
            };
        }

        ThreeReadings? IsEnough(int index)
        {
            var item = table.Network.Items[index];
            if (item.IsShared) return Held(index);
            if (item.IsFree) return ThreeReadings.Yes;
            return programs[1].Requirements.Need[index] > 0 ? new(Covers(programs[0], index), Covers(programs[1], index), Covers(programs[2], index)) : null;
        }

        static bool Covers(OutputProgram p, int item) => Inside(p, item) >= p.Requirements.Need[item] * (1 - OutputProgram.Tolerance);

        static double Inside(OutputProgram p, int item) => p.SupplyOf(item, s => s.Inside[p.Reading]);

        ThreeReadings Held(int item) => new(Holds(programs[0], item), Holds(programs[1], item), Holds(programs[2], item));

        static bool Holds(OutputProgram p, int item) => p.IsHeldBy(item, s => s.Inside[p.Reading]);

        (double, double, double) By(Func<OutputProgram, double> value) => (value(programs[0]), value(programs[1]), value(programs[2]));
    }
}
