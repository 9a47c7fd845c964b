using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Mobility;

/// <summary>The linear program of a flow over time: a column for each journey of a shipment, with its days. Journeys are added as long as one is worth it, so that the answer is
/// the best over all there are.</summary>
/// <remarks>Column generation (Ford and Fulkerson 1958, Management Science 5): the prices of the capacities of single days say what a journey would cost, and the cheapest one joins
/// the program while it costs less than what its shipment pays. When none does, no journey that is not in the program can make the answer better.</remarks>
sealed class FlowProgram
{
    const double Tolerance = 1e-6;

    // Rounds of new journeys in one of the two solves: more than any network here has needed, so that it ends.
    const int Rounds = 400;

    // What ties are broken by: earlier, then fewer legs.
    const double DayWeight = 1e-4, LegWeight = 1e-6;

    readonly TransportMap _map;
    readonly IReadOnlyList<FlowShipment> _shipments;
    readonly OutageBook _outages;
    readonly DateOnly _last;
    readonly List<Column> _columns = [];
    readonly HashSet<(int Shipment, string Journey)> _known = [];
    readonly FlowPricing[] _pricing;

    sealed record Column(int Shipment, IReadOnlyList<FlowLeg> Legs, int Departure, int Arrival, double Late, double Cost, IReadOnlyList<(FlowUse Kind, int Index, int Day)> Uses);

    public FlowProgram(TransportMap map, IReadOnlyList<FlowShipment> shipments, FlowOptions options, bool[] closed)
    {
        (_map, _shipments) = (map, shipments);
        _outages = new(map.Network, options.Outages, Reading.Central);
        _last = shipments.Count == 0 ? default : shipments.Max(s => s.Due > s.Ready ? s.Due : s.Ready).AddDays(options.DaysAfter);
        _pricing = new FlowPricing[shipments.Count];
        for (var i = 0; i < shipments.Count; i++)
        {
            var shipment = shipments[i];
            var search = new RouteSearch(map, new(map.Network, options.Regime, shipment.Load.Hazard, shipment.Ready), shipment.Load,
                new(Reading.Central, false, closed, options.Permissions, shipment.Ready) { Outages = options.Outages }, shipment.Modes);
            _pricing[i] = new(search, shipment, _last.DayNumber - shipment.Ready.DayNumber);
            foreach (var way in search.Best(shipment.Origin, shipment.Destination, options.Ways, CancellationToken.None)) AddDays(i, search, way);
        }
    }

    // A way on each day on which it may begin.
    void AddDays(int index, RouteSearch search, RouteSearch.Path way)
    {
        for (var day = 0; _shipments[index].Ready.AddDays(day) <= _last; day++)
        {
            if (search.Timed(way, day * PermissionBook.Day) is not { } legs) continue;
            if (legs.Count > 0 && _shipments[index].Ready.DayNumber + legs[^1].Arrive / PermissionBook.Day > _last.DayNumber) break;
            Add(index, [.. legs.Select(l => new FlowLeg(l.Link, l.From, l.To, l.Depart, l.Arrive, l.IsChange))]);
        }
    }

    bool Add(int index, IReadOnlyList<FlowLeg> legs)
    {
        var shipment = _shipments[index];
        if (!_known.Add((index, string.Join(' ', legs.Select(l => $"{l.Link}@{l.Depart}"))))) return false;
        int Day(long minutes) => shipment.Ready.DayNumber + (int)(minutes / PermissionBook.Day);
        var uses = new List<(FlowUse, int, int)>();
        if (legs.Count > 0) uses.Add((FlowUse.Place, shipment.Origin, Day(legs[0].Depart)));
        foreach (var leg in legs)
        {
            uses.Add((FlowUse.Link, leg.Link, Day(leg.Depart)));
            uses.Add((FlowUse.Place, leg.To, Day(leg.Arrive)));
            // A change takes place where the leg starts, before it leaves.
            if (leg.IsChange) uses.Add((FlowUse.Change, leg.From, Day(leg.Depart)));
        }
        var arrival = legs.Count == 0 ? shipment.Ready.DayNumber : Day(legs[^1].Arrive);
        _columns.Add(new(index, legs, legs.Count == 0 ? shipment.Ready.DayNumber : Day(legs[0].Depart), arrival, Math.Max(0, arrival - shipment.Due.DayNumber), legs.Sum(l => CostOf(l.Link)), uses));
        return true;
    }

