using Vauban.Core.Solving;

namespace Vauban.Core.Survey;

/// <summary>Finds the cells of one question to withhold beside the sensitive ones, so that nobody knows another's answers too well, with the least lost.</summary>
/// <remarks>Implicit hitting sets: every check that fails names the shown cells whose prices in the attacker's program are not zero; the proof stands as long as all of
/// these are shown, so one of them must go. The least costly cells that hit all sets found so far are withheld and attacked again, until nothing fails. With an exact
/// choice the end is optimal, since every set is a condition that any safe choice meets. Cutting off what an attack breaks is the road of Fischetti and Salazar,
/// Solving the cell suppression problem on tabular data with linear constraints, Management Science 47 (7), 2001, pages 1008-1026.</remarks>
sealed class SurveySuppression
{
    const int MostRounds = 400, MostSets = 16;

    readonly AttackModel _model;
    readonly AttackSearch _search;
    readonly Func<ILinearSolver> _solvers;
    readonly CancellationToken _stop;
    readonly AttackChecks _all;
    readonly List<(AttackerView View, AttackCheck Check)> _checks = [];
    readonly List<int[]> _units = [];
    readonly Dictionary<int, int> _unitOf = [];
    readonly List<double> _loss = [];
    readonly List<int[]> _sets = [];
    readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public SurveySuppression(AttackModel model, AttackSearch search, int release, Func<ILinearSolver> solvers, CancellationToken stop)
    {
        (_model, _search, _solvers, _stop) = (model, search, solvers, stop);
        _all = new(model);
        foreach (var view in _all.Views)
            foreach (var check in _all.Of(view)) _checks.Add((view, check));
        // Cells with the same answers go together; what an earlier release shows already is lost, and nothing is won by withholding it.
        var shown = model.Rows.Where(r => r.Release < release && r.IsShown).Select(Key).ToHashSet(StringComparer.Ordinal);
        var rows = Enumerable.Range(0, model.Rows.Count).Where(r => model.Rows[r].Release == release && !model.Rows[r].IsOpen && !shown.Contains(Key(model.Rows[r])));
        foreach (var unit in rows.GroupBy(r => Key(model.Rows[r]), StringComparer.Ordinal).OrderBy(g => g.First()))
        {
            foreach (var row in unit) _unitOf[row] = _units.Count;
            _units.Add([.. unit]);
            _loss.Add(unit.Sum(Loss));
        }
    }

    /// <summary>True where no choice loses less.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>The check that fails whatever is withheld, or null.</summary>
    public (AttackerView View, AttackCheck Check)? Hopeless { get; private set; }

    /// <summary>Withholds rows of the model until nothing fails.</summary>
    /// <returns>The rows withheld, ascending.</returns>
    public IReadOnlyList<int> Run()
    {
        IsExact = _units.Sum(u => u.Length) <= _model.Rules.ExactCells;
        var withheld = new HashSet<int>();
        for (var round = 0; ; round++)
        {
            if (!Attack() || Hopeless is not null) break;
            if (round == MostRounds) IsExact = false;
            // Past the last round nothing is given back, so that the end comes.
            var next = round >= MostRounds ? [.. withheld, .. Cheapest(withheld)] : Choose();
            foreach (var unit in withheld.Except(next)) Set(unit, CellKind.Shown);
            foreach (var unit in next.Except(withheld)) Set(unit, CellKind.Withheld);
            withheld = [.. next];
        }
        return [.. withheld.SelectMany(u => _units[u]).Order()];
    }

    /// <summary>True where every check holds as the rows now stand.</summary>
    public bool IsSafe()
    {
        for (var i = 0; i < _checks.Count; i++)
        {
            if (_search.Holds(_checks[i].View, _checks[i].Check, out _, _stop)) continue;
            Front(i);
            return false;
        }
        return true;
    }

