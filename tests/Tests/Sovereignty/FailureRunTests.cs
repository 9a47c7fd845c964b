using System.Globalization;
using System.Text;
using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Tests.Model;

namespace Vauban.Tests.Sovereignty;

public sealed class FailureRunTests
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    [Fact]
    public void What_failures_leave_is_what_solving_each_of_them_gives()
    {
        var (holds, fails, partly, solved) = (0, 0, 0, 0);
        for (ulong seed = 1; seed <= 120; seed++)
        {
            var network = Crowded(seed).Network;
            // One memo for perimeters that follow one another, as in an assessment.
            var memo = new ExposureMemo();
            foreach (var perimeter in Perimeter.Defaults.Take(2))
            {
                using var goalCase = new GoalCase(new SupplyTable(network, perimeter), network.Goals, Denial.None, LinearSolvers.Default, "t");
                var level = Readings.Select(r => Math.Min(1, goalCase[r].Solve(Denial.None).Theta)).ToArray();
                var list = FailureList.Of(goalCase[Reading.Central], new SovereigntyOptions().OutageDays);
                var failures = list.Select(f => f.Actor).ToArray();
                var windows = list.Select(f => (Days: f.Days.ToArray(), f.IsKnown)).ToArray();
                var phi = failures.Select(_ => new double[3]).ToArray();
                var run = new FailureRun(goalCase, failures, windows, level, phi, memo, int.MaxValue);
                foreach (var reading in Readings) run.Solve(reading, Enumerable.Range(0, failures.Length), default);
                solved += run.Solved;
                foreach (var reading in Readings)
                {
                    var r = (int)reading;
                    if (level[r] <= 0) continue;
                    using var oracle = new OutputProgram(goalCase.Table, network.Goals, reading, LinearSolvers.Default);
                    for (var i = 0; i < failures.Length; i++)
                    {
                        var expected = Math.Min(level[r], oracle.Solve(Denial.Of(failures[i]), OutputCase.Plain with { WindowDays = windows[i].Days[r], Cap = 1 }).Theta);
                        Assert.True(Math.Abs(expected - phi[i][r]) <= 1e-7, $"seed {seed} {perimeter.Name} {reading} {failures[i].Kind} {failures[i].Index}: solved {expected}, answered {phi[i][r]} of {level[r]}");
                        if (expected < level[r] - OutputProgram.Tolerance) fails++;
                        else holds++;
                        if (expected > 0 && expected < level[r] - OutputProgram.Tolerance) partly++;
                    }
                }
            }
        }
        Assert.True(holds > 2000 && fails > 1000 && partly > 300, $"{holds} failures hold, {fails} do not, {partly} leave a part: too few to test anything.");
        Assert.True(solved < 3 * fails / 4, $"{solved} of {holds + fails} failures were solved, so what is known without a solve is hardly tested.");
    }

    // A random network with more makers of everything, some of them with recipes, links, switching and stocks of their own.
    static TestPackage Crowded(ulong seed)
    {
        var random = new RandomNetworks(seed + 5000);
        var package = new RandomNetworks(seed).Make(true);
        string[] places = ["DE", "FR", "IT", "CN", "US"];
        var lines = package.Network.Lines.Count;
        for (var k = 0; k < 8; k++) package.Line($"m{k}", $"i{random.Below(package.Network.Items.Count)}", random.Below(8) == 0 ? "" : $"{1 + random.Below(20)}", places[random.Below(places.Length)], $"party=p{random.Below(3)} recovery_days={30 + random.Below(200)}");
        var network = package.Network;
        if (seed % 3 == 0)
            package.Add("recipes", $"line=m0 input={Other(network, "m0")} quantity=0.75");
        if (seed % 4 == 0)
            foreach (var recipe in network.Recipes.Where(r => r.Item >= 0 && !network.Items[r.Input].IsShared).Take(1))
                foreach (var supplier in network.LinesOfItem[recipe.Input].ToArray().Take(2))
                    foreach (var customer in network.LinesOfItem[recipe.Item].ToArray().Take(1))
                        package.Add("links", $"supplier={network.Lines[supplier].Id} customer={network.Lines[customer].Id} item={network.Items[recipe.Input].Id} qualified=yes {(seed % 8 == 0 ? "switch_days=40" : "")}");
        if (seed % 5 == 0) package.Add("stocks", $"holder=m1 item={network.Items[network.Lines.First(l => l.Id == "m1").Item].Id} quantity={random.Below(60)}");
        return package;
    }

    static string Other(Network network, string line) => network.Items.First(i => i.Index != network.Lines.First(l => l.Id == line).Item).Id;

    [Fact]
    public void Makers_with_idle_capacity_take_over_and_what_they_cannot_is_what_is_lost()
    {
        // Need 10 of b. With 6 + 6 + 3 idle capacity covers the loss of b3 (3) but not of b1: 9 of 10 are left.
        var network = new TestPackage().Items("a", "b").Line("a1", "a", "20").Line("a2", "a", "20").Recipe("a", "b", "1")
            .Line("b1", "b", "6").Line("b2", "b", "6").Line("b3", "b", "3").Goal("produce", "a", "10").Network;
        Actor[] failures = [.. network.Lines.Select(l => new Actor(ActorKind.Line, l.Index))];
        Assert.Equal([1, 1, 0.9, 0.9, 1], Phi(network, failures, out var solved).Select(p => Math.Round(p, 12)));
        Assert.Equal(0, solved);
    }

    [Fact]
    public void A_link_keeps_idle_makers_from_taking_over()
    {
        // a1 is served by b1 only; b2 may be idle, but it is not qualified.
        var network = new TestPackage().Items("a", "b").Line("a1", "a", "20").Recipe("a", "b", "1").Line("b1", "b", "20").Line("b2", "b", "20")
            .Add("links", "supplier=b1 customer=a1 item=b qualified=yes").Goal("produce", "a", "10").Network;
        Actor[] failures = [.. network.Lines.Where(l => l.Id == "b1").Select(l => new Actor(ActorKind.Line, l.Index))];
        Assert.Equal([0], Phi(network, failures, out _));
    }

    [Fact]
    public void A_maker_that_works_by_another_recipe_is_no_stand_in_where_its_input_is_short()
    {
        // b2 could make all, but of c there is enough for 4.
        var network = new TestPackage().Items("b", "c").Line("b1", "b", "10").Line("b2", "b", "10").Add("recipes", "line=b2 input=c quantity=1").Line("c1", "c", "4").Goal("produce", "b", "10").Network;
        Actor[] failures = [.. network.Lines.Where(l => l.Id == "b1").Select(l => new Actor(ActorKind.Line, l.Index))];
        Assert.Equal([0.4], Phi(network, failures, out _).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void The_number_of_threads_changes_no_digit()
    {
        var failures = 0;
        for (ulong seed = 1; seed <= 12; seed++)
        {
            var network = Crowded(seed).Network;
            var one = Text(SovereigntyEngine.Run(network, new() { Threads = 1 }, LinearSolvers.Default));
            for (var again = 0; again < 2; again++) Assert.Equal(one, Text(SovereigntyEngine.Run(network, new() { Threads = 2 }, LinearSolvers.Default)));
            failures += one.Count(c => c == '\n');
        }
        Assert.True(failures > 200, $"Only {failures} lines were compared.");
    }

    // Round-trip digits: what is shown has fewer.
    static string Text(SovereigntyResult result)
    {
        var text = new StringBuilder();
        foreach (var grid in result.Grids)
            foreach (var row in grid.Rows)
            {
                var (a, b) = (row.Reliance, row.Exposure);
                text.Append(CultureInfo.InvariantCulture, $"{grid.Perimeter.Name} {row.Verb} {a.Verdict} {a.ThetaAll} {a.ThetaIn} {b.Verdict} {b.Phi}\n");
                foreach (var f in b.Failures) text.Append(CultureInfo.InvariantCulture, $"  {f}\n");
                foreach (var v in a.Vetoes.SelectMany(v => v.Sets)) text.Append(CultureInfo.InvariantCulture, $"  {string.Join(' ', v.Actors)} {v.Theta:R}\n");
                foreach (var ask in a.Asks) text.Append(CultureInfo.InvariantCulture, $"  {ask.Address} {ask.Low:R} {ask.High:R}\n");
            }
        return text.ToString();
    }

    static double[] Phi(Network network, Actor[] failures, out int solved)
    {
        using var goalCase = new GoalCase(new SupplyTable(network, Perimeter.Defaults[0]), network.Goals, Denial.None, LinearSolvers.Default, "t");
        var phi = failures.Select(_ => new double[3]).ToArray();
        var run = new FailureRun(goalCase, failures, [.. failures.Select(_ => (new double[] { 30, 30, 30 }, true))], [1, 1, 1], phi, new(), int.MaxValue);
        run.Solve(Reading.Central, Enumerable.Range(0, failures.Length), default);
        solved = run.Solved;
        return [.. phi.Select(p => p[1])];
    }
}
