namespace Vauban.Core.Disruption;

/// <summary>A chain laid out for playing days: integers of a millionth of the unit in plain arrays, indices instead of names.</summary>
/// <remarks>Three kinds of nodes: makers, one hub per item (where everybody who has no suppliers of his own takes from), and one sink per demand. A node
/// has stores; a store has edges in, from a maker or a hub. Makers come first, then hubs, then sinks.</remarks>
sealed class StressField
{
    /// <summary>Millionths in a unit.</summary>
    public const double Micro = 1e6;

    /// <summary>What stands for a maker without a limit.</summary>
    public const long Unlimited = long.MaxValue / 64;

    // Rounds down the tiers until amounts fit; a loop ends here.
    const int Rounds = 400;

    // Millionths above a capacity that are rounding.
    const long RoundingRoom = 1024;

    readonly List<int> _storeNode = [], _storeItem = [], _edgeStore = [], _edgeSupplier = [], _edgeLag = [], _edgeSwitch = [], _edgeLink = [];
    readonly List<long> _edgeWeight = [];
    readonly List<Slot> _slots = [];

    /// <summary>Lays a chain out.</summary>
    /// <param name="chain">Chain.</param>
    /// <param name="steady">How it runs undisturbed.</param>
    /// <param name="extraDays">Most days that events may add to the way of a maker's output, per maker; null for none.</param>
    public StressField(Chain chain, SteadyFlows steady, int[]? extraDays = null)
    {
        (Chain, Steady) = (chain, steady);
        (Makers, Hubs, Sinks) = (chain.Makers.Length, chain.Items, chain.Demands.Length);
        StoreStart = new int[Nodes + 1];
        FinishedStore = new int[Makers];
        GroupStart = new int[Makers + 1];
        Capacity = [.. chain.Makers.Select(m => chain.IsShared[m.Item] ? 0 : ToMicro(m.PerDay))];
        Demand = [.. chain.Demands.Select(d => (long)(d.PerDay * steady.Level * Micro))];
        MakerItem = [.. chain.Makers.Select(m => m.Item)];
        AddNodes();
        EdgeStart = new int[Stores + 1];
        AddEdges();
        (StoreNode, StoreItem, Slots) = ([.. _storeNode], [.. _storeItem], [.. _slots]);
        (EdgeStore, EdgeSupplier, Lag, SwitchDays, Link, Weight) = ([.. _edgeStore], [.. _edgeSupplier], [.. _edgeLag], [.. _edgeSwitch], [.. _edgeLink], [.. _edgeWeight]);
        Round();
        RingStart = new int[Edges + 1];
        for (var e = 0; e < Edges; e++) RingStart[e + 1] = RingStart[e] + Lag[e] + (extraDays is not null && EdgeSupplier[e] < Makers ? extraDays[EdgeSupplier[e]] : 0);
        Priority = Priorities();
        EdgeNode = [.. EdgeStore.Select(x => StoreNode[x])];
        (OutStart, OutEdge) = OutEdges();
        ClassEnd = ClassEnds();
        Flow = new long[Stores];
        IsOpenGroup = new bool[GroupStart[Makers]];
        for (var m = 0; m < Makers; m++)
            for (var g = 0; g < chain.Makers[m].Groups.Length; g++) IsOpenGroup[GroupStart[m] + g] = chain.Makers[m].Groups[g].Any(u => chain.IsShared[u.Item] || u.Quantity <= 0);
        BaseStock = new long[Stores];
        MeanLag = new double[Stores];
        Opening = new long[Stores];
        Goal = new long[Stores];
        ShelfDays = new int[Stores];
        ShelfStart = new int[Stores + 1];
        FollowDays = new int[Stores];
        AddStocks();
        SetBaseStocks();
        (Suppliers, Choosers) = (new ulong[(Nodes + 63) / 64], new ulong[(Nodes + 63) / 64]);
        for (var n = 0; n < Makers + Hubs; n++) Suppliers[n >> 6] |= 1UL << n;
        for (var s = 0; s < Stores; s++)
            if (EdgeStart[s + 1] - EdgeStart[s] > 1) Choosers[StoreNode[s] >> 6] |= 1UL << StoreNode[s];
        BasePlan = new long[Makers + Hubs];
        for (var e = 0; e < Edges; e++) BasePlan[EdgeSupplier[e]] += Weight[e];
        NodeFacts = [.. Enumerable.Range(0, Nodes).Select(n => new NodeFact(StoreStart[n], StoreStart[n + 1], OutStart[n], OutStart[n + 1]))];
        StoreFacts = [.. Enumerable.Range(0, Stores).Select(s => new StoreFact(BaseStock[s], Goal[s] - Opening[s], Flow[s], MeanLag[s], EdgeStart[s], EdgeStart[s + 1], FollowDays[s], StoreItem[s], StoreNode[s], ShelfDays[s]))];
        EdgeFacts = [.. Enumerable.Range(0, Edges).Select(e => new EdgeFact(Weight[e], EdgeSupplier[e], EdgeStore[e], EdgeNode[e], Lag[e], RingStart[e], RingStart[e + 1] - RingStart[e]))];
    }

