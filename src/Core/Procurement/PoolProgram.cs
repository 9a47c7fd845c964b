using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Procurement;

/// <summary>What an order must respect.</summary>
sealed record PoolTerms
{
    /// <summary>States that buy, as indices.</summary>
    internal required IReadOnlyList<int> States { get; init; }

    /// <summary>Units per source and month.</summary>
    internal required double[][] Capacity { get; init; }

    internal required int Early { get; init; }
    internal IReadOnlyList<WorkBand> Bands { get; init; } = [];
    internal (double Least, double Most)? FairReturn { get; init; }
    internal int? MostVariants { get; init; }

    /// <summary>Most weighted late unit-months of each state, or null.</summary>
    internal double[]? MostLate { get; init; }

    /// <summary>True to share out what is late and to level the schedule; false for claims, of which only the size counts.</summary>
    internal bool IsWhole { get; init; } = true;
}

/// <summary>An order: what each source sends to each state in each month, and what each want gets.</summary>
/// <param name="Sent">Units [source][state][month].</param>
/// <param name="Delivered">Units [want][month].</param>
/// <param name="IsOptimal">False where a limit of nodes ended the search.</param>
sealed record PoolPoint(double[][][] Sent, double[][] Delivered, bool IsOptimal);

/// <summary>The program of a pooled order, solved in four steps: as little late as can be, what is late shared out, as cheap as can be, and level.</summary>
/// <remarks>
/// D[w,t], what want w has got by the end of month t, is at most what is due by t + early; b[w,t] >= what is due by t - late, less D[w,t].
/// 1. min sum weight * b (at the end times the tail). 2. min the highest late share of a state, with 1 kept. 3. min cost of what is made and
/// brought, with 1 and 2 kept; falling costs by pieces that are filled in order. 4. min sum |change of what a source sends from month to month|,
/// with the units of each source and the transport of 3 kept.
/// </remarks>
sealed class PoolProgram
{
    const double Loose = 1e-7;

    readonly PoolData _data;
    readonly PoolTerms _terms;
    readonly LinearModel _model = new();
    readonly double _scale, _money;
    readonly int[][][] _sent;
    readonly int[][] _delivered, _backlog;
    readonly int[] _units;
    readonly List<(int Column, double Cost)> _late = [], _cost = [], _level = [];
    readonly List<int> _worst = [];
    readonly int _lateRow, _transportRow;

    internal PoolProgram(PoolData data, PoolTerms terms)
    {
        (_data, _terms) = (data, terms);
        _scale = Math.Max(1e-9, Math.Max(data.Wants.Select(w => w.Due.Max()).DefaultIfEmpty(1).Max(), 0));
        _money = Math.Max(1e-9, data.Weight.DefaultIfEmpty(1).Max());
        _sent = [.. data.Sources.Select(AddSent)];
        _units = [.. data.Sources.Select(AddUnits)];
        _delivered = new int[data.Wants.Length][];
        _backlog = new int[data.Wants.Length][];
        foreach (var want in data.Wants) AddWant(want);
        AddBalances();
        AddBands();
        AddVariants();
        AddCosts();
        if (terms.IsWhole) AddLevel();
        _lateRow = AddRow(_late, double.NegativeInfinity, double.PositiveInfinity);
        _transportRow = AddRow(Transport(), double.NegativeInfinity, double.PositiveInfinity);
        if (terms.IsWhole) AddShares();
    }

    IEnumerable<PoolWant> Wants => _data.Wants.Where(w => _terms.States.Contains(w.State));

    int[][] AddSent(PoolSource source) =>
        [.. Enumerable.Range(0, _data.States.Length).Select(s => Enumerable.Range(0, _data.Months).Select(m =>
            _terms.States.Contains(s) && _terms.Capacity[source.Index][m] > 0 && ComesInTime(_data.Ways[source.Index][s].Days, m) && Wants.Any(w => w.State == s && _data.Serves(source, w))
                ? _model.AddColumn(0, 0, _terms.Capacity[source.Index][m] / _scale, false, $"{source.Id}:{_data.States[s]}:{m}") : -1).ToArray())];

    // What would be under way at the end serves nobody any more, so nobody sends it: what is sent is what arrives.
    bool ComesInTime(double days, int month) => month + (int)Math.Ceiling(days / Units.DaysPerMonth - 1e-9) < _data.Months;

