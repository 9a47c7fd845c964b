using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Mobility;

/// <summary>The linear program of a flow over time: a column for each shipment, way and day of departure.</summary>
sealed class FlowProgram
{
    const double Tolerance = 1e-6;

    readonly TransportMap _map;
    readonly IReadOnlyList<FlowShipment> _shipments;
    readonly DateOnly _last;
    readonly LinearModel _model = new();
    readonly List<(int Shipment, IReadOnlyList<int> Links, DateOnly Departure, DateOnly Arrival, double Cost)> _columns = [];
    readonly SortedDictionary<(int Kind, int Index, int Day), List<int>> _uses = [];
    readonly SortedDictionary<(int Kind, int Index, int Day), int> _rows = [];
    readonly int[] _missing;

    // Kinds of what is used up in a day.
    const int LinkUse = 0, PlaceUse = 1, ChangeUse = 2;

    public FlowProgram(TransportMap map, IReadOnlyList<FlowShipment> shipments, FlowOptions options, bool[] closed)
    {
        (_map, _shipments) = (map, shipments);
        _last = shipments.Count == 0 ? default : shipments.Max(s => s.Due > s.Ready ? s.Due : s.Ready).AddDays(options.DaysAfter);
        for (var i = 0; i < shipments.Count; i++) AddWays(i, options, closed);
        _missing = new int[shipments.Count];
        for (var i = 0; i < shipments.Count; i++)
        {
            // What does not arrive at all is late by more than anything that does.
            _missing[i] = _model.AddColumn(2 * (_last.DayNumber - Math.Min(shipments[i].Due.DayNumber, _last.DayNumber) + 1), 0, shipments[i].Tonnes);
            var own = Enumerable.Range(0, _columns.Count).Where(c => _columns[c].Shipment == i).Append(_missing[i]).ToArray();
            _model.AddRow(shipments[i].Tonnes, shipments[i].Tonnes, own, [.. own.Select(_ => 1.0)]);
        }
        foreach (var (use, columns) in _uses)
            if (Capacity(use.Kind, use.Index) is var most && most < double.PositiveInfinity) _rows[use] = _model.AddRow(double.NegativeInfinity, most, [.. columns], [.. columns.Select(_ => 1.0)]);
    }

    void AddWays(int index, FlowOptions options, bool[] closed)
    {
        var shipment = _shipments[index];
        var network = _map.Network;
        var search = new RouteSearch(_map, new(network, options.Regime, shipment.Load.Hazard, shipment.Ready), shipment.Load, new(Reading.Central, false, closed, options.Permissions, shipment.Ready), shipment.Modes);
        foreach (var way in search.Best(shipment.Origin, shipment.Destination, options.Ways, CancellationToken.None))
            for (var day = 0; shipment.Ready.AddDays(day) <= _last; day++)
            {
                if (search.Timed(way, day * PermissionBook.Day) is not { } legs) continue;
                var arrival = shipment.Ready.AddDays((int)((legs.Count == 0 ? day * PermissionBook.Day : legs[^1].Arrive) / PermissionBook.Day));
                if (arrival > _last) break;
                // Goods that would only wait for the same leg may as well leave later: no day is tried twice for the same times.
                if (search.Timed(way, (day + 1) * PermissionBook.Day) is { } next && legs.Count > 0 && next[0].Depart == legs[0].Depart && shipment.Ready.AddDays(day + 1) <= _last) continue;
                var column = _model.AddColumn(Math.Max(0, arrival.DayNumber - shipment.Due.DayNumber), 0, shipment.Tonnes);
                _columns.Add((index, way.Links, shipment.Ready.AddDays((int)((legs.Count == 0 ? 0 : legs[0].Depart) / PermissionBook.Day)), arrival, way.Links.Sum(l => network.TransportLinks[l].Cost.Need(Reading.Central))));
                foreach (var leg in legs)
                {
                    Use(LinkUse, leg.Link, leg.Depart);
                    Use(PlaceUse, leg.To, leg.Arrive);
                    // A change takes place where the leg starts, before it leaves.
                    if (leg.IsChange) Use(ChangeUse, leg.From, leg.Depart);
                }
                if (legs.Count > 0) Use(PlaceUse, shipment.Origin, legs[0].Depart);

                void Use(int kind, int what, long minutes)
                {
                    var key = (kind, what, shipment.Ready.DayNumber + (int)(minutes / PermissionBook.Day));
                    if (!_uses.TryGetValue(key, out var list)) _uses[key] = list = [];
                    list.Add(column);
                }
            }
    }