    // What a day reads of a node, of a store and of an edge, side by side: a day is as quick as its reading.
    internal readonly record struct NodeFact(int FirstStore, int EndStore, int FirstOut, int EndOut);

    internal readonly record struct StoreFact(long BaseStock, long Missing, long Flow, double MeanLag, int FirstEdge, int EndEdge, int FollowDays, int Item, int Node, int ShelfDays)
    {
        /// <summary>What it may miss of an order without asking others for it: rounding is no shortage.</summary>
        public long Slack => Math.Min(StressRun.Tolerance, Flow / 256 + 64);

        /// <summary>Least change of its level in a day, so that it ends.</summary>
        public long LeastStep => Math.Max(StressRun.Tolerance, Flow / 64);
    }

    internal readonly record struct EdgeFact(long Weight, int Supplier, int Store, int Node, int Lag, int RingAt, int RingLength);

    public NodeFact[] NodeFacts { get; }

    public StoreFact[] StoreFacts { get; }

    public EdgeFact[] EdgeFacts { get; }

    /// <summary>Undisturbed output of each maker and each hub a day.</summary>
    public long[] BasePlan { get; }

    /// <summary>One input of a maker: its store, how much one unit takes, its group (-1: needed by itself) and its place in the group.</summary>
    internal readonly record struct Slot(int Store, double Quantity, int Group, int Place, bool IsImportant, int GraceDays)
    {
        /// <summary>Part of it in what is made undisturbed.</summary>
        public double Share { get; init; }
    }

    public Chain Chain { get; }

    public SteadyFlows Steady { get; }

    public int Makers { get; }

    public int Hubs { get; }

    public int Sinks { get; }

    public int Nodes => Makers + Hubs + Sinks;

    public int Stores => _storeNode.Count;

    public int Edges => _edgeStore.Count;

    /// <summary>Most a day of each maker.</summary>
    public long[] Capacity { get; }

    /// <summary>What each maker makes.</summary>
    public int[] MakerItem { get; }

    /// <summary>Wanted a day of each sink.</summary>
    public long[] Demand { get; }

    /// <summary>First store of each node; the stores of a maker are its inputs, then its finished goods where it keeps any.</summary>
    public int[] StoreStart { get; }

    /// <summary>Store of finished goods of each maker, or -1.</summary>
    public int[] FinishedStore { get; }

    /// <summary>Makers and hubs, a bit each.</summary>
    public ulong[] Suppliers { get; }

    /// <summary>Nodes with a store that has more than one supplier, a bit each.</summary>
    public ulong[] Choosers { get; }

    /// <summary>First group of each maker.</summary>
    public int[] GroupStart { get; }

    public int[] StoreNode { get; }

    public int[] StoreItem { get; }

    /// <summary>How each store is used; of hubs, sinks and finished goods it stands for nothing.</summary>
    public Slot[] Slots { get; }

    /// <summary>First edge of each store.</summary>
    public int[] EdgeStart { get; }

    public int[] EdgeStore { get; }

    public int[] EdgeSupplier { get; }

    /// <summary>Days from shipment to arrival, at least 1.</summary>
    public int[] Lag { get; }

    /// <summary>Days of shortage after which a supplier that is not in use may be used; 0 for one in use.</summary>
    public int[] SwitchDays { get; }

    /// <summary>Link of the chain, or -1.</summary>
    public int[] Link { get; }

    /// <summary>Undisturbed flow.</summary>
    public long[] Weight { get; }

    /// <summary>First place of each edge in the ring of shipments under way.</summary>
    public int[] RingStart { get; }

