using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Kit;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Eligibility;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>What the tables of a self-assessment show. Each row says what it is by: the statement, when the texts were read, and where the article stands.</summary>
static class EligibilityTables
{
    const int MostSentences = 4;

    static TableColumn[] Heads(EligibilityView view, params string[] keys) => [.. keys.Select(k => new TableColumn(view.Texts["eligibility.head." + k], k is "low" or "high" or "count"))];

    // A cell tells the first few; the table of what is missing, the rule by itself and the JSON tell all.
    static string Short(EligibilityView view, IEnumerable<string> sentences)
    {
        string[] all = [.. sentences];
        var first = string.Join(view.Texts["sentence.semicolon"], all.Take(MostSentences));
        return view.Seen(all.Length <= MostSentences ? first : $"{first} {view.Texts.Format("eligibility.more", (all.Length - MostSentences).ToString(CultureInfo.InvariantCulture))}");
    }

    static TableCell Act(string cites) => new(cites) { Href = cites };

    /// <summary>Mark of an outcome.</summary>
    public static VerdictMark Mark(Outcome outcome) => outcome switch { Outcome.Met => new("good", "full"), Outcome.NotMet => new("bad", "empty"), Outcome.Missing => new("open", "dashed"), _ => Marks.None };

    /// <summary>Every instrument in a row.</summary>
    public static TableContent Instruments(EligibilityView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new(view.Texts.Format("eligibility.compare.title", view.Answer.Item.Name), Heads(view, "instrument", "outcome", "first", "statement", "counts", "act"), [.. view.Answer.Results.Select(r =>
        {
            var words = view.Words(r.Pack);
            return (IReadOnlyList<TableCell>)[new(r.Pack.Instrument) { Href = view.At(("pack", r.Pack.Name)) + "#rules", Sub = r.Pack.Name }, new(words.Verdict(r)) { Mark = r.Rules.Any(x => x.Rule.Kind == RuleKind.Condition) ? Mark(r.Outcome) : Marks.None },
                words.First(r), words.Statement(r.Outcome), words.Counts(r), Act(r.Pack.Cites)];
        })]) { Marking = view.Marking };
    }

    /// <summary>Every rule in a row.</summary>
    public static TableContent Rules(EligibilityView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var rows = view.Shown.SelectMany(r => r.Rules.Select(x => (r.Pack, Rule: x))).ToArray();
        return new(view.Texts[view.Chosen is null ? "workbench.eligibility.rules" : "workbench.eligibility.rules.one"], Heads(view, "rule", "outcome", "asks", "missing", "instrument", "article", "act", "read-on"), [.. rows.Select(at =>
        {
            var words = view.Words(at.Pack);
            return (IReadOnlyList<TableCell>)[new(at.Rule.Rule.Head.Id) { Href = view.At(("pack", at.Pack.Name)) + "#rule-" + at.Rule.Rule.Head.Id }, new(words.Outcome(at.Rule)) { Mark = Mark(at.Rule.Outcome) }, words.Of(at.Rule.Rule.Head.Title),
                Short(view, [.. at.Rule.Change.Count > 0 ? [view.Texts.Format("eligibility.change", string.Join(view.Texts["sentence.semicolon"], at.Rule.Change.Select(words.Step)))] : Array.Empty<string>(), .. at.Rule.Missing.Select(words.Missing)]),
                at.Pack.Instrument, words.Article(at.Rule.Rule.Head), Act(at.Rule.Rule.Head.Cites), words.ReadOn];
        })]) { Marking = view.Marking };
    }

    /// <summary>Every fact that a rule or a figure rests on, with where it comes from.</summary>
    public static TableContent Evidence(EligibilityView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var rows = view.Shown.SelectMany(r => r.Rules.SelectMany(x => x.Evidence.Select(u => (r.Pack, x.Rule.Head.Id, Use: u))).Concat(r.Figures.Where(f => f.Applies).SelectMany(f => f.Evidence.Select(u => (r.Pack, f.Figure.Head.Id, Use: u)))))
            .Where(at => at.Use.Value is not null).ToArray();
        return new(view.Texts["workbench.eligibility.evidence"], Heads(view, "rule", "fact", "value", "place", "sources", "basis", "instrument", "read-on"), [.. rows.Select(at =>
        {
            var (words, origin) = (view.Words(at.Pack), at.Use.Value!.Origin);
            var hidden = view.IsWithheld($"{EligibilityWords.Key(at.Use)} {words.Name(at.Use)} {at.Use.Value} {origin.Place}");
            TableCell Cell(string text) => hidden ? view.Texts["workbench.eligibility.withheld"] : text;
            return (IReadOnlyList<TableCell>)[at.Id, hidden ? Cell("") : new TableCell(words.Name(at.Use)) { Sub = EligibilityWords.Key(at.Use) }, Cell(words.Shown(at.Use)), hidden ? Cell("") : Place(view, origin.Place), Cell(string.Join(", ", origin.Sources)),
                view.Texts.Find("basis." + origin.Basis) ?? origin.Basis, at.Pack.Instrument, words.ReadOn];
        })]) { Marking = view.Marking, Nothing = view.Texts["workbench.eligibility.evidence.none"] };
    }

