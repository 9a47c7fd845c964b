using Vauban.Core.Model;

namespace Vauban.Core.Survey;

/// <summary>What leaves of a cell.</summary>
public enum CellKind
{
    /// <summary>Its value.</summary>
    Shown,
    /// <summary>A range of a fixed scale that its value lies in.</summary>
    Range,
    /// <summary>Nothing.</summary>
    Withheld,
}

/// <summary>One cell of a release: the sum of the answers to a question over some codes.</summary>
public sealed record ReleasedCell
{
    /// <summary>Question.</summary>
    public required string Question { get; init; }

    /// <summary>One code per breakdown of the round; empty for all.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>What leaves.</summary>
    public required CellKind Kind { get; init; }

    /// <summary>Lowest value that the release leaves possible: the value itself, or the low end of the range.</summary>
    public double Low { get; init; } = double.NaN;

    /// <summary>Highest value that the release leaves possible: the value itself, or the high end of the range.</summary>
    public double High { get; init; } = double.NaN;

    /// <summary>Groups whose answers are in it and are not zero.</summary>
    public required int Contributors { get; init; }

    /// <summary>Primary rules that it breaks. For the officer, never for the public: a reason says something about the answers.</summary>
    public Sensitivity Sensitive { get; init; }

    /// <summary>True where it breaks no rule itself and is withheld, or made a range, so that others cannot be worked out. For the officer.</summary>
    public bool IsSecondary => Kind != CellKind.Shown && Sensitive == Sensitivity.None;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It is not shown.</exception>
    public double Value => Kind == CellKind.Shown ? Low : throw new InvalidOperationException($"The cell is {Kind}.");
}

/// <summary>Tables that leave, or are meant to: the answers they rest on, the rules, and every cell.</summary>
public sealed record SurveyRelease
{
    /// <summary>The round with all its answers; sealed as strictly as these.</summary>
    public required SurveyRound Round { get; init; }

    /// <summary>What had to hold.</summary>
    public required SurveyRules Rules { get; init; }

    /// <summary>Tables; a cell that is in several stands once.</summary>
    public required IReadOnlyList<SurveyTable> Tables { get; init; }

    /// <summary>Cells that have answers, by question, then by codes.</summary>
    public required IReadOnlyList<ReleasedCell> Cells { get; init; }

    /// <summary>What is left for the reader.</summary>
    public SurveyUtility Utility => SurveyUtility.Of(Cells);
}

/// <summary>How much a release still tells.</summary>
/// <param name="Cells">Cells that have answers.</param>
/// <param name="Shown">Cells shown.</param>
/// <param name="Ranges">Cells given as a range.</param>
/// <param name="Primary">Cells withheld by a rule of their own.</param>
/// <param name="Secondary">Cells withheld for the sake of others.</param>
/// <param name="Width">Mean width of the ranges, as a share of their middle; not a number where there is none.</param>
public sealed record SurveyUtility(int Cells, int Shown, int Ranges, int Primary, int Secondary, double Width)
{
    /// <summary>Share of the cells that are shown; 1 where there are none.</summary>
    public double Share => Cells == 0 ? 1 : (double)Shown / Cells;

    /// <summary>Of the cells that no rule withholds, the share that is shown; 1 where there are none.</summary>
    public double ShareOfSafe => Shown + Secondary == 0 ? 1 : (double)Shown / (Shown + Secondary);

    /// <summary>Counts cells.</summary>
    public static SurveyUtility Of(IReadOnlyList<ReleasedCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var ranges = cells.Where(c => c.Kind == CellKind.Range).ToArray();
        return new(cells.Count, cells.Count(c => c.Kind == CellKind.Shown), ranges.Length, cells.Count(c => c.Kind == CellKind.Withheld && !c.IsSecondary), cells.Count(c => c.Kind == CellKind.Withheld && c.IsSecondary),
            ranges.Length == 0 ? double.NaN : ranges.Average(r => (r.High - r.Low) / (Math.Abs(r.High + r.Low) / 2)));
    }
}
