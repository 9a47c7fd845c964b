using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>Finds what depends on something, by how much, and along which ways.</summary>
/// <remarks>Shares are a fixed point of a monotone map (Tarski 1955, Pacific Journal of Mathematics 5, p. 285). Around a loop that feeds itself wholly there are
/// several: the low and the central reading are the least one, climbing from nothing, the high one is the greatest, descending from everything that
/// may depend at all. All others lie between, and a search that ends at its limit of rounds errs outwards.</remarks>
sealed class DependencySearch
{
    const int Rounds = 2000;

    readonly SupplyTable _table;
    readonly Network _network;
    readonly Actor _subject;
    readonly ExposureOptions _options;
    readonly ItemSupply[] _supplies;
    readonly double[][] _ofSupply = [[], [], []], _ofItem = [[], [], []];
    readonly Dictionary<(int Customer, int Item), List<Link>> _links = [];

    public DependencySearch(SupplyTable table, Actor subject, ExposureOptions options)
    {
        _table = table;
        _network = table.Network;
        _subject = subject;
        _options = options;
        _supplies = [.. _network.Items.Select(i => new ItemSupply(table, i))];
        foreach (var link in _network.Links)
        {
            if (!_links.TryGetValue((link.Customer, link.Item), out var list)) _links[(link.Customer, link.Item)] = list = [];
            list.Add(link);
        }
    }

