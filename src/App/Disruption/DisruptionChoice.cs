using System.CommandLine;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>The options of every question about disruption: for which goals, for whom, when, and which rows count.</summary>
sealed class DisruptionChoice
{
    /// <summary>What the report of an answer is, for the help.</summary>
    public const string Report = "Writes the answer as an HTML file that needs nothing else: charts, each with its table, sources.";

    readonly CapacityChoice _what = new();
    readonly Option<string> _verb = new("--verb") { Description = "Verb whose goals are to be met.", HelpName = "develop|produce|use|export", DefaultValueFactory = _ => "produce" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _what.AddTo(command);
        command.Options.Add(_verb);
    }

    /// <summary>Technologies asked for, checked.</summary>
    public IReadOnlyList<string> Technologies(Call call, Network network) => _what.Technologies(call, network);

    /// <summary>The first perimeter asked for; EU27 where none is named.</summary>
    public Perimeter Perimeter(Call call) => _what.Perimeters(call)[0];

    /// <summary>Day asked for, or null for the package's.</summary>
    public DateOnly? At(Call call) => _what.At(call);

    /// <summary>Which rows count.</summary>
    public int Status(Call call) => _what.Status(call);

    /// <summary>Verb asked for, checked.</summary>
    /// <exception cref="InputException">It is no verb, or no goal has it.</exception>
    public string Verb(Call call, Network network)
    {
        var verb = VerbWord(call);
        if (!network.Goals.Any(g => g.Verb == verb)) throw new InputException(call.Texts.Format("disruption.verb.no-goal", verb));
        return verb;
    }

    /// <summary>Verb asked for, whether a goal has it or not.</summary>
    /// <exception cref="InputException">It is no verb.</exception>
    public string VerbWord(Call call)
    {
        var verb = call.Value(_verb)!;
        return FieldCatalog.Verbs.Contains(verb) ? verb : throw new InputException(call.Texts.Format("disruption.verb.unknown", verb, string.Join(", ", FieldCatalog.Verbs)));
    }
}
