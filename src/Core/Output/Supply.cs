using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>What a source of an item is.</summary>
public enum SupplyKind
{
    /// <summary>A line of the package.</summary>
    Line,
    /// <summary>The rest of a published total: "others in AREA".</summary>
    Others,
    /// <summary>Unlisted supply inside the perimeter.</summary>
    UnlistedInside,
    /// <summary>Unlisted supply outside the perimeter.</summary>
    UnlistedOutside,
    /// <summary>New supply inside that does not exist today: capacity 0; freed to ask what more would give.</summary>
    Missing,
}

/// <summary>One source of an item, listed or not.</summary>
/// <param name="Index">Position in the table of supplies.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Item">Item it makes.</param>
/// <param name="Line">Line, or -1.</param>
/// <param name="Total">Total it belongs to, or -1.</param>
/// <param name="Id">Identifier in addresses.</param>
/// <param name="Place">Where it stands; empty where unknown.</param>
/// <param name="Capacity">Per month in the item's unit (per cent of the need where <paramref name="IsShareOfNeed"/>).</param>
/// <param name="IsShareOfNeed">True where the capacity is a share of the need.</param>
/// <param name="IsTrusted">False where its sources are below reliability C.</param>
/// <param name="Inside">Whether it is inside the perimeter.</param>
/// <param name="Recipe">Recipe rows it works by.</param>
public sealed record Supply(int Index, SupplyKind Kind, int Item, int Line, int Total, string Id, CountrySet Place, Quantity Capacity, bool IsShareOfNeed, bool IsTrusted, ThreeReadings Inside, IReadOnlyList<int> Recipe)
{
    /// <summary>True where the capacity is a number or an interval that counts.</summary>
    public bool IsKnown => Kind == SupplyKind.Missing || (Kind is SupplyKind.Line or SupplyKind.Others && Capacity.IsKnown);
}

/// <summary>All supplies of a network for one perimeter: lines, rests of totals, unlisted supply, and new supply that does not exist yet.</summary>
/// <remarks>Which items have unlisted supply is decided here, once, on the network as it counts; a denial changes none of it.
/// Lists are rarely complete: an item that is not marked complete has unlisted supply wherever no published total covers the area
/// (design section 2).</remarks>
public sealed class SupplyTable
{
    readonly List<Supply> _supplies = [];

    /// <summary>Lists the supplies.</summary>
    public SupplyTable(Network network, Perimeter perimeter)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(perimeter);
        Network = network;
        Perimeter = perimeter;
        Control = new(network);
        OfLine = new int[network.Lines.Count];
        MissingOf = new int[network.Items.Count];
        foreach (var line in network.Lines)
        {
            OfLine[line.Index] = _supplies.Count;
            _supplies.Add(new(_supplies.Count, SupplyKind.Line, line.Item, line.Index, TotalCovering(line), line.Id, Control.PlaceOf(line), line.Capacity, line.IsShareOfNeed,
                line.From.Trusted, Control.IsInside(line, perimeter), network.RecipeFor(line).ToArray()));
        }
        foreach (var item in network.Items) AddUnlisted(item);
        OfItem = CompressedRows.From(network.Items.Count, _supplies.Select(s => (s.Item, s.Index)));
        OfTotal = CompressedRows.From(network.Totals.Count, _supplies.SelectMany(UnderTotals));
        Actors = new(this);
    }

    /// <summary>Network.</summary>
    public Network Network { get; }

    /// <summary>Perimeter.</summary>
    public Perimeter Perimeter { get; }

    /// <summary>Control of parties.</summary>
    public ControlGraph Control { get; }

    /// <summary>All supplies; lines first, in order of ids.</summary>
    public IReadOnlyList<Supply> All => _supplies;

    /// <summary>Supplies of each item.</summary>
    public CompressedRows OfItem { get; }

    /// <summary>Supplies under each total: lines in its area, its rest, and the rests of totals for parts of its area.</summary>
    public CompressedRows OfTotal { get; }

    /// <summary>Supply of each line.</summary>
    public int[] OfLine { get; }

    /// <summary>New supply of each item, by item.</summary>
    public int[] MissingOf { get; }

    /// <summary>Actors and what they touch.</summary>
    public ActorTable Actors { get; }

    IEnumerable<(int Total, int Supply)> UnderTotals(Supply supply)
    {
        if (supply.Kind is not (SupplyKind.Line or SupplyKind.Others) || supply.IsShareOfNeed || supply.Place.IsEmpty) yield break;
        foreach (var t in Network.TotalsOfItem[supply.Item].ToArray())
            if (Network.Totals[t].From.Trusted && supply.Place.IsSubsetOf(Network.Totals[t].Area)) yield return (t, supply.Index);
    }

    // A line belongs to the smallest area among the totals of its item that hold it.
    int TotalCovering(Line line)
    {
        var place = Control.PlaceOf(line);
        if (place.IsEmpty || line.IsShareOfNeed) return -1;
        var best = -1;
        foreach (var t in Network.TotalsOfItem[line.Item])
            if (Network.Totals[t].From.Trusted && place.IsSubsetOf(Network.Totals[t].Area) && (best < 0 || Network.Totals[t].Area.Count < Network.Totals[best].Area.Count)) best = t;
        return best;
    }

    void AddUnlisted(Item item)
    {
        var lines = Network.LinesOfItem[item.Index];
        var recipe = Network.RecipeOfItem[item.Index].ToArray();
        if (recipe.Length == 0 && lines.Length > 0) recipe = Network.RecipeFor(Network.Lines[lines[0]]).ToArray();
        var covered = CountrySet.Empty;
        foreach (var t in Network.TotalsOfItem[item.Index])
        {
            var total = Network.Totals[t];
            // A total from a source below reliability C closes no list.
            if (!total.From.Trusted) continue;
            covered = covered.Union(total.Area);
            Add(SupplyKind.Others, t, $"others:{item.Id}:{total.AreaText}", total.Area, total.Capacity, total.From.Trusted, ControlGraph.Within(total.Area, Perimeter));
        }
        if (!item.IsComplete && !item.IsFree)
        {
            if (!Perimeter.Members.IsSubsetOf(covered))
                Add(SupplyKind.UnlistedInside, -1, $"unlisted-inside:{item.Id}", Perimeter.Members.Except(covered), Quantity.Unknown, true, ThreeReadings.Yes);
            var elsewhere = CountrySet.World.Except(Perimeter.Members).Except(covered);
            if (!elsewhere.IsEmpty)
                Add(SupplyKind.UnlistedOutside, -1, $"unlisted-outside:{item.Id}", elsewhere, Quantity.Unknown, true, ThreeReadings.No);
        }
        MissingOf[item.Index] = _supplies.Count;
        Add(SupplyKind.Missing, -1, $"new:{item.Id}", Perimeter.Members, Quantity.Of(0), true, ThreeReadings.Yes);

        void Add(SupplyKind kind, int total, string id, CountrySet place, Quantity capacity, bool trusted, ThreeReadings inside) =>
            _supplies.Add(new(_supplies.Count, kind, item.Index, -1, total, id, place, capacity, false, trusted, inside, recipe));
    }
}
