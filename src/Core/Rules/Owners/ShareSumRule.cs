using Vauban.Core.Model;

namespace Vauban.Core.Rules.Owners;

/// <summary>Nobody is owned by more than 100 per cent on one day, counting the low ends.</summary>
sealed class ShareSumRule : IRule
{
    // Published shares are rounded; a sum up to one point above is a slip of rounding.
    const double Rounding = 1;

    public void Check(Network network, ICollection<Finding> findings)
    {
        var shares = network.Ownerships.Select((o, i) => (Row: o, Index: i)).Where(o => o.Row.Share.IsKnown).GroupBy(o => o.Row.Owned);
        foreach (var owned in shares)
        {
            // The sum can only rise on the first day of a row.
            var worst = (Sum: 0.0, Index: -1);
            foreach (var day in owned.Select(o => o.Row.Start ?? DateOnly.MinValue).Distinct().Order())
            {
                var then = owned.Where(o => (o.Row.Start ?? DateOnly.MinValue) <= day && day <= (o.Row.End ?? DateOnly.MaxValue)).ToArray();
                var sum = then.Sum(o => o.Row.Share.Supply(Reading.Pessimistic));
                if (sum > worst.Sum) worst = (sum, then[^1].Index);
            }
            if (worst.Sum <= 100 + 1e-9) continue;
            var place = Places.Of(network, "ownership", worst.Index, "share");
            var values = new[] { network.Parties[owned.Key].Id, Quantity.Text(Math.Round(worst.Sum, 6)) };
            if (worst.Sum > 100 + Rounding) findings.Error("E-OWN-01", place, values);
            else findings.Warn("W-OWN-01", place, values);
        }
    }
}
