using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>Why goods wait before a leg.</summary>
public enum WaitKind
{
    /// <summary>For a permission.</summary>
    Permission,
    /// <summary>For the next departure.</summary>
    Departure,
    /// <summary>For the link to open.</summary>
    Opening,
    /// <summary>For the change of mode or gauge.</summary>
    Transfer,
    /// <summary>For the end of an event that closes or slows the link.</summary>
    Outage,
}

/// <summary>A wait before a leg.</summary>
/// <param name="Kind">For what.</param>
/// <param name="Minutes">How long.</param>
/// <param name="Country">Index of the country that gives the permission, or -1.</param>
public sealed record RouteWait(WaitKind Kind, long Minutes, int Country = -1);

/// <summary>One link of a route. Times are minutes from the start of the journey.</summary>
/// <param name="Link">Index of the transport link.</param>
/// <param name="From">Index of the node where it starts.</param>
/// <param name="To">Index of the node where it ends.</param>
/// <param name="Ready">When the goods are at its start.</param>
/// <param name="Depart">When they leave.</param>
/// <param name="Arrive">When they arrive.</param>
/// <param name="Waits">Why they do not leave at once, in the order in which they happen.</param>
public sealed record RouteLeg(int Link, int From, int To, long Ready, long Depart, long Arrive, IReadOnlyList<RouteWait> Waits)
{
    /// <summary>Limits of which it is not known whether they are met.</summary>
    public IReadOnlyList<LimitAnswer> Unknown { get; init; } = [];

    /// <summary>Limits that are not met and are taken as lifted; only in a relief.</summary>
    public IReadOnlyList<LimitAnswer> Lifted { get; init; } = [];

    /// <summary>True where a permission is needed whose time is not known.</summary>
    public bool IsPermissionUnknown { get; init; }

    /// <summary>True where a time under way or of a change of mode is assumed, not stated.</summary>
    public bool IsTimeAssumed { get; init; }

    /// <summary>Minutes by which an event makes it longer.</summary>
    public long ExtraMinutes { get; init; }
}

/// <summary>A way from origin to destination.</summary>
/// <param name="Legs">Legs, in order.</param>
public sealed record Route(IReadOnlyList<RouteLeg> Legs)
{
    /// <summary>When it arrives, minutes from the start.</summary>
    public long Minutes => Legs.Count == 0 ? 0 : Legs[^1].Arrive;

    /// <summary>Days under way.</summary>
    public double Days => Minutes / (double)PermissionBook.Day;

    /// <summary>Days of it that are waits for permissions.</summary>
    public double PermissionDays => Legs.SelectMany(l => l.Waits).Where(w => w.Kind == WaitKind.Permission).Sum(w => w.Minutes) / (double)PermissionBook.Day;
}

/// <summary>A limit that stops a load on a segment, and what would have to change.</summary>
/// <param name="Link">Index of the link, or -1 for a limit of a place.</param>
/// <param name="Node">Index of the place where the mode or gauge cannot change, or -1.</param>
/// <param name="Limit">What is not met.</param>
public sealed record BlockedSegment(int Link, int Node, LimitAnswer Limit);

/// <summary>What is known of whether something can be moved.</summary>
public enum RouteStatus
{
    /// <summary>There is a way, whatever the unknowns are.</summary>
    Feasible,
    /// <summary>There is a way as far as is known; an unknown may close it.</summary>
    FeasibleAsKnown,
    /// <summary>No way in the central reading; the ends of intervals leave one open.</summary>
    BlockedAsKnown,
    /// <summary>No way, whatever the unknowns are.</summary>
    Blocked,
}

/// <summary>The answer for one consignment or journey.</summary>
public sealed record RouteAnswer
{
    /// <summary>Consignment, or null for a journey that no row describes.</summary>
    public Consignment? Consignment { get; init; }

    /// <summary>Name of what is moved: id of the consignment, or origin and destination.</summary>
    public required string Id { get; init; }

    /// <summary>Index of the origin.</summary>
    public required int Origin { get; init; }

    /// <summary>Index of the destination.</summary>
    public required int Destination { get; init; }

    /// <summary>Day on which it starts.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>What it needs.</summary>
    public required TransportLoad Load { get; init; }

    /// <summary>What is known.</summary>
    public required RouteStatus Status { get; init; }

    /// <summary>Minutes of the fastest route per reading; null where there is none.</summary>
    public required IReadOnlyList<long?> Minutes { get; init; }

    /// <summary>Routes of the central reading, fastest first.</summary>
    public required IReadOnlyList<Route> Routes { get; init; }

    /// <summary>The fastest way if no limit held, or null where the places are not joined at all.</summary>
    public Route? Unlimited { get; init; }

    /// <summary>Limits that stop the load on that way.</summary>
    public IReadOnlyList<BlockedSegment> Blocked { get; init; } = [];

    /// <summary>Where nothing is feasible: the way on which the fewest limits have to be lifted, the fastest of these; else null.</summary>
    public Route? Relief { get; init; }

    /// <summary>Limits to be lifted on the relief.</summary>
    public IReadOnlyList<BlockedSegment> ReliefLimits { get; init; } = [];

    /// <summary>Minutes of the fastest route under each regime of <see cref="PermissionRegime.All"/>, central reading; null where there is none.</summary>
    public IReadOnlyList<long?> ByRegime { get; init; } = [];

    /// <summary>Minutes of the fastest route with the links that are taken away and without the outages, central reading; null where there is none, or nothing is taken away.</summary>
    public long? WithAll { get; init; }

    /// <summary>Day of arrival of a route.</summary>
    public DateOnly Arrival(long minutes) => Start.AddDays((int)(minutes / PermissionBook.Day));

    /// <summary>Whether it is there by its day; null where there is no such day or no route.</summary>
    public bool? IsInTime => Consignment?.Due is { } due && Minutes[1] is { } minutes ? Arrival(minutes) <= due : null;
}

/// <summary>Routes of all consignments asked for.</summary>
/// <param name="Network">Network.</param>
/// <param name="Options">Settings.</param>
/// <param name="Answers">One per consignment, in order of ids.</param>
public sealed record RouteResult(Network Network, RouteOptions Options, IReadOnlyList<RouteAnswer> Answers);
