using Vauban.Core.Solving;

namespace Vauban.Tests.Capacity;

/// <summary>The cheapest plan by trying everything: every number of starts in every period, every course of line states, every course of
/// learning; each is one linear program in sums over all earlier periods (no states that carry over, no scaling, no integers).
/// Slow; the oracle for the plan engine.</summary>
sealed class PlanOracle
{
    readonly SmallPlan _plan;
    readonly double[] _marks;
    readonly int _periods;
    readonly Func<ILinearSolver> _solver;

    PlanOracle(SmallPlan plan, Func<ILinearSolver> solver)
    {
        (_plan, _marks, _solver) = (plan, plan.Marks, solver);
        _periods = _marks.Length - 1;
    }

    /// <summary>Least objective, and how many programs it took.</summary>
    public static (double Best, int Programs) Solve(SmallPlan plan, Func<ILinearSolver> solver)
    {
        var oracle = new PlanOracle(plan, solver);
        var (best, programs) = (double.PositiveInfinity, 0);
        foreach (var starts in oracle.Starts())
        {
            if (!oracle.IsPaid(starts)) continue;
            foreach (var states in oracle.States())
                foreach (var pieces in oracle.Pieces())
                {
                    programs++;
                    best = Math.Min(best, oracle.Cost(starts, states, pieces));
                }
        }
        return (best, programs);
    }

    // Every way to choose how often each expansion starts in each period.
    IEnumerable<int[][]> Starts() => Product(_plan.Expansions.Select(e => OneExpansion(e).ToArray()).ToArray());

    IEnumerable<int[]> OneExpansion(SmallExpansion e)
    {
        yield return new int[_periods];
        for (var a = 0; a < _periods; a++)
        {
            if (_marks[a] < e.Earliest) continue;
            for (var count = 1; count <= e.Most; count++)
            {
                var one = new int[_periods];
                one[a] = count;
                yield return one;
                if (count > 1) continue;
                for (var b = a + 1; b < _periods && e.Most > 1; b++)
                {
                    var two = (int[])one.Clone();
                    two[b] = 1;
                    yield return two;
                }
            }
        }
    }

    // Courses of the one line with a least rate: R runs, W is kept ready, C is cold.
    IEnumerable<char[]> States() => _plan.Lines.Any(l => l.Least > 0) ? Product(Enumerable.Repeat("RWC".ToCharArray(), _periods).ToArray()) : [[]];

    // The piece of the curve in which the one line that learns ends each period.
    IEnumerable<int[]> Pieces() => !_plan.Lines.Any(l => l.Learning < 1) ? [[]]
        : Product(Enumerable.Repeat(new[] { 0, 1 }, _periods).ToArray()).Where(p => Enumerable.Range(1, _periods - 1).All(t => p[t - 1] <= p[t]));

    static IEnumerable<T[]> Product<T>(T[][] choices)
    {
        if (choices.Length == 0) return [[]];
        return Product(choices[1..]).SelectMany(rest => choices[0].Select(first => (T[])[first, .. rest]));
    }

    double Discount(int t) => Math.Pow(1 + _plan.Rate, -(_marks[t] + _marks[t + 1]) / 24);

    double DiscountAfter => Math.Pow(1 + _plan.Rate, -_marks[^1] / 12);

    double Length(int t) => _marks[t + 1] - _marks[t];

    static double Overlap(double a, double b, double c, double d) => Math.Max(0, Math.Min(b, d) - Math.Max(a, c));

    // Of what is started evenly in period p, the part that arrives in period t after a delay.
    double Arrives(int p, int t, double delay) => Overlap(_marks[p] + delay, _marks[p + 1] + delay, _marks[t], _marks[t + 1]) / Length(p);

    static (double From, double To) Spending(SmallExpansion e, double start) => e.Build > 0 ? (start + e.Permit, start + e.Permit + e.Build) : (start + e.Permit, start + e.Permit + 1);

