using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>How binding a requirement is.</summary>
public enum RequirementForce
{
    /// <summary>A duty of Member States on the core network of Regulation (EU) 2024/1679, by a date.</summary>
    Duty,
    /// <summary>A parameter for civil-military dual use, Implementing Regulation (EU) 2021/1328: a condition of funding, no duty.</summary>
    DualUse,
    /// <summary>A duty for lines that are newly built, Regulation (EU) 2024/1679; which are, is not known here.</summary>
    NewLines,
}

/// <summary>One value that a way or a place should have.</summary>
/// <param name="Id">Stable word, for example rail-axle-load.</param>
/// <param name="Rule">Id of the rule in the documentation, for example MOB-AXLE.</param>
/// <param name="Article">Where it stands.</param>
/// <param name="Field">Column that it looks at.</param>
/// <param name="Least">Least value; infinite negative where only a most holds.</param>
/// <param name="Most">Largest value; infinite where only a least holds.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Force">How binding it is where the network makes it so.</param>
public sealed record Requirement(string Id, string Rule, string Article, string Field, double Least, double Most, string Unit, RequirementForce Force);

/// <summary>One requirement at one link or place.</summary>
/// <param name="Requirement">What is asked.</param>
/// <param name="Link">Index of the link, or -1.</param>
/// <param name="Node">Index of the place, or -1.</param>
/// <param name="Value">What there is.</param>
/// <param name="IsMet">Met, not met, or null: not known.</param>
/// <param name="By">Day by which it is a duty here; null where it is none, or where that is not known.</param>
/// <param name="Corridor">Corridor, or blank.</param>
public sealed record CheckRow(Requirement Requirement, int Link, int Node, Quantity Value, bool? IsMet, DateOnly? By, string Corridor);

/// <summary>A requirement over a whole corridor.</summary>
/// <param name="Corridor">Corridor; blank for all rows together.</param>
/// <param name="Requirement">What is asked.</param>
/// <param name="Met">Rows where it is met.</param>
/// <param name="NotMet">Rows where it is not.</param>
/// <param name="Unknown">Rows where it is not known.</param>
public sealed record CorridorAnswer(string Corridor, Requirement Requirement, int Met, int NotMet, int Unknown)
{
    /// <summary>Met everywhere, not met somewhere, or null: not known somewhere and failed nowhere.</summary>
    public bool? IsMet => NotMet > 0 ? false : Unknown > 0 ? null : true;
}

/// <summary>Which links and places have the values that military transport asks for.</summary>
/// <param name="Network">Network.</param>
/// <param name="Rows">Every requirement at every link and place it is about, in order of corridors, links, places and requirements.</param>
/// <param name="Corridors">The same by corridor.</param>
public sealed record CheckResult(Network Network, IReadOnlyList<CheckRow> Rows, IReadOnlyList<CorridorAnswer> Corridors);

/// <summary>Compares a transport network with the requirements of Regulation (EU) 2024/1679 (TEN-T) and of Implementing Regulation (EU) 2021/1328 (dual use).</summary>
/// <remarks>Indicative: exemptions, isolated networks and the lists of lines of the annexes are not looked at.</remarks>
public static class CheckEngine
{
    const double Inf = double.PositiveInfinity;

    const string TenT = "Regulation (EU) 2024/1679", Dual = "Implementing Regulation (EU) 2021/1328, Annex";

