using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

public sealed class SurviveLawTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    static SurviveSearch Search(Chain chain) => new(chain, LinearSolvers.Default, default);

    static TierNetwork Network(int seed) => new(2 + seed % 3, 4 + seed % 4, 6 + seed % 5, (ulong)seed + 100);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_is_lost_while_the_time_to_survive_is_not_shorter_than_the_time_to_recover(int seed)
    {
        var network = Network(seed);
        var search = Search(network.Chain());
        var failures = Enumerable.Range(0, network.Nodes).Select(j => new ChainFailure([j], network.Recovery[j])).ToArray();
        var found = search.Run(failures, default);
        // Solved here whatever the time to survive is; the search itself spares that solve.
        for (var j = 0; j < found.Length; j++)
        {
            var impact = search.Impacts([failures[j]], default)[0];
            if (found[j].Days >= failures[j].RecoveryDays) Assert.Equal(0, impact, 1e-6);
            else Assert.True(impact > 0, $"node {j} is out of stock after {found[j].Days} days and loses nothing in {failures[j].RecoveryDays}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_larger_failure_is_never_survived_longer_and_never_costs_less(int seed)
    {
        var network = Network(seed);
        var search = Search(network.Chain());
        for (var j = 0; j + 1 < network.Nodes; j += 3)
        {
            var one = search.Run([new([j], 6)], default)[0];
            var two = search.Run([new([j, j + 1], 6)], default)[0];
            Assert.True(two.Days <= one.Days * (1 + 1e-9));
            Assert.True(two.Impact >= one.Impact * (1 - 1e-9) - 1e-6);
            Assert.True(search.Impacts([new([j], 7)], default)[0] >= one.Impact - 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void More_stock_never_shortens_the_time_to_survive(int seed)
    {
        var network = Network(seed);
        var before = Search(network.Chain()).Run([.. Enumerable.Range(0, network.Nodes).Select(j => new ChainFailure([j], 5))], default);
        network.Stock[seed % network.Nodes] += 500;
        var after = Search(network.Chain()).Run([.. Enumerable.Range(0, network.Nodes).Select(j => new ChainFailure([j], 5))], default);
        for (var j = 0; j < before.Length; j++)
        {
            Assert.True(after[j].Days >= before[j].Days * (1 - 1e-9));
            Assert.True(after[j].Impact <= before[j].Impact + 1e-6);
        }
    }

    [Fact]
    public void Unlimited_and_infeasible_are_told_apart()
    {
        var maker = new ChainMaker(0, 10, []);
        Assert.Equal(SurvivalStatus.Unlimited, Search(new([1], [maker, maker], [], [], [new(0, 10, 1)])).Run([new([0], 5)], default)[0].Status);
        // Less than nothing in store: no time at all can be survived, and the answer is not "for ever".
        var owed = Search(new([1], [maker], [], [new(0, -1, -20)], [new(0, 10, 1)])).Run([new([0], 5)], default)[0];
        Assert.Equal((SurvivalStatus.Infeasible, double.NaN), (owed.Status, owed.Days));
        Assert.Equal(SurvivalStatus.NothingMade, Search(new([1], [maker with { PerDay = 0 }], [], [], [new(0, 10, 1)])).Run([new([0], 5)], default)[0].Status);
    }
}
