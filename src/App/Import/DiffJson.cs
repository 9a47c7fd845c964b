using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Import;

/// <summary>A comparison of two snapshots as JSON.</summary>
static class DiffJson
{
    public static void Write(Utf8JsonWriter json, VerdictComparison result)
    {
        json.WriteStartObject();
        Snapshot(json, "before", result.Rows.Before);
        Snapshot(json, "after", result.Rows.After);
        json.WriteList("head", result.Rows.Head, c => Cell(json, c));
        json.WriteList("rows", result.Rows.Rows, r =>
        {
            json.WriteStartObject();
            json.WriteString("change", r.Kind.ToString().ToLowerInvariant());
            json.WriteString("table", r.Table);
            json.WriteString("key", r.Key);
            json.WriteList("cells", r.Cells, c => Cell(json, c));
            json.WriteEndObject();
        });
        json.WriteList("moves", result.Moves, m => Move(json, m));
        json.WriteNumber("trials", result.Trials);
        json.WriteEndObject();
    }

    static void Snapshot(Utf8JsonWriter json, string name, Package package)
    {
        json.WriteStartObject(name);
        json.WriteString("package", package.Head.Name);
        json.WriteString("snapshot", package.Hash);
        json.WriteEndObject();
    }

    static void Cell(Utf8JsonWriter json, CellChange cell)
    {
        json.WriteStartObject();
        json.WriteString("field", cell.Field);
        json.WriteString("old", cell.Old);
        json.WriteString("new", cell.New);
        json.WriteEndObject();
    }

    static void Move(Utf8JsonWriter json, VerdictMove move)
    {
        json.WriteStartObject();
        json.WriteString("technology", move.Technology);
        json.WriteString("perimeter", move.Perimeter);
        json.WriteString("verb", move.Verb);
        json.WriteString("danger", move.Danger);
        State(json, "before", move.Before);
        State(json, "after", move.After);
        if (move.Cause is { } cause)
        {
            json.WriteStartObject("cause");
            json.WriteTexts("rows", cause.Rows.Select(r => r.Address));
            json.WriteBoolean("date", cause.IsHead);
            json.WriteBoolean("smallest", cause.IsSmallest);
            json.WriteBoolean("ended", cause.IsEnded);
            json.WriteEndObject();
        }
        else json.WriteNull("cause");
        json.WriteEndObject();
    }

    static void State(Utf8JsonWriter json, string name, CellState state)
    {
        json.WriteStartObject(name);
        json.WriteText("verdict", state.Verdict.Length > 0 ? state.Verdict : null);
        json.WriteValue("low", state.Low);
        json.WriteValue("central", state.Central);
        json.WriteValue("high", state.High);
        json.WriteEndObject();
    }
}
