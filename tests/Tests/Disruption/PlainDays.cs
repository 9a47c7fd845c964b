using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

/// <summary>The same days played plainly: every node, every day, shipments in lists. Slow; the oracle of <see cref="StressRun"/>.</summary>
sealed class PlainDays
{
    readonly StressField _f;
    readonly bool _backlog;
    readonly List<(int Day, long Amount)>[] _way;
    readonly List<(int Day, long Amount)>[] _lots;
    readonly long[] _hand, _gap, _unmet, _fill, _told, _owed, _plan, _beyond;
    readonly int[] _short, _grace;
    readonly bool[] _inUse;
    bool _isStarted;

    public PlainDays(StressField field, bool backlog)
    {
        (_f, _backlog) = (field, backlog);
        _way = [.. Enumerable.Range(0, field.Edges).Select(_ => new List<(int, long)>())];
        _lots = [.. Enumerable.Range(0, field.Stores).Select(_ => new List<(int, long)>())];
        (_hand, _gap, _unmet) = (new long[field.Stores], new long[field.Stores], new long[field.Stores]);
        (_fill, _told, _inUse) = ([.. field.Weight], new long[field.Edges], [.. field.SwitchDays.Select(d => d <= 0)]);
        (_owed, _plan) = (new long[field.Sinks], [.. field.BasePlan]);
        _beyond = new long[field.Stores];
        (_short, _grace) = (new int[field.Stores], new int[field.Stores]);
        Factor = [.. Enumerable.Repeat(1.0, field.Makers)];
        Delivered = new long[field.Sinks];
        for (var s = 0; s < field.Stores; s++)
        {
            var under = 0L;
            foreach (var e in Into(s))
                for (var d = 0; d < field.Lag[e]; d++)
                {
                    _way[e].Add((d, field.Weight[e]));
                    under += field.Weight[e];
                }
            _hand[s] = Math.Max(field.Opening[s], field.BaseStock[s] - field.Flow[s] - under);
            if (field.ShelfDays[s] > 0) _lots[s].Add((-1, _hand[s]));
        }
    }

    public double[] Factor { get; }

    public long[] Delivered { get; }

    public int Day { get; set; }

    public void Start() => _isStarted = true;

    IEnumerable<int> Into(int s) => Enumerable.Range(_f.EdgeStart[s], _f.EdgeStart[s + 1] - _f.EdgeStart[s]);

    int NodeOf(int e) => _f.StoreNode[_f.EdgeStore[e]];

    long Capacity(int m) => Factor[m] >= 1 ? _f.Capacity[m] : (long)(_f.Capacity[m] * Factor[m]);

    public void Next()
    {
        for (var s = 0; s < _f.Stores; s++)
        {
            if (_f.ShelfDays[s] > 0)
            {
                _hand[s] -= _lots[s].Where(l => l.Day <= Day - _f.ShelfDays[s]).Sum(l => l.Amount);
                _lots[s].RemoveAll(l => l.Day <= Day - _f.ShelfDays[s]);
            }
            foreach (var e in Into(s))
            {
                var arrived = _way[e].Where(w => w.Day == Day).Sum(w => w.Amount);
                _way[e].RemoveAll(w => w.Day == Day);
                _hand[s] += arrived;
                if (_f.ShelfDays[s] > 0) _lots[s].Add((Day, arrived));
            }
        }
        var asked = new long[_f.Edges];
        for (var s = 0; s < _f.Stores; s++)
            if (Into(s).Any()) Order(s, asked);
        var left = Enumerable.Range(0, _f.Makers + _f.Hubs).Select(Available).ToArray();
        var part = new long[_f.Edges];
        Share(asked, left, part);
        Others(left, part, false);
        Others(left, part, true);
        for (var s = 0; s < _f.Stores; s++) Tell(s, part);
        for (var n = 0; n < _f.Makers + _f.Hubs; n++) Make(n);
        for (var d = 0; d < _f.Sinks; d++)
        {
            var s = _f.StoreStart[_f.SinkOf(d)];
            var wanted = _f.Demand[d] + _owed[d];
            Delivered[d] = Math.Min(wanted, _hand[s]);
            Take(s, Delivered[d]);
            _owed[d] = _backlog ? wanted - Delivered[d] : 0;
        }
        for (var e = 0; e < _f.Edges; e++) _way[e].Add((Day + _f.Lag[e], _fill[e]));
        Day++;
    }

    bool Usable(int e) => _inUse[e];

