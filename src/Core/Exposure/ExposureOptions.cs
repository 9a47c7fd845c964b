using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>Settings of the questions about exposure.</summary>
public sealed record ExposureOptions
{
    /// <summary>Levels at which supply is concentrated.</summary>
    public static IReadOnlyList<ActorKind> Levels { get; } = [ActorKind.Site, ActorKind.Party, ActorKind.Owner, ActorKind.Country];

    /// <summary>Kinds of actors that can fail: lines, and the four levels.</summary>
    public static IReadOnlyList<ActorKind> Kinds { get; } = [ActorKind.Line, .. Levels];

    /// <summary>Who "we" are. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Technologies by id; empty takes all that have goals.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Items by id; empty takes all that the goals need.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Kinds of actors asked for; empty takes all that the question knows (cut sets: parties).</summary>
    public IReadOnlyList<ActorKind> Of { get; init; } = [];

    /// <summary>Largest number of actors in a cut set, 1 to 3. Default 3.</summary>
    public int Order { get; init; } = 3;

    /// <summary>Sets looked at in one search for cut sets; a deterministic limit that is said where it ends a search. Default 20,000.</summary>
    public int Searches { get; init; } = 20_000;

    /// <summary>Most paths shown to one dependent. Default 3.</summary>
    public int Paths { get; init; } = 3;

    /// <summary>Share of one third country that should not be exceeded, 0 to 1. Default 0.65 (Regulation (EU) 2024/1252, Article 5(1)(b)).</summary>
    public double ThirdCountryLine { get; init; } = 0.65;

    /// <summary>What the widths of flows mean; null takes value where every item that flows has one, else the number of source items. Where
    /// <see cref="Items"/> names one, flows follow its amount.</summary>
    public FlowMeasure? By { get; init; }

    /// <summary>Most nodes of a supply tree, 1 to 2,000. Default 50.</summary>
    public int Most { get; init; } = 50;

    /// <summary>Items by id whose inputs a supply tree shows beyond <see cref="Most"/>.</summary>
    public IReadOnlyList<string> Opened { get; init; } = [];

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Order, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(Searches, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Paths, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Most, SupplyTreeOptions.Limit);
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ThirdCountryLine);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ThirdCountryLine, 1);
        foreach (var kind in Of)
            if (!Kinds.Contains(kind)) throw Wrong($"{kind} is none of {string.Join(", ", Kinds)}.", nameof(Of));
        foreach (var id in Technologies)
            if (!network.Technologies.Any(t => t.Id == id)) throw Wrong($"There is no technology \"{id}\".", nameof(Technologies));
        foreach (var (ids, option) in new[] { (Items, nameof(Items)), (Opened, nameof(Opened)) })
            foreach (var id in ids)
                if (!network.Items.Any(i => i.Id == id)) throw Wrong($"There is no item \"{id}\".", option);
    }

    static ArgumentException Wrong(string message, string option) => new(message, option);
}
