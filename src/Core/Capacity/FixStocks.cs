using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>Stock as a fix: up to the target where a row states one, and the stock that bridges single failures where an item has none.</summary>
static class FixStocks
{
    /// <summary>Stocks that could be laid in for the goals of a program.</summary>
    public static IEnumerable<Fix> Of(SupplyTable table, OutputProgram program, IReadOnlyList<(SingleFailure Failure, double Lost)> failing, double level, CancellationToken stop)
    {
        var network = table.Network;
        bool Matters(int item) => program.Requirements.InTree[item] && program.Requirements.Need[item] > 0 && CanLie(network.Items[item]);
        foreach (var stock in network.Stocks.Where(s => Matters(s.Item) && s.Target.IsKnown))
        {
            var adds = Missing(stock);
            if (adds.High <= 0) continue;
            var held = stock.Quantity.IsKnown ? stock.Quantity.Central : 0;
            yield return new(-1, FixKind.Stock, null, stock.From.Address, "", stock.Item, adds, Cost(network.Items[stock.Item], adds), Quantity.Unknown, Quantity.Unknown)
            {
                Line = stock.HolderLine, Party = stock.HolderParty, KeepingCost = Times(stock.HoldingCost, adds), From = stock.From,
                Cover = (Days(held, program.Requirements.Need[stock.Item]), Shelf(stock)),
            };
        }
        var without = Bridges(program, failing, level, stop).Where(b => Matters(b.Key) && !network.Stocks.Any(s => s.Item == b.Key));
        foreach (var (item, quantity) in without)
            yield return new(-1, FixKind.Stock, null, $"stocks/new|{network.Items[item].Id}", "", item, Quantity.Of(quantity), Cost(network.Items[item], Quantity.Of(quantity)), Quantity.Unknown, Quantity.Unknown);
    }

    /// <summary>True where an item can lie in store: not what is held or free, and not work, services or power, which pass with the hour.</summary>
    public static bool CanLie(Item item) => item is { IsShared: false, IsFree: false, Kind: not ("skill" or "service" or "energy") } && item.Unit.Amount is not ("hour" or "person" or "kWh");

    // What is missing to the target; of an unknown stock anything up to the target.
    static Quantity Missing(Stock stock)
    {
        var low = stock.Quantity.IsKnown ? Math.Max(0, stock.Target.Low - stock.Quantity.High) : 0;
        var high = Math.Max(0, stock.Target.High - (stock.Quantity.IsKnown ? Math.Max(0, stock.Quantity.Low) : 0));
        return Quantity.Between(low, high);
    }

    static double Shelf(Stock stock) => stock.ShelfLifeDays.IsKnown ? stock.ShelfLifeDays.Central : double.PositiveInfinity;

    static Quantity Cost(Item item, Quantity adds) => Times(item.UnitValue, adds);

    static Quantity Times(Quantity price, Quantity amount) =>
        price.IsKnown && amount.IsKnown ? Quantity.Between(Math.Max(0, price.Low) * Math.Max(0, amount.Low), price.High <= 0 || amount.High <= 0 ? 0 : price.High * amount.High) : Quantity.Unknown;

    static double Days(double quantity, double perMonth) => perMonth > 0 ? quantity / perMonth * Units.DaysPerMonth : 0;

    /// <summary>Days of need that a stock adds. Stock turns over first in, first out, so no more days count than it keeps.</summary>
    public static double CoverDays(Fix fix, double needPerMonth)
    {
        var (held, shelf) = fix.Cover;
        return Math.Max(0, Math.Min(shelf, held + Days(fix.Adds.Central, needPerMonth)) - Math.Min(shelf, held));
    }

    // Per item, the most that any failure asks for. Stock of what the failure takes away bridges it, in as few days of need as possible: stock
    // further up would do as well, but stands for more than what was lost.
    static SortedDictionary<int, double> Bridges(OutputProgram program, IReadOnlyList<(SingleFailure Failure, double Lost)> failing, double level, CancellationToken stop)
    {
        const int Most = 200;
        var quantity = new SortedDictionary<int, double>();
        foreach (var (failure, _) in failing.Take(Most))
        {
            var days = failure.Days[(int)Reading.Central];
            var taken = program.Table.Actors.Supplies(failure.Actor, Reading.Central).Select(s => program.Table.All[s].Item).Distinct();
            var conditions = OutputCase.Plain with { WindowDays = days, Cap = 1, AddedStock = taken.ToDictionary(i => i, _ => double.PositiveInfinity) };
            if (program.Plan(Denial.Of(failure.Actor), level, program.LeastOf(_ => false), conditions, stop) is not { } plan) continue;
            for (var item = 0; item < plan.Stock.Length; item++)
                if (plan.Stock[item] > 1e-9 * program.Requirements.Need[item]) quantity[item] = Math.Max(quantity.GetValueOrDefault(item), plan.Stock[item] * days / Units.DaysPerMonth);
        }
        return quantity;
    }
}
