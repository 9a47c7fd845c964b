namespace Vauban.Core.Model;

/// <summary>A place where goods are loaded or change mode. Capacity in t per day; degrees are null where not given.</summary>
public sealed record TransportNode(int Index, string Id, string Name, string Kind, CountrySet Country, double? Latitude, double? Longitude, Quantity Capacity, Quantity PermissionDays, Provenance From)
{
    /// <summary>Modes between which goods can change here; empty where none are stated.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>Days to change mode or gauge.</summary>
    public Quantity TransferDays { get; init; }

    /// <summary>Most that changes mode or gauge, t per day.</summary>
    public Quantity TransferCapacity { get; init; }

    /// <summary>Whether rail goods can go over to another gauge; null is unknown.</summary>
    public bool? HasGaugeChange { get; init; }

    /// <summary>Site that stands here, or -1.</summary>
    public int Site { get; init; } = -1;

    /// <summary>Buyer whose deliveries end here, or blank.</summary>
    public string Serves { get; init; } = "";

    /// <summary>Average time that a freight train stands at this border, minutes.</summary>
    public Quantity DwellMinutes { get; init; }

    /// <summary>Berths for ships that carry vehicles.</summary>
    public Quantity Berths { get; init; }

    /// <summary>Length of the longest berth, metres.</summary>
    public Quantity BerthLength { get; init; }

    /// <summary>Deepest ship, metres.</summary>
    public Quantity Draught { get; init; }

    /// <summary>Widest ship, metres.</summary>
    public Quantity Beam { get; init; }

    /// <summary>Rail spurs in the port.</summary>
    public Quantity Spurs { get; init; }

    /// <summary>Length of the longest runway, metres.</summary>
    public Quantity RunwayLength { get; init; }

    /// <summary>Width of that runway, metres.</summary>
    public Quantity RunwayWidth { get; init; }

    /// <summary>Free apron, square metres.</summary>
    public Quantity Apron { get; init; }

    /// <summary>Transport aircraft handled per day.</summary>
    public Quantity AircraftPerDay { get; init; }

    /// <summary>Wide-body aircraft handled at once.</summary>
    public Quantity WideBodies { get; init; }

    /// <summary>Freight trains that the railhead holds at once.</summary>
    public Quantity Trains { get; init; }

    /// <summary>Sidings of the railhead.</summary>
    public Quantity Sidings { get; init; }

    /// <summary>Length of the shortest of the three longest sidings, metres.</summary>
    public Quantity SidingLength { get; init; }
}

/// <summary>A way between two places. Length in km, days under way, capacity in t per day; the ends are indices of transport nodes.</summary>
public sealed record TransportLink(int Index, string Id, int A, int B, string Mode, Quantity Length, Quantity Days, Quantity Capacity, Quantity PermissionDays, Provenance From)
{
    /// <summary>Largest gross mass, t.</summary>
    public Quantity Mass { get; init; }

    /// <summary>Largest axle load, t.</summary>
    public Quantity AxleLoad { get; init; }

    /// <summary>Largest height, metres.</summary>
    public Quantity Height { get; init; }

    /// <summary>Largest width, metres.</summary>
    public Quantity Width { get; init; }

    /// <summary>Longest road vehicle or combination, metres.</summary>
    public Quantity VehicleLength { get; init; }

    /// <summary>Longest train, metres.</summary>
    public Quantity TrainLength { get; init; }

    /// <summary>Track gauge, millimetres.</summary>
    public Quantity Gauge { get; init; }

    /// <summary>Military load class of the weakest bridge for wheeled vehicles.</summary>
    public Quantity WheeledClass { get; init; }

    /// <summary>Military load class of the weakest bridge for tracked vehicles.</summary>
    public Quantity TrackedClass { get; init; }

    /// <summary>Tunnel category A to E, or blank for unknown.</summary>
    public string Tunnel { get; init; } = "";

    /// <summary>Classes of dangerous goods that may not pass; empty where nothing is stated.</summary>
    public IReadOnlyList<string> BarredHazards { get; init; } = [];

    /// <summary>True where it leads from A to B only.</summary>
    public bool IsOneWay { get; init; }

    /// <summary>Days between departures, counted from 2000-01-01; unknown: at any time.</summary>
    public Quantity DepartureDays { get; init; }

    /// <summary>EUR to move one tonne.</summary>
    public Quantity Cost { get; init; }

    /// <summary>Per cent of the length on which freight trains may run 100 km/h.</summary>
    public Quantity FastShare { get; init; }

    /// <summary>Tallest semi-trailer on a wagon, metres.</summary>
    public Quantity TrailerHeight { get; init; }

    /// <summary>Loading gauge, or blank for unknown.</summary>
    public string LoadingGauge { get; init; } = "";

    /// <summary>Smallest turning radius, metres.</summary>
    public Quantity Radius { get; init; }

    /// <summary>Narrowest lane, metres.</summary>
    public Quantity LaneWidth { get; init; }

    /// <summary>Part of the trans-European network: core, extended-core, comprehensive, none, or blank for unknown.</summary>
    public string Net { get; init; } = "";

    /// <summary>Corridor it belongs to, or blank.</summary>
    public string Corridor { get; init; } = "";

    /// <summary>First day it is open.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Last day it is open.</summary>
    public DateOnly? End { get; init; }
}

/// <summary>How long countries take to permit a transport that enters them. Hazard is a class of dangerous goods, or blank for any.</summary>
public sealed record TransitPermit(CountrySet Country, string Regime, string Hazard, Quantity Days, bool IsWorkingDays, DateOnly? Start, DateOnly? End, Provenance From);

/// <summary>A day on which authorities of some countries do not work.</summary>
public sealed record Holiday(CountrySet Country, DateOnly Date);

/// <summary>Size, weight and danger of a load as it moves; each may be unknown.</summary>
public abstract record LoadMeasures
{
    /// <summary>Mass of a loaded road vehicle, t.</summary>
    public Quantity GrossMass { get; init; }

    /// <summary>Largest axle load, t.</summary>
    public Quantity AxleLoad { get; init; }

    /// <summary>Height of a loaded vehicle or wagon, metres.</summary>
    public Quantity Height { get; init; }

    /// <summary>Width of a loaded vehicle or wagon, metres.</summary>
    public Quantity Width { get; init; }

    /// <summary>Length of a loaded road vehicle, metres.</summary>
    public Quantity Length { get; init; }

    /// <summary>Length of the train it goes by, metres.</summary>
    public Quantity TrainLength { get; init; }

    /// <summary>Military load class of the loaded wheeled vehicle; unknown: not classed.</summary>
    public Quantity WheeledClass { get; init; }

    /// <summary>Military load class of the tracked vehicle; unknown: not classed.</summary>
    public Quantity TrackedClass { get; init; }

    /// <summary>Class of dangerous goods, none, or blank for unknown.</summary>
    public string Hazard { get; init; } = "";

    /// <summary>Tunnel restriction code B to E, or blank for unknown.</summary>
    public string TunnelCode { get; init; } = "";
}

/// <summary>Something that is to be moved: how much of an item (in its unit), from which transport node to which.</summary>
public sealed record Consignment(int Index, string Id, int Item, Quantity Quantity, int Origin, int Destination, DateOnly? Ready, DateOnly? Due, Provenance From) : LoadMeasures
{
    /// <summary>Modes it may use; empty for all.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];
}
