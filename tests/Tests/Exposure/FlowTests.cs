using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;
using Vauban.Adapters.Formats;

namespace Vauban.Tests.Exposure;

public sealed class FlowTests
{
    static Network Load(string example)
    {
        var network = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", example), new List<Finding>());
        Assert.NotNull(network);
        return network;
    }

    static FlowCountry Of(FlowsResult result, string code) => result.Countries.Single(c => c.Country == Chain.Country(code));

    [Fact]
    public void Value_of_the_radio_starts_where_each_stage_adds_to_its_inputs()
    {
        var result = ExposureEngine.Flows(Load("hello"), new());
        // 120 radios of 1 000 and 120 batteries of 250 a month. A radio adds 1 000 - 300 - 250, a battery 250 - 4 x 50.
        Assert.Equal(FlowMeasure.Value, result.Measure);
        Assert.Equal(150_000, result.Total, 1e-6);
        double Added(string item) => result.Items.Single(i => i.Item.Id == item).Added;
        Assert.Equal([120 * 450.0, 120 * 300.0, 240 * 50.0, 960 * 50.0], new[] { "radio", "board", "battery", "cell" }.Select(Added).Select(a => Math.Round(a, 6)));
        // Japan makes 500 of 950 cells; Germany the radio and 50 of 170 boards.
        Assert.Equal(48_000 * 500 / 950.0, Of(result, "JP").Central, 1e-6);
        Assert.Equal((54_000 + 36_000 * 50 / 170.0) / 150_000, Of(result, "DE").Share.Central, 1e-9);
        // The French maker of cells states 300 to 400: of 900 to 1 000 in all, Japan has 500.
        Assert.Equal(48_000 * 500 / 1000.0 / 150_000, Of(result, "JP").Share.Low, 1e-12);
        Assert.Equal(48_000 * 500 / 900.0 / 150_000, Of(result, "JP").Share.High, 1e-12);
        // The Polish maker of batteries states no capacity: nothing as known today, and at most all of the 12 000 that batteries add.
        Assert.Equal((0, 0), (Of(result, "PL").Share.Low, Of(result, "PL").Share.Central));
        Assert.Equal(0.08, Of(result, "PL").Share.High, 1e-12);
        Assert.True(Of(result, "JP").IsOutside);
        Assert.Empty(result.NoValue);
    }

    [Fact]
    public void Cells_are_followed_in_pieces_up_to_the_goals()
    {
        var result = ExposureEngine.Flows(Load("hello"), new() { Items = ["cell"] });
        Assert.Equal((FlowMeasure.Need, "piece", 960.0), (result.Measure, result.Unit, Math.Round(result.Total, 9)));
        // Half of the batteries go into radios.
        Assert.Equal([("battery", 480.0), ("radio", 480.0)], result.Items.Where(i => i.End > 0).Select(i => (i.Item.Id, Math.Round(i.End, 9))).Order());
        Assert.DoesNotContain(result.Items, i => i.Item.Id == "board");
    }

