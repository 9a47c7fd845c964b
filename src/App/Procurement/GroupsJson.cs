using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Procurement;

/// <summary>Groups of states as JSON, for the command and for the endpoint alike.</summary>
static class GroupsJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, Network network, IReadOnlyList<string> items, GroupResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var words = new GroupWords(result, texts);
        json.WriteStartObject();
        json.WriteString("package", network.Package.Head.Name);
        json.WriteString("snapshot", network.Package.Hash);
        json.WriteText("date", result.Date is { } day ? Dates.Text(day) : null);
        json.WriteString("statement", texts["procurement.groups.statement"]);
        json.WriteTexts("items", items);
        json.WriteList("states", result.Given, m => Member(json, m));
        json.WriteList("mightJoin", result.Members.Where(m => !m.IsGiven), m => Member(json, m));
        json.WriteStartObject("value");
        json.WriteValue("low", result.Value.IsKnown ? result.Value.Low : double.NaN);
        json.WriteValue("high", result.Value.IsKnown ? result.Value.High : double.NaN);
        json.WriteBoolean("isStated", result.IsValueStated);
        json.WriteEndObject();
        json.WriteList("ways", result.Ways, w => Way(json, result, w, words, texts));
        FindingsJson.WriteList(json, [.. findings, .. result.Findings], texts);
        json.WriteEndObject();
    }

    static void Member(Utf8JsonWriter json, GroupMember member)
    {
        json.WriteStartObject();
        json.WriteString("id", member.Id);
        json.WriteString("name", member.Name);
        json.WriteString("country", member.Country.ToString());
        json.WriteEndObject();
    }

    static void Way(Utf8JsonWriter json, GroupResult result, GroupWay way, GroupWords words, Texts texts)
    {
        var pack = new EligibilityWords(way.Pack, texts);
        json.WriteStartObject();
        json.WriteString("pack", way.Pack.Name);
        json.WriteString("instrument", way.Pack.Instrument);
        json.WriteString("rule", way.Rule.Head.Id);
        json.WriteString("article", way.Rule.Head.Article);
        json.WriteString("cites", way.Rule.Head.Cites);
        json.WriteString("readOn", way.Pack.ReadOn.In(texts.Language));
        json.WriteString("title", words.Asks(way));
        json.WriteString("list", way.List);
        json.WriteText("date", way.Date is { } day ? Dates.Text(day) : null);
        json.WriteString("outcome", PackCheck.Word(way.Outcome));
        Uses(json, "assumed", way.Assumed, u => texts.Format("eligibility.evidence", pack.Name(u), pack.Value(u.Value!, "")));
        Uses(json, "missing", way.Missing, pack.Missing);
        json.WriteString("besides", PackCheck.Word(way.Besides));
        Uses(json, "besidesFacts", way.BesidesFacts, pack.Missing);
        if (way.Eligible is { } number) json.WriteValue("eligibleGroups", number);
        else json.WriteNull("eligibleGroups");
        json.WriteBoolean("isCut", way.IsCut);
        Patterns(json, "smallest", result, way.Smallest, pack);
        Patterns(json, "open", result, way.Open, pack);
        Patterns(json, "additions", result, way.Additions, pack);
        json.WriteList("figures", way.Figures, f =>
        {
            json.WriteStartObject();
            json.WriteString("id", f.Figure.Head.Id);
            json.WriteString("article", f.Figure.Head.Article);
            json.WriteString("title", f.Figure.Head.Title.In(texts.Language));
            json.WriteValue("low", Math.Max(0, f.Low));
            json.WriteValue("high", f.High);
            json.WriteString("unit", f.Figure.Unit);
            Uses(json, "missing", f.Missing, pack.Missing);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Patterns(Utf8JsonWriter json, string name, GroupResult result, IReadOnlyList<GroupPattern> patterns, EligibilityWords pack) => json.WriteList(name, patterns, p =>
    {
        json.WriteStartObject();
        json.WriteNumber("size", p.Size);
        json.WriteValue("groups", p.Groups);
        json.WriteString("outcome", PackCheck.Word(p.Outcome));
        json.WriteList("picks", p.Picks, k =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", k.Count);
            json.WriteTexts("of", k.Members.Select(m => result.Members[m].Id));
            json.WriteEndObject();
        });
        Uses(json, "missing", p.Missing, pack.Missing);
        json.WriteEndObject();
    });

    static void Uses(Utf8JsonWriter json, string name, IReadOnlyList<FactUse> uses, Func<FactUse, string> text) => json.WriteList(name, uses, u =>
    {
        json.WriteStartObject();
        json.WriteString("fact", EligibilityWords.Key(u));
        json.WriteText("value", u.Value?.ToString());
        json.WriteString("text", text(u));
        json.WriteEndObject();
    });
}
