using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>Maximum output, use and bottlenecks of one set of goals.</summary>
sealed class TodaySearch : IDisposable
{
    /// <summary>Share of the goals at which use is shown where nothing known limits.</summary>
    const double Goals = 1;

    /// <summary>Size of the step that a shadow price is taken from, as a share of what is reached.</summary>
    const double Step = 1e-3;

    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];
    readonly SupplyTable _table;
    readonly Goal[] _goals;
    readonly string _verb, _address;
    readonly TodayTarget _target;
    readonly TodayOptions _options;
    readonly OutputProgram[] _programs;
    readonly Coverage _coverage;
    readonly Provenance[] _rows;

    public TodaySearch(SupplyTable table, Goal[] goals, string verb, TodayTarget target, TodayOptions options, Func<ILinearSolver> solver)
    {
        (_table, _goals, _verb, _target, _options) = (table, goals, verb, target, options);
        _programs = [.. Readings.Select(r => new OutputProgram(table, goals, r, solver))];
        _address = $"capacity/today/{Technology.Id}/{verb}";
        (_coverage, _rows) = Provenances.OfTree(table, _programs[1].Requirements);
        _rows = [.. _rows, .. goals.Select(g => g.From)];
    }

    Technology Technology => _table.Network.Technologies[_goals[0].Technology];

    OutputProgram Central => _programs[(int)Reading.Central];

    public TodayRow Run(CancellationToken stop) =>
        new(Technology, _verb, _goals, _goals.All(g => _table.Network.Items[g.Item].IsShared), _target, Scope(Denial.None, "all", stop), Scope(Denial.Outsiders, "in", stop));

    TodayScope Scope(Denial denial, string name, CancellationToken stop)
    {
        var answers = Array.ConvertAll(_programs, p => p.Solve(denial, stop: stop));
        var central = answers[1];
        var level = central.IsCapped ? Goals : central.RawTheta;
        var readings = answers[0].Theta < central.Theta ? new[] { Reading.Central, Reading.Pessimistic } : [Reading.Central];
        return new(Figure($"{_address}/theta_{name}", Array.ConvertAll(answers, a => a.Theta), "1"), Outputs(answers, name), OutputProgram.Snap(level, OutputProgram.ThetaCap), Uses(denial, level, stop),
            [.. readings.Select(r => Ladder(denial, r, answers[(int)r].Theta, $"{_address}/ladder_{name}", stop))], Hidden(denial));
    }

    Figure Figure(string address, double[] values, string unit) => Provenances.Figure(address, values.Min(), values[1], values.Max(), unit, _coverage, _rows);

    GoalOutput[] Outputs(OutputResult[] answers, string name) => [.. _goals.GroupBy(g => g.Item).OrderBy(g => g.Key).Where(g => !_table.Network.Items[g.Key].IsShared).Select(g =>
    {
        var item = _table.Network.Items[g.Key];
        var rates = Array.ConvertAll(Readings, r => g.Sum(x => x.Rate.Need(r)));
        return new GoalOutput(item, Quantity.Between(rates.Min(), rates.Max()),
            Figure($"{_address}/{item.Id}/per_month_{name}", [.. Readings.Select((_, r) => answers[r].Theta * rates[r])], item.Unit.Amount + "/month"));
    })];

    static bool Counts(Supply supply, Denial denial, Reading reading) => !denial.DeniesOutsiders || supply.Inside[reading];

    SupplyUse[] Uses(Denial denial, double level, CancellationToken stop)
    {
        var plan = Central.Plan(denial, level, Central.DefaultCost(), stop: stop);
        var items = Central.Requirements.Items.Where(i => Central.Requirements.Need[i] > 0 && !_table.Network.Items[i].IsShared && !_table.Network.Items[i].IsFree);
        return [.. from item in items
                   from s in _table.OfItem[item].ToArray()
                   let supply = _table.All[s]
                   where supply.Kind != SupplyKind.Missing
                   select new SupplyUse(supply, plan?.Output[s] ?? 0, KnownCapacity(supply), !Counts(supply, denial, Reading.Central))];
    }

    // What is unknown does not limit in this reading, but it has no capacity either that a share could be taken of.
    double? KnownCapacity(Supply supply)
    {
        var capacity = Central.Capacity(supply);
        return double.IsInfinity(capacity) || !supply.IsKnown ? null : capacity;
    }

    int[] Hidden(Denial denial) => [.. Central.Requirements.Items.Where(i => Central.Requirements.Need[i] > 0 && !_table.Network.Items[i].IsShared && !_table.Network.Items[i].IsFree
        && double.IsInfinity(Central.SupplyOf(i, s => Counts(s, denial, Reading.Central))) && !double.IsInfinity(_programs[0].SupplyOf(i, s => Counts(s, denial, Reading.Pessimistic))))];

    TodayLadder Ladder(Denial denial, Reading reading, double theta, string address, CancellationToken stop)
    {
        var program = _programs[(int)reading];
        // Where the target is met, what binds first beyond it is shown all the same.
        var target = _target[reading];
        var level = Math.Max(target, Math.Min(theta + 1e-3, OutputProgram.ThetaCap));
        var climbed = Bottleneck.Ladder(program, denial, new() { Level = level, Rungs = _options.Rungs, Lines = true }, stop);
        var word = reading == Reading.Central ? "" : "_pessimistic";
        var rungs = new List<TodayRung>();
        var relieved = new List<Relief>();
        foreach (var rung in climbed)
        {
            var before = program.Solve(denial, Bottleneck.Case(relieved), stop);
            var plan = program.LastPlan();
            rungs.Add(new($"{address}{word}/{rungs.Count + 1}", rung.Theta, rung.NextTheta, [.. rung.Reliefs.Select(r => Member(program, denial, r, plan))], rung.IsSmallest,
                Price(program, denial, rung, relieved, before.RawTheta, stop)));
            relieved.AddRange(rung.Reliefs);
        }
        var reached = climbed.Count > 0 ? climbed[^1].NextTheta : theta;
        return new(reading, rungs, reached >= target - OutputProgram.Tolerance ? LadderEnd.Met : climbed.Count >= _options.Rungs ? LadderEnd.Rungs : LadderEnd.NothingHelps);
    }

    TodayRelief Member(OutputProgram program, Denial denial, Relief relief, OutputPlan plan)
    {
        if (relief.Kind is ReliefKind.Holding or ReliefKind.Consent) return new(relief, 0, 0, []);
        var item = relief.Kind == ReliefKind.Line ? _table.Network.Lines[relief.Index].Item : relief.Index;
        var mine = _table.OfItem[item].ToArray().Select(s => _table.All[s]).Where(s => s.Kind != SupplyKind.Missing && Counts(s, denial, program.Reading)
            && (relief.Kind != ReliefKind.Line || s.Line == relief.Index)).ToArray();
        return new(relief, program.SupplyOf(item, s => mine.Contains(s)), program.Requirements.Need[item],
            [.. mine.Where(s => program.Capacity(s) is > 0 and var capacity && plan.Output[s.Index] >= capacity * (1 - 1e-6))]);
    }

    StepPrice? Price(OutputProgram program, Denial denial, Rung rung, List<Relief> relieved, double theta, CancellationToken stop)
    {
        if (!rung.Reliefs.Any(IsAmount)) return null;
        var gain = Math.Min((rung.NextTheta - theta) / 2, Step * Math.Max(theta, 10 * Step));
        var free = Bottleneck.Case([.. relieved, .. rung.Reliefs]);
        var mine = rung.Reliefs.Where(IsAmount).Select(r => SupplyOf(r)).ToHashSet();
        if (program.Plan(denial, theta + gain, program.LeastOf(s => mine.Contains(s.Index)), free, stop) is not { } plan) return null;
        var amounts = rung.Reliefs.Select(r => !IsAmount(r) ? 0 : r.Kind == ReliefKind.Supply ? plan.Output[SupplyOf(r)]
            : Math.Max(0, plan.Output[SupplyOf(r)] - program.Capacity(_table.All[SupplyOf(r)]))).ToArray();
        var fixedCase = free with
        {
            FreeItems = free.FreeItems.Except(rung.Reliefs.Where(r => r.Kind == ReliefKind.Supply).Select(r => r.Index)).ToHashSet(),
            NewSupply = Pairs(rung, amounts, ReliefKind.Supply).ToDictionary(p => p.Index, p => p.Amount),
            Capacity = free.Capacity.Where(p => !rung.Reliefs.Contains(new(ReliefKind.Line, p.Key)))
                .Concat(Pairs(rung, amounts, ReliefKind.Line).Select(p => KeyValuePair.Create(p.Index, program.Capacity(_table.All[p.Index]) + p.Amount))).ToDictionary(),
        };
        var again = program.Solve(denial, fixedCase, stop).RawTheta - theta;
        return new(gain, amounts, OutputOf(program.Reading) * gain, Math.Abs(again - gain) <= 1e-4 * gain);
    }

    static IEnumerable<(int Index, double Amount)> Pairs(Rung rung, double[] amounts, ReliefKind kind) =>
        rung.Reliefs.Select((r, i) => (r, amounts[i])).Where(p => p.r.Kind == kind).Select(p => (p.r.Index, p.Item2));

    static bool IsAmount(Relief relief) => relief.Kind is ReliefKind.Supply or ReliefKind.Line;

    int SupplyOf(Relief relief) => relief.Kind == ReliefKind.Line ? _table.OfLine[relief.Index] : _table.MissingOf[relief.Index];

    // Output per share of the goals, where it is all one item.
    double? OutputOf(Reading reading) => _goals.Select(g => g.Item).Distinct().Count() == 1 && !_table.Network.Items[_goals[0].Item].IsShared ? _goals.Sum(g => g.Rate.Need(reading)) : null;

    public void Dispose()
    {
        foreach (var program in _programs) program.Dispose();
    }
}
