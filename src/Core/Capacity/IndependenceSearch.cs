using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>Least costs of one set of goals, case by case.</summary>
sealed class IndependenceSearch : IDisposable
{
    /// <summary>Name of the case with nobody denied.</summary>
    public const string Everybody = "all";

    /// <summary>Name of the case inside alone.</summary>
    public const string Inside = "in";

    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];
    readonly SupplyTable _table;
    readonly Goal[] _goals;
    readonly IndependenceOptions _options;
    readonly Fix[] _fixes;
    readonly OutputProgram[] _programs;
    readonly string _address;
    readonly Coverage _coverage;
    readonly Provenance[] _rows;

    public IndependenceSearch(SupplyTable table, Goal[] goals, IndependenceOptions options, Fix[] fixes, Func<ILinearSolver> solver)
    {
        (_table, _goals, _options) = (table, goals, options);
        _programs = Array.ConvertAll(Readings, r => new OutputProgram(table, goals, r, solver));
        _fixes = [.. fixes.Where(f => _programs[1].Requirements.InTree[f.Item])];
        _address = $"capacity/independence/{Technology.Id}/{goals[0].Verb}";
        (_coverage, _rows) = Provenances.OfTree(table, _programs[1].Requirements);
        _rows = [.. _rows, .. goals.Select(g => g.From)];
    }

    Technology Technology => _table.Network.Technologies[_goals[0].Technology];

    bool IsHolding => _goals.All(g => _table.Network.Items[g.Item].IsShared);

    public IndependenceRow Run(CancellationToken stop)
    {
        if (IsHolding) return new(Technology, _goals[0].Verb, _goals, true, []);
        var cases = new List<IndependenceCase> { new(Everybody, Denial.None), new(Inside, Denial.Outsiders) };
        cases.AddRange(_options.Cases);
        var answers = cases.Select(c => Array.ConvertAll(Readings, r => Least(c, r, stop))).ToArray();
        return new(Technology, _goals[0].Verb, _goals, false, [.. cases.Select((c, i) => Price(c, answers[i], answers[0], stop))]);
    }

    sealed record Answer(double PerUnit, double Building, bool Expands, (Fix Fix, int Times)[] Expansions, double[] Output);

    // The least cost in one reading; null where the level is out of reach. Expansions are looked at only where it is out of reach without.
    Answer? Least(IndependenceCase wanted, Reading reading, CancellationToken stop)
    {
        var program = _programs[(int)reading];
        var conditions = OutputCase.Plain with { Cap = Math.Max(1, wanted.Level) };
        var units = Units(reading) * wanted.Level;
        var raw = program.Solve(wanted.Denial, conditions, stop).RawTheta;
        var level = Math.Min(wanted.Level, raw);
        var question = new ChoiceQuestion { Level = level, OutputCost = s => CostOf(s, reading), Conditions = conditions };
        if (raw >= wanted.Level - OutputProgram.Tolerance)
            return program.Choose(wanted.Denial, [], question, stop) is { } plan ? new(plan.Cost / units, 0, false, [], plan.Output) : null;
        var (choices, owners) = Choices(wanted.Denial, reading);
        if (choices.Count == 0 || program.Choose(wanted.Denial, choices, question with { Level = wanted.Level }, stop) is not { } built) return null;
        var taken = owners.Where((_, i) => built.Chosen[i]).GroupBy(f => f.Index).OrderBy(g => g.Key).Select(g => (g.First(), g.Count())).ToArray();
        return new(built.Cost / units, choices.Where((_, i) => built.Chosen[i]).Sum(c => c.Cost) / units, true, taken, built.Output);
    }

    // Units of the goal item per month; 1 where goals of several items have no unit in common, so that costs are per month.
    double Units(Reading reading) => _goals.All(g => g.Item == _goals[0].Item) ? _goals.Sum(g => g.Rate.Need(reading)) : 1;

    (List<OutputChoice> Choices, List<Fix> Owners) Choices(Denial denial, Reading reading)
    {
        var (choices, owners) = (new List<OutputChoice>(), new List<Fix>());
        foreach (var fix in _fixes)
        {
            var adds = fix.Adds.Supply(reading);
            if (adds <= 0 || (fix.Line < 0 && !FixPrograms.Counts(_table, fix, reading, denial))) continue;
            for (var time = 0; time < fix.Most; time++)
            {
                // Another hall of a line works at the line's unit cost, which its output carries already.
                choices.Add(new(fix.Line >= 0 ? _table.OfLine[fix.Line] : _table.MissingOf[fix.Item], adds, End(fix.Cost, reading) / (12 * _options.Years), time > 0 ? choices.Count - 1 : -1)
                {
                    OutputCost = fix.Line >= 0 ? 0 : fix.UnitCost.IsKnown ? End(fix.UnitCost, reading) : OfItem(fix.Item, reading),
                });
                owners.Add(fix);
            }
        }
        return (choices, owners);
    }

    // Dear is worst for us.
    static double End(Quantity cost, Reading reading) => Math.Max(0, reading switch
    {
        Reading.Pessimistic => double.IsInfinity(cost.High) ? cost.Central : cost.High,
        Reading.Central => cost.Central,
        _ => double.IsInfinity(cost.Low) ? 0 : cost.Low,
    });

    double CostOf(Supply supply, Reading reading)
    {
        if (supply.Kind == SupplyKind.Missing || _table.Network.Items[supply.Item].IsFree) return 0;
        return supply.Line >= 0 && _table.Network.Lines[supply.Line].UnitCost is { IsKnown: true } cost ? End(cost, reading) : OfItem(supply.Item, reading);
    }

    // Lowest, mean and highest unit cost of the item's sources; 0 where none has one.
    double OfItem(int item, Reading reading)
    {
        var known = _table.Network.LinesOfItem[item].ToArray().Select(l => _table.Network.Lines[l].UnitCost).Where(c => c.IsKnown).Select(c => End(c, reading)).ToArray();
        return known.Length == 0 ? 0 : reading switch { Reading.Pessimistic => known.Max(), Reading.Central => known.Average(), _ => known.Min() };
    }

    IndependencePrice Price(IndependenceCase wanted, Answer?[] answers, Answer?[] everybody, CancellationToken stop)
    {
        if (answers[1] is not { } central)
            return new(wanted, IndependenceStatus.OutOfReach, null, 0, [], null, default, [], NeededSupply.Find(_programs[1], wanted.Denial, wanted.Level, stop));
        var costs = Array.ConvertAll(answers, a => a?.PerUnit ?? double.PositiveInfinity);
        var extra = answers.Zip(everybody, (a, b) => a is null ? double.PositiveInfinity : b is null ? double.NaN : Round(a.PerUnit - b.PerUnit, b.PerUnit)).ToArray();
        var used = _table.All.Where(s => central.Output[s.Index] > 1e-9 * Math.Max(1e-9, _programs[1].Requirements.Need[s.Item]) && _table.Network.Items[s.Item] is { IsShared: false, IsFree: false }).ToArray();
        var unit = _goals.All(g => g.Item == _goals[0].Item) ? "EUR/" + _table.Network.Items[_goals[0].Item].Unit.Amount : "EUR/month";
        return new(wanted, central.Expands ? IndependenceStatus.WithExpansions : IndependenceStatus.Reached,
            Provenances.Figure($"{_address}/{wanted.Name.Replace(' ', '-')}/unit_cost", costs.Min(), costs[1], costs.Max(), unit, _coverage, [.. _rows, .. central.Expansions.Select(e => e.Fix.From).OfType<Provenance>()]),
            central.Building, central.Expansions, wanted.Name == Everybody || everybody[1] is null ? null : (Least(extra), extra[1], Most(extra)),
            new(used.Count(IsPriced), used.Length, false), [.. used.Where(s => !HasCost(s.Item)).Select(s => s.Item).Distinct().Order()], null);

        // A reading without a price with everybody has no difference.
        static double Least(double[] values) => values.Where(v => !double.IsNaN(v)).Min();
        static double Most(double[] values) => values.Where(v => !double.IsNaN(v)).Max();
    }

    // Two solves of the same plan differ in the last digits.
    static double Round(double difference, double scale) => Math.Abs(difference) <= 1e-9 * Math.Abs(scale) ? 0 : difference;

    bool IsPriced(Supply s) => s.Kind == SupplyKind.Missing ? _fixes.Where(f => f.Line < 0 && f.Item == s.Item).All(f => f.UnitCost.IsKnown) : s.Line >= 0 && _table.Network.Lines[s.Line].UnitCost.IsKnown;

    bool HasCost(int item) => _table.Network.LinesOfItem[item].ToArray().Any(l => _table.Network.Lines[l].UnitCost.IsKnown) || _fixes.Any(f => f.Line < 0 && f.Item == item && f.UnitCost.IsKnown);

    public void Dispose()
    {
        foreach (var program in _programs) program.Dispose();
    }
}