    static readonly (Requirement Requirement, string Mode, Func<TransportLink, Quantity> Value)[] OfLinks =
    [
        (new("rail-axle-load", "MOB-AXLE", TenT + " Articles 15(2)(b), 16(2)(a)", "axle_load", 22.5, Inf, "t", RequirementForce.Duty), "rail", l => l.AxleLoad),
        (new("rail-train-length", "MOB-RAIL", TenT + " Article 16", "train_length", 740, Inf, "m", RequirementForce.Duty), "rail", l => l.TrainLength),
        // "More than 75 %" of the length: exactly 75 is not enough.
        (new("rail-fast-share", "MOB-RAIL", TenT + " Article 16", "fast_share", Math.BitIncrement(75.0), Inf, "%", RequirementForce.Duty), "rail", l => l.FastShare),
        (new("rail-trailer-height", "MOB-GAUGE", TenT + " Article 16(8)", "trailer_height", 4, Inf, "m", RequirementForce.Duty), "rail", l => l.TrailerHeight),
        (new("rail-gauge", "MOB-TRACK", TenT + " Article 17", "gauge", 1435, 1435, "mm", RequirementForce.NewLines), "rail", l => l.Gauge),
        (new("rail-height", "MOB-DUALR", Dual + " point 3", "height", 4.5, Inf, "m", RequirementForce.DualUse), "rail", l => l.Height),
        (new("rail-width", "MOB-DUALR", Dual + " point 3", "width", 3.15, Inf, "m", RequirementForce.DualUse), "rail", l => l.Width),
        (new("road-mass", "MOB-DUALRD", Dual + " point 4", "mass", 130, Inf, "t", RequirementForce.DualUse), "road", l => l.Mass),
        (new("road-axle-load", "MOB-DUALRD", Dual + " point 4", "axle_load", 12.23, Inf, "t", RequirementForce.DualUse), "road", l => l.AxleLoad),
        (new("road-height", "MOB-DUALRD", Dual + " point 4", "height", 4.5, Inf, "m", RequirementForce.DualUse), "road", l => l.Height),
        (new("road-width", "MOB-DUALRD", Dual + " point 4", "width", 4.5, Inf, "m", RequirementForce.DualUse), "road", l => l.Width),
        (new("road-length", "MOB-DUALRD", Dual + " point 4", "vehicle_length", 18.75, Inf, "m", RequirementForce.DualUse), "road", l => l.VehicleLength),
        (new("road-radius", "MOB-DUALRD", Dual + " point 4", "radius", 12.5, Inf, "m", RequirementForce.DualUse), "road", l => l.Radius),
        (new("road-lane", "MOB-DUALRD", Dual + " point 4", "lane_width", 3.5, Inf, "m", RequirementForce.DualUse), "road", l => l.LaneWidth),
    ];

    static readonly (Requirement Requirement, string Kind, Func<TransportNode, Quantity> Value)[] OfNodes =
    [
        (new("border-dwell", "MOB-BORDER", TenT + " Article 19(1)", "dwell_minutes", -Inf, 25, "min", RequirementForce.Duty), "border", n => n.DwellMinutes),
        (new("port-berths", "MOB-PORT", Dual + " point 2", "berths", 3, Inf, "", RequirementForce.DualUse), "port", n => n.Berths),
        (new("port-berth-length", "MOB-PORT", Dual + " point 2", "berth_length", 310, Inf, "m", RequirementForce.DualUse), "port", n => n.BerthLength),
        (new("port-draught", "MOB-PORT", Dual + " point 2", "draught", 12, Inf, "m", RequirementForce.DualUse), "port", n => n.Draught),
        (new("port-beam", "MOB-PORT", Dual + " point 2", "beam", 32, Inf, "m", RequirementForce.DualUse), "port", n => n.Beam),
        (new("port-spurs", "MOB-PORT", Dual + " point 2", "spurs", 3, Inf, "", RequirementForce.DualUse), "port", n => n.Spurs),
        (new("airport-runway", "MOB-AIR", Dual + " point 1", "runway_length", 3000, Inf, "m", RequirementForce.DualUse), "airport", n => n.RunwayLength),
        (new("airport-runway-width", "MOB-AIR", Dual + " point 1", "runway_width", 45, Inf, "m", RequirementForce.DualUse), "airport", n => n.RunwayWidth),
        (new("airport-apron", "MOB-AIR", Dual + " point 1", "apron", 66_500, Inf, "m2", RequirementForce.DualUse), "airport", n => n.Apron),
        (new("airport-aircraft", "MOB-AIR", Dual + " point 1", "aircraft", 6, Inf, "", RequirementForce.DualUse), "airport", n => n.AircraftPerDay),
        (new("airport-wide-bodies", "MOB-AIR", Dual + " point 1", "wide_bodies", 4, Inf, "", RequirementForce.DualUse), "airport", n => n.WideBodies),
        (new("railhead-trains", "MOB-DUALR", Dual + " point 3", "trains", 3, Inf, "", RequirementForce.DualUse), "railhead", n => n.Trains),
        (new("railhead-sidings", "MOB-DUALR", Dual + " point 3", "sidings", 3, Inf, "", RequirementForce.DualUse), "railhead", n => n.Sidings),
        (new("railhead-siding-length", "MOB-DUALR", Dual + " point 3", "siding_length", 300, Inf, "m", RequirementForce.DualUse), "railhead", n => n.SidingLength),
    ];

