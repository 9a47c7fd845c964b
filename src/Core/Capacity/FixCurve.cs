using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>The sets of fixes that no other set beats in cost and theta_in: an epsilon-constraint search.</summary>
/// <remarks>For a level just above what the last point reaches, one mixed-integer program gives the least cost that reaches it, a second
/// the most theta for that cost: the next non-dominated point (Haimes, Lasdon and Wismer 1971, IEEE Transactions on Systems, Man and
/// Cybernetics SMC-1, page 296). Qualifications and held things change which flows there are at all, so each combination of them has
/// programs of its own; the points of all combinations together are then sieved. Every set is solved again as a linear program before it
/// counts. Points that differ by less than <see cref="Step"/> of the goals count as equal.</remarks>
sealed class FixCurve(FixPrograms programs, Reading reading, FixesOptions options, IReadOnlyList<Fix> priced)
{
    /// <summary>Least difference of theta between two points.</summary>
    public const double Step = 1e-5;

    /// <summary>Up to this many qualifications and held things all their combinations are tried; of more only pairs.</summary>
    const int MostStructural = 6;

    readonly OutputCase _basis = OutputCase.Plain with { Cap = options.Level };
    readonly List<Point> _points = [];

    public sealed record Point(double Cost, double Theta, (Fix Fix, int Times)[] Fixes);

    /// <summary>False once a limit ended a search.</summary>
    public bool IsComplete { get; private set; } = true;

    public IReadOnlyList<Point> Run(CancellationToken stop)
    {
        // What is outside, and so does not count inside, is no choice.
        var structural = priced.Where(f => f.IsStructural && f.Inside[reading]).ToArray();
        var capacity = priced.Where(f => !f.IsStructural && f.Kind != FixKind.Stock).ToArray();
        if (structural.Length > MostStructural) IsComplete = false;
        foreach (var done in Combinations(structural).OrderBy(c => c.Sum(f => f.Cost.Central)).ThenBy(c => c.Length)) Search(done, capacity, stop);
        return Front();
    }

    static IEnumerable<Fix[]> Combinations(Fix[] structural)
    {
        if (structural.Length <= MostStructural)
        {
            for (var bits = 0; bits < 1 << structural.Length; bits++) yield return [.. structural.Where((_, i) => (bits >> i & 1) == 1)];
            yield break;
        }
        yield return [];
        for (var i = 0; i < structural.Length; i++)
        {
            yield return [structural[i]];
            for (var j = i + 1; j < structural.Length; j++) yield return [structural[i], structural[j]];
        }
    }

    void Search(Fix[] done, Fix[] capacity, CancellationToken stop)
    {
        var program = programs.Program(done, reading);
        // What does not count inside can raise nothing.
        var useful = capacity.Where(f => program.Requirements.InTree[f.Item] && f.Adds.Supply(reading) > 0
            && (f.Line >= 0 ? program.Table.All[program.Table.OfLine[f.Line]].Inside[reading] : f.Inside[reading])).ToArray();
        var choices = new List<OutputChoice>();
        var owner = new List<Fix>();
        foreach (var fix in useful)
            for (var time = 0; time < fix.Most; time++)
            {
                choices.Add(new(fix.Line >= 0 ? program.Table.OfLine[fix.Line] : program.Table.MissingOf[fix.Item], fix.Adds.Supply(reading), fix.Cost.Central, time > 0 ? choices.Count - 1 : -1));
                owner.Add(fix);
            }
        var fixedCost = done.Sum(f => f.Cost.Central);
        var run = new Round(done, choices, [.. owner], fixedCost);
        var nothing = new bool[choices.Count];
        var theta = Theta(run, nothing, stop);
        Add(run, nothing, theta);
        var top = Theta(run, [.. choices.Select(_ => true)], stop);
        for (var points = 1; theta + Step <= top; points++)
        {
            if (points >= options.Points)
            {
                IsComplete = false;
                return;
            }
            // Cheaper sets that reach as much already stand on the list: this combination has nothing to add beyond its own cost.
            if (_points.Any(p => p.Theta >= top - 1e-9 && p.Cost <= fixedCost)) return;
            if (Next(run, theta, stop) is not { } next) return;
            theta = next;
        }
    }

