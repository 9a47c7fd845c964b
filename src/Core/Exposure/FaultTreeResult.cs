using System.Numerics;
using Vauban.Core.Model;

namespace Vauban.Core.Exposure;

/// <summary>What is asked of a fault tree.</summary>
public sealed record FaultTreeOptions
{
    /// <summary>Largest number of events in a set that counts; any where null.</summary>
    public int? Order { get; init; }

    /// <summary>Sets to list, 0 to 100,000. Default 0: families of billions are counted, not written down.</summary>
    public int List { get; init; }

    /// <summary>True to list the smallest sets first, false the most probable first.</summary>
    public bool IsBySize { get; init; }

    /// <summary>Events, by index, that every listed and selected set holds.</summary>
    public IReadOnlyList<int> Having { get; init; } = [];

    /// <summary>Events, by index, that no listed and selected set holds.</summary>
    public IReadOnlyList<int> Lacking { get; init; } = [];

    /// <summary>Only sets at least so probable are listed. Default 0.</summary>
    public double LeastProbability { get; init; }

    /// <summary>Nodes that one diagram may have. Default 4 million, some 200 MB.</summary>
    public int MostNodes { get; init; } = 1 << 22;

    internal void ThrowIfInvalid(FaultTree tree)
    {
        if (Order is < 1) throw new ArgumentOutOfRangeException(nameof(tree), Order, "At least 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(List);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(List, FaultTreeResult.MostListed);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostNodes, 1 << 10);
        foreach (var e in Having.Concat(Lacking))
            if (e < 0 || e >= tree.Events.Count) throw new ArgumentOutOfRangeException(nameof(tree), e, "There is no such event.");
    }
}

/// <summary>How the sets were found.</summary>
public enum CutMethod
{
    /// <summary>A truth diagram of the whole tree: all is exact, the probability of the top too.</summary>
    Truth,
    /// <summary>Families of sets gate by gate, since the truth diagram grew too large.</summary>
    Families,
    /// <summary>Nothing fitted into the limit.</summary>
    None,
}

/// <summary>A minimal cut set.</summary>
/// <param name="Events">Events by index, in the order of their names.</param>
/// <param name="Probability">Product of their probabilities; NaN where one is unknown.</param>
public sealed record FaultCut(IReadOnlyList<int> Events, double Probability);

/// <summary>How much an event matters.</summary>
/// <param name="Event">Its index.</param>
/// <param name="Birnbaum">Birnbaum's measure: probability of the top if the event happens, less that if it does not. NaN where it is not known.</param>
/// <param name="FussellVesely">Part of the sum of all cut sets' probabilities that those with the event have (rare-event form). NaN where it is not known.</param>
/// <param name="Sets">Cut sets that hold it.</param>
public sealed record EventImportance(int Event, double Birnbaum, double FussellVesely, BigInteger Sets);

/// <summary>Minimal cut sets of a fault tree: counted and ranked on the diagram, listed only on request.</summary>
public sealed record FaultTreeResult
{
    /// <summary>Most sets listed: 100,000.</summary>
    public const int MostListed = 100_000;

    /// <summary>The tree.</summary>
    public required FaultTree Tree { get; init; }

    /// <summary>What was asked.</summary>
    public required FaultTreeOptions Options { get; init; }

    /// <summary>How the sets were found.</summary>
    public required CutMethod Method { get; init; }

    /// <summary>All sets up to this size are counted; null where all sets are.</summary>
    public int? CompleteOrder { get; init; }

    /// <summary>Number of minimal cut sets by size: place 0 the empty set (the top always holds), place 1 single events, and so on.</summary>
    public required IReadOnlyList<BigInteger> Counts { get; init; }

    /// <summary>The same for the sets that hold and lack the events asked for.</summary>
    public required IReadOnlyList<BigInteger> Selected { get; init; }

    /// <summary>Probability of the top: exact where low equals high; a range where events without a probability or the limit leave it open; null where nothing can be said.</summary>
    public (double Low, double High)? Probability { get; init; }

    /// <summary>Sets asked for.</summary>
    public required IReadOnlyList<FaultCut> Cuts { get; init; }

    /// <summary>Events that any set holds, the most important first (Fussell-Vesely, else number of sets), ties by name.</summary>
    public required IReadOnlyList<EventImportance> Importances { get; init; }

    /// <summary>Nodes of the diagram of sets.</summary>
    public int Nodes { get; init; }

    /// <summary>What should be known before the answer is read.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>All counted sets.</summary>
    public BigInteger Total => Counts.Aggregate(BigInteger.Zero, (a, b) => a + b);
}
