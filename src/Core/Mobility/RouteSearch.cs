using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>What one search takes as given.</summary>
/// <param name="Reading">Reading of times and limits.</param>
/// <param name="IsLifting">True to pass what is not met, at the price of one lifted limit each.</param>
/// <param name="Closed">Links that cannot be used.</param>
/// <param name="Permissions">When permissions are applied for.</param>
/// <param name="Start">First day.</param>
sealed record SearchTerms(Reading Reading, bool IsLifting, bool[] Closed, PermissionTime Permissions, DateOnly Start)
{
    /// <summary>True to look for the fastest way even over what has to be lifted; false for the fewest lifted limits first.</summary>
    public bool IsTimeFirst { get; init; }

    /// <summary>What closes, narrows or slows links and places for a while.</summary>
    public IReadOnlyList<TransportOutage> Outages { get; init; } = [];
}

/// <summary>Label setting over time, place and carriage (a mode; rail by gauge), with waits that depend on the time of arrival.</summary>
/// <remarks>
/// All waits are such that who comes earlier never leaves later, so a label that is not earlier than another of the same place and carriage can be dropped
/// (Dreyfus 1969, Operations Research 17, on time-dependent arcs; Martins 1984, European Journal of Operational Research 16, on several criteria). Where permissions are
/// applied for at the border, a label that holds more of them is kept beside an earlier one. Ties go to fewer changes, fewer legs, and then to the lower link.
/// </remarks>
sealed class RouteSearch
{
    static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    readonly TransportMap _map;
    readonly PermissionBook _book;
    readonly TransportLoad _load;
    readonly SearchTerms _terms;
    readonly long[] _minutes;
    readonly int[] _lifted;
    readonly bool[] _isUsable;
    readonly Dictionary<int, long> _entry = [];
    readonly Dictionary<int, int> _bit = [];
    readonly List<Label> _labels = [];
    readonly OutageBook _outages;
    int[] _heads = [];

    public RouteSearch(TransportMap map, PermissionBook book, TransportLoad load, SearchTerms terms, IReadOnlyList<string> modes)
    {
        (_map, _book, _load, _terms) = (map, book, load, terms);
        _outages = new(map.Network, terms.Outages, terms.Reading);
        var links = map.Network.TransportLinks;
        (_minutes, _lifted, _isUsable) = (new long[links.Count], new int[links.Count], new bool[links.Count]);
        foreach (var link in links)
        {
            if (map.CarriageOf[link.Index] < 0 || terms.Closed[link.Index] || (modes.Count > 0 && !modes.Contains(link.Mode))) continue;
            if (MinutesOf(link, terms.Reading) is not { } minutes) continue;
            _minutes[link.Index] = minutes;
            if (load.IsTested) _lifted[link.Index] = LoadFit.Of(link, load).Count(l => !l.Passes(terms.Reading));
            _isUsable[link.Index] = terms.IsLifting || _lifted[link.Index] == 0;
        }
        foreach (var country in map.Countries.Where(c => c >= 0).Distinct().Order().Take(64)) _bit[country] = _bit.Count;
    }

    /// <summary>Labels made by the last search.</summary>
    public int Labels => _labels.Count;

    /// <summary>Minutes under way of a link in a reading; null where they cannot be told.</summary>
    public static long? MinutesOf(TransportLink link, Reading reading)
    {
        var days = link.Days.IsKnown ? link.Days.Need(reading) : link.Length.IsKnown ? link.Length.Need(reading) / RouteAssumptions.KmPerDay(link.Mode, reading) : double.PositiveInfinity;
        return double.IsInfinity(days) ? null : Whole(days);
    }

    static long Whole(double days) => (long)Math.Ceiling(days * PermissionBook.Day - 1e-6);

    /// <summary>The best way to one place, or null.</summary>
    /// <param name="origin">Node where the journey starts.</param>
    /// <param name="target">Node where it ends.</param>
    public Path? Best(int origin, int target) => Best(new Spur([], origin, -1, 0, 0, 0, origin), target, [], []);

