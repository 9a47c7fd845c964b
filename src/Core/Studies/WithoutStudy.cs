using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>Takes actors away and says what changes: verdicts before and after, what binds first, and who could fill the gap.</summary>
public static class WithoutStudy
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    /// <summary>Assesses twice, with and without the actors of <see cref="SovereigntyOptions.Without"/>.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings; actors are those of the network as it counts on the day (<see cref="Network.At"/>).</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">Nobody is taken away, or an option is out of its range.</exception>
    public static WithoutResult Run(Network network, SovereigntyOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        if (options.Without.Count == 0) throw new ArgumentException("Nobody is taken away.", nameof(options));
        return Run(network, options, SovereigntyEngine.Run(network, Before(options), solver, stop: stop), solver, null, stop);
    }

    /// <summary>Settings of the assessment with everybody. It depends on nobody who is taken away, so that one serves several questions.</summary>
    /// <remarks>Verdicts and shares alone: what would be asked of either state by itself does not explain the change.</remarks>
    public static SovereigntyOptions Before(SovereigntyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Without = [], Explains = false };
    }

    /// <summary>Assesses without the actors of <see cref="SovereigntyOptions.Without"/>, beside an assessment that is there.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings; actors are those of the network as it counts on the day (<see cref="Network.At"/>).</param>
    /// <param name="before">The same network with everybody, by the settings of <see cref="Before"/>.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told rows done, and rows in all; null for nobody.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">Nobody is taken away, or an option is out of its range.</exception>
    public static WithoutResult Run(Network network, SovereigntyOptions options, SovereigntyResult before, Func<ILinearSolver> solver, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        if (options.Without.Count == 0) throw new ArgumentException("Nobody is taken away.", nameof(options));
        var after = SovereigntyEngine.Run(network, options with { Explains = false }, solver, progress, stop);
        var grids = new WithoutGrid[after.Grids.Count];
        Parallel.For(0, grids.Length, new ParallelOptions { CancellationToken = stop }, g =>
        {
            var (old, now) = (before.Grids[g], after.Grids[g]);
            grids[g] = new(old, now, [.. now.Rows.Select((row, r) => Row(now, old.Rows[r], row, options, solver, stop))]);
        });
        return new(options.Without, before, after, grids);
    }

    static WithoutRow Row(Grid grid, VerbRow before, VerbRow after, SovereigntyOptions options, Func<ILinearSolver> solver, CancellationToken stop)
    {
        if (after.Goals.Count == 0) return new(before, after, null, Reading.Central, [], []);
        using var goals = new GoalCase(grid.Table, after.Goals, Denial.Of([.. options.Without]), solver, "");
        var (rung, reading) = FirstBottleneck(goals, after, stop);
        var central = goals[Reading.Central];
        var theta = Math.Min(1, after.Reliance.ThetaAll!.Central);
        var plan = theta > 0 ? central.Plan(goals.Without, theta, central.DefaultCost(), stop: stop) : null;
        var gaps = central.Requirements.Items.Where(i => !grid.Table.Network.Items[i].IsFree && Touched(goals, i).Any()).Select(i => Gap(goals, i, plan))
            .OrderBy(g => g.IsHeld ? g.IsHeldAfter ? 1e9 : -1 : Math.Min(1e8, g.After.Central / Math.Max(g.Need.Central, 1e-300))).ThenBy(g => g.Item).ToArray();
        return new(before, after, rung, reading, gaps, [.. Consents(goals)]) { CoverDays = CoverSearch.Run(goals, before.Reliance.ThetaAll!, stop) };
    }

    // Where the central reading reaches the goal with those who are left, the pessimistic one says what to watch.
    static (BottleneckRung?, Reading) FirstBottleneck(GoalCase goals, VerbRow after, CancellationToken stop)
    {
        var theta = after.Reliance.ThetaAll!;
        if (theta.Low >= 1) return (null, Reading.Central);
        var reading = theta.Central < 1 ? Reading.Central : Reading.Pessimistic;
        if (Bottleneck.Ladder(goals[reading], goals.Without, 1, 1, stop) is not [var rung, ..]) return (null, reading);
        var rows = rung.Reliefs.Select(r => r.Kind == ReliefKind.Consent ? new BottleneckRow(r, default, default, null)
            : new(r, Supply(goals, r.Index, s => IsLeft(goals, s)), goals.Need(r.Index), goals.Table.Network.Items[r.Index].Unit.Text));
        return (new(rung.Theta, [.. rows], rung.NextTheta), reading);
    }

    static IEnumerable<Supply> Touched(GoalCase goals, int item) =>
        SuppliesOf(goals, item).Where(s => s.Kind != SupplyKind.Missing && goals.Without.Actors.Any(a => Readings.Any(r => goals.Table.Actors.Factor(s, a, r) <= 0)));

    static Supply[] SuppliesOf(GoalCase goals, int item) => [.. goals.Table.OfItem[item].ToArray().Select(s => goals.Table.All[s])];

    static Func<Reading, bool> IsLeft(GoalCase goals, Supply supply) => reading => !goals.Without.Actors.Any(a => goals.Table.Actors.Factor(supply, a, reading) <= 0);

    static (double Low, double Central, double High) Supply(GoalCase goals, int item, Func<Supply, Func<Reading, bool>> counts)
    {
        var values = Readings.Select(r => goals[r].SupplyOf(item, s => counts(s)(r))).ToArray();
        return (values.Min(), values[1], values.Max());
    }

    static SupplyGap Gap(GoalCase goals, int item, OutputPlan? plan)
    {
        var network = goals.Table.Network;
        var central = goals[Reading.Central];
        var left = SuppliesOf(goals, item).Where(s => s.Kind != SupplyKind.Missing && IsLeft(goals, s)(Reading.Central)).ToArray();
        var fillers = left.Select(s => Fill(goals, s, plan)).Where(f => f.Capacity.High > 0)
            .OrderBy(f => !f.Supply.IsKnown).ThenByDescending(f => f.Spare).ThenBy(f => f.Supply.Index).ToArray();
        return new(item, network.Items[item].IsShared, goals.Need(item), Supply(goals, item, _ => _ => true), Supply(goals, item, s => IsLeft(goals, s)),
            central.IsHeldBy(item, s => IsLeft(goals, s)(Reading.Central)), fillers, Expansions(goals, item));
    }

    static Filler Fill(GoalCase goals, Supply supply, OutputPlan? plan)
    {
        var values = Readings.Select(r => goals[r].Capacity(supply)).ToArray();
        var spare = Math.Max(0, values[1] - (plan?.Output[supply.Index] ?? 0));
        var network = goals.Table.Network;
        var links = network.Links.Where(l => l.Item == supply.Item).ToArray();
        var mine = links.Where(l => l.Supplier == supply.Line).ToArray();
        var days = mine.Where(l => l.SwitchDays.IsKnown).Select(l => l.SwitchDays.Central).ToArray();
        return new(supply, supply.Inside.Central, (values.Min(), values[1], values.Max()), spare < 1e-9 * values[1] ? 0 : spare,
            links.Select(l => l.Customer).Distinct().Count(), mine.Count(l => l.Qualified == true), mine.Count(l => l.Qualified is null), days.Length > 0 ? days.Max() : null);
    }

    static List<Filling> Expansions(GoalCase goals, int item)
    {
        var network = goals.Table.Network;
        var table = network.Package["expansions"];
        var list = new List<Filling>();
        foreach (var row in table.Rows)
        {
            var line = network.Lines.FirstOrDefault(l => l.Id == table.Cell(row, "line"));
            if (line is not null ? line.Item != item : table.Cell(row, "item") != network.Items[item].Id) continue;
            if (line is not null && !IsLeft(goals, goals.Table.All[goals.Table.OfLine[line.Index]])(Reading.Central)) continue;
            _ = CountrySet.TryParse(table.Cell(row, "country"), out var place, out _);
            if (line is not null && place.IsEmpty) place = goals.Table.Control.PlaceOf(line);
            if (goals.Without.Actors.Any(a => IsTaken(a, table.Cell(row, "party"), place, network))) continue;
            list.Add(new(table.Cell(row, "id"), item, Adds(table, row, network.Items[item]), Months(table, row), place, table.Cell(row, "status")));
        }
        return [.. list.OrderBy(e => e.Id, StringComparer.Ordinal)];
    }

    static bool IsTaken(Actor actor, string party, CountrySet place, Network network) => actor.Kind switch
    {
        ActorKind.Country => place.Count == 1 && place.Contains(actor.Index),
        ActorKind.Party or ActorKind.Owner => network.Parties[actor.Index].Id == party,
        _ => false,
    };

    static Quantity Adds(Table table, Row row, Item item)
    {
        if (!Quantity.TryParse(table.Cell(row, "adds"), out var adds)) return Quantity.Unknown;
        return Units.TryFind(table.Cell(row, "adds_unit"), out var unit) && Units.PerMonth(unit, item.Unit) is { } factor ? adds.Times(factor) : Quantity.Unknown;
    }

    static Quantity Months(Table table, Row row)
    {
        double low = 0, high = 0;
        foreach (var field in new[] { "permit_months", "build_months", "ramp_months" })
        {
            if (!Quantity.TryParse(table.Cell(row, field), out var months) || !months.IsKnown) return Quantity.Unknown;
            low += Math.Max(0, months.Low);
            high += months.High;
        }
        return Quantity.Between(low, high);
    }

    // Only consents that go with the actors; what outsiders hold beside them is not withdrawn here.
    static SortedSet<int> Consents(GoalCase goals)
    {
        var set = new SortedSet<int>();
        var (_, withdrawn) = goals[Reading.Central].Obstacles(goals.Without);
        set.UnionWith(withdrawn);
        return set;
    }
}
