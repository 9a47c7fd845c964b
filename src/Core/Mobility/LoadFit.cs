using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>What can stop a load on a way or at a place.</summary>
public enum LimitKind
{
    /// <summary>Gross mass, t.</summary>
    Mass,
    /// <summary>Axle load, t.</summary>
    AxleLoad,
    /// <summary>Height, m.</summary>
    Height,
    /// <summary>Width, m.</summary>
    Width,
    /// <summary>Length of the vehicle, m.</summary>
    Length,
    /// <summary>Length of the train, m.</summary>
    TrainLength,
    /// <summary>Military load class of bridges, wheeled.</summary>
    WheeledClass,
    /// <summary>Military load class of bridges, tracked.</summary>
    TrackedClass,
    /// <summary>Tunnel category.</summary>
    Tunnel,
    /// <summary>Class of dangerous goods.</summary>
    Hazard,
    /// <summary>Goods cannot change mode there.</summary>
    Transfer,
    /// <summary>Rail goods cannot change gauge there.</summary>
    GaugeChange,
}

/// <summary>One limit against one load.</summary>
/// <param name="Kind">Which limit.</param>
/// <param name="IsMet">Whether the load passes; null where that is not known.</param>
/// <param name="Need">What the load needs, in file form; blank for unknown.</param>
/// <param name="Limit">What there is, in file form; blank for unknown.</param>
public sealed record LimitAnswer(LimitKind Kind, bool? IsMet, string Need, string Limit)
{
    /// <summary>Whether the load passes in the central reading: where it does not with the middle of both intervals it does not; unknown does not limit.</summary>
    public bool PassesCentrally { get; init; } = true;

    /// <summary>Whether it passes in a reading.</summary>
    public bool Passes(Reading reading) => reading switch { Reading.Pessimistic => IsMet == true, Reading.Central => PassesCentrally, _ => IsMet != false };
}

/// <summary>What a load needs of the ways it takes.</summary>
public sealed record TransportLoad : LoadMeasures
{
    /// <summary>Nothing is known and nothing is tested.</summary>
    public static TransportLoad Untested { get; } = new() { IsTested = false };

    /// <summary>False where no limit is tested.</summary>
    public bool IsTested { get; init; } = true;

    /// <summary>Mass of all of it, t.</summary>
    public Quantity TotalMass { get; init; }

    /// <summary>Value of all of it, EUR.</summary>
    public Quantity Value { get; init; }

    /// <summary>Unit loads.</summary>
    public Quantity Loads { get; init; }

    /// <summary>The load of a consignment: its own cells; where one is blank, at least what the item itself measures.</summary>
    public static TransportLoad Of(Network network, Consignment lot)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(lot);
        var item = network.Items[lot.Item];
        var load = Of(item, lot.Quantity);
        return load with
        {
            GrossMass = Stated(lot.GrossMass, load.GrossMass), AxleLoad = lot.AxleLoad, Height = Stated(lot.Height, load.Height), Width = Stated(lot.Width, load.Width), Length = Stated(lot.Length, load.Length), TrainLength = lot.TrainLength,
            WheeledClass = lot.WheeledClass, TrackedClass = lot.TrackedClass, Hazard = lot.Hazard, TunnelCode = lot.TunnelCode,
        };
    }

    /// <summary>The load of an amount of an item, of which nothing more is known.</summary>
    /// <param name="item">Item.</param>
    /// <param name="quantity">Amount in its unit.</param>
    public static TransportLoad Of(Item item, Quantity quantity)
    {
        ArgumentNullException.ThrowIfNull(item);
        var kg = KgPerUnit(item);
        return new()
        {
            // One piece, or one unit load, is the least a vehicle carries; what the vehicle itself weighs comes on top.
            GrossMass = item.Unit.Dimension == "mass" ? Quantity.Unknown : AtLeast(kg.Times(0.001)), Height = AtLeast(item.Height), Width = AtLeast(item.Width), Length = AtLeast(item.Length), Hazard = item.Hazard,
            TotalMass = Product(quantity, kg).Times(0.001), Value = Product(quantity, item.UnitValue), Loads = Ratio(quantity, item.LoadUnits),
        };
    }

    /// <summary>Mass of one unit of an item in kg: by its unit where that is one of mass, else as stated.</summary>
    public static Quantity KgPerUnit(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Unit.Dimension == "mass" ? Quantity.Of(item.Unit.Factor) : item.UnitMass;
    }

    static Quantity Stated(Quantity own, Quantity least) => own.IsKnown ? own : least;

    static Quantity AtLeast(Quantity size) => size.IsKnown ? Quantity.Between(Math.Max(0, size.Low), double.PositiveInfinity) : Quantity.Unknown;

    static Quantity Product(Quantity a, Quantity b) => a.IsKnown && b.IsKnown ? Quantity.Between(Math.Max(0, a.Low) * Math.Max(0, b.Low), Math.Max(0, a.High) == 0 || b.High == 0 ? 0 : a.High * b.High) : Quantity.Unknown;

    static Quantity Ratio(Quantity a, Quantity b) => a.IsKnown && b.IsKnown && b.Low > 0 && !double.IsInfinity(a.High) ? Quantity.Between(Math.Ceiling(Math.Max(0, a.Low) / b.High - 1e-9), Math.Ceiling(a.High / b.Low - 1e-9)) : Quantity.Unknown;
}

