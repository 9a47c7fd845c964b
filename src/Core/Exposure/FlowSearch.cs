using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>Follows what goals need from source countries through the tiers.</summary>
/// <remarks>Needs are multiplied down the recipes in the central reading. Unlike the need of the balance (<see cref="Requirements"/>), which counts
/// each alternative as if used alone, alternatives count in equal parts here: otherwise more would flow in than out.</remarks>
sealed class FlowSearch
{
    const int Rounds = 400;

    readonly SupplyTable _table;
    readonly Network _network;
    readonly Goal[] _goals;
    readonly ExposureOptions _options;
    readonly RecipeBook _book;
    readonly List<(int Input, double Quantity)>[] _uses;
    readonly double[] _direct, _need, _content, _added;
    readonly SortedSet<int> _noQuantity = [], _alternatives = [], _inTree = [];
    readonly Dictionary<int, (int Country, double Central)[]> _shares = [];
    readonly Dictionary<int, ConcentrationMeter> _meters = [];
    readonly Dictionary<int, LevelConcentration> _levels = [];

    public FlowSearch(SupplyTable table, IEnumerable<Goal> goals, ExposureOptions options)
    {
        _table = table;
        _network = table.Network;
        _options = options;
        _book = new(table, Reading.Central, null);
        _goals = [.. goals.Where(g => IsUsedUp(g.Item))];
        var count = _network.Items.Count;
        (_uses, _direct, _need, _content, _added) = (new List<(int, double)>[count], new double[count], new double[count], new double[count], new double[count]);
        foreach (var goal in _goals) _direct[goal.Item] += goal.Rate.Need(Reading.Central);
    }

    bool IsUsedUp(int item) => _network.Items[item] is { IsShared: false, IsFree: false };

    public FlowsResult Run(CancellationToken stop)
    {
        Reach();
        var measure = _options.Items.Count > 0 ? FlowMeasure.Need : _options.By ?? (_inTree.Any(i => !_network.Items[i].UnitValue.IsKnown) ? FlowMeasure.Sources : FlowMeasure.Value);
        var followed = measure == FlowMeasure.Need ? _network.Items.FirstOrDefault(i => _options.Items.Contains(i.Id))?.Index ?? -1 : -1;
        if (measure == FlowMeasure.Need && followed < 0) throw new InvalidOperationException("To follow an amount takes an item.");
        var result = new FlowsResult
        {
            Options = _options, Table = _table, Measure = measure, Followed = followed, NoQuantity = [.. _noQuantity], WithAlternatives = [.. _alternatives],
            Unit = measure switch { FlowMeasure.Value => "EUR", FlowMeasure.Need => _network.Items[followed].Unit.Amount, _ => "item" },
            GoalRate = _goals.Select(g => g.Item).Distinct().Count() == 1 ? _direct[_goals[0].Item] : double.NaN,
        };
        if (!Needs(stop)) return result with { Converges = false };
        var (tier, order) = Tiers();
        var (noValue, overspent) = Contents(measure, followed, order, stop);
        var items = _inTree.Where(i => _content[i] > 0).OrderBy(i => tier[i]).ThenBy(i => i)
            .Select(i => new FlowItem(_network.Items[i], tier[i], _need[i], _content[i], _added[i], _content[i] * (_direct[i] / _need[i]), measure == FlowMeasure.Value && IsOpen(i))).ToArray();
        var sources = items.Where(i => i.Added > 0).SelectMany(Sources).ToArray();
        var place = new int[_network.Items.Count];
        for (var i = 0; i < order.Length; i++) place[order[i]] = i;
        var links = items.SelectMany(i => _uses[i.Item.Index].Where(u => _content[u.Input] > 0).Select(u => Link(u.Input, i.Item.Index, u.Quantity, place))).OrderBy(l => l.Input).ThenBy(l => l.Item).ToArray();
        var total = items.Sum(i => i.End);
        foreach (var item in items) Shares(item.Item.Index);
        return result with
        {
            Items = items, Sources = sources, Shares = _shares, Links = links, Total = total, NoValue = noValue, Overspent = overspent, Exchanges = [.. Exchanges(links, tier)], Countries = [.. Countries(items, sources, total, Start(measure, followed))],
        };
    }

