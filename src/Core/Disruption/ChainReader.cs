using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>Reads a network and its goals as a chain in one reading.</summary>
sealed class ChainReader
{
    readonly SupplyTable _table;
    readonly Network _network;
    readonly Reading _reading;
    readonly IReadOnlyList<Goal> _goals;
    readonly RecipeBook _book;
    readonly CapacityReading _capacity;
    readonly Dictionary<int, int> _makerOf = [];
    readonly List<Supply> _supplies = [];

    ChainReader(SupplyTable table, IReadOnlyList<Goal> goals, Reading reading)
    {
        (_table, _network, _reading, _goals) = (table, table.Network, reading, goals);
        _book = new(table, reading, null);
        Tree = new(table, goals, reading, _book);
        _capacity = new(table, reading, Tree.Need);
        foreach (var item in Tree.Items)
            foreach (var s in table.OfItem[item])
            {
                var supply = table.All[s];
                if (supply.Kind == SupplyKind.Missing || _book.Of(supply).BlockedBy >= 0) continue;
                _makerOf[s] = _supplies.Count;
                _supplies.Add(supply);
            }
    }

    Requirements Tree { get; }

    /// <summary>The chain.</summary>
    public static Chain Read(SupplyTable table, IReadOnlyList<Goal> goals, Reading reading) => new ChainReader(table, goals, reading).Build();

    /// <summary>Days to recover of a row, or those that stand in for it.</summary>
    public static double Recovery(Quantity days, Reading reading)
    {
        if (!days.IsKnown) return Unknown(reading);
        var value = days.Need(reading);
        return double.IsInfinity(value) ? Unknown(Reading.Pessimistic) : value;
    }

    /// <summary>Days to recover where no row says: 365, 180, 30 in the three readings.</summary>
    public static double Unknown(Reading reading) => reading switch { Reading.Pessimistic => 365, Reading.Central => 180, _ => 30 };

    Chain Build()
    {
        var links = Links();
        return new([.. _network.Items.Select(i => Tree.Need[i.Index] > 0 ? Tree.Need[i.Index] / Units.DaysPerMonth : 1)], [.. _supplies.Select(Maker)], links, [.. Stocks()], [.. Demands()],
            [.. _network.Items.Select(i => i.IsShared)]);
    }

    ChainMaker Maker(Supply supply)
    {
        var recipe = _book.Of(supply);
        var line = supply.Line >= 0 ? _network.Lines[supply.Line] : null;
        return new(supply.Item, CapacityOf(supply) / Units.DaysPerMonth, [.. recipe.Single.Where(Binds).Select(Use)])
        {
            Groups = [.. recipe.Groups.Select(g => g.Select(Use).ToArray())],
            Held = [.. recipe.Held.Select(u => u.Input)],
            Supply = supply.Index,
            IsKnown = supply.IsKnown,
            LeadDays = line is { LeadTimeDays.IsKnown: true } && line.LeadTimeDays.Need(_reading) is var lead && double.IsFinite(lead) ? lead : 0,
            RecoveryDays = Recovery(line?.RecoveryDays ?? Quantity.Unknown, _reading),
            IsPlain = supply.Line < 0 || _network.RecipeOfLine[supply.Line].Length == 0,
        };

        ChainUse Use(Use use) => new(use.Input, use.Quantity) { IsImportant = _network.Recipes[use.Row].Criticality == Criticality.Important };
        bool Binds(Use use) => use.Quantity > 0 && !_network.Items[use.Input].IsFree;
    }

    // Lines of unknown size under one published total share what it leaves with the unlisted, in equal parts: nobody knows better.
    double CapacityOf(Supply supply)
    {
        var capacity = _capacity.Of(supply);
        var total = supply.Total;
        if (supply.Kind == SupplyKind.Missing || total < 0 || !_capacity.SharesTotal(total) || (supply.Kind == SupplyKind.Line && supply.Capacity.IsKnown)) return capacity;
        var members = 0;
        foreach (var s in _table.OfTotal[total])
            if (_table.All[s] is { } other && other.Total == total && (other.Kind == SupplyKind.Others || !other.Capacity.IsKnown)) members++;
        return Math.Min(capacity, _capacity.Remainder(total) / Math.Max(1, members));
    }

    ChainLink[] Links()
    {
        var links = new List<ChainLink>();
        var governed = new HashSet<(int, int)>();
        foreach (var link in _network.Links)
        {
            if (!_makerOf.TryGetValue(_table.OfLine[link.Customer], out var customer) || !_makerOf.TryGetValue(_table.OfLine[link.Supplier], out var supplier)) continue;
            governed.Add((customer, link.Item));
            if (!(link.Qualified ?? _reading != Reading.Pessimistic) || _supplies[supplier].Item != link.Item) continue;
            var share = link.Share.IsKnown ? link.Share.Central / 100 : 0;
            links.Add(new(supplier, customer, link.Item)
            {
                Share = share, SwitchDays = share > 0 || !link.SwitchDays.IsKnown ? 0 : Finite(link.SwitchDays.Need(_reading)),
                TransportDays = link.TransportDays.IsKnown ? Finite(link.TransportDays.Need(_reading)) : 0, Row = link.Index,
            });
        }
        // A customer whose links are all unqualified gets nothing; a link from nobody keeps it from the open market.
        foreach (var (customer, item) in governed.Except(links.Select(l => (l.Customer, l.Item)))) links.Add(new(-1, customer, item));
        return [.. links];
    }

    static double Finite(double days) => double.IsFinite(days) ? days : 365;

    IEnumerable<ChainStock> Stocks()
    {
        foreach (var stock in _network.Stocks)
        {
            if (!Tree.InTree[stock.Item] || _network.Items[stock.Item].IsShared || (!stock.From.Trusted && _reading != Reading.Optimistic)) continue;
            var quantity = stock.Quantity.IsKnown ? stock.Quantity.Supply(_reading) : 0;
            if (double.IsInfinity(quantity)) quantity = stock.Quantity.Low;
            var target = stock.Target.IsKnown && stock.Target.Supply(_reading) is var wanted && double.IsFinite(wanted) ? wanted : quantity;
            var holder = stock.HolderLine >= 0 && _makerOf.TryGetValue(_table.OfLine[stock.HolderLine], out var maker) ? maker : -1;
            yield return new(stock.Item, holder, quantity)
            {
                Target = target, ShelfDays = stock.ShelfLifeDays.IsKnown ? stock.ShelfLifeDays.Supply(_reading) : double.PositiveInfinity, Row = stock.Index,
            };
        }
    }

    IEnumerable<ChainDemand> Demands()
    {
        var isValued = _goals.Where(g => !_network.Items[g.Item].IsShared).All(g => _network.Items[g.Item].UnitValue.IsKnown && double.IsFinite(_network.Items[g.Item].UnitValue.Central));
        foreach (var goal in _goals)
        {
            var item = _network.Items[goal.Item];
            if (item.IsShared || !(goal.Rate.Need(_reading) / Units.DaysPerMonth is > 0 and < double.PositiveInfinity and var rate)) continue;
            yield return new(goal.Item, rate, isValued ? item.UnitValue.Central : 1 / rate) { Row = goal.Index };
        }
    }
}
