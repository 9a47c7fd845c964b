using Vauban.Core.Model;

namespace Vauban.Core.Rules.Links;

/// <summary>A customer's suppliers of one item cover no more than 100 per cent of its use, counting the low ends.</summary>
sealed class LinkShareRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var group in network.Links.Where(l => l.Share.IsKnown).GroupBy(l => (l.Customer, l.Item)))
        {
            var sum = group.Sum(l => l.Share.Supply(Reading.Pessimistic));
            if (sum > 101) findings.Warn("W-LINK-02", Places.Of(network, "links", group.Last().Index, "share"), network.Lines[group.Key.Customer].Id, network.Items[group.Key.Item].Id, Quantity.Text(Math.Round(sum, 6)));
        }
    }
}
