using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Dependents;

/// <summary>Things of one kind that may be chosen.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Things">Value for the address and name, by name.</param>
/// <param name="Hidden">How many more there are.</param>
sealed record SubjectGroup(ActorKind Kind, IReadOnlyList<(string Value, string Name)> Things, int Hidden);

/// <summary>What can be asked about: countries and items; owners, parties, sites and lines for who sees names.</summary>
static class SubjectChoice
{
    const int Most = 300;

    /// <summary>Groups with something in them.</summary>
    public static IReadOnlyList<SubjectGroup> Of(CallerWorkspace caller, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var network = caller.Network;
        var names = new Names(network, texts, caller.SeesNames);
        var table = new SupplyTable(network, caller.Perimeters[0]);
        var kinds = caller.SeesNames ? [ActorKind.Country, ActorKind.Item, ActorKind.Owner, ActorKind.Party, ActorKind.Site, ActorKind.Line] : new[] { ActorKind.Country, ActorKind.Item };
        return [.. kinds.Select(kind => Group(kind, network, table, names)).Where(g => g.Things.Count > 0)];
    }

    static SubjectGroup Group(ActorKind kind, Network network, SupplyTable table, Names names)
    {
        var actors = kind == ActorKind.Item ? network.Items.Where(i => !i.IsFree).Select(i => new Actor(kind, i.Index)) : table.All.SelectMany(s => table.Actors.Of(s, kind)).Distinct();
        var all = actors.Select(a => (Value: $"{ExposureJson.Word(kind)}:{a.Id(network).Split(':', 2)[1]}", Name: names.Actor(a))).OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.Value, StringComparer.Ordinal).ToArray();
        return new(kind, [.. all.Take(Most)], Math.Max(0, all.Length - Most));
    }
}
