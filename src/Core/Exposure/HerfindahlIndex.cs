namespace Vauban.Core.Exposure;

/// <summary>Herfindahl-Hirschman index of a set of shares, on fractions 0 to 1, as an interval where part of the supply has no known holder.</summary>
/// <remarks>Sum of the squared shares (Hirschman 1964, American Economic Review 54, p. 761); times 10,000 it is the index on per cents.</remarks>
/// <param name="Low">Missing part spread so thinly that it adds nothing.</param>
/// <param name="High">Missing part held by whoever holds most.</param>
public readonly record struct HerfindahlIndex(double Low, double High)
{
    /// <summary>Factor from fractions to per cents.</summary>
    public const double PointsPerUnit = 10_000;

    /// <summary>Low end on per cents, 0 to 10,000.</summary>
    public double LowPoints => Low * PointsPerUnit;

    /// <summary>High end on per cents, 0 to 10,000.</summary>
    public double HighPoints => High * PointsPerUnit;

    /// <summary>Least number of equal holders that would give this index.</summary>
    public double EffectiveLow => 1 / High;

    /// <summary>Largest number of equal holders that would give this index; infinite where nothing is known.</summary>
    public double EffectiveHigh => 1 / Low;

    /// <summary>The index of shares.</summary>
    /// <param name="shares">Share of each known holder, as a fraction; as stated, not brought to a sum of 1.</param>
    /// <param name="missing">Share without a known holder, as a fraction: it may be one holder's or many's.</param>
    /// <param name="blocks">Shares that each lie in one hand, but nobody knows whose; they may be those of a known holder.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is negative or not a number.</exception>
    public static HerfindahlIndex Of(IEnumerable<double> shares, double missing = 0, IEnumerable<double>? blocks = null)
    {
        ArgumentNullException.ThrowIfNull(shares);
        double sum = 0, largest = 0, blockSum = Checked(missing, nameof(missing)), blockSquares = 0;
        foreach (var share in shares)
        {
            sum += Checked(share, nameof(shares)) * share;
            largest = Math.Max(largest, share);
        }
        foreach (var block in blocks ?? [])
        {
            blockSum += Checked(block, nameof(blocks));
            blockSquares += block * block;
        }
        return new(sum + blockSquares, sum - largest * largest + (largest + blockSum) * (largest + blockSum));
    }

    static double Checked(double share, string name) => share >= 0 && double.IsFinite(share) ? share : throw new ArgumentOutOfRangeException(name, share, null);
}
