using Vauban.Core.Model;

namespace Vauban.Core.Rules.Recipes;

/// <summary>Nothing is an input of itself (though one line, a recycler, may need what it makes), and a recipe row that names item and line means the item of the line.</summary>
sealed class RecipeRowRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var recipe in network.Recipes)
        {
            var made = recipe.Line >= 0 ? network.Lines[recipe.Line].Item : recipe.Item;
            if (made == recipe.Input && recipe.Line >= 0) findings.Warn("W-RECIPE-01", Places.Of(network, "recipes", recipe.Index, "input"), network.Lines[recipe.Line].Id, network.Items[made].Id);
            else if (made == recipe.Input) findings.Error("E-RECIPE-01", Places.Of(network, "recipes", recipe.Index, "input"), network.Items[made].Id);
            else if (recipe.Item >= 0 && recipe.Item != made)
                findings.Error("E-RECIPE-03", Places.Of(network, "recipes", recipe.Index, "item"), network.Items[recipe.Item].Id, network.Lines[recipe.Line].Id, network.Items[made].Id);
        }
    }
}
