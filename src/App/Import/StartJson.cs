using System.Text.Json;
using Vauban.Adapters.Formats.Flat;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Import;

/// <summary>What became of a flat sheet, as JSON.</summary>
static class StartJson
{
    public static void Write(Utf8JsonWriter json, FlatResult sheet, SovereigntyResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var sentences = new Sentences(result.Network, texts, true);
        json.WriteStartObject();
        AssessmentJson.Identity(json, result);
        json.WriteStartObject("sheet");
        json.WriteNumber("rows", sheet.Rows);
        json.WriteStartObject("columns");
        foreach (var (heading, column) in sheet.Headings) json.WriteString(column, heading);
        json.WriteEndObject();
        json.WriteTexts("unread", sheet.Unread);
        json.WriteTexts("assumedGoals", sheet.AssumedGoals);
        json.WriteEndObject();
        AssessmentJson.WriteResult(json, result, texts);
        json.WriteList("gaps", GapList.Of(result), gap =>
        {
            json.WriteStartObject();
            json.WriteString("kind", gap.Kind.ToString().ToLowerInvariant());
            json.WriteTexts("things", gap.Things);
            json.WriteText("address", gap.Ask?.Address);
            json.WriteText("perimeter", gap.Perimeter?.Name);
            json.WriteString("sentence", StartText.Sentence(texts, gap, sentences));
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }
}