    // Capacity per month, and the units of the whole order.
    int AddUnits(PoolSource source)
    {
        var all = new List<(int, double)>();
        for (var m = 0; m < _data.Months; m++)
        {
            var month = _sent[source.Index].Select(s => s[m]).Where(c => c >= 0).Select(c => (c, 1.0)).ToArray();
            if (month.Length > 1) AddRow(month, double.NegativeInfinity, _terms.Capacity[source.Index][m] / _scale);
            all.AddRange(month);
        }
        var units = _model.AddColumn(0, 0, double.PositiveInfinity, false, $"{source.Id}:units");
        AddRow([.. all, (units, -1)], 0, 0);
        return units;
    }

    void AddWant(PoolWant want)
    {
        var isIn = _terms.States.Contains(want.State);
        (_delivered[want.Index], _backlog[want.Index]) = (new int[_data.Months], new int[_data.Months]);
        Array.Fill(_delivered[want.Index], -1);
        Array.Fill(_backlog[want.Index], -1);
        if (!isIn) return;
        var before = -1;
        for (var t = 0; t < _data.Months; t++)
        {
            var most = DueBy(want, t + _terms.Early) / _scale;
            _delivered[want.Index][t] = _model.AddColumn(0, 0, double.PositiveInfinity);
            var sum = _model.AddColumn(0, 0, most, false, $"got:{want.Index}:{t}");
            AddRow(before < 0 ? [(sum, 1), (_delivered[want.Index][t], -1)] : [(sum, 1), (before, -1), (_delivered[want.Index][t], -1)], 0, 0);
            var due = DueBy(want, t - _data.Options.Late) / _scale;
            before = sum;
            if (due <= 0) continue;
            var late = _backlog[want.Index][t] = _model.AddColumn(0, 0, due, false, $"late:{want.Index}:{t}");
            AddRow([(late, 1), (sum, 1)], due, double.PositiveInfinity);
            _late.Add((late, want.Weight * TailOf(t)));
        }
    }

    double TailOf(int month) => month == _data.Months - 1 ? 1 + _data.Options.TailMonths : 1;

    internal static double DueBy(PoolWant want, int month)
    {
        var sum = 0.0;
        for (var m = 0; m <= Math.Min(month, want.Due.Count - 1); m++) sum += want.Due[m];
        return sum;
    }

    // What arrives in a month serves the wants of the state; without substitution, item by item.
    void AddBalances()
    {
        foreach (var s in _terms.States)
            foreach (var wants in Wants.Where(w => w.State == s).GroupBy(w => _data.Options.AreInterchangeable ? -1 : w.Item).OrderBy(g => g.Key))
            {
                var sources = _data.Sources.Where(x => _data.Serves(x, wants.First())).ToArray();
                for (var t = 0; t < _data.Months; t++)
                {
                    var row = wants.Select(w => (_delivered[w.Index][t], 1.0)).ToList();
                    foreach (var source in sources)
                        foreach (var (month, part) in Arriving(_data.Ways[source.Index][s].Days, t))
                            if (_sent[source.Index][s][month] is >= 0 and var column) row.Add((column, -part));
                    AddRow(row, 0, 0);
                }
            }
    }

    /// <summary>Months in which what arrives in a month was sent, evenly over the month, with their parts.</summary>
    internal static IEnumerable<(int Month, double Part)> Arriving(double days, int month)
    {
        var lag = days / Units.DaysPerMonth;
        var whole = (int)Math.Floor(lag);
        var part = lag - whole;
        if (part > 1 - 1e-9) (whole, part) = (whole + 1, 0);
        if (part < 1e-9) part = 0;
        if (month - whole >= 0 && part < 1) yield return (month - whole, 1 - part);
        if (part > 0 && month - whole - 1 >= 0) yield return (month - whole - 1, part);
    }