    /// <summary>Minutes to every place of the network; <see cref="PermissionBook.Never"/> where there is no way.</summary>
    public long[] ToAll(int origin)
    {
        Run(new Spur([], origin, -1, 0, 0, 0, origin), -1, [], []);
        var times = new long[_map.Network.TransportNodes.Count];
        Array.Fill(times, PermissionBook.Never);
        foreach (var label in _labels) if (label.IsSettled) times[label.Node] = Math.Min(times[label.Node], label.Time);
        return times;
    }

    /// <summary>The best ways in order (Yen 1971, Management Science 17): the best, and then those that come to no place twice.</summary>
    public IReadOnlyList<Path> Best(int origin, int target, int count, CancellationToken stop)
    {
        if (Best(origin, target) is not { } first) return [];
        var (found, shown, open) = (new List<Path> { first }, new List<Path> { first }, new List<Path>());
        // A way that comes to a place twice is worth a look only where it is the fastest; the search for others ends after some.
        for (var round = 0; shown.Count < count && round < 8 * count; round++)
        {
            stop.ThrowIfCancellationRequested();
            var last = found[^1];
            var spur = new Spur([], origin, -1, 0, 0, 0, origin);
            var barred = new HashSet<int>();
            for (var i = 0; i < last.Links.Count; i++)
            {
                var firsts = found.Where(p => p.Links.Count > i && p.Links.Take(i).SequenceEqual(spur.Links)).Select(p => p.Links[i]).ToHashSet();
                if (Best(spur, target, barred, firsts) is { } other && !open.Any(o => o.Links.SequenceEqual(other.Links)) && !found.Any(o => o.Links.SequenceEqual(other.Links))) open.Add(other);
                barred.Add(State(spur.Node, spur.Carriage));
                if (TryStep(spur.Node, spur.Carriage, spur.Time, spur.Mask, origin, last.Links[i]) is not { } step) break;
                spur = new([.. spur.Links, last.Links[i]], step.Node, step.Carriage, step.Arrive, step.Mask, spur.Lifted + step.Lifted, origin);
            }
            if (open.Count == 0) break;
            open.Sort(Path.Compare);
            found.Add(open[0]);
            if (open[0].Nodes.Distinct().Count() == open[0].Nodes.Count) shown.Add(open[0]);
            open.RemoveAt(0);
        }
        return shown;
    }

    /// <summary>When the legs of a way run for goods that leave later, and which of them begin with a change of mode or gauge; null where a link is closed by then.</summary>
    /// <param name="path">Way.</param>
    /// <param name="from">Minutes at which the goods are at its start; permissions are applied for at 0.</param>
    public IReadOnlyList<(int Link, int From, int To, long Depart, long Arrive, bool IsChange)>? Timed(Path path, long from)
    {
        var legs = new List<(int, int, int, long, long, bool)>();
        var (node, carriage, time, mask) = (path.Nodes[0], -1, from, 0UL);
        foreach (var link in path.Links)
        {
            if (TryStep(node, carriage, time, mask, path.Nodes[0], link) is not { } step) return null;
            legs.Add((link, node, step.Node, step.Depart, step.Arrive, step.IsChange));
            (node, carriage, time, mask) = (step.Node, step.Carriage, step.Arrive, step.Mask);
        }
        return legs;
    }

