using System.Numerics;

namespace Vauban.Core.Disruption;

/// <summary>Plays days over a field, one after the other: arrivals, events, orders, allocation in three rounds, production, shipment.</summary>
/// <remarks>A node whose stores, orders and shipments were the same for as long as anything is under way to it needs no work: the next day is the same.
/// So only nodes that something reached are played; the others are read as they stand. What comes out does not depend on that (a test plays
/// all of them and compares), and what is made, used, delivered, spoiled and stored is added up every day for every item that moved.</remarks>
sealed partial class StressRun
{
    // Below this many millionths an order counts as met: rounding on the way down is no shortage.
    public const long Tolerance = 4096;

    readonly StressField _field;
    readonly StressState _state;
    // Those of the state that are read most, and what makers can make today where that is known.
    readonly StressStore[] _stores;
    readonly StressField.NodeFact[] _nodeFacts;
    readonly StressField.StoreFact[] _storeFacts;
    readonly StressField.EdgeFact[] _edgeFacts;
    readonly StressEdge[] _edges;
    readonly StressClaim[] _first, _second, _third;
    readonly long[] _ring, _possible;
    readonly int[] _possibleOn;
    readonly int[] _items, _itemStamp, _switched;
    // Sets of nodes, one bit each: played today, possibly changing tomorrow, sharing out in the second and in the third round. Walking them goes
    // through memory in one direction, and what is touched meanwhile is met or not: playing a node more changes nothing.
    readonly ulong[] _touched, _active, _again, _last;
    readonly long[] _parts, _oldPlan, _change, _capacity;
    readonly double[] _factor;
    readonly bool[] _isClosed;
    readonly int[] _delay;
    readonly bool _playsAll;
    int _count, _itemCount, _activeCount, _day;
    bool _isStarted;

    /// <summary>Prepares a run in the undisturbed state, not yet settled.</summary>
    /// <param name="field">Field.</param>
    /// <param name="keepsBacklog">True where what is not delivered stays wanted.</param>
    /// <param name="playsAll">True to play every node every day.</param>
    public StressRun(StressField field, bool keepsBacklog, bool playsAll = false)
    {
        (_field, _playsAll, KeepsBacklog) = (field, playsAll, keepsBacklog);
        _state = new(field);
        var words = (field.Nodes + 63) / 64;
        (_touched, _active, _again, _last) = (new ulong[words], new ulong[words], new ulong[words], new ulong[words]);
        (_items, _itemStamp, _change) = (new int[field.Hubs], new int[field.Hubs], new long[field.Hubs]);
        _parts = new long[field.Stores];
        (_oldPlan, _switched) = (new long[field.Nodes], new int[field.Nodes]);
        Array.Fill(_switched, -1);
        (_possible, _possibleOn) = (new long[field.Makers], new int[field.Makers]);
        Array.Fill(_possibleOn, -1);
        (_nodeFacts, _storeFacts, _edgeFacts) = (field.NodeFacts, field.StoreFacts, field.EdgeFacts);
        (_stores, _edges, _ring) = (_state.Stores, _state.Edges, _state.Ring);
        (_first, _second, _third) = (_state.Claims[0], _state.Claims[1], _state.Claims[2]);
        (_factor, _capacity, _isClosed, _delay) = (new double[field.Makers], [.. field.Capacity], new bool[field.Edges], new int[field.Makers]);
        (_gained, _since) = (new long[field.Hubs], new int[field.Hubs]);
        Array.Fill(_factor, 1);
        Array.Fill(_itemStamp, -1);
        Open();
        _opening = CountAll();
    }

    public StressState State => _state;

    public bool KeepsBacklog { get; }

    /// <summary>Nodes played on the last day.</summary>
    public int Played => _count;

    /// <summary>What is left of each maker's capacity.</summary>
    public double FactorOf(int maker) => _factor[maker];

