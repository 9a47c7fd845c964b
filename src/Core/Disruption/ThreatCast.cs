using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>One event of a scenario on one chain: who is hit, and how long by draw.</summary>
sealed record CastEvent(ThreatEvent Event, int[] Makers, int[] Edges, int Number)
{
    /// <summary>Share that is left of each maker that is hit where the event itself does not say it: what the transport network still carries, in parts of today's output.</summary>
    public double? Carried { get; init; }

    /// <summary>Days by which what the makers ship comes later.</summary>
    public int DelayDays { get; init; } = Event.Kind == ThreatKind.Delay ? (int)Math.Ceiling(Event.Effect) : 0;

    /// <summary>Key of what is drawn: events of one cause share it.</summary>
    public string Key(string scenario) => Event.Cause.Length > 0 ? "cause:" + Event.Cause : $"{scenario}#{Number}";
}

/// <summary>A scenario on one field: its events with their targets found, and the effects of each draw.</summary>
sealed class ThreatCast
{
    // Numbers of the shuffle, apart from those that are drawn.
    const int Shuffle = 16;

    readonly string _name;
    readonly StressField _field;
    readonly CastEvent[] _events;
    readonly long _seed;
    readonly int _days, _draws;
    readonly Dictionary<(string Key, int Use), int[]> _orders = [];

    public ThreatCast(ThreatScenario scenario, SupplyTable table, StressField field, Reading reading, StressOptions options)
    {
        (_name, _field, _seed, _days, _draws) = (scenario.Name, field, options.Seed, options.Days, options.Draws);
        _events = [.. scenario.Events.SelectMany((e, i) => Cast(e, i, table, field, reading, options.Transport))];
    }

    /// <summary>True where no event hits anything.</summary>
    public bool IsEmpty => _events.All(e => e.Makers.Length == 0 && e.Edges.Length == 0);

    /// <summary>Events in the order of the scenario.</summary>
    public IReadOnlyList<CastEvent> Events => _events;

    /// <summary>True where every draw is the same.</summary>
    public bool IsCertain => _events.All(e => e.Event.Probability is null or >= 1 && (e.Event.Days?.IsCertain ?? true));

    /// <summary>Makers that any event hits, ascending.</summary>
    public IReadOnlyList<int> Makers => [.. _events.SelectMany(e => e.Makers).Distinct().Order()];

    static IEnumerable<CastEvent> Cast(ThreatEvent e, int number, SupplyTable table, StressField field, Reading reading, TransportHits? transport)
    {
        if (!ThreatTarget.TryParse(e.Target, out var target, out _)) return [new(e, [], [], number)];
        if (target.IsTransport) return OnTransport(e, number, table, field, transport?.Invoke(e) ?? []);
        var makers = target.Makers(table, field.Chain, reading);
        var links = target.Links(table, field.Chain);
        var edges = Enumerable.Range(0, field.Edges).Where(x => field.Link[x] >= 0 && links.Contains(field.Link[x])).ToArray();
        // A withdrawn consent stops what it covers; any other refusal closes the way to everybody outside the country of who refuses.
        if (e.Kind == ThreatKind.Refusal && target.Consent(table.Network) < 0)
        {
            edges = [.. edges, .. makers.SelectMany(m => OutOfCountry(table, field, m)).Distinct().Order()];
            makers = [];
        }
        return [new(e, makers, edges, number)];
    }

    // What cannot be carried to a customer is not ordered over its link; what cannot be carried to buyers is not made, in the part of the output that goes to them.
    static IEnumerable<CastEvent> OnTransport(ThreatEvent e, int number, SupplyTable table, StressField field, IReadOnlyList<TransportHit> hits)
    {
        var makers = Enumerable.Range(0, field.Makers).Where(m => table.All[field.Chain.Makers[m].Supply].Line >= 0).ToDictionary(m => table.Network.Lines[table.All[field.Chain.Makers[m].Supply].Line].Id, StringComparer.Ordinal);
        var closed = new SortedSet<int>();
        var (left, delay) = (new SortedDictionary<int, double>(), new SortedDictionary<int, int>());
        foreach (var hit in hits)
        {
            if (!makers.TryGetValue(hit.Line, out var maker)) continue;
            if (hit.Customer.Length > 0 && !makers.ContainsKey(hit.Customer)) continue;
            if (hit.ExtraDays > 0) delay[maker] = Math.Max(delay.GetValueOrDefault(maker), (int)Math.Ceiling(hit.ExtraDays));
            if (hit.Left >= 1) continue;
            if (hit.Customer.Length == 0) left[maker] = Math.Min(left.GetValueOrDefault(maker, 1), 1 - (1 - hit.Left) * ToBuyers(field, maker));
            else if (hit.Left <= 0)
                for (var o = field.OutStart[maker]; o < field.OutStart[maker + 1]; o++)
                    if (field.EdgeNode[field.OutEdge[o]] == makers[hit.Customer] && field.Link[field.OutEdge[o]] >= 0) closed.Add(field.OutEdge[o]);
        }
        var events = left.Keys.Concat(delay.Keys).Distinct().GroupBy(m => (Left: left.GetValueOrDefault(m, 1) * Used(field, m), Delay: delay.GetValueOrDefault(m)))
            .Select(g => new CastEvent(e, [.. g.Order()], [], number) { Carried = g.Any(left.ContainsKey) ? g.Key.Left : 1, DelayDays = g.Key.Delay }).OrderBy(c => c.Makers[0]).ToList();
        if (closed.Count > 0) events.Add(new(e, [], [.. closed], number) { DelayDays = 0 });
        return events.Count > 0 ? events : [new(e, [], [], number)];
    }

