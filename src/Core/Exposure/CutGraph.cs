using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>The AND/OR graph of what must come together to make the goals: an item can be made if one of its supplies runs, a supply runs if all its
/// inputs can be had and none of its events happened.</summary>
/// <remarks>Central reading. Goals that different restrictions cover have nodes of their own, since a withdrawn consent stops a flow in its goal
/// only. An input of unknown quantity counts as needed: that it goes in is stated. Things held and not used up need holders, no materials.</remarks>
sealed class CutGraph
{
    readonly SupplyTable _table;
    readonly ActorKind _kind;
    readonly List<Node> _nodes = [];
    readonly List<CutEvent> _events = [];
    readonly Dictionary<CutEvent, int> _eventIndex = [];
    readonly Dictionary<(int Layer, int Item), int> _itemNode = [];
    readonly Dictionary<(int Layer, int Supply), int> _supplyNode = [];
    readonly Dictionary<(int Customer, int Item), List<Link>> _links = [];
    readonly Queue<(int Layer, int Item)> _open = new();
    readonly List<Restriction[]> _covering = [];

    public CutGraph(SupplyTable table, IReadOnlyList<Goal> goals, ActorKind kind)
    {
        _table = table;
        _kind = kind;
        foreach (var link in table.Network.Links)
        {
            if (!_links.TryGetValue((link.Customer, link.Item), out var list)) _links[(link.Customer, link.Item)] = list = [];
            list.Add(link);
        }
        var consents = new Consents(table);
        var layers = goals.OrderBy(g => g.Index).Select(g => (Goal: g, Covering: consents.Covering(g, Reading.Central)))
            .GroupBy(g => string.Join(',', g.Covering)).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        Top = AddNode(true, false);
        foreach (var layer in layers)
        {
            var k = _covering.Count;
            _covering.Add([.. layer.First().Covering.Select(r => table.Network.Restrictions[r])]);
            foreach (var item in layer.Select(g => g.Goal.Item).Distinct())
                if (!table.Network.Items[item].IsFree) _nodes[Top].Inputs.Add(NodeOf(k, item));
            foreach (var r in _covering[k].Where(r => r.TargetTechnology >= 0)) AddEvents(Top, table.Actors.Of(r, kind));
        }
        while (_open.TryDequeue(out var next)) Open(next.Layer, next.Item);
        Items = [.. _itemNode.GroupBy(p => p.Key.Item).OrderBy(g => g.Key).Select(g => (g.Key, g.Select(p => p.Value).Order().ToArray()))];
        for (var n = 0; n < _nodes.Count; n++)
            foreach (var input in _nodes[n].Inputs) _nodes[input].Users.Add(n);
    }

    /// <summary>The node of all goals together.</summary>
    public int Top { get; }

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyList<CutEvent> Events => _events;

    /// <summary>Items in the graph with their nodes (one for each layer of goals).</summary>
    public IReadOnlyList<(int Item, int[] Nodes)> Items { get; }

    /// <summary>Supplies in the graph with their nodes.</summary>
    public IReadOnlyList<(int Supply, int[] Nodes)> Supplies => [.. _supplyNode.GroupBy(p => p.Key.Supply).OrderBy(g => g.Key).Select(g => (g.Key, g.Select(p => p.Value).Order().ToArray()))];

    int AddNode(bool isAnd, bool isHeld)
    {
        _nodes.Add(new(isAnd, isHeld));
        return _nodes.Count - 1;
    }

    int NodeOf(int layer, int item)
    {
        if (_itemNode.TryGetValue((layer, item), out var node)) return node;
        _open.Enqueue((layer, item));
        return _itemNode[(layer, item)] = AddNode(false, _table.Network.Items[item].IsShared);
    }

    void Open(int layer, int item)
    {
        foreach (var s in _table.OfItem[item])
            if (Exists(_table.All[s])) _nodes[_itemNode[(layer, item)]].Inputs.Add(SupplyNode(layer, _table.All[s]));
    }

