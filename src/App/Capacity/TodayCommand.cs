using System.CommandLine;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary><c>capacity today</c>: maximum output, use of every line, and the ladder of bottlenecks.</summary>
sealed class TodayCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly CapacityChoice _choice = new();
    readonly RoleChoice _role = new();
    readonly Option<int> _rungs = new("--rungs") { Description = "Most bottlenecks shown one after the other.", HelpName = "N", DefaultValueFactory = _ => 10 };

    public static Command Create(Shell shell)
    {
        var me = new TodayCommand();
        var command = new Command("today", "How much comes out at most today, what is used for it, and what limits it.") { me._package };
        me._choice.AddTo(command);
        command.Options.Add(me._rungs);
        me._role.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var sums = _role.Of(call);
        var (network, findings) = call.Load(call.Value(_package)!, sums is not null);
        if (call.Value(_rungs) is < 0 or > 100) throw new InputException(call.Texts["capacity.rungs"]);
        var (at, status) = (_choice.At(call), _choice.Status(call));
        // An empty answer would look like good news.
        if (network.At(at, status).Goals.Count == 0) throw new InputException(call.Texts["terminal.nothing"]);
        var technologies = _choice.Technologies(call, network);
        var perimeters = _choice.Perimeters(call);
        if (sums is not null) RoleChoice.One(call, perimeters);
        var results = new List<TodayResult>();
        foreach (var perimeter in perimeters)
        {
            using var bar = new ProgressBar(call.Terminal, call.Texts["capacity.today.progress"]);
            results.Add(TodayEngine.Run(network, new() { Perimeter = perimeter, At = at, Status = status, Technologies = technologies, Rungs = call.Value(_rungs) }, LinearSolvers.Default, bar.Report, call.Stop));
        }
        if (sums is not null) Sums(call, network, results[0], sums, findings);
        else if (call.IsJson) call.WriteJson(json => TodayJson.Write(json, results, findings, call.Texts));
        else foreach (var result in results) TodayText.Write(call, result);
        return ExitCode.Ok;
    }

    static void Sums(Call call, Network network, TodayResult result, AggregateOptions sums, IReadOnlyList<Finding> findings)
    {
        var today = AggregateToday.Of(result, sums);
        if (call.IsJson) call.WriteJson(json => AggregateJson.Today(json, network.Package, result, today, findings));
        else new AggregateText(call, network, sums, call.Texts.Format("capacity.aggregate.title.today", today.Perimeter)).Write(new AggregateWords(call.Texts).Today(today));
    }
}
