using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>How far theta falls when supplies are lost, without a solve: from below by what idle capacity can take over of a known plan,
/// from above by what is left of an item against its least need. Where both meet, theta is known.</summary>
/// <remarks>From below: supplies of one item that work by the same recipe, and that no link, shared total or stopped flow tells apart, use
/// the same inputs for a unit made, so output that moves between them leaves every balance as it is; and a plan without stock, times a
/// factor below one, is a plan. From above: whatever the plan, an item's makers give at least its least need for each theta.
/// Not thread-safe.</remarks>
sealed class LossBounds
{
    readonly OutputProgram _program;
    readonly double[] _capacity;
    readonly double[]? _leastNeed;
    readonly int[] _group;
    readonly List<List<int>> _members = [];
    readonly int[] _lostAt, _seenGroup, _seenItem;
    int _turn;

    /// <summary>Prepares the bounds for losses on top of a denial.</summary>
    public LossBounds(OutputProgram program, Denial denial)
    {
        _program = program;
        var table = program.Table;
        var (capacity, isTied) = program.Exchange(denial);
        _capacity = capacity;
        _group = new int[table.All.Count];
        _lostAt = new int[table.All.Count];
        var groups = new Dictionary<RecipeReading, int>(ReferenceEqualityComparer.Instance);
        foreach (var item in program.Requirements.Items)
        {
            // A recipe may be shared by items, a group may not.
            groups.Clear();
            foreach (var s in table.OfItem[item])
            {
                _group[s] = -1;
                if (isTied[s]) continue;
                var recipe = program.RecipeOf(table.All[s]);
                if (!groups.TryGetValue(recipe, out var group))
                {
                    groups[recipe] = group = _members.Count;
                    _members.Add([]);
                }
                _members[group].Add(s);
                _group[s] = group;
            }
        }
        _seenGroup = new int[_members.Count];
        _seenItem = new int[table.Network.Items.Count];
        // Stock would have to be counted at every tier; then nothing is claimed from above.
        if (!table.Network.Stocks.Any(s => program.Requirements.InTree[s.Item])) _leastNeed = LeastNeed();
    }

    /// <summary>Bounds on theta when the given supplies are lost and nothing else changes.</summary>
    /// <param name="lost">Supplies lost.</param>
    /// <param name="plans">Plans without stock that hold under the denial of this object.</param>
    /// <param name="enough">The search among plans ends when this is reached.</param>
    public (double Low, double High) Theta(IReadOnlyList<int> lost, IEnumerable<OutputPlan> plans, double enough)
    {
        _turn++;
        foreach (var s in lost) _lostAt[s] = _turn;
        var left = new List<(int Group, double Capacity)>();
        foreach (var s in lost)
        {
            var group = _group[s];
            if (group < 0 || _seenGroup[group] == _turn) continue;
            _seenGroup[group] = _turn;
            left.Add((group, _members[group].Where(m => _lostAt[m] != _turn).Sum(m => _capacity[m])));
        }
        var low = 0.0;
        foreach (var plan in plans)
        {
            low = Math.Max(low, plan.Reached * Factor(plan, lost, left));
            if (low >= enough) break;
        }
        return (low, High(lost));
    }

    // The part of a plan that remains when each group of makers does what it still can.
    double Factor(OutputPlan plan, IReadOnlyList<int> lost, List<(int Group, double Capacity)> left)
    {
        foreach (var s in lost)
            if (_group[s] < 0 && plan.Output[s] > 0) return 0;
        var factor = 1.0;
        foreach (var (group, capacity) in left)
        {
            var (all, gone) = (0.0, 0.0);
            foreach (var m in _members[group])
            {
                all += plan.Output[m];
                if (_lostAt[m] == _turn) gone += plan.Output[m];
            }
            if (gone > 0 && capacity < all) factor = Math.Min(factor, capacity / all);
        }
        return factor;
    }

    double High(IReadOnlyList<int> lost)
    {
        var high = double.PositiveInfinity;
        if (_leastNeed is null) return high;
        foreach (var s in lost)
        {
            var item = _program.Table.All[s].Item;
            if (_seenItem[item] == _turn || _leastNeed[item] <= 0) continue;
            _seenItem[item] = _turn;
            var left = 0.0;
            foreach (var other in _program.Table.OfItem[item])
                if (_lostAt[other] != _turn) left += _capacity[other];
            high = Math.Min(high, left / _leastNeed[item]);
        }
        return high;
    }

    // What every plan makes of an item for each theta: goals, and for each unit of a user's least need what the thriftiest of its makers
    // takes; an alternative counts only where the whole group is this input. Every round of the iteration is such a bound, so an early
    // end or a cycle does no harm.
    double[] LeastNeed()
    {
        const int Rounds = 400;
        var (table, items) = (_program.Table, _program.Requirements.Items);
        var direct = new double[table.Network.Items.Count];
        foreach (var goal in _program.Goals) direct[goal.Item] += goal.Rate.Need(_program.Reading);
        var uses = items.ToDictionary(i => i, i => LeastUses([.. table.OfItem[i].ToArray().Where(s => _capacity[s] > 0)]));
        var need = (double[])direct.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            var next = (double[])direct.Clone();
            foreach (var item in items)
                if (need[item] > 0 && IsCounted(item))
                    foreach (var (input, quantity) in uses[item]) next[input] += need[item] * quantity;
            var isSame = next.AsSpan().SequenceEqual(need);
            need = next;
            if (isSame || need.Any(n => n > 1e200)) break;
        }
        for (var item = 0; item < need.Length; item++)
            if (!IsCounted(item)) need[item] = 0;
        return need;
    }

    // Shared and free things enter no balance, so no need limits them.
    bool IsCounted(int item) => _program.Requirements.Need[item] > 0 && !_program.Table.Network.Items[item].IsShared && !_program.Table.Network.Items[item].IsFree;

    Dictionary<int, double> LeastUses(int[] supplies)
    {
        Dictionary<int, double>? least = null;
        foreach (var recipe in supplies.Select(s => _program.RecipeOf(_program.Table.All[s])).Distinct<RecipeReading>(ReferenceEqualityComparer.Instance))
        {
            var takes = new Dictionary<int, double>();
            foreach (var use in recipe.Single) takes[use.Input] = takes.GetValueOrDefault(use.Input) + use.Quantity;
            foreach (var group in recipe.Groups)
                if (group.All(u => u.Input == group[0].Input)) takes[group[0].Input] = takes.GetValueOrDefault(group[0].Input) + group.Min(u => u.Quantity);
            least = least is null ? takes : takes.Where(t => least.ContainsKey(t.Key)).ToDictionary(t => t.Key, t => Math.Min(t.Value, least[t.Key]));
        }
        return least ?? [];
    }
}
