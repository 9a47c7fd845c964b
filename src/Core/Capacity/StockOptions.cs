using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Settings of the question how much stock bridges single failures.</summary>
public sealed record StockOptions
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

    /// <summary>Days to bridge for every failure; null takes the recovery days of what fails, and the outage for a country or an outside source.</summary>
    public double? BridgeDays { get; init; }

    /// <summary>Days that a country or an outside source refuses. Default 180.</summary>
    public double OutageDays { get; init; } = 180;

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(OutageDays);
        if (BridgeDays is { } days) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        foreach (var id in Technologies)
            if (!network.Technologies.Any(t => t.Id == id)) throw Wrong($"There is no technology \"{id}\".", nameof(Technologies));
        foreach (var verb in Verbs)
            if (!FieldCatalog.Verbs.Contains(verb)) throw Wrong($"There is no verb \"{verb}\".", nameof(Verbs));
    }

    static ArgumentException Wrong(string message, string option) => new(message, option);
}