    FlowLink Link(int input, int item, double quantity, int[] place)
    {
        var amount = _need[item] * quantity;
        // An input stands behind what is made of it, except on the way back of a loop.
        return new(input, item, amount, _content[input] * (amount / _need[input]), place[input] <= place[item]);
    }

    // Items used up that the goals draw on, and how much of each input one unit takes.
    void Reach()
    {
        var open = new Queue<int>();
        foreach (var goal in _goals)
            if (_inTree.Add(goal.Item)) open.Enqueue(goal.Item);
        while (open.TryDequeue(out var item))
        {
            _uses[item] = Uses(item);
            foreach (var (input, _) in _uses[item])
                if (_inTree.Add(input)) open.Enqueue(input);
        }
    }

    // The recipes of the item's makers, by their part of the known supply; alike where no size is known.
    List<(int, double)> Uses(int item)
    {
        var parts = new ItemSupply(_table, _network.Items[item]).Parts;
        var sized = parts.Where(p => p.Central > 0).Select(p => (Supply: p.Supply ?? _table.All[_table.MissingOf[item]], Weight: p.Central)).ToArray();
        if (sized.Length == 0) sized = [.. _table.OfItem[item].ToArray().Select(s => _table.All[s]).Where(s => s.Kind == SupplyKind.Line).Select(s => (s, 1.0))];
        if (sized.Length == 0) sized = [(_table.All[_table.MissingOf[item]], 1.0)];
        var whole = sized.Sum(s => s.Weight);
        var sum = new SortedDictionary<int, double>();
        foreach (var recipe in sized.GroupBy(s => _book.Of(s.Supply), ReferenceEqualityComparer.Instance))
        {
            var weight = recipe.Sum(s => s.Weight) / whole;
            var reading = (RecipeReading)recipe.Key!;
            foreach (var use in reading.Single) Add(use.Input, weight * use.Quantity);
            foreach (var group in reading.Groups.Select(g => g.Where(u => u.Quantity > 0).ToArray()).Where(g => g.Length > 0))
            {
                if (group.Length > 1) _alternatives.Add(item);
                foreach (var use in group) Add(use.Input, weight * use.Quantity / group.Length);
            }
            foreach (var row in recipe.SelectMany(s => s.Supply.Recipe).Distinct())
                if (_network.Recipes[row] is { Quantity.IsKnown: false, Criticality: not Criticality.Minor, From.Trusted: true } unknown && IsUsedUp(unknown.Input)) _noQuantity.Add(row);
        }
        return [.. sum.Select(s => (s.Key, s.Value))];

        void Add(int input, double quantity)
        {
            if (quantity > 0) sum[input] = sum.GetValueOrDefault(input) + quantity;
        }
    }

