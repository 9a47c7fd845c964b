using Vauban.Core.Model;

namespace Vauban.Core.Rules.Lines;

/// <summary>A capacity of zero is a statement; often it stands for one that nobody knows.</summary>
sealed class ZeroCapacityRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var line in network.Lines)
            if (line.Capacity.IsKnown && line.Capacity.High == 0)
                findings.Warn("W-LINE-01", Places.Of(network, "lines", line.Index, "capacity"), line.Id);
    }
}
