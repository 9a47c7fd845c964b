using System.CommandLine;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary><c>survey audit</c>: attacks everything that was ever released.</summary>
sealed class SurveyAuditCommand
{
    const int MostExposures = 200;

    readonly Argument<string> _history = new("HISTORY") { Description = "File of all releases, as survey release keeps it." };
    readonly Option<double?> _percent = new("--percent") { Description = "Protection to test for, in per cent; what each release promised where not given.", HelpName = "PERCENT" };

    readonly KeyChoice _key = new();

    public static Command Create(Shell shell)
    {
        var me = new SurveyAuditCommand();
        var command = new Command("audit", "Attacks all releases together as every group that answered, and shows the narrowest interval found for each. Exit code 1 where one is too narrow.") { me._history, me._percent };
        me._key.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (path, findings) = (call.PathOf(call.Value(_history)!), new List<Finding>());
        if (!File.Exists(path)) throw new InputException(call.Texts.Format("survey.wrong.no-history", call.Value(_history)!));
        if (call.Value(_percent) is { } percent && !(percent is > 0 and < 100)) throw new InputException(call.Texts.Format("survey.wrong.percent", _percent.Name));
        using var key = _key.Of(call);
        var entries = SurveyHistoryFile.Load(path, findings, key);
        FindingList.Write(call, findings, int.MaxValue, call.Value(_history)!);
        if (entries is null) return ExitCode.InvalidInput;
        if (entries.Count == 0) throw new InputException(call.Texts.Format("survey.wrong.no-history", call.Value(_history)!));
        SurveyRelease[] releases = [.. entries.Select(e => e.Release)];
        var asked = call.Value(_percent) / 100;
        SurveyAudit audit;
        try
        {
            audit = SurveyAuditEngine.Run(releases, asked, LinearSolvers.Default, isMeasured: true, MostExposures, call.Stop);
        }
        catch (SurveyHistoryException e)
        {
            throw new InputException(call.Texts.Format("survey.wrong.history", e.Question));
        }
        if (call.IsJson) call.WriteJson(json => SurveyJson.Write(json, audit, releases, asked ?? releases[^1].Rules.Percent));
        else SurveyText.Write(call, audit, releases, asked ?? releases[^1].Rules.Percent);
        return audit.IsSafe ? ExitCode.Ok : ExitCode.PolicyFails;
    }
}
