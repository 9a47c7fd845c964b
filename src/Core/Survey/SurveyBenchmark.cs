using Vauban.Core.Model;

namespace Vauban.Core.Survey;

/// <summary>One released figure beside a company's own answer.</summary>
/// <param name="Cell">What was released.</param>
/// <param name="Own">The company's answer, as it gave it; empty where it gave none.</param>
/// <param name="MeanLow">The released sum by the groups behind it: its low end.</param>
/// <param name="MeanHigh">Its high end; the same where the sum is shown.</param>
public sealed record BenchmarkRow(ReleasedCell Cell, string Own, double MeanLow, double MeanHigh);

/// <summary>Sets a company's own answers beside released sums: those of all, of its country and of its size. It rests on nothing that did not leave, but for its own answers.</summary>
public static class SurveyBenchmark
{
    /// <summary>Rows by question, the sum of all first.</summary>
    /// <param name="cells">Released cells, withheld ones left out; their codes are country and size (<see cref="SheetRound.Breakdowns"/>).</param>
    /// <param name="country">Country of the company.</param>
    /// <param name="size">Its size class; empty where it was not stated.</param>
    /// <param name="own">Its sheet; null where it did not open it.</param>
    public static IReadOnlyList<BenchmarkRow> Of(IReadOnlyList<ReleasedCell> cells, string country, string size, AnswerSheet? own)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return [.. cells.Where(c => c.Kind != CellKind.Withheld && c.Contributors > 0 && Fits(c, country, size))
            .OrderBy(c => c.Question, StringComparer.Ordinal).ThenBy(c => c.Codes.Count(code => code.Length > 0)).ThenBy(c => string.Join('\u001f', c.Codes), StringComparer.Ordinal)
            .Select(c => new BenchmarkRow(c, own?.Find(c.Question)?.Value ?? "", c.Low / c.Contributors, c.High / c.Contributors))];
    }

    static bool Fits(ReleasedCell cell, string country, string size) =>
        cell.Codes is [var first, var second] && (first.Length == 0 || first == country) && (second.Length == 0 || second == size);
}
