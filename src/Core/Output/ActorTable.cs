using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>Which supplies and consents each actor touches.</summary>
public sealed class ActorTable
{
    readonly SupplyTable _table;
    readonly int[] _party, _country;
    readonly int[][] _owners;
    Dictionary<Actor, List<int>>? _touched;

    internal ActorTable(SupplyTable table)
    {
        _table = table;
        var network = table.Network;
        _party = [.. network.Lines.Select(table.Control.PartyOf)];
        _country = [.. network.Lines.Select(l => Single(table.Control.PlaceOf(l)))];
        // A party that controls others is an owner of its own lines too.
        var owners = network.Parties.SelectMany(p => table.Control.ControlOf(p.Index).Controllers).ToHashSet();
        _owners = [.. network.Parties.Select(p => (owners.Contains(p.Index) ? table.Control.ControlOf(p.Index).Controllers.Prepend(p.Index) : table.Control.ControlOf(p.Index).Controllers).Distinct().ToArray())];
    }

    /// <summary>What an actor leaves of a supply: 0 where it touches it, 1 where not. A place that only may lie in a denied
    /// country counts as touched in the pessimistic reading.</summary>
    public double Factor(Supply supply, Actor actor, Reading reading)
    {
        ArgumentNullException.ThrowIfNull(supply);
        return actor.Kind switch
        {
            ActorKind.Item => supply.Item == actor.Index ? 0 : 1,
            ActorKind.OutsideSource => supply.Item == actor.Index && !supply.Inside[reading] ? 0 : 1,
            ActorKind.Line => supply.Line == actor.Index ? 0 : 1,
            ActorKind.Site => supply.Line >= 0 && _table.Network.Lines[supply.Line].Site == actor.Index ? 0 : 1,
            ActorKind.Party => supply.Line >= 0 && _party[supply.Line] == actor.Index ? 0 : 1,
            ActorKind.Owner => supply.Line >= 0 && (_party[supply.Line] == actor.Index || OwnersOf(_party[supply.Line]).Contains(actor.Index)) ? 0 : 1,
            ActorKind.Country => InCountry(supply, actor.Index, reading) ? 0 : 1,
            _ => 1,
        };
    }

    /// <summary>Supplies that an actor takes away, ascending.</summary>
    public IReadOnlyList<int> Supplies(Actor actor, Reading reading)
    {
        if (actor.Kind is ActorKind.Site or ActorKind.Party or ActorKind.Owner)
        {
            _touched ??= Index();
            return _touched.TryGetValue(actor, out var list) ? list : [];
        }
        if (actor.Kind is ActorKind.Item or ActorKind.OutsideSource)
            return [.. _table.OfItem[actor.Index].ToArray().Where(s => Factor(_table.All[s], actor, reading) <= 0)];
        return [.. _table.All.Where(s => Factor(s, actor, reading) <= 0).Select(s => s.Index)];
    }

    Dictionary<Actor, List<int>> Index()
    {
        var index = new Dictionary<Actor, List<int>>();
        foreach (var supply in _table.All)
        {
            if (supply.Line < 0) continue;
            var party = _party[supply.Line];
            var actors = Of(supply, ActorKind.Site).Concat(Of(supply, ActorKind.Party)).Concat(Of(supply, ActorKind.Owner));
            if (party >= 0) actors = actors.Append(new(ActorKind.Owner, party));
            foreach (var actor in actors.Distinct())
            {
                if (!index.TryGetValue(actor, out var list)) index[actor] = list = [];
                list.Add(supply.Index);
            }
        }
        return index;
    }

    bool InCountry(Supply supply, int country, Reading reading)
    {
        if (supply.Kind is SupplyKind.UnlistedInside or SupplyKind.UnlistedOutside or SupplyKind.Missing) return false;
        if (supply.Place.Contains(country) && (supply.Place.Count == 1 || reading == Reading.Pessimistic)) return true;
        if (supply.Line < 0 || _party[supply.Line] < 0) return false;
        var party = _table.Network.Parties[_party[supply.Line]];
        return Only(party.Country, country) || Only(party.Management, country) || Only(_table.Control.ControlOf(party.Index).Countries, country);
    }