    double CostOf(int link) => _map.Network.TransportLinks[link].Cost is { IsKnown: true } cost ? cost.Need(Reading.Central) : 0;

    // What does not arrive at all is late by more than anything that does.
    double Missing(int shipment) => 2 * (_last.DayNumber - Math.Min(_shipments[shipment].Due.DayNumber, _last.DayNumber) + 1);

    double Capacity(FlowUse kind, int index, int day)
    {
        var (capacity, date) = (kind switch { FlowUse.Link => _map.Network.TransportLinks[index].Capacity, FlowUse.Place => _map.Network.TransportNodes[index].Capacity, _ => _map.Network.TransportNodes[index].TransferCapacity }, DateOnly.FromDayNumber(day));
        return capacity.IsKnown ? capacity.Supply(Reading.Central) * (kind == FlowUse.Link ? _outages.OfLink(index, date) : _outages.OfNode(index, date)) : double.PositiveInfinity;
    }

    /// <summary>What the second solve holds: the least lateness, or none in the first.</summary>
    sealed record Held(double? Late);

    /// <summary>A solved program.</summary>
    sealed record Solved(LinearResult Result, SortedDictionary<(FlowUse Kind, int Index, int Day), int> Rows, int LateRow, double Slack);

    public FlowPlan Solve(Func<ILinearSolver> solver, CancellationToken stop)
    {
        if (_shipments.Count == 0) return new([], [], [], 0, 0, []);
        using var solves = solver();
        var first = Grown(solves, new(null), stop);
        var late = first.Result.Objective;
        // Second, the cheapest of what is as little late; costs first, then the earliest, so that the answer is one and not any.
        var second = Grown(solves, new(late), stop);
        return Plan(second.Result.Columns, first) with { MayBeLessLateBy = first.Slack, MayBeCheaperBy = second.Slack };
    }

    // Solves, adds the journeys that are worth it, and solves again until none is.
    Solved Grown(ILinearSolver solver, Held held, CancellationToken stop)
    {
        for (var round = 0; ; round++)
        {
            var solved = Once(solver, held, stop);
            var (added, slack) = (false, 0.0);
            for (var i = 0; i < _shipments.Count; i++)
            {
                var (ready, shipment, rows) = (_shipments[i].Ready.DayNumber, _shipments[i], solved.Rows);
                var duals = solved.Result.RowDuals;
                // What a tonne more of the shipment would cost: a journey below it makes the answer better.
                var pays = duals[i];
                var perLate = held.Late is null ? 1 : Math.Max(0, -duals[solved.LateRow]);
                var found = _pricing[i].Best(pays - Tolerance, (kind, index, day) => rows.TryGetValue((kind, index, ready + day), out var row) ? Math.Max(0, -duals[row]) : Capacity(kind, index, ready + day) <= 0 ? 1e12 : 0,
                    link => held.Late is null ? 0 : CostOf(link) + LegWeight,
                    minutes => perLate * Math.Max(0, ready + (int)(minutes / PermissionBook.Day) - shipment.Due.DayNumber) + (held.Late is null ? 0 : DayWeight * (int)(minutes / PermissionBook.Day)));
                if (found is not { } journey) continue;
                slack += (pays - journey.Cost) * shipment.Tonnes;
                added |= Add(i, journey.Legs);
            }
            if (!added || round == Rounds) return solved with { Slack = added ? slack : 0 };
        }
    }

