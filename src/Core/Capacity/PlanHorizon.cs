using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>The time axis of a plan, in months from its first day; months first, then quarters.</summary>
/// <remarks>Delays act on this axis by exact overlap, so periods of different lengths agree with each other.</remarks>
sealed class PlanHorizon
{
    internal PlanHorizon(DateOnly first, int months, int fineMonths)
    {
        First = new(first.Year, first.Month, 1);
        Months = months;
        var periods = new List<PlanPeriod>();
        for (var at = 0; at < months;)
        {
            var length = at < fineMonths ? 1 : Math.Min(3, months - at);
            periods.Add(new(periods.Count, First.AddMonths(at), at, length));
            at += length;
        }
        Periods = [.. periods];
    }

    internal DateOnly First { get; }

    internal int Months { get; }

    internal PlanPeriod[] Periods { get; }

    internal int Count => Periods.Length;

    /// <summary>The horizon that the options ask for, given when something is wanted.</summary>
    internal static PlanHorizon Of(PlanOptions options, DateOnly? asOf, IReadOnlyCollection<(DateOnly? Start, DateOnly? End)> wanted)
    {
        var first = options.From ?? asOf ?? wanted.Select(w => w.Start).Where(s => s is not null).Min() ?? new DateOnly(2026, 1, 1);
        first = new(first.Year, first.Month, 1);
        var end = wanted.Select(w => w.End).Max();
        var months = options.Months ?? Math.Clamp(end is { } last ? (int)Math.Ceiling(MonthsBetween(first, last.AddDays(1)) - 1e-9) : 0, 12, 36);
        return new(first, months, options.FineMonths);
    }

    /// <summary>Months from the start to the beginning of a day; days count as parts of their calendar month.</summary>
    internal double MonthOf(DateOnly day) => MonthsBetween(First, day);

    /// <summary>Period in which a moment lies; the last one ends the axis.</summary>
    internal int PeriodAt(double month)
    {
        for (var t = 0; t < Periods.Length; t++)
            if (month < Periods[t].End) return t;
        return Periods.Length - 1;
    }

    /// <summary>Months of a stretch that fall in a period.</summary>
    internal double Overlap(double from, double to, int period) => Math.Max(0, Math.Min(to, Periods[period].End) - Math.Max(from, Periods[period].Offset));

    /// <summary>Of what is started evenly over each period, the parts that arrive in each later period after a lead time.</summary>
    internal (int Period, double Part)[][] Arrivals(double lead)
    {
        var result = new (int, double)[Periods.Length][];
        for (var p = 0; p < result.Length; p++)
        {
            var parts = new List<(int, double)>();
            for (var q = p; q < result.Length; q++)
                if (Overlap(Periods[p].Offset + lead, Periods[p].End + lead, q) is > 1e-12 and var months) parts.Add((q, months / Periods[p].Months));
            result[p] = [.. parts];
        }
        return result;
    }

    /// <summary>Months of work done before the start that arrive in a period after a lead time.</summary>
    internal double Earlier(double lead, int period) => Overlap(0, lead, period);

    static double MonthsBetween(DateOnly first, DateOnly day) =>
        (day.Year - first.Year) * 12 + day.Month - first.Month + (day.Day - 1.0) / DateTime.DaysInMonth(day.Year, day.Month);
}