    int SupplyNode(int layer, Supply supply)
    {
        if (_supplyNode.TryGetValue((layer, supply.Index), out var known)) return known;
        var isHeld = _table.Network.Items[supply.Item].IsShared;
        var node = _supplyNode[(layer, supply.Index)] = AddNode(true, isHeld);
        var actors = _table.Actors.Of(supply, _kind).ToArray();
        if (actors.Length > 0) AddEvents(node, actors);
        else AddEvent(node, new(null, supply));
        foreach (var r in _covering[layer].Where(r => r.TargetItem == supply.Item || (r.TargetLine >= 0 && r.TargetLine == supply.Line))) AddEvents(node, _table.Actors.Of(r, _kind));
        foreach (var alternatives in Inputs(supply))
        {
            var ways = alternatives.Where(r => IsLimit(r, isHeld)).ToArray();
            // One way that never limits is enough.
            if (ways.Length < alternatives.Length) continue;
            var inputs = ways.Select(r => InputNode(layer, supply, r.Input)).ToArray();
            if (inputs.Length == 1) _nodes[node].Inputs.Add(inputs[0]);
            else
            {
                var choice = AddNode(false, isHeld);
                _nodes[choice].Inputs.AddRange(inputs);
                _nodes[node].Inputs.Add(choice);
            }
        }
        return node;
    }

    // Rows of one group are alternatives; a row without a group stands alone.
    IEnumerable<RecipeRow[]> Inputs(Supply supply) =>
        supply.Recipe.Select(r => _table.Network.Recipes[r]).Where(r => r.Criticality != Criticality.Minor && r.From.Trusted)
            .GroupBy(r => r.Group.Length > 0 ? r.Group : "\u001f" + r.Index).OrderBy(g => g.Min(r => r.Index)).Select(g => g.ToArray());

    bool IsLimit(RecipeRow row, bool isHeld)
    {
        var input = _table.Network.Items[row.Input];
        if (input.IsFree || (isHeld && !input.IsShared)) return false;
        return input.IsShared || !row.Quantity.IsKnown || row.Quantity.Central > 0;
    }

    // A customer with links is served by its qualified suppliers only.
    int InputNode(int layer, Supply supply, int item)
    {
        if (supply.Line < 0 || _table.Network.Items[item].IsShared || !_links.TryGetValue((supply.Line, item), out var links)) return NodeOf(layer, item);
        var node = AddNode(false, false);
        foreach (var supplier in links.Where(l => l.Qualified ?? true).Select(l => _table.All[_table.OfLine[l.Supplier]]).Where(s => s.Item == item && Exists(s)).DistinctBy(s => s.Index))
            _nodes[node].Inputs.Add(SupplyNode(layer, supplier));
        return node;
    }

    bool Exists(Supply supply) => supply.Kind switch
    {
        SupplyKind.Missing => false,
        SupplyKind.UnlistedInside or SupplyKind.UnlistedOutside => true,
        SupplyKind.Others => RestOf(supply.Total) > 0,
        _ when _table.Network.Items[supply.Item].IsShared => supply.IsTrusted && !(supply.Capacity.IsKnown && supply.Capacity.High <= 0),
        // A line of unknown capacity under a total has at most what the other lines leave of it.
        _ => supply.IsTrusted && (supply.Capacity.IsKnown ? supply.Capacity.Central > 0 : supply.Total < 0 || RestOf(supply.Total) > 0),
    };

    double RestOf(int total)
    {
        var row = _table.Network.Totals[total];
        if (!row.From.Trusted || !row.Capacity.IsKnown) return double.PositiveInfinity;
        var listed = 0.0;
        foreach (var s in _table.OfTotal[total])
            if (_table.All[s] is { Kind: SupplyKind.Line, IsTrusted: true, Capacity.IsKnown: true } line) listed += line.Capacity.Central;
        return row.Capacity.Central - listed;
    }

    void AddEvents(int node, IEnumerable<Actor> actors)
    {
        foreach (var actor in actors) AddEvent(node, new(actor, null));
    }

    void AddEvent(int node, CutEvent happening)
    {
        if (!_eventIndex.TryGetValue(happening, out var index))
        {
            _eventIndex[happening] = index = _events.Count;
            _events.Add(happening);
        }
        if (!_nodes[node].Events.Contains(index)) _nodes[node].Events.Add(index);
    }

    /// <summary>A node: all inputs are needed (AND) or one is enough (OR); held things stand apart, since loops of know-how are legal.</summary>
    public sealed class Node(bool isAnd, bool isHeld)
    {
        public bool IsAnd => isAnd;

        public bool IsHeld => isHeld;

        public List<int> Inputs { get; } = [];

        public List<int> Users { get; } = [];

        public List<int> Events { get; } = [];
    }
}
