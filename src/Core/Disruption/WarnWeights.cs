using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>Weighs alerts by the four factors: what the package says of the item or the party behind a series.</summary>
sealed class WarnWeights : IDisposable
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    // No more than all of the goals is asked for.
    static readonly OutputCase Whole = new() { Cap = 1 };

    readonly SupplyTable _table;
    readonly Network _network;
    readonly Goal[] _goals;
    readonly OutputProgram[] _programs;
    readonly CapacityReading _least, _most;
    readonly double[] _needLeast, _needMost;
    readonly double[] _level = [double.NaN, double.NaN, double.NaN];
    readonly (Item Product, bool[] InTree)[] _products;

    public WarnWeights(SupplyTable table, Goal[] goals, Func<ILinearSolver> solver, CancellationToken stop)
    {
        (_table, _network, _goals) = (table, table.Network, goals);
        _programs = goals.Length == 0 ? [] : [.. Readings.Select(r => new OutputProgram(table, goals, r, solver))];
        (_needMost, _needLeast) = goals.Length == 0 ? (new double[_network.Items.Count], new double[_network.Items.Count]) : (_programs[0].Requirements.Need, _programs[2].Requirements.Need);
        _least = new(table, Reading.Pessimistic, _needMost);
        _most = new(table, Reading.Optimistic, _needLeast);
        for (var r = 0; r < _programs.Length; r++) _level[r] = _programs[r].Solve(Denial.None, Whole, stop).Theta;
        var book = new RecipeBook(table, Reading.Central, null);
        _products = [.. goals.GroupBy(g => g.Item).OrderBy(g => g.Key).Select(g => (_network.Items[g.Key], new Requirements(table, [g.First()], Reading.Central, book).InTree))];
    }

    public void Dispose()
    {
        foreach (var program in _programs) program.Dispose();
    }

    public WarnFactors Of(WarnSeries series, DateOnly since, bool isAtLeast, CancellationToken stop)
    {
        var lines = Lines(series);
        var places = lines.Select(l => _table.Control.PlaceOf(l)).ToArray();
        var items = series.Item is { } item ? [item.Index] : lines.Select(l => l.Item).Distinct().Order().ToArray();
        var recovery = lines.Select(l => l.RecoveryDays).Where(d => d.IsKnown).ToArray();
        var share = Share(series, items);
        return new()
        {
            Share = share.Share, Holder = share.Holder, ShareItem = share.Item >= 0 ? _network.Items[share.Item] : null, Makers = share.Item >= 0 ? _network.LinesOfItem[share.Item].Length : 0,
            Days = series.Points[^1].Date.DayNumber - since.DayNumber, IsDaysAtLeast = isAtLeast,
            RecoveryDays = recovery.Length == 0 ? Quantity.Unknown : Quantity.Between(recovery.Max(d => Math.Max(0, d.Low)), recovery.Max(d => d.High)),
            Countries = [.. places.Where(p => p.Count == 1).Select(p => Countries.All.First(c => p.Contains(c.Index)).Index).Distinct().Order()],
            LinesElsewhere = places.Count(p => p.Count != 1), Lines = lines.Length,
            Products = [.. _products.Where(p => items.Any(i => p.InTree[i])).Select(p => p.Product)], AllProducts = _products.Length,
            Level = _level, Denied = Denied(series, lines, stop), StockDays = series.Item is { } stocked ? StockDays(stocked) : Quantity.Unknown,
        };
    }

    // The lines that a series speaks of: those of its item, of its party, or of both.
    Line[] Lines(WarnSeries series)
    {
        if (series.Item is null && series.Party is null) return [];
        return [.. _network.Lines.Where(l => (series.Item is null || l.Item == series.Item.Index) && (series.Party is null || _table.Control.PartyOf(l) == series.Party.Index))];
    }

    double[] Denied(WarnSeries series, Line[] lines, CancellationToken stop)
    {
        double[] denied = [double.NaN, double.NaN, double.NaN];
        Actor[] actors = series switch
        {
            { Item: { } item, Party: null } => [new(ActorKind.Item, item.Index)],
            { Item: null, Party: { } party } => [new(ActorKind.Party, party.Index)],
            _ => [.. lines.Select(l => new Actor(ActorKind.Line, l.Index))],
        };
        if (actors.Length == 0) return denied;
        for (var r = 0; r < _programs.Length; r++) denied[r] = _programs[r].Solve(Denial.Of(actors), Whole, stop).Theta;
        return denied;
    }

    // The party's share, or that of the largest maker; of several items, where it is largest.
    (Quantity Share, Actor? Holder, int Item) Share(WarnSeries series, int[] items)
    {
        (Quantity Share, Actor? Holder, int Item) best = (Quantity.Unknown, null, items.Length > 0 ? items[0] : -1);
        foreach (var item in items)
        {
            var makers = new SortedDictionary<Actor, (double Low, double High)>();
            var (low, high) = (0.0, 0.0);
            var isAllShares = _table.OfItem[item].ToArray().All(s => _table.All[s] is { Kind: SupplyKind.Missing } or { IsShareOfNeed: true, Capacity.IsKnown: true });
            foreach (var s in _table.OfItem[item])
            {
                var supply = _table.All[s];
                if (supply.Kind == SupplyKind.Missing) continue;
                var (least, most) = Size(supply, isAllShares);
                (low, high) = (low + least, high + most);
                if (supply.Line < 0) continue;
                var holder = _table.Control.PartyOf(_network.Lines[supply.Line]) is >= 0 and var p ? new Actor(ActorKind.Party, p) : new Actor(ActorKind.Line, supply.Line);
                if (series.Party is { } party && holder != new Actor(ActorKind.Party, party.Index)) continue;
                var own = makers.GetValueOrDefault(holder);
                makers[holder] = (own.Low + least, own.High + most);
            }
            foreach (var (holder, own) in makers)
            {
                var share = ShareOf(own, low, high);
                // Who surely has more comes before who might.
                if (!share.IsKnown || (best.Share.IsKnown && (share.Low < best.Share.Low || (share.Low == best.Share.Low && share.High <= best.Share.High)))) continue;
                best = (share, holder, item);
            }
        }
        return best;
    }

    // Least and most that a source gives; shares of the need are compared as they are stated, where everybody's is.
    (double Least, double Most) Size(Supply supply, bool isAllShares)
    {
        if (!supply.IsKnown) return (0, double.PositiveInfinity);
        if (isAllShares) return (Math.Max(0, supply.Capacity.Low), Math.Min(100, supply.Capacity.High));
        return (_least.Of(supply) is var least && double.IsFinite(least) ? least : 0, _most.Of(supply));
    }

    // Between the least of its own against the most of the others, and the reverse. From nothing to all is not known.
    static Quantity ShareOf((double Low, double High) own, double low, double high)
    {
        var othersLeast = low - own.Low;
        var othersMost = double.IsInfinity(high) ? MostOfOthers(own, high) : high - own.High;
        var least = own.Low <= 0 ? 0 : double.IsInfinity(othersMost) ? 0 : own.Low / (own.Low + othersMost);
        var most = double.IsInfinity(own.High) ? 1 : own.High + othersLeast > 0 ? own.High / (own.High + othersLeast) : 0;
        return (least <= 0 && most >= 1) || (own.High <= 0 && high <= 0) ? Quantity.Unknown : Quantity.Between(Math.Min(least, most), most);
    }

    // Infinite less infinite says nothing: taken as without end, the careful side.
    static double MostOfOthers((double Low, double High) own, double high) => double.IsInfinity(own.High) ? double.PositiveInfinity : high;

    Quantity StockDays(Item item)
    {
        var known = _network.Stocks.Where(s => s.Item == item.Index && s.Quantity.IsKnown).Select(s => s.Quantity).ToArray();
        if (known.Length == 0 || item.IsShared || _needLeast[item.Index] <= 0) return Quantity.Unknown;
        var (low, high) = (known.Sum(q => q.Supply(Reading.Pessimistic)), known.Sum(q => q.Supply(Reading.Optimistic)));
        var most = double.IsInfinity(_needMost[item.Index]) ? 0 : low * Units.DaysPerMonth / _needMost[item.Index];
        return Quantity.Between(most, high * Units.DaysPerMonth / _needLeast[item.Index]);
    }
}