    /// <summary>Customer at the end of each edge.</summary>
    public int[] EdgeNode { get; }

    public int[] OutStart { get; }

    public int[] OutEdge { get; }

    /// <summary>Of each place in <see cref="OutEdge"/>, the place after the last customer of the same supplier and priority.</summary>
    public int[] ClassEnd { get; }

    /// <summary>Priority of each node as a customer; smaller is served first.</summary>
    public double[] Priority { get; }

    /// <summary>Level up to which each store orders: what should lie there and what should be under way.</summary>
    public long[] BaseStock { get; }

    /// <summary>Mean days to arrival in the undisturbed mix of suppliers.</summary>
    public double[] MeanLag { get; }

    /// <summary>Days over which the level of each store follows what is reckoned with: those of its longest way and one more.</summary>
    public int[] FollowDays { get; }

    /// <summary>Undisturbed flow into each store a day.</summary>
    public long[] Flow { get; }

    /// <summary>Groups of which one alternative is held or free, so that they never limit; by <see cref="GroupStart"/>.</summary>
    public bool[] IsOpenGroup { get; }

    /// <summary>What lies in each store on the first day.</summary>
    public long[] Opening { get; }

    /// <summary>What should lie in each store.</summary>
    public long[] Goal { get; }

    /// <summary>Days that what lies in a store keeps; 0: for ever.</summary>
    public int[] ShelfDays { get; }

    public int[] ShelfStart { get; }

    public int HubOf(int item) => Makers + item;

    public int SinkOf(int demand) => Makers + Hubs + demand;

    public int ItemOf(int node) => node < Makers ? MakerItem[node] : node < Makers + Hubs ? node - Makers : Chain.Demands[node - Makers - Hubs].Item;

    public static long ToMicro(double amount) => amount * Micro >= Unlimited ? Unlimited : (long)(amount * Micro);

    void AddNodes()
    {
        var makesForLinks = Chain.Links.Select(l => l.Supplier).ToHashSet();
        for (var m = 0; m < Makers; m++)
        {
            StoreStart[m] = Stores;
            var maker = Chain.Makers[m];
            foreach (var use in maker.Uses) AddSlot(m, use, -1, 0);
            for (var g = 0; g < maker.Groups.Length; g++)
            {
                // What is used undisturbed comes first.
                var order = Enumerable.Range(0, maker.Groups[g].Length).OrderByDescending(a => Steady.PartShare[m][g][a]).ThenBy(a => a).ToArray();
                for (var p = 0; p < order.Length; p++)
                    if (!Chain.IsShared[maker.Groups[g][order[p]].Item]) AddSlot(m, maker.Groups[g][order[p]], g, p, Steady.PartShare[m][g][order[p]]);
            }
            GroupStart[m + 1] = GroupStart[m] + maker.Groups.Length;
            var keeps = Chain.Stocks.Any(s => s.Maker == m && s.Item == maker.Item) && makesForLinks.Contains(m);
            FinishedStore[m] = keeps ? AddStore(m, maker.Item, default) : -1;
        }
        for (var i = 0; i < Hubs; i++)
        {
            StoreStart[HubOf(i)] = Stores;
            AddStore(HubOf(i), i, default);
        }
        for (var d = 0; d < Sinks; d++)
        {
            StoreStart[SinkOf(d)] = Stores;
            AddStore(SinkOf(d), Chain.Demands[d].Item, default);
        }
        StoreStart[Nodes] = Stores;
    }

    void AddSlot(int m, ChainUse use, int group, int place, double share = 1)
    {
        var grace = !use.IsImportant ? 0 : (int)Chain.LinksInto.GetValueOrDefault((m, use.Item), []).Select(l => Chain.Links[l].SwitchDays).DefaultIfEmpty(0).Max();
        AddStore(m, use.Item, new(Stores, use.Quantity, group, place, use.IsImportant, grace) { Share = share });
    }

    int AddStore(int node, int item, Slot slot)
    {
        _storeNode.Add(node);
        _storeItem.Add(item);
        _slots.Add(slot);
        return Stores - 1;
    }

