using System.Text.Json;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Studies;

/// <summary>An explanation as JSON, for the command and for the endpoint alike.</summary>
static class ExplainJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, ExplainResult result, bool names = true)
    {
        var network = result.Assessment.Network;
        json.WriteStartObject();
        AssessmentJson.Identity(json, result.Assessment);
        json.WriteString("perimeter", result.Grid.Perimeter.Name);
        json.WriteString("reading", Word(result.Reading));
        json.WritePropertyName("figure");
        AssessmentJson.Figure(json, result.Figure);
        json.WriteValue("theta", result.Theta);
        json.WriteValue("goalRate", result.Rate);
        json.WriteList("terms", result.Terms, t =>
        {
            json.WriteStartObject();
            json.WriteText("row", names ? t.Address : null);
            json.WriteString("item", network.Items[t.Item].Id);
            json.WriteValue("capacity", t.Capacity);
            json.WriteString("unit", network.Items[t.Item].Unit.Text + "/month");
            json.WriteValue("shadowPrice", t.Price);
            json.WriteValue("product", t.Product);
            json.WriteString("basis", t.Basis);
            json.WriteTexts("sources", t.Sources);
            json.WriteEndObject();
        });
        json.WriteValue("capTerm", result.CapTerm);
        json.WriteValue("sum", result.Sum);
        if (double.IsNaN(result.Theta)) json.WriteNull("addsUp");
        else json.WriteBoolean("addsUp", result.AddsUp);
        json.WriteList("ladder", result.Ladder, r => AssessmentJson.Rung(json, r, network));
        json.WriteList("assumed", result.Assumed, a =>
        {
            json.WriteStartObject();
            json.WriteText("supply", names ? a.Supply.Id : null);
            json.WriteString("item", network.Items[a.Supply.Item].Id);
            json.WriteValue("output", a.Output);
            json.WriteEndObject();
        });
        json.WriteTexts("notHeld", result.NotHeld.Select(i => network.Items[i].Id));
        json.WriteTexts("withdrawn", result.Withdrawn.Select(r => network.Restrictions[r].Id));
        json.WriteText("failure", result.Failure is { } failure && (names || AssessmentJson.IsOpen(failure.Actor.Kind)) ? failure.Actor.Id(network) : null);
        json.WriteValue("windowDays", result.WindowDays);
        json.WriteTexts("goals", result.Row.Goals.Select(g => g.From.Address));
        json.WriteEndObject();
    }

    /// <summary>A reading in files.</summary>
    public static string Word(Reading reading) => reading switch { Reading.Pessimistic => "pessimistic", Reading.Central => "central", _ => "optimistic" };
}
