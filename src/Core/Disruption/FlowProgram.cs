using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>What a program over a chain asks.</summary>
enum FlowQuestion
{
    /// <summary>Which share of the demand can be met for ever, at most all of it: rates per day, no stock.</summary>
    Steady,
    /// <summary>How many days the demand can be met with what is made and what lies in store.</summary>
    Survive,
    /// <summary>What is missing at least over a given number of days: rates per day, stocks spread over them.</summary>
    Recover,
}

/// <summary>The linear programs of Simchi-Levi et al. (Interfaces 45(5), 2015) over a chain, built once; failures and windows change bounds only.</summary>
/// <remarks>Where every supplier of an item may serve every user, the flows between them add nothing to the sums, so one balance per item
/// replaces them; flows stand only where a customer takes an input from named suppliers.</remarks>
sealed class FlowProgram : IDisposable
{
    readonly Chain _chain;
    readonly FlowQuestion _question;
    readonly ILinearSolver _solver;
    readonly int[] _output;
    readonly int[] _short;
    readonly bool[] _isStopped;
    readonly List<(int Row, double Stock, double Need)> _stockRows = [];
    readonly List<(int Link, int Row)> _switches = [];
    readonly double _level;
    double _days = 1;

    public FlowProgram(Chain chain, FlowQuestion question, double level, Func<ILinearSolver> solver)
    {
        (_chain, _question, _level) = (chain, question, level);
        _output = new int[chain.Makers.Length];
        _short = new int[chain.Demands.Length];
        _isStopped = new bool[chain.Makers.Length];
        Model = new() { Maximize = question != FlowQuestion.Recover };
        Build();
        _solver = solver();
        _solver.Load(Model);
    }

    /// <summary>The program as first built.</summary>
    public LinearModel Model { get; }

    /// <summary>Column of each link's flow, or -1.</summary>
    public int[] LinkColumns { get; private set; } = [];

    /// <summary>Column of each maker's output, or -1.</summary>
    public int[] OutputColumns => _output;

    /// <summary>Column of what a maker makes with an alternative.</summary>
    public Dictionary<(int Maker, int Group, int Alternative), int> PartColumns { get; } = [];

    public void Dispose() => _solver.Dispose();

    /// <summary>Stops these makers and lets all others run again.</summary>
    public void Stop(bool[] stopped)
    {
        for (var m = 0; m < stopped.Length; m++)
        {
            if (stopped[m] == _isStopped[m] || _output[m] < 0) continue;
            _solver.ChangeColumn(_output[m], 0, stopped[m] ? 0 : Most(m));
            _isStopped[m] = stopped[m];
        }
    }

    /// <summary>Sets the length of the window of <see cref="FlowQuestion.Recover"/>.</summary>
    public void Over(double days)
    {
        if (days == _days) return;
        foreach (var (row, stock, need) in _stockRows) _solver.ChangeRow(row, need - stock / days, double.PositiveInfinity);
        foreach (var (link, _) in _switches) _solver.ChangeColumn(LinkColumns[link], 0, days > _chain.Links[link].SwitchDays ? Rate(link) * (1 - _chain.Links[link].SwitchDays / days) : 0);
        _days = days;
    }

    /// <summary>Opens, in <see cref="FlowQuestion.Survive"/>, the links that can be switched to within some days: from then on each gives what its
    /// supplier makes a day. Gives how many are open.</summary>
    public int Switch(double days)
    {
        var open = 0;
        foreach (var (link, row) in _switches)
        {
            var (wait, rate) = (_chain.Links[link].SwitchDays, Rate(link));
            var isOpen = wait <= days;
            if (isOpen) open++;
            _solver.ChangeColumn(LinkColumns[link], 0, isOpen ? double.PositiveInfinity : 0);
            if (row >= 0) _solver.ChangeRow(row, double.NegativeInfinity, isOpen ? -rate * wait : 0);
        }
        return open;
    }

    // What the supplier of a link makes a day, in days of need of its item.
    double Rate(int link) => _chain.Makers[_chain.Links[link].Supplier].PerDay / _chain.Scale[_chain.Links[link].Item];