/// <summary>Tests loads against the limits of ways. Which limits count depends on the mode: roads know vehicles, rails know wagons and trains; at sea and in the air only
/// what may not be carried.</summary>
public static class LoadFit
{
    /// <summary>Every limit of a link that counts for a load, in order.</summary>
    public static IReadOnlyList<LimitAnswer> Of(TransportLink link, TransportLoad load)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(load);
        if (!load.IsTested) return [];
        var list = new List<LimitAnswer>(8);
        if (link.Mode is "road" or "rail")
        {
            if (link.Mode == "road") list.Add(Most(LimitKind.Mass, load.GrossMass, link.Mass));
            list.Add(Most(LimitKind.AxleLoad, load.AxleLoad, link.AxleLoad));
            list.Add(Most(LimitKind.Height, load.Height, link.Height));
            list.Add(Most(LimitKind.Width, load.Width, link.Width));
            if (link.Mode == "road")
            {
                list.Add(Most(LimitKind.Length, load.Length, link.VehicleLength));
                if (load.WheeledClass.IsKnown) list.Add(Most(LimitKind.WheeledClass, load.WheeledClass, link.WheeledClass));
                if (load.TrackedClass.IsKnown) list.Add(Most(LimitKind.TrackedClass, load.TrackedClass, link.TrackedClass));
                if (load.Hazard != "none") list.Add(Tunnel(link.Tunnel, load));
            }
            else list.Add(Most(LimitKind.TrainLength, load.TrainLength, link.TrainLength));
        }
        if (load.Hazard != "none") list.Add(Barred(link, load));
        return list;
    }

    static LimitAnswer Most(LimitKind kind, Quantity need, Quantity limit)
    {
        bool? met = !need.IsKnown || !limit.IsKnown ? null : need.High <= limit.Low ? true : need.Low > limit.High ? false : null;
        return new(kind, met, need.ToString(), limit.ToString()) { PassesCentrally = !need.IsKnown || !limit.IsKnown || need.Central <= limit.Central };
    }

    static LimitAnswer Tunnel(string category, TransportLoad load)
    {
        bool? met = category == "A" ? true : category.Length == 0 || load.TunnelCode.Length == 0 || load.Hazard.Length == 0 ? null : string.CompareOrdinal(category, load.TunnelCode) < 0;
        return new(LimitKind.Tunnel, met, load.TunnelCode, category) { PassesCentrally = met != false };
    }

    static LimitAnswer Barred(TransportLink link, TransportLoad load)
    {
        var barred = link.BarredHazards;
        bool? met = barred.Count == 0 ? null : barred.All(b => b == "none") ? true : load.Hazard.Length == 0 ? null : !barred.Contains(load.Hazard);
        return new(LimitKind.Hazard, met, load.Hazard, string.Join(' ', barred)) { PassesCentrally = met != false };
    }
}