    // Can the payers pay every euro in the calendar year in which it is spent?
    bool IsPaid(int[][] starts)
    {
        if (_plan.Budgets.Count == 0) return true;
        var model = new LinearModel();
        var perBudget = _plan.Budgets.Select(_ => new List<int>()).ToArray();
        for (var e = 0; e < starts.Length; e++)
        {
            var (row, perYear, whole) = (_plan.Expansions[e], new SortedDictionary<int, double>(), 0.0);
            for (var t = 0; t < _periods; t++)
            {
                if (starts[e][t] == 0) continue;
                var (from, to) = Spending(row, _marks[t]);
                for (var m = (int)from; m < to; m++)
                {
                    var year = _plan.First.AddMonths(m).Year;
                    var amount = starts[e][t] * row.Capex * Overlap(from, to, m, m + 1) / (to - from);
                    perYear[year] = perYear.GetValueOrDefault(year) + amount;
                    whole += amount;
                }
            }
            var payments = new List<(int Budget, int Column)>();
            for (var b = 0; b < _plan.Budgets.Count; b++)
            {
                if (whole == 0 || (_plan.Budgets[b].OnlyHome && row.IsAbroad)) continue;
                payments.Add((b, model.AddColumn(0, 0, double.PositiveInfinity)));
                perBudget[b].Add(payments[^1].Column);
            }
            foreach (var (year, amount) in perYear)
            {
                int[] columns = [.. payments.Where(p => _plan.Budgets[p.Budget].Year == year).Select(p => p.Column)];
                if (columns.Length == 0) return false;
                model.AddRow(amount, amount, columns, Ones(columns.Length));
            }
            foreach (var payer in payments.GroupBy(p => _plan.Budgets[p.Budget].Payer))
            {
                int[] columns = [.. payer.Select(p => p.Column)];
                model.AddRow(double.NegativeInfinity, whole * _plan.Budgets[payer.First().Budget].Share, columns, Ones(columns.Length));
            }
        }
        for (var b = 0; b < perBudget.Length; b++)
            if (perBudget[b].Count > 0) model.AddRow(double.NegativeInfinity, _plan.Budgets[b].Amount, [.. perBudget[b]], Ones(perBudget[b].Count));
        return model.Columns == 0 || Solve(model).Status == SolveStatus.Optimal;
    }

    static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    LinearResult Solve(LinearModel model)
    {
        using var solver = _solver();
        solver.Load(model);
        return solver.Solve();
    }

    double Cost(int[][] starts, char[] states, int[] pieces)
    {
        var program = new OneProgram(this, starts, states, pieces);
        return program.Least();
    }

    /// <summary>An expression over columns.</summary>
    sealed class Sum
    {
        public Dictionary<int, double> Terms { get; } = [];

        public double Constant { get; set; }

        public void Add(int column, double value)
        {
            if (value != 0) Terms[column] = Terms.GetValueOrDefault(column) + value;
        }

        public void Add(Sum other, double factor)
        {
            foreach (var (column, value) in other.Terms) Add(column, value * factor);
            Constant += other.Constant * factor;
        }
    }

    /// <summary>The program of one choice of everything that is not continuous.</summary>
    sealed class OneProgram
    {
        readonly PlanOracle _of;
        readonly SmallPlan _plan;
        readonly LinearModel _model = new();
        readonly Sum _objective = new();
        readonly int _periods;
        readonly (int Item, double Lead, double Cost, int Line)[] _sources;
        readonly int[][] _made;
        readonly int[] _before;

        public OneProgram(PlanOracle of, int[][] starts, char[] states, int[] pieces)
        {
            (_of, _plan, _periods) = (of, of._plan, of._periods);
            _sources = [.. _plan.Lines.Select((l, i) => (l.Item, l.Lead, l.Cost, i)), .. _plan.Expansions.Select(e => (e.Item, e.Lead, e.Cost, -1))];
            _made = [.. _sources.Select(_ => new int[_periods])];
            _before = new int[_sources.Length];
            for (var s = 0; s < _sources.Length; s++) AddSource(s, starts, states);
            foreach (var (line, index) in _plan.Lines.Select((l, i) => (l, i)))
                if (line.Learning < 1) AddLearning(index, line, pieces);
            AddCapex(starts);
            AddGoods();
        }

        public double Least()
        {
            foreach (var (column, value) in _objective.Terms) _model.SetCost(column, value);
            var answer = _of.Solve(_model);
            // Least rates and courses of learning may leave nothing that fits.
            if (answer.Status == SolveStatus.Infeasible) return double.PositiveInfinity;
            Assert.Equal(SolveStatus.Optimal, answer.Status);
            return answer.Objective + _objective.Constant;
        }

