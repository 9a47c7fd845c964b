using Vauban.Core.Model;

namespace Vauban.Core.Rules.Links;

/// <summary>A link carries what its supplier makes and what its customer needs.</summary>
sealed class LinkFitRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var link in network.Links)
        {
            var item = network.Items[link.Item];
            var supplier = network.Lines[link.Supplier];
            var customer = network.Lines[link.Customer];
            if (supplier.Item != link.Item) findings.Error("E-LINK-01", Places.Of(network, "links", link.Index, "item"), supplier.Id, network.Items[supplier.Item].Id, item.Id);
            else if (!Needs(network, customer, link.Item)) findings.Warn("W-LINK-01", Places.Of(network, "links", link.Index, "item"), customer.Id, item.Id);
        }
    }

    static bool Needs(Network network, Line customer, int item)
    {
        foreach (var index in network.RecipeFor(customer))
            if (network.Recipes[index].Input == item) return true;
        return false;
    }
}
