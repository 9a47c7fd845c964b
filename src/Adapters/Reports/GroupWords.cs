using System.Globalization;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.Adapters.Reports;

/// <summary>Says in words which groups meet which rule, for terminals, reports and pages alike.</summary>
public sealed class GroupWords(GroupResult result, Texts.Texts texts)
{
    // More names than these nobody reads in a sentence; files and JSON have all.
    const int MostNames = 8;

    readonly Numbers _numbers = new(texts);

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("procurement.groups." + key, values);

    static EligibilityWords Words(GroupWay way, Texts.Texts texts) => new(way.Pack, texts);

    /// <summary>Instrument and article.</summary>
    public string Rule(GroupWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        return texts.Format("terminal.colon", way.Pack.Instrument, Words(way, texts).Article(way.Rule.Head));
    }

    /// <summary>What the rule asks.</summary>
    public string Asks(GroupWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        return way.Rule.Head.Title.In(texts.Language);
    }

    /// <summary>What the whole group's membership comes to.</summary>
    public string Outcome(GroupWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        return T("outcome." + PackCheck.Word(way.Outcome));
    }

    /// <summary>Facts taken as given, in one sentence, with what a state is taken for; blank where there are none.</summary>
    public string Assumed(GroupWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        var facts = way.Assumed.Select(u => texts.Format("eligibility.evidence", Words(way, texts).Name(u), Words(way, texts).Value(u.Value!, ""))).ToArray();
        return T("as." + way.List) + (facts.Length == 0 ? "" : " " + T("assumed", string.Join(texts["sentence.semicolon"], facts)));
    }

    /// <summary>What the rule asks beside the membership and what is missing for it; blank where it asks nothing more.</summary>
    public string Besides(GroupWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        return way.Besides == Core.Eligibility.Outcome.Met ? "" : T(way.Besides == Core.Eligibility.Outcome.NotMet ? "besides.not-met" : "besides", string.Join(texts["sentence.semicolon"], way.BesidesFacts.Select(Words(way, texts).Missing)));
    }

    /// <summary>What is missing to decide about the whole group; blank where nothing is.</summary>
    public string Missing(GroupWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        return string.Join(texts["sentence.semicolon"], way.Missing.Select(Words(way, texts).Missing));
    }

    /// <summary>What is missing to decide about one kind of groups: each fact once, since any of its members may stand there.</summary>
    public string Missing(GroupWay way, GroupPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(way);
        ArgumentNullException.ThrowIfNull(pattern);
        return string.Join(texts["sentence.semicolon"], pattern.Missing.Select(u => Words(way, texts).Name(u with { Record = "" })).Distinct(StringComparer.Ordinal));
    }

    /// <summary>Name of a member.</summary>
    public string Name(int member) => result.Members[member].Name;

    /// <summary>Groups of one kind: any 2 of A, B, C + D.</summary>
    public string Pattern(GroupPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return string.Join(" + ", pattern.Picks.Select(Pick));
    }

    string Pick(GroupPick pick)
    {
        var names = Names(pick.Members);
        return pick.Count == pick.Members.Count ? names : T("any", _numbers.Text(pick.Count), names);
    }

    string Names(IReadOnlyList<int> members) => members.Count <= MostNames ? string.Join(", ", members.Select(Name))
        : T("more", string.Join(", ", members.Take(MostNames - 2).Select(Name)), _numbers.Text(members.Count - MostNames + 2));

    /// <summary>How many groups of the given states meet it.</summary>
    public string Count(GroupWay way)
    {
        ArgumentNullException.ThrowIfNull(way);
        return way.Eligible is not { } number ? T("count.cut") : number == 0 ? T("count.none") : T("count", number.ToString("#,0", new NumberFormatInfo { NumberGroupSeparator = "\u00A0", NumberDecimalDigits = 0 }), _numbers.Text(result.Given.Count()));
    }

    /// <summary>A ceiling or a rate.</summary>
    public string Figure(GroupWay way, FigureResult figure)
    {
        ArgumentNullException.ThrowIfNull(way);
        ArgumentNullException.ThrowIfNull(figure);
        if (figure.Figure.Unit != "EUR") return Words(way, texts).Figure(figure);
        return double.IsInfinity(figure.High) && figure.Low <= 0 ? texts["unit.unknown"] : figure.Low == figure.High ? Money.Text(texts, _numbers, figure.Low) : Money.Text(texts, _numbers, Quantity.Between(Math.Max(0, figure.Low), figure.High));
    }

    /// <summary>What would make a ceiling or a rate one number.</summary>
    public string FigureMissing(GroupWay way, FigureResult figure)
    {
        ArgumentNullException.ThrowIfNull(way);
        ArgumentNullException.ThrowIfNull(figure);
        return string.Join(texts["sentence.semicolon"], figure.Missing.Select(Words(way, texts).Name));
    }

    /// <summary>The value that ceilings rest on, and where it is from.</summary>
    public string Value() => T(result.IsValueStated ? "value.stated" : result.Value.IsKnown ? "value" : "value.unknown", result.Value.IsKnown ? Money.Text(texts, _numbers, result.Value) : "");
}
