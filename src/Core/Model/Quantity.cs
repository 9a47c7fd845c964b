using System.Globalization;

namespace Vauban.Core.Model;

/// <summary>Which value of an interval or an unknown an engine takes.</summary>
public enum Reading
{
    /// <summary>The value that is worst for us; unknown supply is none.</summary>
    Pessimistic = 0,
    /// <summary>The middle; unknown supply does not limit.</summary>
    Central = 1,
    /// <summary>The value that is best for us; unknown supply does not limit.</summary>
    Optimistic = 2,
}

/// <summary>A number, an interval, an open interval, or unknown. Blank is unknown, never zero.</summary>
public readonly record struct Quantity
{
    readonly bool _known;

    Quantity(double low, double high)
    {
        _known = true;
        Low = low;
        High = high;
    }

    /// <summary>Not known.</summary>
    public static Quantity Unknown => default;

    /// <summary>An exact number.</summary>
    public static Quantity Of(double value) => new(value, value);

    /// <summary>An interval; an infinite end makes it open.</summary>
    /// <exception cref="ArgumentException">The ends are not ordered.</exception>
    public static Quantity Between(double low, double high) => low <= high ? new(low, high) : throw new ArgumentException($"{low} is above {high}.", nameof(low));

    /// <summary>Lower end; minus infinity where open below (a quantity is never negative, so engines read 0).</summary>
    public double Low { get; }

    /// <summary>Upper end; infinity where open above.</summary>
    public double High { get; }

    /// <summary>False for unknown.</summary>
    public bool IsKnown => _known;

    /// <summary>True when both ends are the same.</summary>
    public bool IsExact => _known && Low == High;

    /// <summary>Middle of the interval; the known end of an open one.</summary>
    /// <exception cref="InvalidOperationException">The quantity is unknown.</exception>
    public double Central =>
        !_known ? throw new InvalidOperationException("The quantity is unknown.")
        : double.IsInfinity(Low) ? High : double.IsInfinity(High) ? Low : Low + (High - Low) / 2;

    /// <summary>The value of a supply (more is better) in a reading; unknown is none, then unlimited.</summary>
    public double Supply(Reading reading) => !_known
        ? reading == Reading.Pessimistic ? 0 : double.PositiveInfinity
        : reading switch { Reading.Pessimistic => Math.Max(0, Low), Reading.Central => Central, _ => High };

    /// <summary>The value of a need (less is better) in a reading; unknown is infinite in the pessimistic reading and nothing in the others.</summary>
    public double Need(Reading reading) => !_known
        ? reading == Reading.Pessimistic ? double.PositiveInfinity : 0
        : reading switch { Reading.Pessimistic => High, Reading.Central => Central, _ => Math.Max(0, Low) };

    /// <summary>The same quantity in another unit.</summary>
    public Quantity Times(double factor) => _known ? new(Low * factor, High * factor) : this;

    /// <summary>Reads the file form: <c>5</c>, <c>4500..10000</c>, <c>10000..</c>, <c>..500</c>, blank. Decimal point only.</summary>
    public static bool TryParse(string text, out Quantity quantity)
    {
        quantity = default;
        text = text.Trim();
        if (text.Length == 0) return true;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            if (!TryNumber(text, out var value)) return false;
            quantity = Of(value);
            return true;
        }
        var left = text[..dots].Trim();
        var right = text[(dots + 2)..].Trim();
        if (left.Length == 0 && right.Length == 0) return false;
        var low = double.NegativeInfinity;
        var high = double.PositiveInfinity;
        if (left.Length > 0 && !TryNumber(left, out low)) return false;
        if (right.Length > 0 && !TryNumber(right, out high)) return false;
        if (low > high) return false;
        quantity = new(low, high);
        return true;
    }

    /// <summary>Largest magnitude a cell may hold; beyond it a slip of the keyboard is likelier than a figure.</summary>
    public const double Largest = 1e15;

    /// <summary>Reads a plain decimal number; no thousands separators, no infinities.</summary>
    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value) && Math.Abs(value) <= Largest;

    /// <summary>Shortest decimal text of a number that reads back the same, without exponent.</summary>
    public static string Text(double value)
    {
        if (value == 0) return "0";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? ((decimal)value == 0 || (double)(decimal)value != value ? text : ((decimal)value).ToString(CultureInfo.InvariantCulture)) : text;
    }

    /// <summary>The file form; blank for unknown.</summary>
    public override string ToString() => !_known ? ""
        : Low == High ? Text(Low)
        : $"{(double.IsInfinity(Low) ? "" : Text(Low))}..{(double.IsInfinity(High) ? "" : Text(High))}";
}
