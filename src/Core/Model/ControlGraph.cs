namespace Vauban.Core.Model;

/// <summary>An answer in the three readings.</summary>
public readonly record struct ThreeReadings(bool Pessimistic, bool Central, bool Optimistic)
{
    /// <summary>Yes in every reading.</summary>
    public static ThreeReadings Yes => new(true, true, true);

    /// <summary>No in every reading.</summary>
    public static ThreeReadings No => default;

    /// <summary>The answer of a reading.</summary>
    public bool this[Reading reading] => reading switch { Reading.Pessimistic => Pessimistic, Reading.Central => Central, _ => Optimistic };

    /// <summary>True only where both are.</summary>
    public ThreeReadings And(ThreeReadings other) => new(Pessimistic && other.Pessimistic, Central && other.Central, Optimistic && other.Optimistic);

    /// <summary>True where all readings say the same.</summary>
    public bool IsCertain => Pessimistic == Optimistic && Central == Optimistic;
}

/// <summary>How the control of a party was found.</summary>
public enum ControlKind
{
    /// <summary>The package states who controls it.</summary>
    Declared,
    /// <summary>It is a state, an authority or a person: nobody stands above it.</summary>
    Itself,
    /// <summary>Declared decisive influence up the ownership graph.</summary>
    Decisive,
    /// <summary>Jointly controlled: every joint controller counts.</summary>
    Joint,
    /// <summary>A chain of shares above one half; a flag, since no percentage decides control in EU law.</summary>
    Majority,
    /// <summary>Not known.</summary>
    Unknown,
}

/// <summary>Who controls a party: the end of the chain, the way there, and whether that end is known to be the end.</summary>
/// <param name="Kind">How it was found (the weakest step of the way).</param>
/// <param name="Countries">Countries of those in control as far as known; empty where unknown.</param>
/// <param name="Path">Parties from the party itself up to the end.</param>
/// <param name="Controllers">All parties above it that have control, nearest first.</param>
/// <param name="IsComplete">False where the control of the last party is itself unknown.</param>
public sealed record ControlPath(ControlKind Kind, CountrySet Countries, IReadOnlyList<int> Path, IReadOnlyList<int> Controllers, bool IsComplete);

/// <summary>Control of every party up the ownership graph, and whether parties and lines are inside a perimeter.</summary>
/// <remarks>Design section 2. Control is decisive influence, direct or indirect (Regulation (EU) 2021/697 Article 2(6)); a share above
/// one half raises a flag and counts in the pessimistic and central readings only. Cycles of ownership end where they close.</remarks>
public sealed class ControlGraph
{
    readonly Network _network;
    readonly CompressedRows _owners;
    readonly ControlPath[] _control;

    /// <summary>Finds the control of every party.</summary>
    public ControlGraph(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _owners = CompressedRows.From(network.Parties.Count, network.Ownerships.Select((o, i) => (o.Owned, i)));
        _control = [.. network.Parties.Select(p => Find(p.Index, []))];
    }

    /// <summary>Who controls a party.</summary>
    public ControlPath ControlOf(int party) => _control[party];

    /// <summary>Share of one party in another along all paths without cycles, multiplied along each, in per cent; unknown shares count 0 to 100.</summary>
    public Quantity EconomicShare(int owner, int owned) => Share(owner, owned, [], 0);

    Quantity Share(int owner, int owned, HashSet<int> seen, int depth)
    {
        double low = 0, high = 0;
        if (depth > 32 || !seen.Add(owned)) return Quantity.Of(0);
        foreach (var i in _owners[owned])
        {
            var o = _network.Ownerships[i];
            var part = o.Share.IsKnown ? o.Share : Quantity.Between(0, 100);
            var above = o.Owner == owner ? Quantity.Of(100) : Share(owner, o.Owner, seen, depth + 1);
            low += Math.Max(0, part.Low) * above.Low / 100;
            high += Math.Min(100, part.High) * above.High / 100;
        }
        seen.Remove(owned);
        return Quantity.Between(Math.Min(low, 100), Math.Min(high, 100));
    }

    ControlPath Find(int index, HashSet<int> seen)
    {
        var party = _network.Parties[index];
        if (!party.Control.IsEmpty) return new(ControlKind.Declared, party.Control, [index], Above(index), true);
        if (party.Kind is "state" or "authority" or "person") return new(ControlKind.Itself, party.Country, [index], [], true);
        if (!seen.Add(index)) return new(ControlKind.Unknown, CountrySet.Empty, [index], [], false);
        try
        {
            var rows = _owners[index].ToArray().Select(i => _network.Ownerships[i]).OrderBy(o => o.Owner).ToArray();
            var decisive = rows.FirstOrDefault(o => o.Control == "decisive");
            if (decisive is not null) return Step(index, decisive.Owner, ControlKind.Decisive, seen);
            var joint = rows.Where(o => o.Control == "joint").Select(o => o.Owner).Distinct().ToArray();
            if (joint.Length > 0) return JointStep(index, joint, seen);
            var majority = rows.FirstOrDefault(o => o.Control.Length == 0 && o.Share.IsKnown && o.Share.Low > 50);
            return majority is null ? new(ControlKind.Unknown, CountrySet.Empty, [index], [], false) : Step(index, majority.Owner, ControlKind.Majority, seen);
        }
        finally
        {
            seen.Remove(index);
        }
    }