        // Capacity that starts have added, in units over the period.
        double Added(int s, int t, int[][] starts)
        {
            var sum = 0.0;
            for (var e = 0; e < starts.Length; e++)
            {
                var row = _plan.Expansions[e];
                if (row.Line >= 0 ? row.Line != s : _plan.Lines.Count + e != s) continue;
                for (var p = 0; p < _periods; p++)
                {
                    var ready = _of._marks[p] + row.Permit + row.Build;
                    sum += starts[e][p] * row.Adds * (Area(_of._marks[t + 1] - ready) - Area(_of._marks[t] - ready));
                }

                double Area(double u) => u <= 0 ? 0 : u >= row.Ramp ? u - row.Ramp / 2 : u * u / 2 / row.Ramp;
            }
            return sum;
        }

        void AddSource(int s, int[][] starts, char[] states)
        {
            var line = _sources[s].Line >= 0 ? _plan.Lines[_sources[s].Line] : null;
            var (ready, before) = (0.0, 'R');
            for (var t = 0; t < _periods; t++)
            {
                var own = (line?.Capacity ?? 0) * _of.Length(t);
                var (low, high) = (0.0, own + Added(s, t, starts));
                if (line is { Least: > 0 })
                {
                    if (before == 'C' && states[t] != 'C')
                    {
                        ready = _of._marks[t] + line.RestartMonths;
                        _objective.Constant += line.RestartCost * _of.Discount(t);
                    }
                    var share = states[t] != 'R' ? 0 : Math.Clamp((_of._marks[t + 1] - ready) / _of.Length(t), 0, 1);
                    (low, high) = (line.Least * _of.Length(t) * share, high * share);
                    if (states[t] == 'W') _objective.Constant += line.Fee * _of.Length(t) * _of.Discount(t);
                    before = states[t];
                }
                _made[s][t] = _model.AddColumn(0, low, high);
                if (line is not { Learning: < 1 }) _objective.Add(_made[s][t], _sources[s].Cost * _of.Discount(t));
            }
            _before[s] = _model.AddColumn(0, 0, _plan.IsFull && line is not null ? line.Capacity : 0);
        }

        // Two pieces with ends in the same ratio, each at the average of the curve; the choice says in which one each period ends.
        void AddLearning(int s, SmallLine line, int[] pieces)
        {
            var most = 0.0;
            for (var t = 0; t < _periods; t++) most += _of.Length(t) * (line.Capacity + _plan.Expansions.Where(e => e.Line == s).Sum(e => e.Adds * e.Most));
            double[] ends = [0, Math.Sqrt(line.Made * (line.Made + most)) - line.Made, most];
            double[] paid = [0, Integral(ends[1]), Integral(ends[2])];
            var (units, before) = (new Sum(), new Sum());
            for (var t = 0; t < _periods; t++)
            {
                units.Add(_made[s][t], 1);
                var k = pieces[t];
                Row(units, ends[k], ends[k + 1]);
                var price = (paid[k + 1] - paid[k]) / (ends[k + 1] - ends[k]);
                var now = new Sum { Constant = paid[k] - price * ends[k] };
                now.Add(units, price);
                _objective.Add(now, _of.Discount(t));
                _objective.Add(before, -_of.Discount(t));
                before = now;
            }

            double Integral(double more)
            {
                var power = Math.Log2(line.Learning) + 1;
                return line.Cost * line.Made / power * (Math.Pow(1 + more / line.Made, power) - 1);
            }
        }

        void AddCapex(int[][] starts)
        {
            for (var e = 0; e < starts.Length; e++)
                for (var p = 0; p < _periods; p++)
                {
                    if (starts[e][p] == 0) continue;
                    var (from, to) = Spending(_plan.Expansions[e], _of._marks[p]);
                    var capex = starts[e][p] * _plan.Expansions[e].Capex / (to - from);
                    for (var t = 0; t < _periods; t++) _objective.Constant += capex * Overlap(from, to, _of._marks[t], _of._marks[t + 1]) * _of.Discount(t);
                    _objective.Constant += capex * Overlap(from, to, _of._marks[^1], double.MaxValue) * _of.DiscountAfter;
                }
        }

        bool IsLinked(int s, int item) => s < _plan.Lines.Count && _plan.Links.Any(l => l.Customer == s && l.Item == item);