    // Share of an item's undisturbed use that goes to buyers, not into other products.
    static double ToBuyers(StressField field, int maker)
    {
        var hub = field.HubOf(field.MakerItem[maker]);
        var (all, sold) = (0L, 0L);
        for (var o = field.OutStart[hub]; o < field.OutStart[hub + 1]; o++)
        {
            all += field.Weight[field.OutEdge[o]];
            if (field.EdgeNode[field.OutEdge[o]] >= field.Makers + field.Hubs) sold += field.Weight[field.OutEdge[o]];
        }
        return all > 0 ? (double)sold / all : 0;
    }

    // Share of a maker's capacity that it uses undisturbed.
    static double Used(StressField field, int maker) => field.Capacity[maker] > 0 ? Math.Min(1, (double)field.BasePlan[maker] / field.Capacity[maker]) : 1;

    // What goes to the hub goes to everybody, so it counts as leaving the country; a linked customer at home keeps his supplier.
    static IEnumerable<int> OutOfCountry(SupplyTable table, StressField field, int maker)
    {
        var home = table.All[field.Chain.Makers[maker].Supply].Place;
        for (var o = field.OutStart[maker]; o < field.OutStart[maker + 1]; o++)
        {
            var e = field.OutEdge[o];
            var customer = field.StoreNode[field.EdgeStore[e]];
            if (customer >= field.Makers || home.IsEmpty || !table.All[field.Chain.Makers[customer].Supply].Place.IsSubsetOf(home)) yield return e;
        }
    }

    /// <summary>What happens in a draw; nothing where no event comes true.</summary>
    public StressEffect[] Draw(int draw) => [.. _events.Select(e => Effect(e, draw)).OfType<StressEffect>()];

    // Each of as many equal parts of the range as there are draws is met once, in an order of its own for each name (Latin hypercube): a hundred such
    // draws place a quantile better than a thousand that fall as they will.
    double Chance(int draw, string key, int use)
    {
        if (!_orders.TryGetValue((key, use), out var order))
        {
            _orders[(key, use)] = order = [.. Enumerable.Range(0, _draws)];
            for (var i = _draws - 1; i > 0; i--)
            {
                var other = (int)(RandomSource.At(_seed, i, key, use + Shuffle) * (i + 1));
                (order[i], order[other]) = (order[other], order[i]);
            }
        }
        return (order[draw] + RandomSource.At(_seed, draw, key, use)) / _draws;
    }

    StressEffect? Effect(CastEvent cast, int draw)
    {
        var e = cast.Event;
        if (e.Kind == ThreatKind.Price || (cast.Makers.Length == 0 && cast.Edges.Length == 0) || FirstDay(cast, draw) is not { } from) return null;
        var lengths = e.Days is { } days ? [Length(cast, days, draw)]
            : cast.Makers.Length == 0 || cast.Carried is not null ? [_days] : cast.Makers.Select(m => (int)Math.Ceiling(_field.Chain.Makers[m].RecoveryDays)).ToArray();
        if (lengths.Distinct().Count() == 1) lengths = [lengths[0]];
        var left = cast.Carried ?? e.Kind switch { ThreatKind.Delay => 1, ThreatKind.Refusal => 0, _ => Math.Clamp(e.Effect, 0, 1) };
        return new(from, lengths, cast.Makers, cast.Edges, left, e.RampDays, cast.DelayDays) { Number = cast.Number };
    }

    /// <summary>Days of the story on which a price holds in a draw; without a length to its end.</summary>
    public int PriceDays(CastEvent cast, int draw)
    {
        if (FirstDay(cast, draw) is not { } from) return 0;
        return Math.Clamp(cast.Event.Days is { } days ? Length(cast, days, draw) : _days, 0, Math.Max(0, _days - from));
    }

    // Null where the event does not come true.
    int? FirstDay(CastEvent cast, int draw)
    {
        var (e, key) = (cast.Event, cast.Key(_name));
        if (e.Probability is not { } yearly || yearly >= 1) return e.FromDay;
        // Once at most in the horizon, at a day of its own.
        if (Chance(draw, key, 0) >= 1 - Math.Pow(1 - yearly, _days / 365.0)) return null;
        return e.FromDay + (int)(Chance(draw, key, 1) * Math.Max(1, _days - e.FromDay));
    }

    int Length(CastEvent cast, Duration days, int draw) => (int)Math.Ceiling(days.At(Chance(draw, cast.Key(_name), 2)));
}
