using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Evidence;

/// <summary>Answers about papers and claims as JSON: of the commands and of the endpoints.</summary>
static class EvidenceJson
{
    /// <summary>What a search found.</summary>
    public static void Search(Utf8JsonWriter json, PaperHits found)
    {
        json.WriteStartObject();
        json.WriteNumber("count", found.Count);
        json.WriteList("papers", found.Hits, h => Hit(json, h));
        json.WriteEndObject();
    }

    /// <summary>Papers like a paper.</summary>
    public static void Related(Utf8JsonWriter json, string paper, IReadOnlyList<PaperHit> hits)
    {
        json.WriteStartObject();
        json.WriteString("paper", paper);
        json.WriteList("related", hits, h => Hit(json, h));
        json.WriteEndObject();
    }

    static void Hit(Utf8JsonWriter json, PaperHit hit)
    {
        json.WriteStartObject();
        Facts(json, hit.Paper);
        json.WriteValue("score", hit.Score);
        json.WriteNumber("page", hit.Page);
        json.WriteText("snippet", hit.Snippet?.Text);
        json.WriteEndObject();
    }

    /// <summary>A paper with its text, page by page or part by part.</summary>
    public static void Paper(Utf8JsonWriter json, Paper paper, PaperText text)
    {
        json.WriteStartObject();
        Facts(json, paper);
        json.WriteString("version", VersionTag.Of(paper));
        json.WriteString("citation", Citation.Of(paper));
        json.WriteBoolean("paged", text.IsPaged);
        json.WriteTexts("pages", text.Pages);
        json.WriteEndObject();
    }

    static void Facts(Utf8JsonWriter json, Paper paper)
    {
        json.WriteString("id", paper.Id);
        json.WriteString("title", paper.Title);
        json.WriteTexts("authors", paper.Authors);
        json.WriteString("publisher", paper.Publisher);
        json.WriteString("kind", paper.Kind);
        json.WriteString("date", paper.Date);
        json.WriteString("language", paper.Language);
        json.WriteTexts("topics", paper.Topics);
        json.WriteTexts("initiatives", paper.Initiatives);
        json.WriteTexts("technologies", paper.Technologies);
        json.WriteString("reference", paper.Reference);
        json.WriteString("doi", paper.Doi);
        json.WriteString("url", paper.Url);
        json.WriteString("marking", paper.Marking);
        json.WriteString("note", paper.Note);
    }

    /// <summary>Claims beside the figures of a package.</summary>
    public static void Claims(Utf8JsonWriter json, Network network, IReadOnlyList<ClaimResult> results)
    {
        json.WriteStartObject();
        json.WriteString("package", network.Package.Head.Name);
        json.WriteString("snapshot", network.Package.Hash);
        json.WriteList("claims", results, r => Claim(json, r));
        json.WriteEndObject();
    }

    static void Claim(Utf8JsonWriter json, ClaimResult r)
    {
        json.WriteStartObject();
        json.WriteString("id", r.Claim.Id);
        json.WriteString("paper", r.Claim.Paper);
        json.WriteString("text", r.Claim.Text);
        json.WriteString("form", r.Claim.IsQuote ? "quote" : "paraphrase");
        json.WriteString("page", r.Claim.Page);
        json.WriteString("about", r.Claim.About);
        json.WriteString("technology", r.Technology);
        json.WriteString("perimeter", r.Perimeter.Name);
        json.WriteString("stance", EvidenceWords.Word(r.Claim.Stance));
        json.WriteString("value", r.Claim.Value);
        json.WriteString("unit", r.Claim.Unit);
        json.WriteString("status", EvidenceWords.Word(r.Status));
        json.WriteString("reason", EvidenceWords.Word(r.Reason));
        json.WriteValue("low", r.Figure?.Low ?? double.NaN);
        json.WriteValue("central", r.Figure?.Central ?? double.NaN);
        json.WriteValue("high", r.Figure?.High ?? double.NaN);
        json.WriteText("figureUnit", r.Figure?.Unit);
        json.WriteText("figureDate", r.FigureDate is { } f ? Dates.Text(f) : null);
        json.WriteText("claimDate", r.ClaimDate is { } c ? Dates.Text(c) : null);
        json.WriteString("marking", r.Claim.Marking);
        json.WriteString("note", r.Claim.Note);
        json.WriteString("version", VersionTag.Of(r.Claim));
        json.WriteEndObject();
    }

    /// <summary>How many papers speak of what, year by year.</summary>
    public static void Topics(Utf8JsonWriter json, string by, TopicMap map)
    {
        json.WriteStartObject();
        json.WriteString("by", by);
        json.WriteNumber("undated", map.Undated);
        json.WriteStartArray("years");
        foreach (var year in map.Years) json.WriteNumberValue(year);
        json.WriteEndArray();
        json.WriteList("rows", map.Rows, r =>
        {
            json.WriteStartObject();
            json.WriteString("name", r.Topic);
            json.WriteNumber("papers", r.Papers);
            json.WriteStartArray("counts");
            foreach (var count in r.Counts) json.WriteNumberValue(count);
            json.WriteEndArray();
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>How much of each technology papers speak of.</summary>
    public static void Coverage(Utf8JsonWriter json, Network network, IReadOnlyList<EvidenceCoverage> coverage)
    {
        json.WriteStartObject();
        json.WriteString("package", network.Package.Head.Name);
        json.WriteString("snapshot", network.Package.Hash);
        json.WriteList("technologies", coverage, c =>
        {
            json.WriteStartObject();
            json.WriteString("id", c.Technology.Id);
            json.WriteString("name", c.Technology.Name);
            json.WriteNumber("papers", c.Papers.Count);
            json.WriteNumber("publishers", c.Publishers);
            json.WriteText("newest", c.Papers.Count > 0 && c.Papers[0].Date.Length > 0 ? c.Papers[0].Date : null);
            foreach (var status in Enum.GetValues<ClaimStatus>()) json.WriteNumber(EvidenceWords.Word(status), c.Count(status));
            json.WriteTexts("verbs", c.Verbs);
            json.WriteTexts("verbsClaimed", c.VerbsClaimed);
            json.WriteNumber("items", c.Items);
            json.WriteNumber("itemsClaimed", c.ItemsClaimed);
            json.WriteTexts("readingList", c.Papers.Select(p => p.Id));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