    [Fact]
    public void Alternatives_count_in_equal_parts_and_are_said()
    {
        var network = Chain.Of(("items", "id,unit,complete\np,piece,yes\na,t,yes\nb,t,yes\n"), ("lines", "id,item,country,capacity,capacity_unit\nlp,p,FR,10,piece/month\nla,a,CN,10,t/month\nlb,b,,10,t/month\n"),
            ("recipes", "item,input,quantity,group\np,a,2,g\np,b,4,g\n"), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,p,10,piece/month\n"));
        var result = ExposureEngine.Flows(network, new());
        Assert.Equal(FlowMeasure.Sources, result.Measure);
        Assert.Equal([10.0, 20.0], result.Links.Select(l => l.PerMonth));
        Assert.Equal(["p"], result.WithAlternatives.Select(i => network.Items[i].Id));
        // The second has no place: half of what flows is nobody's, and may be anybody's.
        Assert.Equal((0.5, 0.5, 1.0), (Of(result, "CN").Share.Low, Of(result, "CN").Share.Central, Of(result, "CN").Share.High));
        Assert.Equal(0.5, result.UnknownShare, 1e-12);
    }

    [Fact]
    public void Value_that_cannot_be_told_from_an_input_without_value_is_nobodys()
    {
        var network = Chain.Of(("items", "id,unit,unit_value,complete\np,piece,100,yes\na,t,,yes\nb,t,130,yes\nq,piece,100,yes\n"),
            ("lines", "id,item,country,capacity,capacity_unit\nlp,p,FR,10,piece/month\nla,a,CN,10,t/month\nlb,b,US,10,t/month\nlq,q,FR,10,piece/month\n"),
            ("recipes", "item,input,quantity\np,a,2\nq,b,1\n"), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,p,1,piece/month\nt,use,q,1,piece/month\n"));
        var result = ExposureEngine.Flows(network, new() { By = FlowMeasure.Value });
        // All 100 of p may be the work of its unvalued input; q is worth less than its input and counts as that.
        Assert.Equal(100, result.Countries.Single(c => c.Country < 0).Central, 1e-9);
        Assert.Equal(130, Of(result, "US").Central, 1e-9);
        Assert.DoesNotContain(result.Countries, c => c.Country == Chain.Country("FR") && c.Central > 0);
        Assert.Equal(["a"], result.NoValue.Select(i => network.Items[i].Id));
        Assert.Equal(["q"], result.Overspent.Select(i => network.Items[i].Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_comes_into_an_item_goes_out_of_it(bool isCyclic)
    {
        var flowing = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var network = RandomChain.Of(seed, isCyclic);
            foreach (var options in new ExposureOptions[] { new() { By = FlowMeasure.Sources }, new() { Items = [network.Items[^1].Id] } })
            {
                if (network.Items[^1].IsShared) continue;
                var result = ExposureEngine.Flows(network, options);
                flowing += result.Total > 0 ? 1 : 0;
                Balanced(result);
            }
        }
        Assert.InRange(flowing, 30, 120);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("permanent-magnets")]
    [InlineData("ammunition-155")]
    public void Examples_balance_in_every_measure(string example)
    {
        foreach (var measure in new[] { FlowMeasure.Value, FlowMeasure.Sources }) Balanced(ExposureEngine.Flows(Load(example), new() { By = measure }));
    }

    static void Balanced(FlowsResult result)
    {
        var near = 1e-9 * Math.Max(1, result.Total);
        foreach (var item in result.Items)
        {
            var (index, brought) = (item.Item.Index, result.Links.Where(l => l.Item == item.Item.Index).Sum(l => l.Content));
            Assert.Equal(item.Content, item.Added + brought, near);
            Assert.Equal(item.Content, item.End + result.Links.Where(l => l.Input == index).Sum(l => l.Content), near);
            Assert.Equal(item.Added, result.Sources.Where(s => s.Item == index).Sum(s => s.Central), near);
            Assert.All(result.Sources, s => Assert.True(s.Low <= s.Central + near && s.Central <= s.High + near));
        }
        Assert.Equal(result.Total, result.Items.Sum(i => i.Added), near);
        Assert.Equal(result.Total, result.Countries.Sum(c => c.Central), near);
        Assert.Equal(result.Links.Sum(l => l.Content), result.Exchanges.Sum(e => e.Content), near);
        var picture = FlowPicture.Of(result, 20);
        for (var i = 0; i < picture.Nodes.Count; i++)
        {
            var node = picture.Nodes[i];
            if (node.Kind is not (FlowNodeKind.Item or FlowNodeKind.OtherItems) || result.Links.Any(l => l.IsLoop)) continue;
            Assert.Equal(picture.Bands.Where(b => b.To == i).Sum(b => b.Content), picture.Bands.Where(b => b.From == i).Sum(b => b.Content) + node.End, near);
        }
    }

    [Fact]
    public void What_a_picture_leaves_out_stands_in_it_as_a_true_sum()
    {
        var codes = Countries.All.Where(c => c.Code.Length == 2).Take(30).Select(c => c.Code).ToArray();
        var network = Chain.Of(("items", "id,unit,complete\np,piece,yes\n" + string.Concat(codes.Select((_, i) => $"m{i:00},t,yes\n"))),
            ("lines", "id,item,country,capacity,capacity_unit\nlp,p,FR,10,piece/month\n" + string.Concat(codes.Select((c, i) => $"l{i:00},m{i:00},{c},10,t/month\n"))),
            ("recipes", "item,input,quantity\n" + string.Concat(codes.Select((_, i) => $"p,m{i:00},1\n"))), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,p,1,piece/month\n"));
        var result = ExposureEngine.Flows(network, new());
        Balanced(result);
        var picture = FlowPicture.Of(result, 20);
        Assert.InRange(picture.Nodes.Count, 10, 20);
        var others = picture.Nodes.Single(n => n.Kind == FlowNodeKind.OtherCountries);
        Assert.Equal((18, 18.0), (others.Count, others.Content));
        Assert.Equal(30, picture.Nodes.Where(n => n.Kind is FlowNodeKind.Item or FlowNodeKind.OtherItems && n.End == 0).Sum(n => n.Content), 1e-9);
        Assert.Equal(30, picture.Bands.Where(b => picture.Nodes[b.To].End > 0).Sum(b => b.Content), 1e-9);
    }

    [Fact]
    public void Flows_of_an_item_that_eats_more_than_it_gives_have_no_end_and_say_so()
    {
        var network = Chain.Of(("items", "id,unit,complete\np,t,yes\na,t,yes\n"), ("lines", "id,item,country,capacity,capacity_unit\nlp,p,FR,10,t/month\nla,a,FR,10,t/month\n"),
            ("recipes", "item,input,quantity\np,a,2\na,p,1\n"), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,p,1,t/month\n"));
        var result = ExposureEngine.Flows(network, new());
        Assert.False(result.Converges);
        Assert.Empty(result.Links);
    }
}
