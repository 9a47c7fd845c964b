namespace Vauban.Core.Capacity;

/// <summary>One step of a plan: some whole calendar months.</summary>
/// <param name="Index">Position in the plan.</param>
/// <param name="First">First day.</param>
/// <param name="Offset">Months from the start of the plan.</param>
/// <param name="Months">Length in months.</param>
public sealed record PlanPeriod(int Index, DateOnly First, int Offset, int Months)
{
    /// <summary>Months from the start of the plan to the end of the period.</summary>
    public int End => Offset + Months;

    /// <summary>Last day.</summary>
    public DateOnly Last => First.AddMonths(Months).AddDays(-1);
}
