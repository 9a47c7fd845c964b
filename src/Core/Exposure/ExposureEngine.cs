using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>Who can stop us, where supply is concentrated, and what depends on what (design section 4).</summary>
public static partial class ExposureEngine
{
    /// <summary>Measures the concentration of supply per item at site, party, owner and country level.</summary>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static ConcentrationResult Concentration(Network network, ExposureOptions options)
    {
        var table = Table(network, options);
        var items = ItemsOf(table, options).Where(i => i is { IsShared: false, IsFree: false }).Select(i => new ConcentrationMeter(table, i, options).Measure());
        return new(options, table, [.. items]);
    }

    static SupplyTable Table(Network network, ExposureOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid(network);
        return new(network.At(options.At, options.Status), options.Perimeter);
    }

    static IEnumerable<Goal> GoalsOf(SupplyTable table, ExposureOptions options) =>
        table.Network.Goals.Where(g => options.Technologies.Count == 0 || options.Technologies.Contains(table.Network.Technologies[g.Technology].Id));

    // What the goals need; where a package states no goal, everything in it.
    static IEnumerable<Item> ItemsOf(SupplyTable table, ExposureOptions options)
    {
        if (options.Items.Count > 0) return table.Network.Items.Where(i => options.Items.Contains(i.Id));
        var goals = GoalsOf(table, options).ToArray();
        if (goals.Length == 0) return options.Technologies.Count == 0 ? table.Network.Items : [];
        var tree = new Requirements(table, goals, Reading.Central, new(table, _ => Reading.Central)).InTree;
        return table.Network.Items.Where(i => tree[i.Index]);
    }
}