    /// <summary>Of all plans of <see cref="FlowQuestion.Steady"/> that meet a share of the demand, the one that makes least, makers of unknown size last.</summary>
    public LinearResult Settle(double level, CancellationToken stop)
    {
        _solver.ChangeSense(false);
        _solver.ChangeCost(0, 0);
        _solver.ChangeColumn(0, level, double.PositiveInfinity);
        for (var m = 0; m < _output.Length; m++)
            if (_output[m] >= 0) _solver.ChangeCost(_output[m], double.IsInfinity(_chain.Makers[m].PerDay) ? 1 : 1e-3);
        var result = _solver.Solve(null, stop);
        return result.Status == SolveStatus.Optimal ? result : throw new InvalidOperationException($"A steady plan ended as {result.Status}.");
    }

    public LinearResult Solve(CancellationToken stop) => _solver.Solve(null, stop);

    public void Forget() => _solver.ForgetBasis();

    /// <summary>What is missing of each demand a day, of a point of <see cref="FlowQuestion.Recover"/>.</summary>
    public double[] Missing(LinearResult result) => [.. _short.Select((c, d) => Math.Max(0, result.Columns[c]) * _chain.Scale[_chain.Demands[d].Item])];

    /// <summary>Output of each maker a day, of a point.</summary>
    public double[] Output(LinearResult result) => [.. _output.Select((c, m) => c < 0 ? 0 : Math.Max(0, result.Columns[c]) * _chain.Scale[_chain.Makers[m].Item])];

    // Column 0 is the answer: the share of the demand, the days, or nothing.
    void Build()
    {
        Model.AddColumn(_question == FlowQuestion.Recover ? 0 : 1, 0, _question == FlowQuestion.Steady ? _level : double.PositiveInfinity);
        for (var m = 0; m < _output.Length; m++)
            _output[m] = _chain.IsShared[_chain.Makers[m].Item] ? -1 : Model.AddColumn(0, 0, Most(m));
        var balance = new Entries[_chain.Items];
        var pairs = new SortedDictionary<(int Customer, int Item), Entries>();
        for (var i = 0; i < balance.Length; i++) balance[i] = new();
        for (var m = 0; m < _output.Length; m++) AddUses(m, balance, pairs);
        AddSupply(balance, pairs);
        AddDemand(balance);
        AddStock(balance, pairs);
        if (_question == FlowQuestion.Survive) AddCapacity();
    }

    // In the program over days capacity grows with them (a row); in the others it is a bound.
    double Most(int maker) => _question == FlowQuestion.Survive && _chain.Makers[maker].PerDay > 0 ? double.PositiveInfinity : _chain.Makers[maker].PerDay / _chain.Scale[_chain.Makers[maker].Item];

    void AddUses(int m, Entries[] balance, SortedDictionary<(int, int), Entries> pairs)
    {
        var maker = _chain.Makers[m];
        if (_output[m] < 0) return;
        foreach (var use in maker.Uses) Take(use, _output[m]);
        for (var g = 0; g < maker.Groups.Length; g++)
        {
            var row = new Entries();
            row.Add(_output[m], -1);
            for (var a = 0; a < maker.Groups[g].Length; a++)
            {
                var part = Model.AddColumn(0, 0, double.PositiveInfinity);
                PartColumns[(m, g, a)] = part;
                row.Add(part, 1);
                if (maker.Groups[g][a].Quantity > 0) Take(maker.Groups[g][a], part);
            }
            Model.AddRow(0, 0, row.Columns, row.Values);
        }

        void Take(ChainUse use, int from)
        {
            var amount = -use.Quantity * _chain.Scale[maker.Item] / _chain.Scale[use.Item];
            if (!_chain.LinksInto.ContainsKey((m, use.Item)))
            {
                balance[use.Item].Add(from, amount);
                return;
            }
            if (!pairs.TryGetValue((m, use.Item), out var entries)) pairs[(m, use.Item)] = entries = new();
            entries.Add(from, amount);
        }
    }

