using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>How much of a technology papers speak of.</summary>
/// <param name="Technology">Technology of the package.</param>
/// <param name="Papers">Papers of its reading list, the newest first.</param>
/// <param name="Claims">Claims about its figures.</param>
/// <param name="Verbs">Verbs that have goals.</param>
public sealed record EvidenceCoverage(Technology Technology, IReadOnlyList<Paper> Papers, IReadOnlyList<ClaimResult> Claims, IReadOnlyList<string> Verbs)
{
    /// <summary>Of <see cref="Verbs"/> those with a claim about one of their figures.</summary>
    public required IReadOnlyList<string> VerbsClaimed { get; init; }

    /// <summary>Items of its goals and of all that they are made from.</summary>
    public required int Items { get; init; }

    /// <summary>Of <see cref="Items"/> those with a claim about one of their figures.</summary>
    public required int ItemsClaimed { get; init; }

    /// <summary>Publishers of its papers.</summary>
    public int Publishers => Papers.Select(p => p.Publisher).Where(p => p.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>How many claims have a status.</summary>
    public int Count(ClaimStatus status) => Claims.Count(c => c.Status == status);

    /// <summary>The coverage of every technology of a package.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="papers">Papers.</param>
    /// <param name="results">Their claims, held against the figures of the network.</param>
    public static IReadOnlyList<EvidenceCoverage> Of(Network network, IReadOnlyCollection<Paper> papers, IReadOnlyCollection<ClaimResult> results)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(papers);
        ArgumentNullException.ThrowIfNull(results);
        return [.. network.Technologies.Select(t => One(network, t, papers, results))];
    }

    static EvidenceCoverage One(Network network, Technology technology, IReadOnlyCollection<Paper> papers, IReadOnlyCollection<ClaimResult> results)
    {
        var goals = network.Goals.Where(g => g.Technology == technology.Index).ToArray();
        var ids = Citation.ItemsOf(network, technology.Id);
        var claims = results.Where(r => Citation.SpeaksOf(r.Claim.About, network, technology.Id, ids)).ToArray();
        string[] verbs = [.. FieldCatalog.Verbs.Where(v => goals.Any(g => g.Verb == v))];
        var claimed = claims.SelectMany(c => c.Claim.About.Split('/')).ToHashSet(StringComparer.Ordinal);
        var spoken = claims.Select(c => c.Claim.Paper).ToHashSet(StringComparer.Ordinal);
        return new(technology, Citation.Sorted(papers.Where(p => spoken.Contains(p.Id) || p.Technologies.Contains(technology.Id, StringComparer.OrdinalIgnoreCase))), claims, verbs)
        {
            VerbsClaimed = [.. verbs.Where(v => claims.Any(c => c.Claim.About.StartsWith($"{technology.Id}/{v}/", StringComparison.Ordinal)))],
            Items = ids.Count, ItemsClaimed = ids.Count(claimed.Contains),
        };
    }
}
