using System.Text.Json;
using Vauban.App.Cli;
using Vauban.App.Exposure;
using Vauban.App.Sovereignty;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Studies;

/// <summary>An explanation of a figure about exposure as JSON, for the command and for the endpoint alike.</summary>
static class ExposureExplainJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, ExposureExplainResult result)
    {
        var network = result.Table.Network;
        json.WriteStartObject();
        ExposureJson.Identity(json, network, result.Options);
        json.WriteString("perimeter", result.Options.Perimeter.Name);
        json.WriteString("reading", ExplainJson.Word(result.Reading));
        json.WriteString("name", result.Name);
        json.WritePropertyName("figure");
        AssessmentJson.Figure(json, result.Figure);
        json.WriteText("item", result.Item >= 0 ? network.Items[result.Item].Id : null);
        json.WriteText("subject", result.Subject?.Id(network));
        json.WriteList("terms", result.Terms, t =>
        {
            json.WriteStartObject();
            json.WriteText("row", t.Address.Length > 0 ? t.Address : null);
            json.WriteText("item", t.Item >= 0 ? network.Items[t.Item].Id : null);
            if (t.Way.Count > 0) json.WriteTexts("way", t.Way.Select(i => network.Items[i].Id));
            json.WriteValue("amount", t.Amount);
            json.WriteString("unit", t.Unit);
            json.WriteValue("factor", t.Factor);
            json.WriteValue("product", t.Product);
            json.WriteString("basis", t.Basis);
            json.WriteTexts("sources", t.Sources);
            json.WriteEndObject();
        });
        json.WriteValue("capTerm", result.CapTerm);
        json.WriteValue("sum", result.Sum);
        json.WriteValue("whole", result.Whole);
        if (double.IsNaN(result.Whole)) json.WriteNull("addsUp");
        else json.WriteBoolean("addsUp", result.AddsUp);
        json.WriteEndObject();
    }
}
