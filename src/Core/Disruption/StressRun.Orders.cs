namespace Vauban.Core.Disruption;

sealed partial class StressRun
{
    bool IsUsable(int edge) => _edges[edge].IsInUse && !_isClosed[edge];

    void Order(int node)
    {
        ref readonly var fact = ref _nodeFacts[node];
        for (var s = fact.FirstStore; s < fact.EndStore; s++)
        {
            ref readonly var of = ref _storeFacts[s];
            if (of.FirstEdge == of.EndEdge) continue;
            var extra = Extra(node, s, in of);
            ref var store = ref _stores[s];
            var level = of.BaseStock + (_isStarted ? of.Missing : 0) + extra + (s == _bonus.Store ? _bonus.Amount : 0);
            var gap = Math.Max(0, level - store.OnHand - store.InTransit);
            // The usual amount is ordered where nothing but rounding speaks against it, so that a store comes to rest.
            if (extra == 0 && Math.Abs(gap - of.Flow) <= of.Slack) gap = of.Flow;
            store.Gap = gap;
            Ask(in of, gap);
        }
    }

    // What a store orders beyond its usual level: more output expected, a longer way, alternatives that run short, deliveries owed.
    long Extra(int node, int s, in StressField.StoreFact of)
    {
        if (node >= _field.Makers + _field.Hubs) return _state.Backlog[node - _field.Makers - _field.Hubs] + Follow(s, Farther(in of, of.Flow, false), in of);
        var (plan, usual) = (_state.Plan[node], _field.BasePlan[node]);
        if (node >= _field.Makers) return Follow(s, Farther(in of, plan, plan != usual), in of);
        ref readonly var slot = ref _field.Slots[s];
        var rate = plan == usual && usual > 0 ? of.Flow : usual > 0 && of.Flow > 0 ? of.Flow * ((double)plan / usual) : usual == 0 && slot.Place == 0 ? plan * slot.Quantity : 0;
        var extra = Follow(s, Farther(in of, rate, plan != usual), in of);
        if (slot.Group < 0 || slot.Place == 0) return extra;
        for (var other = _nodeFacts[node].FirstStore; other < _nodeFacts[node].EndStore; other++)
            if (other != s && _field.FinishedStore[node] != other && _field.Slots[other] is var o && o.Group == slot.Group && o.Place < slot.Place && o.Quantity > 0 && _stores[other].Unmet > Tolerance)
                extra += (long)(_stores[other].Unmet / o.Quantity * slot.Quantity);
        return extra;
    }

    // A level follows what is reckoned with over as many days as the way takes: whoever orders the whole difference at once makes a wave that
    // grows from tier to tier and never comes to rest.
    long Follow(int s, long target, in StressField.StoreFact of)
    {
        ref var beyond = ref _stores[s].Beyond;
        if (target == beyond) return target;
        var gap = target - beyond;
        var step = Math.Max(Math.Abs(gap) / of.FollowDays, of.LeastStep);
        return beyond = Math.Abs(gap) <= step ? target : gap > 0 ? beyond + step : beyond - step;
    }

    long Farther(in StressField.StoreFact of, double rate, bool isOther)
    {
        // One way is never farther than usual, unless its supplier is late.
        if (of.EndEdge - of.FirstEdge == 1 && Delay(of.FirstEdge) == 0)
            return isOther ? Math.Max(0, (long)(rate * (of.MeanLag + 1) - of.Flow * (of.MeanLag + 1))) : 0;
        long sent = 0;
        var days = 0.0;
        for (var e = of.FirstEdge; e < of.EndEdge; e++)
        {
            var fill = _edges[e].Fill;
            sent += fill;
            // Who orders knows that the way has become longer.
            days += (double)fill * (_edgeFacts[e].Lag + Delay(e));
        }
        var lag = sent > 0 ? days / sent : of.MeanLag;
        if (!isOther && Math.Abs(lag - of.MeanLag) < 0.01) return 0;
        return Math.Max(0, (long)(rate * (lag + 1) - of.Flow * (of.MeanLag + 1)));
    }

    int Delay(int edge) => _edgeFacts[edge].Supplier is var supplier && supplier < _field.Makers ? _delay[supplier] : 0;

    void Ask(in StressField.StoreFact of, long gap)
    {
        var (first, end) = (of.FirstEdge, of.EndEdge);
        if (end - first == 1)
        {
            SetRequest(first, IsUsable(first) ? gap : 0);
            return;
        }
        var flow = 0L;
        var last = -1;
        for (var e = first; e < end; e++)
            if (_edgeFacts[e].Weight is > 0 and var weight && IsUsable(e))
            {
                flow += weight;
                last = e;
            }
        var left = gap;
        for (var e = first; e < end; e++)
        {
            long request = 0;
            var weight = _edgeFacts[e].Weight;
            if (e == last) request = flow == gap && gap == of.Flow ? weight : left;
            else if (weight > 0 && last >= 0 && IsUsable(e)) request = flow == gap ? weight : Math.Min(left, (long)(gap * ((double)weight / flow)));
            left -= request;
            SetRequest(e, request);
        }
    }

