using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>What policy measures are worth: the same questions with and without each of them (design section 6).</summary>
public static class PolicyEngine
{
    /// <summary>Applies measures: the network as it is, with each measure, and with all of them in their order where there are several.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="measures">Measures.</param>
    /// <param name="findings">What was found, added to; the combined case repeats none.</param>
    /// <returns>The cases, or null where a finding is an error.</returns>
    public static IReadOnlyList<PolicyCase>? Apply(Network network, IReadOnlyList<ChangeSet> measures, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(findings);
        var cases = new List<PolicyCase> { new(PolicyCase.Base, [], network, []) };
        foreach (var measure in measures)
        {
            if (Case(measure.Name, network, [measure], findings) is not { } made) return null;
            cases.Add(made);
        }
        if (measures.Count < 2) return cases;
        var together = new List<Finding>();
        var all = Case(PolicyCase.Together, network, measures, together);
        // What the measures find alone is said already; of the combination, only what keeps it from being made.
        foreach (var finding in together.Where(f => f.Severity == Severity.Error)) findings.Add(finding);
        return all is null ? null : [.. cases, all];
    }

    static PolicyCase? Case(string name, Network network, IReadOnlyList<ChangeSet> measures, ICollection<Finding> findings)
    {
        var package = network.Package;
        var effects = new List<ChangeEffect>();
        var all = new ChangeSet(name, name, "", [.. measures.SelectMany(m => m.Changes)]);
        if (all.ApplyTo(network, findings) is not { } changed) return null;
        foreach (var measure in measures)
        {
            var applied = measure.ApplyTo(package, [])!;
            effects.AddRange(applied.Effects);
            package = applied.Package;
        }
        return new(name, measures, changed, effects) { AlteredRows = FieldCatalog.Tables.Sum(t => Altered(network.Package[t.Name].Rows, changed.Package[t.Name].Rows)) };
    }

    // Changes keep the order of rows and add new ones at the end.
    static int Altered(IReadOnlyList<Row> before, IReadOnlyList<Row> now) => now.Where((r, i) => i >= before.Count || !r.Cells.SequenceEqual(before[i].Cells)).Count();

    /// <summary>Answers for every case.</summary>
    /// <param name="cases">Cases; the first is the network as it is.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="progress">Told how many cases are done, of how many; or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">There is no case, or an option is out of its range or names what is not there.</exception>
    public static PolicyResult Run(IReadOnlyList<PolicyCase> cases, PolicyOptions options, Func<ILinearSolver> solver, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        ArgumentOutOfRangeException.ThrowIfZero(cases.Count);
        var worths = new List<PolicyWorth>();
        var planning = options.Plan is null ? null : options.Plan with { Perimeter = options.Perimeter, Status = options.Status };
        foreach (var given in cases)
        {
            var outputs = Outputs(given, options, solver, stop);
            PolicyPlan? plan = null, worst = null;
            if (planning is not null)
            {
                var planned = Planned(given, planning with { Reading = Reading.Central }, solver, stop);
                plan = PolicyPlan.Of(planned, worths.Count == 0 ? null : worths[0].Plan);
                // A measure that lengthens an order must not lengthen the plan that it is compared in.
                if (worths.Count == 0 && planned.HasPlan) planning = planning with { From = planned.Plan.Periods[0].First, Months = planned.Plan.Periods[^1].End };
                worst = PolicyPlan.Of(Planned(given, planning with { Reading = Reading.Pessimistic }, solver, stop), worths.Count == 0 ? null : worths[0].Worst);
            }
            worths.Add(new(given, [.. outputs.Select(o => Against(o, worths.Count == 0 ? null : Same(worths[0].Outputs, o)))], plan, worst));
            progress?.Invoke(worths.Count, cases.Count);
        }
        using var named = solver();
        return new(options, options.At ?? cases[0].Network.Package.Head.AsOf, worths, named.Name);
    }

    static PlanResult Planned(PolicyCase given, PlanOptions options, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var planned = PlanEngine.Run(given.Network, options, solver, stop: stop);
        stop.ThrowIfCancellationRequested();
        return planned;
    }

    static PolicyOutput? Same(IReadOnlyList<PolicyOutput> outputs, PolicyOutput other) =>
        outputs.FirstOrDefault(o => (o.Technology, o.Verb, o.Item) == (other.Technology, other.Verb, other.Item));

    static IEnumerable<PolicyOutput> Outputs(PolicyCase given, PolicyOptions options, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var today = TodayEngine.Run(given.Network, new() { Perimeter = options.Perimeter, At = options.At, Status = options.Status, Technologies = options.Technologies, Rungs = 0 }, solver, stop: stop);
        foreach (var row in today.Rows)
        {
            if (row.All.Outputs.Count == 0) yield return new(row.Technology.Id, row.Verb, "", Maximum(given, row.All, null), Maximum(given, row.Inside, null));
            foreach (var (all, inside) in row.All.Outputs.Zip(row.Inside.Outputs))
                yield return new(row.Technology.Id, row.Verb, all.Item.Id, Maximum(given, row.All, all), Maximum(given, row.Inside, inside));
        }
    }

    static PolicyMaximum Maximum(PolicyCase given, TodayScope scope, GoalOutput? output)
    {
        double? none = output is null ? null : 0;
        return new(Addressed(scope.Theta), output is null ? null : Addressed(output.PerMonth), 0, none) { WorstGain = none };

        Figure Addressed(Figure figure) => figure with { Address = figure.Address.Replace("capacity/today/", $"capacity/policy/{given.Name}/", StringComparison.Ordinal) };
    }

    static PolicyOutput Against(PolicyOutput output, PolicyOutput? before) =>
        before is null ? output : output with { All = Against(output.All, before.All), Inside = Against(output.Inside, before.Inside) };

    static PolicyMaximum Against(PolicyMaximum now, PolicyMaximum before)
    {
        return now with { ThetaGain = ThetaGain(Reading.Central), Gain = Gain(Reading.Central), WorstThetaGain = ThetaGain(Reading.Pessimistic), WorstGain = Gain(Reading.Pessimistic) };

        double ThetaGain(Reading reading) => now.Theta[reading] - before.Theta[reading];

        double? Gain(Reading reading) => now.PerMonth is null || before.PerMonth is null || Math.Max(now.Theta[reading], before.Theta[reading]) >= OutputProgram.ThetaCap * (1 - 1e-9)
            ? null : now.PerMonth[reading] - before.PerMonth[reading];
    }
}
