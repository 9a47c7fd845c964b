using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Rules.Transport;

/// <summary>Ways and consignments that cannot be what is meant: from a place to itself, without a time, shorter than the straight line, or between places without a country.</summary>
sealed class TransportRowRule : IRule
{
    // Coordinates may be coarsened to about 11 km at each end.
    const double CoarseKm = 25, EarthKm = 6371;

    public void Check(Network network, ICollection<Finding> findings)
    {
        var nodes = network.TransportNodes;
        var used = new bool[nodes.Count];
        foreach (var link in network.TransportLinks)
        {
            used[link.A] = used[link.B] = true;
            if (link.A == link.B) findings.Warn("W-MOVE-01", Places.Of(network, "transport_links", link.Index, "end"), link.Id);
            if (!link.Days.IsKnown && !link.Length.IsKnown) findings.Warn("W-MOVE-02", Places.Of(network, "transport_links", link.Index, "length"), link.Id);
            if (link.Mode.Length == 0) findings.Warn("W-MOVE-05", Places.Of(network, "transport_links", link.Index, "mode"), link.Id);
            if (Straight(nodes[link.A], nodes[link.B]) is { } straight && link.Length.IsKnown && link.Length.High < straight - CoarseKm)
                findings.Warn("W-MOVE-03", Places.Of(network, "transport_links", link.Index, "length"), link.Id, link.Length.ToString(), Math.Round(straight).ToString(CultureInfo.InvariantCulture));
        }
        foreach (var node in nodes)
        {
            if (!used[node.Index]) findings.Note("N-MOVE-01", Places.Of(network, "transport_nodes", node.Index, "id"), node.Id);
            else if (node.Country.IsEmpty) findings.Warn("W-MOVE-04", Places.Of(network, "transport_nodes", node.Index, "country"), node.Id);
        }
        foreach (var lot in network.Consignments)
            if (lot.Origin == lot.Destination) findings.Warn("W-MOVE-06", Places.Of(network, "consignments", lot.Index, "destination"), lot.Id);
    }

    static double? Straight(TransportNode a, TransportNode b)
    {
        if (a.Latitude is not { } p || a.Longitude is not { } q || b.Latitude is not { } r || b.Longitude is not { } s) return null;
        double Rad(double degrees) => degrees * Math.PI / 180;
        var h = Math.Pow(Math.Sin(Rad(r - p) / 2), 2) + Math.Cos(Rad(p)) * Math.Cos(Rad(r)) * Math.Pow(Math.Sin(Rad(s - q) / 2), 2);
        return 2 * EarthKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
