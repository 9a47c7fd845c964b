namespace Vauban.Core.Model;

/// <summary>Why a sum of several contributors' values tells too much about one of them.</summary>
[Flags]
public enum Sensitivity
{
    /// <summary>It does not.</summary>
    None = 0,
    /// <summary>Fewer independent contributors than asked for stand behind it.</summary>
    FewContributors = 1,
    /// <summary>The largest contributors have more of it than allowed, the (n, k) rule.</summary>
    Dominance = 2,
    /// <summary>The second largest contributor could take his own part off and know the largest too well, the p % rule.</summary>
    Percent = 4,
    /// <summary>Every contributor's value is zero, so that the sum says so of each.</summary>
    AllZero = 8,
}

/// <summary>The primary rules of statistical disclosure control for one sum: fewest contributors, (n, k) dominance, p %.</summary>
/// <remarks>Hundepool et al., Handbook on Statistical Disclosure Control, chapter 4, table of sensitivity rules. Contributors are groups under common control
/// ("holdings"). Negative values count by their size, so that a large loss cannot hide a large gain.</remarks>
public sealed record ContributionRule
{
    // What a solver leaves of nothing, as a share of the sum.
    internal const double Dust = 1e-7;

    /// <summary>Fewest independent contributors behind a sum. Default 5.</summary>
    public int LeastContributors { get; init; } = 5;

    /// <summary>How many of the largest are looked at together. Default 2.</summary>
    public int Largest { get; init; } = 2;

    /// <summary>Most that they may have together, as a share. Default 0.8.</summary>
    public double Dominance { get; init; } = 0.8;

    /// <summary>What the others must have together, as a share of the largest, after the two largest are taken off; 0 for no such rule. Default 0.15.</summary>
    public double Percent { get; init; } = 0.15;

    /// <summary>Judges a sum.</summary>
    /// <param name="parts">Value per independent contributor; zeros count for no contributor.</param>
    /// <param name="unstated">Part whose contributor is not known: counts for none, and as if it were the largest's.</param>
    /// <returns>Every rule that is broken. Where nobody stated anything it is <see cref="Sensitivity.FewContributors"/>.</returns>
    public Sensitivity Judge(IEnumerable<double> parts, double unstated = 0)
    {
        ArgumentNullException.ThrowIfNull(parts);
        double[] all = [.. parts.Select(Math.Abs)];
        var size = all.Sum() + Math.Abs(unstated);
        double[] counted = [.. all.Where(v => v > Dust * size).OrderDescending()];
        var found = Sensitivity.None;
        if (all.Length > 0 && size <= 0) found |= Sensitivity.AllZero;
        if (counted.Length < LeastContributors) found |= Sensitivity.FewContributors;
        if (size <= 0) return found;
        if (counted.Take(Largest).Sum() + Math.Abs(unstated) > Dominance * size) found |= Sensitivity.Dominance;
        var (first, second) = (counted.ElementAtOrDefault(0), counted.ElementAtOrDefault(1));
        if (Percent > 0 && size - Math.Abs(unstated) - first - second < Percent * (first + Math.Abs(unstated))) found |= Sensitivity.Percent;
        return found;
    }
}