    /// <summary>Days until nothing changes any more, and then the first day of the story. True where it came to rest.</summary>
    public bool Settle(int most)
    {
        for (var d = 0; d < most && _activeCount > 0; d++) Next();
        var isSettled = _activeCount == 0;
        _isStarted = true;
        // Stores that hold less or more than they should begin to fill up or run down now.
        for (var s = 0; s < _field.Stores; s++)
            if (_field.Goal[s] != _field.Opening[s]) _state.IsActive[_field.StoreNode[s]] = true;
        FindActive();
        return isSettled;
    }

    /// <summary>Goes back to a state of the same field, undisturbed.</summary>
    public void Restore(StressState from)
    {
        if (!ReferenceEquals(from, _from)) (_from, _openingOf) = (from, null);
        from.CopyTo(_state);
        _opening = _openingOf ??= CountAll();
        Array.Clear(_gained);
        Array.Fill(_since, _state.Day);
        _isStarted = true;
        Array.Fill(_factor, 1);
        _field.Capacity.CopyTo(_capacity, 0);
        Array.Clear(_isClosed);
        Array.Clear(_delay);
        Array.Fill(_possibleOn, -1);
        Array.Fill(_switched, -1);
        Array.Fill(_itemStamp, -1);
        _struck.Clear();
        FindActive();
    }

    /// <summary>Becomes the same as another run of the same field.</summary>
    public void Follow(StressRun other)
    {
        other._state.CopyTo(_state);
        (_from, _opening, _openingOf, _isStarted, _bonus) = (null, other._opening, null, other._isStarted, other._bonus);
        other._gained.CopyTo(_gained, 0);
        other._since.CopyTo(_since, 0);
        other._factor.CopyTo(_factor, 0);
        other._capacity.CopyTo(_capacity, 0);
        other._isClosed.CopyTo(_isClosed, 0);
        other._delay.CopyTo(_delay, 0);
        Array.Fill(_possibleOn, -1);
        Array.Fill(_switched, -1);
        Array.Fill(_itemStamp, -1);
        _struck.Clear();
        _struck.AddRange(other._struck);
        FindActive();
    }

    readonly List<int> _struck = [];
    readonly long[] _gained;
    readonly int[] _since;
    StressState? _from;
    long[]? _openingOf;
    long[] _opening = [];

    void FindActive()
    {
        _activeCount = 0;
        Array.Clear(_active);
        for (var n = 0; n < _field.Nodes; n++)
            if (_playsAll || _state.IsActive[n]) SetActive(n);
    }

    void SetActive(int node)
    {
        Mark(_active, node);
        _activeCount++;
    }

    /// <summary>Lets a store keep so much more than it does today.</summary>
    public void Keep(int store, long amount) => _bonus = (store, amount);

    (int Store, long Amount) _bonus = (-1, 0);

    /// <summary>From the next day on a maker can make this part of its capacity.</summary>
    public void SetFactor(int maker, double factor)
    {
        if (_factor[maker] == factor) return;
        _factor[maker] = factor;
        _capacity[maker] = factor >= 1 ? _field.Capacity[maker] : (long)(_field.Capacity[maker] * factor);
        Strike(maker);
        for (var o = _field.OutStart[maker]; o < _field.OutStart[maker + 1]; o++) Strike(_field.StoreNode[_field.EdgeStore[_field.OutEdge[o]]]);
    }

    /// <summary>From the next day on nothing is ordered over an edge.</summary>
    public void SetClosed(int edge, bool isClosed)
    {
        _isClosed[edge] = isClosed;
        Strike(_field.StoreNode[_field.EdgeStore[edge]]);
        Strike(_field.EdgeSupplier[edge]);
    }

    /// <summary>From the next day on what a maker ships comes so many days later.</summary>
    public void SetDelay(int maker, int days)
    {
        _delay[maker] = days;
        for (var o = _field.OutStart[maker]; o < _field.OutStart[maker + 1]; o++) Strike(_field.StoreNode[_field.EdgeStore[_field.OutEdge[o]]]);
    }

    void Strike(int node) => _struck.Add(node);

    /// <summary>True while nothing changes from day to day.</summary>
    public bool IsQuiet => _activeCount == 0 && _struck.Count == 0;

    /// <summary>Passes days on which nothing changes.</summary>
    public void Skip(int days) => _state.Day += days;