    sealed record Round(Fix[] Done, IReadOnlyList<OutputChoice> Choices, Fix[] Owner, double FixedCost);

    // The least cost above the last point, then the most for that cost.
    double? Next(Round run, double theta, CancellationToken stop)
    {
        const int Tries = 20;
        var program = programs.Program(run.Done, reading);
        var level = theta + Step;
        var excluded = new List<bool[]>();
        var question = new ChoiceQuestion { Level = Math.Min(level, options.Level), Conditions = Conditions(run, program) };
        for (var i = 0; i < Tries; i++)
        {
            if (program.Choose(Denial.Outsiders, run.Choices, question with { Excluded = excluded }, stop) is not { } least) return null;
            IsComplete &= least.IsOptimal;
            var cheapest = Trim(run, [.. least.Chosen], stop);
            var reached = Theta(run, cheapest, stop);
            // A solver's tolerance let it through although it does not reach the level.
            if (reached < level - Step / 2)
            {
                excluded.Add([.. least.Chosen]);
                continue;
            }
            Add(run, cheapest, reached);
            var cost = Cost(run, cheapest);
            var most = program.Choose(Denial.Outsiders, run.Choices, question with { MaximizesTheta = true, Budget = cost * (1 + 1e-9) }, stop);
            if (most is null) return reached;
            IsComplete &= most.IsOptimal;
            var best = Trim(run, [.. most.Chosen], stop);
            var further = Theta(run, best, stop);
            if (Cost(run, best) > cost * (1 + 1e-6) || further <= reached) return reached;
            Add(run, best, further);
            return further;
        }
        IsComplete = false;
        return null;
    }

    // Drops, last first, what the rest can do without.
    bool[] Trim(Round run, bool[] chosen, CancellationToken stop)
    {
        var theta = Theta(run, chosen, stop);
        for (var i = chosen.Length - 1; i >= 0; i--)
        {
            if (!chosen[i]) continue;
            chosen[i] = false;
            if (Theta(run, chosen, stop) < theta - 1e-9) chosen[i] = true;
        }
        return chosen;
    }

    static double Cost(Round run, bool[] chosen) => run.Choices.Where((_, i) => chosen[i]).Sum(c => c.Cost);

    OutputCase Conditions(Round run, OutputProgram program) => FixPrograms.Case(program.Table, [.. run.Done.Select(f => (f, 1))], reading, Denial.Outsiders, _basis);

    double Theta(Round run, bool[] chosen, CancellationToken stop) => Math.Min(options.Level, programs.Theta(Fixes(run, chosen), reading, Denial.Outsiders, _basis, stop));

    static (Fix Fix, int Times)[] Fixes(Round run, bool[] chosen) => [.. run.Done.Select(f => (Fix: f, Times: 1))
        .Concat(run.Owner.Where((_, i) => chosen[i]).GroupBy(f => f.Index).Select(g => (Fix: g.First(), Times: g.Count()))).OrderBy(p => p.Fix.Index)];

    void Add(Round run, bool[] chosen, double theta) => _points.Add(new(run.FixedCost + Cost(run, chosen), theta, Fixes(run, chosen)));

    // By cost; a point stays only where it reaches more than everything cheaper. Of equals the one with fewer fixes, then by index.
    List<Point> Front()
    {
        var front = new List<Point>();
        foreach (var point in _points.Where(p => options.Budget is not { } budget || p.Cost <= budget * (1 + 1e-9))
            .OrderBy(p => Math.Round(p.Cost, 2)).ThenByDescending(p => Math.Round(p.Theta / Step)).ThenBy(p => p.Fixes.Length).ThenBy(p => string.Join(',', p.Fixes.Select(f => f.Fix.Index.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)))))
            if (front.Count == 0 || point.Theta >= front[^1].Theta + Step / 2) front.Add(point);
        return front;
    }
}
