using Vauban.Core.Model;

namespace Vauban.Core.Rules;

/// <summary>A check of the data across rows.</summary>
public interface IRule
{
    /// <summary>Adds what it finds; never throws for what the data says.</summary>
    void Check(Network network, ICollection<Finding> findings);
}

/// <summary>All checks across rows, in order.</summary>
public static class RuleBook
{
    /// <summary>The rules.</summary>
    public static IReadOnlyList<IRule> All { get; } = [];
}
