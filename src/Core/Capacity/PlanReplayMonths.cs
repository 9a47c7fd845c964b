using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>The network's rows as they stand on the first day of a month.</summary>
/// <param name="Network">Rows that count.</param>
/// <param name="Table">Their supplies.</param>
/// <param name="ById">Supplies by id.</param>
/// <param name="Stopped">Supplies that cannot work, because a shared input is not held or a quantity cannot be met.</param>
/// <param name="Capacity">Per supply and month, in the item's unit.</param>
/// <param name="Refused">Wants that a consent held outside keeps from being delivered, by the plan's list; empty where outsiders take part.</param>
sealed record PlanReplayMonth(Network Network, SupplyTable Table, IReadOnlyDictionary<string, Supply> ById, bool[] Stopped, double[] Capacity, bool[] Refused);

/// <summary>Reads the network month by month; months between two dates of rows share what is read.</summary>
sealed class PlanReplayMonths
{
    readonly Network _network;
    readonly PlanOptions _options;
    readonly PlanPeriod _first;
    readonly int[] _changes;
    readonly Dictionary<int, PlanReplayMonth> _read = [];
    readonly double[] _need;
    readonly IReadOnlyList<PlanDemand> _wanted;

    public PlanReplayMonths(Network network, PlanOptions options, IReadOnlyList<PlanPeriod> periods, IReadOnlyList<PlanDemand> wanted)
    {
        _wanted = wanted;
        _first = periods.Count > 0 ? periods[0] : new(0, DateOnly.MinValue, 0, 0);
        // What totals of later days hold may be what the plan adds.
        (_network, _options) = (network.WithTotalsUntil(_first.First), options);
        var days = new SortedSet<int>();
        foreach (var (start, end) in network.Lines.Select(l => (l.Start, l.End)).Concat(network.Recipes.Select(r => (r.Start, r.End))).Concat(network.Ownerships.Select(o => (o.Start, o.End)))
            .Concat(network.Goals.Select(g => (g.Start, g.End))).Concat(options.Alone ? network.Restrictions.Select(r => (r.Start, r.End)) : []))
        {
            if (start is { } day) days.Add(day.DayNumber);
            if (end is { } last) days.Add(last.DayNumber + 1);
        }
        _changes = [.. days];
        _need = new double[network.Items.Count];
        if (network.Lines.Any(l => l.IsShareOfNeed) && periods.Count > 0) _need = Needs(periods[^1].End);
    }

    Reading Reading => _options.Reading;

    public DateOnly FirstDay(int month) => _first.First.AddMonths(month);

    public PlanReplayMonth this[int month]
    {
        get
        {
            var day = FirstDay(month);
            var epoch = _changes.Count(d => d <= day.DayNumber);
            if (_read.TryGetValue(epoch, out var known)) return known;
            var at = _network.At(day, _options.Status);
            var table = new SupplyTable(at, _options.Perimeter);
            var usable = table.All.Where(s => s.Kind != SupplyKind.Missing).ToArray();
            var capacity = new double[table.All.Count];
            foreach (var supply in usable)
                capacity[supply.Index] = _options.Alone && !supply.Inside[Reading] ? 0 : CapacityOf(table, supply);
            var lost = _options.Alone ? PlanConsents.Of(table, Reading, [.. _wanted.Select(w => PlanConsents.GoalOf(_network, _options.Perimeter, w))]) : null;
            var stopped = Stopped(table, usable, capacity, lost?.Stopped);
            foreach (var supply in usable)
                if (stopped[supply.Index]) capacity[supply.Index] = 0;
            return _read[epoch] = new(at, table, usable.ToDictionary(s => s.Id, StringComparer.Ordinal), stopped, capacity, lost?.Refused ?? []);
        }
    }

    double CapacityOf(SupplyTable table, Supply supply)
    {
        if (supply.Kind == SupplyKind.Others) return Rest(table, supply.Total);
        if (supply.Kind != SupplyKind.Line) return Reading == Reading.Pessimistic ? 0 : double.PositiveInfinity;
        if (!supply.IsTrusted && Reading != Reading.Optimistic) return 0;
        if (!supply.IsShareOfNeed || !supply.Capacity.IsKnown) return supply.Capacity.Supply(Reading);
        if (Reading == Reading.Optimistic) return supply.Capacity.High > 0 ? double.PositiveInfinity : 0;
        return _need[supply.Item] * supply.Capacity.Supply(Reading) / 100;
    }

