using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>A holder's share of the supply of an item, 0 to 1.</summary>
/// <param name="Holder">Site, party, owner or country.</param>
/// <param name="Low">Least it can be: others at most, and none of the rest.</param>
/// <param name="Central">Share of the supply of known size, central reading.</param>
/// <param name="High">Most it can be: others at least, and all of the rest that may be its.</param>
public sealed record HolderShare(Actor Holder, double Low, double Central, double High)
{
    /// <summary>Where the share of an item stands, for <c>explain</c>: for example <c>exposure/concentration/cell/country:JP</c>.</summary>
    public string Address(Item item, Network network)
    {
        ArgumentNullException.ThrowIfNull(item);
        return $"exposure/concentration/{item.Id}/{Holder.Id(network)}";
    }
}

/// <summary>Concentration of one item at one level.</summary>
/// <param name="Level">Site, party, owner (ultimate controller) or country.</param>
/// <param name="Holders">Known holders, largest first.</param>
/// <param name="Unattributed">Share without a known holder, central reading, of the supply of known size.</param>
/// <param name="Hhi">Herfindahl-Hirschman index on fractions: central as listed; low and high over all sizes that the intervals allow, the missing
/// part spread thinly or with the largest (with more than twelve holders of uncertain size the high end is a bound). Null where no supply of known size has a known holder.</param>
/// <param name="Effective">Number of equal holders with the same index; null likewise. The high end may be infinite.</param>
public sealed record LevelConcentration(ActorKind Level, IReadOnlyList<HolderShare> Holders, double Unattributed, Figure? Hhi, Figure? Effective)
{
    /// <summary>The largest known holder, or null.</summary>
    public HolderShare? Largest => Holders.Count > 0 ? Holders[0] : null;

    /// <summary>Share of one holder, central reading; 0 for who holds nothing.</summary>
    public double CentralOf(Actor holder) => Holders.FirstOrDefault(h => h.Holder == holder)?.Central ?? 0;

    /// <summary>Share of all known holders beside some, central reading.</summary>
    public double CentralBeside(IReadOnlyCollection<Actor> holders) => Holders.Where(h => !holders.Contains(h.Holder)).Sum(h => h.Central);
}

/// <summary>Answer to "does one third country exceed the line?".</summary>
public enum LineVerdict
{
    /// <summary>It does, whatever the unknown part is.</summary>
    Exceeds,
    /// <summary>No third country can.</summary>
    Within,
    /// <summary>Not decided by what is known.</summary>
    Unknown,
}

/// <summary>The largest share of one third country at the stage that an item is.</summary>
/// <param name="Country">Country with the largest share among those outside.</param>
/// <param name="Share">Its share, 0 to 1.</param>
/// <param name="Verdict">Against the line; exactly on the line is not above it.</param>
/// <param name="AsKnownToday">Whether the central share is above the line.</param>
/// <param name="IsStrategic">True for a strategic raw material of Regulation (EU) 2024/1252, Annex I: the line is Article 5(1)(b), outside is outside the Union.
/// Else it is only a line to look at, and outside is outside the perimeter.</param>
public sealed record ThirdCountryShare(Actor Country, Figure Share, LineVerdict Verdict, bool AsKnownToday, bool IsStrategic);

/// <summary>Concentration of the supply of one item.</summary>
/// <param name="Item">Item.</param>
/// <param name="IsShareOfNeed">True where the package states shares of supply, false where it states capacities.</param>
/// <param name="IsSizeKnown">False where some supply has no known size: the bounds then allow anything for it.</param>
/// <param name="Coverage">Supplies of known size over all supplies, unlisted ones among them.</param>
/// <param name="OutsideShare">Share outside the perimeter, 0 to 1; null where no supply has a known size.</param>
/// <param name="ThirdCountry">Largest third country against the line; null where none is known.</param>
/// <param name="Levels">Site, party, owner, country.</param>
public sealed record ItemConcentration(Item Item, bool IsShareOfNeed, bool IsSizeKnown, Coverage Coverage, Figure? OutsideShare, ThirdCountryShare? ThirdCountry,
    IReadOnlyList<LevelConcentration> Levels)
{
    /// <summary>Concentration at a level.</summary>
    /// <exception cref="InvalidOperationException">The level was not asked for.</exception>
    public LevelConcentration At(ActorKind level) => Levels.First(l => l.Level == level);
}

/// <summary>Concentration of the supply of items.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Items">By item id; things that are held and not used up, and free ones, have no shares and are absent.</param>
public sealed record ConcentrationResult(ExposureOptions Options, SupplyTable Table, IReadOnlyList<ItemConcentration> Items);
