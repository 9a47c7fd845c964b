using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Tests.Model;
using Vauban.Tests.Output;

namespace Vauban.Tests.Capacity;

public sealed class LadderOracleTests
{
    const int Cases = 60;
    static readonly Perimeter Eu = Perimeter.Defaults[0];

    // Every third line gets a recipe of its own, so that a single line may bind where its item does not.
    static TestPackage Package(ulong seed)
    {
        var package = new RandomNetworks(seed).Make(seed % 4 == 0);
        var network = package.Network;
        if (seed % 2 == 0 || network.Items.Count < 3) return package;
        foreach (var line in network.Lines.Where(l => l.Index % 3 == 1 && !network.Items[l.Item].IsShared))
        {
            var input = (line.Item + 1 + line.Index) % network.Items.Count;
            if (input > line.Item) package.Add("recipes", $"line={line.Id} input=i{input.ToString(CultureInfo.InvariantCulture)} quantity=0.5");
        }
        return package;
    }

    [Fact]
    public void The_first_rung_is_the_smallest_of_all_sets_that_raise_output()
    {
        var (tried, joint, lines) = (0, 0, 0);
        for (ulong seed = 1; seed <= Cases; seed++)
        {
            var network = Package(seed).Network;
            var table = new SupplyTable(network, Eu);
            foreach (var (reading, denial) in new[] { (Reading.Central, Denial.Outsiders), (Reading.Pessimistic, Denial.None) })
            {
                using var program = new OutputProgram(table, network.Goals, reading, LinearSolvers.Default);
                var before = program.Solve(denial);
                if (before.IsCapped) continue;
                var rung = Bottleneck.Ladder(program, denial, new() { Level = OutputProgram.ThetaCap, Rungs = 1, Lines = true }) is [var first] ? first : null;
                var expected = Smallest(program, denial, before.RawTheta, network);
                if (expected is null && rung is { Reliefs.Count: > 3 }) continue;
                var name = $"seed {seed} {reading}: {string.Join(' ', expected ?? [])} against {string.Join(' ', rung?.Reliefs ?? [])}";
                Assert.True(expected is null == rung is null, name);
                if (rung is null) continue;
                Assert.True(rung.IsSmallest && expected!.SequenceEqual(rung.Reliefs), name);
                tried++;
                if (rung.Reliefs.Count > 1) joint++;
                if (rung.Reliefs.Any(r => r.Kind == ReliefKind.Line)) lines++;
            }
        }
        Assert.True(tried > 50 && joint > 5 && lines > 0, $"{tried} rungs, {joint} joint, {lines} with a line");
    }

    // All sets up to three, by size, then in order.
    static Relief[]? Smallest(OutputProgram program, Denial denial, double theta, Network network)
    {
        var all = program.Requirements.Items.Select(i => new Relief(network.Items[i].IsShared ? ReliefKind.Holding : ReliefKind.Supply, i))
            .Concat(network.Restrictions.Select(r => new Relief(ReliefKind.Consent, r.Index))).Concat(network.Lines.Where(l => program.Capacity(program.Table.All[l.Index]) > 0).Select(l => new Relief(ReliefKind.Line, l.Index))).Order().ToArray();
        for (var size = 1; size <= 3; size++)
            foreach (var set in Sets(all, size, 0))
                if (program.Solve(denial, Bottleneck.Case(set)).RawTheta > theta + 1e-7) return set;
        return null;
    }

    static IEnumerable<Relief[]> Sets(Relief[] all, int size, int from)
    {
        if (size == 0) yield return [];
        else
            for (var i = from; i < all.Length; i++)
                foreach (var rest in Sets(all, size - 1, i + 1)) yield return [all[i], .. rest];
    }

    [Fact]
    public void Output_after_a_rung_is_that_of_a_network_with_the_supply_added()
    {
        var compared = 0;
        for (ulong seed = 1; seed <= Cases; seed++)
        {
            var package = new RandomNetworks(seed).Make(false);
            var network = package.Network;
            // A line more would take from a published total.
            if (network.Totals.Count > 0) continue;
            using var program = new OutputProgram(new(network, Eu), network.Goals, Reading.Central, LinearSolvers.Default);
            if (Bottleneck.Ladder(program, Denial.Outsiders, OutputProgram.ThetaCap, 1) is not [var rung] || rung.Reliefs.Any(r => r.Kind != ReliefKind.Supply)) continue;
            foreach (var relief in rung.Reliefs) package.Line("new-" + network.Items[relief.Index].Id, network.Items[relief.Index].Id, "100000");
            var more = package.Network;
            Assert.Equal(PlainOutput.Theta(more, Eu, more.Goals, Reading.Central, Denial.Outsiders, LinearSolvers.SecondOpinion), rung.NextTheta, 1e-6);
            compared++;
        }
        Assert.True(compared > 15, $"{compared} compared");
    }

    [Fact]
    public void Rungs_rise_prices_hold_and_inside_is_never_more_than_with_everybody()
    {
        var priced = 0;
        for (ulong seed = 1; seed <= 40; seed++)
            foreach (var row in TodayEngine.Run(Package(seed).Network, new() { Rungs = 4 }, LinearSolvers.Default).Rows)
            {
                foreach (var reading in new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic })
                    Assert.True(row.Inside.Theta[reading] <= row.All.Theta[reading] + 1e-6, $"seed {seed}");
                foreach (var ladder in row.All.Ladders.Concat(row.Inside.Ladders))
                    for (var i = 0; i < ladder.Rungs.Count; i++)
                    {
                        var rung = ladder.Rungs[i];
                        Assert.True(rung.NextTheta > rung.Theta, $"seed {seed} {rung.Address}");
                        if (i > 0) Assert.Equal(ladder.Rungs[i - 1].NextTheta, rung.Theta, 1e-6);
                        if (rung.Price is not { } price) continue;
                        Assert.True(price.IsConfirmed, $"seed {seed} {rung.Address}");
                        priced++;
                    }
                foreach (var use in row.All.Uses) Assert.True(use.Capacity is not { } c || use.Output <= c + 1e-6 * Math.Max(1, c), $"seed {seed} {use.Supply.Id}");
            }
        Assert.True(priced > 50, $"{priced} prices");
    }
}
