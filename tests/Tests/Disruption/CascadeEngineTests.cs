using CsCheck;
using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

/// <summary>The cascade against published values, against the plain form of the paper, and against its laws.</summary>
public sealed class CascadeEngineTests
{
    static readonly CascadeOptions On = new(), Off = new() { Replaceability = false };

    [Theory]
    [InlineData(InputClass.NonEssential, false, ".1 .366667 .266667 .35 .1 .166667 .7 .1 .366667 .266667 .45")]
    [InlineData(InputClass.NonEssential, true, ".1 .3 .266667 .35 .1 .116667 .7 .1 .311111 .266667 .45")]
    [InlineData(InputClass.Essential, false, ".1 .5 .4 .35 .1 .3 .7 .1 .5 .4 .45")]
    [InlineData(InputClass.Essential, true, ".1 .366667 .4 .35 .1 .15 .7 .1 .4 .4 .45")]
    public void Eleven_firms_by_hand_have_their_index(InputClass all, bool isReplaceable, string expected)
    {
        var sweep = CascadeEngine.Sweep(CascadeNetwork.Build(CascadeNetworks.Eleven(all)), isReplaceable ? On : Off);
        Assert.Equal(expected.Split(' ').Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)), sweep.Scores.Select(s => Math.Round(s.Esri, 6)));
        Assert.Equal("7", sweep.Network.Firms[sweep.Firms[sweep.Ranking()[0]]]);
    }

    [Fact]
    public void Two_hundred_firms_have_the_values_that_others_computed()
    {
        var network = CascadeNetwork.Build(CascadeNetworks.Heavy(200, 20, 5, 1));
        Assert.Equal((850, 209_794.0), (network.LinkCount, network.Sales.Sum()));
        var (on, off) = (CascadeEngine.Sweep(network, On).Scores, CascadeEngine.Sweep(network, Off).Scores);
        Assert.Equal((7.155, 16.83), (Math.Round(on.Average(s => s.Steps), 3), Math.Round(off.Average(s => s.Steps), 2)));
        Close([0.215978859710, 0.037233363557, .084006161717956593, .17199020072802967, .023571633344884803], [on.Max(s => s.Esri), on.Average(s => s.Esri), on[0].Esri, on[1].Esri, on[2].Esri]);
        Close([0.831431491913, 0.253449253047, .70691598400439, .70690950638677, .70686199219501], [off.Max(s => s.Esri), off.Average(s => s.Esri), off[0].Esri, off[1].Esri, off[2].Esri]);
        Assert.Equal([11, 6, 4, 20, 22, 23], [.. on.Take(3).Concat(off.Take(3)).Select(s => s.Steps)]);
    }

    static void Close(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void The_engine_equals_the_plain_form_on_random_networks_with_partial_shocks() => RandomNetworks.Try(2000, pair =>
    {
        var (input, shocks, isReplaceable) = pair;
        var options = isReplaceable ? On : Off;
        var network = CascadeNetwork.Build(input);
        var losses = CascadeEngine.Run(network, options, shocks);
        for (var p = 0; p < shocks.Count; p++)
        {
            var psi = new double[input.Firms.Count];
            Array.Fill(psi, 1);
            foreach (var (firm, left) in shocks[p].Left) psi[firm] = left;
            var plain = PlainCascade.Run(input, options, psi);
            if (double.IsNaN(plain.Esri))
            {
                Assert.True(double.IsNaN(losses[p].Score.Esri));
                continue;
            }
            var score = losses[p].Score;
            Assert.Equal(plain.Steps, score.Steps);
            Close([plain.Esri, plain.Down, plain.Up], [score.Esri, score.Down, score.Up]);
            // Sectors are those of the shock by itself, and add up to the whole.
            Assert.Equal(CascadeEngine.Trace(network, options, shocks[p]).Sectors, losses[p].Sectors);
            Close([score.Esri, score.Down, score.Up],
                [.. new Func<SectorLoss, double>[] { s => s.Loss, s => s.Down, s => s.Up }.Select(part => losses[p].Sectors.Where(s => s.Weight > 0).Sum(s => part(s) * s.Weight) / network.TotalWeight)]);
        }
    });

    // Self-loops, several links between two firms, firms without links, weights and missing classes are all in it.
    static readonly Gen<(CascadeInput, IReadOnlyList<CascadeShock>, bool)> RandomNetworks =
        from firms in Gen.Int[2, 24]
        from sectors in Gen.Int[1, 5]
        from sectorOf in Gen.Int[0, sectors - 1].Array[firms]
        from links in Gen.Select(Gen.Int[0, firms - 1], Gen.Int[0, firms - 1], Gen.Int[1, 9], (a, b, amount) => new CascadeLink(a, b, amount)).Array[0, 60]
        from classes in Gen.Int[-1, 2].Array[sectors * sectors]
        from weights in Gen.Int[0, 5].Array[firms]
        from isWeighted in Gen.Bool
        from isReplaceable in Gen.Bool
        from shocks in Gen.Select(Gen.Int[0, firms - 1], Gen.Int[0, 4], (f, l) => (f, l / 4.0)).Array[1, 3].Array[1, 11]
        select (new CascadeInput
        {
            Firms = [.. Enumerable.Range(0, firms).Select(i => $"f{i}")], Sectors = [.. Enumerable.Range(0, sectors).Select(i => $"s{i}")], SectorOf = sectorOf, Links = links,
            ClassOf = (k, l) => classes[k * sectors + l] is >= 0 and var c ? (InputClass)c : null, Weights = isWeighted ? [.. weights.Select(w => (double)w)] : null,
        }, (IReadOnlyList<CascadeShock>)[.. shocks.Select((s, i) => new CascadeShock($"{i}", [.. s.DistinctBy(f => f.f)]))], isReplaceable);

    [Fact]
    public void A_larger_shock_never_leaves_more_where_nobody_is_replaced() => RandomNetworks.Try(100, pair =>
    {
        var (input, shocks, _) = pair;
        var network = CascadeNetwork.Build(input);
        if (!(network.TotalWeight > 0)) return;
        // With replacement a market that shrinks lets a small supplier count for more, and cut-offs come at other steps: the law holds for the plain index run to its end.
        var options = Off with { Tolerance = 1e-12 };
        foreach (var shock in shocks)
        {
            var (small, large) = (CascadeEngine.Trace(network, options, shock), CascadeEngine.Trace(network, options, shock with { Left = [.. shock.Left.Select(f => (f.Firm, f.Left / 2))] }));
            for (var firm = 0; firm < network.Firms.Count; firm++)
            {
                Assert.True(large.Down[firm] <= small.Down[firm] + 1e-9);
                Assert.True(large.Up[firm] <= small.Up[firm] + 1e-9);
            }
        }
    });

    [Fact]
    public void An_index_lies_between_the_firms_own_share_and_one_and_both_directions_add_up_to_no_less()
    {
        var network = CascadeNetwork.Build(CascadeNetworks.Heavy(300, 15, 6, 4));
        var sweep = CascadeEngine.Sweep(network, On);
        for (var firm = 0; firm < network.Firms.Count; firm++)
        {
            var score = sweep.Scores[firm];
            Assert.InRange(score.Esri, network.Weights[firm] / network.TotalWeight - 1e-12, 1);
            Assert.InRange(score.Esri, Math.Max(score.Down, score.Up) - 1e-12, score.Down + score.Up + 1e-12);
        }
    }

    // Those that take longer than their neighbours are set aside and go on beside others.
    [Theory]
    [InlineData(true, 1000)]
    [InlineData(false, 1000)]
    [InlineData(false, 9)]
    public void One_thread_and_many_give_the_same_bits_and_so_does_every_shock_alone(bool isReplaceable, int mostSteps)
    {
        var network = CascadeNetwork.Build(CascadeNetworks.Heavy(400, 20, 6, 9));
        var options = (isReplaceable ? On : Off) with { MostSteps = mostSteps };
        var (one, many) = (CascadeEngine.Sweep(network, options with { Threads = 1 }), CascadeEngine.Sweep(network, options with { Threads = 7 }));
        Assert.Equal(one.Scores, many.Scores);
        for (var firm = 0; firm < 400; firm++) Assert.Equal(one.Scores[firm], CascadeEngine.Sweep(network, options, [firm]).Scores[0]);
        foreach (var firm in new[] { 0, 7, 399 }) Assert.Equal(one.Scores[firm], CascadeEngine.Trace(network, options, new("alone", [(firm, 0)])).Score);
    }

    [Fact]
    public void A_trace_tells_the_steps_and_its_sectors_add_up_to_the_whole()
    {
        // Firm 1 sells all of what 2 needs, 2 sells to 3: a chain, so that each step reaches one firm more.
        var network = CascadeNetwork.Build(new()
        {
            Firms = ["a", "b", "c", "d"], Sectors = ["raw", "part", "end"], SectorOf = [0, 1, 2, 2], ClassOf = (_, _) => InputClass.Essential,
            Links = [new(0, 1, 4), new(1, 2, 10), new(2, 3, 6)], Weights = [4, 10, 20, 6],
        });
        var trace = CascadeEngine.Trace(network, Off, new("a", [(0, 0)]));
        Assert.Equal([0, 1, 2, 3], trace.FirstHit);
        Assert.Equal([0, 0, 0, 0], trace.Down);
        Assert.Equal([2, 3, 4, 4], trace.Steps.Select(s => s.Hit));
        Assert.Equal(1.0, trace.Score.Esri);
        Assert.Equal(trace.Score.Esri, trace.Sectors.Sum(s => s.Weight * s.Loss) / network.TotalWeight, 1e-12);
        Assert.Equal(["c", "b", "d", "a"], trace.Hardest().Select(f => network.Firms[f]));
        var half = CascadeEngine.Trace(network, Off, new("d", [(3, 0.5)]));
        Assert.Equal([1, 1, 1, .5], half.Down);
        Assert.Equal([.5, .5, .5, .5], half.Up);
        Assert.Equal([3, 2, 1, 0], half.FirstHit);
    }

    [Fact]
    public void A_cascade_that_is_cut_off_says_so()
    {
        var network = CascadeNetwork.Build(CascadeNetworks.Heavy(200, 20, 5, 1));
        var sweep = CascadeEngine.Sweep(network, Off with { MostSteps = 3 });
        Assert.All(sweep.Scores, s => Assert.True(s.Steps <= 3));
        Assert.Contains(sweep.Findings, f => f.Code == "W-CASC-01" && f.Values[0] == sweep.Scores.Count(s => !s.HasEnded).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(CascadeEngine.Sweep(network, Off).Findings);
    }

    [Fact]
    public void What_is_odd_about_a_network_is_told()
    {
        var network = CascadeNetwork.Build(new()
        {
            Firms = ["a", "b", "c"], Sectors = ["s", "t"], SectorOf = [0, 1, 1], Links = [new(0, 1, 3), new(0, 0, 1), new(0, 1, 2)], ClassOf = (k, l) => k == 0 && l == 1 ? null : InputClass.Essential,
        });
        Assert.Equal(2, network.LinkCount);
        Assert.Equal(6, network.Sales[0]);
        Assert.Equal(["N-CASC-02 1", "N-CASC-03 2 3", "N-CASC-09 1 t", "W-CASC-03 1 83.3 non-essential"], network.Findings.Select(f => $"{f.Code} {string.Join(' ', f.Values)}").Order(StringComparer.Ordinal));
        Assert.Contains(CascadeNetwork.Build(new() { Firms = ["a"], Sectors = ["s"], SectorOf = [0], Links = [], ClassOf = (_, _) => null }).Findings, f => f.Code == "W-CASC-02");
    }

    [Fact]
    public void Parts_that_sell_each_other_nothing_are_told_and_a_failure_stays_in_its_part()
    {
        // a sells to b, c sells to d and d to c; e is alone.
        var network = CascadeNetwork.Build(new()
        {
            Firms = ["a", "b", "c", "d", "e"], Sectors = ["s"], SectorOf = [0, 0, 0, 0, 0], Links = [new(0, 1, 3), new(2, 3, 1), new(3, 2, 1)], ClassOf = (_, _) => InputClass.Essential,
        });
        Assert.Equal(["2 2 5"], network.Findings.Where(f => f.Code == "N-CASC-08").Select(f => string.Join(' ', f.Values)));
        var trace = CascadeEngine.Trace(network, Off, new("c", [(2, 0)]));
        Assert.Equal([1, 1, 0, 0, 1], trace.Down);
        Assert.Equal(2 / 5.0, trace.Score.Esri, 1e-12);
    }

    [Fact]
    public void Lists_that_do_not_fit_are_refused()
    {
        var input = CascadeNetworks.Eleven(InputClass.Essential);
        Assert.Throws<ArgumentException>(() => CascadeNetwork.Build(input with { SectorOf = [0] }));
        Assert.Throws<ArgumentException>(() => CascadeNetwork.Build(input with { Links = [new(0, 11, 1)] }));
        Assert.Throws<ArgumentException>(() => CascadeNetwork.Build(input with { Links = [new(0, 1, 0)] }));
        Assert.Throws<ArgumentException>(() => CascadeNetwork.Build(input with { Weights = [.. Enumerable.Repeat(-1.0, 11)] }));
        var network = CascadeNetwork.Build(input);
        Assert.Throws<ArgumentOutOfRangeException>(() => CascadeEngine.Run(network, On, [new("x", [(11, 0)])]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CascadeEngine.Run(network, On, [new("x", [(0, 1.5)])]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CascadeEngine.Sweep(network, On with { Tolerance = 0 }));
    }
}
