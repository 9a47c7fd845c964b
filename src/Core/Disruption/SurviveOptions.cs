using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>Settings of the question how long failures are survived.</summary>
public sealed record SurviveOptions
{
    /// <summary>Kinds of nodes that may be asked for.</summary>
    public static IReadOnlyList<ActorKind> Kinds { get; } = [ActorKind.Line, ActorKind.Site, ActorKind.Party, ActorKind.Owner];

    /// <summary>What fails, one at a time. Default: sites, parties and lines.</summary>
    public IReadOnlyList<ActorKind> Of { get; init; } = [ActorKind.Line, ActorKind.Site, ActorKind.Party];

    /// <summary>Technologies by id; empty: all that have goals of the verb.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Verb whose goals are to be met. Default produce.</summary>
    public string Verb { get; init; } = "produce";

    /// <summary>Who "we" are: it says where unlisted makers are counted. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day of the assessment; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>Which rows count: 0 running, 1 also funded, 2 also announced.</summary>
    public int Status { get; init; }

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
        if (!FieldCatalog.Verbs.Contains(Verb)) throw new ArgumentException($"{Verb} is no verb.", nameof(network));
        foreach (var kind in Of)
            if (!Kinds.Contains(kind)) throw new ArgumentException($"A {kind} is no node.", nameof(network));
        foreach (var id in Technologies)
            if (!network.Technologies.Any(t => t.Id == id)) throw new ArgumentException($"There is no technology {id}.", nameof(network));
    }
}
