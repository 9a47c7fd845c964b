using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What could be added to an item, all who offer it together: no row, no line, no curve.</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Adds">Capacity that lines and new lines could add, per month (central reading), each once.</param>
/// <param name="Cost">What that costs to build, EUR (central reading), where it is stated.</param>
public sealed record AggregateFix(string Id, string Name, string Unit, Released Adds, Released Cost);

/// <summary>Fixes by item, in figures of which each rests on several independent owners.</summary>
/// <param name="Options">What had to hold for a figure to be shown.</param>
/// <param name="Perimeter">Name of the perimeter.</param>
/// <param name="Items">Items to which somebody could add, by id.</param>
public sealed record AggregateFixes(AggregateOptions Options, string Perimeter, IReadOnlyList<AggregateFix> Items)
{
    /// <summary>Sums fixes up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static AggregateFixes Of(FixesResult result, AggregateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        options ??= new();
        options.ThrowIfInvalid();
        var network = result.Table.Network;
        var groups = new OwnerGroups(network);
        var fixes = result.Rows.SelectMany(r => r.Values).Select(v => v.Fix).Where(f => f.Kind is FixKind.Expansion or FixKind.NewLine or FixKind.OwnLine).DistinctBy(f => f.Address);
        return new(options, result.Options.Perimeter.Name, [.. fixes.GroupBy(f => network.Items[f.Item]).OrderBy(g => g.Key.Id, StringComparer.Ordinal).Select(g =>
        {
            Released Sum(Func<Fix, Quantity> of)
            {
                var sum = new OwnerSum();
                foreach (var fix in g)
                    if (of(fix).IsKnown && double.IsFinite(of(fix).Central)) sum.Add(fix.Party >= 0 ? groups.Of(fix.Party) : fix.Line >= 0 ? groups.Of(network.Lines[fix.Line]) : null, of(fix).Central);
                return Released.If(sum.Check(options), sum.Total);
            }
            return new AggregateFix(g.Key.Id, g.Key.Name, g.Key.Unit.Amount, Sum(f => f.Adds), Sum(f => f.Cost));
        })]);
    }
}
