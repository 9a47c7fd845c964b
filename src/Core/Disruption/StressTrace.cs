using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>Plays one draw with open eyes: which item runs short on which day, and what held its makers up.</summary>
sealed class StressTrace
{
    readonly StressStage _stage;
    readonly StressField _field;
    readonly int[] _hubDay;

    // Of each maker, when it made too little: from when, up to when, and for want of which store (-2: it was hit itself, -1: of nothing known).
    readonly List<Lack>[] _lacks;
    readonly long[] _made;
    readonly long[] _missing, _worst;

    // Items whose makers, or whose way to somebody, the draw hits.
    readonly HashSet<int> _hit;

    // A lack that comes back within so many days is the same.
    const int Pause = 30;

    sealed record Lack(int From, int Blame)
    {
        public int Until { get; set; }
    }

    StressTrace(StressStage stage, StressEffect[] effects)
    {
        (_stage, _field) = (stage, stage.Field);
        _hubDay = new int[_field.Hubs];
        _lacks = [.. Enumerable.Range(0, _field.Makers).Select(_ => new List<Lack>())];
        Array.Fill(_hubDay, -1);
        _hit = [.. effects.SelectMany(e => e.Makers.Select(_field.ItemOf).Concat(e.Edges.Select(x => _field.StoreItem[_field.EdgeStore[x]])))];
        _made = [.. stage.Start.Made];
        (_missing, _worst) = (new long[_field.Hubs], new long[_field.Hubs]);
    }

    /// <summary>Plays a draw.</summary>
    public static StressTrace Of(StressStage stage, StressEffect[] effects, CancellationToken stop)
    {
        var trace = new StressTrace(stage, effects);
        StressPlay.OfAll(stage.Field, stage.Start, stage.KeepsBacklog, stage.Days, trace.Watch).Deliver(effects, stop);
        return trace;
    }

    /// <summary>Most of an item that was missing at once against the undisturbed run, in millionths.</summary>
    public long Worst(int item) => _worst[item];

    void Watch(StressRun run, int day)
    {
        for (var m = 0; m < _field.Makers; m++)
        {
            var made = run.State.Made[m];
            _missing[_field.ItemOf(m)] += _made[m] - made;
            if (made >= _made[m] - Math.Max(StressRun.Tolerance, _made[m] / 1000)) continue;
            // Asked for less is no cause.
            if (made >= Asked(run, m) - StressRun.Tolerance) continue;
            if (_lacks[m] is not [.., var last] || day - last.Until > Pause)
                _lacks[m].Add(last = new(day, run.FactorOf(m) < 1 && made >= _field.Capacity[m] * run.FactorOf(m) - StressRun.Tolerance ? -2 : Scarce(run, m)));
            last.Until = day;
        }
        for (var i = 0; i < _field.Hubs; i++)
        {
            _worst[i] = Math.Max(_worst[i], _missing[i]);
            if (_hubDay[i] < 0 && IsShort(run, _field.HubOf(i))) _hubDay[i] = day;
        }
    }

    long Asked(StressRun run, int node)
    {
        var sum = 0L;
        for (var o = _field.OutStart[node]; o < _field.OutStart[node + 1]; o++) sum += run.State.Claims[0][_field.OutEdge[o]].Request;
        return sum;
    }

    bool IsShort(StressRun run, int node)
    {
        for (var o = _field.OutStart[node]; o < _field.OutStart[node + 1]; o++)
            if (run.State.Edges[_field.OutEdge[o]].Told > StressRun.Tolerance) return true;
        return false;
    }

    // The input of which the least could be made this morning. Alternatives stand in for each other: together they make what they make. What is missing is one
    // that is hit or made less before one that only cannot fill the gap, and of these the one that fell most below its usual part.
    int Scarce(StressRun run, int maker)
    {
        var (found, least, group) = (-1, double.PositiveInfinity, -1);
        for (var s = _field.StoreStart[maker]; s < _field.StoreStart[maker + 1]; s++)
        {
            if (s == _field.FinishedStore[maker] || _field.Slots[s].Quantity <= 0) continue;
            if (_field.Slots[s].Group is >= 0 and var next)
            {
                if (next == group) continue;
                group = next;
                if (_field.IsOpenGroup[_field.GroupStart[maker] + group]) continue;
                var (sum, deepest, missing) = (0.0, s, (IsDisturbed: false, Gap: double.NegativeInfinity));
                for (var a = s; a < _field.StoreStart[maker + 1] && _field.Slots[a].Group == group; a++)
                {
                    if (_field.Slots[a].Quantity <= 0) continue;
                    sum += Enough(run, a);
                    var item = _field.StoreItem[a];
                    var gap = (IsDisturbed: _hit.Contains(item) || _field.Chain.MakersOf[item].ToArray().Any(m => _lacks[m].Count > 0), (_field.Flow[a] / _field.Slots[a].Quantity) - Enough(run, a));
                    if (gap.CompareTo(missing) > 0) (deepest, missing) = (a, gap);
                }
                if (sum < least) (found, least) = (deepest, sum);
            }
            else if (Enough(run, s) < least) (found, least) = (s, Enough(run, s));
        }
        return found;
    }

    double Enough(StressRun run, int store) => (run.State.Stores[store].OnHand + run.State.Stores[store].Used) / _field.Slots[store].Quantity;

    /// <summary>Why a product is missing, from the product down to what the event hits.</summary>
    public CauseStep[] Causes(Network network, int demand, int firstDay)
    {
        var steps = new List<CauseStep>();
        var seen = new HashSet<int>();
        var (item, day) = (_field.ItemOf(_field.SinkOf(demand)), firstDay);
        while (seen.Add(item))
        {
            if (LackBefore(item, day) is not { } lack)
            {
                // Nobody makes less of it: the way from its makers is closed or longer, or more of it is asked for than ever.
                steps.Add(new(network.Items[item], day, _hit.Contains(item)));
                break;
            }
            day = steps.Count == 0 ? firstDay : lack.From;
            steps.Add(new(network.Items[item], day, lack.Blame == -2));
            if (lack.Blame < 0) break;
            item = _field.StoreItem[lack.Blame];
            day = lack.From;
        }
        return [.. steps];
    }

    // The lack of an item that leads up to a day: no cause comes after what it causes. Of the last lacks of its makers up to then, the first of those that
    // still went on when the last of all began; of several from one day, that of whoever makes most.
    Lack? LackBefore(int item, int day)
    {
        var last = _field.Chain.MakersOf[item].ToArray().Select(m => (Maker: m, Lack: _lacks[m].LastOrDefault(l => l.From <= day))).Where(x => x.Lack is not null).Select(x => (x.Maker, Lack: x.Lack!)).ToArray();
        return last.Where(x => x.Lack.Until >= last.Max(y => y.Lack.From)).OrderBy(x => x.Lack.From).ThenByDescending(x => _made[x.Maker]).ThenBy(x => x.Maker).Select(x => x.Lack).FirstOrDefault();
    }
}
