using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>Which restrictions cover a goal: verb, destination, and the value share of the regime's targets in the goal item.</summary>
/// <remarks>See-through: a target counts over every tier of the recipes. Shares of one regime add up (design section 2).</remarks>
public sealed class Consents
{
    readonly Network _network;
    readonly SupplyTable _table;

    /// <summary>Prepares the answers for a network.</summary>
    public Consents(SupplyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _network = table.Network;
    }

    /// <summary>Restrictions that cover a goal in a reading, ascending.</summary>
    public IReadOnlyList<int> Covering(Goal goal, Reading reading)
    {
        ArgumentNullException.ThrowIfNull(goal);
        return [.. _network.Restrictions.Where(r => Covers(r, goal, reading)).Select(r => r.Index)];
    }

    bool Covers(Restriction restriction, Goal goal, Reading reading)
    {
        if (!restriction.Verbs.Contains(goal.Verb)) return false;
        if (!restriction.Destinations.IsEmpty)
        {
            // A goal without a destination goes anywhere; only some of it is covered.
            if (goal.Destination.IsEmpty ? reading == Reading.Optimistic : !goal.Destination.Intersects(restriction.Destinations)) return false;
        }
        if (restriction.TargetTechnology >= 0 && restriction.TargetTechnology != goal.Technology) return false;
        if (!restriction.Threshold.IsKnown || restriction.TargetTechnology >= 0) return true;
        var share = ValueShare(restriction.Regime, goal);
        return reading switch
        {
            Reading.Pessimistic => share.High > restriction.Threshold.Low,
            Reading.Central => share.Central > restriction.Threshold.Central,
            _ => share.Low > restriction.Threshold.High,
        };
    }

    /// <summary>Value of all targets of a regime in one unit of the goal item over every tier, in per cent of its value, as an interval.</summary>
    public Quantity ValueShare(string regime, Goal goal)
    {
        ArgumentNullException.ThrowIfNull(goal);
        double low = 0, high = 0;
        var whole = _network.Items[goal.Item].UnitValue;
        foreach (var r in _network.Restrictions.Where(r => r.Regime == regime && r.TargetTechnology < 0 && r.Verbs.Contains(goal.Verb)).DistinctBy(r => (r.TargetItem, r.TargetLine)))
        {
            var item = r.TargetItem >= 0 ? r.TargetItem : _network.Lines[r.TargetLine].Item;
            var share = ShareOf(item, goal.Item, whole);
            // Of one line nobody knows how much goes into the goal: others may make the item.
            low += r.TargetItem >= 0 ? share.Low : 0;
            high += share.High;
        }
        return Quantity.Between(Math.Min(low, 100), Math.Min(high, 100));
    }

    Quantity ShareOf(int item, int goalItem, Quantity whole)
    {
        if (item == goalItem) return Quantity.Of(100);
        var amount = Amount(item, goalItem, [], []);
        if (amount.High <= 0) return Quantity.Of(0);
        var part = _network.Items[item].UnitValue;
        if (!part.IsKnown || !whole.IsKnown || whole.Low <= 0) return Quantity.Between(0, 100);
        return Quantity.Between(Math.Min(100, 100 * amount.Low * Math.Max(0, part.Low) / whole.High), Math.Min(100, 100 * amount.High * part.High / whole.Low));
    }

    // Amount of the target in one unit of an item: least and most over alternatives, over lines with recipes of their own, and over unknown quantities.
    Quantity Amount(int target, int item, Dictionary<int, Quantity> memo, HashSet<int> path)
    {
        if (item == target) return Quantity.Of(1);
        if (memo.TryGetValue(item, out var known)) return known;
        if (!path.Add(item)) return Quantity.Of(0);
        double low = double.PositiveInfinity, high = 0;
        var recipes = _network.LinesOfItem[item].ToArray().Where(l => _network.RecipeOfLine[l].Length > 0).Select(l => _network.RecipeOfLine[l].ToArray()).ToList();
        if (_network.RecipeOfItem[item].Length > 0 || recipes.Count == 0) recipes.Insert(0, _network.RecipeOfItem[item].ToArray());
        foreach (var rows in recipes)
        {
            double recipeLow = 0, recipeHigh = 0;
            foreach (var group in rows.Select(r => _network.Recipes[r]).GroupBy(r => r.Group.Length > 0 ? r.Group : "\u001f" + r.Index))
            {
                var parts = group.Select(r => Part(r, Amount(target, r.Input, memo, path))).ToArray();
                recipeLow += parts.Min(p => p.Low);
                recipeHigh += parts.Max(p => p.High);
            }
            low = Math.Min(low, recipeLow);
            high = Math.Max(high, recipeHigh);
        }
        path.Remove(item);
        return memo[item] = Quantity.Between(double.IsInfinity(low) ? 0 : low, high);

        static Quantity Part(RecipeRow row, Quantity below) =>
            below.High <= 0 ? Quantity.Of(0)
            : !row.Quantity.IsKnown ? Quantity.Between(0, double.PositiveInfinity)
            : Quantity.Between(Math.Max(0, row.Quantity.Low) * below.Low, row.Quantity.High * below.High);
    }
}
