using Vauban.Core.Model;

namespace Vauban.Core.Rules.Recipes;

/// <summary>A group of alternatives with one member offers no choice; often the name of the group is misspelt in another row.</summary>
sealed class SingleAlternativeRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var recipe in network.Recipes.Where(r => r.Group.Length > 0).GroupBy(r => (r.Line, Item: r.Line >= 0 ? -1 : r.Item, r.Group)).Where(g => g.Select(r => r.Input).Distinct().Count() == 1).Select(g => g.First()))
            findings.Note("N-RECIPE-02", Places.Of(network, "recipes", recipe.Index, "group"), recipe.Group, network.Items[recipe.Input].Id);
    }
}
