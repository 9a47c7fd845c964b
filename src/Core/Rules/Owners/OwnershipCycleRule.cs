using Vauban.Core.Model;

namespace Vauban.Core.Rules.Owners;

/// <summary>Parties that own each other: legal (cross holdings, own shares), worth knowing.</summary>
sealed class OwnershipCycleRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var cycle in Cycles.Find(CompressedRows.From(network.Parties.Count, network.Ownerships.Select(o => (o.Owner, o.Owned)))))
            findings.Note("N-OWN-01", Places.Of(network, "parties", cycle[0]), Cycles.Names(cycle.Select(i => network.Parties[i].Id)));
    }
}
