using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.Adapters.Reports;

/// <summary>What papers say about a package, as reports show it.</summary>
/// <param name="Papers">Papers by their ids.</param>
/// <param name="Results">Their claims, held against the figures.</param>
/// <param name="Coverage">How much of each technology they speak of.</param>
public sealed record EvidenceAnswer(IReadOnlyDictionary<string, Paper> Papers, IReadOnlyList<ClaimResult> Results, IReadOnlyList<EvidenceCoverage> Coverage)
{
    /// <summary>Claims that are not shown because they speak of companies, sites or lines.</summary>
    public int Unnamed { get; init; }

    /// <summary>Papers of claims and reading lists: what a list of sources must hold.</summary>
    public IReadOnlyList<Paper> Cited => Citation.Sorted(Coverage.SelectMany(c => c.Papers).Concat(Results.Select(r => Papers.GetValueOrDefault(r.Claim.Paper)).OfType<Paper>()).DistinctBy(p => p.Id));

    /// <summary>The strictest marking of papers and claims that are shown.</summary>
    public string Marking => Clearance.Strictest([.. Cited.Select(p => p.Marking), .. Results.Select(r => r.Claim.Marking)]);
}

/// <summary>Tables of claims, coverage and papers: heads and rows of text.</summary>
sealed record EvidenceTable(string Id, string Title, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyCollection<int> Texts)
{
    public static IEnumerable<EvidenceTable> Of(EvidenceAnswer answer, Texts.Texts texts)
    {
        string T(string key) => texts["evidence.head." + key];
        yield return new("claims", texts["evidence.claims"], [T("claim"), T("said"), T("about"), T("value"), T("here"), T("status"), T("why")],
            [.. answer.Results.Select(r => (IReadOnlyList<string>)
            [
                r.Claim.Id, EvidenceWords.Said(texts, r.Claim) + " " + Short(answer, r), r.Claim.About, EvidenceWords.Value(r.Claim),
                EvidenceWords.Here(texts, r), EvidenceWords.Status(texts, r.Status), EvidenceWords.Reason(texts, r.Reason),
            ])], [1, 2, 5, 6]);
        yield return new("coverage", texts["evidence.coverage.title"], [T("technology"), T("papers"), T("publishers"), T("newest"), T("agree"), T("open"), T("differ"), T("newer"), T("missing"), T("verbs"), T("items")],
            [.. answer.Coverage.Select(c => (IReadOnlyList<string>)
            [
                c.Technology.Name, EvidenceWords.Number(c.Papers.Count), EvidenceWords.Number(c.Publishers), c.Papers.Count > 0 && c.Papers[0].Date.Length > 0 ? c.Papers[0].Date : "—",
                .. Enum.GetValues<ClaimStatus>().Select(s => EvidenceWords.Number(c.Count(s))), $"{EvidenceWords.Number(c.VerbsClaimed.Count)} / {EvidenceWords.Number(c.Verbs.Count)}", $"{EvidenceWords.Number(c.ItemsClaimed)} / {EvidenceWords.Number(c.Items)}",
            ])], [3]);
        yield return new("papers", texts["evidence.cited"], [T("paper"), T("citation"), T("technologies")],
            [.. answer.Cited.Select(p => (IReadOnlyList<string>)[p.Id, Citation.Of(p), string.Join(", ", answer.Coverage.Where(c => c.Papers.Any(q => q.Id == p.Id)).Select(c => c.Technology.Name))])], [1, 2]);
    }

    static string Short(EvidenceAnswer answer, ClaimResult r) => answer.Papers.GetValueOrDefault(r.Claim.Paper) is { } p ? $"({(p.Publisher.Length > 0 ? p.Publisher : p.Id)}{(p.Date.Length > 0 ? ", " + p.Date : "")}{(r.Claim.Page.Length > 0 ? ", p. " + r.Claim.Page : "")})" : "";
}