    void AddEdges()
    {
        var linked = new double[Makers];
        for (var l = 0; l < Chain.Links.Length; l++)
            if (Chain.Links[l].Supplier >= 0) linked[Chain.Links[l].Supplier] += Steady.LinkFlow[l];
        for (var s = 0; s < Stores; s++)
        {
            EdgeStart[s] = Edges;
            var (node, item) = (_storeNode[s], _storeItem[s]);
            if (node < Makers && FinishedStore[node] == s) continue;
            if (node < Makers && Chain.LinksInto.TryGetValue((node, item), out var links))
            {
                foreach (var l in links)
                    if (Chain.Links[l].Supplier >= 0) AddEdge(s, Chain.Links[l].Supplier, Chain.Makers[Chain.Links[l].Supplier].LeadDays + Chain.Links[l].TransportDays, Steady.LinkFlow[l], l);
            }
            else if (node >= Makers && node < Makers + Hubs)
            {
                foreach (var m in Chain.MakersOf[item])
                    if (Capacity[m] > 0) AddEdge(s, m, Chain.Makers[m].LeadDays, Steady.Output[m] - linked[m], -1);
            }
            else AddEdge(s, HubOf(item), 0, FlowInto(s), -1);
        }
        EdgeStart[Stores] = Edges;
    }

    double FlowInto(int store)
    {
        var node = _storeNode[store];
        if (node >= Makers) return Chain.Demands[node - Makers - Hubs].PerDay * Steady.Level;
        var slot = _slots[store];
        if (slot.Group < 0) return Steady.Output[node] * slot.Quantity;
        var group = Chain.Makers[node].Groups[slot.Group];
        var share = 0.0;
        for (var a = 0; a < group.Length; a++)
            if (group[a].Item == _storeItem[store]) share = Math.Max(share, Steady.PartShare[node][slot.Group][a]);
        return Steady.Output[node] * share * slot.Quantity;
    }

    void AddEdge(int store, int supplier, double days, double flow, int link)
    {
        _edgeStore.Add(store);
        _edgeSupplier.Add(supplier);
        _edgeLag.Add(Math.Max(1, (int)Math.Ceiling(Math.Min(days, 3650))));
        _edgeSwitch.Add(link < 0 ? 0 : (int)Math.Ceiling(Math.Min(Chain.Links[link].SwitchDays, 36500)));
        _edgeLink.Add(link);
        _edgeWeight.Add((long)Math.Max(0, Math.Round(flow * Micro)));
    }

    // Undisturbed flows as whole millionths that fit together exactly, from the demand downwards: what a maker uses up in a day is what it orders, so
    // that an undisturbed day is like the one before to the last millionth. A loop may leave a few over.
    void Round()
    {
        var parts = Weight.Select(w => (double)w).ToArray();
        var made = new long[Makers + Hubs];
        for (var round = 0; round < Rounds; round++)
        {
            var next = new long[Makers + Hubs];
            for (var s = 0; s < Stores; s++) Split(s, Wanted(s, made), parts);
            for (var e = 0; e < Edges; e++) next[EdgeSupplier[e]] += Weight[e];
            if (next.AsSpan().SequenceEqual(made)) break;
            made = next;
        }
        // What rounding asks above a capacity is no lack of it.
        for (var m = 0; m < Makers; m++)
            if (made[m] > Capacity[m] && made[m] - Capacity[m] <= RoundingRoom + Capacity[m] / (long)Micro) Capacity[m] = made[m];
    }

    long Wanted(int store, long[] made)
    {
        var node = _storeNode[store];
        if (node >= Makers + Hubs) return Demand[node - Makers - Hubs];
        if (node >= Makers) return made[node];
        if (store == FinishedStore[node]) return 0;
        var slot = _slots[store];
        if (slot.Group < 0) return (long)Math.Ceiling(made[node] * slot.Quantity);
        var (rest, part) = (made[node], 0L);
        for (var s = StoreStart[node]; s < StoreStart[node + 1]; s++)
        {
            if (s == FinishedStore[node] || _slots[s].Group != slot.Group) continue;
            var taken = Math.Min(rest, (long)(made[node] * _slots[s].Share));
            rest -= taken;
            if (s == store) part = taken;
        }
        return (long)Math.Ceiling((part + (slot.Place == 0 ? rest : 0)) * slot.Quantity);
    }

    void Split(int store, long wanted, double[] parts)
    {
        var (sum, last) = (0.0, -1);
        for (var e = EdgeStart[store]; e < EdgeStart[store + 1]; e++)
        {
            sum += parts[e];
            if (parts[e] > 0) last = e;
        }
        if (last < 0) return;
        var left = wanted;
        for (var e = EdgeStart[store]; e < last; e++) left -= Weight[e] = Math.Min(left, (long)(wanted * (parts[e] / sum)));
        Weight[last] = left;
    }