    /// <summary>Every requirement, in order.</summary>
    public static IReadOnlyList<Requirement> Requirements { get; } = [.. OfLinks.Select(r => r.Requirement), .. OfNodes.Select(r => r.Requirement)];

    /// <summary>Checks the links and places of a network.</summary>
    /// <param name="network">Network.</param>
    /// <param name="corridor">Corridor, or null for all links.</param>
    public static CheckResult Run(Network network, string? corridor = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        var rows = new List<CheckRow>();
        var links = network.TransportLinks.Where(l => corridor is null || l.Corridor == corridor).ToArray();
        // Links of a mode that is not stated, and places of a kind that is not stated, are about nothing known.
        foreach (var link in links)
            foreach (var (requirement, _, value) in OfLinks.Where(r => r.Mode == link.Mode))
                rows.Add(new(requirement, link.Index, -1, value(link), Answer(requirement, value(link)), By(requirement, link), link.Corridor));
        foreach (var (name, nodes) in links.GroupBy(l => l.Corridor).Select(g => (g.Key, g.SelectMany(l => new[] { l.A, l.B }).Distinct().Order())))
            foreach (var node in nodes.Select(n => network.TransportNodes[n]))
                foreach (var (requirement, _, value) in OfNodes.Where(r => r.Kind == node.Kind))
                    rows.Add(new(requirement, -1, node.Index, value(node), Answer(requirement, value(node)), requirement.Id == "border-dwell" ? new(2030, 12, 31) : null, name));
        var order = Requirements.Select((r, i) => (r.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        CheckRow[] sorted = [.. rows.OrderBy(r => r.Corridor, StringComparer.Ordinal).ThenBy(r => r.Link < 0).ThenBy(r => r.Link).ThenBy(r => r.Node).ThenBy(r => order[r.Requirement.Id])];
        return new(network, sorted, [.. sorted.GroupBy(r => (r.Corridor, r.Requirement.Id)).Select(g => new CorridorAnswer(g.Key.Corridor, g.First().Requirement, g.Count(r => r.IsMet == true), g.Count(r => r.IsMet == false), g.Count(r => r.IsMet is null)))
            .OrderBy(c => c.Corridor, StringComparer.Ordinal).ThenBy(c => order[c.Requirement.Id])]);
    }

    static bool? Answer(Requirement requirement, Quantity value) =>
        !value.IsKnown ? null
        : value.Low >= requirement.Least && value.High <= requirement.Most ? true
        : value.High < requirement.Least || value.Low > requirement.Most ? false : null;

    // Core network by the end of 2030, extended core by the end of 2040 (Articles 15 and 16); semi-trailers on both by the end of 2040 (Article 16(8)).
    static DateOnly? By(Requirement requirement, TransportLink link) => requirement.Force != RequirementForce.Duty ? null
        : (requirement.Id, link.Net) switch { ("rail-trailer-height", "core" or "extended-core") => new(2040, 12, 31), (_, "core") => new(2030, 12, 31), (_, "extended-core") => new(2040, 12, 31), _ => null };
}
