using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>One source of an item as a plan sees it over time.</summary>
sealed class PlanSource
{
    internal required PlanSupply Row { get; init; }

    /// <summary>Units per period without expansions; infinite where nothing limits it.</summary>
    internal required double[] Capacity { get; init; }

    /// <summary>Recipe per period, with rows of the whole network; null where it does not exist.</summary>
    internal required RecipeReading?[] Recipe { get; init; }

    internal Line? Line { get; init; }

    /// <summary>True where published totals limit it together with others.</summary>
    internal bool SharesTotal { get; set; }

    internal int Index => Row.Index;

    internal int Item => Row.Item;

    internal double Lead => Row.LeadTimeMonths;

    internal double UnitCost => Row.UnitCost ?? 0;
}

/// <summary>Supplies that differ in nothing but size: one column of the program.</summary>
sealed class PlanGroup
{
    internal required PlanSource[] Members { get; init; }

    internal required double[] Capacity { get; init; }

    internal PlanSource First => Members[0];

    internal int Item => First.Item;

    internal RecipeReading?[] Recipe => First.Recipe;

    /// <summary>Splits what the group makes in a period: known sizes in proportion, then the first member without limit.</summary>
    internal double[] Split(double amount, int period)
    {
        var parts = new double[Members.Length];
        if (Members.Length == 1)
        {
            parts[0] = amount;
            return parts;
        }
        var finite = Members.Sum(m => double.IsInfinity(m.Capacity[period]) ? 0 : m.Capacity[period]);
        var unlimited = Array.FindIndex(Members, m => double.IsInfinity(m.Capacity[period]));
        var share = finite > 0 ? unlimited >= 0 ? Math.Min(1, amount / finite) : amount / finite : 0;
        for (var k = 0; k < parts.Length; k++)
            if (!double.IsInfinity(Members[k].Capacity[period])) parts[k] = share * Members[k].Capacity[period];
        if (unlimited >= 0) parts[unlimited] = Math.Max(0, amount - finite);
        return parts;
    }
}

/// <summary>One expansion as a plan sees it.</summary>
sealed class PlanExpansion
{
    internal required Expansion Row { get; init; }

    /// <summary>Supply that grows, as index of the plan's sources.</summary>
    internal required int Source { get; init; }

    /// <summary>Per month, in the item's unit.</summary>
    internal required double Adds { get; init; }

    internal required double? Capex { get; init; }

    internal required double Permit { get; init; }

    internal required double Build { get; init; }

    internal required double Ramp { get; init; }

    internal required int Most { get; init; }

    /// <summary>Months from the start of the plan; negative where it began before.</summary>
    internal required double Earliest { get; init; }

    /// <summary>Months from the start of the plan to the end of the last day on which it may start.</summary>
    internal double Latest { get; init; } = double.PositiveInfinity;

    internal required CountrySet Place { get; init; }

    internal double Delay => Permit + Build;

    /// <summary>Average share of full capacity in a period, of a start at a month.</summary>
    internal double Reached(double start, PlanPeriod period)
    {
        var begin = start + Delay;
        return (Area(period.End - begin) - Area(period.Offset - begin)) / period.Months;
    }

    // Area under the ramp up to u months after building ends.
    double Area(double u) => u <= 0 ? 0 : u < Ramp ? u * u / (2 * Ramp) : u - Ramp / 2;

    /// <summary>Share of the capital that is spent between two months, of a start at a month: evenly over building, or in the month after the permits.</summary>
    internal double Spent(double start, double from, double to)
    {
        var begin = start + Permit;
        var length = Build > 0 ? Build : 1;
        return Math.Max(0, Math.Min(to, begin + length) - Math.Max(from, begin)) / length;
    }
}

/// <summary>One demand as a plan sees it.</summary>
/// <param name="Row">What is shown.</param>
/// <param name="Wanted">Units per period.</param>
sealed record PlanWant(PlanDemand Row, double[] Wanted);

/// <summary>Stock of an item as a plan sees it.</summary>
/// <param name="Initial">Units at the start.</param>
/// <param name="KeepsMonths">Months it keeps; infinite where no limit is stated, 0 for work, services and power.</param>
/// <param name="HoldingCost">EUR per unit and month.</param>
readonly record struct PlanStore(double Initial, double KeepsMonths, double HoldingCost);

/// <summary>A way from one line to another.</summary>
/// <param name="Link">Link of the network, or -1 for a new line.</param>
/// <param name="Supplier">Source.</param>
/// <param name="Customer">Source.</param>
/// <param name="Item">Item.</param>
/// <param name="TransportMonths">Months under way.</param>
readonly record struct PlanWay(int Link, int Supplier, int Customer, int Item, double TransportMonths);

/// <summary>Supplies that a published total limits together.</summary>
/// <param name="Members">Sources.</param>
/// <param name="Left">Units per period; infinite where nothing limits them.</param>
sealed record PlanTotal(int[] Members, double[] Left);
