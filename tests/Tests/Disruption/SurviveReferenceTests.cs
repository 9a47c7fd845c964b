using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;
using Vauban.Core.Solving;

namespace Vauban.Tests.Disruption;

/// <summary>Values that an independent implementation gave for the generated network of 35 nodes.</summary>
public sealed class SurviveReferenceTests
{
    static readonly TierNetwork Small = new(5, 10, 20, 1);

    static SurviveSearch Search(TierNetwork network) => new(network.Chain(), LinearSolvers.Default, default);

    static ChainFailure[] Single(TierNetwork network) => [.. Enumerable.Range(0, network.Nodes).Select(j => new ChainFailure([j], network.Recovery[j]))];

    [Fact]
    public void The_generator_gives_the_network_of_the_reference() =>
        Assert.Equal((35, 40, 88), (Small.Nodes, Small.RecipeLines, Small.Links));

    [Fact]
    public void Without_a_failure_the_demand_is_met_for_ever()
    {
        var search = Search(Small);
        Assert.Equal(1, search.Level);
        Assert.Equal(SurvivalStatus.Unlimited, search.Run([new([], 5)], default)[0].Status);
    }

    [Fact]
    public void Times_to_survive_are_those_of_the_reference()
    {
        var found = Search(Small).Run(Single(Small), default);
        Assert.Equal(21, found.Count(s => s.Status == SurvivalStatus.Finite));
        Assert.All(found, s => Assert.Contains(s.Status, new[] { SurvivalStatus.Finite, SurvivalStatus.Unlimited }));
        double[] first = [4.356363636, 2.699103713, 3.533152909, 2.575322812, 2.610526316, 24.726550046];
        for (var j = 0; j < first.Length; j++) Assert.Equal(first[j], found[j].Days, 8);
        Assert.Equal((2.575322812, 3), (Math.Round(found.Min(s => s.Days), 9), Array.FindIndex(found, s => s.Days == found.Min(o => o.Days))));
    }

    [Fact]
    public void Losses_until_recovery_are_those_of_the_reference()
    {
        var found = Search(Small).Run(Single(Small), default);
        double[] first = [27_936, 57_103, 0, 2_072, 28_336, 0];
        for (var j = 0; j < first.Length; j++) Assert.Equal(first[j], found[j].Impact, 4);
        Assert.Equal(5, found.Count(s => s.Impact > 0));
        Assert.Equal(128_971.0, found.Sum(s => s.Impact), 4);
    }

    [Theory]
    [InlineData(3, 6, 9, 2)]
    [InlineData(4, 7, 11, 3)]
    [InlineData(6, 12, 25, 4)]
    public void Every_answer_equals_a_cold_solve_of_the_program_with_all_flows(int products, int second, int third, ulong seed)
    {
        var network = new TierNetwork(products, second, third, seed);
        var search = Search(network);
        var found = search.Run(Single(network), default);
        for (var j = 0; j < network.Nodes; j++)
        {
            Assert.Equal(found[j].Days, Cold(network, j, null, search.Level), 1e-6 * Math.Max(1, double.IsInfinity(found[j].Days) ? 1 : found[j].Days));
            Assert.Equal(Cold(network, j, network.Recovery[j], search.Level), found[j].Impact, 1e-3);
        }
    }

    [Fact]
    public void The_answers_do_not_depend_on_the_other_failures_asked_for()
    {
        var all = Search(Small).Run(Single(Small), default);
        var reversed = Search(Small).Run([.. Single(Small).Reverse()], default).Reverse().ToArray();
        for (var j = 0; j < all.Length; j++)
        {
            Assert.Equal(all[j].Status, reversed[j].Status);
            if (all[j].Status == SurvivalStatus.Finite) Assert.Equal(all[j].Days, reversed[j].Days, 1e-9 * all[j].Days);
            Assert.Equal(all[j].Impact, reversed[j].Impact, 4);
        }
    }

    static double Cold(TierNetwork network, int failed, double? window, double level)
    {
        using var solver = LinearSolvers.Default();
        solver.Load(network.Program(failed, window, level));
        var result = solver.Solve();
        return result.Status == SolveStatus.Unbounded ? double.PositiveInfinity : result.Objective;
    }
}
