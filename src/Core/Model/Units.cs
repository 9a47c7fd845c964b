namespace Vauban.Core.Model;

/// <summary>A unit of the closed table, alone or per time.</summary>
/// <param name="Text">As written in files, for example <c>t/year</c>.</param>
/// <param name="Amount">The amount unit alone, for example <c>t</c>.</param>
/// <param name="Dimension">What it measures; amounts convert only within one.</param>
/// <param name="Factor">Amount in the dimension's first unit.</param>
/// <param name="DaysPerPeriod">Days of the time unit, or 0 where the unit is no rate.</param>
public sealed record MeasureUnit(string Text, string Amount, string Dimension, double Factor, double DaysPerPeriod)
{
    /// <summary>True for an amount per time.</summary>
    public bool IsRate => DaysPerPeriod > 0;

    /// <summary>True for <c>share</c>: per cent of the need.</summary>
    public bool IsShare => Amount == "share";
}

/// <summary>The closed table of units and their conversion. A year is 365 days, a month 365/12.</summary>
public static class Units
{
    /// <summary>Days of a month: 365/12.</summary>
    public const double DaysPerMonth = 365.0 / 12;

    static readonly (string Name, string Dimension, double Factor)[] Amounts =
    [
        ("piece", "piece", 1), ("set", "set", 1), ("project", "project", 1), ("kg", "mass", 1), ("t", "mass", 1000), ("l", "volume", 1), ("m3", "volume", 1000),
        ("m", "length", 1), ("m2", "area", 1), ("kWh", "energy", 1), ("hour", "hour", 1), ("person", "person", 1), ("EUR", "money", 1), ("share", "share", 1),
    ];

    static readonly (string Name, double Days)[] Periods =
        [("day", 1), ("week", 7), ("month", DaysPerMonth), ("quarter", 365.0 / 4), ("year", 365)];

    static readonly Dictionary<string, MeasureUnit> Known = BuildTable();

    /// <summary>Every unit text of the table, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Amounts.Select(a => a.Name), .. from a in Amounts where a.Name != "share" from p in Periods select $"{a.Name}/{p.Name}"];

    /// <summary>Finds a unit by its exact text.</summary>
    public static bool TryFind(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MeasureUnit? unit) => Known.TryGetValue(text.Trim(), out unit);

    /// <summary>The known unit whose text is nearest to a wrong one.</summary>
    public static string Nearest(string text)
    {
        var parts = text.Trim().ToLowerInvariant().Replace(" per ", "/", StringComparison.Ordinal).Replace("p.a.", "/year", StringComparison.Ordinal)
            .Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var words = parts.Select((p, i) => OtherNames.GetValueOrDefault(p) ?? (i == 0 ? Amounts.Select(a => a.Name) : Periods.Select(d => d.Name)).FirstOrDefault(n => n.Equals(p, StringComparison.OrdinalIgnoreCase)));
        if (parts.Length is 1 or 2 && Known.ContainsKey(string.Join('/', words))) return string.Join('/', words);
        return Spelling.Nearest(text.Trim(), All) ?? "piece";
    }

    // How people write them; only for suggestions, never read as the unit.
    static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["tonne"] = "t", ["tonnes"] = "t", ["ton"] = "t", ["tons"] = "t", ["mt"] = "t", ["to"] = "t", ["kilogram"] = "kg", ["kilograms"] = "kg", ["kilo"] = "kg", ["kgs"] = "kg",
        ["pieces"] = "piece", ["pcs"] = "piece", ["pc"] = "piece", ["unit"] = "piece", ["units"] = "piece", ["each"] = "piece", ["ea"] = "piece", ["stk"] = "piece", ["st\u00FCck"] = "piece",
        ["pi\u00E8ce"] = "piece", ["pi\u00E8ces"] = "piece", ["round"] = "piece", ["rounds"] = "piece", ["sets"] = "set", ["projects"] = "project", ["litre"] = "l", ["litres"] = "l", ["liter"] = "l",
        ["liters"] = "l", ["cubic metre"] = "m3", ["m\u00B3"] = "m3", ["m\u00B2"] = "m2", ["metre"] = "m", ["meter"] = "m", ["metres"] = "m", ["hours"] = "hour", ["h"] = "hour", ["hr"] = "hour",
        ["hrs"] = "hour", ["people"] = "person", ["persons"] = "person", ["fte"] = "person", ["euro"] = "EUR", ["euros"] = "EUR", ["\u20AC"] = "EUR", ["%"] = "share", ["percent"] = "share",
        ["per cent"] = "share", ["yr"] = "year", ["yrs"] = "year", ["y"] = "year", ["years"] = "year", ["a"] = "year", ["annum"] = "year", ["jahr"] = "year", ["an"] = "year", ["months"] = "month",
        ["mo"] = "month", ["mth"] = "month", ["monat"] = "month", ["mois"] = "month", ["weeks"] = "week", ["wk"] = "week", ["days"] = "day", ["d"] = "day", ["tag"] = "day", ["jour"] = "day",
        ["quarters"] = "quarter", ["q"] = "quarter",
    };

    /// <summary>Factor from one unit to another of the same dimension; rates to rates, amounts to amounts. Null where they do not convert.</summary>
    public static double? Convert(MeasureUnit from, MeasureUnit to)
    {
        if (from.Dimension != to.Dimension || from.IsRate != to.IsRate) return null;
        var factor = from.Factor / to.Factor;
        return from.IsRate ? factor * to.DaysPerPeriod / from.DaysPerPeriod : factor;
    }

    /// <summary>Factor from a rate to the given amount unit per month (365/12 days). Null where they do not convert.</summary>
    public static double? PerMonth(MeasureUnit rate, MeasureUnit amount) =>
        rate.IsRate && rate.Dimension == amount.Dimension ? rate.Factor / amount.Factor * DaysPerMonth / rate.DaysPerPeriod : null;

    static Dictionary<string, MeasureUnit> BuildTable()
    {
        var table = new Dictionary<string, MeasureUnit>(StringComparer.Ordinal);
        foreach (var (name, dimension, factor) in Amounts)
        {
            table[name] = new(name, name, dimension, factor, 0);
            if (name == "share") continue;
            foreach (var (period, days) in Periods) table[$"{name}/{period}"] = new($"{name}/{period}", name, dimension, factor, days);
        }
        return table;
    }
}
