using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Kit;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Evidence;

/// <summary>Papers and claims of a workspace beside the figures of its snapshot, as the caller sees both.</summary>
/// <param name="Papers">Papers by their ids.</param>
/// <param name="Results">Claims about this package or any that the address asks for.</param>
/// <param name="Unnamed">Claims that are not shown because they speak of names.</param>
/// <param name="Options">Settings of the figures.</param>
sealed record EvidenceView(IReadOnlyDictionary<string, Paper> Papers, IReadOnlyList<ClaimResult> Results, int Unnamed, SovereigntyOptions Options)
{
    /// <summary>What an address asks for; null where it cannot be, and then why.</summary>
    /// <param name="request">Request.</param>
    /// <param name="only">Which claims; null for what the address filters by.</param>
    public static async Task<(EvidenceView? View, string Wrong)> Of(TableRequest request, Func<Claim, bool>? only = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, services) = (request.Caller, request.Http.RequestServices);
        if (!caller.HasNetwork) return (null, request.Texts["workbench.no-network"]);
        // A technology of the address filters claims: the library may speak of one that the package does not have.
        if ((request.Query with { Technologies = [], Without = [] }).Options(caller, request.Texts, out var wrong) is not { } options) return (null, wrong);
        options = new() { Perimeters = [options.Perimeters[0]], At = options.At, Status = options.Status };
        var library = new SeenLibrary(caller, services.GetRequiredService<IWorkspaceStore>());
        var papers = (await library.Papers(request.Stop)).ToDictionary(p => p.Id, StringComparer.Ordinal);
        var name = caller.Network.Package.Head.Name;
        var claims = await library.Claims(request.Stop, c => (c.Package.Length == 0 || c.Package == name) && (only?.Invoke(c) ?? true));
        var results = await services.GetRequiredService<EvidenceRuns>().Hold(caller.Network, [.. claims.Select(c => (c, papers.GetValueOrDefault(c.Paper)))], options, request.Stop);
        return (new(papers, results, library.Unnamed, options), "");
    }

    /// <summary>Only what the address filters by: <c>technology</c>, <c>stand</c>, <c>paper</c>, <c>about</c>.</summary>
    public EvidenceView Filtered(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string One(string name) => LibraryQuery.One(request.Http.Request, name);
        var (technology, stand, paper, about) = (One("technology"), One("stand"), One("paper"), One("about"));
        var network = request.Caller.Network;
        var items = technology.Length == 0 ? null : Citation.ItemsOf(network, technology);
        return this with
        {
            Results = [.. Results.Where(r => (items is null || Citation.SpeaksOf(r.Claim.About, network, technology, items)) && (stand.Length == 0 || EvidenceWords.Word(r.Status) == stand) && (paper.Length == 0 || r.Claim.Paper == paper) && (about.Length == 0 || r.Claim.About == about))],
        };
    }

    /// <summary>How much of each technology papers speak of.</summary>
    public IReadOnlyList<EvidenceCoverage> Coverage(Network network) => EvidenceCoverage.Of(network, [.. Papers.Values], Results);

    /// <summary>The same for a report.</summary>
    public EvidenceAnswer Answer(Network network) => new(Papers, Results, Coverage(network)) { Unnamed = Unnamed };

    /// <summary>The strictest marking of the papers and claims that are shown.</summary>
    public string Marking => Clearance.Strictest(Results.SelectMany(r => new[] { r.Claim.Marking, Papers.GetValueOrDefault(r.Claim.Paper)?.Marking ?? "" }));

    /// <summary>The mark of a status; differing is no fault of anybody's.</summary>
    public static VerdictMark Mark(ClaimStatus status) => status switch
    {
        ClaimStatus.Agree => new("good", "full"), ClaimStatus.Open => new("open", "dashed"), ClaimStatus.Differ => new("mid", "cut"), ClaimStatus.Newer => new("mid", "half"), _ => new("none", "line"),
    };

    /// <summary>Where a figure is explained, at the perimeter of the claim.</summary>
    public static string FigureAddress(CallerWorkspace caller, Runs.AssessmentQuery query, ClaimResult result)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(result);
        return caller.At("explain") + (query with { Perimeters = [PerimeterChoice.Text(result.Perimeter)], Technologies = [], Without = [] }).Text(("address", result.Claim.About));
    }

    /// <summary>Address of a paper's page.</summary>
    public static string PaperAddress(CallerWorkspace caller, string id, string words = "", int page = 0) => caller.At("evidence/paper") + QueryString.Create(
        new[] { KeyValuePair.Create("paper", (string?)id), new("q", words), new("part", page > 0 ? EvidenceWords.Number(page) : "") }.Where(p => p.Value is { Length: > 0 })).Value;

    /// <summary>A paper in a few words: publisher and date.</summary>
    public static string Short(Paper? paper, Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return paper is null ? claim.Paper : string.Join(", ", new[] { paper.Publisher.Length > 0 ? paper.Publisher : paper.Title, paper.Date, claim.Page.Length > 0 ? "p. " + claim.Page : "" }.Where(t => t.Length > 0));
    }
}
