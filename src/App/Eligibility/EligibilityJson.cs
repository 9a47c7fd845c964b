using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>Self-assessments as JSON, for the command and for the endpoint alike.</summary>
static class EligibilityJson
{
    /// <summary>What every answer says of itself.</summary>
    static void Identity(Utf8JsonWriter json, EligibilityAnswer answer)
    {
        CapacityJson.Identity(json, answer.Network.Package, null, answer.Date, () =>
        {
            json.WriteString("item", answer.Item.Id);
            json.WriteText("contract", answer.Contract?.Name);
        });
        json.WriteString("item", answer.Item.Id);
    }

    /// <summary>The document of one check.</summary>
    public static void Check(Utf8JsonWriter json, EligibilityAnswer answer, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        json.WriteString("status", PackCheck.Word(answer.Results[0].Outcome));
        Identity(json, answer);
        Result(json, answer.Results[0], texts);
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>The document of several instruments side by side.</summary>
    public static void Compare(Utf8JsonWriter json, EligibilityAnswer answer, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        json.WriteString("status", "answered");
        Identity(json, answer);
        json.WriteList("instruments", answer.Results, r =>
        {
            json.WriteStartObject();
            json.WriteString("outcome", PackCheck.Word(r.Outcome));
            Result(json, r, texts);
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>The properties of a result in an open object.</summary>
    static void Result(Utf8JsonWriter json, EligibilityResult result, Texts texts)
    {
        var words = new EligibilityWords(result.Pack, texts);
        Pack(json, "pack", result.Pack, words);
        json.WriteString("statement", words.Statement(result.Outcome));
        json.WriteList("rules", result.Rules, r => Rule(json, r, words));
        json.WriteList("figures", result.Figures, f => Figure(json, f, words));
        json.WriteList("choices", result.Choices, c => Choice(json, c, words));
        json.WriteList("states", result.Machines, m => Machine(json, m, words));
    }

    /// <summary>What a pack is known by.</summary>
    public static void Pack(Utf8JsonWriter json, string name, Pack pack, EligibilityWords words)
    {
        json.WriteStartObject(name);
        json.WriteString("name", pack.Name);
        json.WriteString("instrument", pack.Instrument);
        json.WriteString("title", words.Of(pack.Title));
        json.WriteString("celex", pack.Celex);
        json.WriteString("cites", pack.Cites);
        json.WriteString("readOn", words.ReadOn);
        json.WriteEndObject();
    }

    static void Head(Utf8JsonWriter json, PackHead head, EligibilityWords words)
    {
        json.WriteString("id", head.Id);
        json.WriteString("article", head.Article);
        json.WriteString("cites", head.Cites);
        json.WriteString("title", words.Of(head.Title));
        json.WriteString("source", head.Source == SourceClass.Found ? "found" : "unconfirmed");
    }

    static void Rule(Utf8JsonWriter json, RuleResult rule, EligibilityWords words)
    {
        json.WriteStartObject();
        json.WriteString("outcome", PackCheck.Word(rule.Outcome));
        Head(json, rule.Rule.Head, words);
        json.WriteString("kind", rule.Rule.Kind == RuleKind.Condition ? "condition" : "evidence");
        json.WriteText("date", rule.Date is { } day ? Dates.Text(day) : null);
        json.WriteString("decisive", rule.Rule.Head.Decisive);
        json.WriteText("derogation", rule.By is { } by ? $"{by.Article}: {words.Of(by.Title)}" : null);
        json.WriteText("denominator", rule.Rule.Denominator is { } of ? words.Of(of) : null);
        if (rule.Measured is { } m)
        {
            json.WriteStartObject("measured");
            json.WriteValue("low", m.Low);
            json.WriteValue("high", m.High);
            json.WriteString("test", m.Test switch { Comparison.AtLeast => "at-least", Comparison.Above => "above", Comparison.AtMost => "at-most", _ => "below" });
            json.WriteValue("limit", m.Limit);
            json.WriteString("unit", m.IsShare ? "%" : "");
            json.WriteEndObject();
        }
        Uses(json, "evidence", rule.Evidence, words.Evidence);
        Uses(json, "missing", rule.Missing, words.Missing);
        json.WriteList("change", rule.Change, s =>
        {
            json.WriteStartObject();
            json.WriteString("kind", s.Kind.ToString().ToLowerInvariant());
            json.WriteText("list", s.List);
            json.WriteString("record", s.Record);
            json.WriteString("fact", s.Fact);
            json.WriteString("value", s.Value);
            json.WriteValue("delta", s.Delta);
            json.WriteTexts("records", s.Records);
            json.WriteString("text", words.Step(s));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Uses(Utf8JsonWriter json, string name, IReadOnlyList<FactUse> uses, Func<FactUse, string> text) => json.WriteList(name, uses, u =>
    {
        json.WriteStartObject();
        json.WriteString("fact", EligibilityWords.Key(u));
        json.WriteText("value", u.Value?.ToString());
        json.WriteString("place", u.Value?.Origin.Place ?? "");
        json.WriteTexts("sources", u.Value?.Origin.Sources ?? []);
        json.WriteString("basis", u.Value?.Origin.Basis ?? "");
        json.WriteString("text", text(u));
        json.WriteEndObject();
    });

    static void Figure(Utf8JsonWriter json, FigureResult figure, EligibilityWords words)
    {
        json.WriteStartObject();
        json.WriteBoolean("applies", figure.Applies);
        Head(json, figure.Figure.Head, words);
        json.WriteValue("low", Math.Max(0, figure.Low));
        json.WriteValue("high", figure.High);
        json.WriteString("unit", figure.Figure.Unit);
        Uses(json, "evidence", figure.Evidence, words.Evidence);
        Uses(json, "missing", figure.Missing, words.Missing);
        json.WriteEndObject();
    }

    static void Choice(Utf8JsonWriter json, ChoiceResult choice, EligibilityWords words)
    {
        json.WriteStartObject();
        json.WriteBoolean("applies", choice.Applies);
        Head(json, choice.Choice.Head, words);
        json.WriteText("answer", choice.Option?.Id);
        json.WriteList("possible", choice.Possible, o =>
        {
            json.WriteStartObject();
            json.WriteString("id", o.Id);
            json.WriteString("article", o.Article);
            json.WriteString("title", words.Of(o.Title));
            json.WriteEndObject();
        });
        Uses(json, "evidence", choice.Evidence, words.Evidence);
        Uses(json, "missing", choice.Missing, words.Missing);
        json.WriteEndObject();
    }

    static void Machine(Utf8JsonWriter json, MachineResult machine, EligibilityWords words)
    {
        json.WriteStartObject();
        Head(json, machine.Machine.Head, words);
        json.WriteString("state", machine.State.Id);
        json.WriteText("since", machine.Since is { } since ? Dates.Text(since) : null);
        json.WriteText("until", machine.Until is { } until ? Dates.Text(until) : null);
        json.WriteText("nextUntil", machine.NextUntil is { } next ? Dates.Text(next) : null);
        json.WriteList("measures", machine.State.Measures, m =>
        {
            json.WriteStartObject();
            json.WriteString("id", m.Id);
            json.WriteString("article", m.Article);
            json.WriteString("title", words.Of(m.Title));
            json.WriteEndObject();
        });
        json.WriteList("steps", machine.Steps, s =>
        {
            json.WriteStartObject();
            json.WriteString("date", Dates.Text(s.Event.Date));
            json.WriteString("move", s.Event.Move);
            json.WriteString("state", s.State);
            json.WriteString("trouble", s.Trouble.ToString().ToLowerInvariant());
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
