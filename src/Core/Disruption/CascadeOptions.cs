using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>Settings of a cascade.</summary>
public sealed record CascadeOptions
{
    /// <summary>A cascade ends after the first step in which no firm loses more than this part of its output. The published index uses 0.01.</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>True where a failed supplier is replaced by others of its sector as far as its share of what they can still make allows.</summary>
    public bool Replaceability { get; init; } = true;

    /// <summary>A cascade that has not ended after so many steps is given as it stands, and said so.</summary>
    public int MostSteps { get; init; } = 1000;

    /// <summary>Most threads; all processors where 0. The result does not depend on it.</summary>
    public int Threads { get; init; }

    internal void ThrowIfInvalid()
    {
        if (!(Tolerance is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "Above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MostSteps);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }
}

/// <summary>A shock: what is left of the output of some firms from the first day on.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Left">Firms by index, and the part of their output that is left, 0 to 1; every other firm starts whole.</param>
public sealed record CascadeShock(string Name, IReadOnlyList<(int Firm, double Left)> Left)
{
    /// <exception cref="ArgumentOutOfRangeException">A firm is not among so many, or what is left of it is not between 0 and 1.</exception>
    internal void ThrowIfInvalid(int firms)
    {
        foreach (var (firm, left) in Left)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(firm);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(firm, firms);
            ArgumentOutOfRangeException.ThrowIfNegative(left);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(left, 1);
            if (double.IsNaN(left)) throw new ArgumentException($"What is left of firm {firm} is not a number.", nameof(firms));
        }
    }
}

/// <summary>What one shock costs the whole.</summary>
/// <param name="Esri">Economic Systemic Risk Index, 0 to 1: weighted output lost, each firm by the worse of both directions. NaN where nothing weighs anything.</param>
/// <param name="Down">The same by missing supplies alone.</param>
/// <param name="Up">The same by missing demand alone.</param>
/// <param name="Steps">Steps until it ended.</param>
/// <param name="HasEnded">False where <see cref="CascadeOptions.MostSteps"/> cut it off; the loss is then a lower end.</param>
public readonly record struct CascadeScore(double Esri, double Down, double Up, int Steps, bool HasEnded);

/// <summary>The failure of every firm, one at a time.</summary>
/// <param name="Network">What it was played on.</param>
/// <param name="Options">Settings.</param>
/// <param name="Firms">Firms that failed, by index.</param>
/// <param name="Scores">What each of them cost, in the same order.</param>
public sealed record CascadeSweep(CascadeNetwork Network, CascadeOptions Options, IReadOnlyList<int> Firms, IReadOnlyList<CascadeScore> Scores)
{
    /// <summary>Positions in <see cref="Firms"/>, the costliest first; ties by id.</summary>
    public IReadOnlyList<int> Ranking()
    {
        var order = Enumerable.Range(0, Firms.Count).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var c = Scores[b].Esri.CompareTo(Scores[a].Esri);
            return c != 0 ? c : string.CompareOrdinal(Network.Firms[Firms[a]], Network.Firms[Firms[b]]);
        });
        return order;
    }

    /// <summary>What should be known before the ranking is read.</summary>
    public IReadOnlyList<Finding> Findings => Scores.Count(s => !s.HasEnded) is > 0 and var cut
        ? [new("W-CASC-01", Severity.Warning, new Place(), cut.ToString(CultureInfo.InvariantCulture), Options.MostSteps.ToString(CultureInfo.InvariantCulture))] : [];
}

/// <summary>One step of a cascade.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="LargestFall">Largest part of its output that a firm lost in this step.</param>
/// <param name="Hit">Firms that have lost something by now.</param>
/// <param name="Score">Weighted loss by now.</param>
public readonly record struct CascadeStep(int Number, double LargestFall, int Hit, CascadeScore Score);

/// <summary>What a sector lost.</summary>
/// <param name="Sector">Its index.</param>
/// <param name="Weight">What its firms weigh together.</param>
/// <param name="Loss">Weighted part of its output that is lost, each firm by the worse of both directions; NaN where it weighs nothing.</param>
/// <param name="Down">The same by missing supplies alone.</param>
/// <param name="Up">The same by missing demand alone.</param>
public readonly record struct SectorLoss(int Sector, double Weight, double Loss, double Down, double Up)
{
    /// <summary>Sectors that lose something, the heaviest loss first; ties in the order of sectors.</summary>
    public static IReadOnlyList<SectorLoss> Heaviest(IEnumerable<SectorLoss> losses) => [.. losses.Where(s => s.Loss > 0).OrderByDescending(s => s.Loss * s.Weight).ThenBy(s => s.Sector)];
}

/// <summary>What one shock costs the whole and each sector.</summary>
/// <param name="Score">Loss of the whole.</param>
/// <param name="Sectors">Losses by sector, in the order of sectors.</param>
public sealed record ShockLoss(CascadeScore Score, IReadOnlyList<SectorLoss> Sectors);

/// <summary>One shock, step by step.</summary>
/// <param name="Network">What it was played on.</param>
/// <param name="Options">Settings.</param>
/// <param name="Shock">The shock.</param>
/// <param name="Score">What it cost.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Down">What is left of each firm's output by supplies, 0 to 1.</param>
/// <param name="Up">What is left of each firm's output by demand, 0 to 1.</param>
/// <param name="FirstHit">Step in which each firm first lost something; 0 for those of the shock, -1 for those that lost nothing.</param>
/// <param name="Sectors">Losses by sector, in the order of sectors.</param>
public sealed record CascadeTrace(CascadeNetwork Network, CascadeOptions Options, CascadeShock Shock, CascadeScore Score, IReadOnlyList<CascadeStep> Steps,
    IReadOnlyList<double> Down, IReadOnlyList<double> Up, IReadOnlyList<int> FirstHit, IReadOnlyList<SectorLoss> Sectors)
{
    /// <summary>Firms that a file lists at most.</summary>
    public const int MostListed = 10_000;

    /// <summary>Firms that lost something, by index, the heaviest loss first; ties by id.</summary>
    public IReadOnlyList<int> Hardest()
    {
        var hit = Enumerable.Range(0, Down.Count).Where(f => FirstHit[f] >= 0).ToArray();
        return [.. hit.OrderByDescending(f => Network.Weights[f] * (1 - Math.Min(Down[f], Up[f]))).ThenBy(f => Network.Firms[f], StringComparer.Ordinal)];
    }
}
