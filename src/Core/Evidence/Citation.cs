using Vauban.Core.Model;

namespace Vauban.Core.Evidence;

/// <summary>A paper as people cite it.</summary>
public static class Citation
{
    /// <summary>Author or publisher, title, reference, date, address: in one line, the same in every language.</summary>
    /// <param name="paper">Paper.</param>
    /// <param name="page">Page that is cited; empty for none.</param>
    public static string Of(Paper paper, string page = "")
    {
        ArgumentNullException.ThrowIfNull(paper);
        var who = paper.Authors.Count > 0 ? string.Join("; ", paper.Authors) : paper.Publisher;
        string[] parts = [who, paper.Title, paper.Authors.Count > 0 ? paper.Publisher : "", paper.Title.Contains(paper.Reference, StringComparison.Ordinal) ? "" : paper.Reference, paper.Date, page.Length > 0 ? "p. " + page : "",
            paper.Doi.Length > 0 ? "doi:" + paper.Doi : "", paper.Url];
        return string.Join(", ", parts.Where(p => p.Length > 0));
    }

    /// <summary>The order of a reading list: the newest first, what has no date last.</summary>
    public static IReadOnlyList<Paper> Sorted(IEnumerable<Paper> papers)
    {
        ArgumentNullException.ThrowIfNull(papers);
        return [.. Ranking.Sorted(papers.Select(p => (p, 0.0))).Select(p => p.Paper)];
    }

    /// <summary>Papers that speak of a technology of a package: they name it, or a claim of theirs is about one of its figures.</summary>
    /// <param name="papers">Papers.</param>
    /// <param name="claims">Claims.</param>
    /// <param name="network">Network.</param>
    /// <param name="technology">Id of the technology.</param>
    public static IReadOnlyList<Paper> ReadingList(IEnumerable<Paper> papers, IEnumerable<Claim> claims, Network network, string technology)
    {
        ArgumentNullException.ThrowIfNull(papers);
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(network);
        var items = ItemsOf(network, technology);
        var claimed = claims.Where(c => (c.Package.Length == 0 || c.Package == network.Package.Head.Name) && SpeaksOf(c.About, network, technology, items)).Select(c => c.Paper).ToHashSet(StringComparer.Ordinal);
        return Sorted(papers.Where(p => claimed.Contains(p.Id) || p.Technologies.Contains(technology, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>Ids of the items of a technology's goals and of all that they are made from.</summary>
    public static IReadOnlySet<string> ItemsOf(Network network, string technology)
    {
        ArgumentNullException.ThrowIfNull(network);
        var found = new HashSet<int>();
        var open = new Stack<int>(network.Goals.Where(g => network.Technologies[g.Technology].Id == technology).Select(g => g.Item));
        var inputs = network.Recipes.ToLookup(r => r.Item >= 0 ? r.Item : r.Line >= 0 ? network.Lines[r.Line].Item : -1, r => r.Input);
        while (open.TryPop(out var item))
            if (found.Add(item))
                foreach (var input in inputs[item]) open.Push(input);
        return found.Select(i => network.Items[i].Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>True where the address of a figure speaks of a technology, or of something that it is made from.</summary>
    /// <param name="address">Address.</param>
    /// <param name="network">Network.</param>
    /// <param name="technology">Id of the technology.</param>
    /// <param name="items">Its items (<see cref="ItemsOf"/>).</param>
    public static bool SpeaksOf(string address, Network network, string technology, IReadOnlySet<string> items)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(items);
        return TechnologyOf(address, network) == technology || address.Split('/').Any(items.Contains);
    }

    /// <summary>The technology that an address of a figure speaks of; empty where it names none.</summary>
    public static string TechnologyOf(string address, Network network)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(network);
        var parts = address.Split('/');
        if (network.Technologies.FirstOrDefault(t => parts.Contains(t.Id)) is { } named) return named.Id;
        return network.Items.FirstOrDefault(i => parts.Contains(i.Id)) is { Technology: >= 0 and var index } ? network.Technologies[index].Id : "";
    }
}
