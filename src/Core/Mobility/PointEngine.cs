using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>How much rests on one place or link of an invented transport network.</summary>
/// <param name="Node">Index of the place, or -1.</param>
/// <param name="Link">Index of the link, or -1.</param>
/// <param name="Betweenness">Sum over all ordered pairs of places of the share of their fastest ways that lead over it; a place counts for pairs of others only.</param>
/// <param name="Separates">Ordered pairs of other places that have a way and would have none without it.</param>
public sealed record PointRow(int Node, int Link, double Betweenness, long Separates)
{
    /// <summary>True where something has no way without it.</summary>
    public bool IsSinglePoint => Separates > 0;
}

/// <summary>What rests on the places and links of an invented transport network.</summary>
/// <param name="Network">Network.</param>
/// <param name="Pairs">Ordered pairs of places with a way between them.</param>
/// <param name="Rows">Places and links on which anything rests, those that part most pairs first, then by betweenness.</param>
public sealed record PointResult(Network Network, long Pairs, IReadOnlyList<PointRow> Rows);

/// <summary>Betweenness and single points of a transport network, for invented networks only: of a real one they would say where it hurts most.</summary>
/// <remarks>
/// Times are those under way in the central reading, for a load of which nothing is tested, without waits, permissions and changes of mode. Betweenness after Brandes (2001, Journal of Mathematical Sociology 25), also of
/// links; parallel links are ways of their own. Single points from the dominators of every place (Cooper, Harvey and Kennedy 2001): what every way to a place leads over.
/// </remarks>
public static class PointEngine
{
    /// <summary>Address of a row that is not invented, or null where all are: then the engine may be asked.</summary>
    /// <param name="network">Network.</param>
    public static string? FirstReal(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.TransportNodes.Select(n => n.From).Concat(network.TransportLinks.Select(l => l.From)).FirstOrDefault(f => f.Basis != "synthetic")?.Address;
    }

    /// <summary>What rests on each place and link.</summary>
    /// <param name="network">Network, all of whose transport nodes and links are synthetic.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="ArgumentException">A row is not synthetic.</exception>
    public static PointResult Run(Network network, CancellationToken stop = default)
    {
        if (FirstReal(network) is { } real) throw new ArgumentException($"{real} is not synthetic: single points are shown of invented networks only.", nameof(network));
        var arcs = new PointArcs(network);
        var (between, links, cut, cutLinks) = (new double[arcs.Places], new double[network.TransportLinks.Count], new long[arcs.Places], new long[network.TransportLinks.Count]);
        var pairs = 0L;
        for (var source = 0; source < arcs.Places; source++)
        {
            stop.ThrowIfCancellationRequested();
            pairs += arcs.AddFastest(source, between, links);
            arcs.AddSeparated(source, cut, cutLinks);
        }
        IEnumerable<PointRow> rows = [.. Enumerable.Range(0, arcs.Places).Select(n => new PointRow(n, -1, between[n], cut[n])), .. Enumerable.Range(0, links.Length).Select(l => new PointRow(-1, l, links[l], cutLinks[l]))];
        return new(network, pairs, [.. rows.Where(r => r.Betweenness > 0 || r.Separates > 0).OrderByDescending(r => r.Separates).ThenByDescending(r => Math.Round(r.Betweenness, 9)).ThenBy(r => r.Link).ThenBy(r => r.Node)]);
    }
}