    void AddSupply(Entries[] balance, SortedDictionary<(int Customer, int Item), Entries> pairs)
    {
        LinkColumns = new int[_chain.Links.Length];
        Array.Fill(LinkColumns, -1);
        var from = new Entries?[_output.Length];
        foreach (var ((customer, item), entries) in pairs)
            foreach (var l in _chain.LinksInto[(customer, item)])
            {
                if (_chain.Links[l].Supplier < 0 || _output[_chain.Links[l].Supplier] < 0) continue;
                // Who must first be switched to is closed: it never comes in the steady question, and in time or not in the others.
                LinkColumns[l] = Model.AddColumn(0, 0, _chain.Links[l].SwitchDays > 0 ? 0 : double.PositiveInfinity);
                if (_chain.Links[l].SwitchDays > 0) _switches.Add((l, _question == FlowQuestion.Survive && double.IsFinite(Rate(l)) ? Model.AddRow(double.NegativeInfinity, 0, [LinkColumns[l], 0], [1, -Rate(l)]) : -1));
                entries.Add(LinkColumns[l], 1);
                (from[_chain.Links[l].Supplier] ??= new()).Add(LinkColumns[l], -1);
            }
        for (var m = 0; m < _output.Length; m++)
        {
            if (_output[m] < 0) continue;
            if (from[m] is not { } flows)
            {
                balance[_chain.Makers[m].Item].Add(_output[m], 1);
                continue;
            }
            var pool = Model.AddColumn(0, 0, double.PositiveInfinity);
            balance[_chain.Makers[m].Item].Add(pool, 1);
            flows.Add(pool, -1);
            flows.Add(_output[m], 1);
            Model.AddRow(0, double.PositiveInfinity, flows.Columns, flows.Values);
        }
    }

    void AddDemand(Entries[] balance)
    {
        for (var d = 0; d < _chain.Demands.Length; d++)
        {
            var (item, rate) = (_chain.Demands[d].Item, _chain.Demands[d].PerDay / _chain.Scale[_chain.Demands[d].Item]);
            if (_question == FlowQuestion.Recover) balance[item].Add(_short[d] = Model.AddColumn(_chain.Demands[d].Weight * _chain.Scale[item], 0, rate * _level), 1);
            else balance[item].Add(0, _question == FlowQuestion.Steady ? -rate : -rate * _level);
        }
    }

    // What a linked customer holds of an input serves that customer; everything else serves all.
    void AddStock(Entries[] balance, SortedDictionary<(int Customer, int Item), Entries> pairs)
    {
        var open = new double[_chain.Items];
        var own = new Dictionary<(int, int), double>();
        foreach (var stock in _chain.Stocks)
            if (stock.Maker >= 0 && pairs.ContainsKey((stock.Maker, stock.Item))) own[(stock.Maker, stock.Item)] = own.GetValueOrDefault((stock.Maker, stock.Item)) + stock.Quantity;
            else open[stock.Item] += stock.Quantity;
        foreach (var (pair, entries) in pairs) Row(entries, pair.Item, own.GetValueOrDefault(pair), 0);
        var wanted = new double[_chain.Items];
        if (_question == FlowQuestion.Recover)
            foreach (var demand in _chain.Demands) wanted[demand.Item] += demand.PerDay * _level;
        for (var i = 0; i < balance.Length; i++)
            if (balance[i].Columns.Length > 0) Row(balance[i], i, open[i], wanted[i]);

        void Row(Entries entries, int item, double stock, double need)
        {
            var amount = _question == FlowQuestion.Steady ? 0 : stock / _chain.Scale[item];
            var demand = need / _chain.Scale[item];
            var row = Model.AddRow(demand - amount, double.PositiveInfinity, entries.Columns, entries.Values);
            if (_question == FlowQuestion.Recover && amount != 0) _stockRows.Add((row, amount, demand));
        }
    }

    void AddCapacity()
    {
        for (var m = 0; m < _output.Length; m++)
        {
            var maker = _chain.Makers[m];
            if (_output[m] < 0 || double.IsInfinity(maker.PerDay) || maker.PerDay <= 0) continue;
            Model.AddRow(double.NegativeInfinity, 0, [_output[m], 0], [1, -maker.PerDay / _chain.Scale[maker.Item]]);
        }
    }

    sealed class Entries
    {
        readonly List<int> _columns = [];
        readonly List<double> _values = [];

        public ReadOnlySpan<int> Columns => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_columns);

        public ReadOnlySpan<double> Values => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values);

        public void Add(int column, double value)
        {
            _columns.Add(column);
            _values.Add(value);
        }
    }
}
