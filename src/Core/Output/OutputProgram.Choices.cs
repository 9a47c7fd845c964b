using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Output;

/// <summary>Something that may be added once: capacity of one supply.</summary>
/// <param name="Supply">Supply that grows; for a new line the new supply of its item.</param>
/// <param name="Adds">Capacity added, per month in the item's unit.</param>
/// <param name="Cost">Cost of choosing it; not negative.</param>
/// <param name="After">Choice that must be taken before this one, or -1: the second time of the same expansion comes after the first.</param>
public sealed record OutputChoice(int Supply, double Adds, double Cost, int After = -1)
{
    /// <summary>Cost of one unit made with what it adds, beside that of the supply's own output. Default 0.</summary>
    public double OutputCost { get; init; }
}

/// <summary>What is asked of a set of choices.</summary>
public sealed record ChoiceQuestion
{
    /// <summary>Theta that must be reached.</summary>
    public double Level { get; init; }

    /// <summary>True to reach as much theta as the budget buys; false to reach the level at least cost. Default false.</summary>
    public bool MaximizesTheta { get; init; }

    /// <summary>Most that the choices may cost together. Default unlimited.</summary>
    public double Budget { get; init; } = double.PositiveInfinity;

    /// <summary>Cost of one unit of output of a supply, counted beside the choices; null for none.</summary>
    public Func<Supply, double>? OutputCost { get; init; }

    /// <summary>What is taken for granted.</summary>
    public OutputCase Conditions { get; init; } = OutputCase.Plain;

    /// <summary>Sets of choices that are no answer.</summary>
    public IReadOnlyList<IReadOnlyList<bool>> Excluded { get; init; } = [];

    /// <summary>Branch-and-bound nodes after which the best set so far is given; a deterministic limit. Default 50,000.</summary>
    public int Nodes { get; init; } = 50_000;
}

/// <summary>The best set of choices.</summary>
/// <param name="Chosen">Whether each choice is taken.</param>
/// <param name="Cost">Cost of the choices, and of the output where that is counted.</param>
/// <param name="Theta">Theta of the program's point.</param>
/// <param name="Output">Output per supply, per month in the item's unit.</param>
/// <param name="IsOptimal">False where the limit on nodes ended the search.</param>
public sealed record ChoiceAnswer(IReadOnlyList<bool> Chosen, double Cost, double Theta, double[] Output, bool IsOptimal);

public sealed partial class OutputProgram
{
    /// <summary>The cheapest set of choices that reaches a level, or the set within a budget that reaches most; null where none does.</summary>
    /// <remarks>One mixed-integer program: a supply makes at most its capacity and what is added to it. A choice that a denial takes away adds nothing.</remarks>
    /// <exception cref="InvalidOperationException">The solver failed; the message says how.</exception>
    public ChoiceAnswer? Choose(Denial denial, IReadOnlyList<OutputChoice> choices, ChoiceQuestion question, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(denial);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(question);
        var bounds = BoundsFor(denial, question.Conditions);
        if (bounds.Upper[0] < question.Level) return null;
        var remains = new Remains(this, denial, question.Conditions);
        var model = _model.Copy();
        model.Maximize = question.MaximizesTheta;
        for (var c = 0; c < bounds.Upper.Length; c++) model.SetColumnBounds(c, c == 0 ? question.Level * (1 - 5e-11) : 0, bounds.Upper[c]);
        for (var r = 0; r < bounds.RowUpper.Length; r++) model.SetRowBounds(r, bounds.RowLower[r], bounds.RowUpper[r]);
        var (columns, uses) = _layout.AddChoices(model, choices, remains, bounds.Upper[0]);
        for (var i = 0; i < choices.Count; i++)
            if (choices[i].After >= 0) model.AddRow(double.NegativeInfinity, 0, [columns[i], columns[choices[i].After]], [1, -1]);
        var scale = Math.Max(1e-9, choices.Select(c => c.Cost).DefaultIfEmpty().Max());
        if (double.IsFinite(question.Budget)) model.AddRow(double.NegativeInfinity, question.Budget / scale, columns, [.. choices.Select(c => c.Cost / scale)]);
        foreach (var set in question.Excluded)
            model.AddRow(1 - set.Count(taken => taken), double.PositiveInfinity, columns, [.. set.Select(taken => taken ? -1.0 : 1.0)]);
        var unit = SetObjective(model, choices, columns, uses, question);
        using var solver = _newSolver();
        solver.Load(model);
        Solves++;
        var answer = solver.Solve(new() { Gap = 1e-9, NodeLimit = question.Nodes }, stop);
        stop.ThrowIfCancellationRequested();
        if (answer.Status == SolveStatus.Infeasible) return null;
        if (!answer.HasPoint) throw new InvalidOperationException($"No set of choices was found: the solve ended as {answer.Status}.");
        var chosen = columns.Select(c => answer.Columns[c] > 0.5).ToArray();
        var plan = _layout.ReadPlan(answer, answer.Columns[0]);
        var cost = question.MaximizesTheta ? choices.Where((_, i) => chosen[i]).Sum(c => c.Cost) : answer.Objective * unit;
        return new(chosen, cost, answer.Columns[0], plan.Output, answer.Status == SolveStatus.Optimal);
    }

