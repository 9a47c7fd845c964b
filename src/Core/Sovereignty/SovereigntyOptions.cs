using Vauban.Core.Model;

namespace Vauban.Core.Sovereignty;

/// <summary>Settings of a sovereignty assessment.</summary>
public sealed record SovereigntyOptions
{
    /// <summary>Days of cover are not asked beyond this: ten years, "or more".</summary>
    public const double CoverCapDays = 3650;

    /// <summary>Perimeters side by side. Default: EU27, EU+EEA, EU+EEA+UA, European NATO.</summary>
    public IReadOnlyList<Perimeter> Perimeters { get; init; } = Perimeter.Defaults;

    /// <summary>Day of the assessment; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Technologies by id; empty takes all that have goals.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Actors taken away before anything is asked ("without").</summary>
    public IReadOnlyList<Actor> Without { get; init; } = [];

    /// <summary>Days that a country's or a consent's refusal lasts in the exposure test. Default 180.</summary>
    public double OutageDays { get; init; } = 180;

    /// <summary>Largest size of veto sets. Default 3.</summary>
    public int VetoSize { get; init; } = 3;

    /// <summary>Solves after which the search for veto sets of one kind ends; a deterministic limit that is said. Default 1,500.</summary>
    public int VetoSolves { get; init; } = 1500;

    /// <summary>Most rungs of the bottleneck ladder. Default 5.</summary>
    public int Rungs { get; init; } = 5;

    /// <summary>Most rows tried one by one for what to ask next; the rest is said. Default 120.</summary>
    public int AskRows { get; init; } = 120;

    /// <summary>Most failures solved for one exposure verdict and reading; the rest is said. Default 4,000.</summary>
    public int FailureSolves { get; init; } = 4000;

    /// <summary>Whether to search veto sets, questions and what would make it Yes (the verdicts need none of them). Default true.</summary>
    public bool Explains { get; init; } = true;

    /// <summary>Most threads; -1 takes what the machine has. The result does not depend on it.</summary>
    internal int Threads { get; init; } = -1;

    /// <summary>A limit on solves, smaller where each solve is larger: in full up to 200 supplies, then in inverse proportion, at least 20.
    /// It depends on the network alone, so that a run can be repeated.</summary>
    internal static int Scaled(int limit, int supplies) => supplies <= 200 ? limit : Math.Min(limit, Math.Max(20, (int)((long)limit * 200 / supplies)));

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfZero(Perimeters.Count);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(OutageDays, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(VetoSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(VetoSize, 5);
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
    }
}
