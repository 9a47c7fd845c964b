using System.Runtime.InteropServices;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>The least that a draw must cost, whatever anybody does: one linear program over the whole story, in steps of a week or more.</summary>
/// <remarks>Everything the simulation can do is allowed in it (and a little more: days within a step may be used in any order, nothing spoils, a supplier may be switched to once its days are over), so its loss is never above what was played.
/// It knows the whole story from the first day; nobody does, so it is a bound and no plan.</remarks>
sealed class BestResponse
{
    // Larger programs are not asked: the bound is not worth minutes.
    const int MostColumns = 120_000;
    const int LeastStep = 7;

    readonly StressStage _stage;
    readonly StressField _field;
    readonly LinearModel _model = new();
    readonly int _step, _periods, _length;
    readonly double[] _scale;
    readonly List<int>[] _rowColumns;
    readonly List<double>[] _rowValues;
    readonly (SortedDictionary<int, double> Factor, SortedDictionary<int, int> Delay, SortedDictionary<int, bool> Closed)[] _days;

    BestResponse(StressStage stage, StressEffect[] effects, int days)
    {
        (_stage, _field, _length) = (stage, stage.Field, days);
        _step = LeastStep;
        while ((long)(_field.Edges + _field.Stores) * ((days + _step - 1) / _step) > MostColumns && _step < 28) _step += 7;
        _periods = (days + _step - 1) / _step;
        _scale = [.. _field.Chain.Scale.Select(s => s * StressField.Micro)];
        _days = [.. Enumerable.Range(0, days).Select(d => StressPlay.At(_field, effects, d))];
        (_rowColumns, _rowValues) = ([.. Enumerable.Range(0, _field.Stores * _periods).Select(_ => new List<int>())], [.. Enumerable.Range(0, _field.Stores * _periods).Select(_ => new List<double>())]);
    }

    /// <summary>Lost days of demand at least; null where the program would be too large.</summary>
    /// <param name="days">Days that are looked at, from the first on: fewer make the bound lower, never wrong. 0 for all.</param>
    public static double? LostDays(StressStage stage, StressEffect[] effects, Func<ILinearSolver> solver, CancellationToken stop, int days = 0)
    {
        if (days == 0) days = stage.Days;
        if ((long)(stage.Field.Edges + stage.Field.Stores) * ((days + 27) / 28) > MostColumns) return null;
        var program = new BestResponse(stage, effects, days);
        program.Build();
        using var own = solver();
        own.Load(program._model);
        var result = own.Solve(new SolveOptions { Method = program._model.Columns > 20_000 ? SolveMethod.InteriorPoint : SolveMethod.Simplex }, stop);
        stop.ThrowIfCancellationRequested();
        return result.Status == SolveStatus.Optimal ? Math.Max(0, result.Objective) : throw new InvalidOperationException($"A best response ended as {result.Status}.");
    }

    int First(int period) => period * _step;

    int End(int period) => Math.Min(_length, (period + 1) * _step);

    void Put(int store, int period, int column, double value)
    {
        _rowColumns[store * _periods + period].Add(column);
        _rowValues[store * _periods + period].Add(value);
    }

    // Balances stand as: what was there + what arrives - what leaves - what is there = - opening.
    void Build()
    {
        for (var m = 0; m < _field.Makers; m++)
            for (var p = 0; p < _periods; p++) AddMaker(m, p);
        for (var i = 0; i < _field.Hubs; i++)
            for (var p = 0; p < _periods; p++)
                foreach (var (column, _) in Shipments(_field.HubOf(i), p)) Put(_field.StoreStart[_field.HubOf(i)], p, column, -1);
        for (var d = 0; d < _field.Sinks; d++) AddSink(d);
        for (var s = 0; s < _field.Stores; s++)
            for (var p = 0; p < _periods; p++)
            {
                var there = _model.AddColumn(0, 0, double.PositiveInfinity);
                Put(s, p, there, -1);
                if (p + 1 < _periods) Put(s, p + 1, there, 1);
                var opening = -(Coming(s, p) + (p == 0 ? _stage.Start.Stores[s].OnHand : 0)) / _scale[_field.StoreItem[s]];
                _model.AddRow(opening, opening, CollectionsMarshal.AsSpan(_rowColumns[s * _periods + p]), CollectionsMarshal.AsSpan(_rowValues[s * _periods + p]));
            }
    }

    // What was on its way before the first day and arrives in a step.
    double Coming(int store, int period)
    {
        var sum = 0.0;
        for (var e = _field.EdgeStart[store]; e < _field.EdgeStart[store + 1]; e++)
        {
            var length = _field.RingStart[e + 1] - _field.RingStart[e];
            for (var day = First(period); day < Math.Min(End(period), length); day++) sum += _stage.Start.Ring[_field.RingStart[e] + (_stage.Start.Day + day) % length];
        }
        return sum;
    }

