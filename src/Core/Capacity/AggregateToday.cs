using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>What limits output today, in figures of which each rests on several independent owners.</summary>
/// <param name="Options">What had to hold for a figure to be shown.</param>
/// <param name="Perimeter">Name of the perimeter.</param>
/// <param name="Rows">By technology, then verb; what is held and has no amount is left out.</param>
/// <param name="Items">Items that the goals need and that somebody makes, by id.</param>
public sealed record AggregateToday(AggregateOptions Options, string Perimeter, IReadOnlyList<AggregateTodayRow> Rows, IReadOnlyList<AggregateSource> Items)
{
    /// <summary>Sums up what limits output today.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static AggregateToday Of(TodayResult result, AggregateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        options ??= new();
        options.ThrowIfInvalid();
        return new TodayAggregation(result, options).Make();
    }
}

/// <summary>One verb of a technology.</summary>
/// <param name="Technology">Id of the technology.</param>
/// <param name="Name">Its name.</param>
/// <param name="Verb">Verb, or "together".</param>
/// <param name="Theta">Share of the goals with everybody (central reading); 10 means 10 or more.</param>
/// <param name="ThetaInside">The same inside the perimeter alone.</param>
/// <param name="Binding">Names of the items that bind first with everybody; empty where the share is withheld.</param>
/// <param name="BindingInside">The same inside the perimeter alone.</param>
public sealed record AggregateTodayRow(string Technology, string Name, string Verb, Released Theta, Released ThetaInside, IReadOnlyList<string> Binding, IReadOnlyList<string> BindingInside);

/// <summary>Capacity of all makers of an item together.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Capacity">Per month, as far as it is known (central reading).</param>
/// <param name="Inside">Of it, inside the perimeter.</param>
public sealed record AggregateSource(string Id, string Name, string Unit, Released Capacity, Released Inside);

/// <summary>Sums today's capacity up by item and owner.</summary>
sealed class TodayAggregation
{
    readonly TodayResult _result;
    readonly Network _network;
    readonly AggregateOptions _options;
    readonly OwnerGroups _groups;
    readonly SortedDictionary<string, Item> _items = new(StringComparer.Ordinal);
    readonly Dictionary<string, (OwnerSum All, OwnerSum Inside)> _sums = [];
    readonly HashSet<string> _secret = [];

    public TodayAggregation(TodayResult result, AggregateOptions options)
    {
        (_result, _network, _options) = (result, result.Table.Network, options);
        _groups = new(_network);
        // Every source once: rows of several verbs share them.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in result.Rows.Where(r => !r.IsHolding))
            foreach (var (all, inside) in row.All.Uses.Zip(row.Inside.Uses))
                if (seen.Add(all.Supply.Id)) Add(all, !inside.IsDenied);
    }

    void Add(SupplyUse use, bool isInside)
    {
        var item = _network.Items[use.Supply.Item];
        _items[item.Id] = item;
        if (!_sums.TryGetValue(item.Id, out var sums)) _sums[item.Id] = sums = (new(), new());
        if (use.Supply.Line >= 0) _secret.Add(item.Id);
        var amount = use.Capacity is { } c && double.IsFinite(c) ? c : 0;
        foreach (var sum in isInside ? new[] { sums.All, sums.Inside } : [sums.All])
            if (use.Supply.Line >= 0) sum.Add(_groups.Of(_network.Lines[use.Supply.Line]), amount);
            else sum.AddNobodys(amount);
    }

    public AggregateToday Make()
    {
        var items = _items.Values.Where(i => _secret.Contains(i.Id)).Select(Source).ToArray();
        var shown = items.Where(i => i.Capacity.IsShown).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        var inside = items.Where(i => i.Inside.IsShown).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        return new(_options, _result.Options.Perimeter.Name, [.. _result.Rows.Where(r => !r.IsHolding).Select(r => Row(r, shown, inside))], items);
    }

    AggregateSource Source(Item item)
    {
        var (all, inside) = _sums[item.Id];
        var (whyAll, whyInside) = (all.Check(_options), inside.Check(_options));
        // What is inside and what is everywhere, one taken from the other, is what is outside.
        var outside = all.Less(inside);
        if (whyAll == WithheldReason.None && whyInside == WithheldReason.None && !outside.IsNothingBeside(all.Total) && outside.Check(_options) != WithheldReason.None) whyInside = WithheldReason.Derivable;
        return new(item.Id, item.Name, item.Unit.Amount, Released.If(whyAll, all.Total), Released.If(whyInside, inside.Total));
    }

    AggregateTodayRow Row(TodayRow row, HashSet<string> shown, HashSet<string> inside)
    {
        var (all, binding) = Theta(row.All, shown);
        var (alone, bindingInside) = Theta(row.Inside, inside);
        return new(row.Technology.Id, row.Technology.Name, row.Verb, all, alone, binding, bindingInside);
    }

    // The share of the goals is a capacity in other words: that of what binds, times a number that recipes give; and every source that it
    // takes must have at least what it takes. So every item that it takes must be shown, and what binds must be items, not single lines or rights.
    (Released, IReadOnlyList<string>) Theta(TodayScope scope, HashSet<string> shown)
    {
        var takes = scope.Uses.Where(u => u.Output > 0).Select(u => _network.Items[u.Supply.Item].Id).Where(_secret.Contains).Distinct();
        if (scope.Ladders.FirstOrDefault(l => l.Reading == Reading.Central) is not { Rungs: [var first, ..] } || first.Reliefs.Any(r => r.Relief.Kind != ReliefKind.Supply)) return (Released.No(WithheldReason.FewOwners), []);
        var binds = first.Reliefs.Select(r => _network.Items[r.Relief.Index]).ToArray();
        return takes.Concat(binds.Select(b => b.Id)).All(shown.Contains) ? (Released.Of(scope.Theta.Central), [.. binds.Select(b => b.Name)]) : (Released.No(WithheldReason.Derivable), []);
    }
}
