using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>A sum by independent owner, which tells whether it may be shown.</summary>
sealed class OwnerSum
{
    readonly SortedDictionary<string, double> _parts = new(StringComparer.Ordinal);
    double _unstated, _nobodys;

    /// <summary>Adds somebody's part.</summary>
    /// <param name="owner">Group of owners; null where it is not stated, so that it may be anybody's.</param>
    /// <param name="amount">Amount.</param>
    public void Add(string? owner, double amount)
    {
        if (owner is null) _unstated += amount;
        else _parts[owner] = _parts.GetValueOrDefault(owner) + amount;
    }

    /// <summary>Adds what is no company's figure: the rest of a published total, supply that nobody lists.</summary>
    public void AddNobodys(double amount) => _nobodys += amount;

    /// <summary>Sum of all parts.</summary>
    public double Total => _parts.Values.Sum() + _unstated + _nobodys;

    double Size => _parts.Values.Sum(Math.Abs) + Math.Abs(_unstated);

    /// <summary>True where no company's figure is in it.</summary>
    public bool IsNobodys => Size <= 0;

    /// <summary>This less another.</summary>
    public OwnerSum Less(OwnerSum other)
    {
        var rest = new OwnerSum();
        foreach (var (owner, amount) in _parts) rest.Add(owner, amount);
        foreach (var (owner, amount) in other._parts) rest.Add(owner, -amount);
        rest._unstated = _unstated - other._unstated;
        rest._nobodys = _nobodys - other._nobodys;
        return rest;
    }

    /// <summary>This and another.</summary>
    public OwnerSum Plus(OwnerSum other)
    {
        var sum = new OwnerSum();
        foreach (var (owner, amount) in _parts.Concat(other._parts)) sum.Add(owner, amount);
        sum._unstated = _unstated + other._unstated;
        sum._nobodys = _nobodys + other._nobodys;
        return sum;
    }

    /// <summary>Whether it is nothing beside a sum: then knowing it tells nothing more.</summary>
    public bool IsNothingBeside(double size) => Size <= ContributionRule.Dust * (1 + Math.Abs(size));

    /// <summary>Whether it may be shown. Parts of unstated owners count for no owner, and as if they were the largest's; what is nobody's
    /// figure neither counts for an owner nor makes anybody smaller.</summary>
    public WithheldReason Check(AggregateOptions options)
    {
        var rule = new ContributionRule { LeastContributors = options.LeastOwners, Largest = options.Largest, Dominance = options.Dominance, Percent = 0 };
        var found = rule.Judge(_parts.Values, _unstated);
        return found.HasFlag(Sensitivity.FewContributors) ? WithheldReason.FewOwners : found.HasFlag(Sensitivity.Dominance) ? WithheldReason.Dominance : WithheldReason.None;
    }
}
