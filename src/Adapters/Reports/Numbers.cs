using System.Globalization;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Time that a rate is shown per.</summary>
public enum RatePeriod
{
    /// <summary>Per month (365/12 days).</summary>
    Month,
    /// <summary>Per year (365 days).</summary>
    Year,
}

/// <summary>Writes numbers for people in their language: few digits, no-break spaces between groups, ranges in words. Data files keep
/// nine digits; prose shows three, four from a thousand on.</summary>
public sealed class Numbers(Texts.Texts texts)
{
    const char NoBreak = '\u00A0';
    readonly char _mark = texts.Language is "fr" or "de" ? ',' : '.';

    /// <summary>A number with three digits, four from a thousand on; "unlimited" where it has no end.</summary>
    public string Text(double value) => double.IsInfinity(value) ? texts["unit.unlimited"] : Rounded(value, Math.Abs(value) >= 1000 ? 4 : 3);

    /// <summary>A number with nine digits.</summary>
    public string Exact(double value) => double.IsInfinity(value) ? texts["unit.unlimited"] : Rounded(value, 9);

    /// <summary>Two numbers to be compared: with as many digits as tell them apart, where they differ.</summary>
    public (string First, string Second) Pair(double first, double second)
    {
        var (a, b) = (Text(first), Text(second));
        for (var digits = 4; a == b && first != second && digits <= 9; digits++) (a, b) = (Rounded(first, digits), Rounded(second, digits));
        return (a, b);
    }

    /// <summary>A share in per cent without the sign; what is below all of it never rounds to 100.</summary>
    public string Percent(double share)
    {
        for (var digits = 3; share < 1 && digits < 9; digits++)
            if (Rounded(share * 100, digits) is var text && text != "100") return text;
        return Rounded(share * 100, 4);
    }

    /// <summary>A share in per cent, for example <c>83 %</c>.</summary>
    public string Share(double share) => Percent(share) + NoBreak + "%";

    /// <summary>Theta or phi as a share of the goal: <c>83 % (50 to 120 %)</c>; from the cap on "10 times or more".</summary>
    public string Goal(double low, double central, double high)
    {
        var middle = Capped(central);
        return Same(low, high) ? middle : texts.Format("unit.with-range", middle, Span(low, high));
    }

    /// <summary>Theta or phi of a figure as a share of the goal.</summary>
    public string Goal(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Goal(figure.Low, figure.Central, figure.High);
    }

    /// <summary>The range alone, <c>50 to 120 %</c>.</summary>
    public string Span(double low, double high) =>
        Same(low, high) ? Capped(high) : high >= Cap ? texts.Format("unit.range", Share(low), Capped(high)) : texts.Format("unit.range", Percent(low), Share(high));

    const double Cap = 10 * (1 - 1e-9);

    string Capped(double theta) => theta >= Cap ? texts["unit.capped"] : Share(theta);

    // Readings that a solver finds equal differ in the last digits.
    static bool Same(double low, double high) => low == high || Math.Abs(high - low) <= 1e-6 * Math.Max(Math.Abs(low), Math.Abs(high));

    /// <summary>A value in three readings: one number, <c>4 500 to 10 000</c>, <c>at least 10 000</c>, "unlimited" or "unknown".</summary>
    public string Readings((double Low, double Central, double High) value, double factor = 1)
    {
        var low = Math.Min(value.Low, value.High) * factor;
        var high = Math.Max(value.Low, value.High) * factor;
        var central = value.Central * factor;
        if (double.IsInfinity(low)) return texts["unit.unlimited"];
        if (double.IsInfinity(high)) return low > 0 ? texts.Format("unit.at-least", Text(low)) : texts["unit.unknown"];
        if (Same(low, high)) return Text(central);
        var range = texts.Format("unit.range", Text(low), Text(high));
        return Same(central, (low + high) / 2) ? range : texts.Format("unit.with-range", Text(central), range);
    }

    /// <summary>A quantity of a package: a number, a range, "at least", "at most", or "unknown".</summary>
    public string Quantity(Quantity value) =>
        !value.IsKnown ? texts["unit.unknown"]
        : value.IsExact ? Text(value.Low)
        : double.IsInfinity(value.High) ? double.IsInfinity(value.Low) ? texts["unit.unknown"] : texts.Format("unit.at-least", Text(value.Low))
        : double.IsInfinity(value.Low) ? texts.Format("unit.at-most", Text(value.High))
        : texts.Format("unit.range", Text(value.Low), Text(value.High));

    /// <summary>Days in three readings as a range, "30 to 365".</summary>
    public string Days((double Low, double Central, double High) days) =>
        Same(days.Low, days.High) ? Text(days.Central) : texts.Format("unit.range", Text(Math.Min(days.Low, days.High)), Text(Math.Max(days.Low, days.High)));

    /// <summary>Factor from a rate per month to one per the period.</summary>
    public static double Factor(RatePeriod period) => period == RatePeriod.Year ? 365 / Units.DaysPerMonth : 1;

    /// <summary>A number followed by its unit, for example <c>12 000 t</c>.</summary>
    public string Amount(string number, double value, string unit) => number + NoBreak + Unit(unit, value);

    /// <summary>Word for a unit, in the singular where the value is one.</summary>
    public string Unit(string unit, double value = 2) =>
        (Math.Abs(value - 1) < 1e-6 ? texts.Find($"unit.{unit}.one") : null) ?? texts.Find($"unit.{unit}") ?? unit;

    /// <summary>Unit of a rate: <c>t/year</c>.</summary>
    public string RateUnit(string unit, RatePeriod period, double value = 2) => $"{Unit(unit, value)}/{texts[period == RatePeriod.Year ? "unit.year" : "unit.month"]}";

    /// <summary>A rate in words, given per month: <c>833 t a month</c>. Pieces go without saying.</summary>
    public string Rate(double perMonth, string unit, RatePeriod period)
    {
        var value = perMonth * Factor(period);
        return texts.Format(period == RatePeriod.Year ? "unit.a-year" : "unit.a-month", unit == "piece" ? Text(value) : Amount(Text(value), value, unit));
    }

    string Rounded(double value, int digits)
    {
        if (value == 0 || double.IsNaN(value)) return value == 0 ? "0" : texts["unit.unknown"];
        var scientific = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (!decimal.TryParse(scientific, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number == 0) return scientific;
        var plain = Math.Abs(number).ToString("0.############################", CultureInfo.InvariantCulture);
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? plain : plain[..point];
        var text = new System.Text.StringBuilder(number < 0 ? "\u2212" : "");
        for (var i = 0; i < whole.Length; i++)
        {
            if (i > 0 && (whole.Length - i) % 3 == 0) text.Append(NoBreak);
            text.Append(whole[i]);
        }
        return point < 0 ? text.ToString() : text.Append(_mark).Append(plain, point + 1, plain.Length - point - 1).ToString();
    }
}
