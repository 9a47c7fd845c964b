using Vauban.Core.Model;

namespace Vauban.Core.Rules.Recipes;

/// <summary>What is not qualified yet is one of several alternatives, and another of them may be used: otherwise the input would drop out of the recipe.</summary>
sealed class QualifiedAlternativeRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        var groups = network.Recipes.Where(r => r.Group.Length > 0).ToLookup(r => (r.Line, Item: r.Line >= 0 ? -1 : r.Item, r.Group));
        foreach (var recipe in network.Recipes.Where(r => !r.IsQualified))
            if (recipe.Group.Length == 0 || !groups[(recipe.Line, recipe.Line >= 0 ? -1 : recipe.Item, recipe.Group)].Any(r => r.IsQualified))
                findings.Error("E-RECIPE-04", Places.Of(network, "recipes", recipe.Index, "qualified"), network.Items[recipe.Input].Id);
    }
}
