using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;

namespace Vauban.App.Eligibility;

/// <summary>What the cases of rule packs show, as JSON.</summary>
static class PacksJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<PackCheckResult> results)
    {
        json.WriteStartObject();
        json.WriteString("status", results.All(r => r.IsSound) ? "sound" : "unsound");
        json.WriteList("packs", results, r =>
        {
            json.WriteStartObject();
            json.WriteString("pack", r.Pack.Name);
            json.WriteBoolean("isSound", r.IsSound);
            json.WriteNumber("cases", r.Cases);
            json.WriteList("failures", r.Failures, f =>
            {
                json.WriteStartObject();
                json.WriteString("case", f.Case);
                json.WriteString("rule", f.Rule);
                json.WriteString("expected", f.Expected);
                json.WriteString("found", f.Found);
                json.WriteEndObject();
            });
            json.WriteList("coverage", r.Coverage, c =>
            {
                json.WriteStartObject();
                json.WriteString("rule", c.Rule);
                json.WriteNumber("met", c.Met);
                json.WriteNumber("notMet", c.NotMet);
                json.WriteNumber("missing", c.Missing);
                json.WriteNumber("notApplicable", c.NotApplicable);
                json.WriteEndObject();
            });
            json.WriteTexts("uncased", r.Uncased);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
