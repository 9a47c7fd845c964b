using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>An input as a maker uses it, and how much of it one unit takes.</summary>
readonly record struct ChainUse(int Item, double Quantity)
{
    /// <summary>True where the maker can do without it until somebody else is qualified.</summary>
    public bool IsImportant { get; init; }
}

/// <summary>One source of an item in one reading.</summary>
/// <param name="Item">What it makes.</param>
/// <param name="PerDay">Most a day; infinite where nothing limits it.</param>
/// <param name="Uses">What one unit takes.</param>
sealed record ChainMaker(int Item, double PerDay, ChainUse[] Uses)
{
    /// <summary>Alternatives: one of each group is needed.</summary>
    public ChainUse[][] Groups { get; init; } = [];

    /// <summary>Things held and not used up that it needs.</summary>
    public int[] Held { get; init; } = [];

    /// <summary>Supply of the package, or -1.</summary>
    public int Supply { get; init; } = -1;

    /// <summary>True where the package states its size.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Days from order to delivery; 0 where unknown.</summary>
    public double LeadDays { get; init; }

    /// <summary>Days to work again after a full stop.</summary>
    public double RecoveryDays { get; init; }

    /// <summary>True where it works by its item's recipe, so that it stands in for others that do.</summary>
    public bool IsPlain { get; init; } = true;
}

/// <summary>A way from one maker to another for one input, of a customer that takes it from named suppliers only.</summary>
/// <param name="Supplier">Maker that supplies.</param>
/// <param name="Customer">Maker that is supplied.</param>
/// <param name="Item">What is supplied.</param>
sealed record ChainLink(int Supplier, int Customer, int Item)
{
    /// <summary>Share of the supply today, 0 to 1; 0 where none is stated.</summary>
    public double Share { get; init; }

    /// <summary>Days until the customer can switch to it; 0 for one it can use today.</summary>
    public double SwitchDays { get; init; }

    /// <summary>Days under way.</summary>
    public double TransportDays { get; init; }

    /// <summary>Row of the package, or -1.</summary>
    public int Row { get; init; } = -1;
}

/// <summary>What lies where. Maker is -1 for what lies with nobody in particular.</summary>
sealed record ChainStock(int Item, int Maker, double Quantity)
{
    /// <summary>How much should lie there.</summary>
    public double Target { get; init; }

    /// <summary>Days it keeps; infinite where no limit is stated.</summary>
    public double ShelfDays { get; init; } = double.PositiveInfinity;

    /// <summary>Row of the package, or -1.</summary>
    public int Row { get; init; } = -1;
}

/// <summary>What is wanted every day.</summary>
sealed record ChainDemand(int Item, double PerDay, double Weight)
{
    /// <summary>1 is served first.</summary>
    public double Priority { get; init; } = 1;

    /// <summary>Goal or demand row of the package, or -1.</summary>
    public int Row { get; init; } = -1;
}

/// <summary>A value chain in one reading as arrays: the one form that stress tests, times to survive and best responses work on.
/// Amounts are in the items' units, rates per day.</summary>
sealed class Chain
{
    /// <summary>Makes a chain.</summary>
    /// <param name="scale">Size of a usual day per item, above 0; programs are scaled by it.</param>
    public Chain(double[] scale, ChainMaker[] makers, ChainLink[] links, ChainStock[] stocks, ChainDemand[] demands, bool[]? isShared = null)
    {
        (Scale, Makers, Links, Stocks, Demands) = (scale, makers, links, stocks, demands);
        IsShared = isShared ?? new bool[scale.Length];
        MakersOf = CompressedRows.From(scale.Length, makers.Select((m, i) => (m.Item, i)));
        LinksInto = links.Select((l, i) => (Link: l, Index: i)).GroupBy(p => (p.Link.Customer, p.Link.Item)).ToDictionary(g => g.Key, g => g.Select(p => p.Index).ToArray());
    }

    public double[] Scale { get; }

    public ChainMaker[] Makers { get; }

    public ChainLink[] Links { get; }

    public ChainStock[] Stocks { get; }

    public ChainDemand[] Demands { get; }

    /// <summary>Items that are held and not used up.</summary>
    public bool[] IsShared { get; }

    /// <summary>Makers of each item.</summary>
    public CompressedRows MakersOf { get; }

    /// <summary>Links into each pair of a customer and an input.</summary>
    public Dictionary<(int Customer, int Item), int[]> LinksInto { get; }

    public int Items => Scale.Length;

    /// <summary>Makers that stand still when some of them fail: those, and everybody who needs something that nobody else holds.</summary>
    public bool[] Stopped(IEnumerable<int> failed)
    {
        var stopped = new bool[Makers.Length];
        foreach (var m in failed) stopped[m] = true;
        if (!IsShared.Contains(true)) return stopped;
        // From all held downwards: loops of know-how are legal.
        var held = (bool[])IsShared.Clone();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var m = 0; m < Makers.Length; m++)
            {
                if (stopped[m] || CanHold(Makers[m], held)) continue;
                stopped[m] = changed = true;
            }
            for (var i = 0; i < held.Length; i++)
            {
                if (!held[i] || MakersOf[i].ToArray().Any(m => !stopped[m] && Makers[m].PerDay > 0)) continue;
                held[i] = false;
                changed = true;
            }
        }
        return stopped;
    }

    bool CanHold(ChainMaker maker, bool[] held) =>
        maker.Held.All(i => held[i]) && maker.Groups.All(g => g.Any(u => !IsShared[u.Item] || held[u.Item]));
}
