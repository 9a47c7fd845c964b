using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Rules.Sources;

/// <summary>Sources without a reliability are taken for good enough; said once for all of them.</summary>
sealed class UnratedSourceRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        var unrated = Enumerable.Range(0, network.Sources.Count).Where(i => network.Sources[i].Reliability.Length == 0).ToArray();
        if (unrated.Length > 0)
            findings.Note("N-SOURCE-01", Places.Of(network, "sources", unrated[0], "reliability"), unrated.Length.ToString(CultureInfo.InvariantCulture), network.Sources[unrated[0]].Id);
    }
}
