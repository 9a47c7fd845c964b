namespace Vauban.Core.Capacity;

/// <summary>What later money counts today.</summary>
static class Discounts
{
    /// <summary>Factor of money spent in a calendar year: that of the middle of the year, or of its part from the start of the plan.</summary>
    public static double OfYear(DateOnly first, int year, double rate)
    {
        var to = (year + 1 - first.Year) * 12 - (first.Month - 1);
        var from = Math.Max(0, to - 12);
        return Math.Pow(1 + rate, -(from + to) / 2.0 / 12);
    }
}
