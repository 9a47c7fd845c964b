using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Stores;
using Vauban.App.Evidence;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Evidence;

/// <summary>Papers that a search finds: a row each, best first.</summary>
sealed class PapersTable : ITableSource
{
    public static string Key => "evidence-papers";

    public static IReadOnlyList<ApiParameter> Takes => LibraryQuery.Parameters;

    public static async Task<TableContent?> Read(TableRequest request)
    {
        var library = new SeenLibrary(request.Caller, request.Http.RequestServices.GetRequiredService<IWorkspaceStore>());
        if (LibraryQuery.Of(request.Http.Request, request.Caller, request.Texts, out _) is not { } query) return null;
        var found = await library.Search(query with { Most = PaperFinder.MostHits, Skip = 0 }, request.Stop);
        return Of(request, [.. found.Hits.Select(h => h.Paper)]);
    }

    public static TableContent Of(TableRequest request, IReadOnlyList<Paper> papers)
    {
        string T(string key) => request.Texts["workbench.evidence.head." + key];
        return new(request.Texts.Format("workbench.evidence.papers.caption", EvidenceWords.Number(papers.Count)),
            [new(T("title")), new(T("authors")), new(T("publisher")), new(T("date")), new(T("language")), new(T("topics")), new(T("initiatives")), new(T("technologies")), new(T("url")), new(T("marking")), new(T("id"))],
            [.. papers.Select(p => (IReadOnlyList<TableCell>)
            [
                new TableCell(p.Title) { Href = EvidenceView.PaperAddress(request.Caller, p.Id) }, string.Join("; ", p.Authors), p.Publisher, p.Date, p.Language, string.Join("; ", p.Topics), string.Join("; ", p.Initiatives), string.Join("; ", p.Technologies), p.Url, p.Marking, p.Id,
            ])])
        { Nothing = request.Texts["workbench.evidence.nothing"], Marking = Clearance.Strictest(papers.Select(p => p.Marking)) };
    }
}

/// <summary>Claims beside the figures they speak about.</summary>
sealed class ClaimsTable : ITableSource
{
    public static string Key => "evidence-claims";

    /// <summary>Filters of claims beside those of an assessment.</summary>
    public static IReadOnlyList<ApiParameter> Filters { get; } =
    [
        new("stand", "Only claims to which the figures here stand so.") { Choices = [.. Enum.GetValues<ClaimStatus>().Select(EvidenceWords.Word)] }, new("paper", "Only claims of this paper."), new("about", "Only claims about the figure with this address."),
    ];

    public static IReadOnlyList<ApiParameter> Takes => [.. ApiParameters.Assessment.Where(p => p.Name is "perimeter" or "technology" or "at" or "status"), .. Filters];

    public static async Task<TableContent?> Read(TableRequest request) => (await EvidenceView.Of(request)).View is { } view ? Of(request, view.Filtered(request)) : null;

    public static TableContent Of(TableRequest request, EvidenceView view)
    {
        var (texts, caller) = (request.Texts, request.Caller);
        string T(string key) => texts["evidence.head." + key];
        return new(texts.Format("workbench.evidence.claims.caption", EvidenceWords.Number(view.Results.Count)), [new(T("said")), new(T("value")), new(T("here")), new(T("status")), new(T("why")), new(T("about"))],
            [.. view.Results.Select(r => (IReadOnlyList<TableCell>)
            [
                new TableCell(EvidenceWords.Said(texts, r.Claim)) { Href = caller.At("evidence/claim") + "?claim=" + Uri.EscapeDataString(r.Claim.Id), Sub = EvidenceView.Short(view.Papers.GetValueOrDefault(r.Claim.Paper), r.Claim) },
                EvidenceWords.Value(r.Claim), EvidenceWords.Here(texts, r), new TableCell(EvidenceWords.Status(texts, r.Status)) { Mark = EvidenceView.Mark(r.Status) }, EvidenceWords.Reason(texts, r.Reason),
                r.Figure is null ? r.Claim.About : new TableCell(r.Claim.About) { Href = EvidenceView.FigureAddress(caller, request.Query, r), Sub = r.Perimeter.Name },
            ])])
        { Nothing = texts["workbench.evidence.claims.none"], Marking = view.Marking };
    }
}