    void Order(int s, long[] asked)
    {
        var node = _f.StoreNode[s];
        var extra = Extra(node, s);
        var level = _f.BaseStock[s] + (_isStarted ? _f.Goal[s] - _f.Opening[s] : 0) + extra;
        _gap[s] = Math.Max(0, level - _hand[s] - Into(s).Sum(e => _way[e].Sum(w => w.Amount)));
        if (extra == 0 && Math.Abs(_gap[s] - _f.Flow[s]) <= _f.StoreFacts[s].Slack) _gap[s] = _f.Flow[s];
        var edges = Into(s).ToArray();
        var usual = edges.Where(e => Usable(e) && (_f.Weight[e] > 0 || edges.Length == 1)).ToArray();
        if (usual.Length == 0) return;
        var flow = usual.Sum(e => _f.Weight[e]);
        var rest = _gap[s];
        foreach (var e in usual[..^1])
        {
            asked[e] = flow == _gap[s] ? _f.Weight[e] : Math.Min(rest, (long)(_gap[s] * ((double)_f.Weight[e] / flow)));
            rest -= asked[e];
        }
        asked[usual[^1]] = rest;
    }

    long Extra(int node, int s)
    {
        if (node >= _f.Makers + _f.Hubs) return _owed[node - _f.Makers - _f.Hubs] + Follow(s, Farther(s, _f.Flow[s], false));
        var (plan, usual) = (_plan[node], _f.BasePlan[node]);
        if (node >= _f.Makers) return Follow(s, Farther(s, plan, plan != usual));
        var slot = _f.Slots[s];
        var rate = usual > 0 && _f.Flow[s] > 0 ? _f.Flow[s] * ((double)plan / usual) : usual == 0 && slot.Place == 0 ? plan * slot.Quantity : 0;
        var extra = Follow(s, Farther(s, rate, plan != usual));
        foreach (var other in Slots(node).Where(o => o != s && slot.Group >= 0 && slot.Place > 0))
            if (_f.Slots[other] is { } o && o.Group == slot.Group && o.Place < slot.Place && o.Quantity > 0 && _unmet[other] > StressRun.Tolerance)
                extra += (long)(_unmet[other] / o.Quantity * slot.Quantity);
        return extra;
    }

    // Each day a part of what is left to go, over the days of the longest way and one more, and never less than the least step.
    long Follow(int s, long target)
    {
        var left = target - _beyond[s];
        var most = Math.Max(Math.Abs(left) / _f.FollowDays[s], _f.StoreFacts[s].LeastStep);
        return _beyond[s] += Math.Clamp(left, -most, most);
    }

    IEnumerable<int> Slots(int maker) => Enumerable.Range(_f.StoreStart[maker], _f.StoreStart[maker + 1] - _f.StoreStart[maker]).Where(s => s != _f.FinishedStore[maker]);

    long Farther(int s, double rate, bool isOther)
    {
        var sent = Into(s).Sum(e => _fill[e]);
        var lag = sent > 0 ? Into(s).Sum(e => (double)_fill[e] * _f.Lag[e]) / sent : _f.MeanLag[s];
        if (!isOther && Math.Abs(lag - _f.MeanLag[s]) < 0.01) return 0;
        return Math.Max(0, (long)(rate * (lag + 1) - _f.Flow[s] * (_f.MeanLag[s] + 1)));
    }

    long Available(int node) => node >= _f.Makers ? _hand[_f.StoreStart[node]] : Possible(node) + (_f.FinishedStore[node] is >= 0 and var f ? _hand[f] : 0);

    long Possible(int m)
    {
        var most = Capacity(m);
        if (most <= 0) return 0;
        foreach (var group in Slots(m).GroupBy(s => _f.Slots[s].Group))
        {
            var enough = group.Where(s => _f.Slots[s].Quantity > 0).Select(s => (Slot: _f.Slots[s], Store: s, Enough: Math.Floor(_hand[s] / _f.Slots[s].Quantity))).ToArray();
            if (group.Key < 0)
            {
                foreach (var e in enough.Where(e => !e.Slot.IsImportant || _grace[e.Store] >= e.Slot.GraceDays)) most = Math.Min(most, (long)e.Enough);
            }
            else if (!_f.IsOpenGroup[_f.GroupStart[m] + group.Key]) most = Math.Min(most, (long)enough.Sum(e => e.Enough));
        }
        return most;
    }

    // Each supplier gives what it has, priority by priority, and pro rata within one.
    void Share(long[] asked, long[] left, long[] part)
    {
        foreach (var supplier in Enumerable.Range(0, _f.Edges).GroupBy(e => _f.EdgeSupplier[e]))
        {
            if (supplier.Key >= left.Length) continue;
            foreach (var rank in supplier.GroupBy(e => _f.Priority[NodeOf(e)]).OrderBy(g => g.Key))
            {
                var (room, sum) = (left[supplier.Key], 0.0);
                foreach (var e in rank) sum += asked[e];
                var fits = rank.Sum(e => asked[e]) <= room;
                foreach (var e in rank)
                {
                    var given = fits ? asked[e] : Math.Min(left[supplier.Key], (long)(room * (asked[e] / sum)));
                    part[e] += given;
                    left[supplier.Key] -= given;
                }
            }
        }
    }

