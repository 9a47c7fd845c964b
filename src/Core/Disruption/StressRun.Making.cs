namespace Vauban.Core.Disruption;

sealed partial class StressRun
{
    void Make(int node)
    {
        if (node >= _field.Makers + _field.Hubs)
        {
            Deliver(node, node - _field.Makers - _field.Hubs);
            return;
        }
        long sent = 0, told = 0;
        ref readonly var fact = ref _nodeFacts[node];
        foreach (var e in _field.OutEdge.AsSpan(fact.FirstOut, fact.EndOut - fact.FirstOut))
        {
            ref readonly var edge = ref _edges[e];
            sent += edge.Fill;
            told += edge.Told;
        }
        _state.Plan[node] = Math.Max(_field.BasePlan[node], Math.Min(sent + told, Room(node)));
        if (node < _field.Makers) Produce(node, sent);
        else _stores[fact.FirstStore].OnHand -= Take(fact.FirstStore, sent);
    }

    // What a node may at most reckon with: its capacity, or that of all who supply it.
    long Room(int node)
    {
        if (node < _field.Makers) return _capacity[node];
        double sum = 0;
        ref readonly var fact = ref _storeFacts[_nodeFacts[node].FirstStore];
        for (var e = fact.FirstEdge; e < fact.EndEdge; e++)
            if (IsUsable(e)) sum += _capacity[_edgeFacts[e].Supplier];
        return (long)Math.Min(sum, StressField.Unlimited);
    }

    void Deliver(int node, int sink)
    {
        var s = _field.StoreStart[node];
        var wanted = _field.Demand[sink] + _state.Backlog[sink];
        var delivered = Math.Min(wanted, _stores[s].OnHand);
        _stores[s].OnHand -= Take(s, delivered);
        Count(_field.StoreItem[s], _state.Delivered[sink] - delivered);
        _state.Delivered[sink] = delivered;
        _state.Backlog[sink] = KeepsBacklog ? wanted - delivered : 0;
    }

    void Produce(int maker, long sent)
    {
        var possible = _possibleOn[maker] == _day ? _possible[maker] : Possible(maker);
        var finished = _field.FinishedStore[maker];
        var refill = finished >= 0 ? Math.Max(0, (_isStarted ? _field.Goal[finished] : _field.Opening[finished]) - _stores[finished].OnHand) : 0;
        var made = Math.Min(possible, sent + refill);
        if (finished >= 0)
        {
            _stores[finished].OnHand += made - sent;
            if (made < sent) Take(finished, sent - made);
            else if (_field.ShelfDays[finished] > 0) _state.Lots[_field.ShelfStart[finished] + _day % _field.ShelfDays[finished]] += made - sent;
        }
        Count(_field.MakerItem[maker], made - _state.Made[maker]);
        _state.Made[maker] = made;
        Use(maker, made, finished >= 0 ? finished : _nodeFacts[maker].EndStore);
    }

    void Use(int maker, long made, int end)
    {
        for (var s = _nodeFacts[maker].FirstStore; s < end;)
        {
            ref readonly var slot = ref _field.Slots[s];
            if (slot.Group >= 0)
            {
                s = UseGroup(s, end, slot.Group, made);
                continue;
            }
            ref var store = ref _stores[s];
            var used = Math.Min(store.OnHand, slot.Quantity == 1 ? made : (long)Math.Ceiling(made * slot.Quantity));
            if (slot.GraceDays > 0) store.GraceDays = store.OnHand < (long)(made * slot.Quantity) ? store.GraceDays + 1 : 0;
            UseUp(s++, used);
        }
    }

    // Of alternatives the usual parts first, then what else is there in their order: who used the first up whole would order in waves.
    int UseGroup(int first, int end, int group, long made)
    {
        var (rest, last) = (made, first);
        for (; last < end && _field.Slots[last].Group == group; last++)
            rest -= _parts[last] = Math.Min(rest, Math.Min(Enough(last), (long)(made * _field.Slots[last].Share)));
        for (var s = first; s < last; s++)
        {
            var more = Math.Min(rest, Enough(s) - _parts[s]);
            rest -= more;
            UseUp(s, Math.Min(_stores[s].OnHand, (long)Math.Ceiling((_parts[s] + more) * _field.Slots[s].Quantity)));
        }
        return last;
    }

    // How much can be made of what lies in a store.
    long Enough(int s) => _field.Slots[s].Quantity <= 0 ? StressField.Unlimited : (long)Math.Min(StressField.Unlimited, Math.Floor(_stores[s].OnHand / _field.Slots[s].Quantity));

    void UseUp(int s, long used)
    {
        ref var store = ref _stores[s];
        store.OnHand -= Take(s, used);
        Count(_storeFacts[s].Item, store.Used - used);
        store.Used = used;
    }

    // What spoils is used oldest first.
    long Take(int s, long amount)
    {
        var life = _storeFacts[s].ShelfDays;
        if (life == 0) return amount;
        var rest = amount;
        for (var age = life - 1; age >= 0 && rest > 0; age--)
        {
            var lot = _field.ShelfStart[s] + (_day - age % life + life) % life;
            var taken = Math.Min(rest, _state.Lots[lot]);
            _state.Lots[lot] -= taken;
            rest -= taken;
        }
        return amount;
    }

    void Ship(int node)
    {
        ref readonly var fact = ref _nodeFacts[node];
        for (var s = fact.FirstStore; s < fact.EndStore; s++)
        {
            long all = 0;
            ref readonly var of = ref _storeFacts[s];
            for (var e = of.FirstEdge; e < of.EndEdge; e++)
            {
                ref var edge = ref _edges[e];
                ref readonly var way = ref _edgeFacts[e];
                var at = way.RingAt;
                // A ring of one day has no room for delays.
                if (way.RingLength > 1) at += (int)((uint)(_day + way.Lag + (way.Supplier < _field.Makers ? _delay[way.Supplier] : 0)) % (uint)way.RingLength);
                _ring[at] += edge.Fill;
                all += edge.Fill;
                edge.Run = edge.Fill == edge.Sent ? edge.Run + 1 : 0;
                edge.Sent = edge.Fill;
            }
            _stores[s].InTransit += all;
        }
    }
}
