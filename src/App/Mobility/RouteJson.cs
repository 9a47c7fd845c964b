using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Mobility;

/// <summary>Routes as JSON, for the command and for the endpoint alike. Times are days from the start of the journey.</summary>
static class RouteJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, RouteResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var (network, options) = (result.Network, result.Options);
        json.WriteStartObject();
        CapacityJson.Identity(json, network.Package, null, options.At ?? network.Package.Head.AsOf, () =>
        {
            json.WriteString("regime", options.Regime);
            json.WriteString("permissions", options.Permissions == PermissionTime.AtStart ? "at-start" : "at-border");
            json.WriteNumber("alternatives", options.Alternatives);
            json.WriteTexts("without", options.Without);
            OutageChoice.Write(json, network, options.Outages);
            json.WriteTexts("modes", options.Modes);
        });
        json.WriteList("consignments", result.Answers, a => Answer(json, network, a));
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Answer(Utf8JsonWriter json, Network network, RouteAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("id", answer.Id);
        json.WriteString("status", MobilityWords.Word(answer.Status));
        json.WriteText("item", answer.Consignment is { } lot ? network.Items[lot.Item].Id : null);
        json.WriteText("quantity", answer.Consignment is { Quantity.IsKnown: true } known ? known.Quantity.ToString() : null);
        json.WriteText("mass", answer.Load.TotalMass.IsKnown ? answer.Load.TotalMass.ToString() : null);
        json.WriteText("value", answer.Load.Value.IsKnown ? answer.Load.Value.ToString() : null);
        json.WriteText("loads", answer.Load.Loads.IsKnown ? answer.Load.Loads.ToString() : null);
        json.WriteText("hazard", answer.Load.Hazard.Length > 0 ? answer.Load.Hazard : null);
        json.WriteString("origin", network.TransportNodes[answer.Origin].Id);
        json.WriteString("destination", network.TransportNodes[answer.Destination].Id);
        json.WriteString("start", Dates.Text(answer.Start));
        json.WriteText("due", answer.Consignment?.Due is { } due ? Dates.Text(due) : null);
        if (answer.IsInTime is { } inTime) json.WriteBoolean("isInTime", inTime);
        else json.WriteNull("isInTime");
        json.WriteStartObject("days");
        foreach (var (name, minutes) in new[] { ("pessimistic", answer.Minutes[0]), ("central", answer.Minutes[1]), ("optimistic", answer.Minutes[2]) }) json.WriteValue(name, InDays(minutes));
        json.WriteEndObject();
        json.WriteList("routes", answer.Routes, r => Route(json, network, answer, r));
        json.WriteValue("unlimitedDays", InDays(answer.Unlimited?.Minutes));
        json.WriteList("blocked", answer.Blocked, b => Blocked(json, network, b));
        json.WritePropertyName("relief");
        if (answer.Relief is { } relief)
        {
            json.WriteStartObject();
            json.WriteList("limits", answer.ReliefLimits, b => Blocked(json, network, b));
            json.WritePropertyName("route");
            Route(json, network, answer, relief);
            json.WriteEndObject();
        }
        else json.WriteNullValue();
        json.WriteStartObject("daysByRegime");
        foreach (var (regime, i) in PermissionRegime.All.Select((r, i) => (r, i))) json.WriteValue(regime, InDays(answer.ByRegime[i]));
        json.WriteEndObject();
        json.WriteValue("daysWithAllLinks", InDays(answer.WithAll));
        json.WriteEndObject();
    }

    static void Route(Utf8JsonWriter json, Network network, RouteAnswer answer, Route route)
    {
        json.WriteStartObject();
        json.WriteValue("days", route.Days);
        json.WriteValue("permissionDays", route.PermissionDays);
        json.WriteString("arrival", MobilityWords.Time(answer.Start, route.Minutes));
        json.WriteList("legs", route.Legs, leg =>
        {
            var link = network.TransportLinks[leg.Link];
            json.WriteStartObject();
            json.WriteString("link", link.Id);
            json.WriteString("mode", link.Mode);
            json.WriteString("from", network.TransportNodes[leg.From].Id);
            json.WriteString("to", network.TransportNodes[leg.To].Id);
            json.WriteValue("ready", InDays(leg.Ready));
            json.WriteValue("depart", InDays(leg.Depart));
            json.WriteValue("arrive", InDays(leg.Arrive));
            json.WriteList("waits", leg.Waits, w =>
            {
                json.WriteStartObject();
                json.WriteString("kind", w.Kind.ToString().ToLowerInvariant());
                json.WriteText("country", w.Country >= 0 ? Countries.All[w.Country].Code : null);
                json.WriteValue("days", InDays(w.Minutes));
                json.WriteEndObject();
            });
            json.WriteTexts("unknown", leg.Unknown.Select(u => Limit(u.Kind)));
            json.WriteBoolean("isPermissionUnknown", leg.IsPermissionUnknown);
            json.WriteBoolean("isTimeAssumed", leg.IsTimeAssumed);
            json.WriteText("basis", link.From.Basis.Length > 0 ? link.From.Basis : null);
            json.WriteTexts("sources", link.From.Sources);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Blocked(Utf8JsonWriter json, Network network, BlockedSegment blocked)
    {
        json.WriteStartObject();
        json.WriteText("link", blocked.Link >= 0 ? network.TransportLinks[blocked.Link].Id : null);
        json.WriteText("node", blocked.Node >= 0 ? network.TransportNodes[blocked.Node].Id : null);
        json.WriteString("limit", Limit(blocked.Limit.Kind));
        json.WriteString("need", blocked.Limit.Need);
        json.WriteString("has", blocked.Limit.Limit);
        json.WriteEndObject();
    }

    static string Limit(LimitKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    static double InDays(long? minutes) => minutes is { } m ? m / (double)PermissionBook.Day : double.NaN;
}
