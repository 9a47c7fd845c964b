using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>Rule packs and what their cases show, as JSON.</summary>
static class PacksJson
{
    /// <summary>The document of all packs.</summary>
    public static void List(Utf8JsonWriter json, IReadOnlyList<Pack> packs, Texts texts)
    {
        json.WriteStartObject();
        json.WriteList("packs", packs, p =>
        {
            json.WriteStartObject();
            EligibilityJson.Pack(json, "pack", p, new(p, texts));
            json.WriteNumber("rules", p.Rules.Count);
            json.WriteNumber("figures", p.Figures.Count);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>The document of one pack: what it asks and of which facts.</summary>
    public static void Show(Utf8JsonWriter json, Pack pack, Texts texts)
    {
        var words = new EligibilityWords(pack, texts);
        json.WriteStartObject();
        EligibilityJson.Pack(json, "pack", pack, words);
        json.WriteList("rules", EligibilityWords.Heads(pack), h =>
        {
            json.WriteStartObject();
            json.WriteString("id", h.Id);
            json.WriteString("article", h.Article);
            json.WriteString("title", words.Of(h.Title));
            json.WriteString("cites", h.Cites);
            json.WriteString("source", h.Source == SourceClass.Found ? "found" : "unconfirmed");
            json.WriteText("from", h.From is { } from ? Dates.Text(from) : null);
            json.WriteText("to", h.To is { } to ? Dates.Text(to) : null);
            json.WriteString("decisive", h.Decisive);
            json.WriteEndObject();
        });
        json.WriteList("facts", pack.Facts, f =>
        {
            json.WriteStartObject();
            json.WriteString("name", f.Name);
            json.WriteString("title", words.Of(f.Title));
            json.WriteString("kind", f.Kind.ToString().ToLowerInvariant());
            json.WriteTexts("words", f.Words);
            json.WriteText("ask", f.Ask is { } ask ? words.Of(ask) : null);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

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
            json.WriteList("untranslated", r.Untranslated, u =>
            {
                json.WriteStartObject();
                json.WriteString("language", u.Language);
                json.WriteNumber("texts", u.Missing);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
