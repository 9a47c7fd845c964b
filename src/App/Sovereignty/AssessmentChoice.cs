using System.CommandLine;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Sovereignty;

/// <summary>The options of every command that assesses: what, for whom, when, and without whom.</summary>
sealed class AssessmentChoice
{
    readonly Option<string[]> _technology = new("--technology", "-t") { Description = "Technology by its id; all that have goals where not given. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string?> _at = new("--at") { Description = "Day of the assessment (2028-01-31, 2028-01 or 2028); the package's where not given.", HelpName = "DATE" };
    readonly Option<string> _status = new("--status") { Description = "Which rows count: running only, also funded, also announced.", HelpName = "running|funded|announced", DefaultValueFactory = _ => "running" };
    readonly Option<double> _outage = new("--outage") { Description = "Days that a country's or a consent's refusal lasts.", HelpName = "DAYS", DefaultValueFactory = _ => 180 };
    readonly Option<string[]> _without = new("--without", "-w")
    {
        Description = "Takes somebody away and shows before and after: a country code, the id of a party, item or consent, line:ID, site:ID or owner:ID. May be repeated.",
        HelpName = "WHO", DefaultValueFactory = _ => [],
    };

    /// <summary>The option <c>--perimeter</c>.</summary>
    public Option<string[]> Perimeter { get; } = Shell.Perimeter();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _technology, Perimeter, _at, _status, _without, _outage }) command.Options.Add(option);
    }

    /// <summary>The settings the user asks for.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public SovereigntyOptions Of(Call call, Network network)
    {
        var technologies = call.Value(_technology) ?? [];
        foreach (var id in technologies)
            if (network.Technologies.All(t => t.Id != id))
                throw new InputException(Spelling.Nearest(id, network.Technologies.Select(t => t.Id)) is { } near
                    ? call.Texts.Format("terminal.technology.nearest", id, near) : call.Texts.Format("terminal.technology.unknown", id, string.Join(", ", network.Technologies.Select(t => t.Id))));
        var outage = call.Value(_outage);
        if (!(outage > 0) || outage > 36500) throw new InputException(call.Texts["terminal.outage"]);
        var (at, status) = (AssessCommand.Date(call, call.Value(_at)), AssessCommand.Status(call, call.Value(_status)!));
        // An empty answer would look like good news.
        if (network.At(at, status).Goals.Count == 0) throw new InputException(call.Texts["terminal.nothing"]);
        return new()
        {
            Technologies = technologies,
            Perimeters = call.Perimeters(call.Value(Perimeter)),
            At = at,
            Status = status,
            OutageDays = outage,
            Without = call.Value(_without) is { Length: > 0 } without ? ActorChoice.Of(call, network, network.At(at, status), without) : [],
        };
    }
}