    void Open()
    {
        for (var s = 0; s < _field.Stores; s++)
        {
            for (var e = _field.EdgeStart[s]; e < _field.EdgeStart[s + 1]; e++)
            {
                for (var r = 0; r < _field.Lag[e]; r++) _state.Ring[_field.RingStart[e] + r] = _field.Weight[e];
                _stores[s].InTransit += _field.Weight[e] * _field.Lag[e];
                _edges[e].Fill = _field.Weight[e];
                _edges[e].IsInUse = _field.SwitchDays[e] <= 0;
            }
            _stores[s].OnHand = Math.Max(_field.Opening[s], _field.BaseStock[s] - _field.Flow[s] - _stores[s].InTransit);
            if (_field.ShelfDays[s] > 0) _state.Lots[_field.ShelfStart[s] + _field.ShelfDays[s] - 1] = _stores[s].OnHand;
        }
        _field.BasePlan.CopyTo(_state.Plan, 0);
        Array.Fill(_state.IsActive, true);
        FindActive();
    }

    /// <summary>Plays the next day.</summary>
    public void Next()
    {
        _day = _state.Day;
        (_count, _itemCount) = (0, 0);
        Array.Clear(_touched);
        foreach (var node in _struck) Mark(_active, node);
        _struck.Clear();
        for (var w = 0; w < _active.Length; w++)
            for (var nodes = _active[w]; nodes != 0; nodes &= nodes - 1) Begin(First(w, nodes));
        for (var w = 0; w < _touched.Length; w++)
            for (var nodes = _touched[w] & _field.Suppliers[w]; nodes != 0; nodes &= nodes - 1) Ration(First(w, nodes));
        AskOthers(1);
        RationAgain(_again, 1);
        AskOthers(2);
        RationAgain(_last, 2);
        for (var w = 0; w < _touched.Length; w++)
            for (var nodes = _touched[w]; nodes != 0; nodes &= nodes - 1) Tell(First(w, nodes));
        _activeCount = 0;
        for (var w = 0; w < _touched.Length; w++)
        {
            _active[w] = 0;
            for (var nodes = _touched[w]; nodes != 0; nodes &= nodes - 1) End(First(w, nodes));
        }
        Balance();
        _state.Day++;
    }

    static int First(int word, ulong nodes) => (word << 6) + BitOperations.TrailingZeroCount(nodes);

    void Begin(int node)
    {
        Touch(node);
        Order(node);
    }

    // What a node does after everybody knows what he sends and gets touches nobody else's.
    void End(int node)
    {
        Make(node);
        Ship(node);
        Compare(node);
        if (_state.IsActive[node] = !IsSettled(node)) SetActive(node);
    }

    void Touch(int node)
    {
        ref var word = ref _touched[node >> 6];
        var bit = 1UL << node;
        if ((word & bit) != 0) return;
        word |= bit;
        _count++;
        _oldPlan[node] = _state.Plan[node];
        ref readonly var fact = ref _nodeFacts[node];
        for (var s = fact.FirstStore; s < fact.EndStore; s++) Arrive(s);
    }

    void Arrive(int s)
    {
        ref var store = ref _stores[s];
        ref readonly var fact = ref _storeFacts[s];
        (store.OldBeyond, store.OldOnHand, store.OldInTransit, store.OldGap, store.OldUnmet) = (store.Beyond, store.OnHand, store.InTransit, store.Gap, store.Unmet);
        var arrived = 0L;
        for (var e = fact.FirstEdge; e < fact.EndEdge; e++)
        {
            ref readonly var way = ref _edgeFacts[e];
            var at = way.RingAt;
            if (way.RingLength > 1) at += (int)((uint)_day % (uint)way.RingLength);
            ref var due = ref _ring[at];
            arrived += due;
            due = 0;
        }
        store.InTransit -= arrived;
        store.OnHand += arrived;
        var life = fact.ShelfDays;
        if (life == 0) return;
        var lot = _field.ShelfStart[s] + _day % life;
        var spoiled = _state.Lots[lot];
        _state.Lots[lot] = arrived;
        store.OnHand -= spoiled;
        Count(fact.Item, store.Scrap - spoiled);
        store.Scrap = spoiled;
    }

