using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Ways through a trough as JSON, for the command and for the endpoint alike. Costs are EUR.</summary>
static class TroughJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, TroughResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var (package, options) = (result.Network.Package, result.Options);
        json.WriteStartObject();
        CapacityJson.Identity(json, package, null, options.At ?? package.Head.AsOf, () =>
        {
            CapacityJson.Counted(json, options.Status);
            json.WriteString("line", options.Line);
            json.WriteNumber("months", options.Months);
            json.WriteValue("load", options.Load);
            json.WriteValue("after", options.After);
        });
        json.WriteString("status", result.Best is null ? "unknown" : "optimal");
        json.WriteTexts("missing", result.Missing);
        json.WriteText("lostPrice", result.LostPrice.IsKnown ? result.LostPrice.ToString() : null);
        json.WriteValue("worth", result.Worth);
        json.WriteValue("holdingCost", result.HoldingCost);
        json.WriteBoolean("isCertain", result.IsCertain);
        if (result.Best is { } best) Plan(json, "best", best);
        else json.WriteNull("best");
        json.WriteList("ways", result.Strategies, s =>
        {
            json.WriteStartObject();
            json.WriteString("way", Word(s.Mode));
            json.WriteString("address", $"capacity/trough/{options.Line}/{Word(s.Mode)}/cost");
            json.WriteValue("low", s.Low);
            json.WriteValue("central", s.Plan?.Cost ?? double.NaN);
            json.WriteValue("high", s.High);
            json.WriteTexts("missing", s.Missing);
            if (s.Plan is { } plan) Plan(json, "plan", plan);
            else json.WriteNull("plan");
            json.WriteEndObject();
        });
        json.WriteList("breakEvens", result.BreakEvens, b =>
        {
            json.WriteStartObject();
            json.WriteString("before", Word(b.Before));
            json.WriteString("then", Word(b.Then));
            json.WriteNumber("months", b.Months);
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Plan(Utf8JsonWriter json, string name, TroughPlan plan)
    {
        json.WriteStartObject(name);
        json.WriteValue("cost", plan.Cost);
        json.WriteValue("unsoldCost", plan.UnsoldCost);
        json.WriteValue("fees", plan.Fees);
        json.WriteValue("restartCost", plan.RestartCost);
        json.WriteValue("lostCost", plan.LostCost);
        json.WriteValue("unsold", plan.Unsold);
        json.WriteValue("lost", plan.Lost);
        json.WriteList("months", plan.Months, m =>
        {
            json.WriteStartObject();
            json.WriteNumber("month", m.Month);
            json.WriteString("mode", Word(m.Mode));
            json.WriteValue("orders", m.Orders);
            json.WriteValue("made", m.Made);
            json.WriteValue("unsold", m.Unsold);
            json.WriteValue("lost", m.Lost);
            json.WriteValue("cost", m.Cost);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>Word of a mode in files and keys.</summary>
    public static string Word(TroughMode mode) => mode switch { TroughMode.Run => "run", TroughMode.Ready => "ready", TroughMode.Closed => "closed", _ => "restart" };
}
