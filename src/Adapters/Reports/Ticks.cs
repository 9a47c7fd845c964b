namespace Vauban.Adapters.Reports;

/// <summary>Round marks of an axis.</summary>
static class Ticks
{
    /// <summary>Distance of marks: 1, 2, 2.5 or 5 times a power of ten, so that there are three to six of them.</summary>
    public static double Step(double most)
    {
        if (!(most > 0)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / 4)));
        return new[] { 1, 2, 2.5, 5, 10 }.Select(f => f * power).First(s => most / s <= 5.5);
    }

    /// <summary>A mark in words, from a million on in millions.</summary>
    public static string Text(Numbers numbers, double value) => value >= 1e6 ? numbers.Text(value / 1e6) + "\u00A0M" : numbers.Text(value);
}
