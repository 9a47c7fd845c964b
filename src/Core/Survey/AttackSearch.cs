using Vauban.Core.Solving;

namespace Vauban.Core.Survey;

/// <summary>Looks for other answers that agree with all that an attacker knows. Finding them proves that he does not know; no proof rests on the solver.</summary>
/// <remarks>The search is a linear program over the distance of each atom's sum from the true one: at least minus what the attacker does not know of it, and
/// adding up to nothing (or to within a range) over every cell that is shown. What it finds is checked by plain arithmetic and kept: scaled, turned round, it
/// often answers the next question too.</remarks>
sealed class AttackSearch : IDisposable
{
    // A distance of ten times everything stands for no end.
    const double Far = 10;

    // Other answers may miss what is shown by this share of the protection.
    const double Slack = 1e-4;

    const int MostKept = 400;

    readonly AttackModel _model;
    readonly ILinearSolver _solver;
    readonly List<Shift> _kept = [];
    readonly int[][] _rowsOf;
    readonly double _far;
    int[] _priced = [];
    int _attacker = int.MinValue;

    public AttackSearch(AttackModel model, Func<ILinearSolver> solvers)
    {
        _model = model;
        _solver = solvers();
        _far = Far * Math.Max(1, model.Unknowns.Sum(u => u.Most));
        _rowsOf = new int[model.Signs.Length][];
        for (var a = 0; a < _rowsOf.Length; a++) _rowsOf[a] = [];
        var rows = new List<int>[_rowsOf.Length];
        for (var r = 0; r < model.Rows.Count; r++)
            foreach (var atom in model.Rows[r].Atoms) (rows[atom] ??= []).Add(r);
        for (var a = 0; a < rows.Length; a++) _rowsOf[a] = [.. rows[a] ?? []];
        var program = new LinearModel { Maximize = true };
        for (var a = 0; a < model.Signs.Length; a++) program.AddColumn(0, 0, 0);
        foreach (var row in model.Rows) program.AddRow(row.Down, row.Up, row.Atoms, [.. row.Atoms.Select(a => (double)model.Signs[a])]);
        _solver.Load(program);
    }

    /// <summary>Number of programs solved.</summary>
    public int Solves { get; private set; }

    public void Dispose() => _solver.Dispose();

    /// <summary>Tells the search that a row is now shown, ranged or withheld.</summary>
    public void Changed(int row) => _solver.ChangeRow(row, _model.Rows[row].Down, _model.Rows[row].Up);

    /// <summary>True where other answers prove that a check holds; else the shown rows that break it.</summary>
    /// <param name="view">What the attacker does not know.</param>
    /// <param name="check">Check of that attacker.</param>
    /// <param name="blame">Rows whose being shown breaks it.</param>
    /// <param name="stop">Cancels.</param>
    public bool Holds(AttackerView view, AttackCheck check, out int[] blame, CancellationToken stop)
    {
        blame = [];
        if (check.Need <= 0) return true;
        foreach (var shift in _kept)
            if (Proves(view, check, shift, 1) || Proves(view, check, shift, -1)) return true;
        var result = Solve(view, check.Terms, stop);
        if (result.Status == SolveStatus.Optimal)
        {
            var shift = Shift.Of(result.Columns, _model, _rowsOf);
            if (Proves(view, check, shift, 1))
            {
                if (_kept.Count == MostKept) _kept.RemoveAt(0);
                _kept.Add(shift);
                return true;
            }
            blame = [.. Enumerable.Range(0, _model.Rows.Count).Where(r => !_model.Rows[r].IsOpen && Math.Abs(result.RowDuals[r]) > 1e-7)];
            if (result.Objective < check.Need * (1 - 1e-7)) return false;
        }
        // The solver has no answer that stands the arithmetic: taken for known, and everything shown is to blame.
        blame = [.. Enumerable.Range(0, _model.Rows.Count).Where(r => !_model.Rows[r].IsOpen)];
        return false;
    }

    /// <summary>How far the sum of some terms can be from the true one, as the attacker sees it; infinity where there is no end.</summary>
    public double Reach(AttackerView view, (int Atom, int Factor)[] terms, CancellationToken stop)
    {
        if (terms.Length == 0) return 0;
        var result = Solve(view, terms, stop);
        // A bound that is not found is taken for one that the attacker has.
        if (result.Status != SolveStatus.Optimal) return 0;
        return result.Objective >= _far / 2 ? double.PositiveInfinity : Math.Max(0, result.Objective);
    }

    LinearResult Solve(AttackerView view, (int Atom, int Factor)[] terms, CancellationToken stop)
    {
        if (_attacker != view.Attacker)
        {
            _attacker = view.Attacker;
            for (var a = 0; a < view.Rest.Length; a++)
                if (view.Sole[a] == AttackerView.Nobody) _solver.ChangeColumn(a, 0, 0);
                else _solver.ChangeColumn(a, -view.Rest[a], _far);
        }
        foreach (var atom in _priced) _solver.ChangeCost(atom, 0);
        foreach (var (atom, factor) in terms) _solver.ChangeCost(atom, factor);
        _priced = [.. terms.Select(t => t.Atom)];
        Solves++;
        var result = _solver.Solve(stop: stop);
        stop.ThrowIfCancellationRequested();
        return result;
    }

    // Goes only as far along the shift as the check needs.
    bool Proves(AttackerView view, AttackCheck check, Shift shift, int turn)
    {
        var gain = 0.0;
        foreach (var (atom, factor) in check.Terms) gain += factor * turn * shift.At(atom);
        if (gain <= 1e-12) return false;
        var (step, slack) = (turn * check.Need / gain, Slack * check.Tolerance);
        foreach (var (atom, by) in shift.Atoms)
            if (view.Sole[atom] == AttackerView.Nobody ? Math.Abs(step * by) > slack : view.Rest[atom] + step * by < -slack) return false;
        foreach (var (row, by) in shift.Rows)
            if (step * by < _model.Rows[row].Down - slack || step * by > _model.Rows[row].Up + slack) return false;
        return true;
    }

    /// <summary>Other answers, as distances from the true ones.</summary>
    sealed class Shift
    {
        readonly Dictionary<int, double> _at = [];

        public List<(int Atom, double By)> Atoms { get; } = [];

        public List<(int Row, double By)> Rows { get; } = [];

        public double At(int atom) => _at.GetValueOrDefault(atom);

        public static Shift Of(double[] columns, AttackModel model, int[][] rowsOf)
        {
            var shift = new Shift();
            var rows = new SortedDictionary<int, double>();
            for (var a = 0; a < columns.Length; a++)
            {
                if (columns[a] == 0) continue;
                shift.Atoms.Add((a, columns[a]));
                shift._at[a] = columns[a];
                foreach (var row in rowsOf[a]) rows[row] = rows.GetValueOrDefault(row) + model.Signs[a] * columns[a];
            }
            foreach (var (row, by) in rows)
                if (by != 0) shift.Rows.Add((row, by));
            return shift;
        }
    }
}