    /// <summary>The legs of a way, with every wait and every unknown.</summary>
    public Route RouteOf(Path path)
    {
        var legs = new List<RouteLeg>();
        var (node, carriage, time, mask) = (path.Nodes[0], -1, 0L, 0UL);
        foreach (var link in path.Links)
        {
            var waits = new List<RouteWait>();
            var step = TryStep(node, carriage, time, mask, path.Nodes[0], link, waits) ?? throw new InvalidOperationException($"Link {link} of a found way cannot be used.");
            var (row, place) = (_map.Network.TransportLinks[link], _map.Network.TransportNodes[node]);
            List<LimitAnswer> limits = [.. LoadFit.Of(row, _load)];
            var changes = _map.Changes(carriage, link);
            if (changes != false) limits.Add(_map.ChangeAt(node, carriage, link));
            legs.Add(new(link, node, step.Node, time, step.Depart, step.Arrive, waits)
            {
                Unknown = [.. limits.Where(l => l.IsMet is null)], Lifted = _terms.IsLifting ? [.. limits.Where(l => !l.Passes(_terms.Reading))] : [],
                IsPermissionUnknown = Crosses(node, step.Node, path.Nodes[0]) && !IsEntryKnown(node, step.Node, row), IsTimeAssumed = !row.Days.IsKnown || (changes == true && !place.TransferDays.IsKnown), ExtraMinutes = step.Extra,
            });
            (node, carriage, time, mask) = (step.Node, step.Carriage, step.Arrive, step.Mask);
        }
        return new(legs);
    }

    /// <summary>Limits that do not hold on a way, in the order in which it meets them.</summary>
    public static IReadOnlyList<BlockedSegment> BlockedOn(Route route) =>
        [.. route.Legs.SelectMany(leg => leg.Lifted.Select(l => l.Kind is LimitKind.Transfer or LimitKind.GaugeChange ? new BlockedSegment(-1, leg.From, l) : new BlockedSegment(leg.Link, -1, l)))];

    int State(int node, int carriage) => node * (_map.Carriages + 1) + carriage + 1;

    Path? Best(Spur spur, int target, HashSet<int> barred, HashSet<int> firsts)
    {
        var at = Run(spur, target, barred, firsts);
        if (at < 0) return null;
        var end = _labels[at];
        var (links, nodes) = (new List<int>(), new List<int>());
        for (; at >= 0; at = _labels[at].Parent)
        {
            nodes.Add(_labels[at].Node);
            if (_labels[at].Link >= 0) links.Add(_labels[at].Link);
        }
        links.Reverse();
        nodes.Reverse();
        // The way to the spur, whose end is the first node here.
        var before = new List<int>();
        var node = spur.Origin;
        foreach (var link in spur.Links)
        {
            before.Add(node);
            node = _map.End(link, node);
        }
        return new([.. spur.Links, .. links], [.. before, .. nodes], end.Lifted, end.Time, _terms.IsTimeFirst);
    }

    int Run(Spur spur, int target, HashSet<int> barred, HashSet<int> firsts)
    {
        _labels.Clear();
        var states = _map.Network.TransportNodes.Count * (_map.Carriages + 1);
        if (_heads.Length != states) _heads = new int[states];
        Array.Fill(_heads, -1);
        var queue = new PriorityQueue<int, (long, long, int, int, int)>();
        void Push(Label label)
        {
            if (IsDominated(label)) return;
            _labels.Add(label);
            var (major, minor) = _terms.IsTimeFirst ? (label.Time, (long)label.Lifted) : (label.Lifted, label.Time);
            queue.Enqueue(_labels.Count - 1, (major, minor, label.Changes, label.Legs, _labels.Count));
        }
        Push(new(spur.Node, spur.Carriage, spur.Time, spur.Mask, spur.Lifted, 0, 0, -1, -1));
        while (queue.TryDequeue(out var at, out _))
        {
            var label = _labels[at];
            if (IsDominated(label)) continue;
            var state = State(label.Node, label.Carriage);
            _labels[at] = label with { Next = _heads[state], IsSettled = true };
            _heads[state] = at;
            if (label.Node == target) return at;
            foreach (var link in _map.LinksFrom(label.Node))
            {
                if (!_isUsable[link] || (label.Link < 0 && firsts.Contains(link))) continue;
                if (TryStep(label.Node, label.Carriage, label.Time, label.Mask, spur.Origin, link) is not { } step) continue;
                // Back at the origin the goods could have been loaded onto anything.
                if (step.Node == spur.Origin || (barred.Count > 0 && barred.Contains(State(step.Node, step.Carriage)))) continue;
                Push(new(step.Node, step.Carriage, step.Arrive, step.Mask, label.Lifted + step.Lifted, label.Changes + (step.IsChange ? 1 : 0), label.Legs + 1, link, at));
            }
        }
        return -1;
    }