    // Costs are scaled so that the largest is one.
    double SetObjective(LinearModel model, IReadOnlyList<OutputChoice> choices, int[] columns, List<(int Column, double Cost)> uses, ChoiceQuestion question)
    {
        model.SetCost(0, question.MaximizesTheta ? 1 : 0);
        if (question.MaximizesTheta) return 1;
        var costs = question.OutputCost is { } cost ? _layout.OutputCosts(cost) : new double[_model.Columns];
        var unit = Math.Max(1e-9, Math.Max(costs.Max(), choices.Select(c => c.Cost).Concat(uses.Select(u => u.Cost)).DefaultIfEmpty().Max()));
        for (var c = 1; c < costs.Length; c++) model.SetCost(c, costs[c] / unit);
        for (var i = 0; i < columns.Length; i++) model.SetCost(columns[i], choices[i].Cost / unit);
        foreach (var (column, part) in uses) model.SetCost(column, part / unit);
        return unit;
    }

    sealed partial class Layout
    {
        /// <summary>Adds a yes-or-no column per choice, and lets what it adds raise the limits of its supply; where making with it costs more, also
        /// a column for how much is made with it, in shares of need, with its cost.</summary>
        public (int[] Columns, List<(int Column, double Cost)> Uses) AddChoices(LinearModel model, IReadOnlyList<OutputChoice> choices, Remains remains, double cap)
        {
            // Nothing needs more than its need times theta, so what is beyond that only loosens the program.
            var most = _program.Requirements.Converges ? cap + 1e-3 : double.PositiveInfinity;
            var columns = new int[choices.Count];
            var uses = new List<(int, double)>();
            for (var i = 0; i < columns.Length; i++) columns[i] = model.AddColumn(0, 0, 1, integer: true);
            foreach (var group in choices.Select((c, i) => (Choice: c, Column: columns[i])).GroupBy(p => p.Choice.Supply).OrderBy(g => g.Key))
            {
                var supply = _table.All[group.Key];
                if (!Counts(supply.Item) || remains.IsDenied[group.Key]) continue;
                var share = remains.Capacity[group.Key] / _need[supply.Item];
                foreach (var (choice, column) in group)
                    foreach (var row in RestRows(supply)) model.SetEntry(row, column, -choice.Adds / _need[supply.Item]);
                if (double.IsInfinity(share)) continue;
                var rows = new Entries();
                foreach (var layer in _program._layers)
                {
                    var x = _supplyColumn[layer.Index][group.Key];
                    if (!remains.IsStopped(layer.Index, group.Key)) model.SetColumnBounds(x, 0, double.PositiveInfinity);
                    rows.Add(x, 1);
                }
                foreach (var (choice, column) in group)
                {
                    var amount = Math.Min(most, choice.Adds / _need[supply.Item]);
                    if (choice.OutputCost <= 0)
                    {
                        rows.Add(column, -amount);
                        continue;
                    }
                    var use = model.AddColumn(0, 0, double.PositiveInfinity);
                    uses.Add((use, choice.OutputCost * _need[supply.Item]));
                    model.AddRow(double.NegativeInfinity, 0, [use, column], [1, -amount]);
                    rows.Add(use, -1);
                }
                if (_capacityRow[group.Key] >= 0) model.SetRowBounds(_capacityRow[group.Key], double.NegativeInfinity, double.PositiveInfinity);
                model.AddRow(double.NegativeInfinity, share, rows.Columns, rows.Values);
            }
            return (columns, uses);
        }

        // A supply may lie under several totals; what each leaves grows.
        IEnumerable<int> RestRows(Supply supply) => !SharesRest(supply) ? [] : _table.Network.TotalsOfItem[supply.Item].ToArray()
            .Where(t => _totalRow[t] >= 0 && _table.OfTotal[t].Contains(supply.Index)).Select(t => _totalRow[t]);

        /// <summary>Cost per column for a cost per unit of output.</summary>
        public double[] OutputCosts(Func<Supply, double> cost)
        {
            var costs = new double[Model.Columns];
            foreach (var columns in _supplyColumn)
                for (var s = 0; s < columns.Length; s++)
                    if (columns[s] >= 0) costs[columns[s]] = cost(_table.All[s]) * _need[_table.All[s].Item];
            return costs;
        }
    }
}
