using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Tests.Model;

namespace Vauban.Tests.Sovereignty;

public sealed class VetoOracleTests
{
    static readonly Perimeter Eu = Perimeter.Defaults[0];

    [Fact]
    public void Veto_sets_are_those_that_trying_all_sets_finds()
    {
        var found = 0;
        for (ulong seed = 1; seed <= 120; seed++)
        {
            var network = new RandomNetworks(seed).Make(true, 0).Network;
            var result = SovereigntyEngine.Run(network, new() { Perimeters = [Eu] }, LinearSolvers.Default);
            var cell = result.Grids[0].Rows.Single(r => r.Verb == "produce").Reliance;
            var table = new SupplyTable(network, Eu);
            using var program = new OutputProgram(table, [.. network.Goals.Where(g => g.Verb == "produce")], Reading.Central, LinearSolvers.SecondOpinion);
            foreach (var list in cell.Vetoes)
            {
                var expected = TryAll(table, program, list.Kind, cell.VetoLevel).Select(s => Text(network, s)).Order(StringComparer.Ordinal).ToArray();
                var actual = list.Sets.Select(s => Text(network, s.Actors)).Order(StringComparer.Ordinal).ToArray();
                Assert.Equal(expected, actual);
                found += actual.Length;
            }
        }
        Assert.True(found > 50, $"Only {found} veto sets were seen: the networks test nothing.");
    }

    static string Text(Network network, IEnumerable<Actor> actors) => string.Join(' ', actors.Select(a => a.Id(network)));

    static List<Actor[]> TryAll(SupplyTable table, OutputProgram program, ActorKind kind, double level)
    {
        var actors = table.All.SelectMany(s => table.Actors.Of(s, kind)).Concat(table.Network.Restrictions.SelectMany(r => table.Actors.Of(r, kind)))
            .Where(table.Actors.IsOutside).Distinct().Order().ToArray();
        var found = new List<Actor[]>();
        if (level <= 0) return found;
        for (var size = 0; size <= 3; size++)
            foreach (var set in Subsets(actors, size))
            {
                if (found.Any(f => f.All(set.Contains))) continue;
                if (program.Solve(Denial.Of(set)).RawTheta < level - 1e-6) found.Add(set);
            }
        return found;
    }

    static IEnumerable<Actor[]> Subsets(Actor[] all, int size, int from = 0)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }
        for (var i = from; i < all.Length; i++)
            foreach (var rest in Subsets(all, size - 1, i + 1)) yield return [all[i], .. rest];
    }

    [Fact]
    public void What_would_make_it_yes_does_and_less_of_any_one_thing_does_not()
    {
        var seen = 0;
        for (ulong seed = 200; seed <= 320; seed++)
        {
            var network = new RandomNetworks(seed).Make(false).Network;
            var result = SovereigntyEngine.Run(network, new() { Perimeters = [Eu] }, LinearSolvers.Default);
            foreach (var row in result.Grids[0].Rows)
            {
                if (row.Reliance.MakeYes is not { IsPossible: true } yes || row.Reliance.Verdict is RelianceVerdict.Yes or RelianceVerdict.YesAlone or RelianceVerdict.NoGoal) continue;
                using var program = new OutputProgram(result.Grids[0].Table, row.Goals, yes.Reading, LinearSolvers.SecondOpinion);
                double Theta(double scale) => program.Solve(Denial.Outsiders, new OutputCase
                {
                    NewSupply = yes.Extra.ToDictionary(e => e.Item, e => e.PerMonth * scale),
                    FreeItems = yes.Holdings.ToHashSet(),
                    Granted = yes.Consents.ToHashSet(),
                }).RawTheta;
                Assert.True(Theta(1) >= 1 - 1e-6, $"seed {seed} {row.Verb}: {Theta(1)}");
                if (yes.Extra.Count > 0) Assert.True(Theta(0.9) < 1 - 1e-7, $"seed {seed} {row.Verb}: nine tenths give {Theta(0.9)}");
                seen++;
            }
        }
        Assert.True(seen > 40, $"Only {seen} cases.");
    }
}