    /// <summary>What a published total leaves beside the listed lines under it.</summary>
    public double Rest(SupplyTable table, int total)
    {
        var left = table.Network.Totals[total].Capacity.Supply(Reading);
        foreach (var s in table.OfTotal[total])
        {
            var supply = table.All[s];
            if (supply.Kind != SupplyKind.Line || !supply.Capacity.IsKnown) continue;
            var listed = CapacityOf(table, supply);
            left -= double.IsPositiveInfinity(listed) ? supply.Capacity.Low : listed;
        }
        return double.IsNaN(left) ? double.PositiveInfinity : Math.Max(0, left);
    }

    // Shared inputs need a holder, who may need others; what is never struck off is held.
    bool[] Stopped(SupplyTable table, Supply[] usable, double[] capacity, bool[]? withdrawn)
    {
        var network = table.Network;
        var held = network.Items.Select(i => i.IsShared).ToArray();
        var isHolder = new bool[table.All.Count];
        foreach (var supply in usable)
            isHolder[supply.Index] = (!_options.Alone || supply.Inside[Reading]) && withdrawn?[supply.Index] != true && (supply.Kind == SupplyKind.Line
                ? (supply.IsTrusted || Reading == Reading.Optimistic) && !(supply.Capacity.IsKnown && supply.Capacity.High <= 0) : capacity[supply.Index] > 0);
        while (true)
        {
            var lost = network.Items.Where(i => held[i.Index] && !usable.Any(s => s.Item == i.Index && isHolder[s.Index] && CanRun(network, s, held))).Select(i => i.Index).ToArray();
            if (lost.Length == 0) break;
            foreach (var item in lost) held[item] = false;
        }
        var stopped = new bool[table.All.Count];
        foreach (var supply in usable) stopped[supply.Index] = withdrawn?[supply.Index] == true || !CanRun(network, supply, held);
        return stopped;
    }

    /// <summary>Rows that bind; rows of weak sources bind in the pessimistic reading only.</summary>
    public IEnumerable<RecipeRow> Binding(Network network, IReadOnlyList<int> rows) => rows.Select(r => network.Recipes[r])
        .Where(r => r.Criticality != Criticality.Minor && (r.From.Trusted || Reading == Reading.Pessimistic) && (!network.Items[r.Input].IsFree || r.Group.Length > 0));

    bool CanRun(Network network, Supply supply, bool[] held)
    {
        foreach (var part in Binding(network, supply.Recipe).GroupBy(r => r.Group.Length > 0 ? r.Group : "\u001f" + r.Index))
            if (!part.Any(r => network.Items[r.Input].IsShared ? held[r.Input] : network.Items[r.Input].IsFree || !double.IsInfinity(r.Quantity.Need(Reading)))) return false;
        return true;
    }

    // Shares of need count the most that all demands want in one month, whichever of them the plan serves.
    double[] Needs(double months)
    {
        var peak = new SortedDictionary<int, double>();
        for (var m = 0; m < months; m++)
        {
            var day = FirstDay(m);
            foreach (var group in Wishes().Where(w => (w.Start is null || w.Start <= day) && (w.End is null || w.End >= day)).GroupBy(w => w.Item))
                peak[group.Key] = Math.Max(peak.GetValueOrDefault(group.Key), group.Sum(w => w.Rate.Need(Reading) is var rate && double.IsInfinity(rate) ? 0 : rate));
        }
        var at = _network.At(_first.First, _options.Status);
        var goals = peak.Select((p, i) => new Goal(i, -1, "produce", p.Key, Quantity.Of(p.Value), CountrySet.Empty, null, null, _network.Items[p.Key].From)).ToArray();
        var table = new SupplyTable(at, _options.Perimeter);
        return goals.Length == 0 ? _need : new Requirements(table, goals, Reading, new RecipeBook(table, Reading, null)).Need;
    }

    IEnumerable<(int Item, Quantity Rate, DateOnly? Start, DateOnly? End)> Wishes() => _network.Demands.Count > 0
        ? _network.Demands.Select(d => (d.Item, d.Rate, d.Start, d.End))
        : _network.Goals.Where(g => g.Verb is "produce" or "export").Select(g => (g.Item, g.Rate, g.Start, g.End));
}
