namespace Vauban.Core.Model;

/// <summary>Kind of an actor or of a thing that may fail or refuse.</summary>
public enum ActorKind
{
    /// <summary>A country: sites in it, parties established or controlled there, consents they hold.</summary>
    Country,
    /// <summary>A party and its lines, and the consents it holds.</summary>
    Party,
    /// <summary>An owner and everything it controls.</summary>
    Owner,
    /// <summary>A site and its lines.</summary>
    Site,
    /// <summary>A line.</summary>
    Line,
    /// <summary>All supply of an item.</summary>
    Item,
    /// <summary>All supply of an item from outside the perimeter.</summary>
    OutsideSource,
    /// <summary>A consent (restriction) that is withdrawn.</summary>
    Consent,
}

/// <summary>Somebody or something that may fail or refuse; the index is that of its table.</summary>
public readonly record struct Actor(ActorKind Kind, int Index) : IComparable<Actor>
{
    /// <summary>By kind, then index (rows stand in order of ids).</summary>
    public int CompareTo(Actor other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : Index.CompareTo(other.Index);

    /// <summary>Identifier in files and addresses, for example <c>country:CN</c>.</summary>
    public string Id(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Kind switch
        {
            ActorKind.Country => "country:" + Countries.All[Index].Code,
            ActorKind.Party => "party:" + network.Parties[Index].Id,
            ActorKind.Owner => "owner:" + network.Parties[Index].Id,
            ActorKind.Site => "site:" + network.Sites[Index].Id,
            ActorKind.Line => "line:" + network.Lines[Index].Id,
            ActorKind.Item => "item:" + network.Items[Index].Id,
            ActorKind.OutsideSource => "outside-source:" + network.Items[Index].Id,
            _ => "consent:" + network.Restrictions[Index].Id,
        };
    }
}

/// <summary>What is taken away: a set of actors, and possibly everybody outside the perimeter. It multiplies capacities and flows by
/// factors in [0, 1] and deletes no row, so that maximum output never rises when more is denied.</summary>
public sealed record Denial
{
    /// <summary>Nobody denied.</summary>
    public static Denial None { get; } = new();

    /// <summary>Everybody outside the perimeter denied: every line, and every consent held there withdrawn.</summary>
    public static Denial Outsiders { get; } = new() { DeniesOutsiders = true };

    /// <summary>Actors denied, sorted.</summary>
    public IReadOnlyList<Actor> Actors { get; init; } = [];

    /// <summary>True when everybody outside is denied too.</summary>
    public bool DeniesOutsiders { get; init; }

    /// <summary>This denial and one more actor.</summary>
    public Denial And(Actor actor) => Actors.Contains(actor) ? this : this with { Actors = [.. Actors.Append(actor).Order()] };

    /// <summary>A denial of the given actors.</summary>
    public static Denial Of(params ReadOnlySpan<Actor> actors)
    {
        var denial = None;
        foreach (var actor in actors) denial = denial.And(actor);
        return denial;
    }
}
