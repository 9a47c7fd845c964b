using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Mobility;

/// <summary>Goods of an item that go from one place to another, day after day.</summary>
/// <param name="Item">Index of the item.</param>
/// <param name="Origin">Index of the transport node where they are loaded.</param>
/// <param name="Destination">Index of the transport node where they are needed; another one than the origin.</param>
public readonly record struct HaulLane(int Item, int Origin, int Destination);

/// <summary>What lanes may carry together: the sum of their tonnes a day, each times its weight, is at most a limit.</summary>
/// <param name="Weights">Weight of each lane, not below zero.</param>
/// <param name="Most">The limit between two days, both included; infinite where nothing limits then.</param>
public sealed record HaulLimit(IReadOnlyList<double> Weights, Func<DateOnly, DateOnly, double> Most);

/// <summary>Says of tonnes a day on some lanes whether the transport network carries them all at once, and if not, what limit they break.</summary>
/// <remarks>
/// Steady flows: the same every day of a period, without the time under way. The limits come from the prices of the linear program that misses as few tonnes as it can: any tonnes that the network carries
/// meet them, whatever the lanes, so they can be given to whoever chooses the tonnes (Benders 1962, Numerische Mathematik 4). Only capacities that are stated count, in the end of their intervals that the
/// reading takes; a way is open to a load as in the central reading. Links with days on which they are open carry their share of the period.
/// </remarks>
public sealed class HaulLimits
{
    // Tonnes a day below which nothing is missed, as a share of what is asked.
    const double Tolerance = 1e-7;

    readonly TransportMap _map;
    readonly IReadOnlyList<HaulLane> _lanes;
    readonly Reading _reading;
    readonly OutageBook _outages;
    readonly Func<ILinearSolver> _solver;

    /// <summary>Prepares the network for some lanes.</summary>
    /// <param name="network">Network.</param>
    /// <param name="lanes">Lanes.</param>
    /// <param name="reading">Reading of capacities that are intervals.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="outages">What closes or narrows links and places for a while; null for nothing.</param>
    /// <exception cref="ArgumentException">A lane ends where it begins.</exception>
    public HaulLimits(Network network, IReadOnlyList<HaulLane> lanes, Reading reading, Func<ILinearSolver> solver, IReadOnlyList<TransportOutage>? outages = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(lanes);
        ArgumentNullException.ThrowIfNull(solver);
        if (lanes.Any(l => l.Origin == l.Destination)) throw new ArgumentException("A lane ends where it begins.", nameof(lanes));
        (_map, _lanes, _reading, _solver, _outages) = (new(network), lanes, reading, solver, new(network, outages ?? [], reading));
    }

    /// <summary>Lanes.</summary>
    public IReadOnlyList<HaulLane> Lanes => _lanes;

    /// <summary>The limit that tonnes a day break, or null where the network carries them.</summary>
    /// <param name="tonnesPerDay">Of each lane.</param>
    /// <param name="first">First day.</param>
    /// <param name="last">Last day.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InvalidOperationException">The solver failed.</exception>
    public HaulLimit? Broken(IReadOnlyList<double> tonnesPerDay, DateOnly first, DateOnly last, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(tonnesPerDay);
        var asked = tonnesPerDay.Sum();
        if (asked <= 0) return null;
        var program = new HaulProgram(_map, new bool[_map.Network.TransportLinks.Count], Reading.Central);
        var wanted = new int[_lanes.Count];
        foreach (var block in Enumerable.Range(0, _lanes.Count).GroupBy(l => (_lanes[l].Item, _lanes[l].Destination)))
        {
            int[] lanes = [.. block];
            var item = _map.Network.Items[block.Key.Item];
            var loaded = program.AddBlock(TransportLoad.Of(item, Quantity.Unknown), [], [.. lanes.Select(l => _lanes[l].Origin)], block.Key.Destination);
            for (var k = 0; k < lanes.Length; k++)
            {
                var missed = program.Model.AddColumn(1, 0, double.PositiveInfinity);
                wanted[lanes[k]] = loaded[k] < 0 ? program.Model.AddRow(tonnesPerDay[lanes[k]], tonnesPerDay[lanes[k]], [missed], [1]) : program.Model.AddRow(tonnesPerDay[lanes[k]], tonnesPerDay[lanes[k]], [loaded[k], missed], [1, 1]);
            }
        }
        program.AddLimits((kind, index) => Most(kind, index, first, last));
        using var solves = _solver();
        solves.Load(program.Model);
        var result = solves.Solve(stop: stop);
        stop.ThrowIfCancellationRequested();
        if (result.Status != SolveStatus.Optimal) throw new InvalidOperationException($"What the transport network carries was not found: {result.Status}.");
        if (result.Objective <= Tolerance * asked) return null;
        var prices = program.Rows.Select(r => (r.Key.Kind, r.Key.Index, Price: Math.Max(0, -result.RowDuals[r.Value]))).Where(r => r.Price > 1e-9).ToArray();
        return new([.. wanted.Select(w => result.RowDuals[w] is > 1e-9 and var weight ? Math.Min(1, weight) : 0)],
            (from, to) => prices.Sum(p => Most(p.Kind, p.Index, from, to) * p.Price));
    }

    /// <summary>Tonnes a day of a link, a place or a change on the mean day of a stretch; infinite where it states none.</summary>
    double Most(FlowUse kind, int index, DateOnly first, DateOnly last)
    {
        var capacity = kind switch { FlowUse.Link => _map.Network.TransportLinks[index].Capacity, FlowUse.Place => _map.Network.TransportNodes[index].Capacity, _ => _map.Network.TransportNodes[index].TransferCapacity };
        var open = Open(kind, index, first, last);
        return open <= 0 ? 0 : capacity.IsKnown ? capacity.Supply(_reading) * open : double.PositiveInfinity;
    }

    // Mean share of the capacity that is there over the days of a stretch.
    double Open(FlowUse kind, int index, DateOnly first, DateOnly last)
    {
        var link = kind == FlowUse.Link ? _map.Network.TransportLinks[index] : null;
        if (_outages.IsEmpty && link is null or { Start: null, End: null }) return 1;
        var (sum, days) = (0.0, last.DayNumber - first.DayNumber + 1);
        for (var day = first; day <= last; day = day.AddDays(1))
            if (link is null || ((link.Start is not { } opens || day >= opens) && (link.End is not { } closes || day <= closes))) sum += link is null ? _outages.OfNode(index, day) : _outages.OfLink(index, day);
        return sum / days;
    }
}
