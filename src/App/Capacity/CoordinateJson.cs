using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>What coordination is worth, as JSON.</summary>
static class CoordinateJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, Network network, CoordinationResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        json.WriteString("status", result.Joint is null ? "no-plan" : PlanJson.Word(result.Coordinated.Status));
        PlanJson.Identity(json, network.Package, result.Options.Plan);
        json.WriteString("split", result.Options.Split == CapacitySplit.ProRata ? "pro-rata" : "order-date");
        json.WriteText("unit", "EUR");
        json.WriteValue("value", result.Value ?? double.NaN);
        json.WriteList("states", result.States, s => State(json, network, result, s));
        json.WriteList("overCommitments", result.OverCommitments, o => Over(json, result, o));
        json.WritePropertyName("joint");
        if (result.Joint is { } joint)
        {
            json.WriteStartObject();
            json.WriteValue("objective", joint.Objective);
            PlanJson.Plan(json, joint);
            json.WriteEndObject();
        }
        else json.WriteNullValue();
        json.WritePropertyName("coordinated");
        PlanJson.Result(json, result.Coordinated, network, texts);
        json.WritePropertyName("withoutSidePayments");
        if (result.WithoutSidePayments is { } without) PlanJson.Result(json, without, network, texts);
        else json.WriteNullValue();
        FindingsJson.WriteList(json, [.. findings, .. result.Findings], texts);
        json.WriteEndObject();
    }

    static void State(Utf8JsonWriter json, Network network, CoordinationResult result, CoordinationState state)
    {
        json.WriteStartObject();
        json.WriteString("buyer", state.Name);
        json.WriteTexts("demands", state.Demands.Select(d => network.Demands[d].From.Key));
        json.WriteString("aloneStatus", PlanJson.Word(result.Alone[state.Index].Status));
        Outcome("expected", result.Expected);
        Outcome("joint", result.InJoint);
        Outcome("coordinated", result.InCoordinated);
        Outcome("withoutSidePayments", result.InWithoutSidePayments);
        json.WriteEndObject();

        void Outcome(string name, IReadOnlyList<StateOutcome> outcomes)
        {
            if (outcomes.Count == 0) return;
            var o = outcomes[state.Index];
            json.WriteStartObject(name);
            json.WriteValue("wanted", o.Wanted);
            json.WriteValue("delivered", o.Delivered);
            json.WriteValue("lateUnitMonths", o.LateUnitMonths);
            json.WriteValue("shortfallCost", o.ShortfallCost);
            json.WriteValue("paid", o.Paid);
            json.WriteEndObject();
        }
    }

    static void Over(Utf8JsonWriter json, CoordinationResult result, OverCommitment over)
    {
        var joint = result.Joint!;
        json.WriteStartObject();
        json.WriteString("supply", joint.Supplies[over.Supply].Id);
        json.WriteString("item", joint.Network.Items[joint.Supplies[over.Supply].Item].Id);
        json.WriteString("from", Dates.Text(joint.Periods[over.FirstPeriod].First));
        json.WriteString("worst", Dates.Text(joint.Periods[over.WorstPeriod].First));
        json.WriteValue("worstRatio", over.WorstRatio);
        json.WriteList("ratio", joint.Periods, p => json.WriteValue(over.Ratio(p.Index)));
        json.WriteList("claims", result.States, s =>
        {
            json.WriteStartObject();
            json.WriteString("buyer", s.Name);
            json.WriteList("claimed", over.Claims[s.Index], json.WriteValue);
            json.WriteEndObject();
        });
        json.WriteList("capacity", over.Capacity, json.WriteValue);
        json.WriteEndObject();
    }
}
