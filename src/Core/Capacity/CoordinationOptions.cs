using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>How a line that several states have counted on is shared out.</summary>
public enum CapacitySplit
{
    /// <summary>Everybody gets the same part of what he claims.</summary>
    ProRata,
    /// <summary>Who wants something earliest takes what he claims, then the next.</summary>
    OrderDate,
}

/// <summary>Settings of a study of coordination.</summary>
public sealed record CoordinationOptions
{
    /// <summary>Settings of every plan.</summary>
    public PlanOptions Plan { get; init; } = new();

    /// <summary>How claims on the same capacity are settled. Default pro rata.</summary>
    public CapacitySplit Split { get; init; }

    /// <summary>Whether the plan in which nobody is worse off than in the joint outcome is made too. Default true.</summary>
    public bool WithoutSidePayments { get; init; } = true;

    // What the own plans come to is not bound by what one plan promises, so it would be no point of that plan's program.
    internal void ThrowIfInvalid()
    {
        if (Plan.Holds.Count > 0) throw new ArgumentException("Plans are compared without requirements to hold without somebody.", nameof(Plan));
    }
}
