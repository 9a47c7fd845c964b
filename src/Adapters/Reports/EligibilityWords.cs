using System.Globalization;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Says in words what rules came to, for terminals, reports and pages alike.</summary>
public sealed class EligibilityWords(Pack pack, Texts.Texts texts)
{
    const int MostCountries = 12, MostOthers = 40;

    readonly Numbers _numbers = new(texts);

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("eligibility." + key, values);

    /// <summary>A text of a pack in the user's language.</summary>
    public string Of(Wording wording)
    {
        ArgumentNullException.ThrowIfNull(wording);
        return wording.In(texts.Language);
    }

    /// <summary>What an outcome is called: it agrees, it does not, evidence is missing.</summary>
    public string Outcome(Outcome outcome) => T("outcome." + PackCheck.Word(outcome));

    /// <summary>What an outcome of a rule is called; an indication never reads like one of a rule that decides.</summary>
    public string Outcome(RuleResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Rule.Kind == RuleKind.Evidence ? T("indication." + PackCheck.Word(result.Outcome)) : Outcome(result.Outcome);
    }

    /// <summary>The sentence that stands on every answer.</summary>
    public string Statement(Outcome outcome) => T("statement." + PackCheck.Word(outcome), AsRead);

    /// <summary>When the texts were read, as exactly as it is known.</summary>
    public string ReadOn => Of(pack.ReadOn);

    /// <summary>When the text was read, in a sentence.</summary>
    public string AsRead => T(Dates.TryParse(pack.ReadOn.English, false, out _) ? "read.day" : "read.time", ReadOn);

    /// <summary>The text of the act, when it was read, and what an answer is not.</summary>
    public string Foot => T("foot", pack.Cites, AsRead);

    /// <summary>The instrument with the address of its text and when it was read, where several stand together.</summary>
    public string FootOfPack => T("foot.pack", pack.Instrument, pack.Cites, AsRead);

    /// <summary>How many rules came to what.</summary>
    public string Count(EligibilityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string Of(Outcome outcome) => result.Rules.Count(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == outcome).ToString(CultureInfo.InvariantCulture);
        return T("count", Of(Core.Eligibility.Outcome.Met), Of(Core.Eligibility.Outcome.NotMet), Of(Core.Eligibility.Outcome.Missing), Of(Core.Eligibility.Outcome.NotApplicable));
    }

    /// <summary>How many rules that decide came to what, in short.</summary>
    public string Counts(EligibilityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string N(Outcome outcome) => Decisive(result).Count(x => x.Outcome == outcome).ToString(CultureInfo.InvariantCulture);
        return T("counts", N(Core.Eligibility.Outcome.Met), N(Core.Eligibility.Outcome.NotMet), N(Core.Eligibility.Outcome.Missing));
    }

    /// <summary>What all rules come to together; a pack without a rule that decides only indicates.</summary>
    public string Verdict(EligibilityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Decisive(result).Length == 0 ? T("indication") : Outcome(result.Outcome);
    }

    /// <summary>The first rule in the way: one that is not met, else one with evidence missing; blank where there is none.</summary>
    public string First(EligibilityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var decisive = Decisive(result);
        var first = decisive.FirstOrDefault(x => x.Outcome == Core.Eligibility.Outcome.NotMet) ?? decisive.FirstOrDefault(x => x.Outcome == Core.Eligibility.Outcome.Missing);
        return first is null ? "" : texts.Format("terminal.colon", first.Rule.Head.Id, Of(first.Rule.Head.Title));
    }

