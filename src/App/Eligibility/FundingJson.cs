using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>Which instrument could fund which investment, as JSON.</summary>
static class FundingJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, FundingAnswer answer, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        json.WriteString("status", answer.Results.Count == 0 ? "no-expansions" : "answered");
        CapacityJson.Identity(json, answer.Network.Package, null, answer.Date, () => json.WriteText("contract", answer.Contract?.Name));
        if (answer.Starts is { } starts)
            json.WriteList("plan", starts, s =>
            {
                json.WriteStartObject();
                json.WriteString("expansion", s.Expansion);
                json.WriteString("start", s.Start);
                json.WriteEndObject();
            });
        json.WriteList("expansions", answer.Results, e =>
        {
            json.WriteStartObject();
            json.WriteString("expansion", e.Expansion.Id);
            json.WriteBoolean("isPaidAlready", e.IsPaidAlready);
            json.WriteBoolean("warnsOfDoubleFunding", e.WarnsOfDoubleFunding);
            json.WriteList("options", e.Options, o =>
            {
                var words = new EligibilityWords(o.Pack, texts);
                json.WriteStartObject();
                json.WriteString("outcome", PackCheck.Word(o.Outcome));
                EligibilityJson.Pack(json, "pack", o.Pack, words);
                json.WriteString("id", o.Funding.Head.Id);
                json.WriteString("article", o.Funding.Head.Article);
                json.WriteString("cites", o.Funding.Head.Cites);
                json.WriteString("source", o.Funding.Head.Source == SourceClass.Found ? "found" : "unconfirmed");
                json.WriteString("statement", words.Statement(o.Outcome));
                json.WriteString("form", o.Funding.Form);
                json.WriteValue("rateLow", o.RateLow);
                json.WriteValue("rateHigh", o.RateHigh);
                json.WriteText("grant", o.Grant.IsKnown ? o.Grant.ToString() : null);
                json.WriteTexts("notMet", o.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == Outcome.NotMet).Select(r => r.Rule.Head.Id));
                json.WriteTexts("missing", o.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == Outcome.Missing).Select(r => r.Rule.Head.Id));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }
}
