using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Who is absent in a requirement on a plan.</summary>
public enum PlanHoldKind
{
    /// <summary>The named actors, all together.</summary>
    Actors,
    /// <summary>Everybody outside the perimeter.</summary>
    Outsiders,
    /// <summary>Any single country, party or owner outside the perimeter (N-1).</summary>
    AnyOutsider,
}

/// <summary>A requirement on the network that a plan leaves: from a month on, a share of the wanted rates can be kept up without somebody.</summary>
/// <param name="Level">Theta to reach: share of the goals, or of the demands' rates where the package has no goals.</param>
/// <param name="Kind">Who is absent.</param>
/// <param name="Actors">The actors, where they are named.</param>
/// <param name="Month">First day of the month at which it is checked.</param>
/// <param name="Text">As the user wrote it.</param>
public sealed record PlanHold(double Level, PlanHoldKind Kind, IReadOnlyList<Actor> Actors, DateOnly Month, string Text);

/// <summary>Maximum output at a plan's capacities in the month of a requirement, without somebody.</summary>
/// <param name="Hold">Index of the requirement in the options.</param>
/// <param name="Denial">Who is absent.</param>
/// <param name="Period">Period of the month.</param>
/// <param name="Theta">Share that can be kept up.</param>
/// <param name="Holds">Whether it reaches the level.</param>
public sealed record PlanHoldProof(int Hold, Denial Denial, int Period, double Theta, bool Holds);