    (int[], int[]) OutEdges()
    {
        var start = new int[Nodes + 1];
        foreach (var supplier in EdgeSupplier) start[supplier + 1]++;
        for (var n = 0; n < Nodes; n++) start[n + 1] += start[n];
        var (edges, next) = (new int[Edges], (int[])start.Clone());
        // In order of priority, so that a short supplier serves from the front.
        foreach (var e in Enumerable.Range(0, Edges).OrderBy(e => Priority[_storeNode[EdgeStore[e]]]).ThenBy(e => e)) edges[next[EdgeSupplier[e]]++] = e;
        return (start, edges);
    }

    int[] ClassEnds()
    {
        var ends = new int[Edges];
        for (var n = 0; n < Nodes; n++)
            for (var o = OutStart[n + 1] - 1; o >= OutStart[n]; o--)
                ends[o] = o + 1 < OutStart[n + 1] && Priority[EdgeNode[OutEdge[o]]] == Priority[EdgeNode[OutEdge[o + 1]]] ? ends[o + 1] : o + 1;
        return ends;
    }

    // A customer counts as the most urgent demand that rests on it.
    double[] Priorities()
    {
        var priority = new double[Nodes];
        Array.Fill(priority, double.PositiveInfinity);
        var queue = new Queue<int>();
        for (var d = 0; d < Sinks; d++)
        {
            priority[SinkOf(d)] = Chain.Demands[d].Priority;
            queue.Enqueue(SinkOf(d));
        }
        while (queue.TryDequeue(out var node))
            for (var s = StoreStart[node]; s < StoreStart[node + 1]; s++)
                for (var e = EdgeStart[s]; e < EdgeStart[s + 1]; e++)
                {
                    if (priority[EdgeSupplier[e]] <= priority[node]) continue;
                    priority[EdgeSupplier[e]] = priority[node];
                    queue.Enqueue(EdgeSupplier[e]);
                }
        return priority;
    }

    void AddStocks()
    {
        foreach (var stock in Chain.Stocks)
        {
            var store = StoreFor(stock);
            if (store < 0) continue;
            Opening[store] += ToMicro(stock.Quantity);
            Goal[store] += ToMicro(stock.Target);
            if (!double.IsFinite(stock.ShelfDays)) continue;
            var days = Math.Max(1, (int)Math.Min(stock.ShelfDays, 36500));
            ShelfDays[store] = ShelfDays[store] == 0 ? days : Math.Min(ShelfDays[store], days);
        }
        for (var s = 0; s < Stores; s++) ShelfStart[s + 1] = ShelfStart[s] + ShelfDays[s];
    }

    /// <summary>Where a stock lies: with the holder as input or finished goods, else open to all who take from the hub.</summary>
    int StoreFor(ChainStock stock)
    {
        if (stock.Maker < 0) return StoreStart[HubOf(stock.Item)];
        for (var s = StoreStart[stock.Maker]; s < StoreStart[stock.Maker + 1]; s++)
            if (StoreItem[s] == stock.Item) return s;
        return StoreStart[HubOf(stock.Item)];
    }

    void SetBaseStocks()
    {
        for (var s = 0; s < Stores; s++)
        {
            long flow = 0, pipeline = 0;
            var longest = 0;
            for (var e = EdgeStart[s]; e < EdgeStart[s + 1]; e++)
            {
                flow += Weight[e];
                pipeline += Weight[e] * Lag[e];
                longest = Math.Max(longest, Lag[e]);
            }
            Flow[s] = flow;
            FollowDays[s] = longest + 1;
            MeanLag[s] = flow > 0 ? (double)pipeline / flow : EdgeStart[s + 1] > EdgeStart[s] ? Enumerable.Range(EdgeStart[s], EdgeStart[s + 1] - EdgeStart[s]).Average(e => Lag[e]) : 0;
            // A few millionths more than the flow: rounding on the way down must not look like a shortage.
            BaseStock[s] = Opening[s] + pipeline + flow + (flow > 0 ? 64 + 4 * (EdgeStart[s + 1] - EdgeStart[s]) * (long)(MeanLag[s] + 1) : 0);
        }
    }
}
