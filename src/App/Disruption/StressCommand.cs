using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Disruption;

/// <summary><c>disruption stress</c>: scenarios played day by day and draw by draw.</summary>
sealed class StressCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly DisruptionChoice _choice = new();
    readonly AnswerFiles _files = new(DisruptionChoice.Report);
    readonly Option<string[]> _scenario = new("--scenario", "-s") { Description = "Scenario: a file, one of the package's events table, or a ready-made one; all of the package and all ready-made ones where not given. May be repeated.", HelpName = "NAME|FILE", DefaultValueFactory = _ => [] };
    readonly Option<int> _days = new("--days") { Description = "Days that are played, 1 to 7300.", HelpName = "N", DefaultValueFactory = _ => 730 };
    readonly Option<int> _draws = new("--draws") { Description = "Draws of each scenario whose lengths or chances are drawn, 1 to 100000.", HelpName = "N", DefaultValueFactory = _ => 100 };
    readonly Option<long> _seed = new("--seed") { Description = "Seed of all draws; the same seed gives the same answer.", HelpName = "N", DefaultValueFactory = _ => 7 };
    readonly Option<bool> _backlog = new("--backlog") { Description = "What is not delivered stays wanted and is delivered later; without it, it is lost." };

    public static Command Create(Shell shell)
    {
        var me = new StressCommand();
        var command = new Command("stress", "What scenarios take away: how much, from which day, until when, and why.") { me._package, me._scenario, me._days, me._draws, me._seed, me._backlog };
        me._choice.AddTo(command);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        if (call.Value(_days) is < 1 or > StressOptions.LongestDays) throw new InputException(call.Texts["disruption.stress.days"]);
        if (call.Value(_draws) is < 1 or > StressOptions.MostDraws) throw new InputException(call.Texts["disruption.stress.draws"]);
        var options = new StressOptions
        {
            Threads = Environment.ProcessorCount,
            Technologies = _choice.Technologies(call, network), Verb = _choice.Verb(call, network), Perimeter = _choice.Perimeter(call), At = _choice.At(call), Status = _choice.Status(call),
            Days = call.Value(_days), Draws = call.Value(_draws), Seed = call.Value(_seed), KeepsBacklog = call.Value(_backlog),
        };
        options = options with { Transport = TransportEventStudy.HitsOf(network, options, LinearSolvers.Default, call.Stop) };
        _files.Check(call);
        var scenarios = Scenarios(call, network, options.At);
        using var line = new ProgressLine(call.Terminal);
        var result = StressEngine.Run(network, scenarios, options, LinearSolvers.Default, (done, of) => line.Show(call.Texts.Format("disruption.stress.progress", Text(done), Text(of))), call.Stop);
        line.Dispose();
        if (call.IsJson) call.WriteJson(json => StressJson.Write(json, result, findings, call.Texts));
        else StressText.Write(call, result, call.Value(_scenario) is { Length: > 0 });
        _files.Write(call, network.Package, (identity, names) => StressReportWriter.Write(result, findings, identity, call.Texts.Language, names), (identity, stream) => DisruptionWorkbook.Write(result, findings, identity, call.Texts, stream));
        return ExitCode.Ok;
    }

    static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    List<ThreatScenario> Scenarios(Call call, Network network, DateOnly? at)
    {
        var found = new List<Finding>();
        var own = Threats.Of(network.Package, at, found);
        var scenarios = new List<ThreatScenario>();
        if (call.Value(_scenario) is { Length: > 0 } names)
            foreach (var name in names.Distinct())
            {
                if (Threats.Find(name, call.PathOf(name), own, found) is { } scenario) scenarios.Add(scenario);
            }
        else scenarios = [.. own, .. Threats.All(found)];
        FindingList.Write(call, found, int.MaxValue, call.Value(_package)!);
        if (found.Any(f => f.Severity == Severity.Error)) throw new InputException("");
        return scenarios;
    }
}
