using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;
using Vauban.Tests.Output;

namespace Vauban.Tests.Capacity;

public sealed class FixesOracleTests
{
    static readonly Perimeter Eu = Perimeter.Defaults[0];

    /// <summary>A random network with fixes; a fix that is done is written into the rows themselves, so that nothing of the engine is used.</summary>
    sealed class Case(int seed)
    {
        public const int Count = 6;

        readonly int[] _cost = [.. Enumerable.Range(0, Count).Select(i => 1 + new Random(seed * 31 + i).Next(9))];

        public double Cost(int done) => Enumerable.Range(0, Count).Where(i => (done >> i & 1) == 1).Sum(i => _cost[i]);

        // Fixes 0 and 1 grow lines, 2 and 3 are new lines, 4 qualifies an alternative, 5 is a holder of know-how.
        public TestPackage Make(int done, bool offers)
        {
            var random = new Random(seed);
            var package = new TestPackage().Items("i0", "i1", "i2", "i3").Add("items", "id=know unit=piece kind=competence complete=yes").Goal("produce", "i0", "20");
            var capacity = Enumerable.Range(0, 5).Select(_ => random.Next(0, 22)).ToArray();
            int[] adds = [random.Next(3, 15), random.Next(3, 15), random.Next(3, 15), random.Next(3, 15)];
            int[] grown = [random.Next(0, 4), random.Next(0, 4)];
            int[] made = [random.Next(0, 4), random.Next(1, 4)];
            for (var i = 0; i < 2; i++)
                if ((done >> i & 1) == 1) capacity[grown[i]] += adds[i];
            for (var i = 0; i < 4; i++) package.Line($"l{i}", $"i{i}", capacity[i].ToString(CultureInfo.InvariantCulture));
            package.Line("us", "i1", "50", "US").Line("k", "know", "1", "US");
            for (var i = 0; i < 2; i++)
                if ((done >> (2 + i) & 1) == 1) package.Line($"n{i}", $"i{made[i]}", adds[2 + i].ToString(CultureInfo.InvariantCulture), "FR");
            if ((done >> 5 & 1) == 1) package.Line("own", "know", "1", "FR");
            package.Recipe("i0", "i1", "1", "g").Recipe("i0", "i2", "0.5", "g", (done >> 4 & 1) == 1 ? "" : $"qualified=no qualify_cost={_cost[4]}").Recipe("i1", "i3", random.Next(2) == 0 ? "0.5" : "1");
            if (random.Next(2) == 0) package.Recipe("i2", "i3", "0.5");
            if (random.Next(3) == 0) package.Recipe("i3", "know", "1");
            if (!offers) return package;
            for (var i = 0; i < 2; i++) package.Add("expansions", $"id=e{i} line=l{grown[i]} adds={adds[i]} adds_unit=piece/month capex={_cost[i]}");
            for (var i = 0; i < 2; i++) package.Add("expansions", $"id=e{2 + i} item=i{made[i]} country=FR adds={adds[2 + i]} adds_unit=piece/month capex={_cost[2 + i]}");
            return package.Add("expansions", $"id=e5 item=know country=FR adds=1 adds_unit=piece/month capex={_cost[5]}");
        }
    }

    [Fact]
    public void The_curve_is_the_non_dominated_set_of_all_subsets_written_into_the_rows()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new Case(seed);
            var row = Assert.Single(FixesEngine.Run(random.Make(0, true).Network, new(), LinearSolvers.Default).Rows);
            Assert.True(row.IsComplete);
            Assert.Equal(Reading.Central, row.ThetaIn.Central < 1 ? row.Reading : Reading.Central);
            if (row.Reading != Reading.Central) continue;
            var all = Enumerable.Range(0, 1 << Case.Count).Select(done => (Cost: random.Cost(done), Theta: Math.Min(1, Theta(random.Make(done, false).Network)))).ToArray();
            var front = all.Where(p => !all.Any(q => (q.Cost < p.Cost && q.Theta >= p.Theta - 1e-6) || (q.Cost == p.Cost && q.Theta > p.Theta + 1e-6)))
                .Select(p => (p.Cost, Theta: Math.Round(p.Theta, 5))).Distinct().OrderBy(p => p.Cost).ToArray();
            Assert.True(front.SequenceEqual(row.Curve.Select(s => (s.Cost.Central, Math.Round(s.Theta, 5)))),
                $"seed {seed}: by hand {string.Join(" ", front)}, curve {string.Join(" ", row.Curve.Select(s => (s.Cost.Central, s.Theta)))}");
        }
    }

    [Fact]
    public void A_larger_budget_never_reaches_less()
    {
        for (var seed = 50; seed <= 60; seed++)
        {
            var network = new Case(seed).Make(0, true).Network;
            var before = 0.0;
            foreach (var budget in new[] { 0.0, 4, 9, 15, 40 })
            {
                var reached = Assert.Single(FixesEngine.Run(network, new() { Budget = budget }, LinearSolvers.Default).Rows).Curve[^1];
                Assert.True(reached.Theta >= before - 1e-9 && reached.Cost.Central <= budget, $"seed {seed}, budget {budget}: {reached.Theta} after {before}");
                before = reached.Theta;
            }
        }
    }

    static double Theta(Network network)
    {
        var counts = network.At(null, 0);
        return PlainOutput.Theta(counts, Eu, counts.Goals, Reading.Central, Denial.Outsiders, LinearSolvers.SecondOpinion);
    }
}
