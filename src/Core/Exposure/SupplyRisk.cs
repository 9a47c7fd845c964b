namespace Vauban.Core.Exposure;

/// <summary>A country's part in a supply.</summary>
/// <param name="Share">Fraction of the supply.</param>
/// <param name="Governance">World Governance Index scaled 0 (best) to 10 (worst).</param>
/// <param name="Trade">Trade parameter t: 1 neutral, below 1 for agreements and the Union, above 1 for export restrictions.</param>
public readonly record struct SupplyOrigin(double Share, double Governance, double Trade = 1);

/// <summary>Supply risk and economic importance of a raw material by the published method.</summary>
/// <remarks>Regulation (EU) 2024/1252, Annex II section 2, lists the variables; formulas and scaling as in "Methodology for establishing the
/// EU list of critical raw materials" (European Commission, 2017, ISBN 978-92-79-68051-9). The Commission's data decide; this is an
/// indicative figure.</remarks>
public static class SupplyRisk
{
    /// <summary>A material at least this risky and at least <see cref="CriticalImportance"/> important is critical (Article 4(2)).</summary>
    public const double CriticalRisk = 1;

    /// <summary>Threshold of economic importance (Article 4(2)).</summary>
    public const double CriticalImportance = 2.8;

    /// <summary>Concentration weighted by governance and trade: sum of share squared x governance x trade.</summary>
    public static double WeightedConcentration(IEnumerable<SupplyOrigin> origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        return origins.Sum(o => Fraction(o.Share, nameof(origins)) * o.Share * o.Governance * o.Trade);
    }

    /// <summary>Import reliance: (imports - exports) / (production + imports - exports); between 0 and 1, or null where nothing is used.</summary>
    /// <remarks>More exported than imported reads as no reliance.</remarks>
    public static double? ImportReliance(double production, double imports, double exports)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(production);
        ArgumentOutOfRangeException.ThrowIfNegative(imports);
        ArgumentOutOfRangeException.ThrowIfNegative(exports);
        var used = production + imports - exports;
        return used > 0 ? Math.Clamp((imports - exports) / used, 0, 1) : null;
    }

    /// <summary>Supply risk: [HHI(global supply) x IR/2 + HHI(EU sourcing) x (1 - IR/2)] x (1 - recycling rate) x substitution index.</summary>
    /// <param name="global">Global supply.</param>
    /// <param name="sourcing">Where the Union's supply comes from.</param>
    /// <param name="importReliance">Import reliance, 0 to 1.</param>
    /// <param name="recycling">End-of-life recycling input rate, 0 to 1.</param>
    /// <param name="substitution">Substitution index for supply risk, 0 to 1.</param>
    public static double Of(IEnumerable<SupplyOrigin> global, IEnumerable<SupplyOrigin> sourcing, double importReliance, double recycling, double substitution)
    {
        var half = Fraction(importReliance, nameof(importReliance)) / 2;
        return (WeightedConcentration(global) * half + WeightedConcentration(sourcing) * (1 - half)) * (1 - Fraction(recycling, nameof(recycling)))
            * Fraction(substitution, nameof(substitution));
    }

    /// <summary>Economic importance: sum of share of use x scaled value added of the sector, times the substitution index.</summary>
    /// <param name="uses">Share of end use in a sector (0 to 1) and the sector's value added scaled 0 to 10.</param>
    /// <param name="substitution">Substitution index for economic importance, 0 to 1.</param>
    public static double Importance(IEnumerable<(double Share, double ValueAdded)> uses, double substitution)
    {
        ArgumentNullException.ThrowIfNull(uses);
        return uses.Sum(u => Fraction(u.Share, nameof(uses)) * u.ValueAdded) * Fraction(substitution, nameof(substitution));
    }

    /// <summary>True where both thresholds are reached.</summary>
    public static bool IsCritical(double risk, double importance) => risk >= CriticalRisk && importance >= CriticalImportance;

    static double Fraction(double value, string name) => value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, null);
}
