using Vauban.Core.Model;

namespace Vauban.Core.Procurement;

/// <summary>What several states want together of some items, month by month, before anything is ordered.</summary>
/// <param name="Items">Items, as indices of <see cref="Network.Items"/>.</param>
/// <param name="States">Buyers, by name.</param>
/// <param name="First">First day of the first month.</param>
/// <param name="Months">Months in which something is wanted.</param>
/// <param name="Rows">By item, certainty and month, in three readings.</param>
/// <param name="Findings">What the reader should know about the data.</param>
public sealed record PoolDemand(IReadOnlyList<int> Items, IReadOnlyList<string> States, DateOnly First, int Months, IReadOnlyList<PooledDemand> Rows, IReadOnlyList<Finding> Findings)
{
    /// <summary>Pools the demand.</summary>
    /// <param name="network">Network with demands.</param>
    /// <param name="options">Items, buyers, window.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or nobody wants the item.</exception>
    public static PoolDemand Of(Network network, PoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        var data = new PoolData(network, options);
        // What is said of single lines is no matter of the demand.
        return new(data.Items, data.States, data.First, data.Wanted, data.Pooled, [.. data.Findings.Where(f => f.Code is "N-POOL-01" or "N-POOL-02")]);
    }

    /// <summary>A month as its first day.</summary>
    public DateOnly Month(int month) => First.AddMonths(month);
}
