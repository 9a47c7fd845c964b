using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Formats;

/// <summary>What a plan reads from <c>examples/ammunition-155</c>: a look back may not know what was stated for a later day.</summary>
public sealed class ExamplePlanDataTests
{
    static Network On(string day) =>
        PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", "ammunition-155"), [])!.At(DateOnly.Parse(day, CultureInfo.InvariantCulture), 0);

    // Per year, as the tables say it; blank for unknown.
    static string Yearly(Quantity perMonth) => perMonth.IsKnown ? $"{Math.Round(perMonth.Low * 12, 3):0.###}..{Math.Round(perMonth.High * 12, 3):0.###}" : "";

    static string[] Totals(Network network, string item) =>
        [.. network.Totals.Where(t => network.Items[t.Item].Id == item).Select(t => Yearly(t.Capacity))];

    [Theory]
    [InlineData("2023-03-15", "230000..230000")]
    [InlineData("2023-04-01", "230000..500000")]
    [InlineData("2024-01-15", "230000..600000")]
    [InlineData("2024-03-31", "1000000..1000000")]
    [InlineData("2025-01-01", "1400000..1700000")]
    public void Complete_rounds_count_as_stated_for_the_day(string day, string rounds) => Assert.Equal([rounds], Totals(On(day), "round-155"));

    [Fact]
    public void Before_the_end_of_2024_no_capacity_stated_in_2025_counts()
    {
        var network = On("2024-12-30");
        foreach (var item in new[] { "nitrocellulose", "tnt" })
        {
            Assert.Empty(Totals(network, item));
            Assert.Equal([""], network.Lines.Where(l => network.Items[l.Item].Id == item).Select(l => Yearly(l.Capacity)));
        }
        Assert.Equal(["4500..10000"], Totals(On("2024-12-31"), "nitrocellulose"));
        Assert.Equal(["10000..12000"], Totals(On("2024-12-31"), "tnt"));
    }

    [Theory]
    [InlineData("2023-04-01", "2024-03-31", "rounds-2023")]
    [InlineData("2025-01-01", "2027-12-31", "rounds-2025")]
    public void Each_look_has_its_own_expansion_of_complete_rounds(string from, string to, string expansion)
    {
        var (first, last) = (DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture));
        var network = On(from);
        var open = network.Expansions.Where(e => network.Items[e.Item].Id == "round-155" && e.Earliest <= last && (e.Latest is null || e.Latest >= first));
        Assert.Equal([expansion], open.Select(e => e.Id));
    }

    [Theory]
    [InlineData("shells-asap", 89.6)]
    [InlineData("powder-asap", 248.0)]
    [InlineData("explosives-asap", 123.6)]
    public void What_a_grant_paid_for_costs_the_grant_over_the_shares_of_the_call(string id, double grant)
    {
        var capex = On("2025-01-01").Expansions.Single(e => e.Id == id).Capex;
        Assert.Equal((Math.Round(grant / 0.45, 1), Math.Round(grant / 0.35, 1)), (capex.Low / 1e6, capex.High / 1e6));
    }
}