    /// <summary>True where an actor holds (or is) a consent.</summary>
    public bool Holds(Actor actor, Restriction restriction)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        var holder = restriction.HolderParty;
        return actor.Kind switch
        {
            ActorKind.Consent => restriction.Index == actor.Index,
            ActorKind.Party => holder == actor.Index,
            ActorKind.Owner => holder >= 0 && (holder == actor.Index || _table.Control.ControlOf(holder).Controllers.Contains(actor.Index)),
            ActorKind.Country => holder >= 0
                ? Only(_table.Network.Parties[holder].Country, actor.Index) || Only(_table.Control.ControlOf(holder).Countries, actor.Index)
                : restriction.HolderCountry.Contains(actor.Index),
            _ => false,
        };
    }

    /// <summary>True where the holder of a consent is outside the perimeter in a reading.</summary>
    public bool IsHeldOutside(Restriction restriction, Reading reading)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        var inside = restriction.HolderParty >= 0 ? _table.Control.IsInside(restriction.HolderParty, _table.Perimeter) : ControlGraph.Within(restriction.HolderCountry, _table.Perimeter);
        return !inside[reading];
    }

    /// <summary>Actors of one kind that touch a supply (an area of several countries names no single country).</summary>
    public IEnumerable<Actor> Of(Supply supply, ActorKind kind)
    {
        ArgumentNullException.ThrowIfNull(supply);
        if (supply.Line < 0) return supply.Kind == SupplyKind.Others && kind == ActorKind.Country && Single(supply.Place) is >= 0 and var c ? [new(kind, c)] : [];
        var party = _party[supply.Line];
        return kind switch
        {
            ActorKind.Line => [new(kind, supply.Line)],
            ActorKind.Party => party < 0 ? [] : [new(kind, party)],
            ActorKind.Site => _table.Network.Lines[supply.Line].Site is >= 0 and var site ? [new(kind, site)] : [],
            ActorKind.Owner => OwnersOf(party).Select(o => new Actor(kind, o)),
            ActorKind.Country => CountriesOf(supply.Line, party).Select(i => new Actor(kind, i)),
            _ => [],
        };
    }

    int[] OwnersOf(int party) => party < 0 ? [] : _owners[party];

    SortedSet<int> CountriesOf(int line, int party)
    {
        var set = new SortedSet<int>();
        if (_country[line] >= 0) set.Add(_country[line]);
        if (party < 0) return set;
        var p = _table.Network.Parties[party];
        foreach (var countries in new[] { p.Country, p.Management, _table.Control.ControlOf(party).Countries })
            if (Single(countries) is >= 0 and var index) set.Add(index);
        return set;
    }

    /// <summary>Actors of one kind that hold a consent.</summary>
    public IEnumerable<Actor> Of(Restriction restriction, ActorKind kind)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        var holder = restriction.HolderParty;
        return kind switch
        {
            ActorKind.Consent => [new(kind, restriction.Index)],
            ActorKind.Party => holder >= 0 ? [new(kind, holder)] : [],
            ActorKind.Owner => OwnersOf(holder).Select(c => new Actor(kind, c)),
            ActorKind.Country when holder < 0 => Countries.All.Where(c => restriction.HolderCountry.Contains(c.Index)).Select(c => new Actor(kind, c.Index)),
            ActorKind.Country => new[] { _table.Network.Parties[holder].Country, _table.Control.ControlOf(holder).Countries }.Select(Single).Where(c => c >= 0).Distinct().Order()
                .Select(c => new Actor(kind, c)),
            _ => [],
        };
    }

    /// <summary>True where an actor is outside the perimeter (in the central reading), so that it may stop "us" from outside.</summary>
    public bool IsOutside(Actor actor) => actor.Kind switch
    {
        ActorKind.Country => !_table.Perimeter.Members.Contains(actor.Index),
        ActorKind.Party or ActorKind.Owner => !_table.Control.IsInside(actor.Index, _table.Perimeter).Central,
        ActorKind.Consent => IsHeldOutside(_table.Network.Restrictions[actor.Index], Reading.Central),
        ActorKind.Line => !_table.All[_table.OfLine[actor.Index]].Inside.Central,
        _ => false,
    };

    static int Single(CountrySet set) => set.Count == 1 ? Countries.All.First(c => set.Contains(c.Index)).Index : -1;

    static bool Only(CountrySet set, int country) => set.Count == 1 && set.Contains(country);
}
