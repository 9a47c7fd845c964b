using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Studies;

namespace Vauban.App.Sovereignty;

/// <summary>Before and after as JSON: the cells of both assessments, and per verb the bottleneck and who could fill it.</summary>
static class WithoutJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, WithoutResult result, RequirementCheck required, IReadOnlyList<Finding> findings, Texts texts, Disclosure? shown = null)
    {
        shown ??= Disclosure.All;
        var network = result.After.Network;
        json.WriteStartObject();
        AssessmentJson.Identity(json, result.After);
        json.WriteTexts("without", result.Without.Select(a => a.Id(network)));
        json.WriteStartObject("before");
        AssessmentJson.WriteResult(json, result.Before, texts, shown);
        json.WriteEndObject();
        json.WriteStartObject("after");
        AssessmentJson.WriteResult(json, result.After, texts, shown);
        json.WriteEndObject();
        json.WriteStartArray("changes");
        foreach (var grid in result.Grids)
            foreach (var row in grid.Rows.Where(r => r.After.Goals.Count > 0))
            {
                json.WriteStartObject();
                json.WriteString("technology", grid.After.Technology.Id);
                json.WriteString("perimeter", grid.After.Perimeter.Name);
                json.WriteString("verb", row.After.Verb);
                json.WriteTexts("consents", row.Consents.Select(c => network.Restrictions[c].Id));
                json.WriteString("bottleneckReading", row.BottleneckReading == Reading.Central ? "central" : "pessimistic");
                if (row.Bottleneck is null) json.WriteNull("bottleneck");
                else
                {
                    json.WritePropertyName("bottleneck");
                    AssessmentJson.Rung(json, row.Bottleneck, network);
                }
                AssessmentJson.Readings(json, "coverDays", row.CoverDays);
                json.WriteList("gaps", row.Gaps, g => Gap(json, g, network, shown.Names));
                json.WriteEndObject();
            }
        json.WriteEndArray();
        required.Write(json);
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Gap(Utf8JsonWriter json, SupplyGap gap, Network network, bool names)
    {
        json.WriteStartObject();
        json.WriteString("item", network.Items[gap.Item].Id);
        json.WriteBoolean("isHeld", gap.IsHeld);
        if (gap.IsHeld) json.WriteBoolean("isHeldAfter", gap.IsHeldAfter);
        else
        {
            json.WriteString("unit", network.Items[gap.Item].Unit.Text + "/month");
            AssessmentJson.Readings(json, "need", gap.Need);
            AssessmentJson.Readings(json, "before", gap.Before);
            AssessmentJson.Readings(json, "after", gap.After);
        }
        json.WriteList("fillers", gap.Fillers, f =>
        {
            json.WriteStartObject();
            json.WriteText("supply", names ? f.Supply.Id : null);
            json.WriteBoolean("isInside", f.IsInside);
            json.WriteBoolean("isCapacityKnown", f.Supply.IsKnown);
            if (!gap.IsHeld)
            {
                AssessmentJson.Readings(json, "capacity", f.Capacity);
                json.WriteValue("spare", f.Spare);
            }
            json.WriteNumber("customers", f.Customers);
            json.WriteNumber("qualified", f.Qualified);
            json.WriteNumber("qualificationNotKnown", f.NotKnown);
            json.WriteValue("switchDays", f.SwitchDays ?? double.NaN);
            json.WriteEndObject();
        });
        json.WriteList("expansions", gap.Expansions, e =>
        {
            json.WriteStartObject();
            json.WriteText("id", names ? e.Id : null);
            Quantity(json, "adds", e.Adds);
            Quantity(json, "months", e.Months);
            json.WriteTexts("place", e.Place.Codes);
            json.WriteText("status", e.Status.Length == 0 ? null : e.Status);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Quantity(Utf8JsonWriter json, string name, Quantity value)
    {
        if (value.IsKnown) AssessmentJson.Readings(json, name, (value.Low, value.Central, value.High));
        else json.WriteNull(name);
    }
}