        // What one column of output takes of each input: from the pool of the input, or from what goes over links.
        void Use(int s, int column, Action<int, int, double> pool, Action<int, int, double> linked)
        {
            List<int> parts = [];
            foreach (var recipe in _plan.Recipes.Where(r => r.Item == _sources[s].Item))
            {
                var from = column;
                if (recipe.IsChoice) parts.Add(from = _model.AddColumn(0, 0, double.PositiveInfinity));
                (IsLinked(s, recipe.Input) ? linked : pool)(recipe.Input, from, recipe.Quantity);
            }
            if (parts.Count > 0) _model.AddRow(0, 0, [column, .. parts], [-1, .. Ones(parts.Count)]);
        }

        void AddGoods()
        {
            var arrivals = new Sum[_plan.Items][];
            var leaves = new Sum[_plan.Items][];
            var steady = new Sum[_plan.Items];
            for (var i = 0; i < _plan.Items; i++)
            {
                arrivals[i] = [.. Enumerable.Range(0, _periods).Select(_ => new Sum())];
                leaves[i] = [.. Enumerable.Range(0, _periods).Select(_ => new Sum())];
                steady[i] = new();
            }
            // Flows: to a customer with links from its qualified suppliers, and from new lines, which would be qualified.
            List<(int Supplier, int Customer, int Item, double Transport, int Before, int[] Sent)> flows = [];
            foreach (var link in _plan.Links.Where(l => l.IsQualified)) flows.Add((link.Supplier, link.Customer, link.Item, link.Transport, Free(), [.. Enumerable.Range(0, _periods).Select(_ => Free())]));
            foreach (var pair in _plan.Links.Select(l => (l.Customer, l.Item)).Distinct())
                for (var e = 0; e < _plan.Expansions.Count; e++)
                    if (_plan.Expansions[e].Line < 0 && _plan.Expansions[e].Item == pair.Item)
                        flows.Add((_plan.Lines.Count + e, pair.Customer, pair.Item, 0, _model.AddColumn(0, 0, 0), [.. Enumerable.Range(0, _periods).Select(_ => Free())]));
            for (var s = 0; s < _sources.Length; s++)
            {
                var mine = flows.Where(f => f.Supplier == s).ToArray();
                var (item, lead) = (_sources[s].Item, _sources[s].Lead);
                for (var p = 0; p < _periods; p++)
                {
                    foreach (var flow in mine) Row(Of((_made[s][p], 1), [.. mine.Select(f => (f.Sent[p], -1.0))]), 0, double.PositiveInfinity);
                    for (var t = p; t < _periods; t++)
                    {
                        arrivals[item][t].Add(_made[s][p], _of.Arrives(p, t, lead));
                        foreach (var flow in mine) arrivals[item][t].Add(flow.Sent[p], -_of.Arrives(p, t, lead));
                    }
                }
                for (var t = 0; t < _periods; t++)
                {
                    arrivals[item][t].Add(_before[s], Overlap(0, lead, _of._marks[t], _of._marks[t + 1]));
                    foreach (var flow in mine) arrivals[item][t].Add(flow.Before, -Overlap(0, lead, _of._marks[t], _of._marks[t + 1]));
                }
                steady[item].Add(_before[s], 1);
                foreach (var flow in mine) steady[item].Add(flow.Before, -1);
                if (mine.Length > 0) Row(Of((_before[s], 1), [.. mine.Select(f => (f.Before, -1.0))]), 0, double.PositiveInfinity);
                AddUses(s, flows, leaves, steady);
            }
            foreach (var sum in steady) Row(sum, 0, double.PositiveInfinity);
            AddDeliveries(leaves);
            for (var i = 0; i < _plan.Items; i++) AddStock(i, arrivals[i], leaves[i]);

            int Free() => _model.AddColumn(0, 0, double.PositiveInfinity);
        }

        static Sum Of((int, double) first, params (int Column, double Value)[] rest)
        {
            var sum = new Sum();
            foreach (var (column, value) in rest.Prepend(first)) sum.Add(column, value);
            return sum;
        }

