using System.Globalization;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Eligibility;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>Rule packs in tables: which there are, and what each asks under which article and when.</summary>
static class RulePackTables
{
    /// <summary>All packs.</summary>
    public static TableContent Packs(CallerWorkspace caller, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        return new(texts["workbench.packs.caption"], Heads(texts, "pack", "instrument", "title", "rules", "read-on", "act"), [.. RulePacks.Names.Select(RulePacks.Of).Select(p => (IReadOnlyList<TableCell>)
            [new(p.Name) { Href = $"{caller.At("eligibility/packs")}?pack={p.Name}" }, p.Instrument, p.Title.In(texts.Language), TableCell.Number(p.Rules.Count, p.Rules.Count.ToString(CultureInfo.InvariantCulture)), p.ReadOn.In(texts.Language), new(p.Cites) { Href = p.Cites }])]);
    }

    /// <summary>Rules, figures, choices and states of a pack.</summary>
    public static TableContent Rules(Pack pack, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(texts);
        var words = new EligibilityWords(pack, texts);
        return new(texts.Format("eligibility.report.rules", pack.Instrument), Heads(texts, "rule", "asks", "dates", "decides", "confirmed", "article", "act", "read-on"), [.. EligibilityWords.Heads(pack).Select(h => (IReadOnlyList<TableCell>)
            [h.Id, new(words.Of(h.Title)) { Sub = h.About is { } about ? words.Of(about) : "" }, EligibilityWords.Force(h), pack.Fact(h.Decisive) is { } fact ? words.Of(fact.Title) : texts["eligibility.decides.assessment"],
             texts[h.Source == SourceClass.Found ? "eligibility.source.found" : "eligibility.source.unconfirmed"], words.Article(h), new(h.Cites) { Href = h.Cites }, words.ReadOn])]);
    }

    static TableColumn[] Heads(Texts texts, params string[] keys) => [.. keys.Select(k => new TableColumn(texts["eligibility.head." + k], k == "rules"))];
}

/// <summary>All rule packs.</summary>
sealed class RulePackTable : ITableSource
{
    public static string Key => "rule-packs";

    public static IReadOnlyList<ApiParameter> Takes => [];

    public static Task<TableContent?> Read(TableRequest request) => Task.FromResult<TableContent?>(RulePackTables.Packs(request.Caller, request.Texts));
}

/// <summary>What one rule pack asks.</summary>
sealed class RulePackRulesTable : ITableSource
{
    public static string Key => "rule-pack";

    public static IReadOnlyList<ApiParameter> Takes => [EligibilityTakes.Check[^1]];

    public static Task<TableContent?> Read(TableRequest request) =>
        Task.FromResult(RulePacks.Names.Contains(request.Http.Request.Query["pack"].ToString()) ? RulePackTables.Rules(RulePacks.Of(request.Http.Request.Query["pack"].ToString()), request.Texts) : null);
}
