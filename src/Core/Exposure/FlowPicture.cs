namespace Vauban.Core.Exposure;

/// <summary>What a node of a picture of flows stands for.</summary>
public enum FlowNodeKind
{
    /// <summary>A country in which something starts.</summary>
    Country,
    /// <summary>Countries that are not drawn one by one.</summary>
    OtherCountries,
    /// <summary>What has no known country.</summary>
    Unknown,
    /// <summary>An item.</summary>
    Item,
    /// <summary>Items of one tier that are not drawn one by one.</summary>
    OtherItems,
}

/// <summary>A node of a picture of flows.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Index">Country or item by index; the tier of other items; -1 where there is none.</param>
/// <param name="Count">How many countries or items it stands for.</param>
/// <param name="Content">What flows through it from or to others.</param>
/// <param name="End">What ends in it, as goals.</param>
public sealed record FlowNode(FlowNodeKind Kind, int Index, int Count, double Content, double End);

/// <summary>A band of a picture of flows, from one node to another.</summary>
/// <param name="From">Position of its start among the nodes.</param>
/// <param name="To">Position of its end.</param>
/// <param name="Content">Width.</param>
public sealed record FlowBand(int From, int To, double Content);

/// <summary>Flows as a bounded picture: what is left out stands in nodes for others, which are true sums.</summary>
/// <param name="Nodes">Nodes: countries first, then items by tier.</param>
/// <param name="Bands">Bands, by start, then end. Ways back around a loop are left out.</param>
public sealed record FlowPicture(IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowBand> Bands)
{
    const int MostCountries = 12;

    /// <summary>The picture of flows.</summary>
    /// <param name="result">Flows.</param>
    /// <param name="most">Most nodes, at least 20.</param>
    public static FlowPicture Of(FlowsResult result, int most)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 20);
        var countries = result.Countries.Where(c => c.Country >= 0 && c.Central > 0).Take(MostCountries).Select(c => c.Country).ToHashSet();
        var tiers = result.Items.Select(i => i.Tier).Distinct().Count();
        var room = Math.Max(1, most - countries.Count - 2);
        // Each tier may need a node for its others.
        var items = (result.Items.Count <= room ? result.Items : result.Items.OrderByDescending(i => i.End > 0).ThenByDescending(i => i.Content).ThenBy(i => i.Item.Index).Take(Math.Max(1, room - tiers)))
            .Select(i => i.Item.Index).ToHashSet();
        var tier = result.Items.ToDictionary(i => i.Item.Index, i => i.Tier);
        (FlowNodeKind Kind, int Index) Country(int country) => country < 0 ? (FlowNodeKind.Unknown, -1) : countries.Contains(country) ? (FlowNodeKind.Country, country) : (FlowNodeKind.OtherCountries, -1);
        (FlowNodeKind Kind, int Index) Item(int item) => items.Contains(item) ? (FlowNodeKind.Item, item) : (FlowNodeKind.OtherItems, tier[item]);

        var bands = new SortedDictionary<((FlowNodeKind, int) From, (FlowNodeKind, int) To), double>();
        void Add((FlowNodeKind, int) from, (FlowNodeKind, int) to, double content)
        {
            if (from != to && content > 0) bands[(from, to)] = bands.GetValueOrDefault((from, to)) + content;
        }
        foreach (var source in result.Sources) Add(Country(source.Country), Item(source.Item), source.Central);
        foreach (var link in result.Links.Where(l => !l.IsLoop)) Add(Item(link.Input), Item(link.Item), link.Content);

        var content = new Dictionary<(FlowNodeKind, int), double>();
        foreach (var ((from, to), width) in bands.Select(b => (b.Key, b.Value)))
        {
            if (from.Item1 is not (FlowNodeKind.Item or FlowNodeKind.OtherItems)) content[from] = content.GetValueOrDefault(from) + width;
            content[to] = content.GetValueOrDefault(to) + width;
        }
        var all = result.Sources.Where(s => s.Central > 0).Select(s => Country(s.Country)).Distinct().OrderBy(k => k.Kind).ThenByDescending(k => content.GetValueOrDefault(k)).ThenBy(k => k.Index)
            .Concat(result.Items.Select(i => (Key: Item(i.Item.Index), i.Tier)).Distinct().OrderByDescending(k => k.Tier).ThenBy(k => k.Key.Kind).ThenBy(k => k.Key.Index).Select(k => k.Key)).ToList();
        var nodes = all.Select(k => new FlowNode(k.Kind, k.Index, Count(k), content.GetValueOrDefault(k), result.Items.Where(i => Item(i.Item.Index) == k).Sum(i => i.End))).ToArray();
        return new(nodes, [.. bands.Select(b => new FlowBand(all.IndexOf(b.Key.From), all.IndexOf(b.Key.To), b.Value)).OrderBy(b => b.From).ThenBy(b => b.To)]);

        int Count((FlowNodeKind Kind, int Index) key) => key.Kind switch
        {
            FlowNodeKind.OtherCountries => result.Countries.Count(c => c.Country >= 0 && c.Central > 0 && !countries.Contains(c.Country)),
            FlowNodeKind.OtherItems => result.Items.Count(i => Item(i.Item.Index) == key),
            _ => 1,
        };
    }
}
