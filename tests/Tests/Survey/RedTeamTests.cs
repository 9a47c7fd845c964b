using CsCheck;
using Vauban.Adapters.Solvers;
using Vauban.Core.Solving;
using Vauban.Core.Survey;

namespace Vauban.Tests.Survey;

/// <summary>An attacker who knows his group's answers and all that was released, and solves linear programs. Shares no code with the engine: one unknown per answer, one row per figure.</summary>
public sealed class RedTeamTests
{
    static readonly int Surveys = int.Parse(Environment.GetEnvironmentVariable("VAUBAN_SURVEYS") ?? "1000", System.Globalization.CultureInfo.InvariantCulture);

    // All attackers against all, instead of a draw.
    static readonly bool IsWhole = Environment.GetEnvironmentVariable("VAUBAN_SURVEYS_WHOLE") == "1";

    const double Percent = 0.15, Room = 1e-3, Far = 1e5;

    static bool Covers(SurveyRound round, ReleasedCell cell, SurveyAnswer answer) =>
        cell.Codes.Select((code, b) => code == "" || code == answer.Codes[b] || (round.Breakdowns[b].Parents.TryGetValue(answer.Codes[b], out var parent) && parent == code)).All(x => x);

    static (double Low, double High) Bounds(ILinearSolver solver, IEnumerable<int> unknowns, int count)
    {
        int[] of = [.. unknowns];
        double Solve(bool maximize)
        {
            for (var j = 0; j < count; j++) solver.ChangeCost(j, of.Contains(j) ? 1 : 0);
            solver.ChangeSense(maximize);
            var result = solver.Solve();
            return result.Status == SolveStatus.Optimal ? result.Objective : throw new InvalidOperationException(result.Status.ToString());
        }
        return (Solve(false), Solve(true));
    }

    // One round, one question.
    static LinearModel Known(SurveyRelease release, string attacker)
    {
        var round = release.Round;
        var group = round.Contributors.ToDictionary(c => c.Id, c => c.Group);
        var model = new LinearModel();
        foreach (var a in round.Answers)
            if (group[a.Contributor] == attacker) model.AddColumn(0, a.Value, a.Value);
            else if (a.Value < 0) model.AddColumn(0, -Far, 0);
            else model.AddColumn(0, 0, Far);
        foreach (var cell in release.Cells.Where(c => c.Kind != CellKind.Withheld))
        {
            int[] of = [.. Enumerable.Range(0, round.Answers.Count).Where(j => Covers(round, cell, round.Answers[j]))];
            model.AddRow(cell.Low, cell.High, of, [.. of.Select(_ => 1.0)]);
        }
        return model;
    }

    static (int Shown, int Safe, int Cells) Attack(int seed, bool isSigned, SurveyRules rules)
    {
        var round = SurveyCases.Random(seed, isSigned);
        var proposal = SurveyCases.Plan(round, rules);
        Assert.True(proposal.MayLeave);
        var release = proposal.Release;
        var group = round.Contributors.ToDictionary(c => c.Id, c => c.Group);
        string[] groups = [.. group.Values.Distinct()];
        var random = new Random(seed);
        using var solver = LinearSolvers.Default();
        foreach (var attacker in IsWhole ? groups : [groups[random.Next(groups.Length)]])
        {
            solver.Load(Known(release, attacker));
            var targets = (from cell in release.Cells from victim in groups where victim != attacker select (cell, victim)).ToArray();
            if (!IsWhole) targets = [.. Enumerable.Range(0, 3).Select(_ => targets[random.Next(targets.Length)])];
            foreach (var (cell, victim) in targets)
            {
                int[] of = [.. Enumerable.Range(0, round.Answers.Count).Where(j => group[round.Answers[j].Contributor] == victim && Covers(round, cell, round.Answers[j]))];
                if (of.Length == 0) continue;
                var x = of.Sum(j => round.Answers[j].Value);
                var (low, high) = Bounds(solver, of, round.Answers.Count);
                Assert.True(high >= x + (Percent - Room) * Math.Abs(x), $"seed {seed}: {attacker} knows that {victim} has at most {high} in {string.Join('/', cell.Codes)}, which is {x}");
                Assert.True(low <= x - (Percent - Room) * Math.Abs(x), $"seed {seed}: {attacker} knows that {victim} has at least {low} in {string.Join('/', cell.Codes)}, which is {x}");
            }
        }
        var utility = release.Utility;
        return (utility.Shown, utility.Shown + utility.Secondary, utility.Cells);
    }

    [Fact]
    public void Nobody_narrows_anothers_answer_below_its_protection()
    {
        var (shown, safe, cells) = (0, 0, 0);
        Gen.Int[0, int.MaxValue - 1].Try(Surveys, seed =>
        {
            var found = Attack(seed, seed % 5 == 0, new() { LeastContributors = 3 + seed % 3, Intervals = seed % 4 == 0 });
            (shown, safe, cells) = (shown + found.Shown, safe + found.Safe, cells + found.Cells);
        });
        // Withholding everything would be safe as well.
        Assert.True(shown > 0.45 * safe, $"{shown} shown of {safe} that no rule withholds, of {cells}");
    }
}