    // Fixed point of need = goal + uses; exact after as many rounds as tiers where there is no loop.
    bool Needs(CancellationToken stop)
    {
        var need = (double[])_direct.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            var next = (double[])_direct.Clone();
            foreach (var item in _inTree)
                foreach (var (input, quantity) in _uses[item]) next[input] += need[item] * quantity;
            var change = _inTree.Max(i => (double?)(Math.Abs(next[i] - need[i]) / Math.Max(1e-300, next[i]))) ?? 0;
            if (_inTree.Any(i => next[i] > 1e200)) return false;
            need = next;
            if (change > 1e-13) continue;
            need.CopyTo(_need, 0);
            return true;
        }
        return false;
    }

    // From the goals down: an item comes after everything that is made of it. In a loop the smallest id goes first.
    (int[] Tier, int[] Order) Tiers()
    {
        var tier = new int[_network.Items.Count];
        var waiting = new int[_network.Items.Count];
        foreach (var item in _inTree)
            foreach (var (input, _) in _uses[item]) waiting[input]++;
        SortedSet<int> ready = [.. _inTree.Where(i => waiting[i] == 0)], left = [.. _inTree], reached = [];
        var order = new List<int>();
        while (left.Count > 0)
        {
            var item = ready.Count > 0 ? ready.Min : reached.Count > 0 ? reached.Min : left.Min;
            ready.Remove(item);
            reached.Remove(item);
            left.Remove(item);
            order.Add(item);
            foreach (var (input, _) in _uses[item])
            {
                waiting[input]--;
                if (!left.Contains(input)) continue;
                tier[input] = Math.Max(tier[input], tier[item] + 1);
                if (waiting[input] == 0) ready.Add(input);
                else reached.Add(input);
            }
            reached.ExceptWith(ready);
        }
        return (tier, [.. order]);
    }

    // What flows through an item: what its inputs bring, and what starts in it.
    (int[] NoValue, int[] Overspent) Contents(FlowMeasure measure, int followed, int[] order, CancellationToken stop)
    {
        var overspent = new SortedSet<int>();
        for (var round = 0; round < Rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            var change = 0.0;
            foreach (var item in order.Reverse())
            {
                if (_need[item] <= 0) continue;
                var brought = _uses[item].Where(u => _need[u.Input] > 0).Sum(u => _content[u.Input] * (_need[item] * u.Quantity / _need[u.Input]));
                var added = Added(measure, followed, item, brought);
                if (added < -1e-9 * brought) overspent.Add(item);
                else overspent.Remove(item);
                _added[item] = Math.Max(0, added);
                change = Math.Max(change, Math.Abs(brought + _added[item] - _content[item]) / Math.Max(1e-300, brought + _added[item]));
                _content[item] = brought + _added[item];
            }
            if (change <= 1e-13) break;
        }
        return (measure == FlowMeasure.Value ? [.. _inTree.Where(i => !_network.Items[i].UnitValue.IsKnown)] : [], [.. overspent]);
    }

    double Added(FlowMeasure measure, int followed, int item, double brought) => measure switch
    {
        FlowMeasure.Value => _network.Items[item].UnitValue is { IsKnown: true } value ? _need[item] * value.Central - brought : 0,
        // What is followed starts where it is made, even around a loop through itself.
        FlowMeasure.Need => item == followed ? _need[item] - brought : 0,
        _ => _uses[item].Count == 0 ? 1 : 0,
    };

    // Value that an item adds cannot be told from that of inputs without a value or without a quantity.
    bool IsOpen(int item) => _uses[item].Any(u => !_network.Items[u.Input].UnitValue.IsKnown) || _noQuantity.Any(r => ItemOf(_network.Recipes[r]) == item);

    int ItemOf(RecipeRow row) => row.Line >= 0 ? _network.Lines[row.Line].Item : row.Item;

    // Shares of countries in the supply of an item, as the concentration of supply gives them; what is left has no known country.
    (int Country, double Central)[] Shares(int item)
    {
        if (_shares.TryGetValue(item, out var known)) return known;
        var level = Level(item);
        var named = level.Hhi is null ? [] : level.Holders.Where(h => h.Central > 0).ToArray();
        // Stated shares may add up to a little more than a whole.
        var whole = named.Sum(h => h.Central) + level.Unattributed;
        (int, double)[] shares = named.Length == 0 || whole <= 0 ? [(-1, 1)] : [.. named.Select(h => (h.Holder.Index, h.Central / whole))];
        var rest = 1 - shares.Sum(s => s.Item2);
        return _shares[item] = rest > 1e-12 && shares[0].Item1 >= 0 ? [.. shares, (-1, rest)] : shares;
    }

    LevelConcentration Level(int item) => _levels.TryGetValue(item, out var level) ? level : _levels[item] = Meter(item).Measure().At(ActorKind.Country);

    ConcentrationMeter Meter(int item) =>
        _meters.TryGetValue(item, out var meter) ? meter : _meters[item] = new(_table, _network.Items[item], _options with { Of = [ActorKind.Country] });

    IEnumerable<FlowSource> Sources(FlowItem item)
    {
        if (item.IsOpen) return [new(item.Item.Index, -1, 0, item.Added, item.Added)];
        var meter = Meter(item.Item.Index);
        var shares = Shares(item.Item.Index);
        // What has no known country may turn out to be anybody's; nobody's can only be less than what is not surely somebody's.
        var surely = shares.Where(s => s.Country >= 0).Sum(s => meter.CountryShare(s.Country).Low);
        // Who is listed with an unknown size has no part as known today, and may have one.
        return shares.Concat(Level(item.Item.Index).Holders.Where(h => h.High > 0 && shares.All(s => s.Country != h.Holder.Index)).Select(h => (h.Holder.Index, 0.0))).Select(Source);

        FlowSource Source((int Country, double Central) s)
        {
            if (s.Country < 0) return new(item.Item.Index, -1, 0, s.Central * item.Added, Math.Max(s.Central, 1 - surely) * item.Added);
            var share = meter.CountryShare(s.Country);
            return new(item.Item.Index, s.Country, Math.Min(share.Low, s.Central) * item.Added, s.Central * item.Added, Math.Max(share.High, s.Central) * item.Added);
        }
    }

    IEnumerable<FlowExchange> Exchanges(FlowLink[] links, int[] tier)
    {
        var sums = new SortedDictionary<(int Tier, int From, int To), double>();
        foreach (var link in links)
            foreach (var (from, left) in Shares(link.Input))
                foreach (var (to, right) in Shares(link.Item))
                    sums[(tier[link.Input], from, to)] = sums.GetValueOrDefault((tier[link.Input], from, to)) + link.Content * left * right;
        return sums.Select(s => new FlowExchange(s.Key.From, s.Key.To, s.Key.Tier, s.Value));
    }

    IEnumerable<FlowCountry> Countries(FlowItem[] items, FlowSource[] sources, double total, string start)
    {
        if (total <= 0) return [];
        // Every item that starts something may have makers in a country that no row of it names.
        double Most(int country) => items.Where(i => i.Added > 0).Sum(i => (i.IsOpen ? 1 : Meter(i.Item.Index).CountryShare(country).High) * i.Added);
        var rows = items.Where(i => i.Added > 0).SelectMany(i => Meter(i.Item.Index).Rows).DistinctBy(r => r.Address).ToArray();
        var known = items.Sum(i => i.Added > 0 ? Meter(i.Item.Index).Coverage.Known : 0);
        var all = items.Sum(i => i.Added > 0 ? Meter(i.Item.Index).Coverage.All : 0);
        return sources.GroupBy(s => s.Country).Select(g =>
        {
            double low = g.Sum(s => s.Low), central = g.Sum(s => s.Central), high = g.Key < 0 ? g.Sum(s => s.High) : Most(g.Key);
            var figure = Provenances.Figure(Address(start, g.Key, _network), low / total, central / total, Math.Clamp(high / total, central / total, Math.Max(1, central / total)), "1", new(known, all, false), rows);
            return new FlowCountry(g.Key, g.Key >= 0 && !_table.Perimeter.Members.Contains(g.Key), figure, central);
        }).OrderBy(c => c.Country < 0).ThenByDescending(c => c.Central).ThenBy(c => c.Country);
    }

    string Start(FlowMeasure measure, int followed) => $"exposure/flows/{string.Join('+', _options.Technologies.DefaultIfEmpty("all"))}/"
        + (measure switch { FlowMeasure.Value => "value", FlowMeasure.Need => "need:" + _network.Items[followed].Id, _ => "sources" }) + "/";

    static string Address(string start, int country, Network network) => start + (country < 0 ? "unknown" : new Actor(ActorKind.Country, country).Id(network));
}
