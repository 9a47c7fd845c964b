using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>Early warning: watches the series of a package by three simple robust rules and weighs each alert by the four factors of
/// Regulation (EU) 2025/2643, Article 59(2).</summary>
/// <remarks>One look at one day. The same network and options give the same result.</remarks>
public static class WarnEngine
{
    /// <summary>Looks at every series.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static WarnResult Run(Network network, WarnOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid(network);
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var (series, date, findings) = WarnReader.Read(table.Network, options);
        var judged = new WarnSeries[series.Count];
        for (var i = 0; i < judged.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            judged[i] = Judge(series[i], options, findings);
        }
        Weigh(judged, table, SurviveEngine.Goals(table.Network, options.Technologies, options.Verb), solver, stop);
        var quiet = judged.Where(s => s.Signals.Count > 0).Select(s => (s.Points.Count, s.Way == WarnWay.Both)).ToArray();
        using var named = solver();
        return new(options, table, date, named.Name)
        {
            Series = [.. judged.OrderBy(s => s.Status).ThenByDescending(s => s.Factors is { } f && !double.IsNaN(f.Loss) ? Math.Round(f.Loss, 6) : 0).ThenBy(s => s.Id, StringComparer.Ordinal)],
            Findings = findings,
            Expected = WarnRates.Sum(null, quiet),
            ExpectedByRule = [.. Enum.GetValues<WarnRule>().Select(r => WarnRates.Sum(r, quiet))],
        };
    }

    static WarnSeries Judge(WarnSeries series, WarnOptions options, List<Finding> findings)
    {
        if (series.Status == WarnStatus.Unknown) return series with { Points = Latest(series.Points, options.Window) };
        var all = series.Points.ToArray();
        var window = all[Math.Max(0, all.Length - options.Window)..];
        var signals = WarnJudge.Signals(window, series.Way);
        // A value that stood still until the latest one: there is nothing to measure the step by.
        if (signals[0].Status == WarnStatus.Unknown)
            findings.Add(new("W-SERIES-04", Severity.Warning, new Place(Sheet: "series", Id: series.Id), series.Id, window[^2].Value.ToString(), Dates.Text(window[^2].Date), window[^1].Value.ToString()));
        var status = WarnJudge.Together(signals);
        var judged = series with { Points = window, Signals = signals, Status = status };
        if (status is not (WarnStatus.Alert or WarnStatus.Possible)) return judged;
        var (since, isAtLeast) = WarnJudge.Since(all, series.Way, options.Window);
        return judged with { Since = since, Factors = new() { Days = window[^1].Date.DayNumber - since.DayNumber, IsDaysAtLeast = isAtLeast } };
    }

    static WarnPoint[] Latest(IReadOnlyList<WarnPoint> points, int window) => [.. points.Skip(Math.Max(0, points.Count - window))];

    static void Weigh(WarnSeries[] judged, SupplyTable table, Goal[] goals, Func<ILinearSolver> solver, CancellationToken stop)
    {
        if (!judged.Any(s => s.Factors is not null)) return;
        using var weights = new WarnWeights(table, goals, solver, stop);
        for (var i = 0; i < judged.Length; i++)
            if (judged[i] is { Factors: { } factors, Since: { } since })
                judged[i] = judged[i] with { Factors = weights.Of(judged[i], since, factors.IsDaysAtLeast, stop) };
    }
}
