using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Core.Solving;

namespace Vauban.App.Capacity;

/// <summary><c>capacity plan</c>: which expansions start when, what is then made and delivered, what it costs and what is missing.</summary>
sealed class PlanCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly PlanChoice _choice = new();
    readonly AnswerFiles _files = new("Writes the plan as an HTML file that needs nothing else: charts, each with its table, sources.");
    readonly RoleChoice _role = new();
    readonly Option<string> _reading = new("--reading") { Description = "Reading of intervals and unknowns; both says what is right in either.", HelpName = "both|central|pessimistic|optimistic", DefaultValueFactory = _ => "both" };
    readonly Option<string?> _model = new("--write-model") { Description = "Writes the program of the first plan to a file that other solvers read (free MPS), and ends.", HelpName = "FILE" };

    public static Command Create(Shell shell)
    {
        var me = new PlanCommand();
        var command = new Command("plan", "The cheapest coordinated plan to raise output: what to start when, what comes of it, and what is missing why.") { me._package };
        me._choice.AddTo(command);
        command.Options.Add(me._reading);
        command.Options.Add(me._model);
        me._files.AddTo(command);
        me._role.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var sums = _role.Of(call);
        if (call.Value(_model) is not null) _role.Refuse(call, "--write-model");
        var (network, findings) = call.Load(call.Value(_package)!, sums is not null);
        var options = _choice.Of(call, network);
        var reading = PlanChoice.ReadingOf(call, call.Value(_reading)!);
        var targets = _choice.Targets(call, network);
        _files.Check(call);
        if (call.Value(_model) is { } file) return WriteModel(call, targets[0].Network, options with { Reading = reading ?? Reading.Central }, file);
        var answers = new List<PlanAnswer>();
        foreach (var (name, with) in targets) answers.Add(Answer(call, name, with, options, reading));
        if (sums is not null) Sums(call, network, options, answers, sums, findings);
        else if (call.IsJson) call.WriteJson(json => PlanJson.Write(json, answers, findings, call.Texts));
        else
        {
            foreach (var answer in answers) PlanText.Write(call, answer);
            if (answers.Count > 1) PlanText.WriteSideBySide(call, answers);
        }
        if (sums is null) _files.Write(call, network, answers, findings);
        var results = answers.SelectMany(a => a.Results).ToArray();
        if (call.Stop.IsCancellationRequested) return ExitCode.Cancelled;
        return results.All(r => r.HasPlan) ? ExitCode.Ok : results.Any(r => r.Findings.Any(f => f.Severity == Severity.Error)) ? ExitCode.InvalidInput : ExitCode.PolicyFails;
    }

    void Sums(Call call, Network network, PlanOptions options, IReadOnlyList<PlanAnswer> answers, AggregateOptions sums, IReadOnlyList<Finding> findings)
    {
        var made = AggregatePlans.Of([.. answers.SelectMany(a => a.Results)], sums);
        var names = answers.SelectMany(a => a.Results.Select(_ => a.Target)).ToArray();
        AggregateText.Plans(call, network, options, sums, "plan", [.. made.Select((p, i) => (names[i], p))], findings, _files.Report(call), _files.Workbook(call));
    }

    static PlanAnswer Answer(Call call, string? name, Network network, PlanOptions options, Reading? reading)
    {
        using var line = new ProgressLine(call.Terminal);
        void Show(Reading at, PlanProgress p) => line.Show(call.Texts.Format("capacity.plan.progress", call.Texts["capacity.plan.reading." + at.ToString().ToLowerInvariant()], call.Texts["capacity.plan.step." + p.Step],
            Short(p.Best), p is { Best: { } best, Bound: { } bound } && best > 0 ? ((best - bound) / best * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "?"));
        PlanCase Given(Reading at) => HaulStudy.CaseOf(network, at, LinearSolvers.Default);
        if (reading is { } one) return new(name, network, [PlanEngine.Run(network, options with { Reading = one }, Given(one), LinearSolvers.Default, p => Show(one, p), call.Stop)], []);
        var both = PlanReadings.Run(network, options, Given, LinearSolvers.Default, Show, call.Stop);
        return new(name, network, [both.Central, both.Pessimistic], both.NoRegret);
    }

    static string Short(double? euro) => euro is { } value ? value.ToString("G4", CultureInfo.InvariantCulture) : "?";

    static int WriteModel(Call call, Network network, PlanOptions options, string file)
    {
        var check = PlanEngine.Check(network, options);
        FindingList.Write(call, [.. check.Where(f => f.Severity == Severity.Error)], int.MaxValue, file);
        if (check.Any(f => f.Severity == Severity.Error)) throw new InputException("");
        var model = PlanEngine.Model(network, options, null, out var euro);
        using (var writer = new StreamWriter(call.PathOf(file), false, new System.Text.UTF8Encoding(false))) MpsWriter.Write(model, network.Package.Head.Name, writer);
        Lines.Write(call.Terminal.Error, call.Texts.Format("capacity.plan.written", file, model.Columns.ToString(CultureInfo.InvariantCulture), model.Rows.ToString(CultureInfo.InvariantCulture),
            model.Entries.ToString(CultureInfo.InvariantCulture), euro.ToString("R", CultureInfo.InvariantCulture)), 0, 2);
        return ExitCode.Ok;
    }
}

/// <summary>Plans for one table of demands, reading by reading.</summary>
/// <param name="Target">Name of the table, or null for the package's own demands.</param>
/// <param name="Network">Network.</param>
/// <param name="Results">One per reading.</param>
/// <param name="NoRegret">What both readings start.</param>
sealed record PlanAnswer(string? Target, Network Network, IReadOnlyList<PlanResult> Results, IReadOnlyList<PlanNoRegret> NoRegret);
