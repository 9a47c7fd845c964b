using System.Globalization;

namespace Vauban.Core.Disruption;

/// <summary>A length in days: a number, an interval, or a distribution.</summary>
/// <param name="Shape">Its form.</param>
/// <param name="A">Number, lower end, least value, median, or scale.</param>
/// <param name="B">Upper end, mode, spread factor (the 84th percentile over the median), or shape.</param>
/// <param name="C">Greatest value of a triangle.</param>
public sealed record Duration(DurationShape Shape, double A, double B = 0, double C = 0)
{
    /// <summary>Longest that counts: ten years.</summary>
    public const double Longest = 3650;

    /// <summary>Reads <c>30</c>, <c>30..90</c>, <c>uniform(30, 90)</c>, <c>triangular(30, 60, 180)</c>, <c>lognormal(60, 2)</c>, <c>weibull(90, 1.5)</c>.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Duration? duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = null;
        text = text.Trim();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            if (!Model.Quantity.TryParse(text, out var quantity) || !quantity.IsKnown || double.IsInfinity(quantity.Low) || double.IsInfinity(quantity.High)) return false;
            duration = quantity.IsExact ? new(DurationShape.Fixed, quantity.Low) : new(DurationShape.Interval, quantity.Low, quantity.High);
            return duration.IsValid;
        }
        if (!text.EndsWith(')')) return false;
        var numbers = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries).Select(t => Model.Quantity.TryNumber(t, out var v) ? v : double.NaN).ToArray();
        duration = (text[..open].Trim(), numbers) switch
        {
            ("uniform", [var a, var b]) => new(DurationShape.Uniform, a, b),
            ("triangular", [var a, var b, var c]) => new(DurationShape.Triangular, a, b, c),
            ("lognormal", [var a, var b]) => new(DurationShape.Lognormal, a, b),
            ("weibull", [var a, var b]) => new(DurationShape.Weibull, a, b),
            _ => null,
        };
        return duration is { IsValid: true };
    }

    /// <summary>True where the numbers are in their ranges.</summary>
    public bool IsValid => Shape switch
    {
        DurationShape.Fixed => A is >= 0 and <= Longest,
        DurationShape.Interval or DurationShape.Uniform => A >= 0 && B >= A && B <= Longest,
        DurationShape.Triangular => A >= 0 && B >= A && C >= B && C <= Longest,
        DurationShape.Lognormal => A is > 0 and <= Longest && B is >= 1 and <= 20,
        _ => A is > 0 and <= Longest && B is > 0 and <= 50,
    };

    /// <summary>True where every draw gives the same.</summary>
    public bool IsCertain => Shape == DurationShape.Fixed || (Shape is DurationShape.Interval or DurationShape.Uniform && A == B) || (Shape == DurationShape.Triangular && A == C);

    /// <summary>The value that a share of all draws stays below; at most <see cref="Longest"/>. An interval says nothing of what lies between its ends and is drawn evenly.</summary>
    /// <param name="u">Above 0, below 1.</param>
    public double At(double u) => Math.Min(Longest, Shape switch
    {
        DurationShape.Fixed => A,
        DurationShape.Interval or DurationShape.Uniform => A + (B - A) * u,
        DurationShape.Triangular => C <= A ? A : u < (B - A) / (C - A) ? A + Math.Sqrt(u * (C - A) * (B - A)) : C - Math.Sqrt((1 - u) * (C - A) * (C - B)),
        DurationShape.Lognormal => A * Math.Exp(Normal(u) * Math.Log(B)),
        _ => A * Math.Pow(-Math.Log(1 - u), 1 / B),
    });

    /// <summary>The file form.</summary>
    public override string ToString()
    {
        static string T(double v) => v.ToString("R", CultureInfo.InvariantCulture);
        return Shape switch
        {
            DurationShape.Fixed => T(A),
            DurationShape.Interval => $"{T(A)}..{T(B)}",
            DurationShape.Uniform => $"uniform({T(A)}, {T(B)})",
            DurationShape.Triangular => $"triangular({T(A)}, {T(B)}, {T(C)})",
            DurationShape.Lognormal => $"lognormal({T(A)}, {T(B)})",
            _ => $"weibull({T(A)}, {T(B)})",
        };
    }

    // Inverse of the standard normal distribution by Newton steps from a rational start (Abramowitz and Stegun 26.2.23; the error of the start is
    // below 4.5e-4 and each step squares it). The distribution function is the Taylor series of Marsaglia (J. Stat. Software 11(4), 2004).
    static double Normal(double u)
    {
        var p = Math.Min(u, 1 - u);
        var t = Math.Sqrt(-2 * Math.Log(p));
        var x = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        x = u < 0.5 ? -x : x;
        for (var i = 0; i < 3; i++)
        {
            double sum = x, term = x, before = 0;
            for (var k = 3; sum != before && k < 400; k += 2)
            {
                before = sum;
                term *= x * x / k;
                sum += term;
            }
            var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
            if (density < 1e-30) return x;
            x -= (0.5 + sum * density - u) / density;
        }
        return x;
    }
}

/// <summary>Form of a <see cref="Duration"/>.</summary>
public enum DurationShape
{
    /// <summary>A number.</summary>
    Fixed,
    /// <summary>Somewhere between two numbers.</summary>
    Interval,
    /// <summary>Evenly between two numbers.</summary>
    Uniform,
    /// <summary>Least, most likely, greatest.</summary>
    Triangular,
    /// <summary>Median and spread factor.</summary>
    Lognormal,
    /// <summary>Scale and shape.</summary>
    Weibull,
}
