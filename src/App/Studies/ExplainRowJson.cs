using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Studies;

/// <summary>A row as JSON: what it says, what it rests on, and where it matters.</summary>
static class ExplainRowJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, ExplainRowResult result, bool names = true)
    {
        var package = result.Network.Package;
        json.WriteStartObject();
        json.WriteStartObject("identity");
        json.WriteString("package", package.Head.Name);
        json.WriteString("snapshot", package.Hash);
        json.WriteString("version", ProductVersion.Text);
        json.WriteText("date", (result.Options.At ?? package.Head.AsOf) is { } date ? Dates.Text(date) : null);
        json.WriteString("status", FieldCatalog.Statuses[result.Options.Status]);
        json.WriteString("perimeter", result.Options.Perimeters[0].Name);
        json.WriteString("reading", ExplainJson.Word(result.Reading));
        json.WriteEndObject();
        json.WriteString("row", result.Address);
        json.WriteStartObject("cells");
        foreach (var (field, text) in result.Cells) json.WriteString(field.Name, text);
        json.WriteEndObject();
        json.WriteList("readings", result.Readings, r =>
        {
            json.WriteStartObject();
            json.WriteString("column", r.Field.Name);
            json.WriteString("unit", r.Unit);
            json.WriteValue("pessimistic", r.Pessimistic);
            json.WriteValue("central", r.Central);
            json.WriteValue("optimistic", r.Optimistic);
            json.WriteEndObject();
        });
        json.WriteList("sources", result.Sources, s =>
        {
            json.WriteStartObject();
            json.WriteString("id", s.Id);
            json.WriteString("title", s.Title);
            json.WriteString("publisher", s.Publisher);
            json.WriteString("date", s.Date);
            json.WriteString("url", s.Url);
            json.WriteString("reliability", s.Reliability);
            json.WriteString("credibility", s.Credibility);
            json.WriteEndObject();
        });
        json.WriteBoolean("isTrusted", result.IsTrusted);
        if (result.Counts is { } counts) json.WriteBoolean("counts", counts);
        else json.WriteNull("counts");
        json.WriteTexts("trees", result.Trees.Select(t => $"{t.Technology.Id}/{t.Verb}"));
        json.WriteTexts("withdrawn", result.Withdrawn.Select(t => $"{t.Technology.Id}/{t.Verb}"));
        json.WriteList("uses", result.Uses, u =>
        {
            json.WriteStartObject();
            json.WriteString("figure", $"{u.Technology.Id}/{u.Verb}/{u.Figure}");
            json.WriteValue("theta", u.Theta);
            json.WriteText("row", names ? u.Term.Address : null);
            json.WriteValue("capacity", u.Term.Capacity);
            json.WriteString("unit", result.Network.Items[u.Term.Item].Unit.Text + "/month");
            json.WriteValue("shadowPrice", u.Term.Price);
            json.WriteValue("product", u.Term.Product);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
