using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Capacity;

/// <summary>What measures are worth, as JSON, for the command and for the endpoint alike.</summary>
static class PolicyJson
{
    /// <summary>The document: one result per perimeter.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<PolicyResult> results, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        Identity(json, results[0]);
        json.WriteList("measures", results[0].Cases.Where(c => c.Case.Measures.Count == 1), c => Measure(json, c.Case));
        json.WriteList("results", results, r =>
        {
            json.WriteStartObject();
            // Every maximum was solved to its optimum, or there would be no result; each plan has a status of its own.
            json.WriteString("status", "optimal");
            json.WriteString("perimeter", r.Options.Perimeter.Name);
            json.WriteList("cases", r.Cases, c => Case(json, c, texts));
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Identity(Utf8JsonWriter json, PolicyResult result)
    {
        var package = result.Cases[0].Case.Network.Package;
        CapacityJson.Identity(json, package, result.Solver, result.Date, () =>
        {
            CapacityJson.Counted(json, result.Options.Status, result.Options.Technologies);
        });
    }

    static void Measure(Utf8JsonWriter json, PolicyCase given)
    {
        var measure = given.Measures[0];
        json.WriteStartObject();
        json.WriteString("name", measure.Name);
        json.WriteString("title", measure.Title);
        json.WriteString("about", measure.About);
        json.WriteList("changes", given.Effects, e =>
        {
            json.WriteStartObject();
            json.WriteString("table", e.Change.Table);
            json.WriteText("field", e.Change.Field.Length > 0 ? e.Change.Field : null);
            json.WriteString("does", Adapters.Formats.ChangeFile.Operations[(int)e.Change.Kind]);
            json.WriteText("value", e.Change.Value.Length > 0 ? e.Change.Value : null);
            json.WriteTexts("altered", e.Altered);
            json.WriteTexts("matched", e.Matched);
            json.WriteTexts("unknown", e.Unknown);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Case(Utf8JsonWriter json, PolicyWorth worth, Texts texts)
    {
        json.WriteStartObject();
        json.WriteString("name", worth.Case.Name);
        json.WriteString("snapshot", worth.Case.Network.Package.Hash);
        json.WriteList("outputs", worth.Outputs, o =>
        {
            json.WriteStartObject();
            json.WriteString("technology", o.Technology);
            json.WriteString("verb", o.Verb);
            json.WriteText("item", o.Item.Length > 0 ? o.Item : null);
            Maximum(json, "all", o.All);
            Maximum(json, "inside", o.Inside);
            json.WriteEndObject();
        });
        if (worth.Plan is { } plan) Plan(json, worth, "plan", plan, texts);
        if (worth.Worst is { } worst) Plan(json, worth, "planPessimistic", worst, texts);
        json.WriteEndObject();
    }

    static void Plan(Utf8JsonWriter json, PolicyWorth worth, string name, PolicyPlan plan, Texts texts)
    {
        var address = $"capacity/policy/{worth.Case.Name}/{(name == "plan" ? "plan" : "plan_pessimistic")}";
        json.WriteStartObject(name);
        json.WriteString("address", address);
        json.WriteString("status", PlanJson.Word(plan.Status));
        json.WriteValue("gap", plan.Gap ?? double.NaN);
        json.WriteTexts("conflict", plan.Conflict.Select(c => c.Name));
        json.WriteStartObject("costCoverage");
        json.WriteValue("known", plan.CostCoverage.Known);
        json.WriteValue("all", plan.CostCoverage.All);
        json.WriteEndObject();
        json.WriteValue("spending", plan.Spending ?? double.NaN);
        json.WriteValue("moreSpending", plan.MoreSpending ?? double.NaN);
        json.WriteList("costs", plan.Costs, c =>
        {
            json.WriteStartObject();
            json.WriteString("kind", c.Kind.ToString().ToLowerInvariant());
            json.WriteValue("total", c.Total);
            json.WriteValue("discounted", c.Discounted);
            json.WriteEndObject();
        });
        json.WriteList("deliveries", plan.Deliveries, d =>
        {
            json.WriteStartObject();
            json.WriteString("address", $"{address}/{d.Item}");
            json.WriteString("item", d.Item);
            json.WriteText("firstMet", d.FirstMet is { } first ? Dates.Text(first) : null);
            json.WriteText("metFrom", d.MetFrom is { } from ? Dates.Text(from) : null);
            if (d.MonthsEarlier is { } months) json.WriteNumber("monthsEarlier", months);
            else json.WriteNull("monthsEarlier");
            json.WriteValue("missingUnitMonths", d.MissingUnitMonths);
            json.WriteValue("lessMissing", d.LessMissing);
            json.WriteValue("moreDelivered", d.MoreDelivered);
            json.WriteTexts("ends", d.Ends.Select(Dates.Text));
            json.WriteList("wanted", d.Wanted, json.WriteValue);
            json.WriteList("delivered", d.Delivered, json.WriteValue);
            json.WriteList("missing", d.Missing, json.WriteValue);
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, plan.Findings, texts);
        json.WriteEndObject();
    }

    static void Maximum(Utf8JsonWriter json, string name, PolicyMaximum maximum)
    {
        json.WriteStartObject(name);
        json.WritePropertyName("theta");
        AssessmentJson.Figure(json, maximum.Theta);
        json.WritePropertyName("perMonth");
        if (maximum.PerMonth is { } perMonth) AssessmentJson.Figure(json, perMonth);
        else json.WriteNullValue();
        json.WriteBoolean("isCapped", OutputProgram.IsCapped(maximum.Theta.Central));
        json.WriteValue("thetaGain", maximum.ThetaGain);
        json.WriteValue("gain", maximum.Gain ?? double.NaN);
        json.WriteValue("thetaGainPessimistic", maximum.WorstThetaGain);
        json.WriteValue("gainPessimistic", maximum.WorstGain ?? double.NaN);
        json.WriteEndObject();
    }
}