    public DependentsResult Run(CancellationToken stop)
    {
        foreach (var reading in new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }) Spread(reading, stop);
        var tiers = Tiers();
        var paths = Paths(tiers);
        var goals = _network.Goals.Select(g => g.Item).ToHashSet();
        var found = _network.Items.Where(i => tiers[i.Index] >= 0).OrderBy(i => tiers[i.Index]).ThenBy(i => i.Index)
            .Select(i => new Dependent(i, tiers[i.Index], Share(i), PerMonth(i), goals.Contains(i.Index), Lines(i), paths[i.Index]));
        return new(_options, _table, _subject, [.. found]);
    }

    // Low is the least dependence, so the reading of a dependence runs against that of a supply.
    double[] OfItem(Reading reading) => _ofItem[(int)reading];

    Figure Share(Item item)
    {
        double low = OfItem(Reading.Optimistic)[item.Index], central = OfItem(Reading.Central)[item.Index], high = OfItem(Reading.Pessimistic)[item.Index];
        var lines = _network.LinesOfItem[item.Index].ToArray().Select(l => _network.Lines[l]).ToArray();
        var recipes = lines.SelectMany(l => _network.RecipeFor(l).ToArray()).Concat(_network.RecipeOfItem[item.Index].ToArray()).Distinct().Select(r => _network.Recipes[r].From);
        return Provenances.Figure($"exposure/dependents/{_subject.Id(_network)}/{item.Id}", Math.Min(low, central), central, Math.Max(high, central), "1",
            new(lines.Count(l => l.Capacity.IsKnown && l.From.Trusted), lines.Length, false), lines.Select(l => l.From).Concat(recipes));
    }

    double? PerMonth(Item item) => _supplies[item.Index] is { IsShareOfNeed: false } supply && !item.IsShared && supply.Sum(Reading.Central) is > 0 and var sum ? sum : null;

    List<(Line, double)> Lines(Item item)
    {
        var lines = new List<(Line, double)>();
        foreach (var l in _network.LinesOfItem[item.Index])
            if (_ofSupply[(int)Reading.Central][_table.OfLine[l]] is > 0 and var share) lines.Add((_network.Lines[l], share));
        return lines;
    }

    bool IsHit(Supply supply, Reading reading) => _subject.Kind == ActorKind.Item ? supply.Item == _subject.Index : _table.Actors.Factor(supply, _subject, reading) <= 0;

    void Spread(Reading reading, CancellationToken stop)
    {
        var ofSupply = _ofSupply[(int)reading] = new double[_table.All.Count];
        var ofItem = _ofItem[(int)reading] = new double[_network.Items.Count];
        var isHit = _table.All.Select(s => IsHit(s, reading)).ToArray();
        var inputs = _table.All.Select(s => Inputs(s).ToArray()).ToArray();
        if (reading == Reading.Pessimistic) StartFromAbove(ofSupply, ofItem, inputs);
        for (var round = 0; round < Rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            var change = 0.0;
            foreach (var supply in _table.All)
            {
                var next = isHit[supply.Index] ? 1 : inputs[supply.Index].Select(rows => OfGroup(supply, rows, reading)).DefaultIfEmpty(0).Max();
                // Supplies count too: a customer may draw by links on one that weighs nothing in its item.
                change = Math.Max(change, Math.Abs(next - ofSupply[supply.Index]));
                ofSupply[supply.Index] = next;
            }
            foreach (var item in _network.Items)
            {
                var next = item.IsFree ? 0 : item.IsShared ? Held(item, s => ofSupply[s]) : Mean(item, s => ofSupply[s], reading);
                change = Math.Max(change, Math.Abs(next - ofItem[item.Index]));
                ofItem[item.Index] = next;
            }
            if (change < 1e-13) return;
        }
    }

    // Everything that may depend in some reading: along inputs that stop something, whatever the quantities and alternatives.
    void StartFromAbove(double[] ofSupply, double[] ofItem, RecipeRow[][][] inputs)
    {
        bool IsHitSomehow(Supply s) => IsHit(s, Reading.Pessimistic) || IsHit(s, Reading.Central) || IsHit(s, Reading.Optimistic);
        var open = new Queue<int>(_table.All.Where(IsHitSomehow).Select(s => s.Index));
        var users = _network.Items.Select(_ => new List<int>()).ToArray();
        foreach (var supply in _table.All)
            foreach (var item in inputs[supply.Index].SelectMany(rows => rows).Select(r => r.Input).Distinct()) users[item].Add(supply.Index);
        while (open.TryDequeue(out var s))
        {
            if (ofSupply[s] > 0) continue;
            ofSupply[s] = 1;
            var item = _table.All[s].Item;
            if (ofItem[item] > 0) continue;
            ofItem[item] = 1;
            foreach (var user in users[item]) open.Enqueue(user);
        }
    }

    // A group at its best alternative; at its worst in the pessimistic reading.
    double OfGroup(Supply supply, RecipeRow[] rows, Reading reading)
    {
        double least = 1, most = 0;
        foreach (var row in rows)
        {
            var share = OfInput(supply, row, reading);
            least = Math.Min(least, share);
            most = Math.Max(most, share);
        }
        return reading == Reading.Pessimistic ? most : least;
    }

    double OfInput(Supply supply, RecipeRow row, Reading reading)
    {
        if (row.Quantity is { IsKnown: true, Central: <= 0 } && !_network.Items[row.Input].IsShared) return 0;
        var ofItem = OfItem(reading)[row.Input];
        if (supply.Line < 0 || !_links.TryGetValue((supply.Line, row.Input), out var links)) return ofItem;
        // Qualified suppliers with their stated shares; alike where a share is not stated.
        var qualified = links.Where(l => (l.Qualified ?? reading != Reading.Pessimistic) && _network.Lines[l.Supplier].Item == row.Input).ToArray();
        if (qualified.Length == 0) return 0;
        var weights = qualified.All(l => l.Share.IsKnown) && qualified.Sum(l => l.Share.Central) > 0 ? qualified.Select(l => l.Share.Central).ToArray() : [.. qualified.Select(_ => 1.0)];
        return qualified.Select((l, i) => weights[i] * _ofSupply[(int)reading][_table.OfLine[l.Supplier]]).Sum() / weights.Sum();
    }

    IEnumerable<RecipeRow[]> Inputs(Supply supply) => supply.Recipe.Select(r => _network.Recipes[r]).Where(r => r.Criticality != Criticality.Minor && r.From.Trusted)
        .GroupBy(r => r.Group.Length > 0 ? r.Group : "\u001f" + r.Index).Select(g => g.ToArray());

    // One holder is enough.
    double Held(Item item, Func<int, double> ofSupply)
    {
        var least = double.PositiveInfinity;
        foreach (var s in _table.OfItem[item.Index])
            if (_table.All[s].Kind != SupplyKind.Missing) least = Math.Min(least, ofSupply(s));
        return double.IsInfinity(least) ? 0 : least;
    }

    // The rest of published shares works by the item's recipe, as new supply would.
    double Of(SupplyPart part, Item item, Func<int, double> ofSupply) => ofSupply(part.Supply?.Index ?? _table.MissingOf[item.Index]);

    double Mean(Item item, Func<int, double> ofSupply, Reading reading)
    {
        var parts = _supplies[item.Index].Parts.Select(p => (Part: p, Share: Of(p, item, ofSupply))).OrderBy(p => p.Share).ToArray();
        if (parts.Length == 0) return 0;
        if (reading == Reading.Central)
        {
            var sum = parts.Sum(p => p.Part.Central);
            return sum > 0 ? parts.Sum(p => p.Part.Central * p.Share) / sum : Alike(parts);
        }
        // The extreme of a mean whose weights lie in intervals: all weights on one side of a threshold are at their least, the others at their most.
        if (reading == Reading.Pessimistic) Array.Reverse(parts);
        var extreme = parts.Where(p => !p.Part.IsSizeKnown).Select(p => (double?)p.Share).FirstOrDefault();
        for (var cut = 0; cut <= parts.Length; cut++)
        {
            double sum = 0, product = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                var weight = i < cut && parts[i].Part.IsSizeKnown ? parts[i].Part.Most : parts[i].Part.Least;
                sum += weight;
                product += weight * parts[i].Share;
            }
            if (sum <= 0) continue;
            var mean = product / sum;
            extreme = extreme is not { } known ? mean : reading == Reading.Pessimistic ? Math.Max(known, mean) : Math.Min(known, mean);
        }
        return extreme ?? 0;
    }

    // No capacity is known: listed lines count alike, and only where there is none does unlisted supply.
    static double Alike((SupplyPart Part, double Share)[] parts)
    {
        var lines = parts.Where(p => p.Part.Supply is { Line: >= 0 }).Select(p => p.Share).DefaultIfEmpty(-1).Average();
        return lines >= 0 ? lines : parts.Average(p => p.Share);
    }

    // Steps along the recipes, minor inputs too: they use it, even where nothing stops.
    int[] Tiers()
    {
        var tiers = Enumerable.Repeat(-1, _network.Items.Count).ToArray();
        var queue = new Queue<int>();
        foreach (var item in _network.Items)
            if (IsSource(item)) Enter(item.Index, 0);
        var users = Enumerable.Range(0, tiers.Length).Select(_ => new SortedSet<int>()).ToArray();
        foreach (var supply in _table.All)
            foreach (var row in supply.Recipe) users[_network.Recipes[row].Input].Add(supply.Item);
        while (queue.TryDequeue(out var item))
            foreach (var user in users[item]) Enter(user, tiers[item] + 1);
        return tiers;

        void Enter(int item, int tier)
        {
            if (tiers[item] >= 0) return;
            tiers[item] = tier;
            queue.Enqueue(item);
        }
    }

    bool IsSource(Item item)
    {
        if (_subject == new Actor(ActorKind.Item, item.Index)) return true;
        foreach (var s in _table.OfItem[item.Index])
            if (IsHit(_table.All[s], Reading.Central)) return true;
        return false;
    }

    // Best first: a way can only lose share and gain steps as it grows, so the first ways to reach an item are its best.
    List<DependencyPath>[] Paths(int[] tiers)
    {
        var found = tiers.Select(_ => new List<DependencyPath>()).ToArray();
        var open = new PriorityQueue<DependencyPath, DependencyPath>(Comparer<DependencyPath>.Create(Order));
        foreach (var item in _network.Items)
            if (tiers[item.Index] == 0) Enter(new([item.Index], Quantity.Of(1), Direct(item)));
        var steps = Steps();
        while (open.TryDequeue(out var path, out _))
        {
            var at = path.Items[^1];
            if (found[at].Count >= _options.Paths) continue;
            found[at].Add(path);
            foreach (var (user, share, quantity) in steps[at])
                if (!path.Items.Contains(user)) Enter(new([.. path.Items, user], Times(path.PerUnit, quantity), path.Share * share));
        }
        return found;

        void Enter(DependencyPath path) => open.Enqueue(path, path);
    }

    static int Order(DependencyPath a, DependencyPath b)
    {
        if (a.Share.CompareTo(b.Share) is var c && c != 0) return -c;
        return a.Items.Count != b.Items.Count ? a.Items.Count.CompareTo(b.Items.Count) : a.Items.ToArray().AsSpan().SequenceCompareTo(b.Items.ToArray());
    }

    static Quantity Times(Quantity a, Quantity b) => a.IsKnown && b.IsKnown ? Quantity.Between(Math.Max(0, a.Low) * Math.Max(0, b.Low), a.High * b.High) : Quantity.Unknown;

    double Direct(Item item)
    {
        double Hit(int s) => IsHit(_table.All[s], Reading.Central) ? 1 : 0;
        return item.IsShared ? Held(item, Hit) : Mean(item, Hit, Reading.Central);
    }

    // Per input the items that use it: by which part of their capacity, and how much per unit.
    List<(int User, double Share, Quantity PerUnit)>[] Steps()
    {
        var steps = _network.Items.Select(_ => new List<(int, double, Quantity)>()).ToArray();
        foreach (var item in _network.Items)
        {
            var rows = _table.OfItem[item.Index].ToArray().SelectMany(s => _table.All[s].Recipe).Distinct().Select(r => _network.Recipes[r]).ToArray();
            foreach (var input in rows.GroupBy(r => r.Input).OrderBy(g => g.Key))
            {
                double Uses(int s) => _table.All[s].Recipe.Any(r => _network.Recipes[r] is { Criticality: not Criticality.Minor } row && row.Input == input.Key) ? 1 : 0;
                var share = item.IsShared ? Held(item, Uses) : Mean(item, Uses, Reading.Central);
                var quantities = input.Select(r => r.Quantity).ToArray();
                var perUnit = quantities.All(q => q.IsKnown) ? Quantity.Between(quantities.Min(q => Math.Max(0, q.Low)), quantities.Max(q => q.High)) : Quantity.Unknown;
                steps[input.Key].Add((item.Index, share, perUnit));
            }
        }
        return steps;
    }
}