    // A stated controlling country names no owner; the graph may still do so, for the actor "owner".
    List<int> Above(int index)
    {
        var list = new List<int>();
        var at = index;
        while (list.Count < 32)
        {
            var next = _owners[at].ToArray().Select(i => _network.Ownerships[i]).Where(o => o.Control == "decisive" || (o.Control.Length == 0 && o.Share.IsKnown && o.Share.Low > 50)).OrderBy(o => o.Owner).FirstOrDefault();
            if (next is null || next.Owner == index || list.Contains(next.Owner)) break;
            list.Add(next.Owner);
            at = next.Owner;
        }
        return list;
    }

    ControlPath Step(int index, int owner, ControlKind kind, HashSet<int> seen)
    {
        var above = Find(owner, seen);
        var end = _network.Parties[owner];
        // The last owner known is established somewhere, even where nobody knows who controls it.
        var countries = above.Kind == ControlKind.Unknown ? end.Country : above.Countries;
        var weakest = kind == ControlKind.Majority || above.Kind == ControlKind.Majority ? ControlKind.Majority : above.Kind == ControlKind.Joint ? ControlKind.Joint : ControlKind.Decisive;
        return new(weakest, countries, [index, .. above.Path], [owner, .. above.Controllers.Where(c => c != owner && c != index)], above.IsComplete);
    }

    ControlPath JointStep(int index, int[] owners, HashSet<int> seen)
    {
        var all = owners.Select(o => (Owner: o, Above: Find(o, seen))).ToArray();
        var countries = all.Aggregate(CountrySet.Empty, (set, a) => set.Union(a.Above.Kind == ControlKind.Unknown ? _network.Parties[a.Owner].Country : a.Above.Countries));
        return new(all.Any(a => a.Above.Kind == ControlKind.Majority) ? ControlKind.Majority : ControlKind.Joint, countries,
            [index, .. owners], [.. all.SelectMany(a => a.Above.Controllers.Prepend(a.Owner)).Distinct().Where(c => c != index)], all.All(a => a.Above.IsComplete));
    }

    /// <summary>Whether a party is inside: its country, its management country and its control.</summary>
    public ThreeReadings IsInside(int party, Perimeter perimeter)
    {
        var p = _network.Parties[party];
        var inside = Within(p.Country, perimeter);
        if (!p.Management.IsEmpty) inside = inside.And(Within(p.Management, perimeter));
        if (p.Guarantees is "approved" or "screened") return inside;
        var control = _control[party];
        var known = control.Countries.IsEmpty ? ThreeReadings.Yes : Within(control.Countries, perimeter);
        var controlInside = control.Kind switch
        {
            ControlKind.Unknown => new ThreeReadings(false, true, true),
            ControlKind.Majority => new(known.Pessimistic && control.IsComplete, known.Central, true),
            _ => new(known.Pessimistic && control.IsComplete, known.Central, known.Optimistic),
        };
        return inside.And(controlInside);
    }

    /// <summary>Whether a line is inside: its place and its party.</summary>
    public ThreeReadings IsInside(Line line, Perimeter perimeter)
    {
        ArgumentNullException.ThrowIfNull(line);
        var party = PartyOf(line);
        var place = PlaceOf(line);
        var inside = !place.IsEmpty ? Within(place, perimeter) : party >= 0 ? Within(_network.Parties[party].Country, perimeter) with { Pessimistic = false, Optimistic = true } : new(false, true, true);
        return party < 0 ? inside : inside.And(IsInside(party, perimeter));
    }

    /// <summary>The party of a line: its own, else its site's; -1 where neither is given.</summary>
    public int PartyOf(Line line) => line.Party >= 0 ? line.Party : line.Site >= 0 ? _network.Sites[line.Site].Party : -1;

    /// <summary>Where a line stands: its site's country, else its own; empty where unknown.</summary>
    public CountrySet PlaceOf(Line line) => line.Site >= 0 && !_network.Sites[line.Site].Country.IsEmpty ? _network.Sites[line.Site].Country : line.Country;

    /// <summary>Whether a set of countries is inside: yes if all members are; where only some are, only in the optimistic reading;
    /// an empty set is unknown.</summary>
    public static ThreeReadings Within(CountrySet countries, Perimeter perimeter)
    {
        ArgumentNullException.ThrowIfNull(perimeter);
        return countries.IsEmpty ? new(false, true, true)
            : countries.IsSubsetOf(perimeter.Members) ? ThreeReadings.Yes
            : countries.Intersects(perimeter.Members) ? new(false, false, true) : ThreeReadings.No;
    }
}
