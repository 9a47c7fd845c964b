using System.Text.Json;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Exposure;

/// <summary>Flows from source countries to the goals as JSON, for the command and for the endpoint alike.</summary>
static class FlowsJson
{
    /// <summary>Word of a measure in files and on the command line.</summary>
    public static string Word(FlowMeasure measure) => measure switch { FlowMeasure.Value => "value", FlowMeasure.Need => "need", _ => "sources" };

    /// <summary>The measure of a word; null where there is none.</summary>
    public static FlowMeasure? Find(string word) => word switch { "value" => FlowMeasure.Value, "need" => FlowMeasure.Need, "sources" => FlowMeasure.Sources, _ => null };

    /// <summary>The answer. Amounts are per month in the unit of the measure, central reading; shares are fractions.</summary>
    public static void Write(Utf8JsonWriter json, FlowsResult result)
    {
        var items = result.Table.Network.Items;
        json.WriteString("by", Word(result.Measure));
        json.WriteText("followed", result.Followed >= 0 ? items[result.Followed].Id : null);
        json.WriteString("unit", result.Unit);
        json.WriteBoolean("converges", result.Converges);
        json.WriteValue("total", result.Total);
        json.WriteValue("goalRate", result.GoalRate);
        json.WriteValue("outsideShare", result.OutsideShare);
        json.WriteValue("unknownShare", result.UnknownShare);
        json.WriteList("countries", result.Countries, c =>
        {
            json.WriteStartObject();
            json.WriteText("country", Code(c.Country));
            json.WriteBoolean("outside", c.IsOutside);
            json.WritePropertyName("share");
            AssessmentJson.Figure(json, c.Share);
            json.WriteValue("amount", c.Central);
            json.WriteEndObject();
        });
        json.WriteList("items", result.Items, i =>
        {
            json.WriteStartObject();
            json.WriteString("item", i.Item.Id);
            json.WriteNumber("tier", i.Tier);
            json.WriteValue("perMonth", i.PerMonth);
            json.WriteString("unit", i.Item.Unit.Amount);
            json.WriteValue("content", i.Content);
            json.WriteValue("added", i.Added);
            json.WriteValue("end", i.End);
            json.WriteBoolean("open", i.IsOpen);
            json.WriteEndObject();
        });
        json.WriteList("sources", result.Sources, s =>
        {
            json.WriteStartObject();
            json.WriteText("country", Code(s.Country));
            json.WriteString("item", items[s.Item].Id);
            json.WriteValue("low", s.Low);
            json.WriteValue("central", s.Central);
            json.WriteValue("high", s.High);
            json.WriteEndObject();
        });
        json.WriteList("links", result.Links, l =>
        {
            json.WriteStartObject();
            json.WriteString("input", items[l.Input].Id);
            json.WriteString("item", items[l.Item].Id);
            json.WriteValue("perMonth", l.PerMonth);
            json.WriteValue("content", l.Content);
            json.WriteBoolean("loop", l.IsLoop);
            json.WriteEndObject();
        });
        json.WriteList("exchanges", result.Exchanges, e =>
        {
            json.WriteStartObject();
            json.WriteText("from", Code(e.From));
            json.WriteText("to", Code(e.To));
            json.WriteNumber("tier", e.Tier);
            json.WriteValue("content", e.Content);
            json.WriteEndObject();
        });
        json.WriteTexts("noValue", result.NoValue.Select(i => items[i].Id));
        json.WriteTexts("overspent", result.Overspent.Select(i => items[i].Id));
        json.WriteTexts("noQuantity", result.NoQuantity.Select(r => result.Table.Network.Recipes[r].From.Address));
        json.WriteTexts("withAlternatives", result.WithAlternatives.Select(i => items[i].Id));
    }

    static string? Code(int country) => country < 0 ? null : Countries.All[country].Code;
}
