using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Settings of the question what policy measures are worth.</summary>
public sealed record PolicyOptions
{
    /// <summary>Who "we" are. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day of today's maximum; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Technologies by id; empty takes all that have goals.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Settings of the ramp-up plan that is made in every case, or null for none. Perimeter and status are those above, readings the central and the
    /// pessimistic one; all cases get the months of the plan of the network as it is. Default: a plan with default settings.</summary>
    public PlanOptions? Plan { get; init; } = new();
}
