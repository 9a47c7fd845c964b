using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Stocks that bridge failures as JSON, for the command and for the endpoint alike. Costs are EUR.</summary>
static class StockJson
{
    /// <summary>The document: one result per perimeter.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<StockResult> results, IReadOnlyList<Finding> findings, Texts texts)
    {
        var (package, options) = (results[0].Table.Network.Package, results[0].Options);
        json.WriteStartObject();
        CapacityJson.Identity(json, package, null, results[0].Date, () =>
        {
            CapacityJson.Counted(json, options.Status, options.Technologies, options.Verbs);
            json.WriteValue("bridgeDays", options.BridgeDays ?? double.NaN);
            json.WriteValue("outageDays", options.OutageDays);
        });
        json.WriteList("results", results, r =>
        {
            json.WriteStartObject();
            // By formulas: there is nothing that a limit could end.
            json.WriteString("status", "optimal");
            json.WriteString("perimeter", r.Options.Perimeter.Name);
            json.WriteList("rows", r.Rows, row =>
            {
                json.WriteStartObject();
                json.WriteString("technology", row.Technology.Id);
                json.WriteString("verb", row.Verb);
                json.WriteList("items", row.Items, i => Item(json, i, r.Table.Network));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Item(Utf8JsonWriter json, StockNeed need, Network network)
    {
        json.WriteStartObject();
        json.WriteString("item", need.Item.Id);
        json.WriteString("unit", need.Item.Unit.Amount);
        json.WriteValue("needPerMonth", need.NeedPerMonth);
        json.WriteValue("held", need.Held);
        json.WriteText("failure", need.Failure?.Id(network));
        json.WriteValue("days", need.Days);
        json.WritePropertyName("pooled");
        AssessmentJson.Figure(json, need.Pooled);
        json.WriteValue("coverDays", need.CoverDays);
        json.WriteValue("toAdd", need.ToAdd);
        json.WriteValue("pooledCost", need.PooledCost ?? double.NaN);
        json.WriteText("keepingCostPerUnitAndMonth", need.KeepingCost.IsKnown ? need.KeepingCost.ToString() : null);
        json.WriteValue("shelfLifeDays", need.ShelfLifeDays);
        json.WriteBoolean("spoils", need.Spoils);
        if (need.National is { } national)
        {
            json.WritePropertyName("national");
            AssessmentJson.Figure(json, national);
            json.WriteValue("nationalCost", need.NationalCost ?? double.NaN);
            json.WriteValue("saving", national.Central - need.Pooled.Central);
            json.WriteValue("savingCost", need.NationalCost - need.PooledCost ?? double.NaN);
        }
        json.WriteList("states", need.States, s =>
        {
            json.WriteStartObject();
            json.WriteTexts("countries", Countries.All.Where(c => s.Country.Contains(c.Index)).Select(c => c.Code));
            json.WriteValue("share", s.Share);
            json.WriteValue("quantity", s.Quantity);
            json.WriteText("failure", s.Failure?.Id(network));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
