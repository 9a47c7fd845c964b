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
    public static IReadOnlyList<IRule> All { get; } =
    [
        new Measures.AmountUnitRule(), new Measures.RateUnitRule(),
        new Recipes.RecipeRowRule(), new Recipes.RecipeCycleRule(), new Recipes.SingleAlternativeRule(), new Recipes.QualifiedAlternativeRule(),
        new Owners.ShareSumRule(), new Owners.OwnershipCycleRule(),
        new Periods.DateOrderRule(), new Periods.OverlappingDemandRule(),
        new Lines.ZeroCapacityRule(), new Lines.PlacelessLineRule(), new Lines.ListedAboveTotalRule(),
        new Goals.UnmadeGoalRule(), new Links.LinkFitRule(), new Links.LinkShareRule(),
        new Expansions.ExpansionRowRule(), new Transport.TransportRowRule(), new Sources.UnratedSourceRule(), new Names.DuplicateNameRule(), new Names.SameRowRule(), new Names.AmbiguousReferenceRule(),
    ];
}
