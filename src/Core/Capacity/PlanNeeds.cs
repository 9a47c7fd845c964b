using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>What a stream of deliveries needs of every item over time, counted down the recipes, in months of each item's peak need.</summary>
/// <remarks>Of alternatives the first is taken, of several makers the recipe of the first. For plans without links between lines, where every
/// item is pooled.</remarks>
sealed class PlanNeeds
{
    readonly PlanProgram _program;
    readonly PlanData _data;
    readonly PlanPeriod[] _periods;

    PlanNeeds(PlanProgram program, int[] order)
    {
        (_program, _data, _periods, Order) = (program, program.Data, program.Data.Horizon.Periods, order);
        GroupsOf = new List<int>[_data.Network.Items.Count];
        for (var i = 0; i < GroupsOf.Length; i++) GroupsOf[i] = [];
        foreach (var g in Enumerable.Range(0, _data.Groups.Length).OrderBy(g => _data.Groups[g].First.UnitCost).ThenBy(g => g)) GroupsOf[_data.Groups[g].Item].Add(g);
    }

    /// <summary>Items that have a balance, each before what it is made of.</summary>
    internal int[] Order { get; }

    /// <summary>Makers of each item, the cheapest first.</summary>
    internal List<int>[] GroupsOf { get; }

    /// <summary>Needs of a program, or null where items are made of each other in a circle or go over links.</summary>
    internal static PlanNeeds? Of(PlanProgram program)
    {
        var data = program.Data;
        if (data.Ways.Length > 0 || data.Governed.Count > 0) return null;
        var users = new int[data.Network.Items.Count];
        var inputs = data.Items.ToDictionary(i => i, i => Inputs(data, i).Distinct().ToArray());
        foreach (var input in inputs.Values.SelectMany(i => i)) users[input]++;
        var open = new Queue<int>(data.Items.Where(i => data.Counts(i) && users[i] == 0));
        var order = new List<int>();
        while (open.TryDequeue(out var item))
        {
            order.Add(item);
            foreach (var input in inputs[item])
                if (--users[input] == 0) open.Enqueue(input);
        }
        return order.Count == data.Items.Count(data.Counts) ? new(program, [.. order]) : null;
    }

    static IEnumerable<int> Inputs(PlanData data, int item) =>
        data.Groups.Where(g => g.Item == item).SelectMany(g => g.Recipe).OfType<RecipeReading>().Distinct()
            .SelectMany(r => r.Single.Concat(r.Groups.Select(g => g[0]))).Where(u => data.Counts(u.Input) && u.Quantity > 0).Select(u => u.Input);

    /// <summary>Inputs of what a group makes in a period, per month of peak need made; empty where it does not exist.</summary>
    internal IEnumerable<(int Input, double Amount)> Uses(int g, int t)
    {
        if (_data.Groups[g].Recipe[t] is not { } recipe) yield break;
        foreach (var use in recipe.Single.Concat(recipe.Groups.Select(c => c[0])))
            if (_data.Counts(use.Input) && use.Quantity > 0) yield return (use.Input, use.Quantity * _data.Scale[_data.Groups[g].Item] / _data.Scale[use.Input]);
    }

    /// <summary>Wanted deliveries per item and period.</summary>
    internal double[][] Wanted()
    {
        var wanted = Grid();
        for (var k = 0; k < _data.Wants.Length; k++)
            for (var t = 0; t < _periods.Length; t++)
                if (_program.Model.ColumnUpper[_program.Delivered[k][t]] > 0) wanted[_data.Wants[k].Row.Item][t] += _data.Wants[k].Wanted[t] / _data.Scale[_data.Wants[k].Row.Item];
        return wanted;
    }

    internal double[][] Grid() => [.. Enumerable.Range(0, _data.Network.Items.Count).Select(_ => new double[_periods.Length])];

    /// <summary>Needs per item and period as if everything took no time: the capacity that the deliveries ask for.</summary>
    internal double[][] AtOnce(double[][] delivered)
    {
        var need = delivered.Select(d => (double[])d.Clone()).ToArray();
        foreach (var item in Order)
            for (var t = 0; t < _periods.Length; t++)
                if (MakerAt(item, t) is >= 0 and var g)
                    foreach (var (input, amount) in Uses(g, t)) need[input][t] += amount * need[item][t];
        return need;
    }

    /// <summary>What has to be started up to the end of each period so that all of it is there in time, less stock and what is under way.</summary>
    /// <param name="delivered">Deliveries per item and period.</param>
    /// <param name="before">Rate of each group before the plan.</param>
    internal double[][] ToStart(double[][] delivered, double[] before)
    {
        var need = delivered.Select(d => (double[])d.Clone()).ToArray();
        var start = Grid();
        foreach (var item in Order)
        {
            for (var t = 1; t < _periods.Length; t++) need[item][t] += need[item][t - 1];
            var lead = GroupsOf[item].Count > 0 ? GroupsOf[item].Max(g => _data.Groups[g].First.Lead) : 0;
            var there = _data.Stores[item].Initial / _data.Scale[item] + GroupsOf[item].Sum(g => before[g] * _data.Groups[g].First.Lead);
            for (var t = 0; t < _periods.Length; t++)
            {
                start[item][t] = Math.Max(t > 0 ? start[item][t - 1] : 0, At(need[item], _periods[t].End + lead) - there);
                if (MakerAt(item, t) is >= 0 and var g)
                    foreach (var (input, amount) in Uses(g, t)) need[input][t] += amount * (start[item][t] - (t > 0 ? start[item][t - 1] : 0));
            }
        }
        return start;
    }

    int MakerAt(int item, int t)
    {
        foreach (var g in GroupsOf[item])
            if (_data.Groups[g].Recipe[t] is not null) return g;
        return -1;
    }

    // Value of a sum that grows evenly within each period, at a moment.
    double At(double[] sum, double month)
    {
        if (month >= _periods[^1].End) return sum[^1];
        var t = _data.Horizon.PeriodAt(month);
        var low = t > 0 ? sum[t - 1] : 0;
        return low + (sum[t] - low) * (month - _periods[t].Offset) / _periods[t].Months;
    }
}
