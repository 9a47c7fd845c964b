using Vauban.Core.Model;

namespace Vauban.Core.Rules.Lines;

/// <summary>A line without site and country is neither inside nor outside of any perimeter.</summary>
sealed class PlacelessLineRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var line in network.Lines)
            if (line.Site < 0 && line.Country.IsEmpty)
                findings.Warn("W-LINE-02", Places.Of(network, "lines", line.Index, "country"), line.Id);
    }
}
