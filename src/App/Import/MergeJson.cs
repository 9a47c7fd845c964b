using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Import;

/// <summary>A merge as JSON.</summary>
static class MergeJson
{
    public static void Write(Utf8JsonWriter json, MergeResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        json.WriteBoolean("merged", result.IsMerged);
        json.WriteText("snapshot", result.IsMerged ? result.Package.Hash : null);
        json.WriteList("open", result.Open, c => Conflict(json, c));
        json.WriteList("settled", result.Settled, c => Conflict(json, c));
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Conflict(Utf8JsonWriter json, MergeConflict conflict)
    {
        json.WriteStartObject();
        json.WriteString("table", conflict.Table);
        json.WriteString("key", conflict.Key);
        json.WriteString("field", conflict.Field);
        json.WriteList("statements", conflict.Statements, s =>
        {
            json.WriteStartObject();
            json.WriteString("contributor", s.Label);
            json.WriteString("value", s.Value);
            json.WriteString("basis", s.Basis);
            json.WriteString("source", s.Sources);
            json.WriteString("marking", s.Marking);
            json.WriteEndObject();
        });
        json.WriteText("chosen", conflict.Decision is { } d ? d.From.Length > 0 ? d.From : d.Chosen : null);
        json.WriteText("reason", conflict.Decision?.Reason);
        json.WriteEndObject();
    }
}
