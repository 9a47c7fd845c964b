using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Capacity;

/// <summary>The price of independence as JSON, for the command and for the endpoint alike. Costs are EUR, shares fractions.</summary>
static class IndependenceJson
{
    /// <summary>The document: one result per perimeter.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<IndependenceResult> results, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        Identity(json, results[0]);
        json.WriteList("results", results, r =>
        {
            json.WriteStartObject();
            // Every program was solved to its optimum, or there would be no result.
            json.WriteString("status", "optimal");
            json.WriteString("perimeter", r.Options.Perimeter.Name);
            json.WriteList("rows", r.Rows, row =>
            {
                json.WriteStartObject();
                json.WriteString("technology", row.Technology.Id);
                json.WriteString("verb", row.Verb);
                json.WriteBoolean("isHolding", row.IsHolding);
                json.WriteList("prices", row.Prices, p => Price(json, p, r.Table.Network));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Identity(Utf8JsonWriter json, IndependenceResult result)
    {
        var (package, options) = (result.Table.Network.Package, result.Options);
        CapacityJson.Identity(json, package, result.Solver, result.Date, () =>
        {
            CapacityJson.Counted(json, options.Status, options.Technologies, options.Verbs);
            json.WriteTexts("cases", options.Cases.Select(c => c.Name));
            json.WriteValue("years", options.Years);
        });
    }

    static void Price(Utf8JsonWriter json, IndependencePrice price, Network network)
    {
        json.WriteStartObject();
        json.WriteString("case", price.Case.Name);
        json.WriteTexts("without", price.Case.Denial.Actors.Select(a => a.Id(network)));
        json.WriteValue("level", price.Case.Level);
        json.WriteString("status", price.Status switch { IndependenceStatus.Reached => "reached", IndependenceStatus.WithExpansions => "with-expansions", _ => "out-of-reach" });
        if (price.UnitCost is { } cost)
        {
            json.WritePropertyName("unitCost");
            AssessmentJson.Figure(json, cost);
            json.WriteValue("buildingCost", price.BuildingCost);
            json.WriteList("expansions", price.Expansions, e =>
            {
                json.WriteStartObject();
                json.WriteString("fix", e.Fix.Address);
                json.WriteNumber("times", e.Times);
                json.WriteEndObject();
            });
            json.WriteStartObject("pricedSources");
            json.WriteValue("known", price.Sources.Known);
            json.WriteValue("all", price.Sources.All);
            json.WriteEndObject();
            json.WriteTexts("uncounted", price.Uncounted.Select(i => network.Items[i].Id));
        }
        if (price.Extra is { } extra)
        {
            json.WriteStartObject("extra");
            json.WriteValue("low", extra.Low);
            json.WriteValue("central", extra.Central);
            json.WriteValue("high", extra.High);
            json.WriteValue("share", extra.Central / (price.UnitCost!.Central - extra.Central));
            json.WriteEndObject();
        }
        if (price.Needed is { } needed) Needed(json, needed, network);
        json.WriteEndObject();
    }

    static void Needed(Utf8JsonWriter json, NeededSupply needed, Network network)
    {
        json.WriteStartObject("needed");
        json.WriteBoolean("isPossible", needed.IsPossible);
        json.WriteList("supply", needed.Extra, e =>
        {
            json.WriteStartObject();
            json.WriteString("item", network.Items[e.Item].Id);
            json.WriteValue("perMonth", e.PerMonth);
            json.WriteEndObject();
        });
        json.WriteTexts("holdings", needed.Holdings.Select(i => network.Items[i].Id));
        json.WriteTexts("consents", needed.Consents.Select(r => network.Restrictions[r].Id));
        json.WriteText("blockedBy", needed.BlockedBy);
        json.WriteEndObject();
    }
}