    bool IsDominated(Label label)
    {
        for (var at = _heads[State(label.Node, label.Carriage)]; at >= 0; at = _labels[at].Next)
            if (_labels[at].Time <= label.Time && _labels[at].Lifted <= label.Lifted && (_labels[at].Mask & label.Mask) == label.Mask) return true;
        return false;
    }

    /// <summary>Links that lead away from a place and may be used.</summary>
    public IEnumerable<int> UsableFrom(int node)
    {
        var links = _map.LinksFrom(node).ToArray();
        return links.Where(l => _isUsable[l]);
    }

    /// <summary>Minutes that a change of mode or gauge before a link takes; 0 where none is needed.</summary>
    public long TransferMinutes(int node, int carriage, int index) => _map.Changes(carriage, index) is var changes && (changes == true || (changes is null && _terms.Reading == Reading.Pessimistic))
        ? Whole(_map.Network.TransportNodes[node].TransferDays is { IsKnown: true } days ? days.Need(_terms.Reading) : RouteAssumptions.TransferDays(_terms.Reading)) : 0;

    /// <summary>From a place over a link: when it leaves and arrives. Null where it cannot.</summary>
    public Step? TryStep(int node, int carriage, long ready, ulong mask, int origin, int index, List<RouteWait>? waits = null)
    {
        var (link, lifted, time) = (_map.Network.TransportLinks[index], _lifted[index], ready);
        var isChange = _map.Changes(carriage, index) is var changes && (changes == true || (changes is null && _terms.Reading == Reading.Pessimistic));
        if (isChange)
        {
            if (!_map.ChangeAt(node, carriage, index).Passes(_terms.Reading))
            {
                if (!_terms.IsLifting) return null;
                lifted++;
            }
            Until(time + TransferMinutes(node, carriage, index), WaitKind.Transfer);
        }
        var next = _map.End(index, node);
        var permitted = Permission(node, next, origin, link, time, ref mask);
        if (permitted >= PermissionBook.Never) return null;
        Until(permitted, WaitKind.Permission, _map.Countries[next]);
        if (link.Start is { } opens) Until((opens.DayNumber - _terms.Start.DayNumber) * PermissionBook.Day, WaitKind.Opening);
        ToDeparture();
        var extra = 0L;
        if (_outages.Touches(index))
        {
            if (AfterOutages(link, time) is not { } leaves) return null;
            Until(leaves.Depart, WaitKind.Outage);
            extra = leaves.Extra;
        }
        if (link.End is { } closes && time >= (closes.DayNumber - _terms.Start.DayNumber + 1) * PermissionBook.Day) return null;
        return new(next, _map.After(carriage, index), time, time + _minutes[index] + extra, mask, lifted, isChange) { Extra = extra };

        void ToDeparture() => Until(Departure(link, time), WaitKind.Departure);

        void Until(long when, WaitKind kind, int country = -1)
        {
            if (when <= time) return;
            waits?.Add(new(kind, when - time, country));
            time = when;
        }
    }

    // The next departure of a link from a time on.
    long Departure(TransportLink link, long time)
    {
        if (!link.DepartureDays.IsKnown || Whole(link.DepartureDays.Need(_terms.Reading)) is not (> 0 and var every)) return time;
        var clock = (_terms.Start.DayNumber - Epoch) * PermissionBook.Day + time;
        return time + (every - clock % every) % every;
    }

    // When goods leave over a link that is closed or slow for a while: at once, or after an outage where that brings them there earlier, so that who is earlier
    // still never arrives later. Null where it stays closed.
    (long Depart, long Extra)? AfterOutages(TransportLink link, long time)
    {
        (long Depart, long Extra)? best = null;
        foreach (var from in _outages.Ends(link.Index).Select(d => (d.DayNumber - _terms.Start.DayNumber) * PermissionBook.Day).Where(t => t > time).Prepend(time))
        {
            var depart = Departure(link, from);
            var day = _terms.Start.AddDays((int)Math.Min(depart / PermissionBook.Day, 100_000));
            if (_outages.OfLink(link.Index, day) <= 0 || day > link.End) continue;
            var extra = Whole(_outages.ExtraOf(link.Index, day));
            if (best is not { } known || depart + extra < known.Depart + known.Extra) best = (depart, extra);
        }
        return best;
    }

