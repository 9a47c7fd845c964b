using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Exposure;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>Times to survive and to recover as JSON, for the command and for the endpoint alike. Times are days; <c>low</c>, <c>central</c>,
/// <c>high</c> are the least, the central and the largest of the three readings.</summary>
static class SurviveJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, SurviveResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var (network, options) = (result.Table.Network, result.Options);
        json.WriteStartObject();
        CapacityJson.Identity(json, network.Package, result.Solver, options.At ?? network.Package.Head.AsOf, () =>
        {
            CapacityJson.Counted(json, options.Status, options.Technologies, [options.Verb]);
            json.WriteString("perimeter", options.Perimeter.Name);
            json.WriteTexts("of", options.Of.Select(ExposureJson.Word));
        });
        json.WriteString("status", result.Level[1] > 0 ? "answered" : "nothing-made");
        Range(json, "level", result.Level);
        json.WriteString("lossUnit", result.IsValued ? "EUR" : "days of demand");
        json.WriteList("products", result.Products, p =>
        {
            json.WriteStartObject();
            json.WriteString("item", p.Item.Id);
            json.WriteValue("perDay", p.PerDay);
            json.WriteString("unit", p.Item.Unit.Amount);
            json.WriteEndObject();
        });
        Coverage(json, "coverage", result.Coverage);
        Coverage(json, "recoveryCoverage", result.RecoveryCoverage);
        Coverage(json, "stockCoverage", result.StockCoverage);
        json.WriteList("nodes", result.Nodes, n => Node(json, result, n));
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Node(Utf8JsonWriter json, SurviveResult result, NodeSurvival node)
    {
        var id = node.Node.Id(result.Table.Network);
        json.WriteStartObject();
        json.WriteString("status", Word(node.Central.Status));
        json.WriteString("node", id);
        json.WriteString("address", $"disruption/survive/{id}");
        json.WriteBoolean("isCovered", node.IsCovered);
        json.WriteBoolean("isRecoveryKnown", node.IsRecoveryKnown);
        Range(json, "timeToSurvive", [.. node.Readings.Select(r => r.Days)]);
        Range(json, "timeToRecover", [.. node.Readings.Select(r => r.RecoveryDays)]);
        Range(json, "impact", [.. node.Readings.Select(r => r.Status is SurvivalStatus.Infeasible or SurvivalStatus.NothingMade ? double.NaN : r.Impact)]);
        json.WriteValue("riskIndex", node.RiskIndex);
        json.WriteList("lost", result.Products.Select((p, i) => (p, i)).Where(p => p.i < node.Central.Lost.Count), p =>
        {
            json.WriteStartObject();
            json.WriteString("item", p.p.Item.Id);
            json.WriteValue("central", node.Central.Lost[p.i]);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>Three readings as their least, their central and their largest value; null where a reading has no answer.</summary>
    public static void Range(Utf8JsonWriter json, string name, IReadOnlyList<double> readings)
    {
        var known = readings.Where(v => !double.IsNaN(v)).ToArray();
        json.WriteStartObject(name);
        json.WriteValue("low", known.Length == 0 ? double.NaN : known.Min());
        json.WriteValue("central", readings[1]);
        json.WriteValue("high", known.Length == 0 ? double.NaN : known.Max());
        json.WriteEndObject();
    }

    /// <summary>How much is known.</summary>
    public static void Coverage(Utf8JsonWriter json, string name, Coverage coverage)
    {
        json.WriteStartObject(name);
        json.WriteValue("known", coverage.Known);
        json.WriteValue("all", coverage.All);
        json.WriteValue("share", coverage.Share);
        json.WriteEndObject();
    }

    /// <summary>Word of a status.</summary>
    public static string Word(SurvivalStatus status) => status switch
    {
        SurvivalStatus.Finite => "finite", SurvivalStatus.Unlimited => "unlimited", SurvivalStatus.Infeasible => "infeasible", _ => "nothing-made",
    };
}
