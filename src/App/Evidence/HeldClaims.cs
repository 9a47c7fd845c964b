using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Stores.Papers;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Explain;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Evidence;

/// <summary>The papers of a library and its claims about a package, held against the package's figures.</summary>
/// <param name="Papers">Papers by their ids.</param>
/// <param name="Results">Claims about this package or any.</param>
sealed record HeldClaims(IReadOnlyDictionary<string, Paper> Papers, IReadOnlyList<ClaimResult> Results)
{
    /// <summary>Those of a command; <c>--view</c> narrows the library as it narrows the package.</summary>
    public static HeldClaims Of(Call call, Network network, IPaperLibrary library, Perimeter perimeter)
    {
        var clearance = call.Sees(network);
        var papers = library.Papers(clearance, call.Stop).GetAwaiter().GetResult().ToDictionary(p => p.Id, StringComparer.Ordinal);
        var claims = library.Claims(clearance, call.Stop).GetAwaiter().GetResult().Where(c => c.Package.Length == 0 || c.Package == network.Package.Head.Name);
        var options = new SovereigntyOptions { Perimeters = [perimeter] };
        return new(papers, ClaimStudy.Run(network, [.. claims.Select(c => (c, papers.GetValueOrDefault(c.Paper)))], options, LinearSolvers.Default, stop: call.Stop));
    }

    /// <summary>What reports show of them. Without names, claims that speak of companies, sites or lines of the package are left out and counted.</summary>
    public EvidenceAnswer Answer(Network network, bool names)
    {
        var speaks = new NamesIn(network);
        var shown = names ? Results : [.. Results.Where(r => !Names(speaks, r))];
        return new(Papers, shown, EvidenceCoverage.Of(network, [.. Papers.Values], shown)) { Unnamed = Results.Count - shown.Count };
    }

    /// <summary>True where a claim, or the figure it is about, speaks of a company, a site or a line.</summary>
    public static bool Names(NamesIn names, ClaimResult result) => Names(names, result.Claim);

    /// <summary>True where a claim, or the figure it is about, speaks of a company, a site or a line.</summary>
    public static bool Names(NamesIn names, Claim claim)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(claim);
        return ExposureExplanation.NeedsNames(claim.About) || names.Says(claim.About) || names.Speaks(claim.About) || names.Speaks(claim.Text) || names.Speaks(claim.Note);
    }

    /// <summary>The paper of a claim.</summary>
    public Paper? PaperOf(ClaimResult result) => Papers.GetValueOrDefault(result.Claim.Paper);
}
