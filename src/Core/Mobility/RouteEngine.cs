using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>Finds the fastest feasible routes of consignments, with the time that permissions take, and says what stops them elsewhere.</summary>
/// <remarks>
/// A permission is needed to enter a country other than that of the origin, for a link or a place with permission days of its own, and is waited for at the
/// place before. The pessimistic reading takes the long end of every time and counts an unknown limit as not met; the central reading takes the middle and does not count what is
/// unknown as a limit, but every leg names it. The same package and options give the same answer.
/// </remarks>
public static class RouteEngine
{
    /// <summary>Routes every consignment asked for, or the one journey.</summary>
    /// <param name="network">Network.</param>
    /// <param name="options">Settings.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="ArgumentException">An option names what is not there, or no day is given at all.</exception>
    public static RouteResult Run(Network network, RouteOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        if (!PermissionBook.IsKnown(network, options.Regime)) throw new ArgumentException($"There is no regime {options.Regime}.", nameof(options));
        var map = new TransportMap(network);
        var closed = new bool[network.TransportLinks.Count];
        foreach (var id in options.Without) closed[(network.TransportLinks.FirstOrDefault(l => l.Id == id) ?? throw new ArgumentException($"There is no transport link {id}.", nameof(options))).Index] = true;
        var lots = options.Wish is not null ? [] : network.Consignments.Where(c => options.Consignments.Count == 0 || options.Consignments.Contains(c.Id)).ToArray();
        if (options.Consignments.FirstOrDefault(id => network.Consignments.All(c => c.Id != id)) is { } missing) throw new ArgumentException($"There is no consignment {missing}.", nameof(options));
        var answers = new List<RouteAnswer>();
        if (options.Wish is { } wish)
        {
            var item = wish.Item is null ? null : network.Items.FirstOrDefault(i => i.Id == wish.Item) ?? throw new ArgumentException($"There is no item {wish.Item}.", nameof(options));
            answers.Add(new Question(map, options, closed, null, $"{wish.From} - {wish.To}", Node(network, wish.From), Node(network, wish.To),
                item is null ? TransportLoad.Untested : TransportLoad.Of(item, Quantity.Unknown), Day(network, options, null)).Answer(stop));
        }
        foreach (var lot in lots)
        {
            stop.ThrowIfCancellationRequested();
            answers.Add(new Question(map, options, closed, lot, lot.Id, lot.Origin, lot.Destination, TransportLoad.Of(network, lot), Day(network, options, lot)).Answer(stop));
        }
        return new(network, options, answers);
    }

    /// <summary>Days to every place from one, fastest way, central reading, of a load of which nothing is tested; infinite where there is no way.</summary>
    /// <param name="network">Network.</param>
    /// <param name="from">Id of a transport node.</param>
    /// <param name="regime">Permission regime.</param>
    /// <param name="start">Day on which the journey starts.</param>
    public static double[] DaysToAll(Network network, string from, string regime, DateOnly start) => DaysToAll(network, from, regime, start, []);

    /// <summary>The same where something closes or slows links and places.</summary>
    /// <param name="network">Network.</param>
    /// <param name="from">Id of a transport node.</param>
    /// <param name="regime">Permission regime.</param>
    /// <param name="start">Day on which the journey starts.</param>
    /// <param name="outages">Outages.</param>
    public static double[] DaysToAll(Network network, string from, string regime, DateOnly start, IReadOnlyList<TransportOutage> outages)
    {
        ArgumentNullException.ThrowIfNull(network);
        var terms = new SearchTerms(Reading.Central, false, new bool[network.TransportLinks.Count], PermissionTime.AtStart, start) { Outages = outages };
        var search = new RouteSearch(new(network), new(network, regime, "", start), TransportLoad.Untested, terms, []);
        return [.. search.ToAll(Node(network, from)).Select(t => t >= PermissionBook.Never ? double.PositiveInfinity : t / (double)PermissionBook.Day)];
    }

    static int Node(Network network, string id) => (network.TransportNodes.FirstOrDefault(n => n.Id == id) ?? throw new ArgumentException($"There is no transport node {id}.", nameof(id))).Index;

    static DateOnly Day(Network network, RouteOptions options, Consignment? lot) =>
        lot?.Ready ?? options.At ?? network.Package.Head.AsOf ?? throw new ArgumentException("Neither the consignment nor the package nor the options have a day.", nameof(options));

    sealed record Question(TransportMap Map, RouteOptions Options, bool[] Closed, Consignment? Lot, string Id, int Origin, int Destination, TransportLoad Load, DateOnly Start)
    {
        IReadOnlyList<string> Modes => Lot is { Modes.Count: > 0 } lot ? [.. lot.Modes.Where(m => Options.Modes.Count == 0 || Options.Modes.Contains(m)), .. Empty(lot)] : Options.Modes;

        // Where no mode is left none may be used: an empty list would stand for all.
        IEnumerable<string> Empty(Consignment lot) => Options.Modes.Count > 0 && !lot.Modes.Any(Options.Modes.Contains) ? [""] : [];

        RouteSearch Search(Reading reading, bool isLifting = false, string? regime = null, bool[]? closed = null, bool isTimeFirst = false) =>
            new(Map, new(Map.Network, regime ?? Options.Regime, Load.Hazard, Start), Load,
                new(reading, isLifting, closed ?? Closed, Options.Permissions, Start) { IsTimeFirst = isTimeFirst, Outages = closed is null ? Options.Outages : [] }, Modes);

        long? Time(RouteSearch search) => search.Best(Origin, Destination)?.Time;

        public RouteAnswer Answer(CancellationToken stop)
        {
            var central = Search(Reading.Central);
            var paths = central.Best(Origin, Destination, 1 + Options.Alternatives, stop);
            var minutes = new[] { Time(Search(Reading.Pessimistic)), paths.Count > 0 ? paths[0].Time : null, Time(Search(Reading.Optimistic)) };
            var answer = new RouteAnswer
            {
                Consignment = Lot, Id = Id, Origin = Origin, Destination = Destination, Start = Start, Load = Load, Minutes = minutes, Routes = [.. paths.Select(central.RouteOf)],
                Status = minutes[0] is not null ? RouteStatus.Feasible : minutes[1] is not null ? RouteStatus.FeasibleAsKnown : minutes[2] is not null ? RouteStatus.BlockedAsKnown : RouteStatus.Blocked,
                ByRegime = [.. PermissionRegime.All.Select(r => Time(Search(Reading.Central, regime: r)))], WithAll = Options.Without.Count == 0 && Options.Outages.Count == 0 ? null : Time(Search(Reading.Central, closed: new bool[Closed.Length])),
            };
            var (fast, fewest) = (Search(Reading.Central, true, isTimeFirst: true), Search(Reading.Central, true));
            if (fast.Best(Origin, Destination) is { } unlimited)
            {
                var route = fast.RouteOf(unlimited);
                answer = answer with { Unlimited = route, Blocked = RouteSearch.BlockedOn(route) };
            }
            if (paths.Count == 0 && fewest.Best(Origin, Destination) is { } relief)
            {
                var route = fewest.RouteOf(relief);
                answer = answer with { Relief = route, ReliefLimits = RouteSearch.BlockedOn(route) };
            }
            return answer;
        }
    }
}
