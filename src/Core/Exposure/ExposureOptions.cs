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

    /// <summary>Verbs of the goals whose cut sets are asked for; empty takes all.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Items by id; empty takes all that the goals need.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Kinds of actors asked for; empty takes all that the question knows (cut sets: parties).</summary>
    public IReadOnlyList<ActorKind> Of { get; init; } = [];

    /// <summary>Cut sets of any size.</summary>
    public const int AnyOrder = int.MaxValue;

    /// <summary>Largest number of actors in a cut set that counts, from 1; all where <see cref="AnyOrder"/>. Default 3.</summary>
    public int Order { get; init; } = 3;

    /// <summary>Cut sets listed per verb and kind, the smallest first, 0 to 100,000. Default 1,000. Counted are all.</summary>
    public int List { get; init; } = 1000;

    /// <summary>Events by id (such as <c>party:acme</c>) that every listed and selected cut set holds.</summary>
    public IReadOnlyList<string> Having { get; init; } = [];

    /// <summary>Events by id that no listed and selected cut set holds.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>Nodes that one diagram of cut sets may have, at least 1,024; a deterministic limit that is said where it ends a search. Default 4 million, some 200 MB.</summary>
    public int MostNodes { get; init; } = 1 << 22;

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
        ArgumentOutOfRangeException.ThrowIfNegative(List);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(List, FaultTreeResult.MostListed);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostNodes, 1 << 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(Paths, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Most, SupplyTreeOptions.Limit);
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ThirdCountryLine);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ThirdCountryLine, 1);
        foreach (var kind in Of)
            if (!Kinds.Contains(kind)) throw Wrong($"{kind} is none of {string.Join(", ", Kinds)}.", nameof(Of));
        foreach (var verb in Verbs)
            if (!FieldCatalog.Verbs.Contains(verb)) throw Wrong($"{verb} is none of {string.Join(", ", FieldCatalog.Verbs)}.", nameof(Verbs));
        foreach (var id in Technologies)
            if (!network.Technologies.Any(t => t.Id == id)) throw Wrong($"There is no technology \"{id}\".", nameof(Technologies));
        foreach (var (ids, option) in new[] { (Items, nameof(Items)), (Opened, nameof(Opened)) })
            foreach (var id in ids)
                if (!network.Items.Any(i => i.Id == id)) throw Wrong($"There is no item \"{id}\".", option);
    }

    static ArgumentException Wrong(string message, string option) => new(message, option);
}