    // Adds the sets of cells that break checks; false where none does.
    bool Attack()
    {
        var found = 0;
        var failed = new HashSet<(AttackTarget, bool)>();
        for (var i = 0; i < _checks.Count && found < MostSets; i++)
        {
            var (view, check) = _checks[i];
            // Several attackers of one secret mostly break the same rows; the next round asks again.
            if (failed.Contains((check.Target, check.IsUpper)) || _search.Holds(view, check, out var blame, _stop)) continue;
            int[] units = [.. blame.Where(_unitOf.ContainsKey).Select(r => _unitOf[r]).Distinct().Order()];
            if (units.Length == 0)
            {
                if (!SurveyAuditEngine.IsOld(_model, view, check, _solvers, _stop))
                {
                    Hopeless = (view, check);
                    return true;
                }
                _checks.RemoveAt(i--);
                continue;
            }
            found++;
            failed.Add((check.Target, check.IsUpper));
            Front(i);
            if (_known.Add(string.Join(',', units))) _sets.Add(units);
        }
        return found > 0;
    }

    // What failed once is the first to be looked at again.
    void Front(int index)
    {
        var check = _checks[index];
        _checks.RemoveAt(index);
        _checks.Insert(0, check);
    }

    void Set(int unit, CellKind kind)
    {
        foreach (var row in _units[unit])
        {
            _model.SetRow(_model.Rows[row], kind, _model.Rows[row].True, _model.Rows[row].True);
            _search.Changed(row);
        }
    }

    HashSet<int> Choose()
    {
        if (IsExact && Exact() is { } exact) return exact;
        IsExact = false;
        return Greedy();
    }

    HashSet<int>? Exact()
    {
        if (new HittingSet(_loss, _sets).Find() is { } found) return found;
        int[] units = [.. _sets.SelectMany(s => s).Distinct().Order()];
        var column = new Dictionary<int, int>();
        var program = new LinearModel();
        var most = units.Max(u => _loss[u]);
        foreach (var unit in units) column[unit] = program.AddColumn(_loss[unit] / most, 0, 1, integer: true);
        foreach (var set in _sets) program.AddRow(1, double.PositiveInfinity, [.. set.Select(u => column[u])], [.. set.Select(_ => 1.0)]);
        using var solver = _solvers();
        solver.Load(program);
        var result = solver.Solve(new SolveOptions { NodeLimit = 20_000, Gap = 1e-7 }, _stop);
        _stop.ThrowIfCancellationRequested();
        return result.Status == SolveStatus.Optimal ? [.. units.Where(u => result.Columns[column[u]] > 0.5)] : null;
    }

    // Cheapest per set hit first; then what the others make superfluous is given back, dearest first.
    HashSet<int> Greedy()
    {
        var chosen = Cheapest([]);
        foreach (var unit in chosen.OrderByDescending(u => _loss[u]).ThenBy(u => u).ToArray())
            if (_sets.All(s => s.Any(u => u != unit && chosen.Contains(u)))) chosen.Remove(unit);
        return chosen;
    }

    HashSet<int> Cheapest(HashSet<int> start)
    {
        HashSet<int> chosen = [.. start];
        var open = _sets.Where(s => !s.Any(chosen.Contains)).ToList();
        while (open.Count > 0)
        {
            var unit = open.SelectMany(s => s).GroupBy(u => u).OrderBy(g => _loss[g.Key] / g.Count()).ThenBy(g => g.Key).First().Key;
            chosen.Add(unit);
            open.RemoveAll(s => s.Contains(unit));
        }
        return chosen;
    }

    static string Key(AttackModel.Row row) => string.Join(',', row.Atoms);

    double Loss(int row)
    {
        var all = _model.Rows.Count;
        var cell = _model.Rows[row];
        var size = cell.Unknowns.Sum(u => _model.Unknowns[u].Most) / Math.Max(1, _model.Unknowns.Sum(u => u.Most));
        return _model.Rules.Loss switch
        {
            SurveyLoss.Values => size + 1e-6,
            SurveyLoss.Contributors => cell.Cell.Contributors + 1e-6,
            // One value more than all sizes together, so that the number of cells decides and sizes break ties.
            _ => 1 + size / (all + 1.0),
        };
    }
}
