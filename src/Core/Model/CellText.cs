using System.Buffers;
using System.Text;

namespace Vauban.Core.Model;

/// <summary>Brings a cell into its canonical text, or says what is wrong with it.</summary>
/// <remarks>Readers of every container call it once per cell, so the same content gives the same package.</remarks>
public static class CellText
{
    // What no spreadsheet and no XML can hold: control characters other than tab and newline, and the two noncharacters.
    static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(i => (char)i).Where(c => c is not ('\t' or '\n' or '\r')), '\u007F', '\uFFFE', '\uFFFF']);

    static readonly SearchValues<char> Invisible = SearchValues.Create('\u00A0', '\u202F', '\u2007', '\u200B', '\u2060', '\uFEFF', '\u00AD');

    /// <summary>The canonical text of a cell. Where the cell is wrong, a finding is added and the trimmed text comes back.</summary>
    /// <param name="field">The column.</param>
    /// <param name="raw">The cell as it stands.</param>
    /// <param name="row">Place of the row; the column is added where there is a finding.</param>
    /// <param name="findings">What was found, added to.</param>
    public static string Normalize(FieldSpec field, string raw, Place row, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(raw);
        if (raw.AsSpan().IndexOfAny(Forbidden) is >= 0 and var at) return Wrong("E-TEXT-01", Visible(raw), $"U+{(int)raw[at]:X4}");
        if (LoneSurrogate(raw) is >= 0 and var lone) return Wrong("E-TEXT-01", Visible(raw), $"U+{(int)raw[lone]:X4}");
        var text = field.Type == FieldType.Text ? Lines(raw) : Tidy(raw);
        if (text.Length == 0) return "";
        switch (field.Type)
        {
            case FieldType.Quantity:
            case FieldType.Number:
                return Figure(field, text, Wrong, (plain) => findings.Add(new Finding("W-NUM-01", Severity.Warning, row with { Column = field.Name }, text, plain)));
            case FieldType.Unit:
                return Units.TryFind(text, out var unit) ? unit.Text : Wrong("E-UNIT-01", text, Units.Nearest(text));
            case FieldType.Date:
                return Dates.TryParse(text, false, out _) ? text : Wrong("E-DATE-01", text, Dates.Suggest(text));
            case FieldType.Choice or FieldType.Flag:
                return Choose(field, text) ?? Wrong("E-WORD-01", text, Spelling.Nearest(text, field.Choices) ?? string.Join(", ", field.Choices));
            case FieldType.Choices:
                var words = text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
                foreach (var word in words)
                    if (Choose(field, word) is null) return Wrong("E-WORD-01", word, Spelling.Nearest(word, field.Choices) ?? string.Join(", ", field.Choices));
                return string.Join(' ', field.Choices.Where(c => words.Contains(c, StringComparer.OrdinalIgnoreCase)));
            case FieldType.Countries:
                return CountrySet.TryParse(text, out _, out var part) ? text
                    : Wrong("E-AREA-01", part ?? text, Spelling.Nearest(part ?? text, Countries.SetNames.Concat(Countries.All.Select(c => c.Code))) ?? "EU27");
            case FieldType.Sources:
                return string.Join(' ', text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries));
            default:
                return text;
        }

        string Wrong(string code, params string[] values)
        {
            findings.Add(new Finding(code, Severity.Error, row with { Column = field.Name }, values));
            return raw.Trim();
        }
    }

    delegate string Complaint(string code, params string[] values);

    static string Figure(FieldSpec field, string text, Complaint wrong, Action<string> readAs)
    {
        var isNumber = field.Type == FieldType.Number && !(field.MayBeInterval && text.Contains("..", StringComparison.Ordinal));
        var plain = text;
        var quantity = Quantity.Unknown;
        if (isNumber ? !Quantity.TryNumber(plain, out _) : !Quantity.TryParse(plain, out quantity))
        {
            var outcome = isNumber ? NumberText.Read(text, out plain, out var other) : NumberText.ReadInterval(text, out plain, out other);
            if (outcome == NumberText.Outcome.Ambiguous) return wrong("E-NUM-06", text, plain, other);
            if (outcome == NumberText.Outcome.NoNumber || (isNumber ? !Quantity.TryNumber(plain, out _) : !Quantity.TryParse(plain, out quantity))) return NoFigure(text, isNumber, wrong);
        }
        if (isNumber)
        {
            Quantity.TryNumber(plain, out var number);
            if (field.Highest is { } most && Math.Abs(number) > most) return wrong("E-NUM-04", text, Quantity.Text(most));
            if (!ReferenceEquals(plain, text)) readAs(Quantity.Text(number));
            return Quantity.Text(number);
        }
        if (field.Type == FieldType.Quantity && ((quantity.Low < 0 && !double.IsNegativeInfinity(quantity.Low)) || quantity.High < 0)) return wrong("E-NUM-02", text);
        if (!field.MayBeZero && quantity.High <= 0) return wrong("E-NUM-03", text);
        if (field.Highest is { } highest && Math.Max(quantity.Low, double.IsInfinity(quantity.High) ? quantity.Low : quantity.High) > highest)
            return wrong("E-NUM-04", text, Quantity.Text(highest));
        if (!ReferenceEquals(plain, text)) readAs(quantity.ToString());
        return quantity.ToString();
    }

    static string NoFigure(string text, bool isNumber, Complaint wrong)
    {
        foreach (var end in isNumber ? [text] : text.Split("..", 2))
            if (double.TryParse(end.Trim(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value)
                ? !double.IsFinite(value) || Math.Abs(value) > Quantity.Largest
                : end.Trim().Trim('+', '-').ToUpperInvariant() is "INF" or "∞" or "INFINITY" or "NAN")
                return wrong("E-NUM-05", text, Quantity.Text(Quantity.Largest));
        if (!isNumber && text.Split("..") is [var a, var b] && Quantity.TryNumber(a.Trim(), out var low) && Quantity.TryNumber(b.Trim(), out var high) && low > high)
            return wrong("E-NUM-07", text, $"{Quantity.Text(high)}..{Quantity.Text(low)}");
        return wrong("E-NUM-01", text, NumberText.Suggest(text));
    }

    // Ids and words that look alike must be alike: invisible characters go, blanks become plain, letters with marks become one letter.
    static string Tidy(string raw)
    {
        var text = raw.Trim();
        if (Ascii.IsValid(text)) return text;
        if (text.AsSpan().IndexOfAny(Invisible) >= 0)
        {
            var plain = new StringBuilder(text.Length);
            foreach (var c in text)
                if (c is '\u00A0' or '\u202F' or '\u2007') plain.Append(' ');
                else if (!Invisible.Contains(c)) plain.Append(c);
            text = plain.ToString().Trim();
        }
        return NormalForm.Compose(text);
    }

    static string Lines(string raw)
    {
        var text = raw.Trim();
        if (text.Contains('\r', StringComparison.Ordinal)) text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return NormalForm.Compose(text);
    }

    static int LoneSurrogate(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return i;
        }
        return -1;
    }

    static string Visible(string raw)
    {
        var text = new StringBuilder();
        foreach (var c in raw.AsSpan(0, Math.Min(raw.Length, 40))) text.Append(Forbidden.Contains(c) || char.IsSurrogate(c) ? '\u00B7' : c);
        return text.ToString();
    }

    static string? Choose(FieldSpec field, string text)
    {
        foreach (var choice in field.Choices)
            if (choice.Equals(text, StringComparison.OrdinalIgnoreCase)) return choice;
        return null;
    }
}
