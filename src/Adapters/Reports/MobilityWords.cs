using System.Globalization;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>What routes are called in a language: places, times, waits, limits and what would lift them.</summary>
/// <param name="network">Network.</param>
/// <param name="texts">Language.</param>
public sealed class MobilityWords(Network network, Texts.Texts texts)
{
    readonly Names _names = new(network, texts, true);

    /// <summary>Numbers of the language.</summary>
    public Numbers Numbers { get; } = new(texts);

    /// <summary>A text of mobility.</summary>
    public string T(string key, params ReadOnlySpan<string> values) => texts.Format("mobility." + key, values);

    /// <summary>Name of a place.</summary>
    public string Place(int node) => network.TransportNodes[node].Name;

    /// <summary>Name of a country, or that it is not known.</summary>
    public string Country(int country) => country < 0 ? texts["sentence.place.unknown"] : _names.Country(country);

    /// <summary>Day and time of day after some minutes.</summary>
    public static string Time(DateOnly start, long minutes) =>
        start.ToDateTime(TimeOnly.MinValue).AddMinutes(Math.Min(minutes, 500L * 366 * 1440)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A number of minutes in days.</summary>
    public string Days(long minutes) => T(minutes == PermissionBook.Day ? "day" : "days", Numbers.Text(minutes / (double)PermissionBook.Day));

    /// <summary>What is moved, and how much of it.</summary>
    public string What(RouteAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Consignment is not { } lot) return T("route.journey");
        var item = network.Items[lot.Item];
        var amount = lot.Quantity.IsKnown ? Numbers.Amount(Numbers.Quantity(lot.Quantity), lot.Quantity.High, item.Unit.Amount) : texts["unit.unknown"];
        List<string> more = [];
        if (answer.Load.TotalMass.IsKnown) more.Add(Numbers.Amount(Numbers.Quantity(answer.Load.TotalMass), answer.Load.TotalMass.High, "t"));
        if (answer.Load.Loads.IsKnown) more.Add(T("route.loads", Numbers.Quantity(answer.Load.Loads), item.UnitLoad.Length > 0 ? item.UnitLoad : T("route.load")));
        if (answer.Load.Value.IsKnown) more.Add(Money.Text(texts, Numbers, answer.Load.Value.Central));
        if (answer.Load.Hazard is not ("" or "none")) more.Add(T("route.hazard", answer.Load.Hazard));
        return T("route.what", item.Name, string.Join(", ", [amount, .. more]));
    }

