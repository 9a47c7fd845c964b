using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Answers for an association as JSON, for the command and for the endpoint alike. A figure is a number, or an object that says why it is withheld.</summary>
static class AggregateJson
{
    /// <summary>Plans: one result per table of demands and reading.</summary>
    public static void Plans(Utf8JsonWriter json, Package package, PlanOptions plan, AggregateOptions options, IReadOnlyList<(string? Target, AggregatePlan Plan)> plans, IReadOnlyList<Finding> findings)
    {
        json.WriteStartObject();
        Identity(json, package, plan.From, options, plan.Status, [plan.Perimeter.Name]);
        json.WriteList("results", plans, p =>
        {
            json.WriteStartObject();
            json.WriteText("target", p.Target);
            Plan(json, p.Plan);
            json.WriteEndObject();
        });
        Findings(json, findings);
        json.WriteEndObject();
    }

    /// <summary>What limits output today.</summary>
    public static void Today(Utf8JsonWriter json, Package package, TodayResult result, AggregateToday today, IReadOnlyList<Finding> findings)
    {
        json.WriteStartObject();
        Identity(json, package, result.Date, today.Options, result.Options.Status, [today.Perimeter]);
        json.WriteString("status", "optimal");
        json.WriteList("rows", today.Rows, r =>
        {
            json.WriteStartObject();
            json.WriteString("technology", r.Technology);
            json.WriteString("verb", r.Verb);
            Figure(json, "theta", r.Theta);
            Figure(json, "thetaInside", r.ThetaInside);
            json.WriteTexts("binding", r.Binding);
            json.WriteTexts("bindingInside", r.BindingInside);
            json.WriteEndObject();
        });
        json.WriteList("items", today.Items, i =>
        {
            json.WriteStartObject();
            Item(json, i.Id, i.Name, i.Unit);
            Figure(json, "capacity", i.Capacity);
            Figure(json, "inside", i.Inside);
            json.WriteEndObject();
        });
        Findings(json, findings);
        json.WriteEndObject();
    }

    /// <summary>What could be added.</summary>
    public static void Fixes(Utf8JsonWriter json, Package package, FixesResult result, AggregateFixes fixes, IReadOnlyList<Finding> findings)
    {
        json.WriteStartObject();
        Identity(json, package, result.Date, fixes.Options, result.Options.Status, [fixes.Perimeter]);
        json.WriteString("status", "optimal");
        json.WriteList("items", fixes.Items, i =>
        {
            json.WriteStartObject();
            Item(json, i.Id, i.Name, i.Unit);
            Figure(json, "adds", i.Adds);
            Figure(json, "cost", i.Cost);
            json.WriteEndObject();
        });
        Findings(json, findings);
        json.WriteEndObject();
    }

    static void Identity(Utf8JsonWriter json, Package package, DateOnly? date, AggregateOptions options, int status, IReadOnlyList<string> perimeters) =>
        CapacityJson.Identity(json, package, null, date, () =>
        {
            json.WriteString("as", "association");
            json.WriteNumber("leastOwners", options.LeastOwners);
            json.WriteNumber("largest", options.Largest);
            json.WriteValue("dominance", options.Dominance);
            json.WriteTexts("perimeters", perimeters);
            CapacityJson.Counted(json, status);
        });

    static void Plan(Utf8JsonWriter json, AggregatePlan plan)
    {
        json.WriteString("reading", plan.Reading.ToString().ToLowerInvariant());
        json.WriteString("status", PlanJson.Word(plan.Status));
        json.WriteValue("gap", plan.Gap ?? double.NaN);
        json.WriteList("years", plan.Years, y =>
        {
            json.WriteStartObject();
            json.WriteString("from", Dates.Text(y.From));
            json.WriteString("to", Dates.Text(y.To));
            json.WriteEndObject();
        });
        json.WriteList("items", plan.Items, i =>
        {
            json.WriteStartObject();
            Item(json, i.Id, i.Name, i.Unit);
            json.WriteBoolean("isWanted", i.IsWanted);
            Figure(json, "wanted", i.Wanted);
            Figure(json, "delivered", i.Delivered);
            Figure(json, "missing", i.Missing);
            json.WriteList("deliveredByYear", i.DeliveredByYear, y => Figure(json, y));
            Figure(json, "production", i.Production);
            json.WriteList("productionByYear", i.ProductionByYear, y => Figure(json, y));
            Figure(json, "capacityPerMonth", i.Capacity);
            Figure(json, "addedPerMonth", i.Added);
            Figure(json, "utilisation", i.Utilisation);
            Figure(json, "cost", i.Cost);
            Figure(json, "unitCost", i.UnitCost);
            json.WriteEndObject();
        });
        Figure(json, "productionCost", plan.ProductionCost);
        Figure(json, "capex", plan.Capex);
    }

    static void Item(Utf8JsonWriter json, string id, string name, string unit)
    {
        json.WriteString("item", id);
        json.WriteString("name", name);
        json.WriteString("unit", unit);
    }

    static void Figure(Utf8JsonWriter json, string name, Released figure)
    {
        json.WritePropertyName(name);
        Figure(json, figure);
    }

    static void Figure(Utf8JsonWriter json, Released figure)
    {
        if (figure.IsShown)
        {
            json.WriteValue(figure.Value);
            return;
        }
        json.WriteStartObject();
        json.WriteString("withheld", Word(figure.Why));
        json.WriteEndObject();
    }

    /// <summary>Word of a reason in files.</summary>
    static string Word(WithheldReason why) => why switch { WithheldReason.FewOwners => "few-owners", WithheldReason.Dominance => "dominance", WithheldReason.Derivable => "derivable", _ => "unknown" };

    // Findings tell of rows by their names and cells; an association gets how many there are.
    static void Findings(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteNumber("errors", findings.Count(f => f.Severity == Severity.Error));
        json.WriteNumber("warnings", findings.Count(f => f.Severity == Severity.Warning));
        json.WriteNumber("notes", findings.Count(f => f.Severity == Severity.Note));
    }
}
