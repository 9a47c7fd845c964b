using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Mobility;

/// <summary>Flows as JSON, for the command and for the endpoint alike. Amounts are tonnes.</summary>
static class FlowJson
{
    static readonly string[] Readings = ["pessimistic", "central", "optimistic"];

    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, FlowAnswer answer, IReadOnlyList<Finding> findings, Texts texts)
    {
        var flow = answer.Flow;
        var network = flow.Network;
        json.WriteStartObject();
        CapacityJson.Identity(json, network.Package, flow.Solver, network.Package.Head.AsOf, () =>
        {
            json.WriteString("of", answer.IsPlan ? "plan" : "consignments");
            json.WriteString("regime", flow.Options.Regime);
            json.WriteString("permissions", flow.Options.Permissions == PermissionTime.AtStart ? "at-start" : "at-border");
            json.WriteTexts("without", flow.Options.Without);
            json.WriteNumber("ways", flow.Options.Ways);
            json.WriteNumber("daysAfter", flow.Options.DaysAfter);
        });
        json.WriteList("shipments", flow.Shipments.Select((s, i) => (s, i)), p =>
        {
            json.WriteStartObject();
            json.WriteString("id", p.s.Id);
            json.WriteString("item", network.Items[p.s.Item].Id);
            json.WriteValue("tonnes", p.s.Tonnes);
            json.WriteString("origin", network.TransportNodes[p.s.Origin].Id);
            json.WriteString("destination", network.TransportNodes[p.s.Destination].Id);
            json.WriteString("ready", Dates.Text(p.s.Ready));
            json.WriteString("due", Dates.Text(p.s.Due));
            json.WriteEndObject();
        });
        json.WritePropertyName("plan");
        Plan(json, network, flow, flow.Plan);
        json.WriteStartObject("regimes");
        foreach (var (regime, plan) in PermissionRegime.All.Zip(flow.ByRegime))
        {
            json.WritePropertyName(regime);
            Plan(json, network, flow, plan);
        }
        json.WriteEndObject();
        json.WritePropertyName("withAllLinks");
        if (flow.WithAll is { } all) Plan(json, network, flow, all);
        else json.WriteNullValue();
        json.WriteList("maxima", flow.Maxima, m =>
        {
            json.WriteStartObject();
            json.WriteString("origin", network.TransportNodes[m.Origin].Id);
            json.WriteString("destination", network.TransportNodes[m.Destination].Id);
            json.WriteStartObject("tonnesPerDay");
            foreach (var (name, value) in Readings.Zip(m.PerDay)) json.WriteValue(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        json.WriteList("unplaced", answer.Unplaced, u =>
        {
            json.WriteStartObject();
            json.WriteString("buyer", u.Buyer);
            json.WriteString("item", network.Items[u.Item].Id);
            json.WriteValue("quantity", u.Quantity);
            json.WriteString("reason", JsonNamingPolicy.KebabCaseLower.ConvertName(u.Reason.ToString()));
            json.WriteEndObject();
        });
        json.WriteTexts("unweighed", answer.Unweighed);
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Plan(Utf8JsonWriter json, Network network, FlowResult flow, FlowPlan plan)
    {
        json.WriteStartObject();
        json.WriteValue("lateTonneDays", plan.LateTonneDays);
        json.WriteValue("cost", plan.Cost);
        json.WriteValue("mayBeLessLateBy", plan.MayBeLessLateBy);
        json.WriteValue("mayBeCheaperBy", plan.MayBeCheaperBy);
        json.WriteList("arrivals", flow.Shipments.Select((s, i) => (s, i)), p =>
        {
            json.WriteStartObject();
            json.WriteString("shipment", p.s.Id);
            json.WriteValue("tonnes", plan.Arrived[p.i]);
            json.WriteText("last", plan.LastArrival[p.i] is { } last ? Dates.Text(last) : null);
            json.WriteEndObject();
        });
        json.WriteList("moves", plan.Moves, m =>
        {
            json.WriteStartObject();
            json.WriteString("shipment", flow.Shipments[m.Shipment].Id);
            json.WriteString("departure", Dates.Text(m.Departure));
            json.WriteString("arrival", Dates.Text(m.Arrival));
            json.WriteValue("tonnes", m.Tonnes);
            json.WriteValue("cost", m.Cost);
            json.WriteTexts("links", m.Links.Select(l => network.TransportLinks[l].Id));
            json.WriteEndObject();
        });
        json.WriteList("full", plan.Bottlenecks, b =>
        {
            json.WriteStartObject();
            json.WriteText("link", b.Link >= 0 ? network.TransportLinks[b.Link].Id : null);
            json.WriteText("node", b.Node >= 0 ? network.TransportNodes[b.Node].Id : null);
            json.WriteBoolean("isTransfer", b.IsTransfer);
            json.WriteNumber("days", b.Days);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