    /// <summary>The answer in one sentence.</summary>
    public string Verdict(RouteAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Minutes[1] is not { } minutes) return T("route.status." + Word(answer.Status));
        var range = answer.Minutes[0] is { } slow && answer.Minutes[2] is { } fast && slow != fast ? T("route.range", Numbers.Text(fast / (double)PermissionBook.Day), Numbers.Text(slow / (double)PermissionBook.Day)) : "";
        var text = T("route.status." + Word(answer.Status), Time(answer.Start, minutes), Days(minutes), Days((long)Math.Round(answer.Routes[0].PermissionDays * PermissionBook.Day))) + range;
        return answer.IsInTime switch { true => text + " " + T("route.in-time", Dates.Text(answer.Consignment!.Due!.Value)), false => text + " " + T("route.late", Dates.Text(answer.Consignment!.Due!.Value)), _ => text };
    }

    /// <summary>Mode and id of a link.</summary>
    public string Link(int link) => T("route.link", T("mode." + network.TransportLinks[link].Mode), network.TransportLinks[link].Id);

    /// <summary>The modes of a route with the places where they begin and end.</summary>
    public string Via(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var text = new System.Text.StringBuilder(route.Legs.Count == 0 ? "" : Place(route.Legs[0].From));
        for (var i = 0; i < route.Legs.Count; i++)
        {
            var mode = network.TransportLinks[route.Legs[i].Link].Mode;
            var last = i == route.Legs.Count - 1 || network.TransportLinks[route.Legs[i + 1].Link].Mode != mode;
            // Along one mode only the borders between countries are worth a name.
            if (last || network.TransportNodes[route.Legs[i].To].Country != network.TransportNodes[route.Legs[i].From].Country)
                text.Append(" – ").Append(last ? $"{Place(route.Legs[i].To)} ({T("mode." + mode)})" : Place(route.Legs[i].To));
        }
        return text.ToString();
    }

    /// <summary>Why a leg leaves when it does, and what is not known of it; empty where nothing is to say.</summary>
    public string Why(RouteLeg leg)
    {
        ArgumentNullException.ThrowIfNull(leg);
        var parts = leg.Waits.Select(w => T("wait." + w.Kind.ToString().ToLowerInvariant(), Days(w.Minutes), w.Kind == WaitKind.Permission ? Country(w.Country) : "")).ToList();
        if (leg.ExtraMinutes > 0) parts.Add(T("route.slowed", Days(leg.ExtraMinutes)));
        if (leg.IsPermissionUnknown) parts.Add(T("route.permission-unknown"));
        if (leg.IsTimeAssumed) parts.Add(T("route.assumed"));
        if (leg.Unknown.Count > 0) parts.Add(T("route.unknown", string.Join(", ", leg.Unknown.Select(u => Limit(u.Kind)))));
        return string.Join("; ", parts);
    }

    /// <summary>Name of a limit.</summary>
    public string Limit(LimitKind kind) => T("limit." + kind.ToString().ToLowerInvariant());

    /// <summary>What stops a load, and what would let it pass.</summary>
    public string Blocked(BlockedSegment blocked)
    {
        ArgumentNullException.ThrowIfNull(blocked);
        var (limit, kind) = (blocked.Limit, blocked.Limit.Kind);
        var where = blocked.Link >= 0 ? Segment(blocked.Link) : Place(blocked.Node);
        return kind switch
        {
            LimitKind.Transfer => T("blocked.transfer", where, string.Join(", ", limit.Need.Split(' ').Select(m => T("mode." + m)))),
            LimitKind.GaugeChange => T("blocked.gaugechange", where, limit.Need, limit.Limit),
            LimitKind.Tunnel => T("blocked.tunnel", where, limit.Limit, limit.Need),
            LimitKind.Hazard => T("blocked.hazard", where, limit.Need),
            _ => T("blocked.most", where, Limit(kind), Measure(kind, limit.Limit), Measure(kind, limit.Need)),
        };
    }

    /// <summary>A link with its ends.</summary>
    public string Segment(int link) => T("route.segment", Place(network.TransportLinks[link].A), Place(network.TransportLinks[link].B), Link(link));

    /// <summary>Name of a regime; that of a package's own is its name.</summary>
    public string Regime(string regime) => texts.Find("mobility.regime." + regime) ?? regime;

    /// <summary>A requirement with its value.</summary>
    public string Requirement(Requirement requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        // "More than 75 %" is kept as the next number above it.
        var (least, most) = (Math.Round(requirement.Least, 6), requirement.Most);
        var unit = requirement.Unit.Length > 0 ? "\u00A0" + requirement.Unit : "";
        var value = least == most ? Numbers.Exact(least) + unit : double.IsInfinity(most) ? T(requirement.Id == "rail-fast-share" ? "check.above" : "check.least", Numbers.Exact(least) + unit) : T("check.most", Numbers.Exact(most) + unit);
        return T("check." + requirement.Id) + " " + value;
    }

    /// <summary>Met, not met or unknown.</summary>
    public string Answer(bool? isMet) => T(isMet switch { true => "check.met", false => "check.not-met", _ => "check.unknown" });

    /// <summary>The link or the place that a row is about.</summary>
    public string Where(CheckRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Link >= 0 ? Segment(row.Link) : Place(row.Node);
    }

    /// <summary>What a row has.</summary>
    public string Has(CheckRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Value.IsKnown ? Numbers.Quantity(row.Value) + (row.Requirement.Unit.Length > 0 ? "\u00A0" + row.Requirement.Unit : "") : texts["unit.unknown"];
    }

    /// <summary>By when it is a duty, or that it is none.</summary>
    public string By(CheckRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.By is { } by ? T("check.by", Dates.Text(by)) : T(row.Requirement.Force switch { RequirementForce.DualUse => "check.dual-use", RequirementForce.NewLines => "check.new-lines", _ => "check.no-duty" });
    }

    /// <summary>Word of a status.</summary>
    public static string Word(RouteStatus status) => status switch { RouteStatus.Feasible => "feasible", RouteStatus.FeasibleAsKnown => "feasible-as-known", RouteStatus.BlockedAsKnown => "blocked-as-known", _ => "blocked" };

    string Measure(LimitKind kind, string text) => Quantity.TryParse(text, out var value) && value.IsKnown
        ? Numbers.Quantity(value) + (kind switch { LimitKind.Mass or LimitKind.AxleLoad => "\u00A0t", LimitKind.WheeledClass or LimitKind.TrackedClass => "", _ => "\u00A0m" }) : texts["unit.unknown"];
}
