using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Fixes as JSON, for the command and for the endpoint alike. Costs are EUR, shares fractions, chances per cent.</summary>
static class FixesJson
{
    /// <summary>The document: one result per perimeter.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<FixesResult> results, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        Identity(json, results[0]);
        json.WriteList("results", results, r =>
        {
            json.WriteStartObject();
            json.WriteString("status", r.IsComplete ? "optimal" : "limit");
            json.WriteString("perimeter", r.Options.Perimeter.Name);
            json.WriteTexts("decided", r.Decided);
            json.WriteList("rows", r.Rows, row => Row(json, row, r.Table.Network));
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Identity(Utf8JsonWriter json, FixesResult result)
    {
        var (package, options) = (result.Table.Network.Package, result.Options);
        CapacityJson.Identity(json, package, result.Solver, result.Date, () =>
        {
            CapacityJson.Counted(json, options.Status, options.Technologies, options.Verbs);
            json.WriteValue("budget", options.Budget ?? double.PositiveInfinity);
            json.WriteValue("outageDays", options.OutageDays);
            json.WriteValue("level", options.Level);
        });
    }

    static void Row(Utf8JsonWriter json, FixRow row, Network network)
    {
        json.WriteStartObject();
        json.WriteString("technology", row.Technology.Id);
        json.WriteString("verb", row.Verb);
        json.WriteBoolean("isHolding", row.IsHolding);
        Figure(json, "thetaIn", row.ThetaIn);
        json.WriteText("worstFailure", row.Worst?.Actor.Id(network));
        Lost(json, "", row.LostDays, row);
        json.WriteList("fixes", row.Values, v => Value(json, v, row, network));
        json.WriteStartObject("curve");
        json.WriteString("reading", row.Reading.ToString().ToLowerInvariant());
        json.WriteString("status", row.IsComplete ? "optimal" : "limit");
        json.WriteValue("most", row.Most);
        json.WriteTexts("unpriced", row.Unpriced.Select(f => f.Address));
        json.WriteList("sets", row.Curve, s => Set(json, s, row));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Lost(Utf8JsonWriter json, string name, double days, FixRow row)
    {
        json.WriteValue(name.Length == 0 ? "lostDays" : name + "Days", days);
        json.WriteValue(name.Length == 0 ? "lostUnits" : name + "Units", days * row.UnitsPerMonth / Units.DaysPerMonth);
    }

    static void Value(Utf8JsonWriter json, FixValue value, FixRow row, Network network)
    {
        var fix = value.Fix;
        json.WriteStartObject();
        json.WriteString("fix", fix.Address);
        json.WriteString("name", fix.Name);
        json.WriteString("kind", Word(fix.Kind));
        json.WriteText("label", fix.Label?.ToString().ToLowerInvariant());
        json.WriteString("item", network.Items[fix.Item].Id);
        json.WriteText("adds", Text(fix.Adds));
        json.WriteText("cost", Text(fix.Cost));
        if (fix.Kind == FixKind.Stock) json.WriteText("keepingCostPerMonth", Text(fix.KeepingCost));
        json.WriteText("months", Text(fix.Months));
        json.WriteText("chance", Text(fix.Chance));
        json.WriteNumber("most", fix.Most);
        if (value.Gain is not null)
        {
            Figure(json, "thetaIn", value.ThetaIn!);
            Figure(json, "gain", value.Gain);
        }
        json.WriteValue("expectedGain", value.ExpectedGain ?? double.NaN);
        Lost(json, "lostAvoided", value.LostDaysAvoided ?? double.NaN, row);
        json.WriteValue("coverDays", value.CoverDays ?? double.NaN);
        json.WriteEndObject();
    }

    static void Set(Utf8JsonWriter json, FixSet set, FixRow row)
    {
        json.WriteStartObject();
        json.WriteList("fixes", set.Fixes, f =>
        {
            json.WriteStartObject();
            json.WriteString("fix", f.Fix.Address);
            json.WriteNumber("times", f.Times);
            json.WriteEndObject();
        });
        json.WriteStartObject("cost");
        json.WriteValue("low", set.Cost.Low);
        json.WriteValue("central", set.Cost.Central);
        json.WriteValue("high", set.Cost.High);
        json.WriteEndObject();
        json.WriteValue("theta", set.Theta);
        Figure(json, "thetaIn", set.ThetaIn);
        Lost(json, "", set.LostDays, row);
        json.WriteText("months", Text(set.Months));
        json.WriteValue("chance", set.Chance ?? double.NaN);
        json.WriteEndObject();
    }

    static void Figure(Utf8JsonWriter json, string name, Figure figure)
    {
        json.WritePropertyName(name);
        AssessmentJson.Figure(json, figure);
    }

    static string? Text(Quantity quantity) => quantity.IsKnown ? quantity.ToString() : null;

    /// <summary>Word of a kind in files.</summary>
    public static string Word(FixKind kind) => kind switch
    {
        FixKind.Expansion => "expansion", FixKind.NewLine => "new-line", FixKind.OwnLine => "own-line", FixKind.OwnDesign => "own-design",
        FixKind.Qualification => "qualification", FixKind.Substitute => "substitute", _ => "stock",
    };
}
