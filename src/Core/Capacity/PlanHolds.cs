using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>The requirements on a plan: what each of them asks at the capacities of its month, and whether a plan keeps it.</summary>
sealed class PlanHolds : IDisposable
{
    readonly PlanData _data;
    readonly List<Checked> _holds = [];

    internal PlanHolds(PlanData data, Func<ILinearSolver> solver)
    {
        _data = data;
        for (var h = 0; h < data.Options.Holds.Count; h++)
        {
            var hold = data.Options.Holds[h];
            var month = data.Horizon.MonthOf(hold.Month);
            if (month < 0 || month >= data.Horizon.Months)
            {
                data.Find("E-PLAN-04", Severity.Error, null, hold.Text);
                continue;
            }
            var period = data.Horizon.PeriodAt(month);
            var epoch = data.EpochAt((int)month);
            var goals = Goals(epoch, period);
            if (goals.Count > 0) _holds.Add(new(h, hold, period, epoch, new(epoch.Table, goals, data.Reading, solver)));
        }
    }

    /// <summary>The denials of every requirement; those of "any single outsider" are many.</summary>
    internal IEnumerable<(int Hold, Denial Denial, bool IsOneOfMany)> All()
    {
        foreach (var h in _holds)
        {
            if (h.Hold.Kind == PlanHoldKind.Outsiders) yield return (h.Index, Denial.Outsiders, false);
            else if (h.Hold.Kind == PlanHoldKind.Actors) yield return (h.Index, Denial.Of([.. h.Hold.Actors.Select(a => Now(a, h.Epoch)).OfType<Actor>()]), false);
            else foreach (var actor in Outsiders(h)) yield return (h.Index, Denial.Of(actor), true);
        }
    }

    /// <summary>Maximum output at the capacities that starts leave in the month of a requirement.</summary>
    /// <param name="hold">Index of the requirement in the options.</param>
    /// <param name="denial">Who is absent.</param>
    /// <param name="added">Added capacity per month of each expansion in a period.</param>
    /// <param name="stop">Cancels.</param>
    internal PlanHoldProof Prove(int hold, Denial denial, Func<int, int, double> added, CancellationToken stop)
    {
        var h = _holds.Single(c => c.Index == hold);
        var lines = new Dictionary<int, double>(Given(h));
        var fresh = new Dictionary<int, double>();
        foreach (var (e, supply) in Growing(h, denial))
        {
            var more = added(e, h.Period);
            if (supply >= 0) lines[supply] = (lines.TryGetValue(supply, out var now) ? now : h.Program.Capacity(h.Epoch.Table.All[supply])) + more;
            else fresh[_data.Expansions[e].Row.Item] = fresh.GetValueOrDefault(_data.Expansions[e].Row.Item) + more;
        }
        var theta = h.Program.Solve(denial, new() { Capacity = lines, NewSupply = fresh }, stop).RawTheta;
        return new(hold, denial, h.Period, OutputProgram.Snap(theta, OutputProgram.ThetaCap), theta >= h.Hold.Level - OutputProgram.Tolerance);
    }

