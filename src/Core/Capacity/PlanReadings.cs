using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>An expansion that is right whatever is true: both readings start it.</summary>
/// <param name="Expansion">Expansion, as index of <see cref="Network.Expansions"/>.</param>
/// <param name="Count">How often both start it.</param>
/// <param name="Start">The earlier of the two first starts.</param>
/// <param name="IsDecided">True where it was decided before.</param>
public sealed record PlanNoRegret(int Expansion, int Count, DateOnly Start, bool IsDecided);

/// <summary>The plan in the central and in the pessimistic reading, and what both choose.</summary>
/// <param name="Central">Central reading.</param>
/// <param name="Pessimistic">Pessimistic reading.</param>
/// <param name="NoRegret">What both start, by expansion; empty where one of them has no plan.</param>
public sealed record PlanReadings(PlanResult Central, PlanResult Pessimistic, IReadOnlyList<PlanNoRegret> NoRegret)
{
    /// <summary>Plans in both readings.</summary>
    /// <param name="network">Network, with all its rows whatever their dates.</param>
    /// <param name="options">Settings; their reading does not count.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Called now and then with the reading; must be quick.</param>
    /// <param name="stop">Ends the search; the best plans so far are given.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The solver failed.</exception>
    public static PlanReadings Run(Network network, PlanOptions options, Func<ILinearSolver> solver, Action<Reading, PlanProgress>? progress = null, CancellationToken stop = default) =>
        Run(network, options, _ => PlanCase.Plain, solver, progress, stop);

    /// <summary>Plans in both readings under given conditions.</summary>
    /// <param name="network">Network, with all its rows whatever their dates.</param>
    /// <param name="options">Settings; their reading does not count.</param>
    /// <param name="given">What is given in a reading.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Called now and then with the reading; must be quick.</param>
    /// <param name="stop">Ends the search; the best plans so far are given.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The solver failed.</exception>
    public static PlanReadings Run(Network network, PlanOptions options, Func<Reading, PlanCase> given, Func<ILinearSolver> solver, Action<Reading, PlanProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(given);
        PlanResult In(Reading reading) => PlanEngine.Run(network, options with { Reading = reading }, given(reading), solver, progress is null ? null : p => progress(reading, p), stop);
        var (central, pessimistic) = (In(Reading.Central), In(Reading.Pessimistic));
        return new(central, pessimistic, central.HasPlan && pessimistic.HasPlan ? Both(central.Plan, pessimistic.Plan) : []);
    }

    static List<PlanNoRegret> Both(Plan a, Plan b)
    {
        var list = new List<PlanNoRegret>();
        foreach (var started in a.Starts.GroupBy(s => s.Expansion).OrderBy(g => g.Key))
        {
            var other = b.Starts.Where(s => s.Expansion == started.Key).ToArray();
            if (other.Length > 0)
                list.Add(new(started.Key, Math.Min(started.Sum(s => s.Count), other.Sum(s => s.Count)), started.Concat(other).Min(s => s.Start), started.All(s => s.IsDecided)));
        }
        return list;
    }
}
