using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>Something that has to go from one place to another: a consignment, or what a plan delivers of one line's output in one period.</summary>
/// <param name="Id">Name.</param>
/// <param name="Item">Index of the item.</param>
/// <param name="Tonnes">How much.</param>
/// <param name="Origin">Index of the transport node.</param>
/// <param name="Destination">Index of the transport node.</param>
/// <param name="Ready">Day from which it may move; permissions are applied for then.</param>
/// <param name="Due">Day on which it should be there.</param>
/// <param name="Load">What it needs of the ways it takes.</param>
/// <param name="Modes">Modes it may use; empty for all.</param>
public sealed record FlowShipment(string Id, int Item, double Tonnes, int Origin, int Destination, DateOnly Ready, DateOnly Due, TransportLoad Load, IReadOnlyList<string> Modes);

/// <summary>Settings of a flow over time.</summary>
public sealed record FlowOptions
{
    /// <summary>Permission regime. Default listed.</summary>
    public string Regime { get; init; } = PermissionRegime.Listed;

    /// <summary>When permissions are applied for. Default at the start.</summary>
    public PermissionTime Permissions { get; init; }

    /// <summary>Ids of links that cannot be used. Default none.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>What closes, narrows or slows links and places for a while. Default none.</summary>
    public IReadOnlyList<TransportOutage> Outages { get; init; } = [];

    /// <summary>Ways with which the search begins for each shipment, fastest first; further ones join as they are worth it. Default 8.</summary>
    public int Ways { get; init; } = 8;

    /// <summary>Days after the last due day that are looked at. Default 60.</summary>
    public int DaysAfter { get; init; } = 60;

    internal void ThrowIfInvalid()
    {
        if (Ways is < 1 or > 40) throw new ArgumentOutOfRangeException(nameof(Ways), Ways, null);
        if (DaysAfter is < 1 or > 1000) throw new ArgumentOutOfRangeException(nameof(DaysAfter), DaysAfter, null);
    }
}

/// <summary>Goods that leave together: how many tonnes of a shipment go by one way on one day.</summary>
/// <param name="Shipment">Index of the shipment.</param>
/// <param name="Links">Links of the way, in order.</param>
/// <param name="Departure">Day on which they leave.</param>
/// <param name="Arrival">Day on which they arrive.</param>
/// <param name="Tonnes">How much.</param>
/// <param name="Cost">EUR of moving it; what a link does not state is not in it.</param>
public sealed record FlowMove(int Shipment, IReadOnlyList<int> Links, DateOnly Departure, DateOnly Arrival, double Tonnes, double Cost);

/// <summary>A link or place that was full on some day and held something up.</summary>
/// <param name="Link">Index of the link, or -1.</param>
/// <param name="Node">Index of the place, or -1.</param>
/// <param name="IsTransfer">True where the change of mode was full, not the place.</param>
/// <param name="Days">Days on which it was full.</param>
public sealed record FlowBottleneck(int Link, int Node, bool IsTransfer, int Days);

/// <summary>What becomes of the shipments.</summary>
/// <param name="Moves">What moves, by shipment, departure and way.</param>
/// <param name="Arrived">Tonnes of each shipment that arrive in the time looked at.</param>
/// <param name="LastArrival">Day on which the last of each shipment is there; null where something of it is not.</param>
/// <param name="LateTonneDays">Sum over what arrives late, and what does not arrive, of tonnes times days.</param>
/// <param name="Cost">EUR.</param>
/// <param name="Bottlenecks">What was full.</param>
public sealed record FlowPlan(IReadOnlyList<FlowMove> Moves, IReadOnlyList<double> Arrived, IReadOnlyList<DateOnly?> LastArrival, double LateTonneDays, double Cost, IReadOnlyList<FlowBottleneck> Bottlenecks)
{
    /// <summary>Tonne-days by which a better flow could at most be less late: 0 where this one is proven to be least late.</summary>
    public double MayBeLessLateBy { get; init; }

    /// <summary>EUR by which one that is no later could at most be cheaper: 0 where this one is proven to be cheapest.</summary>
    public double MayBeCheaperBy { get; init; }
}

/// <summary>The most that can go from one place to another per day.</summary>
/// <param name="Origin">Index of the transport node.</param>
/// <param name="Destination">Index of the transport node.</param>
/// <param name="Shipment">Index of the first shipment that goes there: its load decides which links count.</param>
/// <param name="PerDay">Tonnes per day in the three readings; infinite where no link on some way states a capacity.</param>
public sealed record FlowMaximum(int Origin, int Destination, int Shipment, IReadOnlyList<double> PerDay);

/// <summary>Flows of shipments over a transport network.</summary>
/// <param name="Network">Network.</param>
/// <param name="Options">Settings.</param>
/// <param name="Shipments">What has to go.</param>
/// <param name="Solver">Name of the solver.</param>
/// <param name="Plan">Under the settings.</param>
/// <param name="ByRegime">Under each regime of <see cref="PermissionRegime.All"/>.</param>
/// <param name="WithAll">With the links that are taken away and without the outages, or null where there are none.</param>
/// <param name="Maxima">The most per day for each pair of places.</param>
public sealed record FlowResult(Network Network, FlowOptions Options, IReadOnlyList<FlowShipment> Shipments, string Solver, FlowPlan Plan, IReadOnlyList<FlowPlan> ByRegime, FlowPlan? WithAll, IReadOnlyList<FlowMaximum> Maxima);
