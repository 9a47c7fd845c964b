namespace Vauban.Core.Model;

/// <summary>Parties grouped under common control, so that figures of several companies of one owner count as one owner's.</summary>
/// <remarks>Meant for counting how many independent owners stand behind a figure, so it rather joins too many than too few: decisive and
/// joint control, shares that may be above one half, and every controller above a party, on any day. What the package does not state is not
/// seen: two companies whose common owner is missing count as two.</remarks>
public sealed class OwnerGroups
{
    readonly Network _network;
    readonly int[] _parent;

    /// <summary>Groups the parties of a network.</summary>
    public OwnerGroups(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _parent = [.. Enumerable.Range(0, network.Parties.Count)];
        var control = new ControlGraph(network);
        foreach (var party in network.Parties)
            foreach (var above in control.ControlOf(party.Index).Controllers) Join(party.Index, above);
        foreach (var o in network.Ownerships)
            if (o.Control is "decisive" or "joint" || (o.Control.Length == 0 && (!o.Share.IsKnown || o.Share.High > 50))) Join(o.Owned, o.Owner);
    }

    /// <summary>Group of a party, named by the id of its first member.</summary>
    public string Of(int party) => _network.Parties[Root(party)].Id;

    /// <summary>Group of the party of a line (its own, else its site's); null where neither is given.</summary>
    public string? Of(Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var party = line.Party >= 0 ? line.Party : line.Site >= 0 ? _network.Sites[line.Site].Party : -1;
        return party >= 0 ? Of(party) : null;
    }

    /// <summary>Group of who builds an expansion: its own party, else that of the line that grows; null where neither is given.</summary>
    public string? Of(Expansion expansion)
    {
        ArgumentNullException.ThrowIfNull(expansion);
        return expansion.Party >= 0 ? Of(expansion.Party) : expansion.Line >= 0 ? Of(_network.Lines[expansion.Line]) : null;
    }

    // The smaller index stands for the group, so that its name does not depend on the order of rows that join it.
    void Join(int a, int b)
    {
        var (x, y) = (Root(a), Root(b));
        if (x != y) _parent[Math.Max(x, y)] = Math.Min(x, y);
    }

    int Root(int party)
    {
        while (_parent[party] != party) party = _parent[party] = _parent[_parent[party]];
        return party;
    }
}