    void Others(long[] left, long[] part, bool toUnlimited)
    {
        var asked = new long[_f.Edges];
        for (var s = 0; s < _f.Stores; s++)
        {
            var unmet = _gap[s] - Into(s).Sum(e => part[e]);
            if (Into(s).Count() < 2 || unmet <= _f.StoreFacts[s].Slack) continue;
            var open = Into(s).Where(e => Usable(e) && left[_f.EdgeSupplier[e]] > 0 && (_f.EdgeSupplier[e] < _f.Makers && Capacity(_f.EdgeSupplier[e]) == StressField.Unlimited) == toUnlimited).ToArray();
            double sum = 0;
            foreach (var e in open) sum += toUnlimited ? 1 : left[_f.EdgeSupplier[e]];
            foreach (var e in open)
            {
                var has = left[_f.EdgeSupplier[e]];
                asked[e] = toUnlimited ? (long)Math.Ceiling(unmet / sum) : sum <= unmet ? has : Math.Min(has, (long)Math.Ceiling(unmet * (has / sum)));
            }
        }
        Share(asked, left, part);
    }

    void Tell(int s, long[] part)
    {
        if (!Into(s).Any()) return;
        var unmet = _gap[s];
        var capacity = 0.0;
        foreach (var e in Into(s))
        {
            _fill[e] = part[e];
            unmet -= part[e];
            if (Usable(e) && _f.EdgeSupplier[e] < _f.Makers) capacity += Capacity(_f.EdgeSupplier[e]);
        }
        _unmet[s] = unmet = Math.Max(0, unmet);
        foreach (var e in Into(s))
            _told[e] = !Usable(e) || unmet <= StressRun.Tolerance ? 0 : _f.EdgeSupplier[e] >= _f.Makers ? unmet : capacity > 0 ? (long)(unmet * (Capacity(_f.EdgeSupplier[e]) / capacity)) : 0;
        _short[s] = unmet > StressRun.Tolerance ? _short[s] + 1 : 0;
        foreach (var e in Into(s).Where(e => _short[s] >= _f.SwitchDays[e])) _inUse[e] = true;
    }

    void Make(int node)
    {
        var sent = Enumerable.Range(0, _f.Edges).Where(e => _f.EdgeSupplier[e] == node).Sum(e => _fill[e]);
        var told = Enumerable.Range(0, _f.Edges).Where(e => _f.EdgeSupplier[e] == node).Sum(e => _told[e]);
        var room = node < _f.Makers ? Capacity(node) : (long)Math.Min(Into(_f.StoreStart[node]).Where(Usable).Sum(e => (double)Capacity(_f.EdgeSupplier[e])), StressField.Unlimited);
        _plan[node] = Math.Max(_f.BasePlan[node], Math.Min(sent + told, room));
        if (node >= _f.Makers)
        {
            Take(_f.StoreStart[node], sent);
            return;
        }
        var finished = _f.FinishedStore[node];
        var refill = finished >= 0 ? Math.Max(0, (_isStarted ? _f.Goal[finished] : _f.Opening[finished]) - _hand[finished]) : 0;
        var made = Math.Min(Possible(node), sent + refill);
        if (made < sent) Take(finished, sent - made);
        else if (finished >= 0)
        {
            _hand[finished] += made - sent;
            if (_f.ShelfDays[finished] > 0) _lots[finished].Add((Day, made - sent));
        }
        foreach (var group in Slots(node).GroupBy(s => _f.Slots[s].Group))
        {
            // Of alternatives the usual parts first; what is still open is then taken in their order.
            var parts = group.ToDictionary(s => s, _ => made);
            if (group.Key >= 0)
            {
                var rest = made;
                foreach (var s in group) rest -= parts[s] = new[] { rest, Enough(s), (long)(made * _f.Slots[s].Share) }.Min();
                foreach (var s in group)
                {
                    var more = Math.Min(rest, Enough(s) - parts[s]);
                    parts[s] += more;
                    rest -= more;
                }
            }
            foreach (var s in group)
            {
                if (_f.Slots[s].GraceDays > 0) _grace[s] = _hand[s] < (long)(made * _f.Slots[s].Quantity) ? _grace[s] + 1 : 0;
                Take(s, Math.Min(_hand[s], (long)Math.Ceiling(parts[s] * _f.Slots[s].Quantity)));
            }
        }
    }

    long Enough(int s) => _f.Slots[s].Quantity <= 0 ? StressField.Unlimited : (long)Math.Min(StressField.Unlimited, Math.Floor(_hand[s] / _f.Slots[s].Quantity));

    void Take(int s, long amount)
    {
        _hand[s] -= amount;
        if (_f.ShelfDays[s] == 0) return;
        for (var i = 0; i < _lots[s].Count && amount > 0; i++)
        {
            var taken = Math.Min(amount, _lots[s][i].Amount);
            _lots[s][i] = (_lots[s][i].Day, _lots[s][i].Amount - taken);
            amount -= taken;
        }
    }
}
