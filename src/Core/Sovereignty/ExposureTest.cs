using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>The exposure cell of one set of goals: one program per single failure over its window (design section 3).</summary>
static class ExposureTest
{
    /// <summary>Up to this many failures all are solved in all readings.</summary>
    const int FullFailures = 600;

    /// <summary>Beyond that, this many failures are listed with all readings.</summary>
    const int ShownFailures = 60;

    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    public static ExposureCell Run(GoalCase goalCase, RelianceCell reliance, SovereigntyOptions options, ExposureMemo memo, CancellationToken stop)
    {
        var theta = reliance.ThetaAll!;
        double[] level = [Math.Min(1, theta.Low), Math.Min(1, theta.Central), Math.Min(1, theta.High)];
        var list = FailureList.Of(goalCase[Reading.Central], options.OutageDays);
        var failures = list.Select(f => f.Actor).ToArray();
        var windows = list.Select(f => (f.Days.ToArray(), f.IsKnown)).ToArray();
        var phi = new double[failures.Length][];
        for (var i = 0; i < failures.Length; i++) phi[i] = [level[0], level[1], level[2]];
        var run = new FailureRun(goalCase, failures, windows, level, phi, memo, options.FailureSolves);
        run.Solve(Reading.Central, Enumerable.Range(0, failures.Length), stop);
        // Large networks: once the worst failures break every reading, the rest is listed by the central reading's count only.
        var failing = Enumerable.Range(0, failures.Length).Where(i => phi[i][1] < level[1] - OutputProgram.Tolerance).OrderBy(i => !Decides(goalCase, failures[i])).ThenBy(i => Rank(phi[i][1])).ThenBy(i => failures[i]).ToArray();
        var worst = failures.Length > FullFailures && failing.Length > ShownFailures ? failing[..ShownFailures] : null;
        Reading[] others = [Reading.Pessimistic, Reading.Optimistic];
        if (worst is not null)
        {
            foreach (var reading in others) run.Solve(reading, worst, stop);
            if (!others.All(r => worst.Any(i => Decides(goalCase, failures[i]) && phi[i][(int)r] < level[(int)r] - OutputProgram.Tolerance))) worst = null;
        }
        if (worst is null)
            foreach (var reading in others) run.Solve(reading, Enumerable.Range(0, failures.Length), stop);
        var left = run.Left;
        var more = 0;
        if (worst is not null)
        {
            more = failing.Length - worst.Length;
            foreach (var i in failing[ShownFailures..]) phi[i] = [level[0], level[1], level[2]];
        }
        var cell = Summarize(goalCase, failures, windows, phi, level, left) with { MoreFailures = more };
        // A row that stands for many makers or sites hides which of them could fail: Holds would claim too much.
        return cell.Verdict == ExposureVerdict.Holds && HasUnnamed(goalCase, level[0], memo, stop) ? cell with { Verdict = ExposureVerdict.Unknown, IsUnnamed = true } : cell;
    }

    static bool HasUnnamed(GoalCase goalCase, double level, ExposureMemo memo, CancellationToken stop)
    {
        var table = goalCase.Table;
        bool IsNamed(Supply s) => s.Line >= 0 && (table.Network.Lines[s.Line].Site >= 0 || table.Control.PartyOf(table.Network.Lines[s.Line]) >= 0);
        var plan = memo.Plans(goalCase, Reading.Pessimistic, stop).LeastOutside(goalCase, Reading.Pessimistic, level, stop);
        if (plan is not null && table.All.Any(s => plan.Output[s.Index] > 0 && s.Inside.Pessimistic && !IsNamed(s))) return true;
        foreach (var item in goalCase[Reading.Pessimistic].Requirements.Items)
            if (table.Network.Items[item].IsShared && !table.OfItem[item].ToArray().Any(s => IsNamed(table.All[s]))) return true;
        return false;
    }

    static bool Decides(GoalCase goalCase, Actor actor) => FailureList.Decides(goalCase.Table, actor);

    // What the goals ask for per month; goals of several items have no unit in common.
    static double Rate(GoalCase goalCase)
    {
        var network = goalCase.Table.Network;
        var made = goalCase.Goals.Where(g => !network.Items[g.Item].IsShared).ToArray();
        return made.Length > 0 && made.All(g => g.Item == made[0].Item) ? made.Sum(g => g.Rate.Need(Reading.Central)) : double.NaN;
    }

    // Digits that come from a solver's path put nothing before anything.
    static double Rank(double phi) => Math.Round(phi, 9);

    static ExposureCell Summarize(GoalCase goalCase, Actor[] failures, (double[] Days, bool IsKnown)[] windows, double[][] phi, double[] level, int left)
    {
        var table = goalCase.Table;
        var rate = Rate(goalCase);
        var rows = new List<Failure>();
        double[] least = [level[0], level[1], level[2]];
        for (var i = 0; i < failures.Length; i++)
        {
            var p = phi[i];
            bool Ok(int r) => p[r] >= level[r] - OutputProgram.Tolerance;
            var holds = new ThreeReadings(Ok(0), Ok(1), Ok(2));
            var decides = Decides(goalCase, failures[i]);
            if (decides)
                for (var r = 0; r < 3; r++) least[r] = Math.Min(least[r], p[r]);
            if (holds is { Pessimistic: true, Central: true, Optimistic: true }) continue;
            var days = windows[i].Days;
            rows.Add(new(failures[i], (days.Min(), days[1], days.Max()), (p.Min(), p[1], p.Max()), holds, Math.Max(0, level[1] - p[1]), Math.Max(0, level[1] - p[1]) * rate * days[1] / Units.DaysPerMonth, windows[i].IsKnown, decides));
        }
        rows = [.. rows.OrderByDescending(f => f.Decides).ThenBy(f => f.Holds.Optimistic).ThenBy(f => f.Holds.Central).ThenBy(f => Rank(f.Phi.Central)).ThenByDescending(f => Rank(f.LostShare) * f.WindowDays.Central).ThenBy(f => f.Actor)];
        var deciding = rows.Where(f => f.Decides).ToArray();
        // Exposed or Holds only where the readings agree. A reading in which nothing can be reached has nothing to lose: it says neither.
        var says = Readings.Where(r => level[(int)r] > 0).Select(r => deciding.Any(f => !f.Holds[r])).ToArray();
        var verdict = says.Length > 0 && says.All(exposed => exposed) ? ExposureVerdict.Exposed
            : says.Length == Readings.Length && left == 0 && says.All(exposed => !exposed) ? ExposureVerdict.Holds : ExposureVerdict.Unknown;
        return new ExposureCell
        {
            Verdict = verdict,
            AsKnownToday = level[1] <= 0 ? ExposureVerdict.Unknown : deciding.Any(f => !f.Holds.Central) ? ExposureVerdict.Exposed : ExposureVerdict.Holds,
            Phi = goalCase.Figure("phi", least, "share of goal"),
            Failures = rows,
            Looked = failures.Length,
            Left = left,
            IsCoverUnknown = deciding.Length > 0 && deciding.Where(f => f.Actor.Kind is ActorKind.Site or ActorKind.Party or ActorKind.Owner).ToArray() is { Length: > 0 } own
                && own.All(f => !f.IsRecoveryKnown),
        };
    }
}