    /// <summary>Adds the rows that make a plan keep a requirement under one denial.</summary>
    internal void AddTo(PlanProgram program, int hold, Denial denial)
    {
        var h = _holds.Single(c => c.Index == hold);
        var growing = Growing(h, denial).ToArray();
        var lines = new Dictionary<int, double>(Given(h));
        var fresh = new Dictionary<int, double>();
        // Without a limit of its own a column keeps the one that the denial sets: none, or nothing.
        foreach (var (e, supply) in growing)
        {
            if (supply >= 0) lines[supply] = double.PositiveInfinity;
            else fresh[_data.Expansions[e].Row.Item] = double.PositiveInfinity;
        }
        var block = h.Program.BlockFor(denial, new() { Capacity = lines, NewSupply = fresh });
        var limits = new List<(int Supply, double Limit, double Need, int[] Expansions)>();
        foreach (var same in growing.GroupBy(g => g.Supply >= 0 ? g.Supply : h.Epoch.Table.MissingOf[_data.Expansions[g.Expansion].Row.Item]).OrderBy(g => g.Key))
        {
            var supply = h.Epoch.Table.All[same.Key];
            var own = Given(h).TryGetValue(same.Key, out var given) ? given : h.Program.Capacity(supply);
            if (h.Program.Requirements.Need[supply.Item] is > 0 and var need && !double.IsInfinity(own)) limits.Add((same.Key, own, need, [.. same.Select(g => g.Expansion)]));
        }
        program.AddHold(block, hold, h.Hold, h.Period, limits);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var h in _holds) h.Program.Dispose();
    }

    // The rates of the goals to produce; without goals what is wanted in the month.
    List<Goal> Goals(PlanEpoch epoch, int period)
    {
        var goals = epoch.Network.Goals.Where(g => g.Verb == "produce").ToList();
        if (goals.Count == 0) goals = [.. epoch.Network.Goals.Where(g => g.Verb == "export")];
        if (goals.Count > 0) return goals;
        foreach (var item in _data.Wants.GroupBy(w => w.Row.Item).OrderBy(g => g.Key))
            if (item.Sum(w => w.Wanted[period]) / _data.Horizon.Periods[period].Months is > 0 and var rate)
                goals.Add(new(goals.Count, -1, "produce", item.Key, Quantity.Of(rate), CountrySet.Empty, null, null, new("", "", [], "", "", true)));
        return goals;
    }

    // Capacities that are given instead of the network's, by supply of the epoch.
    Dictionary<int, double> Given(Checked h)
    {
        var given = new Dictionary<int, double>();
        foreach (var supply in h.Epoch.Table.All)
            if (supply.Kind != SupplyKind.Missing && _data.Given.Capacity.TryGetValue(supply.Id, out var other)) given[supply.Index] = other[h.Period];
        return given;
    }

    // Expansions that add to a line of the epoch (its supply), or as a new line (-1) of somebody who is not absent.
    IEnumerable<(int Expansion, int Supply)> Growing(Checked h, Denial denial)
    {
        for (var e = 0; e < _data.Expansions.Length; e++)
        {
            var row = _data.Expansions[e].Row;
            if (row.Line >= 0)
            {
                if (h.Epoch.Find(true, _data.Network.Lines[row.Line].Id) is { } supply) yield return (e, supply.Index);
            }
            else if (!IsAbsent(row, denial, h)) yield return (e, -1);
        }
    }

    bool IsAbsent(Expansion row, Denial denial, Checked h)
    {
        var control = h.Epoch.Table.Control;
        if (denial.DeniesOutsiders && !(ControlGraph.Within(row.Country, h.Epoch.Table.Perimeter)[_data.Reading] && (row.Party < 0 || control.IsInside(row.Party, h.Epoch.Table.Perimeter)[_data.Reading]))) return true;
        return denial.Actors.Any(a => a.Kind switch
        {
            ActorKind.Country => In(row.Country, a.Index) || (row.Party >= 0 && (In(_data.Network.Parties[row.Party].Country, a.Index) || In(control.ControlOf(row.Party).Countries, a.Index))),
            ActorKind.Party => row.Party == a.Index,
            ActorKind.Owner => row.Party == a.Index || (row.Party >= 0 && control.ControlOf(row.Party).Controllers.Contains(a.Index)),
            ActorKind.Item => row.Item == a.Index,
            _ => false,
        });
    }

    static bool In(CountrySet set, int country) => set.Count == 1 && set.Contains(country);

    // Lines and consents have other numbers in the network of the month; one that does not count then takes nothing away.
    Actor? Now(Actor actor, PlanEpoch epoch) => actor.Kind switch
    {
        ActorKind.Line => epoch.Network.Lines.FirstOrDefault(l => l.Id == _data.Network.Lines[actor.Index].Id) is { } line ? actor with { Index = line.Index } : null,
        ActorKind.Consent => epoch.Network.Restrictions.FirstOrDefault(r => r.Id == _data.Network.Restrictions[actor.Index].Id) is { } consent ? actor with { Index = consent.Index } : null,
        _ => actor,
    };

    // Every country, party and owner outside that a supply or a consent of the tree has, and those of new lines.
    SortedSet<Actor> Outsiders(Checked h)
    {
        var actors = h.Epoch.Table.Actors;
        var found = new SortedSet<Actor>();
        foreach (var kind in new[] { ActorKind.Country, ActorKind.Party, ActorKind.Owner })
        {
            foreach (var supply in h.Epoch.Table.All.Where(s => h.Program.Requirements.InTree[s.Item])) found.UnionWith(actors.Of(supply, kind));
            foreach (var restriction in h.Epoch.Network.Restrictions) found.UnionWith(actors.Of(restriction, kind));
        }
        foreach (var e in _data.Expansions.Where(e => e.Row.Line < 0))
        {
            foreach (var country in Countries.All.Where(c => In(e.Row.Country, c.Index))) found.Add(new(ActorKind.Country, country.Index));
            if (e.Row.Party >= 0) found.Add(new(ActorKind.Party, e.Row.Party));
        }
        found.RemoveWhere(a => !actors.IsOutside(a));
        return found;
    }

    sealed record Checked(int Index, PlanHold Hold, int Period, PlanEpoch Epoch, OutputProgram Program);
}
