using System.Globalization;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

/// <summary>Items of several makers, each of one line: what the readers of aggregates may and may not see.</summary>
static class AggregateCases
{
    /// <summary>Adds an item and its makers: maker k owns party <c>p{k}</c>, so that makers of two items with the same number are one owner.</summary>
    public static TestPackage Makers(this TestPackage package, string item, params double[] capacities)
    {
        package.Items(item);
        for (var k = 0; k < capacities.Length; k++)
            package.Line($"{item}-{k + 1}", item, Text(capacities[k]), "DE", $"party=p{k + 1} unit_cost={Text(10 + k)} lead_time_days=0");
        return package;
    }

    public static TestPackage Parties(int count)
    {
        var package = new TestPackage();
        for (var k = 1; k <= count; k++) package.Add("parties", $"id=p{k} name=Firm__{k} kind=company country=DE");
        return package;
    }

    /// <summary>More is wanted than can be made, so every line that is not short of inputs makes what it can.</summary>
    public static TestPackage Wanted(this TestPackage package, string item, double rate) =>
        package.Add("demands", $"buyer=DE item={item} from=2027-01 to=2028-12 rate={Text(rate)} rate_unit=piece/month shortfall_price=1000");

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