    static RuleResult[] Decisive(EligibilityResult result) => [.. result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition)];

    /// <summary>Which day decides what text applies, and why: a sentence for each decisive day of the pack.</summary>
    public IEnumerable<string> Days(EligibilityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var assessed = result.Date is { } of ? Dates.Text(of) : texts["unit.unknown"];
        var groups = Heads(pack).GroupBy(h => h.Decisive, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToArray();
        foreach (var group in groups)
        {
            var day = group.Key.Length == 0 ? T("day.assessment", assessed) : result.Facts.Root.Facts.GetValueOrDefault(group.Key)?.Date is { } stated ? T("day.stated", Title(group.Key), Dates.Text(stated))
                : T(result.Date is null ? "day.none" : "day.stands-in", Title(group.Key), assessed);
            yield return group == groups[0] ? day : texts.Format("terminal.colon", string.Join(", ", group.Select(h => h.Id)), day);
        }
    }

    /// <summary>Article with the act it is in.</summary>
    public string Article(PackHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return Article(head.Article);
    }

    // What packs write of articles in English: ranges, and places that are no articles.
    static readonly string[] Phrases = ["to", "agreement", "agg", "annex", "package", "call-pages", "not-read"];

    /// <summary>Article and paragraph, or another place of a text, in the language.</summary>
    public string Article(string article)
    {
        ArgumentNullException.ThrowIfNull(article);
        var english = Texts.Texts.For("en");
        var text = Phrases.Aggregate(article, (t, phrase) => t.Replace(english["eligibility.article." + phrase], T("article." + phrase), StringComparison.Ordinal));
        return article.Length > 0 && (char.IsAsciiLetter(article[0]) || article.Contains(" CFR ", StringComparison.Ordinal)) ? text : T("article", text);
    }

    /// <summary>Rules, figures, choices and states of a pack, in this order.</summary>
    public static IEnumerable<PackHead> Heads(Pack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return pack.Rules.Select(r => r.Head).Concat(pack.Figures.Select(f => f.Head)).Concat(pack.Choices.Select(c => c.Head)).Concat(pack.Machines.Select(m => m.Head));
    }

    /// <summary>Days between which a part of a pack applies; blank where it has none.</summary>
    public static string Force(PackHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return head.From is null && head.To is null ? "" : $"{(head.From is { } from ? Dates.Text(from) : "")} .. {(head.To is { } to ? Dates.Text(to) : "")}";
    }

    FactSpec? Spec(FactUse use) => pack.Fact(use.List is null ? use.Fact : $"{use.List}.{use.Fact}");

    /// <summary>What a fact is called, with the record that it is of.</summary>
    public string Name(FactUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (use.Fact.StartsWith('@')) return T("open-wording", pack.Parameters.TryGetValue(use.Fact[1..], out var parameter) ? Of(parameter.Title) : use.Fact);
        if (use.Fact.Length == 0) return T("list", use.List ?? "");
        var title = Spec(use) is { } spec ? Of(spec.Title) : use.Fact;
        return use.Record.Length == 0 ? title : texts.Format("terminal.colon", use.Record, title);
    }

    /// <summary>Name of a fact as the contract's file writes it.</summary>
    public static string Key(FactUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        return use.List is null ? use.Fact : use.Fact.Length == 0 ? use.List : use.Record.Length == 0 ? $"{use.List}.{use.Fact}" : $"{use.List}[{use.Record}].{use.Fact}";
    }

    /// <summary>A fact with its value and where it comes from.</summary>
    public string Evidence(FactUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (use.Value is null) return use.Fact.Length == 0 ? T("list.empty", use.List ?? "") : T("unknown", Name(use));
        var origin = use.Value.Origin;
        string[] from = [.. new[] { origin.Place }.Concat(origin.Sources).Append(origin.Basis.Length > 0 ? texts.Find("basis." + origin.Basis) ?? origin.Basis : "").Where(t => t.Length > 0)];
        var text = T("evidence", Name(use), Value(use.Value, Spec(use)?.Unit ?? ""));
        return (from.Length == 0 ? text : T("evidence.from", text, string.Join(", ", from))) + Note(use.Value);
    }

    string Note(FactValue? value) => value is { Origin.Note: { Length: > 0 } note } ? " " + T("note." + note) : "";

    /// <summary>A value in the user's language.</summary>
    public string Value(FactValue value, string unit)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Kind switch
        {
            FactKind.Flag => value.Flag is { } flag ? T(flag ? "yes" : "no") : texts["unit.unknown"],
            FactKind.Number => Range(Math.Max(0, value.Number.Low), value.Number.High, unit),
            FactKind.Countries => Places(value.Countries),
            _ => value.ToString(),
        };
    }

    // A long set by its name, by the few countries that it lacks, or by how many there are.
    string Places(CountrySet set)
    {
        if (set.Count <= MostCountries) return set.ToString();
        if (SetName(set) is { Length: < 40 } name && name != set.ToString()) return name;
        var others = CountrySet.World.Except(set);
        return others.Count <= MostOthers ? T("countries.but", others.ToString()) : T("countries.many", set.Count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A number or an interval with its unit.</summary>
    public string Range(double low, double high, string unit)
    {
        string Of(double number) => unit.Length == 0 ? _numbers.Exact(number) : $"{_numbers.Exact(number)}\u00A0{unit}";
        if (low == high) return Of(low);
        // The ends of a range are rounded outwards, so that a limit never seems to be kept.
        (low, high) = (Math.Floor(low * 1e4) / 1e4, Math.Ceiling(high * 1e4) / 1e4);
        return double.IsInfinity(high) ? low > 0 ? texts.Format("unit.at-least", Of(low)) : texts["unit.unknown"] : texts.Format("unit.range", _numbers.Exact(low), Of(high));
    }

    /// <summary>What is missing, and who can tell.</summary>
    public string Missing(FactUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        var name = use.Value is { } value && value.IsKnown ? T("evidence", Name(use), Value(value, Spec(use)?.Unit ?? "")) + T("not-enough") : Name(use);
        return (Spec(use)?.Ask is { } ask ? T("missing.ask", name, Of(ask)) : name) + Note(use.Value);
    }

    /// <summary>Who can tell a fact; blank where the pack does not say.</summary>
    public string Ask(FactUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        return Spec(use)?.Ask is { } ask ? Of(ask) : "";
    }

    /// <summary>What is known of a fact.</summary>
    public string Shown(FactUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        return use.Value is { } value ? Value(value, Spec(use)?.Unit ?? "") + Note(value) : texts["unit.unknown"];
    }

    /// <summary>The answer of a choice, or those still possible.</summary>
    public string Choice(ChoiceResult choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return choice.Option is { } option ? Of(option.Title) : T("choice.open", string.Join(" / ", choice.Possible.Select(o => Of(o.Title))));
    }

    /// <summary>How long the period of states runs that begin and end; blank where none runs.</summary>
    public string Until(MachineResult machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.Until is not { } until ? "" : machine.NextUntil is { } next ? T("state.until.next", Dates.Text(until), Dates.Text(next)) : T("state.until", Dates.Text(until));
    }

    /// <summary>How a number stands to its limit.</summary>
    public string Measured(RuleResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Measured is not { } m) return "";
        var unit = m.IsShare ? "%" : "";
        var text = T("measured", Range(m.Low, m.High, unit), Limit(m.Test, Range(m.Limit, m.Limit, unit)));
        return result.Rule.Denominator is { } of ? T("measured.of", text, Of(of)) : text;
    }

    string Limit(Comparison test, string value) => T("limit." + test switch { Comparison.AtLeast => "at-least", Comparison.Above => "above", Comparison.AtMost => "at-most", _ => "below" }, value);

    /// <summary>One change that a rule needs, in words.</summary>
    public string Step(TurnStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var use = new FactUse(step.List, step.Record, step.Fact, null, false);
        // Rounded up: what is named must suffice.
        var delta = _numbers.Exact(Math.Ceiling(Math.Round(step.Delta * 1e4, 4)) / 1e4);
        switch (step.Kind)
        {
            case StepKind.Open: return T("step.open", Name(use));
            case StepKind.Add: return T(step.Fact.Length > 0 ? "step.add.distinct" : "step.add", delta, step.List ?? "", step.Fact.Length > 0 ? Title(step.List + "." + step.Fact) : "");
            case StepKind.Remove: return T("step.remove", delta, step.List ?? "");
            case StepKind.Raise or StepKind.Lower:
                var name = step.List is null || step.Record.Length > 0 ? string.Join(", ", step.Fact.Split(", ").Select(f => Title(step.List is null ? f : $"{step.List}.{f}"))) : T("share-of", step.List);
                var unit = step.List is not null && step.Record.Length == 0 ? T("points") : "";
                var text = T(step.Kind == StepKind.Raise ? "step.raise" : "step.lower", step.Record.Length > 0 ? texts.Format("terminal.colon", step.Record, name) : name, unit.Length > 0 ? $"{delta}\u00A0{unit}" : delta, Wanted(step.Value));
                return step.Records.Count == 0 ? text : T("step.records", text, string.Join(", ", step.Records), step.Records.Count.ToString(CultureInfo.InvariantCulture));
            default:
                if (step.Fact.Length == 0) return T("step.state", step.List ?? "");
                return T("step.value", Name(use), Wanted(step.Value));
        }
    }

    string Title(string fact) => pack.Fact(fact.Replace("..", ".", StringComparison.Ordinal)) is { } spec ? Of(spec.Title) : fact;

    string Wanted(string value)
    {
        if (value.StartsWith("not ", StringComparison.Ordinal)) return T("step.not", Wanted(value[4..]));
        if (value is "yes" or "no") return T(value);
        if (value.StartsWith('#') && pack.Areas.TryGetValue(value[1..], out var area)) return T("step.inside", area.Periods[^1].Countries.Count > 12 ? string.Join(", ", SetName(area.Periods[^1].Countries)) : area.Periods[^1].Countries.ToString());
        return value.Replace(">=", "≥", StringComparison.Ordinal).Replace("<=", "≤", StringComparison.Ordinal);
    }

    // A long area by the name of its set, where it has one.
    static string SetName(CountrySet set) => Countries.SetNames.FirstOrDefault(n => Countries.Sets[n] == set) ?? set.ToString();

    /// <summary>A figure in words.</summary>
    public string Figure(FigureResult figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return !figure.Applies ? Outcome(Core.Eligibility.Outcome.NotApplicable) : Range(Math.Max(0, figure.Low), figure.High, figure.Figure.Unit);
    }
}
