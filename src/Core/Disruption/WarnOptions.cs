using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>Settings of early warning.</summary>
public sealed record WarnOptions
{
    /// <summary>Fewest values that a rule needs, the latest included.</summary>
    public const int Fewest = 12;

    /// <summary>Largest window: false-alarm rates are measured up to it.</summary>
    public const int LargestWindow = 120;

    /// <summary>Most values that are looked at, the latest ones. Default 36: three years of months.</summary>
    public int Window { get; init; } = 36;

    /// <summary>Technologies by id, for what an alert means; empty: all that have goals of the verb.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Verb whose goals say what an alert means. Default produce.</summary>
    public string Verb { get; init; } = "produce";

    /// <summary>Who "we" are: it says where unlisted makers are counted. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day of the look: later values do not count. Null takes the package's, or that of the latest value where it has none.</summary>
    public DateOnly? At { get; init; }

    /// <summary>Which rows count for what an alert means: 0 running, 1 also funded, 2 also announced.</summary>
    public int Status { get; init; }

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, Fewest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Window, LargestWindow);
        new SurviveOptions { Technologies = Technologies, Verb = Verb, Status = Status }.ThrowIfInvalid(network);
    }
}
