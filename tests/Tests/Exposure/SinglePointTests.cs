using CsCheck;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Exposure;

public sealed class SinglePointTests
{
    [Theory]
    [InlineData("develop", "party:radio-maker 0 certain; line:design-de 0 certain; country:DE 0 certain; site:radio-works 0 certain")]
    [InlineData("produce", "party:board-maker-no 0.9 certain; party:radio-maker 0 certain; line:board-no 0.9 certain; line:design-de 0 certain; line:radio-de 0 certain; country:DE 0 certain; country:NO 0.9 certain; site:radio-works 0 certain")]
    [InlineData("use", "party:battery-maker-pl 0.833 certain; party:cell-maker-jp 0.938 possible; line:battery-pl 0.833 certain; line:cell-jp 0.938 possible; country:JP 0.938 possible; country:PL 0.833 certain")]
    [InlineData("export", "party:radio-maker 0 certain; line:design-de 0 certain; line:radio-de 0 certain; country:DE 0 certain; country:JP 0 certain; site:radio-works 0 certain")]
    public void The_single_points_of_the_radio_are_those_worked_out_by_hand(string verb, string expected)
    {
        var network = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", "hello"), [])!;
        var result = ExposureEngine.SinglePoints(network, new(), LinearSolvers.Default);
        var points = result.Verbs.Single(v => v.Verb == verb).Points.Select(p => $"{p.Actor.Id(network)} {Math.Round(p.Theta.Central, 3)} {(p.IsCertain ? "certain" : "possible")}");
        Assert.Equal(expected.Split("; ").Order(StringComparer.Ordinal), points.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_level_is_what_all_together_reach_where_that_is_below_the_goal()
    {
        var network = Chain.Of(("items", "id,unit,complete\nx,piece,yes\n"), ("lines", "id,country,item,capacity,capacity_unit\na,FR,x,6,piece/month\nb,CN,x,2,piece/month\n"),
            ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,x,10,piece/month\n"));
        var verb = ExposureEngine.SinglePoints(network, new() { Of = [ActorKind.Line] }, LinearSolvers.Default).Verbs.Single();
        Assert.Equal((0.8, 0.8), (verb.Level, verb.ThetaAll.Central));
        Assert.Equal(["line:a 0.2", "line:b 0.6"], verb.Points.Select(p => $"{p.Actor.Id(network)} {Math.Round(p.Theta.Central, 9)}"));
        Assert.Equal("exposure/single-points/t/produce/line:a", verb.Points[0].Theta.Address);
        Assert.Equal([false, true], verb.Points.Select(p => p.IsOutside));
    }

    [Fact]
    public void An_owner_is_a_single_point_through_its_own_line_and_its_daughters()
    {
        var network = Chain.Of(("items", "id,unit,complete\nx,piece,yes\n"), ("parties", "id,country\nmother,FR\ndaughter,FR\nother,FR\n"),
            ("ownership", "owner,owned,share,control\nmother,daughter,100,decisive\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit\na,mother,FR,x,4,piece/month\nb,daughter,FR,x,4,piece/month\nc,other,FR,x,4,piece/month\n"),
            ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,x,8,piece/month\n"));
        var verb = ExposureEngine.SinglePoints(network, new() { Of = [ActorKind.Owner] }, LinearSolvers.Default).Verbs.Single();
        Assert.Equal(["owner:mother 0.5"], verb.Points.Select(p => $"{p.Actor.Id(network)} {Math.Round(p.Theta.Central, 9)}"));
    }

    // The plan at the level may use the mother's own line only; she must be looked at all the same.
    [Fact]
    public void An_owner_touches_her_own_lines_too()
    {
        var network = Chain.Of(("items", "id,unit,complete\nx,piece,yes\n"), ("parties", "id,country\nmother,FR\ndaughter,FR\n"), ("ownership", "owner,owned,control\nmother,daughter,decisive\n"),
            ("lines", "id,party,country,item,capacity,capacity_unit\na,mother,FR,x,10,piece/month\nb,daughter,FR,x,10,piece/month\n"),
            ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,x,8,piece/month\n"));
        Assert.Equal(["owner:mother"], ExposureEngine.SinglePoints(network, new() { Of = [ActorKind.Owner] }, LinearSolvers.Default).Verbs.Single().Points.Select(p => p.Actor.Id(network)));
    }

    [Fact]
    public void The_state_that_controls_the_holder_of_a_consent_can_withdraw_it()
    {
        var network = Chain.Of(("items", "id,unit,complete\nx,piece,yes\n"), ("parties", "id,country,control_country\nlab,FR,CN\n"), ("lines", "id,country,item,capacity,capacity_unit\na,DE,x,10,piece/month\n"),
            ("restrictions", "id,holder,target\nr,lab,x\n"), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,x,8,piece/month\n"));
        var points = ExposureEngine.SinglePoints(network, new() { Of = [ActorKind.Country] }, LinearSolvers.Default).Verbs.Single().Points;
        Assert.Equal(["country:CN", "country:DE", "country:FR"], points.Select(p => p.Actor.Id(network)));
    }

    [Fact]
    public void A_free_alternative_keeps_a_group_from_binding()
    {
        var network = Chain.Of(("items", "id,unit,complete,free\nx,piece,yes,\nwater,t,,yes\noil,t,yes,\n"), ("recipes", "item,input,quantity,group\nx,water,1,coolant\nx,oil,1,coolant\n"),
            ("lines", "id,country,item,capacity,capacity_unit\na,DE,x,10,piece/month\n"), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,x,10,piece/month\n"));
        using var program = new OutputProgram(new(network, Perimeter.Defaults[0]), network.Goals, Reading.Pessimistic, LinearSolvers.Default);
        Assert.Equal(1, program.Solve(Denial.None).Theta);
    }

    [Fact]
    public void Passing_over_what_a_plan_does_not_use_loses_no_single_point() =>
        Gen.Int[0, 1_000_000].Try(150, seed =>
        {
            var network = RandomChain.Of(seed, isCyclic: seed % 3 == 0);
            var verb = ExposureEngine.SinglePoints(network, new(), LinearSolvers.Default).Verbs.Single();
            var table = new SupplyTable(network, Perimeter.Defaults[0]);
            using var program = new OutputProgram(table, network.Goals, Reading.Central, LinearSolvers.Default);
            var expected = Everybody(network).Where(a => program.Solve(Denial.Of(a)).Theta < verb.Level - OutputProgram.Tolerance && (a.Kind != ActorKind.Owner || Owns(table, a.Index))).ToArray();
            Assert.Equal(expected.Select(a => a.Id(network)).Order(StringComparer.Ordinal), verb.Points.Select(p => p.Actor.Id(network)).Order(StringComparer.Ordinal));
            Assert.All(verb.Points, p => Assert.True(p.Theta.Low <= p.Theta.Central && p.Theta.Central <= p.Theta.High));
        });

    static bool Owns(SupplyTable table, int party) => table.Network.Parties.Any(p => table.Control.ControlOf(p.Index).Controllers.Contains(party));

    static IEnumerable<Actor> Everybody(Network network) =>
        [.. network.Lines.Select(l => new Actor(ActorKind.Line, l.Index)), .. network.Sites.Select(s => new Actor(ActorKind.Site, s.Index)),
            .. network.Parties.SelectMany(p => new[] { new Actor(ActorKind.Party, p.Index), new Actor(ActorKind.Owner, p.Index) }), .. new[] { "FR", "DE", "CN", "US", "NO", "JP" }.Select(c => new Actor(ActorKind.Country, Chain.Country(c)))];
}
