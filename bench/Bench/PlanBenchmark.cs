using System.Diagnostics;
using System.Runtime.InteropServices;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Bench;

/// <summary>Ramp-up plans of synthetic chains: size, building, first plan, gap after a minute; and against the program in which capacity
/// is a sum over all earlier starts.</summary>
static class PlanBenchmark
{
    const double Seconds = 60;

    public static void Run(int items, int months)
    {
        Console.WriteLine(Rounds.Machine());
        var findings = new List<Finding>();
        var network = NetworkBuilder.Build(SyntheticPlan.Make(items, months), findings) ?? throw new InvalidOperationException(string.Join('\n', findings.Where(f => f.Severity == Severity.Error).Take(5)));
        var options = new PlanOptions { From = new(2026, 1, 1), Months = months, NodeLimit = null, TimeLimitSeconds = Seconds };
        Build(network, options);
        var watch = Stopwatch.StartNew();
        var program = Build(network, options);
        var build = watch.Elapsed.TotalSeconds;
        double? first = null;
        watch.Restart();
        var result = PlanEngine.Run(network, options, LinearSolvers.Default, p => first ??= p is { Step: not "build", Best: not null } ? watch.Elapsed.TotalSeconds : null);
        var whole = watch.Elapsed.TotalSeconds;
        watch.Restart();
        if (result.HasPlan) PlanReplay.Run(result.Plan);
        Rounds.Print($"| {items} x {months} | {program.Size.Columns:N0} x {program.Size.Rows:N0} | {program.Size.Entries:N0} | {program.Size.Integers:N0} | {build:0.00} | {first:0.0} | {whole:0.0} | {100 * build / whole:0.0} % | {100 * result.Gap:0.00} % | {result.Status} | {watch.Elapsed.TotalSeconds:0.00} |");
    }

    static PlanProgram Build(Network network, PlanOptions options) => new(new PlanData(network, options, PlanCase.Plain));

    /// <summary>The same program without integers, with capacity carried over and as sums, by simplex and interior point.</summary>
    public static void Compare(int items, int months)
    {
        Console.WriteLine(Rounds.Machine());
        var network = NetworkBuilder.Build(SyntheticPlan.Make(items, months), new List<Finding>())!;
        var program = Build(network, new PlanOptions { From = new(2026, 1, 1), Months = months, FineMonths = months });
        var carried = program.Model.Relaxed();
        var sums = AsSums(program).Relaxed();
        foreach (var method in new[] { SolveMethod.InteriorPoint, SolveMethod.Simplex })
            foreach (var (name, model) in new[] { ("carried over", carried), ("sums", sums) })
            {
                using var solver = LinearSolvers.Default();
                solver.Load(model);
                var watch = Stopwatch.StartNew();
                var answer = solver.Solve(SolveOptions.Default with { Method = method, TimeLimitSeconds = 600 });
                Rounds.Print($"| {items} x {months} | {name} | {method} | {model.Columns:N0} x {model.Rows:N0} | {model.Entries:N0} | {watch.Elapsed.TotalSeconds:0.0} | {answer.Status} {(answer.HasPoint ? answer.Objective : double.NaN):R} |");
            }
    }

    // Replaces the state of added capacity by what its rows say it is: starts times what each has gained since.
    static LinearModel AsSums(PlanProgram program)
    {
        var model = program.Model;
        var state = new HashSet<int>(program.Added.SelectMany(a => a).Where(c => c >= 0));
        var meaning = new Dictionary<int, Dictionary<int, double>>();
        var result = new LinearModel();
        for (var j = 0; j < model.Columns; j++) result.AddColumn(model.Cost[j], model.ColumnLower[j], model.ColumnUpper[j], model.Integer[j]);
        for (var i = 0; i < model.Rows; i++)
        {
            var terms = new SortedDictionary<int, double>();
            var last = -1;
            var lastValue = 0.0;
            for (var k = model.Start[i]; k < model.Start[i + 1]; k++)
            {
                var (column, value) = (model.Index[k], model.Value[k]);
                if (state.Contains(column) && !meaning.ContainsKey(column) && model.RowLower[i] == model.RowUpper[i] && model.RowLower[i] == 0) (last, lastValue) = (column, value);
                else if (meaning.TryGetValue(column, out var known)) foreach (var (c, v) in known) terms[c] = terms.GetValueOrDefault(c) + value * v;
                else terms[column] = terms.GetValueOrDefault(column) + value;
            }
            if (last >= 0)
            {
                meaning[last] = terms.ToDictionary(t => t.Key, t => -t.Value / lastValue);
                result.SetColumnBounds(last, 0, 0);
                continue;
            }
            var span = CollectionsMarshal.AsSpan(terms.Keys.ToList());
            result.AddRow(model.RowLower[i], model.RowUpper[i], span, CollectionsMarshal.AsSpan(terms.Values.ToList()));
        }
        return result;
    }
}
