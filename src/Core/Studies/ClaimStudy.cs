using Vauban.Core.Evidence;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>Holds claims of papers against the figures that they speak about.</summary>
/// <remarks>
/// A value as it is written stands for what rounds to it: <c>70</c> is 69.5 to 70.5, <c>84.9</c> is 84.85 to 84.95. A figure agrees where its whole range, from the
/// pessimistic to the optimistic reading, lies in that of the claim; where only a part of it does, the figures here leave the claim open. Where they do not
/// meet, the figures here are newer if the newest source behind them is later than the time the claim speaks of; else they differ. Neither says who is right.
/// </remarks>
public static class ClaimStudy
{
    /// <summary>Holds claims against the figures of a network.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="claims">Claims with the papers they are of.</param>
    /// <param name="options">Settings; the perimeter of a claim goes before the first of these.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told after each claim, from 0 to 1.</param>
    /// <param name="stop">Cancels.</param>
    public static IReadOnlyList<ClaimResult> Run(Network network, IReadOnlyList<(Claim Claim, Paper? Paper)> claims, SovereigntyOptions options, Func<ILinearSolver> solver, Action<double>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        // Several claims speak of the same figure.
        var figures = new Dictionary<(string, string), Figure?>();
        var results = new List<ClaimResult>();
        foreach (var (claim, paper) in claims)
        {
            stop.ThrowIfCancellationRequested();
            var perimeter = claim.Perimeter.Length > 0 && Perimeter.TryParse(claim.Perimeter, out var own, out _) ? own : options.Perimeters[0];
            Figure? Find(string address)
            {
                var key = (address, perimeter.Name);
                if (!figures.TryGetValue(key, out var found)) figures[key] = found = FigureOf(network, address, options with { Perimeters = [perimeter] }, solver, stop);
                return found;
            }
            results.Add(One(network, claim, paper, Find) with { Perimeter = perimeter, Technology = Citation.TechnologyOf(claim.About, network) });
            progress?.Invoke((double)results.Count / claims.Count);
        }
        return results;
    }

    /// <summary>A figure by its address, or null where the network has none such.</summary>
    public static Figure? FigureOf(Network network, string address, SovereigntyOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        return address.StartsWith(ExposureExplainStudy.Start, StringComparison.Ordinal)
            ? ExposureExplainStudy.Run(network, address, Reading.Central, new ExposureOptions { Perimeter = options.Perimeters[0], At = options.At, Status = options.Status }, solver, stop)?.Figure
            : ExplainStudy.Run(network, address, Reading.Central, options, solver, stop)?.Figure;
    }

    static ClaimResult One(Network network, Claim claim, Paper? paper, Func<string, Figure?> find)
    {
        var said = Last(claim.Date) ?? Last(paper?.Date ?? "");
        ClaimResult Missing(ClaimReason reason, Figure? figure = null) => new(claim, ClaimStatus.Missing, reason) { Figure = figure, ClaimDate = said, FigureDate = figure is null ? null : DateOf(network, figure), Perimeter = Perimeter.Defaults[0] };
        if (claim.Package.Length > 0 && claim.Package != network.Package.Head.Name) return Missing(ClaimReason.OtherPackage);
        if (find(claim.About) is not { } figure) return Missing(ClaimReason.NoFigure);
        if (!Quantity.TryParse(claim.Value, out var value) || !value.IsKnown) return Missing(ClaimReason.NoValue, figure);
        if (Factor(claim.Unit, figure.Unit) is not { } factor) return Missing(ClaimReason.Unit, figure);
        var wide = Rounded(claim.Value, value).Times(factor);
        var (low, high) = (Math.Min(figure.Low, figure.High), Math.Max(figure.Low, figure.High));
        var result = Missing(ClaimReason.Unknown, figure) with { Said = wide, InClaimUnit = (figure.Low / factor, figure.Central / factor, figure.High / factor) };
        if (double.IsNaN(figure.Central)) return result;
        // The factor makes the last digit of a product uncertain.
        var slack = 1e-9 * new[] { 1, Math.Abs(wide.Low), Math.Abs(wide.High) }.Where(double.IsFinite).Max();
        bool Holds(double from, double to) => from >= wide.Low - slack && to <= wide.High + slack;
        var isWithin = Holds(low, high);
        if (!Holds(figure.Central, figure.Central) && low <= 0 && high >= Most(figure.Unit)) return result;
        var isApart = high < wide.Low - slack || low > wide.High + slack;
        if (!isWithin && !isApart) return result with { Status = ClaimStatus.Open, Reason = ClaimReason.Possible };
        if (claim.Stance == Stance.Contradicts) return isWithin ? Apart(result, ClaimReason.DeniedHere) : result with { Status = ClaimStatus.Agree, Reason = ClaimReason.Denied };
        return isWithin ? result with { Status = ClaimStatus.Agree, Reason = ClaimReason.Within } : Apart(result, ClaimReason.Outside);
    }

    static ClaimResult Apart(ClaimResult result, ClaimReason reason) =>
        result with { Status = result.FigureDate is { } here && result.ClaimDate is { } there && here > there ? ClaimStatus.Newer : ClaimStatus.Differ, Reason = reason };

    static DateOnly? Last(string date) => Dates.TryParse(date, true, out var day) ? day : null;

    // A source of a year counts from the first day of it: it is later than a claim only where all of it is.
    static DateOnly? DateOf(Network network, Figure figure)
    {
        var dates = network.Sources.Where(s => figure.Sources.Contains(s.Id) && Dates.TryParse(s.Date, false, out _)).Select(s => Dates.TryParse(s.Date, false, out var day) ? day : default).ToArray();
        return dates.Length > 0 ? dates.Max() : network.Package.Head.AsOf;
    }

    static double Most(string unit) => unit switch { "1" => 1, "share of goal" => OutputProgram.ThetaCap, _ => double.PositiveInfinity };

    static double? Factor(string from, string to)
    {
        if (from == to) return 1;
        if (to is "1" or "share of goal") return from switch { "%" => 0.01, "" or "1" or "share of goal" => 1, _ => null };
        return Units.TryFind(from, out var a) && Units.TryFind(to, out var b) ? Units.Convert(a, b) : null;
    }

    // Half a unit of the last digit that is written.
    static Quantity Rounded(string text, Quantity value)
    {
        var ends = text.Split("..");
        double Half(string end)
        {
            end = end.Trim();
            if (end.Length == 0 || end.Contains('e', StringComparison.OrdinalIgnoreCase)) return 0;
            var point = end.IndexOf('.', StringComparison.Ordinal);
            // Zeros before the point of a round number are digits that are meant: 2000000 is not "some millions".
            return 0.5 * Math.Pow(10, point < 0 ? 0 : point + 1 - end.Length);
        }
        return Quantity.Between(value.Low - Half(ends[0]), value.High + Half(ends[^1]));
    }
}
