using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>Something that may fail by itself, and for how long.</summary>
/// <param name="Actor">Site, party, owner, country, or all outside sources of an item.</param>
/// <param name="Days">Length of the failure in days, by reading (pessimistic first).</param>
/// <param name="IsKnown">False where no row gives a time to recover, so that the usual ones stand in.</param>
/// <param name="Decides">False for a country of the perimeter: shown, but no reason to call us exposed.</param>
public sealed record SingleFailure(Actor Actor, IReadOnlyList<double> Days, bool IsKnown, bool Decides);

/// <summary>Every single failure that goals can meet (design section 3): every site, party and controlling owner, every country, every
/// outside source of an item.</summary>
public static class FailureList
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    // Days to work again where no row says.
    static readonly double[] Unknown = [365, 180, 30];

    /// <summary>Failures in order of actors.</summary>
    /// <param name="program">Program of the goals; its requirement tree says which supplies matter.</param>
    /// <param name="outageDays">Days that a country or an outside source refuses.</param>
    public static IReadOnlyList<SingleFailure> Of(OutputProgram program, double outageDays)
    {
        ArgumentNullException.ThrowIfNull(program);
        var table = program.Table;
        var set = new SortedSet<Actor>();
        foreach (var supply in table.All)
        {
            if (!program.Requirements.InTree[supply.Item] || supply.Kind == SupplyKind.Missing) continue;
            foreach (var kind in new[] { ActorKind.Site, ActorKind.Party, ActorKind.Owner, ActorKind.Country }) set.UnionWith(table.Actors.Of(supply, kind));
            if (!supply.Inside.Pessimistic) set.Add(new(ActorKind.OutsideSource, supply.Item));
        }
        foreach (var r in table.Network.Restrictions) set.UnionWith(table.Actors.Of(r, ActorKind.Country));
        return [.. set.Select(a => Describe(table, a, outageDays))];
    }

    /// <summary>True where a failure is a reason to call us exposed: not a country of our own perimeter.</summary>
    public static bool Decides(SupplyTable table, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(table);
        return actor.Kind != ActorKind.Country || !table.Perimeter.Members.Contains(actor.Index);
    }

    static SingleFailure Describe(SupplyTable table, Actor actor, double outageDays)
    {
        if (actor.Kind is ActorKind.Country or ActorKind.OutsideSource or ActorKind.Consent)
            return new(actor, [outageDays, outageDays, outageDays], true, Decides(table, actor));
        var days = new double[3];
        var isKnown = false;
        foreach (var s in table.Actors.Supplies(actor, Reading.Central))
        {
            if (table.All[s].Line < 0) continue;
            var recovery = table.Network.Lines[table.All[s].Line].RecoveryDays;
            isKnown |= recovery.IsKnown;
            foreach (var reading in Readings)
            {
                var value = recovery.IsKnown ? recovery.Need(reading) : Unknown[(int)reading];
                days[(int)reading] = Math.Max(days[(int)reading], double.IsInfinity(value) ? Unknown[0] : value);
            }
        }
        for (var i = 0; i < days.Length; i++) days[i] = days[i] > 0 ? days[i] : isKnown ? 1e-3 : Unknown[i];
        return new(actor, days, isKnown, true);
    }
}