    Solved Once(ILinearSolver solver, Held held, CancellationToken stop)
    {
        var model = new LinearModel();
        var uses = new SortedDictionary<(FlowUse, int, int), List<int>>();
        foreach (var column in _columns)
        {
            var at = model.AddColumn(held.Late is null ? column.Late : column.Cost + DayWeight * (column.Arrival - _shipments[column.Shipment].Ready.DayNumber) + LegWeight * column.Legs.Count, 0, double.PositiveInfinity);
            foreach (var use in column.Uses)
            {
                if (!uses.TryGetValue(use, out var list)) uses[use] = list = [];
                list.Add(at);
            }
        }
        for (var i = 0; i < _shipments.Count; i++)
        {
            var missing = model.AddColumn(held.Late is null ? Missing(i) : 0, 0, double.PositiveInfinity);
            int[] own = [.. Enumerable.Range(0, _columns.Count).Where(c => _columns[c].Shipment == i), missing];
            model.AddRow(_shipments[i].Tonnes, _shipments[i].Tonnes, own, [.. own.Select(_ => 1.0)]);
        }
        var rows = new SortedDictionary<(FlowUse, int, int), int>();
        foreach (var (use, columns) in uses)
            if (Capacity(use.Item1, use.Item2, use.Item3) is var most && most < double.PositiveInfinity) rows[use] = model.AddRow(double.NegativeInfinity, most, [.. columns], [.. columns.Select(_ => 1.0)]);
        var late = -1;
        if (held.Late is { } least)
        {
            var terms = _columns.Select((c, k) => (k, c.Late)).Concat(_shipments.Select((_, i) => (_columns.Count + i, Missing(i)))).Where(t => t.Item2 != 0).ToArray();
            late = model.AddRow(double.NegativeInfinity, least + Tolerance * (1 + least), [.. terms.Select(t => t.Item1)], [.. terms.Select(t => t.Item2)]);
        }
        solver.Load(model);
        var result = solver.Solve(stop: stop);
        stop.ThrowIfCancellationRequested();
        return result.Status == SolveStatus.Optimal ? new(result, rows, late, 0) : throw new InvalidOperationException($"The flow was not found: {result.Status}.");
    }

    FlowPlan Plan(double[] values, Solved first)
    {
        Check(values);
        var moves = new List<FlowMove>();
        foreach (var group in Enumerable.Range(0, _columns.Count).Where(c => values[c] > 1e-4).GroupBy(c => (_columns[c].Shipment, _columns[c].Departure, _columns[c].Arrival, string.Join(' ', _columns[c].Legs.Select(l => l.Link)))))
        {
            var (column, tonnes) = (_columns[group.First()], group.Sum(c => values[c]));
            moves.Add(new(column.Shipment, [.. column.Legs.Select(l => l.Link)], DateOnly.FromDayNumber(column.Departure), DateOnly.FromDayNumber(column.Arrival), tonnes, tonnes * column.Cost));
        }
        var sorted = moves.OrderBy(m => m.Shipment).ThenBy(m => m.Departure).ThenBy(m => m.Arrival).ThenBy(m => string.Join(' ', m.Links), StringComparer.Ordinal).ToArray();
        var arrived = _shipments.Select((_, i) => sorted.Where(m => m.Shipment == i).Sum(m => m.Tonnes)).ToArray();
        var last = _shipments.Select((s, i) => arrived[i] < s.Tonnes * (1 - 1e-4) || !sorted.Any(m => m.Shipment == i) ? (DateOnly?)null : sorted.Where(m => m.Shipment == i).Max(m => m.Arrival)).ToArray();
        var late = _columns.Select((c, k) => c.Late * values[k]).Sum() + _shipments.Select((_, i) => Missing(i) * values[_columns.Count + i]).Sum();
        var bottlenecks = first.Rows.Where(r => first.Result.RowDuals[r.Value] < -1e-7).GroupBy(r => (r.Key.Kind, r.Key.Index)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
            .Select(g => new FlowBottleneck(g.Key.Kind == FlowUse.Link ? g.Key.Index : -1, g.Key.Kind == FlowUse.Link ? -1 : g.Key.Index, g.Key.Kind == FlowUse.Change, g.Count())).ToArray();
        return new(sorted, arrived, last, Math.Max(0, Math.Round(late, 4)), sorted.Sum(m => m.Cost), bottlenecks);
    }

    // By other code than the solver's: what is loaded, moved and left behind adds up, and no day is over a capacity.
    void Check(double[] values)
    {
        for (var i = 0; i < _shipments.Count; i++)
        {
            var sum = values[_columns.Count + i] + Enumerable.Range(0, _columns.Count).Where(c => _columns[c].Shipment == i).Sum(c => values[c]);
            if (Math.Abs(sum - _shipments[i].Tonnes) > 1e-4 * (1 + _shipments[i].Tonnes)) throw new InvalidOperationException($"Shipment {_shipments[i].Id}: {sum} t of {_shipments[i].Tonnes} t are accounted for.");
        }
        foreach (var group in _columns.SelectMany((c, k) => c.Uses.Select(u => (Use: u, Tonnes: values[k]))).GroupBy(u => u.Use))
            if (group.Sum(u => u.Tonnes) > Capacity(group.Key.Kind, group.Key.Index, group.Key.Day) * (1 + 1e-6) + 1e-4) throw new InvalidOperationException($"Capacity {group.Key.Kind}/{group.Key.Index} is exceeded on day {group.Key.Day}.");
    }
}
