namespace Vauban.Core.Disruption;

/// <summary>How a firm's output depends on what it buys from one sector.</summary>
/// <remarks>Diem et al., Sci. Rep. 12, 7719 (2022), generalised Leontief production function.</remarks>
public enum InputClass
{
    /// <summary>Its loss changes nothing.</summary>
    Negligible,
    /// <summary>Its loss lowers output by its share in all that the firm buys.</summary>
    NonEssential,
    /// <summary>Output cannot be more than what is left of it.</summary>
    Essential,
}

/// <summary>A sale from one firm to another.</summary>
/// <param name="Supplier">Index of the firm that sells.</param>
/// <param name="Customer">Index of the firm that buys.</param>
/// <param name="Amount">What is sold in the period, in any one unit of value; above zero. Links between the same two firms add up.</param>
public readonly record struct CascadeLink(int Supplier, int Customer, double Amount);

/// <summary>What a cascade is played on: firms, their sectors, and who sells how much to whom.</summary>
public sealed record CascadeInput
{
    /// <summary>Most firms: 5 million.</summary>
    public const int MostFirms = 5_000_000;

    /// <summary>Most links: 100 million.</summary>
    public const int MostLinks = 100_000_000;

    /// <summary>Ids of the firms.</summary>
    public required IReadOnlyList<string> Firms { get; init; }

    /// <summary>Names of the sectors.</summary>
    public required IReadOnlyList<string> Sectors { get; init; }

    /// <summary>Sector of each firm, an index into <see cref="Sectors"/>.</summary>
    public required IReadOnlyList<int> SectorOf { get; init; }

    /// <summary>Who sells to whom.</summary>
    public required IReadOnlyList<CascadeLink> Links { get; init; }

    /// <summary>Class of what the first sector sells to the second; null where nobody said.</summary>
    public required Func<int, int, InputClass?> ClassOf { get; init; }

    /// <summary>Class of a pair of sectors of which nobody said one.</summary>
    public InputClass DefaultClass { get; init; } = InputClass.NonEssential;

    /// <summary>What the loss of each firm weighs, not below zero; its sales to other firms where null, as the index is defined.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Sector of those who only buy, such as the goals of a package; -1 where there is none. That it sells nothing is no news.</summary>
    public int FinalSector { get; init; } = -1;
}
