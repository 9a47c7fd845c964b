using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>One part of the supply of an item and its size in three readings; a part of unknown size may be anything from its least.</summary>
/// <param name="Supply">Supply, or null for the rest of published shares.</param>
/// <param name="Pessimistic">Size in the pessimistic reading.</param>
/// <param name="Central">Size in the central reading.</param>
/// <param name="Optimistic">Size in the optimistic reading.</param>
/// <param name="IsSizeKnown">False where it may be larger than in any reading.</param>
/// <param name="Inside">Whether it is inside the perimeter.</param>
readonly record struct SupplyPart(Supply? Supply, double Pessimistic, double Central, double Optimistic, bool IsSizeKnown, ThreeReadings Inside)
{
    /// <summary>Range beyond the readings: the rest of a total is largest where the lines under it are least. Null where the readings are all.</summary>
    public (double Least, double Most)? Range { get; init; }

    public double Least => Math.Min(Range?.Least ?? Central, Math.Min(Central, Math.Min(Pessimistic, Optimistic)));

    public double Most => IsSizeKnown ? Math.Max(Range?.Most ?? Central, Math.Max(Central, Math.Max(Pessimistic, Optimistic))) : double.PositiveInfinity;

    public double this[Reading reading] => reading switch { Reading.Pessimistic => Pessimistic, Reading.Central => Central, _ => Optimistic };
}

/// <summary>The supply of one item, in parts: lines, rests of published totals, and what nobody listed.</summary>
/// <remarks>Rows of sources below reliability C count as of unknown size. Where only shares are published they are taken as stated, up to
/// one point of rounding; what is missing to 100 % is a part without a holder, and a line with a capacity beside them is within that part, since
/// shares are of the whole.</remarks>
sealed class ItemSupply
{
    // Published per cents are rounded; sums up to 101 are that, more is an interval or an error and is brought to 100.
    const double Rounding = 1.01;

    readonly SupplyTable _table;

    public ItemSupply(SupplyTable table, Item item)
    {
        _table = table;
        var supplies = table.OfItem[item.Index].ToArray().Select(s => table.All[s]).Where(s => s.Kind != SupplyKind.Missing).ToArray();
        var lines = supplies.Where(s => s.Kind == SupplyKind.Line).ToArray();
        IsShareOfNeed = lines.Any(l => l.IsShareOfNeed && IsSized(l));
        Parts = [.. (IsShareOfNeed ? Stated(lines) : Sized(supplies)).Where(p => p.Most > 0)];
    }

    public bool IsShareOfNeed { get; }

    public IReadOnlyList<SupplyPart> Parts { get; }

    public bool IsSizeKnown => Parts.All(p => p.IsSizeKnown);

    public double Sum(Reading reading) => Parts.Sum(p => p[reading]);

    static bool IsSized(Supply s) => s.Kind is SupplyKind.Line or SupplyKind.Others && s.IsTrusted && s.Capacity.IsKnown;

    static IEnumerable<SupplyPart> Stated(Supply[] lines)
    {
        var known = lines.Where(l => l.IsShareOfNeed && IsSized(l)).ToArray();
        var least = known.Sum(l => Size(l.Capacity, Reading.Pessimistic));
        // A share open above is at most what the others leave.
        double Of(Supply l, Reading r) => r == Reading.Optimistic && double.IsInfinity(l.Capacity.High)
            ? Math.Max(l.Capacity.Central, 100 - least + Size(l.Capacity, Reading.Pessimistic)) : Size(l.Capacity, r);
        double Sum(Reading r) => known.Sum(l => Of(l, r)) / 100;
        double Scaled(Supply l, Reading r) => Of(l, r) * (Sum(r) > Rounding ? 1 / (100 * Sum(r)) : 0.01);
        double Rest(Reading r) => Math.Max(0, 1 - Sum(r));
        foreach (var l in known)
            yield return new(l, Scaled(l, Reading.Pessimistic), Scaled(l, Reading.Central), Scaled(l, Reading.Optimistic), true, l.Inside);
        yield return new(null, Rest(Reading.Pessimistic), Rest(Reading.Central), Rest(Reading.Optimistic), true, new(false, false, true));
    }

    static double Size(Quantity capacity, Reading reading) => reading switch
    {
        Reading.Pessimistic => Math.Max(0, capacity.Low),
        Reading.Central => capacity.Central,
        _ => double.IsInfinity(capacity.High) ? capacity.Central : capacity.High,
    };

    IEnumerable<SupplyPart> Sized(Supply[] supplies)
    {
        foreach (var s in supplies)
        {
            if (s.Kind == SupplyKind.Others && IsSized(s)) yield return Rest(s);
            else if (s.Kind == SupplyKind.Line && IsSized(s))
                yield return new(s, Size(s.Capacity, Reading.Pessimistic), Size(s.Capacity, Reading.Central), Size(s.Capacity, Reading.Optimistic), !double.IsInfinity(s.Capacity.High), s.Inside);
            // What a listed line of unknown size makes is within the rest of the total above it.
            else if (s.Kind == SupplyKind.Line && s.Total >= 0 && IsTotalSized(s.Total)) continue;
            else yield return new(s, 0, 0, 0, false, s.Inside);
        }
    }

    bool IsTotalSized(int total) => _table.Network.Totals[total] is { Capacity.IsKnown: true, From.Trusted: true };

    SupplyPart Rest(Supply others)
    {
        var lines = _table.OfTotal[others.Total].ToArray().Select(s => _table.All[s]).Where(s => s.Kind == SupplyKind.Line && IsSized(s)).ToArray();
        double Left(Reading r) => Math.Max(0, Size(others.Capacity, r) - lines.Sum(l => Size(l.Capacity, r)));
        return new(others, Left(Reading.Pessimistic), Left(Reading.Central), Left(Reading.Optimistic), !double.IsInfinity(others.Capacity.High), others.Inside)
        {
            Range = (Math.Max(0, others.Capacity.Low - lines.Sum(l => double.IsInfinity(l.Capacity.High) ? double.PositiveInfinity : l.Capacity.High)),
                double.IsInfinity(others.Capacity.High) ? double.PositiveInfinity : Math.Max(0, others.Capacity.High - lines.Sum(l => Math.Max(0, l.Capacity.Low)))),
        };
    }
}
