using Vauban.Core.Model;

namespace Vauban.Core.Survey;

/// <summary>What is lost when a cell is withheld; the search for further cells to withhold keeps the sum small.</summary>
public enum SurveyLoss
{
    /// <summary>Every cell counts the same; between equal numbers of cells the smaller values go.</summary>
    Cells,
    /// <summary>A cell counts by the size of its value.</summary>
    Values,
    /// <summary>A cell counts by its contributors.</summary>
    Contributors,
}

/// <summary>What must hold for figures of a survey to leave. Printed with each release.</summary>
public sealed record SurveyRules
{
    /// <summary>Fewest independent contributors behind a figure, at least 3. Default 5.</summary>
    public int LeastContributors { get; init; } = 5;

    /// <summary>p: nobody may know another's value nearer than this share of it, from above or from below; above 0 and below 1. Default 0.15.</summary>
    public double Percent { get; init; } = 0.15;

    /// <summary>n of the (n, k) rule. Default 2.</summary>
    public int Largest { get; init; } = 2;

    /// <summary>k of the (n, k) rule, as a share above 0 and below 1. Default 0.8.</summary>
    public double Dominance { get; init; } = 0.8;

    /// <summary>An answer that moves by at most this share between two rounds is taken for one that everybody knows not to have moved otherwise; 0 or more and below 1. Default 0.05.</summary>
    public double Steady { get; init; } = 0.05;

    /// <summary>True to give a range of a fixed scale instead of nothing, where enough contributors stand behind a cell and the range is safe. Default false.</summary>
    public bool Intervals { get; init; }

    /// <summary>What is lost when a cell is withheld. Default <see cref="SurveyLoss.Cells"/>.</summary>
    public SurveyLoss Loss { get; init; }

    /// <summary>Most cells of one question up to which the fewest further cells are searched exactly; beyond, by a rule of thumb. Default 150.</summary>
    public int ExactCells { get; init; } = 150;

    /// <summary>Most cells of one release. Default 5,000.</summary>
    public int MostCells { get; init; } = 5_000;

    /// <summary>The primary rules of these settings.</summary>
    public ContributionRule Primary => new() { LeastContributors = LeastContributors, Largest = Largest, Dominance = Dominance, Percent = Percent };

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is.</exception>
    public void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastContributors, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(Largest, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Largest, LeastContributors);
        ArgumentOutOfRangeException.ThrowIfNegative(ExactCells);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostCells, 1);
        if (!(Percent is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Percent), Percent, null);
        if (!(Dominance is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Dominance), Dominance, null);
        if (!(Steady is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Steady), Steady, null);
    }
}