    // Adds to what an item gains a day (made, less used, delivered and spoiled).
    void Count(int item, long change)
    {
        if (change == 0) return;
        _gained[item] += _state.Net[item] * (_day - _since[item]);
        _since[item] = _day;
        _state.Net[item] += change;
        Note(item);
    }

    void Note(int item)
    {
        if (_itemStamp[item] == _day) return;
        _itemStamp[item] = _day;
        _change[item] = 0;
        _items[_itemCount++] = item;
    }

    // What lies and what is under way must have grown by exactly what the day gained.
    void Compare(int node)
    {
        ref readonly var fact = ref _nodeFacts[node];
        for (var s = fact.FirstStore; s < fact.EndStore; s++)
        {
            ref var store = ref _stores[s];
            var item = _storeFacts[s].Item;
            Note(item);
            _change[item] += store.OnHand + store.InTransit - store.OldOnHand - store.OldInTransit;
            if (store.OnHand < 0) throw new InvalidOperationException($"Store {s} holds {store.OnHand} millionths on day {_day}.");
        }
    }

    void Balance()
    {
        for (var i = 0; i < _itemCount; i++)
            if (_change[_items[i]] != _state.Net[_items[i]])
                throw new InvalidOperationException($"Item {_items[i]} does not add up on day {_day}: stores grew by {_change[_items[i]]} millionths, made less used is {_state.Net[_items[i]]}.");
    }

    bool IsSettled(int node)
    {
        if (_playsAll || _switched[node] == _day || _state.Plan[node] != _oldPlan[node]) return false;
        ref readonly var fact = ref _nodeFacts[node];
        for (var s = fact.FirstStore; s < fact.EndStore; s++)
        {
            ref readonly var store = ref _stores[s];
            ref readonly var of = ref _storeFacts[s];
            if (store.OnHand != store.OldOnHand || store.Gap != store.OldGap || store.InTransit != store.OldInTransit || store.Beyond != store.OldBeyond || store.Unmet != store.OldUnmet) return false;
            if (of.ShelfDays > 0 && store.OnHand > 0) return false;
            var isShort = store.Unmet > Tolerance;
            for (var e = of.FirstEdge; e < of.EndEdge; e++)
            {
                ref readonly var edge = ref _edges[e];
                ref readonly var way = ref _edgeFacts[e];
                if (edge.Run < way.Lag || (isShort && !edge.IsInUse) || way.RingLength != way.Lag) return false;
            }
            if (_field.Slots[s].GraceDays > 0 && store.GraceDays > 0 && store.GraceDays <= _field.Slots[s].GraceDays) return false;
        }
        return node < _field.Makers + _field.Hubs || !KeepsBacklog || _state.Backlog[node - _field.Makers - _field.Hubs] == 0;
    }

    /// <summary>Counts everything anew and compares it with what lay there at the start and was gained since.</summary>
    /// <exception cref="InvalidOperationException">An item does not add up.</exception>
    public void Audit()
    {
        var now = CountAll();
        for (var i = 0; i < now.Length; i++)
        {
            var expected = _opening[i] + _gained[i] + _state.Net[i] * (_state.Day - _since[i]);
            if (now[i] != expected) throw new InvalidOperationException($"Item {i} does not add up over {_state.Day} days: {now[i]} millionths are there, {expected} should be.");
        }
    }

    /// <summary>What lies and is under way of each item, counted anew from every store and every shipment.</summary>
    public long[] CountAll()
    {
        var sum = new long[_field.Hubs];
        for (var s = 0; s < _field.Stores; s++)
        {
            sum[_field.StoreItem[s]] += _stores[s].OnHand;
            for (var e = _field.EdgeStart[s]; e < _field.EdgeStart[s + 1]; e++)
                for (var r = _field.RingStart[e]; r < _field.RingStart[e + 1]; r++) sum[_field.StoreItem[s]] += _state.Ring[r];
        }
        return sum;
    }
}
