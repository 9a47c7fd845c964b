using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>A stress test as JSON, for the command and for the endpoint alike. Amounts are in the products' units, days count from 0; <c>low</c>,
/// <c>central</c>, <c>high</c> are the least, the central and the largest of the three readings.</summary>
static class StressJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, StressResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var (network, options) = (result.Table.Network, result.Options);
        json.WriteStartObject();
        CapacityJson.Identity(json, network.Package, result.Solver, options.At ?? network.Package.Head.AsOf, () =>
        {
            CapacityJson.Counted(json, options.Status, options.Technologies, [options.Verb]);
            json.WriteString("perimeter", options.Perimeter.Name);
            json.WriteNumber("days", options.Days);
            json.WriteNumber("draws", options.Draws);
            json.WriteNumber("seed", options.Seed);
            json.WriteBoolean("keepsBacklog", options.KeepsBacklog);
        });
        json.WriteString("status", result.Level[1] > 0 ? "played" : "nothing-made");
        SurviveJson.Range(json, "level", result.Level);
        SurviveJson.Coverage(json, "coverage", result.Coverage);
        SurviveJson.Coverage(json, "recoveryCoverage", result.RecoveryCoverage);
        SurviveJson.Coverage(json, "leadCoverage", result.LeadCoverage);
        SurviveJson.Coverage(json, "stockCoverage", result.StockCoverage);
        json.WriteList("scenarios", result.Scenarios, s => Scenario(json, s));
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>What a scenario is known by in addresses: its name, and the country or item it was played for.</summary>
    public static string Id(ScenarioStress scenario) => scenario.Variant.Length > 0 ? $"{scenario.Scenario.Name}:{scenario.Variant}" : scenario.Scenario.Name;

    static void Scenario(Utf8JsonWriter json, ScenarioStress scenario)
    {
        json.WriteStartObject();
        json.WriteString("status", Word(scenario.Status));
        json.WriteString("scenario", Id(scenario));
        json.WriteString("address", $"disruption/stress/{Id(scenario)}");
        json.WriteString("title", scenario.Scenario.Title);
        json.WriteTexts("domains", scenario.Scenario.Domains);
        json.WriteString("tool", scenario.Scenario.Tool);
        json.WriteTexts("legal", scenario.Scenario.LegalHooks);
        json.WriteNumber("hits", scenario.Hits);
        json.WriteNumber("draws", scenario.Draws);
        if (scenario.Status == StressStatus.Played) SurviveJson.Range(json, "lostDays", [scenario.LostDaysIn(Reading.Pessimistic), scenario.LostDays, scenario.LostDaysIn(Reading.Optimistic)]);
        else json.WriteNull("lostDays");
        json.WriteText("worst", scenario.Worst?.Item.Id);
        json.WriteStartObject("medianDraw");
        json.WriteValue("lostDays", scenario.Response.AsPlayed);
        json.WriteValue("lostDaysAtLeast", scenario.Response.Best);
        json.WriteEndObject();
        json.WriteList("products", scenario.Products, p => Product(json, scenario, p));
        json.WriteList("extraCosts", scenario.ExtraCosts, c =>
        {
            json.WriteStartObject();
            json.WriteString("item", c.Item.Id);
            json.WriteString("address", $"disruption/stress/{Id(scenario)}/{c.Item.Id}/extra-cost");
            json.WriteString("unit", "EUR");
            Spread(json, "cost", c.Cost);
            json.WriteValue("low", c.Low);
            json.WriteValue("high", c.High);
            SurviveJson.Coverage(json, "valued", c.Valued);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Product(Utf8JsonWriter json, ScenarioStress scenario, ProductStress product)
    {
        json.WriteStartObject();
        json.WriteString("item", product.Item.Id);
        json.WriteString("address", $"disruption/stress/{Id(scenario)}/{product.Item.Id}/lost");
        json.WriteString("unit", product.Item.Unit.Amount);
        json.WriteValue("perDay", product.PerDay);
        SurviveJson.Range(json, "lost", [.. product.Readings.Select(r => r.Lost.Mean)]);
        Spread(json, "lostSpread", product.Central.Lost);
        json.WriteStartObject("lostValue");
        json.WriteValue("low", product.LostValue.IsKnown ? product.LostValue.Low : double.NaN);
        json.WriteValue("central", product.LostValue.IsKnown ? product.LostValue.Central : double.NaN);
        json.WriteValue("high", product.LostValue.IsKnown ? product.LostValue.High : double.NaN);
        json.WriteEndObject();
        SurviveJson.Range(json, "lossShare", [.. product.Readings.Select(r => r.LossShare)]);
        Spread(json, "firstDay", product.Central.FirstDay);
        Spread(json, "recoveryDay", product.Central.RecoveryDay);
        json.WriteList("causes", product.Causes, c =>
        {
            json.WriteStartObject();
            json.WriteString("item", c.Item.Id);
            json.WriteNumber("day", c.Day);
            json.WriteBoolean("isHit", c.IsHit);
            json.WriteEndObject();
        });
        json.WriteList("bridges", product.Bridges, b =>
        {
            json.WriteStartObject();
            json.WriteString("item", b.Item.Id);
            json.WriteValue("amount", b.Amount);
            json.WriteString("unit", b.Item.Unit.Amount);
            json.WriteValue("lostShare", b.LostShare);
            json.WriteEndObject();
        });
        json.WriteList("band", product.Band, w =>
        {
            json.WriteStartObject();
            json.WriteNumber("week", w.Week);
            json.WriteValue("p5", w.Low);
            json.WriteValue("median", w.Median);
            json.WriteValue("p95", w.High);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Spread(Utf8JsonWriter json, string name, Spread spread)
    {
        json.WriteStartObject(name);
        json.WriteValue("mean", spread.Mean);
        json.WriteValue("p5", spread.P5);
        json.WriteValue("median", spread.Median);
        json.WriteValue("p95", spread.P95);
        json.WriteEndObject();
    }

    /// <summary>Word of a status.</summary>
    public static string Word(StressStatus status) => status switch
    {
        StressStatus.Played => "played", StressStatus.HitsNothing => "hits-nothing", StressStatus.PriceOnly => "price-only", _ => "nothing-made",
    };
}
