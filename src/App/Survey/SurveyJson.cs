using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary>A planned release, what leaves of it, and an attack on releases as JSON. Values are in the unit of their question, shares are parts of one.</summary>
static class SurveyJson
{
    /// <summary>For the officer: every cell with its reasons, and what the attack found.</summary>
    public static void Write(Utf8JsonWriter json, SurveyProposal proposal, SurveyIdentity identity, string fingerprint, IReadOnlyList<Finding> findings, Texts texts)
    {
        var release = proposal.Release;
        json.WriteStartObject();
        json.WriteString("fingerprint", fingerprint);
        Head(json, release, identity);
        json.WriteBoolean("mayLeave", proposal.MayLeave);
        json.WriteBoolean("isExact", proposal.IsExact);
        json.WriteNumber("history", proposal.History.Count);
        json.WriteNumber("checks", proposal.Audit.Checks);
        var utility = release.Utility;
        json.WriteStartObject("utility");
        json.WriteNumber("cells", utility.Cells);
        json.WriteNumber("shown", utility.Shown);
        json.WriteNumber("ranges", utility.Ranges);
        json.WriteNumber("primary", utility.Primary);
        json.WriteNumber("secondary", utility.Secondary);
        json.WriteValue("share", utility.Share);
        json.WriteValue("shareOfSafe", utility.ShareOfSafe);
        json.WriteValue("meanRangeWidth", utility.Width);
        json.WriteEndObject();
        json.WriteList("cells", release.Cells, c =>
        {
            Cell(json, release, c);
            json.WriteTexts("reasons", SurveyText.Reasons(c));
            json.WriteEndObject();
        });
        Exposures(json, proposal.Audit, [.. proposal.History, release]);
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>What leaves: cells that are shown or given as a range. A withheld cell and one that nobody is in have no entry.</summary>
    public static void WritePublic(Utf8JsonWriter json, SurveyRelease release, SurveyIdentity identity)
    {
        json.WriteStartObject();
        Head(json, release, identity);
        json.WriteList("questions", release.Round.Questions, q =>
        {
            json.WriteStartObject();
            json.WriteString("question", q.Id);
            json.WriteString("unit", q.Unit);
            json.WriteEndObject();
        });
        json.WriteList("cells", release.Cells.Where(c => c.Kind != CellKind.Withheld), c =>
        {
            Cell(json, release, c);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>An attack on releases, for the officer.</summary>
    public static void Write(Utf8JsonWriter json, SurveyAudit audit, IReadOnlyList<SurveyRelease> releases, double percent)
    {
        json.WriteStartObject();
        json.WriteBoolean("isSafe", audit.IsSafe);
        json.WriteNumber("releases", releases.Count);
        json.WriteNumber("checks", audit.Checks);
        json.WriteValue("protection", percent);
        json.WriteList("groups", audit.Narrowest, n =>
        {
            json.WriteStartObject();
            json.WriteString("group", n.Group);
            json.WriteValue("above", n.Above);
            json.WriteValue("below", n.Below);
            json.WriteBoolean("isSafe", n.IsSafe);
            json.WriteEndObject();
        });
        Exposures(json, audit, releases);
        json.WriteEndObject();
    }

    static void Head(Utf8JsonWriter json, SurveyRelease release, SurveyIdentity identity)
    {
        var rules = release.Rules;
        json.WriteString("survey", release.Round.Survey);
        json.WriteString("period", release.Round.Period);
        json.WriteString("status", identity.IsApproved ? "approved" : "draft");
        json.WriteText("date", identity.Date.Length > 0 ? identity.Date : null);
        json.WriteString("released", identity.Fingerprint);
        json.WriteString("version", identity.Version);
        json.WriteStartObject("rules");
        json.WriteNumber("leastContributors", rules.LeastContributors);
        json.WriteValue("percent", rules.Percent);
        json.WriteNumber("largest", rules.Largest);
        json.WriteValue("dominance", rules.Dominance);
        json.WriteValue("steady", rules.Steady);
        json.WriteEndObject();
    }

    // Left open, for what only the officer sees.
    static void Cell(Utf8JsonWriter json, SurveyRelease release, ReleasedCell cell)
    {
        json.WriteStartObject();
        json.WriteString("question", cell.Question);
        json.WriteStartObject("codes");
        for (var i = 0; i < cell.Codes.Count; i++)
            if (cell.Codes[i].Length > 0) json.WriteString(release.Round.Breakdowns[i].Name, cell.Codes[i]);
        json.WriteEndObject();
        json.WriteString("kind", cell.Kind.ToString().ToLowerInvariant());
        if (cell.Kind == CellKind.Shown) json.WriteValue("value", cell.Value);
        if (cell.Kind == CellKind.Range)
        {
            json.WriteValue("from", cell.Low);
            json.WriteValue("to", cell.High);
        }
        json.WriteNumber("contributors", cell.Contributors);
    }

    static void Exposures(Utf8JsonWriter json, SurveyAudit audit, IReadOnlyList<SurveyRelease> releases) => json.WriteList("exposures", audit.Exposures, e =>
    {
        json.WriteStartObject();
        json.WriteString("question", e.Question);
        json.WriteString("attacker", e.Attacker);
        json.WriteText("group", e.Group.Length > 0 ? e.Group : null);
        json.WriteTexts("contributors", e.Contributors);
        json.WriteNumber("release", e.Release + 1);
        json.WriteString("period", releases[e.Release].Round.Period);
        json.WriteTexts("codes", e.Codes);
        json.WriteString("bound", e.IsUpper ? "upper" : "lower");
        json.WriteValue("at", e.Bound);
        json.WriteValue("value", e.Value);
        json.WriteBoolean("byEarlierReleasesAlone", e.IsOld);
        json.WriteEndObject();
    });
}
