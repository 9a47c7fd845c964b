using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Studies;

/// <summary>On the hello example, whose capacities fit on paper: boards 40 + 60..100 + 50 of 100, cells 300..400 + 100 + 500 of 400.</summary>
public sealed class WithoutStudyTests
{
    static readonly Network Hello = Read(null);

    static Network Read(string? expansions)
    {
        var files = Directory.GetFiles(Path.Combine(SourceTree.Root, "examples", "hello")).Where(f => !f.EndsWith(".md", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes, StringComparer.Ordinal);
        if (expansions is not null) files["expansions.csv"] = Encoding.UTF8.GetBytes(expansions);
        var findings = new List<Finding>();
        var network = PackageReader.LoadNetwork("hello", files, findings);
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        return network!;
    }

    static WithoutRow Produce(Network network, params string[] without) =>
        WithoutStudy.Run(network, new() { Perimeters = [Perimeter.Defaults[0]], Without = [.. without.Select(w => Assert.Single(ActorSearch.Find(network, w)))] }, LinearSolvers.Default)
            .Grids.Single().Rows.Single(r => r.After.Verb == "produce");

    static string Item(Network network, int item) => network.Items[item].Id;

    [Fact]
    public void Without_Norway_ninety_boards_of_a_hundred_are_left_and_boards_bind_first()
    {
        var row = Produce(Hello, "NO");
        Assert.Equal(1.2, row.Before.Reliance.ThetaAll!.Central, 1e-9);
        Assert.Equal(0.9, row.After.Reliance.ThetaAll!.Central, 1e-9);
        Assert.Equal(RelianceVerdict.No, row.After.Reliance.Verdict);
        var bottleneck = Assert.Single(row.Bottleneck!.Rows);
        Assert.Equal("board", Item(Hello, bottleneck.Relief.Index));
        Assert.Equal((90, 100), (bottleneck.Inside.Central, bottleneck.Need.Central));
        var gap = Assert.Single(row.Gaps);
        Assert.Equal((150, 170, 190), gap.Before);
        Assert.Equal((90, 90, 90), gap.After);
        Assert.Equal(["board-de False 0", "board-fr True 0"], gap.Fillers.Select(f => $"{f.Supply.Id} {f.IsInside} {f.Spare}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_Japan_the_others_fill_the_gap_and_fifty_cells_stay_spare()
    {
        var row = Produce(Hello, "Japan");
        Assert.True(row.After.Reliance.ThetaAll!.Low >= 1);
        Assert.Null(row.Bottleneck);
        Assert.Equal(50, Assert.Single(row.Gaps).Fillers.Sum(f => f.Spare), 1e-6);
        Assert.Empty(row.Consents);
    }

    [Fact]
    public void A_consent_that_goes_with_a_country_is_named_for_the_verb_it_covers()
    {
        var options = new SovereigntyOptions { Perimeters = [Perimeter.Defaults[0]], Without = ActorSearch.Find(Hello, "JP") };
        var export = WithoutStudy.Run(Hello, options, LinearSolvers.Default).Grids.Single().Rows.Single(r => r.After.Verb == "export");
        Assert.Equal("jp-cells", Hello.Restrictions[Assert.Single(export.Consents)].Id);
        Assert.Equal(ReliefKind.Consent, Assert.Single(export.Bottleneck!.Rows).Relief.Kind);
    }

    [Fact]
    public void Taking_more_away_never_raises_what_is_reached()
    {
        foreach (var pair in new[] { ("NO", "GB"), ("cell", "JP"), ("radio-maker", "FI") })
            Assert.True(Produce(Hello, pair.Item1, pair.Item2).After.Reliance.ThetaAll!.Central <= Produce(Hello, pair.Item1).After.Reliance.ThetaAll!.Central + 1e-9, pair.ToString());
    }

    [Fact]
    public void A_listed_expansion_of_those_who_are_left_is_offered_with_its_months()
    {
        var network = Read("id,line,adds,adds_unit,permit_months,build_months,ramp_months,source,basis\nfr-more,board-fr,240,piece/year,6..12,6,3,S01,synthetic\nno-more,board-no,50,piece/month,1,1,1,S01,synthetic\n");
        var way = Assert.Single(Assert.Single(Produce(network, "NO").Gaps).Expansions);
        Assert.Equal("fr-more", way.Id);
        Assert.Equal(20, way.Adds.Central, 1e-9);
        Assert.Equal((15, 21), (way.Months.Low, way.Months.High));
    }

    [Theory]
    [InlineData("no", "country:NO")]
    [InlineData("Norwegen", "country:NO")]
    [InlineData("UK", "country:GB")]
    [InlineData("cell", "item:cell")]
    [InlineData("cell-maker-jp", "party:cell-maker-jp")]
    [InlineData("holding-gb", "owner:holding-gb")]
    [InlineData("jp-cells", "consent:jp-cells")]
    [InlineData("line:cell-fr", "line:cell-fr")]
    [InlineData("cell-fr", "line:cell-fr")]
    [InlineData("radio-works", "site:radio-works")]
    [InlineData("site:radio-works", "site:radio-works")]
    public void Who_is_meant_is_found_by_code_name_or_id(string text, string id) => Assert.Equal(id, Assert.Single(ActorSearch.Find(Hello, text)).Id(Hello));

    [Theory]
    [InlineData("cel-maker-jp", "cell-maker-jp")]
    [InlineData("line:cell-ff", "line:cell-fr")]
    [InlineData("xqzwvk", null)]
    public void A_misspelled_one_has_a_nearest(string text, string? nearest)
    {
        Assert.Empty(ActorSearch.Find(Hello, text));
        Assert.Equal(nearest, ActorSearch.Nearest(Hello, text));
    }
}