    // One column per way out of a node, put into the balance of the store where it arrives.
    IEnumerable<(int Column, int Edge)> Shipments(int node, int period)
    {
        for (var o = _field.OutStart[node]; o < _field.OutStart[node + 1]; o++)
        {
            var e = _field.OutEdge[o];
            if (_field.SwitchDays[e] >= End(period) || IsClosed(e, period)) continue;
            var column = _model.AddColumn(0, 0, double.PositiveInfinity);
            var late = node < _field.Makers ? LeastDelay(node, period) : 0;
            var arrives = period + (_field.Lag[e] + late) / _step;
            if (arrives < _periods) Put(_field.EdgeStore[e], arrives, column, 1);
            yield return (column, e);
        }
    }

    bool IsClosed(int edge, int period)
    {
        for (var day = First(period); day < End(period); day++)
            if (!_days[day].Closed.GetValueOrDefault(edge)) return false;
        return true;
    }

    int LeastDelay(int maker, int period)
    {
        var least = int.MaxValue;
        for (var day = First(period); day < End(period); day++) least = Math.Min(least, _days[day].Delay.GetValueOrDefault(maker));
        return least;
    }

    void AddMaker(int m, int p)
    {
        var item = _field.ItemOf(m);
        var most = 0.0;
        for (var day = First(p); day < End(p); day++) most += _field.Capacity[m] * _days[day].Factor.GetValueOrDefault(m, 1);
        if (most <= 0 && _field.FinishedStore[m] < 0) return;
        var made = _model.AddColumn(0, 0, most >= StressField.Unlimited ? double.PositiveInfinity : most / _scale[item]);
        List<int> columns = [made];
        List<double> values = [1];
        foreach (var (column, _) in Shipments(m, p))
        {
            columns.Add(column);
            values.Add(-1);
        }
        var finished = _field.FinishedStore[m];
        if (finished < 0) _model.AddRow(0, double.PositiveInfinity, CollectionsMarshal.AsSpan(columns), CollectionsMarshal.AsSpan(values));
        else for (var i = 0; i < columns.Count; i++) Put(finished, p, columns[i], values[i]);
        AddUses(m, p, made);
    }

    void AddUses(int m, int p, int made)
    {
        var parts = new SortedDictionary<int, List<int>>();
        for (var s = _field.StoreStart[m]; s < _field.StoreStart[m + 1]; s++)
        {
            var slot = _field.Slots[s];
            if (s == _field.FinishedStore[m] || slot.GraceDays > 0) continue;
            var amount = slot.Quantity * _scale[_field.ItemOf(m)] / _scale[_field.StoreItem[s]];
            if (slot.Group < 0) Put(s, p, made, -amount);
            else if (!_field.IsOpenGroup[_field.GroupStart[m] + slot.Group])
            {
                var part = _model.AddColumn(0, 0, double.PositiveInfinity);
                if (!parts.TryGetValue(slot.Group, out var list)) parts[slot.Group] = list = [];
                list.Add(part);
                Put(s, p, part, -amount);
            }
        }
        foreach (var (_, list) in parts) _model.AddRow(0, double.PositiveInfinity, [made, .. list], [-1, .. list.Select(_ => 1.0)]);
    }

    void AddSink(int d)
    {
        var (item, s) = (_field.ItemOf(_field.SinkOf(d)), _field.StoreStart[_field.SinkOf(d)]);
        var perDay = _field.Demand[d];
        if (perDay <= 0) return;
        List<int> all = [];
        double total = 0;
        for (var p = 0; p < _periods; p++)
        {
            var wanted = perDay * (double)(End(p) - First(p)) / _scale[item];
            var usual = _stage.Undisturbed[d].AsSpan(First(p), End(p) - First(p)).ToArray().Sum(x => (double)x) / _scale[item];
            total += usual;
            var given = _model.AddColumn(0, 0, _stage.KeepsBacklog ? double.PositiveInfinity : wanted);
            Put(s, p, given, -1);
            all.Add(given);
            var cost = _scale[item] / perDay;
            if (!_stage.KeepsBacklog) _model.AddRow(usual, double.PositiveInfinity, [given, _model.AddColumn(cost, 0, double.PositiveInfinity)], [1, 1]);
            else
            {
                // Not before it is wanted.
                _model.AddRow(double.NegativeInfinity, perDay * (double)End(p) / _scale[item] + _stage.Start.Backlog[d] / _scale[item], CollectionsMarshal.AsSpan(all), all.Select(_ => 1.0).ToArray());
                if (p == _periods - 1) _model.AddRow(total, double.PositiveInfinity, [.. all, _model.AddColumn(cost, 0, double.PositiveInfinity)], [.. all.Select(_ => 1.0), 1]);
            }
        }
    }
}
