namespace Vauban.Core.Model;

/// <summary>Brings a cell into its canonical text, or says what is wrong with it.</summary>
/// <remarks>Readers of every container call it once per cell, so the same content gives the same package.</remarks>
public static class CellText
{
    /// <summary>The canonical text of a cell. Where the cell is wrong, a finding is added and the trimmed text comes back.</summary>
    public static string Normalize(FieldSpec field, string raw, Place place, ICollection<Finding> findings)
    {
        var text = raw.Trim();
        if (text.Length == 0) return "";
        switch (field.Type)
        {
            case FieldType.Quantity:
                if (!Quantity.TryParse(text, out var quantity)) return Wrong("E-NUM-01", text);
                if (quantity.Low < 0 && !double.IsNegativeInfinity(quantity.Low)) return Wrong("E-NUM-02", text);
                if (!field.MayBeZero && quantity.High <= 0) return Wrong("E-NUM-03", text);
                if (field.Highest is { } highest && quantity.IsKnown && Math.Max(quantity.Low, double.IsInfinity(quantity.High) ? quantity.Low : quantity.High) > highest)
                    return Wrong("E-NUM-04", text, Quantity.Text(highest));
                return quantity.ToString();
            case FieldType.Number:
                if (!Quantity.TryNumber(text, out var number)) return Wrong("E-NUM-01", text);
                if (field.Highest is { } most && Math.Abs(number) > most) return Wrong("E-NUM-04", text, Quantity.Text(most));
                return Quantity.Text(number);
            case FieldType.Unit:
                return Units.TryFind(text, out var unit) ? unit.Text : Wrong("E-UNIT-01", text, Units.Nearest(text));
            case FieldType.Date:
                return Dates.TryParse(text, false, out _) ? text : Wrong("E-DATE-01", text);
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
            findings.Add(new Finding(code, Severity.Error, place, values));
            return text;
        }
    }

    static string? Choose(FieldSpec field, string text) => field.Choices.FirstOrDefault(c => c.Equals(text, StringComparison.OrdinalIgnoreCase));
}