    void SetRequest(int edge, long request)
    {
        ref var claim = ref _first[edge];
        if (claim.Request == request) return;
        claim.Request = request;
        Touch(_edgeFacts[edge].Supplier);
    }

    // The second round goes to suppliers of known size that have something left, the third to those without a limit.
    void AskOthers(int round)
    {
        for (var w = 0; w < _touched.Length; w++)
            for (var nodes = _touched[w] & _field.Choosers[w]; nodes != 0; nodes &= nodes - 1)
            {
                ref readonly var fact = ref _nodeFacts[First(w, nodes)];
                for (var s = fact.FirstStore; s < fact.EndStore; s++)
                    if (_storeFacts[s] is var of && of.EndEdge - of.FirstEdge > 1) AskOthers(s, round);
            }
    }

    void AskOthers(int s, int round)
    {
        ref readonly var of = ref _storeFacts[s];
        var (first, end) = (of.FirstEdge, of.EndEdge);
        var unmet = _stores[s].Gap;
        for (var e = first; e < end; e++) unmet -= _first[e].Part;
        if (round == 1) _stores[s].ShortOfFirst = unmet;
        else for (var e = first; e < end; e++) unmet -= _second[e].Part;
        var isShort = unmet > of.Slack;
        if (isShort || _state.Asks[(round - 1) * _field.Stores + s] > 0) AskOthers(s, round, isShort ? unmet : 0);
    }

    void AskOthers(int s, int round, long unmet)
    {
        var (first, end) = (_field.EdgeStart[s], _field.EdgeStart[s + 1]);
        var (left, claims) = (_state.Left[round - 1], _state.Claims[round]);
        double sum = 0;
        if (unmet > 0)
            for (var e = first; e < end; e++)
                if (left[_field.EdgeSupplier[e]] > 0 && IsAsked(e, round)) sum += round == 1 ? left[_field.EdgeSupplier[e]] : 1;
        for (var e = first; e < end; e++)
        {
            var supplier = _field.EdgeSupplier[e];
            var has = left[supplier];
            long request = 0;
            if (sum > 0 && has > 0 && IsAsked(e, round))
                request = round == 2 ? (long)Math.Ceiling(unmet / sum) : sum <= unmet ? has : Math.Min(has, (long)Math.Ceiling(unmet * (has / sum)));
            var before = claims[e].Request;
            if (before == request) continue;
            claims[e].Request = request;
            Touch(supplier);
            Mark(round == 1 ? _again : _last, supplier);
            var change = before == 0 ? 1 : request == 0 ? -1 : 0;
            _state.Asked[(round - 1) * _field.Nodes + supplier] += change;
            _state.Asks[(round - 1) * _field.Stores + s] += change;
        }
    }

    bool IsAsked(int edge, int round) => IsUsable(edge) && (round == 2) == IsUnlimited(_field.EdgeSupplier[edge]);

    bool IsUnlimited(int node) => node < _field.Makers && _capacity[node] == StressField.Unlimited;

    static void Mark(ulong[] set, int node) => set[node >> 6] |= 1UL << node;

    void Ration(int node)
    {
        var left = Available(node);
        Share(node, 0, ref left);
        if (_state.Left[0][node] != left)
        {
            _state.Left[0][node] = left;
            if (!IsUnlimited(node)) TouchShort(node);
        }
        if (IsShared(node, 1)) Mark(_again, node);
        else Leave(node, left);
    }

    void RationAgain(ulong[] set, int round)
    {
        for (var w = 0; w < set.Length; w++)
        {
            for (var nodes = set[w]; nodes != 0; nodes &= nodes - 1)
            {
                var node = First(w, nodes);
                var left = _state.Left[round - 1][node];
                Share(node, round, ref left);
                var at = (round - 1) * _field.Nodes + node;
                _state.Given[at] = _state.Asked[at] > 0;
                if (round == 1) Leave(node, left);
            }
            set[w] = 0;
        }
    }

    // Where nobody asks in a later round and nobody was given anything there yesterday, nothing is shared out in it.
    bool IsShared(int node, int round) => _state.Asked[(round - 1) * _field.Nodes + node] > 0 || _state.Given[(round - 1) * _field.Nodes + node];

    // What the second round leaves for the third.
    void Leave(int node, long left)
    {
        if (IsShared(node, 2)) Mark(_last, node);
        if (_state.Left[1][node] == left) return;
        _state.Left[1][node] = left;
        if (IsUnlimited(node)) TouchShort(node);
    }

    // Whoever is still short may want more of it, or less, than yesterday.
    void TouchShort(int node)
    {
        ref readonly var fact = ref _nodeFacts[node];
        foreach (var e in _field.OutEdge.AsSpan(fact.FirstOut, fact.EndOut - fact.FirstOut))
        {
            ref readonly var way = ref _edgeFacts[e];
            if (_stores[way.Store].ShortOfFirst > 0) Touch(way.Node);
        }
    }

