using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Capacity;

/// <summary>Names and numbers for what a result names by its id. Parties and lines are named where the reader may see names; else a line is "a maker
/// of something somewhere", told from others like it by a number.</summary>
sealed class CapacityNames
{
    readonly Network _network;
    readonly Texts _texts;
    readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _items;

    /// <summary>Names of a network.</summary>
    public CapacityNames(Network network, Texts texts, bool seesNames)
    {
        (_network, _texts) = (network, texts);
        Names = new(network, texts, seesNames);
        Numbers = new(texts);
        _items = network.Items.ToDictionary(i => i.Id, i => i.Index, StringComparer.Ordinal);
        foreach (var group in network.Lines.GroupBy(l => Names.Actor(new(ActorKind.Line, l.Index)), StringComparer.Ordinal))
        {
            var number = 0;
            foreach (var line in group) _lines[line.Id] = group.Count() == 1 ? group.Key : $"{group.Key} ({(++number).ToString(CultureInfo.InvariantCulture)})";
        }
    }

    /// <summary>Names of things.</summary>
    public Names Names { get; }

    /// <summary>Numbers for people.</summary>
    public Numbers Numbers { get; }

    /// <summary>Texts.</summary>
    public Texts Texts => _texts;

    /// <summary>A text of the plan.</summary>
    public string T(string key, params ReadOnlySpan<string> values) => _texts.Format("capacity.plan." + key, values);

    /// <summary>Name of an item.</summary>
    public string Item(string id) => _items.TryGetValue(id, out var item) ? _network.Items[item].Name : id;

    /// <summary>A technology with a verb; the verb alone where the network has one technology.</summary>
    public string Goal(string technology, string verb)
    {
        var word = verb == Core.Capacity.TodayEngine.Together ? _texts["capacity.policy.together"] : _texts["verb." + verb];
        return _network.Technologies.Count == 1 ? word : _texts.Format("terminal.colon", _network.Technologies.FirstOrDefault(t => t.Id == technology)?.Name ?? technology, word);
    }

    /// <summary>Name of an expansion.</summary>
    public string Expansion(string id) => _network.Expansions.FirstOrDefault(e => e.Id == id)?.Name ?? id;

    /// <summary>Item that an expansion adds to.</summary>
    public string ItemOf(string expansion) => _network.Expansions.FirstOrDefault(e => e.Id == expansion) is { } row ? _network.Items[row.Item].Id : "";

    /// <summary>Name of a line, as far as it may be named.</summary>
    public string? Line(string id) => _lines.GetValueOrDefault(id);

    /// <summary>Name of a supply.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="kind">Word of its kind.</param>
    /// <param name="item">Item that it makes.</param>
    /// <param name="place">Where, as the package writes places.</param>
    public string Supply(string id, string kind, string item, string place) => kind switch
    {
        "line" => Line(id) ?? T("unlisted"),
        "new" => Expansion(id),
        "others" => $"{Item(item)}, {T("others", Place(place))}",
        _ => $"{Item(item)}, {T("unlisted")}",
    };

    /// <summary>Countries in words.</summary>
    public string Place(string set) => CountrySet.TryParse(set, out var place, out _) ? Names.Place(place) : set;

    /// <summary>Somebody who buys: a country, an area, a party, or the goal where nobody is named. Who buys and who pays is always named, as in reports.</summary>
    public string Buyer(string id)
    {
        if (_network.Parties.FirstOrDefault(p => p.Id == id) is { } party) return party.Name;
        return id.Length == 0 ? T("goal") : CountrySet.TryParse(id, out var place, out _) && !place.IsEmpty ? Names.Place(place) : id;
    }

    /// <summary>Who pays; what has no payer is paid by nobody named.</summary>
    public string Payer(string id) => id.Length == 0 ? T("payer.none") : Buyer(id);

    /// <summary>An amount of an item with its unit.</summary>
    public string Amount(double value, string item) => Finite(value) ?? Numbers.Amount(Numbers.Text(value), value, Unit(item));

    /// <summary>A rate of an item, per month.</summary>
    public string Rate(double value, string item) => Finite(value) ?? _texts.Format("unit.a-month", Amount(value, item));

    /// <summary>Unit that an item is counted in.</summary>
    public string Unit(string item) => _items.TryGetValue(item, out var index) ? _network.Items[index].Unit.Amount : "";

    /// <summary>Euro.</summary>
    public string Euro(double value) => Finite(value) ?? Money.Text(_texts, Numbers, value);

    /// <summary>A number.</summary>
    public string Number(double value) => Finite(value) ?? Numbers.Text(value);

    /// <summary>A share.</summary>
    public string Share(double value) => Finite(value) ?? Numbers.Share(value);

    string? Finite(double value) => double.IsNaN(value) ? _texts["unit.unknown"] : double.IsInfinity(value) ? _texts["unit.unlimited"] : null;
}
