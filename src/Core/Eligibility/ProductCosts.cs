using Vauban.Core.Model;

namespace Vauban.Core.Eligibility;

/// <summary>What goes into one unit of a product, and what it is worth, as intervals.</summary>
sealed class ProductCosts(Network network)
{
    // Deeper chains than this are loops or mistakes.
    const int Deepest = 24;

    static readonly string[] NoComponents = ["service", "data", "tooling", "energy", "skill", "competence"];

    readonly Dictionary<int, double> _floors = [];

    /// <summary>True for what ends up in the product: work, energy, tools and know-how are no components.</summary>
    public static bool IsComponent(Item item) => !NoComponents.Contains(item.Kind) && item is { IsShared: false, IsFree: false };

    /// <summary>Cost of one input, per unit made, EUR. Where its unit value is not known, it is at least what its own inputs cost.</summary>
    public Quantity Of(RecipeRow row)
    {
        var input = network.Items[row.Input];
        var value = input.UnitValue.IsKnown ? input.UnitValue : Floor(row.Input, 0) is > 0 and var floor ? Quantity.Between(floor, double.PositiveInfinity) : Quantity.Unknown;
        return Times(row.Quantity, value);
    }

    /// <summary>Product of two quantities that are not negative; unknown where one is, except that what is known of both ends stays.</summary>
    static Quantity Times(Quantity a, Quantity b)
    {
        if (!a.IsKnown || !b.IsKnown) return Quantity.Unknown;
        var (low, high) = (Math.Max(0, a.Low) * Math.Max(0, b.Low), a.High == 0 || b.High == 0 ? 0 : a.High * b.High);
        return Quantity.Between(low, high);
    }

    double Floor(int item, int depth)
    {
        if (_floors.TryGetValue(item, out var known)) return known;
        if (depth > Deepest) return 0;
        // A loop adds nothing to the least that a thing costs.
        _floors[item] = 0;
        var rows = Components(item);
        double Least(RecipeRow row) => row.Quantity.IsKnown ? Math.Max(0, row.Quantity.Low) * (network.Items[row.Input].UnitValue is { IsKnown: true } value ? Math.Max(0, value.Low) : Floor(row.Input, depth + 1)) : 0;
        return _floors[item] = rows.Where(r => r.Group.Length == 0).Sum(Least) + rows.Where(r => r.Group.Length > 0).GroupBy(r => r.Group, StringComparer.Ordinal).Sum(g => g.Min(Least));
    }

    /// <summary>What every part of a product adds to its cost, over all tiers, per unit of the product: its value less what its own inputs cost, EUR. The parts add up to the cost of
    /// the components of the first tier; open where a price is not known.</summary>
    public IEnumerable<(Item Item, Quantity Added)> Parts(int product)
    {
        var needs = new Dictionary<int, Quantity>();
        Walk(product, Quantity.Of(1), [], needs, true);
        return needs.Where(n => n.Key != product).Select(n => (network.Items[n.Key], Times(n.Value, Added(n.Key))));
    }

    Quantity Added(int item)
    {
        var (low, high) = (0.0, 0.0);
        foreach (var group in Components(item).GroupBy(r => r.Group.Length > 0 ? r.Group : $"|{r.Input}", StringComparer.Ordinal))
        {
            var costs = group.Select(Of).Select(c => c.IsKnown ? (Low: Math.Max(0, c.Low), c.High) : (Low: 0, High: double.PositiveInfinity)).ToArray();
            // One of several alternatives is used; rows without a group are all used.
            low += group.First().Group.Length > 0 ? costs.Min(c => c.Low) : costs.Sum(c => c.Low);
            high += group.First().Group.Length > 0 ? costs.Max(c => c.High) : costs.Sum(c => c.High);
        }
        return network.Items[item].UnitValue is { IsKnown: true } value ? Quantity.Between(Math.Max(0, value.Low - high), Math.Max(0, value.High - low)) : Quantity.Between(0, double.PositiveInfinity);
    }

    RecipeRow[] Components(int item) => [.. network.RecipeOfItem[item].ToArray().Select(i => network.Recipes[i]).Where(r => IsComponent(network.Items[r.Input]))];

    /// <summary>How much of every item goes into one unit of a product over all tiers, the product itself included.</summary>
    public Dictionary<int, Quantity> Needs(int product)
    {
        var needs = new Dictionary<int, Quantity>();
        Walk(product, Quantity.Of(1), [], needs, false);
        return needs;
    }

    void Walk(int item, Quantity quantity, HashSet<int> path, Dictionary<int, Quantity> needs, bool isComponents)
    {
        if (!path.Add(item) || path.Count > Deepest)
        {
            path.Remove(item);
            return;
        }
        needs[item] = needs.TryGetValue(item, out var before) ? Plus(before, quantity) : quantity;
        foreach (var row in isComponents ? Components(item) : network.RecipeOfItem[item].ToArray().Select(i => network.Recipes[i]))
        {
            var each = row.Group.Length > 0 && row.Quantity.IsKnown ? Quantity.Between(0, row.Quantity.High) : row.Quantity;
            Walk(row.Input, Times(quantity, each), path, needs, isComponents);
        }
        path.Remove(item);
    }

    static Quantity Plus(Quantity a, Quantity b) => a.IsKnown && b.IsKnown ? Quantity.Between(a.Low + b.Low, a.High + b.High) : Quantity.Unknown;

    /// <summary>Share of an item's value in that of a product, per cent.</summary>
    public Quantity Share(Quantity needed, Item item, Item product)
    {
        var part = Times(needed, item.UnitValue.IsKnown ? item.UnitValue : Floor(item.Index, 0) is > 0 and var floor ? Quantity.Between(floor, double.PositiveInfinity) : Quantity.Unknown);
        if (item.Index == product.Index) return Quantity.Of(100);
        if (!part.IsKnown || !product.UnitValue.IsKnown || product.UnitValue.Low <= 0) return Quantity.Unknown;
        return Quantity.Between(100 * part.Low / product.UnitValue.High, Math.Min(100, 100 * part.High / product.UnitValue.Low));
    }
}
