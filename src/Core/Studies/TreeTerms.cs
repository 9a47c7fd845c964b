using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Studies;

/// <summary>Need and supply of an item of the tree as terms.</summary>
sealed class TreeTerms
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];
    readonly SupplyTable _table;
    readonly Item _item;
    readonly Reading _reading;
    readonly OutputProgram[] _programs;

    readonly Goal[] _goals;

    public TreeTerms(SupplyTable table, Goal[] goals, Item item, Reading reading)
    {
        (_table, _goals, _item, _reading) = (table, goals, item, reading);
        // Needs and capacities are read without a solve.
        _programs = [.. Readings.Select(r => new OutputProgram(table, goals, r, () => throw new InvalidOperationException("A need takes no solve.")))];
    }

    /// <summary>What the goals need of every item.</summary>
    public Requirements Requirements => _programs[1].Requirements;

    /// <summary>The figure in its readings, and in the reading of the terms.</summary>
    public (double Low, double Central, double High, double Whole) Figures(string name)
    {
        double Of(OutputProgram p) => name == "need" ? p.Requirements.Need[_item.Index] : p.SupplyOf(_item.Index, s => name == "all" || s.Inside[p.Reading]);
        double[] values = [.. _programs.Select(Of)];
        return (values.Min(), values[1], values.Max(), values[(int)_reading]);
    }

    /// <summary>Goals for the item, and what every item made of it needs.</summary>
    /// <param name="start">Start of the addresses of needs.</param>
    public ExposureTerm[] Need(string start)
    {
        var need = _programs[(int)_reading].Requirements.Need;
        var book = new RecipeBook(_table, _reading, null);
        var terms = _goals.Where(g => g.Item == _item.Index).Select(g => new ExposureTerm(g.From.Address, g.Rate.Need(_reading), _item.Unit.Amount, double.NaN, g.Rate.Need(_reading), g.From.Basis, g.From.Sources) { Item = g.Item }).ToList();
        foreach (var user in _table.Network.Items)
        {
            if (need[user.Index] <= 0 || user.IsShared) continue;
            var most = _table.OfItem[user.Index].ToArray().Select(s => book.Of(_table.All[s])).Select(r => r.Single.Concat(r.Groups.SelectMany(g => g)).Where(u => u.Input == _item.Index).Sum(u => u.Quantity)).DefaultIfEmpty(0).Max();
            if (most > 0) terms.Add(new(start + user.Id + "/need", need[user.Index], user.Unit.Amount, most, need[user.Index] * most, "", []) { Item = user.Index });
        }
        return [.. terms];
    }

    /// <summary>Supplies that count, as they count in the reading.</summary>
    public ExposureTerm[] Supply(Func<Supply, bool> counts)
    {
        var capacity = new CapacityReading(_table, _reading, _programs[(int)_reading].Requirements.Need);
        var counted = _table.OfItem[_item.Index].ToArray().Select(s => _table.All[s]).Where(s => counts(s) && s.Kind != SupplyKind.Missing).ToArray();
        // Known lines stand beside the rest of their total; what is unknown under it shares that rest.
        bool IsInRest(Supply s) => s.Total >= 0 && s is not { Kind: SupplyKind.Line, Capacity.IsKnown: true };
        var rests = counted.Where(IsInRest).GroupBy(s => s.Total).Select(g => Term(g.OrderBy(s => s.Kind == SupplyKind.Line).First(), Math.Min(g.Sum(capacity.Of), capacity.Remainder(g.Key))));
        return [.. counted.Where(s => !IsInRest(s)).Select(s => Term(s, capacity.Of(s))).Concat(rests).Where(t => t.Product > 0).OrderByDescending(t => t.Product).ThenBy(t => t.Supply!.Index)];
    }

    ExposureTerm Term(Supply supply, double capacity)
    {
        var row = supply.Line >= 0 ? _table.Network.Lines[supply.Line].From : supply.Total >= 0 ? _table.Network.Totals[supply.Total].From : null;
        return new(row?.Address ?? supply.Id, capacity, _item.Unit.Amount, double.NaN, capacity, row?.Basis ?? "", row?.Sources ?? []) { Supply = supply, Item = _item.Index };
    }
}
