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
    readonly long[] _onHand, _request0, _part0, _part1, _part2, _possible;
    readonly int[] _possibleOn;
    readonly int[] _touched, _stamp, _items, _itemStamp, _active, _switched;
    readonly long[] _oldOnHand, _oldInTransit, _oldGap, _oldUnmet, _oldBeyond, _parts, _oldPlan, _change, _capacity;
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
        (_touched, _stamp) = (new int[field.Nodes], new int[field.Nodes]);
        (_items, _itemStamp, _change) = (new int[field.Hubs], new int[field.Hubs], new long[field.Hubs]);
        (_oldOnHand, _oldInTransit, _oldGap, _oldUnmet) = (new long[field.Stores], new long[field.Stores], new long[field.Stores], new long[field.Stores]);
        (_oldBeyond, _parts) = (new long[field.Stores], new long[field.Stores]);
        (_oldPlan, _active, _switched) = (new long[field.Nodes], new int[field.Nodes], new int[field.Nodes]);
        Array.Fill(_switched, -1);
        (_possible, _possibleOn) = (new long[field.Makers], new int[field.Makers]);
        Array.Fill(_possibleOn, -1);
        (_onHand, _request0, _part0, _part1, _part2) = (_state.OnHand, _state.Request[0], _state.Part[0], _state.Part[1], _state.Part[2]);
        (_factor, _capacity, _isClosed, _delay) = (new double[field.Makers], [.. field.Capacity], new bool[field.Edges], new int[field.Makers]);
        (_gained, _since) = (new long[field.Hubs], new int[field.Hubs]);
        Array.Fill(_factor, 1);
        Array.Fill(_stamp, -1);
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
        Array.Fill(_stamp, -1);
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
        Array.Fill(_stamp, -1);
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
        for (var n = 0; n < _field.Nodes; n++)
            if (_playsAll || _state.IsActive[n]) _active[_activeCount++] = n;
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
                _state.InTransit[s] += _field.Weight[e] * _field.Lag[e];
                _state.Fill[e] = _field.Weight[e];
                _state.IsInUse[e] = _field.SwitchDays[e] <= 0;
            }
            _state.OnHand[s] = Math.Max(_field.Opening[s], _field.BaseStock[s] - _field.Flow[s] - _state.InTransit[s]);
            if (_field.ShelfDays[s] > 0) _state.Lots[_field.ShelfStart[s] + _field.ShelfDays[s] - 1] = _state.OnHand[s];
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
        for (var i = 0; i < _activeCount; i++) Touch(_active[i]);
        foreach (var node in _struck) Touch(node);
        _struck.Clear();
        for (int i = 0, all = _count; i < all; i++) Order(_touched[i]);
        Round(0, _count);
        for (int i = 0, all = _count; i < all; i++) AskOthers(_touched[i], 1);
        Round(1, _count);
        for (int i = 0, all = _count; i < all; i++) AskOthers(_touched[i], 2);
        Round(2, _count);
        for (int i = 0, all = _count; i < all; i++) Tell(_touched[i]);
        for (var i = 0; i < _count; i++) Make(_touched[i]);
        for (var i = 0; i < _count; i++) Ship(_touched[i]);
        Balance();
        _activeCount = 0;
        for (var i = 0; i < _count; i++)
            if (_state.IsActive[_touched[i]] = !IsSettled(_touched[i])) _active[_activeCount++] = _touched[i];
        _state.Day++;
    }

    void Touch(int node)
    {
        if (_stamp[node] == _day) return;
        _stamp[node] = _day;
        _touched[_count++] = node;
        _oldPlan[node] = _state.Plan[node];
        for (var s = _field.StoreStart[node]; s < _field.StoreStart[node + 1]; s++) Arrive(s);
    }

    void Arrive(int s)
    {
        _oldBeyond[s] = _state.Beyond[s];
        (_oldOnHand[s], _oldInTransit[s], _oldGap[s], _oldUnmet[s]) = (_state.OnHand[s], _state.InTransit[s], _state.Gap[s], _state.Unmet[s]);
        var arrived = 0L;
        for (var e = _field.EdgeStart[s]; e < _field.EdgeStart[s + 1]; e++)
        {
            var (start, length) = (_field.RingStart[e], _field.RingStart[e + 1] - _field.RingStart[e]);
            var at = length == 1 ? start : start + _day % length;
            arrived += _state.Ring[at];
            _state.Ring[at] = 0;
        }
        _state.InTransit[s] -= arrived;
        _state.OnHand[s] += arrived;
        var life = _field.ShelfDays[s];
        if (life == 0) return;
        var lot = _field.ShelfStart[s] + _day % life;
        var spoiled = _state.Lots[lot];
        _state.Lots[lot] = arrived;
        _state.OnHand[s] -= spoiled;
        Count(_field.StoreItem[s], _state.Scrap[s] - spoiled);
        _state.Scrap[s] = spoiled;
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
    void Balance()
    {
        for (var i = 0; i < _count; i++)
            for (var s = _field.StoreStart[_touched[i]]; s < _field.StoreStart[_touched[i] + 1]; s++)
            {
                Note(_field.StoreItem[s]);
                _change[_field.StoreItem[s]] += _state.OnHand[s] + _state.InTransit[s] - _oldOnHand[s] - _oldInTransit[s];
                if (_state.OnHand[s] < 0) throw new InvalidOperationException($"Store {s} holds {_state.OnHand[s]} millionths on day {_day}.");
            }
        for (var i = 0; i < _itemCount; i++)
            if (_change[_items[i]] != _state.Net[_items[i]])
                throw new InvalidOperationException($"Item {_items[i]} does not add up on day {_day}: stores grew by {_change[_items[i]]} millionths, made less used is {_state.Net[_items[i]]}.");
    }

    bool IsSettled(int node)
    {
        if (_playsAll || _switched[node] == _day || _state.Plan[node] != _oldPlan[node]) return false;
        for (var s = _field.StoreStart[node]; s < _field.StoreStart[node + 1]; s++)
        {
            if (_state.Beyond[s] != _oldBeyond[s] || _state.OnHand[s] != _oldOnHand[s] || _state.InTransit[s] != _oldInTransit[s] || _state.Gap[s] != _oldGap[s] || _state.Unmet[s] != _oldUnmet[s]) return false;
            if (_field.ShelfDays[s] > 0 && _state.OnHand[s] > 0) return false;
            var isShort = _state.Unmet[s] > Tolerance;
            for (var e = _field.EdgeStart[s]; e < _field.EdgeStart[s + 1]; e++)
            {
                if (_state.Run[e] < _field.Lag[e] || (isShort && !_state.IsInUse[e])) return false;
                if (_field.RingStart[e + 1] - _field.RingStart[e] != _field.Lag[e]) return false;
            }
            if (node < _field.Makers && _field.Slots[s] is { GraceDays: > 0 } slot && _state.GraceDays[s] > 0 && _state.GraceDays[s] <= slot.GraceDays) return false;
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
            sum[_field.StoreItem[s]] += _state.OnHand[s];
            for (var e = _field.EdgeStart[s]; e < _field.EdgeStart[s + 1]; e++)
                for (var r = _field.RingStart[e]; r < _field.RingStart[e + 1]; r++) sum[_field.StoreItem[s]] += _state.Ring[r];
        }
        return sum;
    }
}
