using System.CommandLine;
using Vauban.App.Cli;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary>The options that say what must hold for figures of a survey to leave.</summary>
sealed class RuleChoice
{
    static readonly SurveyRules Usual = new();

    readonly Option<int> _least = new("--least") { Description = "Fewest independent groups behind a figure, at least 3.", HelpName = "N", DefaultValueFactory = _ => Usual.LeastContributors };
    readonly Option<double> _percent = new("--percent") { Description = "Nobody may come to know another's value nearer than this, in per cent of it.", HelpName = "PERCENT", DefaultValueFactory = _ => Usual.Percent * 100 };
    readonly Option<int> _largest = new("--largest") { Description = "How many of the largest groups are looked at together.", HelpName = "N", DefaultValueFactory = _ => Usual.Largest };
    readonly Option<double> _dominance = new("--dominance") { Description = "Most that the largest groups may have of a figure together, in per cent.", HelpName = "PERCENT", DefaultValueFactory = _ => Usual.Dominance * 100 };
    readonly Option<double> _steady = new("--steady") { Description = "An answer that moves by no more than this between two rounds is taken for known not to have moved otherwise, in per cent.", HelpName = "PERCENT", DefaultValueFactory = _ => Usual.Steady * 100 };
    readonly Option<bool> _ranges = new("--ranges") { Description = "Gives a range of a fixed scale instead of nothing, where enough groups stand behind a cell and nobody learns too much." };
    readonly Option<string> _loss = new("--loss") { Description = "What is kept small where further cells must be withheld: their number, their values, or the groups in them.", HelpName = "cells|values|contributors", DefaultValueFactory = _ => "cells" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _least, _percent, _largest, _dominance, _steady, _ranges, _loss }) command.Options.Add(option);
    }

    /// <summary>The rules the user asks for.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public SurveyRules Of(Call call)
    {
        var (least, largest) = (call.Value(_least), call.Value(_largest));
        if (least < 3) throw new InputException(call.Texts["survey.wrong.least"]);
        if (largest < 1 || largest >= least) throw new InputException(call.Texts["survey.wrong.largest"]);
        double Share(Option<double> option, bool mayBeZero = false) => call.Value(option) is var percent && percent < 100 && (percent > 0 || (percent == 0 && mayBeZero)) ? percent / 100 : throw new InputException(call.Texts.Format("survey.wrong.percent", option.Name));
        if (!Enum.TryParse<SurveyLoss>(call.Value(_loss), ignoreCase: true, out var loss) || !Enum.IsDefined(loss)) throw new InputException(call.Texts.Format("survey.wrong.loss", call.Value(_loss)!));
        return new() { LeastContributors = least, Largest = largest, Percent = Share(_percent), Dominance = Share(_dominance), Steady = Share(_steady, mayBeZero: true), Intervals = call.Value(_ranges), Loss = loss };
    }
}