    // One class of priority after the other; within one in proportion to what is asked.
    void Share(int node, int round, ref long left)
    {
        var (claims, outEdge) = (_state.Claims[round], _field.OutEdge);
        var last = _nodeFacts[node].EndOut;
        for (var at = _nodeFacts[node].FirstOut; at < last;)
        {
            var end = _field.ClassEnd[at];
            long asked = 0;
            for (var o = at; o < end; o++) asked += claims[outEdge[o]].Request;
            var room = left;
            var fits = asked <= room;
            var sum = 0.0;
            if (!fits)
                for (var o = at; o < end; o++) sum += claims[outEdge[o]].Request;
            for (; at < end; at++)
            {
                var e = outEdge[at];
                ref var claim = ref claims[e];
                var given = fits ? claim.Request : Math.Min(left, (long)(room * (claim.Request / sum)));
                left -= given;
                if (claim.Part == given) continue;
                claim.Part = given;
                Touch(_edgeFacts[e].Node);
            }
        }
    }

    long Available(int node)
    {
        if (node >= _field.Makers) return _stores[_nodeFacts[node].FirstStore].OnHand;
        var finished = _field.FinishedStore[node];
        (_possible[node], _possibleOn[node]) = (Possible(node), _day);
        return _possible[node] + (finished >= 0 ? _stores[finished].OnHand : 0);
    }

    /// <summary>What a maker can make of what it has today.</summary>
    long Possible(int maker)
    {
        var most = _capacity[maker];
        if (most <= 0) return 0;
        var end = _field.FinishedStore[maker] >= 0 ? _field.FinishedStore[maker] : _nodeFacts[maker].EndStore;
        var group = -1;
        double inGroup = 0;
        for (var s = _nodeFacts[maker].FirstStore; s < end; s++)
        {
            ref readonly var slot = ref _field.Slots[s];
            if (slot.Group != group)
            {
                if (group >= 0 && !_field.IsOpenGroup[_field.GroupStart[maker] + group]) most = Math.Min(most, (long)inGroup);
                (group, inGroup) = (slot.Group, 0);
            }
            if (slot.Quantity <= 0) continue;
            ref readonly var store = ref _stores[s];
            var enough = slot.Quantity == 1 ? store.OnHand : Math.Floor(store.OnHand / slot.Quantity);
            if (slot.Group >= 0) inGroup += enough;
            else if (!(slot.IsImportant && store.GraceDays < slot.GraceDays)) most = Math.Min(most, (long)Math.Min(enough, StressField.Unlimited));
        }
        if (group >= 0 && !_field.IsOpenGroup[_field.GroupStart[maker] + group]) most = Math.Min(most, (long)Math.Min(inGroup, StressField.Unlimited));
        return most;
    }

    // Suppliers hear what they did not send: a hub all of it, makers in proportion to what they could make.
    void Tell(int node)
    {
        ref readonly var fact = ref _nodeFacts[node];
        for (var s = fact.FirstStore; s < fact.EndStore; s++)
        {
            var (first, end) = (_storeFacts[s].FirstEdge, _storeFacts[s].EndEdge);
            if (first == end) continue;
            ref var store = ref _stores[s];
            var unmet = store.Gap;
            // Who has one supplier only asks in the first round.
            if (end - first == 1) unmet -= _edges[first].Fill = _first[first].Part;
            else for (var e = first; e < end; e++) unmet -= _edges[e].Fill = _first[e].Part + _second[e].Part + _third[e].Part;
            store.Unmet = unmet = Math.Max(0, unmet);
            var isShort = unmet > Tolerance;
            double capacity = 0;
            if (isShort)
                for (var e = first; e < end; e++)
                    if (_edgeFacts[e].Supplier is var supplier && supplier < _field.Makers && IsUsable(e)) capacity += _capacity[supplier];
            for (var e = first; e < end; e++)
            {
                var supplier = _edgeFacts[e].Supplier;
                var told = !isShort || !IsUsable(e) ? 0 : supplier >= _field.Makers ? unmet : capacity > 0 ? (long)(unmet * (_capacity[supplier] / capacity)) : 0;
                ref var edge = ref _edges[e];
                if (edge.Told == told) continue;
                edge.Told = told;
                Touch(supplier);
            }
            if (isShort || store.ShortDays != 0) CountShortage(s, unmet);
        }
    }

    void CountShortage(int s, long unmet)
    {
        _stores[s].ShortDays = unmet > Tolerance ? _stores[s].ShortDays + 1 : 0;
        for (var e = _field.EdgeStart[s]; e < _field.EdgeStart[s + 1]; e++)
        {
            if (_edges[e].IsInUse || _stores[s].ShortDays < _field.SwitchDays[e]) continue;
            _edges[e].IsInUse = true;
            _switched[_field.StoreNode[s]] = _day;
        }
    }
}