    void AddBands()
    {
        foreach (var band in _terms.Bands)
        {
            var state = Array.IndexOf(_data.States, band.State);
            Work(band.Least, 1);
            Work(band.Most, -1);

            void Work(double share, double sign)
            {
                if (sign > 0 ? share <= 0 : share >= 1) return;
                AddRow([.. _data.Sources.Select(x => (_units[x.Index], sign * ((x.Home == state ? 1 : 0) - share) * _data.Weight[x.Index] / _money))], 0, double.PositiveInfinity);
            }
        }
        if (_terms.FairReturn is not var (least, most)) return;
        foreach (var state in _terms.States.Where(s => _data.Sources.Any(x => x.Home == s)))
        {
            var work = _data.Sources.Where(x => x.Home == state).Select(x => (_units[x.Index], _data.Weight[x.Index] / _money)).ToArray();
            IEnumerable<(int, double)> Bought(double factor) => _data.Sources.SelectMany(x => _sent[x.Index][state].Where(c => c >= 0).Select(c => (c, -factor * _data.Weight[x.Index] / _money)));
            AddRow([.. work, .. Bought(least)], 0, double.PositiveInfinity);
            if (!double.IsInfinity(most)) AddRow([.. work, .. Bought(most)], double.NegativeInfinity, 0);
        }
    }

    void AddVariants()
    {
        if (_terms.MostVariants is not { } most || _data.Sources.Select(s => s.Variant).Distinct().Count() <= most) return;
        var chosen = new List<(int, double)>();
        foreach (var variant in _data.Sources.GroupBy(s => s.Variant).OrderBy(g => g.Key))
        {
            var column = _model.AddColumn(0, 0, 1, true, $"variant:{variant.Key}");
            chosen.Add((column, 1));
            foreach (var source in variant) AddRow([(_units[source.Index], 1), (column, -Most(source))], double.NegativeInfinity, 0);
        }
        AddRow(chosen, double.NegativeInfinity, most);
    }

    double Most(PoolSource source) => Math.Min(_terms.Capacity[source.Index].Sum(), Wants.Sum(w => w.Due.Sum())) / _scale;

    // What all units together cost is concave, so a later piece, which is cheaper, may only be used once the earlier ones are full.
    void AddCosts()
    {
        foreach (var source in _data.Sources)
        {
            var most = Most(source);
            if (source.Power >= 0 || source.Made <= 0 || most <= 0)
            {
                _cost.Add((_units[source.Index], _data.Weight[source.Index] / _money));
                continue;
            }
            var count = _data.Options.LearningSegments;
            var ends = Enumerable.Range(0, count + 1).Select(k => source.Made * Math.Pow((source.Made + most * _scale) / source.Made, (double)k / count) - source.Made).ToArray();
            var row = new List<(int, double)> { (_units[source.Index], -1) };
            var full = -1;
            for (var k = 0; k < count; k++)
            {
                var width = (ends[k + 1] - ends[k]) / _scale;
                var piece = _model.AddColumn(0, 0, width, false, $"{source.Id}:piece:{k}");
                _cost.Add((piece, (source.Cost(ends[k + 1]) - source.Cost(ends[k])) / (ends[k + 1] - ends[k]) / _money));
                row.Add((piece, 1));
                if (full >= 0) AddRow([(piece, 1), (full, -width)], double.NegativeInfinity, 0);
                if (k + 1 == count) continue;
                full = _model.AddColumn(0, 0, 1, true, $"{source.Id}:full:{k}");
                AddRow([(piece, 1), (full, -width)], 0, double.PositiveInfinity);
            }
            AddRow(row, 0, 0);
        }
        _cost.AddRange(Transport());
    }

    List<(int Column, double Cost)> Transport() =>
        [.. from source in _data.Sources from s in _terms.States where _data.Ways[source.Index][s].UnitCost > 0 from c in _sent[source.Index][s] where c >= 0 select (c, _data.Ways[source.Index][s].UnitCost / _money)];

    void AddLevel()
    {
        foreach (var source in _data.Sources)
        {
            (int, double)[]? before = null;
            for (var m = 0; m < _data.Months; m++)
            {
                var month = _sent[source.Index].Select(s => s[m]).Where(c => c >= 0).Select(c => (c, 1.0)).ToArray();
                if (before is not null)
                {
                    var (up, down) = (_model.AddColumn(0, 0, double.PositiveInfinity), _model.AddColumn(0, 0, double.PositiveInfinity));
                    AddRow([.. month, .. before.Select(c => (c.Item1, -1.0)), (up, -1), (down, 1)], 0, 0);
                    _level.Add((up, 1));
                    _level.Add((down, 1));
                }
                // The first month in which it can deliver has nothing to be level with.
                if (month.Length > 0 || before is not null) before = month;
            }
        }
    }

