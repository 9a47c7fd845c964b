using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>What a plan without outsiders loses to consents held outside, in one stretch of months: their targets, or what may no longer be delivered.</summary>
/// <remarks>A consent covers a goal, not a flow, and a plan has one flow for all that is wanted. Where a consent covers all that needs its target, the
/// target is gone. Where it covers only some of it, that is not delivered, if it cannot be made otherwise; else the whole plan does without the target.</remarks>
sealed class PlanConsents
{
    readonly SupplyTable _table;
    readonly RecipeBook _book;
    readonly Reading _reading;

    PlanConsents(SupplyTable table, Reading reading, int wanted)
    {
        (_table, _reading, _book) = (table, reading, new(table, reading, null));
        Stopped = new bool[table.All.Count];
        Refused = new bool[wanted];
    }

    /// <summary>By supply: what a withdrawn consent takes away.</summary>
    public bool[] Stopped { get; }

    /// <summary>By want: what may not be delivered.</summary>
    public bool[] Refused { get; }

    /// <summary>Restrictions that take something away, and whether what they do not cover loses their target with the rest.</summary>
    public List<(Restriction Row, bool IsForAll)> Withdrawn { get; } = [];

    /// <summary>What is lost without outsiders.</summary>
    public static PlanConsents Of(SupplyTable table, Reading reading, IReadOnlyList<Goal> wanted)
    {
        var lost = new PlanConsents(table, reading, wanted.Count);
        var consents = new Consents(table);
        var trees = new Dictionary<int, HashSet<int>>();
        var covering = wanted.Select(g => consents.Covering(g, reading)).ToArray();
        foreach (var row in table.Network.Restrictions.Where(r => table.Actors.IsHeldOutside(r, reading)))
        {
            var covered = Enumerable.Range(0, wanted.Count).Where(k => covering[k].Contains(row.Index)).ToArray();
            if (covered.Length > 0) lost.Withdraw(row, covered, wanted, trees);
        }
        return lost;
    }

    void Withdraw(Restriction row, int[] covered, IReadOnlyList<Goal> wanted, Dictionary<int, HashSet<int>> trees)
    {
        var none = new bool[_table.All.Count];
        if (row.TargetTechnology >= 0) Refuse(row, covered);
        else
        {
            var target = row.TargetItem >= 0 ? row.TargetItem : _table.Network.Lines[row.TargetLine].Item;
            var concerned = Enumerable.Range(0, wanted.Count).Where(k => Tree(wanted[k].Item, trees).Contains(target)).ToArray();
            if (!covered.Intersect(concerned).Any()) return;
            var stopped = new bool[_table.All.Count];
            foreach (var s in row.TargetLine >= 0 ? [_table.OfLine[row.TargetLine]] : _table.OfItem[target].ToArray()) stopped[s] = true;
            var (before, after) = concerned.All(covered.Contains) ? ([], []) : (Makable(none), Makable(stopped));
            if (before.Length > 0 && covered.Intersect(concerned).All(k => !before[wanted[k].Item] || !after[wanted[k].Item])) Refuse(row, [.. covered.Intersect(concerned).Where(k => before[wanted[k].Item])]);
            else
            {
                for (var s = 0; s < stopped.Length; s++) Stopped[s] |= stopped[s];
                Withdrawn.Add((row, before.Length > 0));
            }
        }
    }

    void Refuse(Restriction row, int[] wants)
    {
        foreach (var k in wants) Refused[k] = true;
        if (wants.Length > 0) Withdrawn.Add((row, false));
    }

    IEnumerable<int> Inputs(Supply supply)
    {
        var recipe = _book.Of(supply);
        return recipe.Single.Concat(recipe.Held).Concat(recipe.Groups.SelectMany(g => g)).Select(u => u.Input);
    }

    HashSet<int> Tree(int item, Dictionary<int, HashSet<int>> trees)
    {
        if (trees.TryGetValue(item, out var tree)) return tree;
        tree = trees[item] = [];
        var queue = new Queue<int>([item]);
        while (queue.TryDequeue(out var now))
            if (tree.Add(now))
                foreach (var s in _table.OfItem[now])
                    foreach (var input in Inputs(_table.All[s])) queue.Enqueue(input);
        return tree;
    }

    // From all makable downwards, since loops are legal; only whether a way exists, not how much of it.
    bool[] Makable(bool[] stopped)
    {
        var makable = new bool[_table.Network.Items.Count];
        Array.Fill(makable, true);
        var isNew = _table.Network.Expansions.Where(e => e.Line < 0 && e.Item >= 0).Select(e => e.Item).ToHashSet();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var item in _table.Network.Items.Where(i => makable[i.Index] && !i.IsFree))
            {
                if (_table.OfItem[item.Index].ToArray().Any(s => !stopped[s] && Exists(_table.All[s]) && Runs(_table.All[s]))) continue;
                makable[item.Index] = false;
                changed = true;
            }
        }
        return makable;

        bool Exists(Supply supply) => supply.Kind == SupplyKind.Missing ? isNew.Contains(supply.Item) : supply.Inside[_reading];

        bool Runs(Supply supply)
        {
            var recipe = _book.Of(supply);
            return recipe.Single.Concat(recipe.Held).All(u => makable[u.Input]) && recipe.Groups.All(g => g.Any(u => makable[u.Input]));
        }
    }

    /// <summary>What is wanted, as a goal that consents may cover: to be exported where the demand says so or its buyer is outside, for the buyer's country.</summary>
    public static Goal GoalOf(Network network, Perimeter perimeter, PlanDemand wanted)
    {
        if (wanted.Goal >= 0) return network.Goals[wanted.Goal];
        var demand = network.Demands[wanted.Row];
        var isExport = demand.Purpose == "export" || (!demand.BuyerCountry.IsEmpty && !demand.BuyerCountry.Intersects(perimeter.Members));
        var verb = isExport ? "export" : "produce";
        var technology = network.Items[demand.Item].Technology is >= 0 and var own ? own
            : network.Goals.Where(g => g.Item == demand.Item).OrderBy(g => g.Verb == verb ? 0 : 1).Select(g => g.Technology).FirstOrDefault(-1);
        return new(wanted.Index, technology, verb, demand.Item, demand.Rate, demand.BuyerCountry, null, null, demand.From);
    }
}
