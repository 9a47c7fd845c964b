using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>What every fix does for the goals of one verb, and the sets that are worth their money.</summary>
sealed class FixSearch : IDisposable
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];
    static readonly OutputCase Whole = OutputCase.Plain;

    readonly SupplyTable _table;
    readonly FixesOptions _options;
    readonly IReadOnlyList<Goal> _goals;
    readonly FixPrograms _programs;
    readonly Fix[] _fixes;
    readonly string _address;
    readonly Coverage _coverage;
    readonly Provenance[] _rows;
    readonly OutputCase _basis;
    readonly double _level;
    readonly (SingleFailure Failure, double Lost)[] _failing;

    public FixSearch(Network loaded, SupplyTable table, FixCandidates candidates, IReadOnlyList<Goal> goals, FixesOptions options, Func<ILinearSolver> solver, CancellationToken stop)
    {
        (_table, _options, _goals) = (table, options, goals);
        _programs = new(loaded, options, goals, solver);
        _address = $"capacity/fixes/{Technology.Id}/{goals[0].Verb}";
        var all = candidates.All().ToArray();
        // With every substitute allowed, so that what only a substitute needs counts too.
        var widest = _programs.Program(all, Reading.Central).Requirements.InTree;
        var central = _programs.Program([], Reading.Central);
        (_coverage, _rows) = Provenances.OfTree(table, central.Requirements);
        _rows = [.. _rows, .. goals.Select(g => g.From)];
        // Goals of held things alone have no amount: held or not.
        _basis = IsHolding ? Whole with { Cap = 1 } : Whole;
        _level = Math.Min(1, central.Solve(Denial.None, _basis, stop).Theta);
        _failing = Failing(central, stop);
        var made = all.Where(f => widest[f.Kind is FixKind.Qualification or FixKind.Substitute ? f.MadeItem : f.Item]);
        _fixes = [.. made.Concat(FixStocks.Of(table, central, _failing, _level, stop)).Select((f, i) => f with { Index = i })];
    }

    Technology Technology => _table.Network.Technologies[_goals[0].Technology];

    bool IsHolding => _goals.All(g => _table.Network.Items[g.Item].IsShared);

    public FixRow Run(CancellationToken stop)
    {
        var today = Theta([], stop);
        var reading = today[1] < _options.Level - FixCurve.Step ? Reading.Central : Reading.Pessimistic;
        var values = _fixes.Select(f => Value(f, today, stop)).ToArray();
        var priced = _fixes.Where(f => f.Kind != FixKind.Stock && f.Cost.IsKnown && f.IsMeasurable).ToArray();
        var curve = new FixCurve(_programs, reading, _options, priced);
        var sets = curve.Run(stop).Select(p => Set(p, stop)).ToArray();
        var most = Math.Min(_options.Level, _programs.Theta([.. priced.Select(f => (f, f.Most))], reading, Denial.Outsiders, _basis, stop));
        return new(Technology, _goals[0].Verb, _goals, IsHolding, Figure("theta_in", today), _failing.Length > 0 ? _failing[0].Failure : null, _failing.Length > 0 ? _failing[0].Lost : 0,
            values, reading, sets, curve.IsComplete, most, [.. _fixes.Where(f => f.Kind != FixKind.Stock && !priced.Contains(f))]);
    }

    double[] Theta(IReadOnlyList<(Fix, int)> fixes, CancellationToken stop) => Array.ConvertAll(Readings, r => _programs.Theta(fixes, r, Denial.Outsiders, _basis, stop));

    FixValue Value(Fix fix, double[] today, CancellationToken stop)
    {
        if (!fix.IsMeasurable) return new(fix, null, null, null, null, null);
        double? avoided = _failing.Length == 0 ? 0 : Math.Max(0, _failing[0].Lost - Worst([(fix, 1)], stop));
        if (fix.Kind == FixKind.Stock) return new(fix, null, null, null, avoided, FixStocks.CoverDays(fix, _programs.Program([], Reading.Central).Requirements.Need[fix.Item]));
        var then = Theta([(fix, 1)], stop);
        var gain = then.Zip(today, (after, before) => Math.Abs(after - before) < 1e-9 ? 0 : after - before).ToArray();
        return new(fix, Figure(fix.Address + "/theta_in", then, fix), Figure(fix.Address + "/gain", gain, fix), fix.Chance.IsKnown ? gain[1] * fix.Chance.Central / 100 : null, avoided, null);
    }

    FixSet Set(FixCurve.Point point, CancellationToken stop)
    {
        var fixes = point.Fixes;
        var known = fixes.All(f => f.Fix.Chance.IsKnown);
        return new(fixes, (fixes.Sum(f => f.Times * Math.Max(0, f.Fix.Cost.Low)), point.Cost, fixes.Sum(f => f.Times * f.Fix.Cost.High)), point.Theta,
            Figure("set/" + string.Join('+', fixes.Select(f => f.Times > 1 ? $"{f.Fix.Address}*{f.Times}" : f.Fix.Address)) + "/theta_in", Theta(fixes, stop), [.. fixes.Select(f => f.Fix)]),
            _failing.Length == 0 ? 0 : Worst(fixes, stop), Amounts.Latest([.. fixes.Select(f => f.Fix.Months)]), known ? 100 * fixes.Aggregate(1.0, (p, f) => p * Math.Pow(f.Fix.Chance.Central / 100, f.Times)) : null);
    }

    Figure Figure(string name, double[] values, params IEnumerable<Fix> fixes) =>
        Provenances.Figure($"{_address}/{name}", values.Min(), values[1], values.Max(), "1", _coverage, [.. _rows, .. fixes.Select(f => f.From).OfType<Provenance>()]);

    // Failures of the central reading that take something away, the worst first.
    (SingleFailure, double)[] Failing(OutputProgram program, CancellationToken stop)
    {
        if (_level <= 0) return [];
        var list = new List<(SingleFailure Failure, double Lost)>();
        foreach (var failure in FailureList.Of(program, _options.OutageDays).Where(f => f.Decides))
        {
            stop.ThrowIfCancellationRequested();
            var lost = Lost([], failure, stop);
            if (lost > 0) list.Add((failure, lost));
        }
        return [.. list.OrderByDescending(f => f.Lost).ThenBy(f => f.Failure.Actor)];
    }

    // A fix makes no failure worse, so one that takes less today than the worst found needs no solve.
    double Worst(IReadOnlyList<(Fix, int)> fixes, CancellationToken stop)
    {
        var worst = 0.0;
        foreach (var (failure, lost) in _failing)
        {
            if (lost <= worst) break;
            worst = Math.Max(worst, Lost(fixes, failure, stop));
        }
        return worst;
    }

    // Days of the goal's output that a failure takes, against what could be reached today without it.
    double Lost(IReadOnlyList<(Fix, int)> fixes, SingleFailure failure, CancellationToken stop)
    {
        var days = failure.Days[(int)Reading.Central];
        var phi = _programs.Theta(fixes, Reading.Central, Denial.Of(failure.Actor), Whole with { WindowDays = days, Cap = 1 }, stop);
        return phi >= _level - OutputProgram.Tolerance ? 0 : (_level - phi) * days;
    }

    public void Dispose() => _programs.Dispose();
}