        void AddUses(int s, List<(int Supplier, int Customer, int Item, double Transport, int Before, int[] Sent)> flows, Sum[][] leaves, Sum[] steady)
        {
            Sum[] Sums() => [.. Enumerable.Range(0, _periods).Select(_ => new Sum())];
            var kept = new SortedDictionary<int, (Sum[] Comes, Sum[] Goes)>();
            for (var t = 0; t < _periods; t++)
            {
                var needs = new Dictionary<int, Sum>();
                Use(s, _made[s][t], (input, column, q) => leaves[input][t].Add(column, q), (input, column, q) => Need(needs, input).Add(column, -q));
                foreach (var (input, need) in needs)
                {
                    if (!kept.TryGetValue(input, out var rows)) kept[input] = rows = (Sums(), Sums());
                    rows.Goes[t].Add(need, -1);
                    foreach (var flow in flows.Where(f => f.Customer == s && f.Item == input))
                    {
                        var under = _sources[flow.Supplier].Lead + flow.Transport;
                        for (var p = 0; p <= t; p++) rows.Comes[t].Add(flow.Sent[p], _of.Arrives(p, t, under));
                        rows.Comes[t].Add(flow.Before, Overlap(0, under, _of._marks[t], _of._marks[t + 1]));
                    }
                }
            }
            // What comes over links and is not used yet lies at the line; nothing lies there at the start.
            foreach (var (input, rows) in kept) AddStock(input, rows.Comes, rows.Goes, isPool: false);
            var steadyNeeds = new Dictionary<int, Sum>();
            Use(s, _before[s], (input, column, q) => steady[input].Add(column, -q), (input, column, q) => Need(steadyNeeds, input).Add(column, -q));
            foreach (var (input, need) in steadyNeeds)
            {
                foreach (var flow in flows.Where(f => f.Customer == s && f.Item == input)) need.Add(flow.Before, 1);
                Row(need, 0, double.PositiveInfinity);
            }

            static Sum Need(Dictionary<int, Sum> needs, int input) => needs.TryGetValue(input, out var sum) ? sum : needs[input] = new();
        }

        void AddDeliveries(Sum[][] leaves)
        {
            foreach (var demand in _plan.Demands)
            {
                var weight = demand.Price / demand.Priority * demand.Certainty switch { "option" => 0.5, "intention" => 0.25, _ => 1 };
                var backlog = new Sum();
                for (var t = 0; t < _periods; t++)
                {
                    var delivered = _model.AddColumn(0, 0, double.PositiveInfinity);
                    leaves[demand.Item][t].Add(delivered, 1);
                    backlog.Add(delivered, -1);
                    backlog.Constant += demand.Rate * Overlap(demand.From, demand.To + 1, _of._marks[t], _of._marks[t + 1]);
                    Row(backlog, 0, double.PositiveInfinity);
                    _objective.Add(backlog, weight * _of.Length(t) * _of.Discount(t));
                }
                _objective.Add(backlog, weight * 6 * _of.DiscountAfter);
            }
        }

        void AddStock(int item, Sum[] arrivals, Sum[] leaves, bool isPool = true)
        {
            var rows = _plan.Stocks.Where(s => s.Item == item).ToArray();
            var initial = isPool ? rows.Sum(s => s.Quantity) : 0;
            var life = rows.Select(s => s.Life).DefaultIfEmpty(double.PositiveInfinity).Min();
            var holding = rows.Select(s => s.Holding).DefaultIfEmpty(0).Max();
            var stock = new Sum { Constant = initial };
            for (var t = 0; t < _periods; t++)
            {
                var end = _of._marks[t + 1];
                stock.Add(arrivals[t], 1);
                stock.Add(leaves[t], -1);
                stock.Add(_model.AddColumn(0, 0, double.PositiveInfinity), -1);
                Row(stock, 0, double.PositiveInfinity);
                _objective.Add(stock, holding * _of.Length(t) * _of.Discount(t));
                if (double.IsInfinity(life)) continue;
                var fresh = new Sum { Constant = end < life - 1e-9 ? initial : 0 };
                for (var p = 0; p <= t; p++) fresh.Add(arrivals[p], Overlap(end - life, end, _of._marks[p], _of._marks[p + 1]) / _of.Length(p));
                fresh.Add(stock, -1);
                Row(fresh, 0, double.PositiveInfinity);
            }
        }

        void Row(Sum sum, double low, double high) => _model.AddRow(low - sum.Constant, high - sum.Constant, [.. sum.Terms.Keys], [.. sum.Terms.Values]);
    }
}