/// <summary>How much of each technology papers speak of.</summary>
sealed class CoverageTable : ITableSource
{
    public static string Key => "evidence-coverage";

    public static IReadOnlyList<ApiParameter> Takes => [.. ApiParameters.Assessment.Where(p => p.Name is "perimeter" or "at" or "status")];

    public static async Task<TableContent?> Read(TableRequest request) => (await EvidenceView.Of(request)).View is { } view ? Of(request, view.Coverage(request.Caller.Network), view.Marking) : null;

    public static TableContent Of(TableRequest request, IReadOnlyList<EvidenceCoverage> coverage, string marking)
    {
        string T(string key) => request.Texts["evidence.head." + key];
        static TableCell Count(int n) => TableCell.Number(n, EvidenceWords.Number(n));
        static TableCell Of(int n, int all) => TableCell.Number(all == 0 ? double.NaN : n, $"{EvidenceWords.Number(n)} / {EvidenceWords.Number(all)}");
        var statuses = Enum.GetValues<ClaimStatus>();
        return new(request.Texts["evidence.coverage.title"],
            [new(T("technology")), new(T("papers"), true), new(T("publishers"), true), new(T("newest")), .. statuses.Select(s => new TableColumn(T(EvidenceWords.Word(s)), true)), new(T("verbs"), true), new(T("items"), true)],
            [.. coverage.Select(c => (IReadOnlyList<TableCell>)
            [
                new TableCell(c.Technology.Name) { Href = request.Caller.At("evidence") + "?technology=" + Uri.EscapeDataString(c.Technology.Id) }, Count(c.Papers.Count), Count(c.Publishers), c.Papers.Count > 0 ? c.Papers[0].Date : "",
                .. statuses.Select(s => Count(c.Count(s)) with { Href = c.Count(s) > 0 ? request.Caller.At("evidence/claims") + $"?technology={Uri.EscapeDataString(c.Technology.Id)}&stand={EvidenceWords.Word(s)}" : "" }), Of(c.VerbsClaimed.Count, c.Verbs.Count), Of(c.ItemsClaimed, c.Items),
            ])])
        { Nothing = request.Texts["workbench.evidence.coverage.none"], Marking = Clearance.Strictest([marking, .. coverage.SelectMany(c => c.Papers).Select(p => p.Marking)]) };
    }
}

/// <summary>How many papers speak of what, year by year.</summary>
sealed class TopicsTable : ITableSource
{
    public static string Key => "evidence-topics";

    public static IReadOnlyList<ApiParameter> Takes { get; } = [new("by", "What is counted.") { Choices = TopicGroups.All }];

    public static async Task<TableContent?> Read(TableRequest request)
    {
        var papers = await new SeenLibrary(request.Caller, request.Http.RequestServices.GetRequiredService<IWorkspaceStore>()).Papers(request.Stop);
        return By(request) is { } by ? Of(request, by, TopicGroups.Map(papers, by), Clearance.Strictest(papers.Select(p => p.Marking))) : null;
    }

    /// <summary>What the address counts by; null where there is no such thing.</summary>
    public static string? By(TableRequest request) => LibraryQuery.One(request.Http.Request, "by") is { Length: > 0 } by ? TopicGroups.All.Contains(by) ? by : null : TopicGroups.All[0];

    public static TableContent Of(TableRequest request, string by, TopicMap map, string marking) => new(request.Texts.Format("workbench.evidence.topics.caption", request.Texts["evidence.by." + by]),
        [new(request.Texts["evidence.by." + by]), new(request.Texts["evidence.all"], true), .. map.Years.Select(y => new TableColumn(EvidenceWords.Number(y), true))],
        [.. map.Rows.Select(r => (IReadOnlyList<TableCell>)
        [
            Name(request, by, r.Topic), TableCell.Number(r.Papers, EvidenceWords.Number(r.Papers)), .. r.Counts.Select(c => TableCell.Number(c, EvidenceWords.Number(c))),
        ])])
    { Nothing = request.Texts["workbench.evidence.none"], Marking = marking };

    // Papers cannot be filtered by their kind.
    static TableCell Name(TableRequest request, string by, string name) => by == "kind" ? name : new TableCell(name) { Href = request.Caller.At("evidence") + $"?{(by == "language" ? "in" : by)}={Uri.EscapeDataString(name)}" };
}