    // Late unit-months of each state: never above what it has alone, and the highest share of what it wants is made small.
    void AddShares()
    {
        var worst = _model.AddColumn(0, 0, double.PositiveInfinity, false, "worst");
        _worst.Add(worst);
        foreach (var s in _terms.States)
        {
            var late = Wants.Where(w => w.State == s).SelectMany(w => _backlog[w.Index].Select((c, t) => (Column: c, Weight: w.Weight * TailOf(t)))).Where(c => c.Column >= 0).ToArray();
            if (late.Length == 0) continue;
            var wanted = Wants.Where(w => w.State == s).Sum(w => w.Weight * w.Due.Sum()) / _scale;
            AddRow([.. late, (worst, -wanted)], double.NegativeInfinity, 0);
            if (_terms.MostLate is { } limits) AddRow(late, double.NegativeInfinity, limits[s] / _scale * (1 + 1e-6) + Loose);
        }
    }

    int AddRow(IReadOnlyCollection<(int Column, double Value)> terms, double lower, double upper) =>
        _model.AddRow(lower, upper, [.. terms.Select(t => t.Column)], [.. terms.Select(t => t.Value)]);

    /// <summary>Solves the program.</summary>
    /// <exception cref="InvalidOperationException">The solver found no answer, though ordering nothing always is one.</exception>
    internal PoolPoint? Solve(Func<ILinearSolver> make, CancellationToken stop)
    {
        using var solver = make();
        solver.Load(_model);
        var isOptimal = true;
        if (Step(solver, _late, ref isOptimal, stop) is not { } first) return null;
        var point = first;
        Keep(solver, _lateRow, _late, point);
        if (_worst.Count > 0)
        {
            point = Step(solver, [(_worst[0], 1)], ref isOptimal, stop, point) ?? point;
            solver.ChangeColumn(_worst[0], 0, point[_worst[0]] * (1 + 1e-6) + Loose);
        }
        point = Step(solver, _cost, ref isOptimal, stop, point) ?? point;
        if (_terms.IsWhole)
        {
            foreach (var column in _units) solver.ChangeColumn(column, Math.Max(0, point[column] - Loose), Math.Max(0, point[column]) + Loose);
            for (var j = 0; j < _model.Columns; j++)
                if (_model.Integer[j]) solver.ChangeColumn(j, Math.Round(point[j]), Math.Round(point[j]));
            Keep(solver, _transportRow, Transport(), point);
            point = Step(solver, _level, ref isOptimal, stop, point) ?? point;
        }
        double At(int column) => column < 0 ? 0 : Math.Max(0, point[column]) * _scale is var value && value > 1e-6 * _scale ? value : 0;
        return new([.. _sent.Select(s => s.Select(b => b.Select(At).ToArray()).ToArray())], [.. _delivered.Select(w => w.Select(At).ToArray())], isOptimal);
    }

    static void Keep(ILinearSolver solver, int row, List<(int Column, double Cost)> terms, double[] point)
    {
        var value = terms.Sum(t => t.Cost * point[t.Column]);
        solver.ChangeRow(row, double.NegativeInfinity, value + 1e-6 * Math.Abs(value) + Loose);
    }

    // The room that the steps before leave is hardly wider than a solver's tolerance. Where the solver loses its way from the point before, it starts afresh; where that
    // helps no more, the point before stays, which keeps every limit, and the order is not called the best.
    double[]? Step(ILinearSolver solver, List<(int Column, double Cost)> costs, ref bool isOptimal, CancellationToken stop, double[]? before = null)
    {
        var cost = new double[_model.Columns];
        foreach (var (column, value) in costs) cost[column] += value;
        for (var j = 0; j < cost.Length; j++) solver.ChangeCost(j, cost[j]);
        SolveOptions options = new() { Gap = _data.Options.Gap, NodeLimit = _model.HasIntegers ? _data.Options.NodeLimit : null };
        var result = solver.Solve(options, stop);
        stop.ThrowIfCancellationRequested();
        if (!result.HasPoint && (before is not null || result.Status != SolveStatus.Infeasible))
        {
            solver.ForgetBasis();
            result = solver.Solve(options, stop);
            stop.ThrowIfCancellationRequested();
        }
        isOptimal &= result.Status == SolveStatus.Optimal;
        return result.HasPoint ? result.Columns : before is not null ? null : result.Status == SolveStatus.Infeasible ? null : throw new InvalidOperationException($"No order was found: the solve ended as {result.Status}.");
    }
}