    // A row of the package opens "where does this come from"; a fact of the contract leads to its form.
    static TableCell Place(EligibilityView view, string place) =>
        place.Contains('/', StringComparison.Ordinal) ? new TableCell(place) { Figure = place } : view.Own is { } own && place.Length > 0 ? new TableCell(place) { Href = $"{view.Request.Caller.At("eligibility/contract")}{view.Address(("contract", own.Kept.Id), ("pack", ""))}" } : place;

    /// <summary>What is missing to decide, each fact once with the rules that want it.</summary>
    public static TableContent Missing(EligibilityView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var groups = view.Shown.SelectMany(r => r.Rules.Where(x => x.Rule.Kind == RuleKind.Condition).SelectMany(x => x.Missing.Select(u => (r.Pack, x.Rule.Head.Id, Use: u)))).GroupBy(at => EligibilityWords.Key(at.Use), StringComparer.Ordinal)
            .OrderByDescending(g => g.Select(at => at.Id).Distinct().Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        return new(view.Texts["workbench.eligibility.missing"], Heads(view, "fact", "count", "rules", "ask", "key"), [.. groups.Select(g =>
        {
            var (first, ids) = (g.First(), g.Select(at => at.Id).Distinct().ToArray());
            var words = view.Words(first.Pack);
            return (IReadOnlyList<TableCell>)[view.Seen(words.Name(first.Use)), TableCell.Number(ids.Length, ids.Length.ToString(CultureInfo.InvariantCulture)), string.Join(", ", ids), words.Ask(first.Use), view.Seen(g.Key)];
        })]) { Marking = view.Marking, Nothing = view.Texts["workbench.eligibility.missing.none"] };
    }

    /// <summary>Ceilings, rates and other numbers, and choices.</summary>
    public static TableContent Figures(EligibilityView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var rows = new List<IReadOnlyList<TableCell>>();
        foreach (var r in view.Shown)
        {
            var words = view.Words(r.Pack);
            TableCell Title(PackHead head) => words.Of(head.Title) + (head.Source == SourceClass.Unconfirmed ? " " + view.Texts["eligibility.unconfirmed"] : "");
            string Open(IReadOnlyList<FactUse> missing) => Short(view, missing.Select(words.Missing));
            foreach (var f in r.Figures.Where(f => f.Applies))
                rows.Add([f.Figure.Head.Id, Title(f.Figure.Head), words.Figure(f), TableCell.Number(Math.Max(0, f.Low), ""), TableCell.Number(f.High, double.IsInfinity(f.High) ? view.Texts["unit.unknown"] : ""), f.Figure.Unit, Open(f.Missing), r.Pack.Instrument, words.Article(f.Figure.Head), Act(f.Figure.Head.Cites), words.ReadOn]);
            foreach (var c in r.Choices.Where(c => c.Applies))
                rows.Add([c.Choice.Head.Id, Title(c.Choice.Head), words.Choice(c), "", "", "", Open(c.Missing), r.Pack.Instrument, words.Article(c.Choice.Head), Act(c.Choice.Head.Cites), words.ReadOn]);
        }
        return new(view.Texts["eligibility.figures"], Heads(view, "rule", "asks", "value", "low", "high", "unit", "missing.only", "instrument", "article", "act", "read-on"), rows) { Marking = view.Marking, Nothing = view.Texts["workbench.eligibility.figures.none"] };
    }

    /// <summary>A table of what an address asks; null where it cannot be.</summary>
    public static async Task<TableContent?> Of(TableRequest request, Func<EligibilityView, TableContent> table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return (await EligibilityView.Of(request)).View is { } view ? table(view) : null;
    }
}

/// <summary>Every instrument in a row.</summary>
sealed class EligibilityTable : ITableSource
{
    public static string Key => "eligibility";

    public static IReadOnlyList<ApiParameter> Takes => EligibilityTakes.Compare;

    public static Task<TableContent?> Read(TableRequest request) => EligibilityTables.Of(request, EligibilityTables.Instruments);
}

/// <summary>Every rule in a row.</summary>
sealed class EligibilityRulesTable : ITableSource
{
    public static string Key => "eligibility-rules";

    public static IReadOnlyList<ApiParameter> Takes => EligibilityTakes.Compare;

    public static Task<TableContent?> Read(TableRequest request) => EligibilityTables.Of(request, EligibilityTables.Rules);
}

/// <summary>Every fact that a rule rests on.</summary>
sealed class EligibilityEvidenceTable : ITableSource
{
    public static string Key => "eligibility-evidence";

    public static IReadOnlyList<ApiParameter> Takes => EligibilityTakes.Compare;

    public static Task<TableContent?> Read(TableRequest request) => EligibilityTables.Of(request, EligibilityTables.Evidence);
}

/// <summary>What is missing to decide.</summary>
sealed class EligibilityMissingTable : ITableSource
{
    public static string Key => "eligibility-missing";

    public static IReadOnlyList<ApiParameter> Takes => EligibilityTakes.Compare;

    public static Task<TableContent?> Read(TableRequest request) => EligibilityTables.Of(request, EligibilityTables.Missing);
}

/// <summary>Ceilings, rates and choices.</summary>
sealed class EligibilityFiguresTable : ITableSource
{
    public static string Key => "eligibility-figures";

    public static IReadOnlyList<ApiParameter> Takes => EligibilityTakes.Compare;

    public static Task<TableContent?> Read(TableRequest request) => EligibilityTables.Of(request, EligibilityTables.Figures);
}
