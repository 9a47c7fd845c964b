using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>When permissions are applied for.</summary>
public enum PermissionTime
{
    /// <summary>All at the start of the journey, or when the consignment is ready.</summary>
    AtStart,
    /// <summary>Each on arrival at the border, as where the way is not known before.</summary>
    AtBorder,
}

/// <summary>Something to be moved that no row of the package describes: from where to where, and of what item.</summary>
/// <param name="From">Id of a transport node.</param>
/// <param name="To">Id of a transport node.</param>
/// <param name="Item">Id of an item, or null: nothing is known of the load, and no limit of mass or size is tested.</param>
public sealed record RouteWish(string From, string To, string? Item = null);

/// <summary>Settings of a search for routes.</summary>
public sealed record RouteOptions
{
    /// <summary>Ids of consignments of the package; empty for all of them. Default empty.</summary>
    public IReadOnlyList<string> Consignments { get; init; } = [];

    /// <summary>One journey in place of consignments, or null. Default null.</summary>
    public RouteWish? Wish { get; init; }

    /// <summary>Day on which a journey starts that has no day of its own; null takes the package's date. Default null.</summary>
    public DateOnly? At { get; init; }

    /// <summary>Permission regime, by its name in <see cref="PermissionRegime"/> or in the package. Default listed.</summary>
    public string Regime { get; init; } = PermissionRegime.Listed;

    /// <summary>When permissions are applied for. Default at the start.</summary>
    public PermissionTime Permissions { get; init; }

    /// <summary>Routes besides the fastest one. Default 2.</summary>
    public int Alternatives { get; init; } = 2;

    /// <summary>Ids of links that cannot be used, for example lost to weather or works. Default none.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>What closes, narrows or slows links and places for a while. Default none.</summary>
    public IReadOnlyList<TransportOutage> Outages { get; init; } = [];

    /// <summary>Modes that may be used besides what a consignment says; empty for all. Default empty.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Alternatives);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Alternatives, 20);
    }
}

/// <summary>What is taken where a package gives no time; every leg says where it was.</summary>
public static class RouteAssumptions
{
    static readonly double[][] Speeds = [[300, 500, 700], [300, 500, 800], [500, 700, 900], [100, 150, 250], [2000, 5000, 10000]];

    /// <summary>Kilometres a day of a mode in a reading, for links with a length and no days.</summary>
    public static double KmPerDay(string mode, Reading reading) => Speeds[FieldCatalog.Modes.ToList().IndexOf(mode)][(int)reading];

    /// <summary>Days to change mode or gauge in a reading, where not stated: 2, 1, 0.5.</summary>
    public static double TransferDays(Reading reading) => reading switch { Reading.Pessimistic => 2, Reading.Central => 1, _ => 0.5 };
}
