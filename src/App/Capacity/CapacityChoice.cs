using System.CommandLine;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>The options of every question about capacity: what, for whom, when, and which rows count.</summary>
sealed class CapacityChoice
{
    readonly Option<string[]> _technology = new("--technology", "-t") { Description = "Technology by its id; all that have goals where not given. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _perimeter = Shell.Perimeter();
    readonly Option<string?> _at = new("--at") { Description = "Day (2028-01-31, 2028-01 or 2028); the package's where not given.", HelpName = "DATE" };
    readonly Option<string> _status = new("--status") { Description = "Which rows count: running only, also funded, also announced.", HelpName = "running|funded|announced", DefaultValueFactory = _ => "running" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _technology, _perimeter, _at, _status }) command.Options.Add(option);
    }

    /// <summary>Technologies asked for, checked.</summary>
    /// <exception cref="InputException">One is not in the package.</exception>
    public IReadOnlyList<string> Technologies(Call call, Network network)
    {
        var given = call.Value(_technology) ?? [];
        var known = network.Technologies.Select(t => t.Id).ToArray();
        foreach (var id in given.Where(id => !known.Contains(id)))
            throw new InputException(Spelling.Nearest(id, known) is { } near ? call.Texts.Format("terminal.technology.nearest", id, near)
                : call.Texts.Format("terminal.technology.unknown", id, string.Join(", ", known)));
        return given;
    }

    /// <summary>Perimeters asked for; EU27 where none is named.</summary>
    public IReadOnlyList<Perimeter> Perimeters(Call call) => call.Perimeters(call.Value(_perimeter) is { Length: > 0 } named ? named : ["EU27"]);

    /// <summary>Day asked for, or null for the package's.</summary>
    public DateOnly? At(Call call) => AssessCommand.Date(call, call.Value(_at));

    /// <summary>Which rows count.</summary>
    public int Status(Call call) => AssessCommand.Status(call, call.Value(_status)!);
}
