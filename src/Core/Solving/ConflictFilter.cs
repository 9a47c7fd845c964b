namespace Vauban.Core.Solving;

/// <summary>Finds an irreducible infeasible set of a model by solving, with any solver.</summary>
/// <remarks>Two steps: the duals of the least total violation name an infeasible subset (Farkas); then the deletion filter
/// (Chinneck and Dravnieks 1991, ORSA Journal on Computing 3) lets go of one limit after the other and keeps those without
/// which a point exists. Every step is a solve that can be cancelled, and the answer is proven by the filter itself.</remarks>
public static class ConflictFilter
{
    const int MostSolves = 5000;

    /// <summary>Finds the rows and columns whose bounds cannot hold together, none of which can be spared; empty if the model
    /// has a point, if the solver fails or is stopped on the way, or if it would take more than 5,000 solves.</summary>
    /// <param name="model">The model; it is not changed.</param>
    /// <param name="scratch">A solver of the caller, whose loaded model is replaced.</param>
    /// <param name="stop">Stops the search, which then gives the empty set.</param>
    public static LinearConflict Find(LinearModel model, ILinearSolver scratch, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(scratch);
        var all = AllLimits(model);
        var support = Support(model, scratch, stop);
        foreach (var start in support is null ? [all] : new[] { support, all })
        {
            var found = new Search(model, scratch, stop).Filter(start);
            if (found is null) continue;
            return new([.. found.Where(k => k >= model.Columns).Select(k => k - model.Columns)], [.. found.Where(k => k < model.Columns)]);
        }
        return new([], []);
    }

    // A limit is numbered as its column, or as the number of columns plus its row.
    static List<int> AllLimits(LinearModel model)
    {
        var limits = new List<int>();
        for (var j = 0; j < model.Columns; j++)
            if (double.IsFinite(model.ColumnLower[j]) || double.IsFinite(model.ColumnUpper[j])) limits.Add(j);
        for (var i = 0; i < model.Rows; i++)
            if (double.IsFinite(model.RowLower[i]) || double.IsFinite(model.RowUpper[i])) limits.Add(model.Columns + i);
        return limits;
    }

    // Rows may be broken at a price of 1 per unit; the rows with a shadow price, and the columns with a reduced cost, at the
    // cheapest point prove the conflict. Null where the linear relaxation has a point or the solve gave no duals.
    static List<int>? Support(LinearModel model, ILinearSolver scratch, CancellationToken stop)
    {
        var elastic = new LinearModel();
        for (var j = 0; j < model.Columns; j++) elastic.AddColumn(0, model.ColumnLower[j], model.ColumnUpper[j]);
        var columns = new List<int>();
        var values = new List<double>();
        for (var i = 0; i < model.Rows; i++)
        {
            columns.Clear();
            values.Clear();
            for (var k = model.Start[i]; k < model.Start[i + 1]; k++)
            {
                columns.Add(model.Index[k]);
                values.Add(model.Value[k]);
            }
            if (double.IsFinite(model.RowLower[i]))
            {
                columns.Add(elastic.AddColumn(1, 0, double.PositiveInfinity));
                values.Add(1);
            }
            if (double.IsFinite(model.RowUpper[i]))
            {
                columns.Add(elastic.AddColumn(1, 0, double.PositiveInfinity));
                values.Add(-1);
            }
            elastic.AddRow(model.RowLower[i], model.RowUpper[i], [.. columns], [.. values]);
        }
        scratch.Load(elastic);
        var result = scratch.Solve(null, stop);
        if (result.Status is not SolveStatus.Optimal || result.Objective <= 1e-9) return null;
        var limits = new List<int>();
        for (var j = 0; j < model.Columns; j++)
            if (Math.Abs(result.ColumnDuals[j]) > 1e-9) limits.Add(j);
        for (var i = 0; i < model.Rows; i++)
            if (Math.Abs(result.RowDuals[i]) > 1e-9) limits.Add(model.Columns + i);
        return limits;
    }

    sealed class Search
    {
        readonly LinearModel _model;
        readonly ILinearSolver _scratch;
        readonly CancellationToken _stop;
        int _solves;

        internal Search(LinearModel model, ILinearSolver scratch, CancellationToken stop)
        {
            _model = model;
            _scratch = scratch;
            _stop = stop;
            var feasibility = model.Copy();
            for (var j = 0; j < model.Columns; j++) feasibility.SetCost(j, 0);
            scratch.Load(feasibility);
        }

        // The irreducible part of the given limits, or null where they have a point or the search had to end.
        internal List<int>? Filter(List<int> start)
        {
            var kept = new HashSet<int>(start);
            foreach (var limit in AllLimits(_model))
                if (!kept.Contains(limit)) Set(limit, isHeld: false);
            if (IsInfeasible() != true) return null;
            var queue = new Stack<(int From, int To)>();
            queue.Push((0, start.Count));
            while (queue.Count > 0)
            {
                // Whole chunks first: most limits of a large model have nothing to do with the conflict.
                var (from, to) = queue.Pop();
                for (var k = from; k < to; k++) Set(start[k], isHeld: false);
                var still = IsInfeasible();
                if (still is null) return null;
                if (still.Value)
                {
                    for (var k = from; k < to; k++) kept.Remove(start[k]);
                    continue;
                }
                for (var k = from; k < to; k++) Set(start[k], isHeld: true);
                if (to - from == 1) continue;
                var middle = (from + to) / 2;
                queue.Push((middle, to));
                queue.Push((from, middle));
            }
            return [.. kept.Order()];
        }

        bool? IsInfeasible()
        {
            if (++_solves > MostSolves) return null;
            return _scratch.Solve(null, _stop).Status switch
            {
                SolveStatus.Infeasible => true,
                SolveStatus.Optimal or SolveStatus.Unbounded => false,
                _ => null,
            };
        }

        void Set(int limit, bool isHeld)
        {
            var isColumn = limit < _model.Columns;
            var row = limit - _model.Columns;
            var lower = !isHeld ? double.NegativeInfinity : isColumn ? _model.ColumnLower[limit] : _model.RowLower[row];
            var upper = !isHeld ? double.PositiveInfinity : isColumn ? _model.ColumnUpper[limit] : _model.RowUpper[row];
            if (isColumn) _scratch.ChangeColumn(limit, lower, upper);
            else _scratch.ChangeRow(row, lower, upper);
        }
    }
}