    bool Crosses(int node, int next, int origin) => _map.Countries[next] is var to && (to < 0 || _map.Countries[node] < 0 ? _map.Network.TransportNodes[next].Country != _map.Network.TransportNodes[node].Country || to < 0 : to != _map.Countries[node] && to != _map.Countries[origin]);

    bool IsEntryKnown(int node, int next, TransportLink link)
    {
        _ = _book.ToEnter(_map.Countries[next], 0, Reading.Central, out var isKnown);
        return isKnown || link.PermissionDays.IsKnown || _map.Network.TransportNodes[next].PermissionDays.IsKnown;
    }

    // When everything that has to be permitted before a link is permitted.
    long Permission(int node, int next, int origin, TransportLink link, long time, ref ulong mask)
    {
        var (country, place) = (_map.Countries[next], _map.Network.TransportNodes[next]);
        var applied = _terms.Permissions == PermissionTime.AtStart ? 0 : time;
        var ready = time;
        if (link.PermissionDays.IsKnown) ready = Math.Max(ready, _book.ToPass(country, link.PermissionDays, applied, _terms.Reading));
        if (place.PermissionDays.IsKnown) ready = Math.Max(ready, _book.ToPass(country, place.PermissionDays, applied, _terms.Reading));
        if (!Crosses(node, next, origin)) return ready;
        var bit = country >= 0 && _bit.TryGetValue(country, out var b) ? 1UL << b : 0;
        if (_terms.Permissions == PermissionTime.AtBorder && (mask & bit) != 0) return ready;
        long entry;
        if (_terms.Permissions == PermissionTime.AtStart)
        {
            if (!_entry.TryGetValue(country, out entry)) _entry[country] = entry = Entry(country, 0);
        }
        else
        {
            entry = Entry(country, applied);
            mask |= bit;
        }
        // What is listed for the link or the place says how long it takes where nothing is listed for the country.
        if (entry >= PermissionBook.Never && (link.PermissionDays.IsKnown || place.PermissionDays.IsKnown)) return ready;
        return Math.Max(ready, entry);
    }

    long Entry(int country, long applied) => _book.ToEnter(country, applied, _terms.Reading, out _);

    /// <summary>A way as links and places.</summary>
    internal sealed record Path(IReadOnlyList<int> Links, IReadOnlyList<int> Nodes, int Lifted, long Time, bool IsTimeFirst)
    {
        public static int Compare(Path a, Path b)
        {
            var c = a.IsTimeFirst ? a.Time.CompareTo(b.Time) : a.Lifted.CompareTo(b.Lifted);
            if (c == 0) c = a.IsTimeFirst ? a.Lifted.CompareTo(b.Lifted) : a.Time.CompareTo(b.Time);
            if (c == 0) c = a.Links.Count.CompareTo(b.Links.Count);
            for (var i = 0; c == 0 && i < a.Links.Count; i++) c = a.Links[i].CompareTo(b.Links[i]);
            return c;
        }
    }

    sealed record Spur(IReadOnlyList<int> Links, int Node, int Carriage, long Time, ulong Mask, int Lifted, int Origin);

    readonly record struct Label(int Node, int Carriage, long Time, ulong Mask, int Lifted, int Changes, int Legs, int Link, int Parent)
    {
        public int Next { get; init; } = -1;

        public bool IsSettled { get; init; }
    }

    /// <summary>One link taken: where it leads, when it leaves and arrives.</summary>
    internal readonly record struct Step(int Node, int Carriage, long Depart, long Arrive, ulong Mask, int Lifted, bool IsChange)
    {
        /// <summary>Minutes of it that an outage adds.</summary>
        public long Extra { get; init; }
    }
}
