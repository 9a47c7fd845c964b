using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>Early warning as JSON, for the command and for the endpoint alike. Values are in the series' own units, shares from 0 to 1, times in days;
/// what is unknown is null.</summary>
static class WarnJson
{
    /// <summary>The document.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="result">What is said.</param>
    /// <param name="findings">What was found in the package and in its series.</param>
    /// <param name="texts">Language of the findings.</param>
    /// <param name="withheld">Series that name somebody who may not be named; null where everybody may be. Who holds which market position is then left out too.</param>
    public static void Write(Utf8JsonWriter json, WarnResult result, IReadOnlyList<Finding> findings, Texts texts, Func<WarnSeries, bool>? withheld = null)
    {
        var (network, options) = (result.Table.Network, result.Options);
        json.WriteStartObject();
        CapacityJson.Identity(json, network.Package, result.Solver, result.Date, () =>
        {
            CapacityJson.Counted(json, options.Status, options.Technologies, [options.Verb]);
            json.WriteString("perimeter", options.Perimeter.Name);
            json.WriteNumber("window", options.Window);
        });
        json.WriteString("status", result.Series.Count == 0 ? "no-series" : result.Judged == 0 ? "nothing-judged" : WarnWords.Key(result.Series[0].Status));
        json.WriteNumber("judged", result.Judged);
        Expected(json, "expectedFalseAlarms", result.Expected);
        json.WriteStartObject("expectedByRule");
        foreach (var rule in Enum.GetValues<WarnRule>()) Expected(json, WarnWords.Key(rule), result.ExpectedByRule[(int)rule]);
        json.WriteEndObject();
        json.WriteList("series", result.Series.Where(s => withheld?.Invoke(s) != true), s => Series(json, network, s, withheld is null));
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Expected(Utf8JsonWriter json, string name, FalseAlarms alarms)
    {
        json.WriteStartObject(name);
        json.WriteValue("independent", alarms.Independent);
        json.WriteValue("correlated", alarms.Correlated);
        json.WriteEndObject();
    }

    static void Series(Utf8JsonWriter json, Network network, WarnSeries series, bool isNamed)
    {
        json.WriteStartObject();
        json.WriteString("status", WarnWords.Key(series.Status));
        json.WriteString("series", series.Id);
        json.WriteString("address", $"disruption/warn/{series.Id}");
        json.WriteString("indicator", series.Indicator);
        json.WriteString("item", series.Item?.Id);
        json.WriteString("party", series.Party?.Id);
        json.WriteString("watched", WarnWords.Key(series.Way));
        json.WriteBoolean("isStale", series.IsStale);
        json.WriteString("basis", series.From.Basis);
        json.WriteString("marking", series.From.Marking);
        json.WriteTexts("sources", series.From.Sources);
        json.WriteString("since", series.Since is { } since ? Dates.Text(since) : null);
        json.WriteList("signals", series.Signals, s => Signal(json, s));
        json.WritePropertyName("factors");
        if (series.Factors is { } factors) Factors(json, network, factors, isNamed);
        else json.WriteNullValue();
        json.WriteList("points", series.Points, p =>
        {
            json.WriteStartObject();
            json.WriteString("date", Dates.Text(p.Date));
            json.WriteValue("low", p.Value.Low);
            json.WriteValue("central", p.Value.Central);
            json.WriteValue("high", p.Value.High);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Signal(Utf8JsonWriter json, WarnSignal signal)
    {
        json.WriteStartObject();
        json.WriteString("status", WarnWords.Key(signal.Status));
        json.WriteString("rule", WarnWords.Key(signal.Rule));
        json.WriteString("way", signal.IsUp ? "up" : "down");
        json.WriteValue("score", signal.Score);
        json.WriteValue("limit", signal.Limit);
        json.WriteValue("before", signal.Before);
        json.WriteValue("after", signal.After);
        json.WriteValue("spread", signal.Spread);
        json.WriteValue("perMonth", signal.PerMonth);
        json.WriteString("changedOn", signal.ChangedOn is { } date ? Dates.Text(date) : null);
        json.WriteEndObject();
    }

    static void Factors(Utf8JsonWriter json, Network network, WarnFactors factors, bool isNamed)
    {
        json.WriteStartObject();
        if (isNamed) Position(json, network, factors);
        else json.WriteNull("marketPosition");
        json.WriteStartObject("duration");
        json.WriteNumber("days", factors.Days);
        json.WriteBoolean("isAtLeast", factors.IsDaysAtLeast);
        Range(json, "recoveryDays", factors.RecoveryDays);
        json.WriteEndObject();
        json.WriteStartObject("area");
        json.WriteTexts("countries", factors.Countries.Select(c => Countries.All[c].Code));
        json.WriteNumber("lines", factors.Lines);
        json.WriteNumber("linesElsewhere", factors.LinesElsewhere);
        json.WriteTexts("products", factors.Products.Select(p => p.Id));
        json.WriteNumber("allProducts", factors.AllProducts);
        json.WriteEndObject();
        json.WriteStartObject("impact");
        SurviveJson.Range(json, "level", factors.Level);
        SurviveJson.Range(json, "denied", factors.Denied);
        Range(json, "stockDays", factors.StockDays);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Position(Utf8JsonWriter json, Network network, WarnFactors factors)
    {
        json.WriteStartObject("marketPosition");
        Range(json, "share", factors.Share);
        json.WriteString("holder", factors.Holder?.Id(network));
        json.WriteString("item", factors.ShareItem?.Id);
        json.WriteNumber("makers", factors.Makers);
        json.WriteEndObject();
    }

    static void Range(Utf8JsonWriter json, string name, Quantity value)
    {
        json.WriteStartObject(name);
        json.WriteValue("low", value.IsKnown ? value.Low : double.NaN);
        json.WriteValue("high", value.IsKnown ? value.High : double.NaN);
        json.WriteEndObject();
    }
}
