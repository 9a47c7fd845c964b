using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Workbench.Technology;

/// <summary>Somebody outside whom a technology draws on, with a switch.</summary>
/// <param name="Id">As the address and the command line write him: <c>country:CN</c>.</param>
/// <param name="Name">Name.</param>
/// <param name="IsOff">True where he is taken away.</param>
sealed record Outsider(string Id, string Name, bool IsOff);

/// <summary>Outsiders with a switch: countries outside the perimeter that supply something of the technology's tree or hold a consent; for
/// those who see names also parties and owners.</summary>
static class Outsiders
{
    /// <summary>All of one grid, countries first, each by name; whoever is taken away is always among them.</summary>
    public static IReadOnlyList<Outsider> Of(Grid grid, SovereigntyOptions options, AssessmentQuery query, Sentences say, CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(options);
        var goals = grid.Rows.SelectMany(r => r.Goals).Distinct().ToArray();
        var found = new SortedSet<Actor>(options.Without);
        if (goals.Length > 0)
        {
            using var program = new OutputProgram(grid.Table, goals, Reading.Central, LinearSolvers.Default);
            foreach (var failure in FailureList.Of(program, options.OutageDays))
                if (IsShown(failure.Actor, grid, caller.SeesNames)) found.Add(failure.Actor);
        }
        var network = grid.Table.Network;
        return [.. found.Select(a => new Outsider(a.Id(network), say.Names.Actor(a), options.Without.Contains(a)))
            .OrderBy(o => o.Id.Split(':')[0] switch { "country" => 0, "consent" => 1, "owner" => 2, _ => 3 }).ThenBy(o => o.Name, StringComparer.CurrentCulture)];
    }

    static bool IsShown(Actor actor, Grid grid, bool seesNames) => actor.Kind switch
    {
        ActorKind.Country => !grid.Perimeter.Members.Contains(actor.Index),
        ActorKind.Party or ActorKind.Owner => seesNames && IsOutside(actor, grid),
        _ => false,
    };

    static bool IsOutside(Actor actor, Grid grid) =>
        grid.Table.Actors.Supplies(actor, Reading.Central).Select(s => grid.Table.All[s]).ToArray() is { Length: > 0 } supplies && supplies.All(s => !s.Inside.Central);
}
