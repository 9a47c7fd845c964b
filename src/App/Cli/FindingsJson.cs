using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;

namespace Vauban.App.Cli;

/// <summary>Findings as JSON.</summary>
static class FindingsJson
{
    /// <summary>An object with the list and the counts.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>The list and the counts as properties.</summary>
    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteNumber("errors", findings.Count(f => f.Severity == Severity.Error));
        json.WriteNumber("warnings", findings.Count(f => f.Severity == Severity.Warning));
        json.WriteNumber("notes", findings.Count(f => f.Severity == Severity.Note));
        json.WriteList("findings", findings, f =>
        {
            json.WriteStartObject();
            json.WriteString("code", f.Code);
            json.WriteString("severity", Word(f.Severity));
            json.WriteText("file", f.Place.File);
            json.WriteText("sheet", f.Place.Sheet);
            if (f.Place.Row is { } row) json.WriteNumber("row", row);
            else json.WriteNull("row");
            json.WriteText("column", f.Place.Column);
            json.WriteText("id", f.Place.Id);
            json.WriteTexts("values", f.Values);
            json.WriteString("sentence", texts.Message(f));
            json.WriteEndObject();
        });
    }

    /// <summary>A severity in files.</summary>
    public static string Word(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };
}
