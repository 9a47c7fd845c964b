using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Settings of the question which fixes are worth their money.</summary>
public sealed record FixesOptions
{
    /// <summary>Who "we" are. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Technologies by id; empty takes all that have goals.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Verbs; empty takes all that have goals.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Most that a set of fixes may cost, EUR; null is no limit.</summary>
    public double? Budget { get; init; }

    /// <summary>Days that a country or an outside source refuses. Default 180.</summary>
    public double OutageDays { get; init; } = 180;

    /// <summary>Share of the goals beyond which nothing more is asked for on the curve. Default 1.</summary>
    public double Level { get; init; } = 1;

    /// <summary>Most points of a curve; a deterministic limit that is said. Default 60.</summary>
    public int Points { get; init; } = 60;

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(OutageDays);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Level, Output.OutputProgram.ThetaCap);
        ArgumentOutOfRangeException.ThrowIfLessThan(Points, 1);
        if (Budget is { } budget) ArgumentOutOfRangeException.ThrowIfNegative(budget);
        foreach (var id in Technologies)
            if (!network.Technologies.Any(t => t.Id == id)) throw Wrong($"There is no technology \"{id}\".", nameof(Technologies));
        foreach (var verb in Verbs)
            if (!FieldCatalog.Verbs.Contains(verb)) throw Wrong($"There is no verb \"{verb}\".", nameof(Verbs));
    }

    static ArgumentException Wrong(string message, string option) => new(message, option);
}