    double Capacity(int kind, int index)
    {
        var capacity = kind switch { LinkUse => _map.Network.TransportLinks[index].Capacity, PlaceUse => _map.Network.TransportNodes[index].Capacity, _ => _map.Network.TransportNodes[index].TransferCapacity };
        return capacity.IsKnown ? capacity.Supply(Reading.Central) : double.PositiveInfinity;
    }

    public FlowPlan Solve(Func<ILinearSolver> solver, CancellationToken stop)
    {
        if (_shipments.Count == 0) return new([], [], [], 0, 0, []);
        using var solves = solver();
        solves.Load(_model);
        var first = Settled(solves.Solve(stop: stop), stop);
        var late = first.Objective;
        // Second, the cheapest of what is as little late; costs first, then the earliest, so that the answer is one and not any.
        var row = new List<(int, double)>();
        var second = _model.Copy();
        for (var c = 0; c < _model.Columns; c++) if (_model.Cost[c] != 0) row.Add((c, _model.Cost[c]));
        if (row.Count > 0) second.AddRow(double.NegativeInfinity, late + Tolerance * (1 + late), [.. row.Select(r => r.Item1)], [.. row.Select(r => r.Item2)]);
        for (var c = 0; c < _columns.Count; c++)
            second.SetCost(c, _columns[c].Cost + 1e-4 * (_columns[c].Arrival.DayNumber - _shipments[_columns[c].Shipment].Ready.DayNumber) + 1e-6 * _columns[c].Links.Count);
        foreach (var column in _missing) second.SetCost(column, 0);
        solves.Load(second);
        var values = Settled(solves.Solve(stop: stop), stop).Columns;
        return Plan(values, first.RowDuals);
    }

    static LinearResult Settled(LinearResult result, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return result.Status == SolveStatus.Optimal ? result : throw new InvalidOperationException($"The flow was not found: {result.Status}.");
    }

    FlowPlan Plan(double[] values, double[] duals)
    {
        Check(values);
        var moves = new List<FlowMove>();
        foreach (var group in Enumerable.Range(0, _columns.Count).Where(c => values[c] > 1e-4).GroupBy(c => (_columns[c].Shipment, _columns[c].Departure, _columns[c].Arrival, string.Join(' ', _columns[c].Links))))
        {
            var (column, tonnes) = (_columns[group.First()], group.Sum(c => values[c]));
            moves.Add(new(column.Shipment, column.Links, column.Departure, column.Arrival, tonnes, tonnes * column.Cost));
        }
        var sorted = moves.OrderBy(m => m.Shipment).ThenBy(m => m.Departure).ThenBy(m => m.Arrival).ThenBy(m => string.Join(' ', m.Links), StringComparer.Ordinal).ToArray();
        var arrived = _shipments.Select((_, i) => sorted.Where(m => m.Shipment == i).Sum(m => m.Tonnes)).ToArray();
        var last = _shipments.Select((s, i) => arrived[i] < s.Tonnes * (1 - 1e-4) || !sorted.Any(m => m.Shipment == i) ? (DateOnly?)null : sorted.Where(m => m.Shipment == i).Max(m => m.Arrival)).ToArray();
        var late = Enumerable.Range(0, _model.Columns).Sum(c => _model.Cost[c] * values[c]);
        var bottlenecks = _rows.Where(r => duals[r.Value] < -1e-7).GroupBy(r => (r.Key.Kind, r.Key.Index)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
            .Select(g => new FlowBottleneck(g.Key.Kind == LinkUse ? g.Key.Index : -1, g.Key.Kind == LinkUse ? -1 : g.Key.Index, g.Key.Kind == ChangeUse, g.Count())).ToArray();
        return new(sorted, arrived, last, Math.Max(0, Math.Round(late, 4)), sorted.Sum(m => m.Cost), bottlenecks);
    }

    // By other code than the solver's: what is loaded, moved and left behind adds up, and no day is over a capacity.
    void Check(double[] values)
    {
        for (var i = 0; i < _shipments.Count; i++)
        {
            var sum = values[_missing[i]] + Enumerable.Range(0, _columns.Count).Where(c => _columns[c].Shipment == i).Sum(c => values[c]);
            if (Math.Abs(sum - _shipments[i].Tonnes) > 1e-4 * (1 + _shipments[i].Tonnes)) throw new InvalidOperationException($"Shipment {_shipments[i].Id}: {sum} t of {_shipments[i].Tonnes} t are accounted for.");
        }
        foreach (var ((kind, index, day), columns) in _uses)
            if (columns.Sum(c => values[c]) > Capacity(kind, index) * (1 + 1e-6) + 1e-4) throw new InvalidOperationException($"Capacity {kind}/{index} is exceeded on day {day}.");
    }
}
