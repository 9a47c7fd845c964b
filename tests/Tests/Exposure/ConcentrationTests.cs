using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.Tests.Exposure;

public sealed class ConcentrationTests
{
    const string Items = "id,name,kind,unit,complete\nmetal,Metal,material,t,yes\n";
    const string Open = "id,name,kind,unit\nmetal,Metal,material,t\n";

    [Fact]
    public void Shares_index_and_largest_holder_at_every_level()
    {
        // 50 + 30 belong to one holding through two parties on three sites; 20 to another party.
        var network = Chain.Of(("items", Items),
            ("parties", "id,country,control_country\na,FR,FR\nb,FR,\nc,CN,CN\nh,DE,DE\n"), ("ownership", "owner,owned,share,control\nh,a,100,decisive\nh,b,100,decisive\n"),
            ("sites", "id,party,country\ns1,a,FR\ns2,b,FR\ns3,c,CN\n"),
            ("lines", "id,party,site,item,capacity,capacity_unit\nl1,a,s1,metal,50,t/month\nl2,b,s2,metal,30,t/month\nl3,c,s3,metal,20,t/month\n"));
        var metal = Of(network);
        Assert.True(metal.IsSizeKnown);
        Assert.Equal([0.38, 0.38, 0.38], Values(metal.At(ActorKind.Site).Hhi));
        Assert.Equal([0.38, 0.38, 0.38], Values(metal.At(ActorKind.Party).Hhi));
        Assert.Equal([0.68, 0.68, 0.68], Values(metal.At(ActorKind.Owner).Hhi));
        Assert.Equal([0.68, 0.68, 0.68], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal(1 / 0.68, metal.At(ActorKind.Country).Effective!.Central, 9);
        Assert.Equal("owner:h", network.Id(metal.At(ActorKind.Owner).Largest!.Holder));
        Assert.Equal(0.8, metal.At(ActorKind.Owner).Largest!.Central, 9);
        Assert.Equal([0.2, 0.2, 0.2], Values(metal.OutsideShare));
        Assert.Equal("exposure/concentration/metal/country/hhi", metal.At(ActorKind.Country).Hhi!.Address);
    }

    [Fact]
    public void An_interval_of_capacity_gives_an_interval_of_shares()
    {
        var metal = Of(Chain.Of(("items", Items), ("lines", "id,country,item,capacity,capacity_unit\nl1,FR,metal,50..150,t/month\nl2,CN,metal,100,t/month\n")));
        var france = metal.At(ActorKind.Country).Holders.Single(h => h.Holder.Index == Chain.Country("FR"));
        Assert.Equal((1.0 / 3, 0.5, 0.6), (france.Low, france.Central, Math.Round(france.High, 12)));
        // 1/9 + 4/9, 1/2, 0.36 + 0.16: the middle has the least.
        Assert.Equal([0.5, 0.5, 0.555555556], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal([0.4, 0.5, 0.666666667], Values(metal.OutsideShare));
    }

    [Fact]
    public void A_line_of_unknown_capacity_may_be_all_or_nothing()
    {
        var metal = Of(Chain.Of(("items", Items), ("lines", "id,country,item,capacity,capacity_unit\nl1,FR,metal,60,t/month\nl2,DE,metal,40,t/month\nl3,CN,metal,,t/month\n")));
        Assert.False(metal.IsSizeKnown);
        Assert.Equal((2.0, 3.0), (metal.Coverage.Known, metal.Coverage.All));
        // As listed 0.52; least where China makes 52, at most one that makes nearly all.
        Assert.Equal([Math.Round(7904.0 / 23104, 9), 0.52, 1], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal([0, 0, 1], Values(metal.OutsideShare));
        var china = metal.At(ActorKind.Country).Holders.Single(h => h.Holder.Index == Chain.Country("CN"));
        Assert.Equal((0, 0, 1), (china.Low, china.Central, china.High));
    }

    [Fact]
    public void An_open_list_bounds_nothing_but_still_says_what_is_listed()
    {
        var metal = Of(Chain.Of(("items", Open), ("lines", "id,country,item,capacity,capacity_unit\nl1,FR,metal,60,t/month\nl2,DE,metal,40,t/month\n")));
        Assert.Equal([0, 0.52, 1], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal((2.0, 4.0), (metal.Coverage.Known, metal.Coverage.All));
    }

    [Fact]
    public void A_published_world_total_leaves_a_rest_without_a_holder()
    {
        // 100 in all, 50 and 30 listed: the rest of 20 is nobody's or the largest holder's.
        var metal = Of(Chain.Of(("items", Open), ("totals", "item,area,capacity,capacity_unit\nmetal,WORLD,100,t/month\n"),
            ("lines", "id,country,item,capacity,capacity_unit\nl1,FR,metal,50,t/month\nl2,CN,metal,30,t/month\nl3,DE,metal,,t/month\n")));
        Assert.True(metal.IsSizeKnown);
        Assert.Equal([0.34, 0.34, 0.58], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal(0.2, metal.At(ActorKind.Country).Unattributed, 12);
    }

    [Fact]
    public void The_rest_of_a_total_of_one_country_is_that_countrys()
    {
        var metal = Of(Chain.Of(("items", Items), ("totals", "item,area,capacity,capacity_unit\nmetal,CN,80,t/month\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit\nl1,p,CN,metal,30,t/month\nl2,q,FR,metal,20,t/month\n"), ("parties", "id,country\np,CN\nq,FR\n")));
        Assert.Equal([0.68, 0.68, 0.68], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal([0.13, 0.13, 0.68], Values(metal.At(ActorKind.Party).Hhi));
    }

    [Fact]
    public void Makers_of_an_area_are_no_single_country_and_no_single_party()
    {
        var metal = Of(Chain.Of(("items", Items), ("parties", "id,kind,country\nm,makers,EU27+NO\nc,company,CN\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit\nl1,m,EU27+NO,metal,40,t/month\nl2,c,CN,metal,60,t/month\n")));
        foreach (var level in new[] { ActorKind.Country, ActorKind.Party })
        {
            Assert.Equal([0.36, 0.36, 1], Values(metal.At(level).Hhi));
            Assert.Equal(0.4, metal.At(level).Unattributed, 12);
        }
        // The area is not China, so China's share is certain at country level; a Chinese company may stand behind the makers.
        Assert.Equal((0.6, 0.6), (metal.At(ActorKind.Country).Largest!.Low, metal.At(ActorKind.Country).Largest!.High));
        Assert.Equal((0.6, 1.0), (metal.At(ActorKind.Party).Largest!.Low, metal.At(ActorKind.Party).Largest!.High));
        Assert.Equal(0.6, metal.OutsideShare!.Low, 12);
        Assert.Equal(1, metal.OutsideShare!.High, 12);
    }

    [Fact]
    public void Two_parties_of_unknown_control_may_have_one_owner()
    {
        var metal = Of(Chain.Of(("items", Items), ("parties", "id,country\na,FR\nb,DE\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit\nl1,a,FR,metal,50,t/month\nl2,b,DE,metal,50,t/month\n")));
        Assert.Equal([0.5, 0.5, 0.5], Values(metal.At(ActorKind.Party).Hhi));
        Assert.Equal([0.5, 0.5, 1], Values(metal.At(ActorKind.Owner).Hhi));
    }

    [Fact]
    public void Published_shares_are_taken_as_stated_and_what_is_missing_has_no_holder()
    {
        var metal = Of(Chain.Of(("items", Open), ("lines", "id,country,item,capacity,capacity_unit\nl1,CN,metal,70,share\nl2,RU,metal,10,share\nl3,FR,metal,5,share\n")));
        Assert.True(metal is { IsShareOfNeed: true, IsSizeKnown: true });
        Assert.Equal([0.5025, 0.5025, 0.735], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal([0.8, 0.941176471, 0.95], Values(metal.OutsideShare));
    }

    [Fact]
    public void A_capacity_beside_published_shares_lies_within_what_they_leave()
    {
        var metal = Of(Chain.Of(("items", Open), ("lines", "id,country,item,capacity,capacity_unit\nl1,CN,metal,85,share\nl2,FR,metal,7,t/month\n")));
        Assert.True(metal.IsShareOfNeed);
        Assert.Equal([0.7225, 0.7225, 1], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal((1.0, 2.0), (metal.Coverage.Known, metal.Coverage.All));
    }

    [Fact]
    public void A_share_open_above_is_at_most_what_the_others_leave()
    {
        var metal = Of(Chain.Of(("items", Open), ("lines", "id,country,item,capacity,capacity_unit\nl1,CN,metal,80,share\nl2,FR,metal,5..,share\n")));
        var france = metal.At(ActorKind.Country).Holders[1];
        Assert.Equal((0.05, 0.05, 0.2), (Math.Round(france.Low, 9), france.Central, Math.Round(france.High, 9)));
        Assert.Equal([0.6425, 0.6425, 0.9050], Values(metal.At(ActorKind.Country).Hhi));
    }

    [Fact]
    public void A_row_of_a_doubtful_source_counts_as_unknown()
    {
        var metal = Of(Chain.Of(("items", Items), ("sources", "id,reliability\nS1,A\nS2,E\n"),
            ("lines", "id,country,item,capacity,capacity_unit,source\nl1,FR,metal,60,t/month,S1\nl2,CN,metal,40,t/month,S2\n")));
        Assert.Equal([0.5, 1, 1], Values(metal.At(ActorKind.Country).Hhi));
        Assert.Equal((1.0, 2.0), (metal.Coverage.Known, metal.Coverage.All));
    }

    [Fact]
    public void An_item_of_which_nothing_is_known_has_no_index()
    {
        var metal = Of(Chain.Of(("items", Open), ("lines", "id,country,item,capacity\nl1,FR,metal,\n")));
        Assert.Null(metal.At(ActorKind.Country).Hhi);
        Assert.Null(metal.OutsideShare);
        Assert.Null(metal.ThirdCountry);
    }

    [Theory]
    [InlineData(65, LineVerdict.Within)]
    [InlineData(66, LineVerdict.Exceeds)]
    public void Exactly_on_the_line_is_not_above_it(int share, LineVerdict expected)
    {
        var metal = Of(Chain.Of(("items", "id,name,kind,unit\nnd,\"Neodymium, processing\",material,t\n"),
            ("lines", $"id,country,item,capacity,capacity_unit\nl1,CN,nd,{share},share\nl2,FR,nd,{100 - share},share\n")));
        Assert.Equal(expected, metal.ThirdCountry!.Verdict);
        Assert.True(metal.ThirdCountry.IsStrategic);
        Assert.Equal(share / 100.0, metal.ThirdCountry.Share.Central, 12);
    }

    [Fact]
    public void A_rest_that_may_be_the_same_countrys_leaves_the_line_undecided()
    {
        var metal = Of(Chain.Of(("items", Open), ("lines", "id,country,item,capacity,capacity_unit\nl1,CN,metal,60,share\nl2,FR,metal,30,share\n")));
        Assert.Equal((LineVerdict.Unknown, false), (metal.ThirdCountry!.Verdict, metal.ThirdCountry.AsKnownToday));
        Assert.False(metal.ThirdCountry.IsStrategic);
    }

    [Fact]
    public void A_country_of_the_perimeter_is_no_third_country_but_for_the_union_s_own_line()
    {
        var lines = ("lines", "id,country,item,capacity,capacity_unit\nl1,NO,metal,90,share\nl2,CN,metal,10,share\n");
        var wide = new ExposureOptions { Perimeter = Perimeter.Defaults[1] };
        Assert.Equal("country:CN", Id(ExposureEngine.Concentration(Chain.Of(("items", Items), lines), wide)));
        var copper = Chain.Of(("items", "id,name,kind,unit\nmetal,Copper ore,material,t\n"), lines);
        Assert.Equal("country:NO", Id(ExposureEngine.Concentration(copper, wide)));

        static string Id(ConcentrationResult result) => result.Items.Single().ThirdCountry!.Country.Id(result.Table.Network);
    }

    [Fact]
    public void Know_how_has_no_shares_and_an_unknown_item_is_refused()
    {
        var network = Chain.Of(("items", "id,kind,unit\nplans,competence,project\n"), ("lines", "id,country,item,capacity\nl1,FR,plans,\n"));
        Assert.Empty(ExposureEngine.Concentration(network, new()).Items);
        Assert.Throws<ArgumentException>(() => ExposureEngine.Concentration(network, new() { Items = ["other"] }));
    }

    static ItemConcentration Of(Network network) => ExposureEngine.Concentration(network, new()).Items.Single();

    static double[] Values(Figure? figure) => figure is null ? [] : [.. new[] { figure.Low, figure.Central, figure.High }.Select(v => Math.Round(v, 9))];
}
