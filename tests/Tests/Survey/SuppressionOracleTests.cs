using CsCheck;
using Vauban.Core.Survey;
using static Vauban.Tests.Survey.SurveyCases;

namespace Vauban.Tests.Survey;

/// <summary>The search for cells to withhold and the bounds of the attacker, against trying everything.</summary>
public sealed class SuppressionOracleTests
{
    static readonly SurveyRules Rules = new() { LeastContributors = 3 };

    static readonly string[] Codes = ["x", "y", "z"];

    static SurveyRound Small(int seed)
    {
        var random = new Random(seed);
        return Round(from i in Enumerable.Range(0, 2)
                     from j in Enumerable.Range(0, 3)
                     from g in Enumerable.Range(0, random.Next(1, 6))
                     select ($"c{i}{j}{g}", $"g{(i == 1 && g == 0 ? 0 : 10 * j + g)}", Codes[i], Codes[j], (double)random.Next(1, 60)));
    }

    [Fact]
    public void No_smaller_choice_of_cells_is_safe() =>
        Gen.Int[0, 100_000].Try(12, seed =>
        {
            var proposal = Plan(Small(seed), Rules);
            Assert.True(proposal.IsExact && proposal.MayLeave);
            var cells = proposal.Release.Cells;
            var found = cells.Count(c => c.IsSecondary);
            int[] free = [.. Enumerable.Range(0, cells.Count).Where(i => cells[i].Sensitive == Core.Model.Sensitivity.None)];
            var values = SurveyCells.Of(proposal.Release.Round, [ItemByCountry], Rules);
            for (var mask = 0; mask < 1 << free.Length; mask++)
            {
                if (System.Numerics.BitOperations.PopCount((uint)mask) >= found) continue;
                var withheld = free.Where((_, k) => (mask >> k & 1) == 1).ToHashSet();
                var other = proposal.Release with { Cells = [.. values.Select((c, i) => withheld.Contains(i) ? c with { Kind = CellKind.Withheld, Low = double.NaN, High = double.NaN } : c)] };
                Assert.False(SurveyAuditEngine.Run([other], null, Solvers, mostExposures: 1, stop: TestContext.Current.CancellationToken).IsSafe, $"seed {seed}: {mask:b} of {free.Length} is enough, {found} were withheld");
            }
        });

    // All tables of whole numbers that fit: in a table with margins the ends of what is possible are whole.
    [Fact]
    public void The_bounds_are_those_of_all_tables_that_fit() =>
        Gen.Int[0, 100_000].Try(60, seed =>
        {
            var random = new Random(seed);
            double[] v = [.. Enumerable.Range(0, 4).Select(_ => (double)random.Next(0, 9))];
            var round = Round(("c0", "g0", "x", "X", v[0]), ("c1", "g1", "x", "Y", v[1]), ("c2", "g2", "y", "X", v[2]), ("c3", "g3", "y", "Y", v[3]));
            var cells = SurveyCells.Of(round, [ItemByCountry], Rules);
            double Of(IReadOnlyList<string> codes, double[] x) => Enumerable.Range(0, 4).Where(i => (codes[0] == "" || codes[0] == "xy"[i / 2].ToString()) && (codes[1] == "" || codes[1] == "XY"[i % 2].ToString())).Sum(i => x[i]);
            var shown = cells.Where(_ => random.Next(2) == 0).ToHashSet();
            var release = new SurveyRelease { Round = round, Rules = Rules, Tables = [ItemByCountry], Cells = [.. cells.Select(c => c with { Kind = shown.Contains(c) ? CellKind.Shown : CellKind.Withheld, Low = Of(c.Codes, v), High = Of(c.Codes, v) })] };
            var model = new AttackModel("capacity", [release], Rules);
            using var search = new AttackSearch(model, Solvers);
            var view = new AttackerView(model, 0);
            var fits = (from b in Enumerable.Range(0, 33) from c in Enumerable.Range(0, 33) from d in Enumerable.Range(0, 33) let x = new[] { v[0], b, c, d } where shown.All(s => Of(s.Codes, x) == Of(s.Codes, v)) select x).ToArray();
            for (var i = 1; i < 4; i++)
            {
                var atom = model.Unknowns.Single(u => u.Contributor == $"c{i}").Atom;
                (int, int)[] up = [(atom, 1)], down = [(atom, -1)];
                var (low, high) = (v[i] - search.Reach(view, down, default) * model.Scale, v[i] + search.Reach(view, up, default) * model.Scale);
                Assert.Equal(fits.Min(x => x[i]), low, 1e-6);
                // 32 is where the list of tables ends.
                if (fits.Max(x => x[i]) is var most && most < 32) Assert.Equal(most, high, 1e-6);
                else Assert.True(high > 32);
            }
        });
}
