using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>Reads the rows of a package that say what could be done.</summary>
sealed class FixCandidates
{
    readonly Network _loaded, _counts;
    readonly SupplyTable _table;
    readonly DateOnly? _date;
    readonly Dictionary<string, int> _lines;

    public FixCandidates(Network loaded, SupplyTable table, DateOnly? date)
    {
        (_loaded, _table, _counts, _date) = (loaded, table, table.Network, date);
        _lines = _counts.Lines.ToDictionary(l => l.Id, l => l.Index, StringComparer.Ordinal);
    }

    /// <summary>Expansions that are decided already, by id.</summary>
    public string[] Decided => [.. _counts.Expansions.Where(e => e.IsDecided).Select(e => e.Id)];

    /// <summary>Everything but stock.</summary>
    public IEnumerable<Fix> All() => _counts.Expansions.Where(e => !e.IsDecided && e.Item >= 0 && MostOf(e) > 0).Select(Expansion).Concat(Qualifications()).Concat(Substitutes());

    // A blank says once.
    static int MostOf(Expansion e) => !e.Most.IsKnown ? 1 : (int)Math.Min(50, Math.Floor(e.Most.Central + 1e-9));

    Fix Expansion(Expansion e)
    {
        var item = _counts.Items[e.Item];
        var inside = e.Line >= 0 ? _table.All[_table.OfLine[e.Line]].Inside : InsideOf(e);
        var hasInside = _table.OfItem[e.Item].ToArray().Any(s => _table.All[s] is { Kind: SupplyKind.Line or SupplyKind.Others, Inside.Central: true });
        var kind = item.IsShared ? FixKind.OwnDesign : e.Line >= 0 ? FixKind.Expansion : inside.Central && !hasInside ? FixKind.OwnLine : FixKind.NewLine;
        return new(-1, kind, e.Line < 0 && IsNew(e) ? FixLabel.Diversify : FixLabel.Build, e.From.Address, e.Name, e.Item, item.IsShared ? Quantity.Unknown : e.Adds, e.Capex,
            Amounts.Sum([Wait(e.Earliest), e.PermitMonths, e.BuildMonths, e.RampMonths]), e.Chance)
        {
            Most = item.IsShared ? 1 : MostOf(e), Line = e.Line, Party = e.Party, Country = e.Country, UnitCost = e.UnitCost, Inside = inside, From = e.From,
        };
    }

    // Months from the day of the answer to the first possible start.
    Quantity Wait(DateOnly? earliest) => earliest is { } from && _date is { } today && from > today ? Quantity.Of((from.DayNumber - today.DayNumber) / Units.DaysPerMonth) : Quantity.Of(0);

    ThreeReadings InsideOf(Expansion e)
    {
        if (e.Party < 0) return ControlGraph.Within(e.Country, _table.Perimeter);
        var inside = _table.Control.IsInside(e.Party, _table.Perimeter);
        return e.Country.IsEmpty ? inside : inside.And(ControlGraph.Within(e.Country, _table.Perimeter));
    }

    // New by owner (the party itself where nobody stands above it), or by country.
    bool IsNew(Expansion e)
    {
        var makers = _counts.LinesOfItem[e.Item].ToArray().Select(l => _counts.Lines[l]).ToArray();
        var totals = _counts.TotalsOfItem[e.Item].ToArray().Select(t => _counts.Totals[t].Area);
        var places = makers.Select(_table.Control.PlaceOf).Concat(totals).Where(p => !p.IsEmpty).ToArray();
        if (places.Length == 0 && makers.Length == 0) return false;
        if (!e.Country.IsEmpty && !places.Any(p => p.Intersects(e.Country))) return true;
        if (e.Party < 0) return false;
        var own = Group(e.Party);
        return !makers.Any(m => _table.Control.PartyOf(m) is >= 0 and var p && Group(p).Overlaps(own));
    }

    HashSet<int> Group(int party) => [party, .. _table.Control.ControlOf(party).Controllers];

    IEnumerable<Fix> Qualifications()
    {
        foreach (var link in _loaded.Links)
        {
            if (link.Qualified == true || !HasCells(link.Qualifying) && link.Qualified is null) continue;
            if (!_lines.TryGetValue(_loaded.Lines[link.Supplier].Id, out var supplier) || !_lines.TryGetValue(_loaded.Lines[link.Customer].Id, out var customer)) continue;
            if (_counts.Lines[supplier].Item != link.Item) continue;
            yield return new(-1, FixKind.Qualification, FixLabel.Diversify, link.From.Address, "", link.Item, Quantity.Unknown, link.Qualifying.Cost, link.Qualifying.Months, link.Qualifying.Chance)
            {
                Pair = (supplier, customer), MadeItem = _counts.Lines[customer].Item, Row = link.Index, From = link.From,
            };
        }
    }

    static bool HasCells(Qualifying q) => q.Cost.IsKnown || q.Months.IsKnown || q.Chance.IsKnown;

    IEnumerable<Fix> Substitutes()
    {
        foreach (var row in _loaded.Recipes)
        {
            if (row.IsQualified || !NetworkBuilder.Counts(row.Start, row.End, _date) || (row.Line >= 0 && !_lines.ContainsKey(_loaded.Lines[row.Line].Id))) continue;
            yield return new(-1, FixKind.Substitute, FixLabel.Diversify, row.From.Address, "", row.Input, Quantity.Unknown, row.Qualifying.Cost, row.Qualifying.Months, row.Qualifying.Chance)
            {
                MadeItem = row.Line >= 0 ? _loaded.Lines[row.Line].Item : row.Item, Line = row.Line >= 0 ? _lines[_loaded.Lines[row.Line].Id] : -1, Row = row.Index, From = row.From,
            };
        }
    }
}

/// <summary>Sums of quantities in which unknown stays unknown.</summary>
static class Amounts
{
    /// <summary>Ends added up; what is unknown opens the sum above; unknown where nothing is known but zeros.</summary>
    public static Quantity Sum(IReadOnlyList<Quantity> parts)
    {
        double low = 0, high = 0;
        foreach (var part in parts)
        {
            low += part.IsKnown ? Math.Max(0, part.Low) : 0;
            high += part.IsKnown ? part.High : double.PositiveInfinity;
        }
        return low <= 0 && double.IsInfinity(high) ? Quantity.Unknown : Quantity.Between(low, high);
    }

    /// <summary>The later of several times; what is unknown opens it above.</summary>
    public static Quantity Latest(IReadOnlyList<Quantity> times)
    {
        if (times.Count == 0) return Quantity.Of(0);
        var low = times.Max(t => t.IsKnown ? Math.Max(0, t.Low) : 0);
        var high = times.Max(t => t.IsKnown ? t.High : double.PositiveInfinity);
        return low <= 0 && double.IsInfinity(high) ? Quantity.Unknown : Quantity.Between(low, high);
    }
}
