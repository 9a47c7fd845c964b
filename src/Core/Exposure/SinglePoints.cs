using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Exposure;

/// <summary>Somebody or something whose failure alone lowers what can be reached.</summary>
/// <param name="Actor">Line, site, party, owner or country.</param>
/// <param name="Theta">Share of the goals left without it.</param>
/// <param name="IsCertain">True where it stays below the level in the optimistic reading too; else it is possible.</param>
/// <param name="IsOutside">True where it is outside the perimeter (central reading).</param>
public sealed record SinglePoint(Actor Actor, Figure Theta, bool IsCertain, bool IsOutside);

/// <summary>Single points of failure of the goals of one verb.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">Verb.</param>
/// <param name="ThetaAll">Theta with nobody denied.</param>
/// <param name="Level">Level to keep: 1, or theta_all of the central reading where that is less.</param>
/// <param name="Points">By kind, then least theta left, then id.</param>
/// <param name="Looked">Actors whose failure was solved: they touch a used line, a held thing or a used consent of a plan at the level.</param>
/// <param name="Passed">Actors that the plan does without, so that nothing had to be solved.</param>
public sealed record VerbSinglePoints(Technology Technology, string Verb, Figure ThetaAll, double Level, IReadOnlyList<SinglePoint> Points, int Looked, int Passed);

/// <summary>Single points of failure by maximum output.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Verbs">By technology, then verb.</param>
public sealed record SinglePointsResult(ExposureOptions Options, SupplyTable Table, IReadOnlyList<VerbSinglePoints> Verbs);

/// <summary>Finds single points of failure: theta is solved again for every actor that a plan at the level uses.</summary>
sealed class SinglePointSearch : IDisposable
{
    readonly SupplyTable _table;
    readonly Goal _goal;
    readonly OutputProgram _pessimistic, _central, _optimistic;
    readonly Coverage _coverage;
    readonly Provenance[] _rows;

    public SinglePointSearch(SupplyTable table, IReadOnlyList<Goal> goals, Func<ILinearSolver> solver)
    {
        _table = table;
        _goal = goals[0];
        _pessimistic = new(table, goals, Reading.Pessimistic, solver);
        _central = new(table, goals, Reading.Central, solver);
        _optimistic = new(table, goals, Reading.Optimistic, solver);
        (_coverage, _rows) = Provenances.OfTree(table, _central.Requirements);
    }

    public VerbSinglePoints Run(IReadOnlyList<ActorKind> kinds, CancellationToken stop)
    {
        var technology = _table.Network.Technologies[_goal.Technology];
        var address = $"exposure/single-points/{technology.Id}/{_goal.Verb}/";
        var all = Solve(Denial.None, address + "theta_all", stop);
        var level = Math.Min(1, all.Central);
        var everybody = Touching(_ => true, _table.Network.Restrictions.Select(r => r.Index), kinds);
        if (level <= 0) return new(technology, _goal.Verb, all, level, [], 0, everybody.Count);
        var plan = _central.Plan(Denial.None, level, _central.DefaultCost(), stop: stop);
        // A plan that is not found at the level just reached is a matter of rounding; then nothing may be passed over.
        var used = plan is null ? everybody : Touching(s => plan.Output[s.Index] > 0 || IsHeld(s), plan.UsedConsents, kinds);
        var points = new List<SinglePoint>();
        foreach (var actor in used)
        {
            if (_central.Solve(Denial.Of(actor), stop: stop).Theta >= level - OutputProgram.Tolerance) continue;
            var left = Solve(Denial.Of(actor), address + actor.Id(_table.Network), stop);
            points.Add(new(actor, left, left.High < level - OutputProgram.Tolerance, _table.Actors.IsOutside(actor)));
        }
        return new(technology, _goal.Verb, all, level, [.. points.OrderBy(p => p.Actor.Kind).ThenBy(p => p.Theta.Central).ThenBy(p => p.Actor)], used.Count, everybody.Count - used.Count);
    }

    Figure Solve(Denial denial, string address, CancellationToken stop)
    {
        double low = _pessimistic.Solve(denial, stop: stop).Theta, central = _central.Solve(denial, stop: stop).Theta, high = _optimistic.Solve(denial, stop: stop).Theta;
        return Provenances.Figure(address, Math.Min(low, central), central, Math.Max(central, high), "1", _coverage, _rows);
    }

    // Shared things have no flow, so every holder in the tree is looked at.
    bool IsHeld(Supply supply) => _table.Network.Items[supply.Item].IsShared;

    SortedSet<Actor> Touching(Func<Supply, bool> isUsed, IEnumerable<int> consents, IReadOnlyList<ActorKind> kinds)
    {
        var touching = new SortedSet<Actor>();
        foreach (var supply in _table.All)
        {
            if (!_central.Requirements.InTree[supply.Item] || !isUsed(supply)) continue;
            foreach (var kind in kinds) touching.UnionWith(_table.Actors.Of(supply, kind));
        }
        foreach (var consent in consents)
            foreach (var kind in kinds) touching.UnionWith(_table.Actors.Of(_table.Network.Restrictions[consent], kind));
        return touching;
    }

    public void Dispose()
    {
        _pessimistic.Dispose();
        _central.Dispose();
        _optimistic.Dispose();
    }
}
