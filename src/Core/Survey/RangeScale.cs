namespace Vauban.Core.Survey;

/// <summary>Fixed scales that ranges are taken from, so that the ends of a range say nothing about where in it the value lies.</summary>
/// <remarks>Preferred numbers of ISO 3: ten, five, three (1-2-5) and one step per decade.</remarks>
static class RangeScale
{
    static readonly double[][] Steps =
    [
        [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8],
        [1, 1.6, 2.5, 4, 6.3],
        [1, 2, 5],
        [1],
    ];

    /// <summary>The ranges that a value lies in, narrowest first; none for zero.</summary>
    public static IEnumerable<(double Low, double High)> Of(double value)
    {
        if (value == 0 || !double.IsFinite(value)) yield break;
        foreach (var steps in Steps)
        {
            var (low, high) = Around(Math.Abs(value), steps);
            yield return value > 0 ? (low, high) : (-high, -low);
        }
    }

    static (double, double) Around(double size, double[] steps)
    {
        var decade = Math.Pow(10, Math.Floor(Math.Log10(size)));
        double[] marks = [.. steps.Select(s => s * decade / 10), .. steps.Select(s => s * decade), .. steps.Select(s => s * decade * 10), 100 * decade];
        var at = Array.FindLastIndex(marks, m => m <= size);
        return (marks[at], marks[at + 1]);
    }
}
