using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Survey;

/// <summary>Something that one contributing group could know too well.</summary>
/// <param name="Question">Question.</param>
/// <param name="Attacker">Group that attacks, with its own answers and everything released.</param>
/// <param name="Group">Group whose answers it learns; empty where it is what is left of a withheld cell.</param>
/// <param name="Release">Index of the release that has the cell.</param>
/// <param name="Codes">Codes of the cell, or of the narrowest cell that has the answers.</param>
/// <param name="Contributors">Contributors whose answers they are.</param>
/// <param name="IsUpper">True for the upper bound.</param>
/// <param name="Value">The true value, in the question's unit.</param>
/// <param name="Bound">The bound that the attacker finds.</param>
/// <param name="IsOld">True where the releases before the last one alone allow it.</param>
public sealed record SurveyExposure(string Question, string Attacker, string Group, int Release, IReadOnlyList<string> Codes, IReadOnlyList<string> Contributors, bool IsUpper, double Value, double Bound, bool IsOld);

/// <summary>The narrowest interval that anybody finds for any answer of a group.</summary>
/// <param name="Group">Group.</param>
/// <param name="Above">Distance of the nearest upper bound, as a share of the value; infinity where there is no end; not a number where the group's answers are all zero.</param>
/// <param name="Below">Distance of the nearest lower bound, as a share of the value, at most 1 for values above zero.</param>
/// <param name="IsSafe">True where nobody learns too much of the group, of its zeros neither, by what is listed.</param>
public sealed record SurveyNarrowest(string Group, double Above, double Below, bool IsSafe);

/// <summary>What an attack on releases found.</summary>
/// <param name="Exposures">What somebody could know too well; at most a given number, the first per question.</param>
/// <param name="Narrowest">Per group, where asked for; by name.</param>
/// <param name="Checks">Number of bounds looked at: attackers times what they must not know, both ends.</param>
/// <param name="Programs">Number of linear programs solved.</param>
public sealed record SurveyAudit(IReadOnlyList<SurveyExposure> Exposures, IReadOnlyList<SurveyNarrowest> Narrowest, long Checks, int Programs)
{
    /// <summary>True where nobody learns too much.</summary>
    public bool IsSafe => Exposures.Count == 0;
}

/// <summary>Attacks releases: every contributing group, with its own answers, zero as the least value (or the sign, where answers may be below zero), and all releases together.</summary>
/// <remarks>Design, section 8: for every other contributor's value x the best upper bound is at least (1 + p) x and the best lower bound at most (1 - p) x. The values are all sums
/// of one group over a cell of any release, and over the answers that the releases together tell apart. What is left of a withheld cell without the attacker's part must stay as
/// open. A check passes only where other answers are found that agree with everything the attacker knows and reach the bound.</remarks>
public static class SurveyAuditEngine
{
    /// <summary>Attacks all releases together.</summary>
    /// <param name="releases">Releases, oldest first.</param>
    /// <param name="percent">Protection to test for, as a share; what each release promised where null.</param>
    /// <param name="solvers">Makes a solver.</param>
    /// <param name="isMeasured">True to find the narrowest interval per group, not only whether all is safe.</param>
    /// <param name="mostExposures">Most exposures per question to list.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="SurveyHistoryException">Answers of two releases cannot be compared.</exception>
    public static SurveyAudit Run(IReadOnlyList<SurveyRelease> releases, double? percent, Func<ILinearSolver> solvers, bool isMeasured = false, int mostExposures = 20, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(releases);
        ArgumentNullException.ThrowIfNull(solvers);
        if (releases.Count == 0) return new([], [], 0, 0);
        if (percent is { } asked) releases = [.. releases.Select(r => r with { Rules = r.Rules with { Percent = asked } })];
        foreach (var release in releases) release.Rules.ThrowIfInvalid();
        var rules = releases[^1].Rules;
        ThrowIfUnitsDiffer(releases);
        var (exposures, checks, programs) = (new List<SurveyExposure>(), 0L, 0);
        var narrowest = new SortedDictionary<string, SurveyNarrowest>(StringComparer.Ordinal);
        foreach (var question in releases.SelectMany(r => r.Round.Questions.Select(q => q.Id)).Distinct().Order(StringComparer.Ordinal))
        {
            var model = new AttackModel(question, releases, rules);
            using var search = new AttackSearch(model, solvers);
            var all = new AttackChecks(model);
            var found = 0;
            foreach (var view in all.Views)
            {
                foreach (var check in all.Of(view))
                {
                    checks++;
                    if (found >= mostExposures || search.Holds(view, check, out _, stop) || IsOld(model, view, check, solvers, stop)) continue;
                    found++;
                    exposures.Add(Exposure(model, view, check, search, IsKnownBefore(releases.Count - 1, model, view, check, solvers, stop), stop));
                }
            }
            if (isMeasured) Measure(model, all, search, narrowest, stop);
            programs += search.Solves;
        }
        foreach (var group in exposures.Select(e => e.Group).Where(narrowest.ContainsKey).Distinct().ToArray()) narrowest[group] = narrowest[group] with { IsSafe = false };
        return new(exposures, [.. narrowest.Values], checks, programs);
    }

    static void ThrowIfUnitsDiffer(IReadOnlyList<SurveyRelease> releases)
    {
        foreach (var question in releases.SelectMany(r => r.Round.Questions).GroupBy(q => q.Id, StringComparer.Ordinal))
            if (question.Select(q => q.Unit).Distinct().Count() > 1) throw new SurveyHistoryException(question.Key);
    }

    static SurveyExposure Exposure(AttackModel model, AttackerView view, AttackCheck check, AttackSearch search, bool isOld, CancellationToken stop)
    {
        var row = model.Rows[check.Target.Row];
        var (value, reach) = (check.True * model.Scale, search.Reach(view, check.Terms, stop));
        // What is reached counts from the atoms' sums; the bound counts from the target's own value.
        var open = check.Tolerance - check.Need + reach;
        var bound = check.IsUpper ? value + open * model.Scale : value - open * model.Scale;
        return new(model.Question, model.Groups[view.Attacker], check.Target.Owner < 0 ? "" : model.Groups[check.Target.Owner], row.Release, row.Cell.Codes,
            [.. check.Target.Unknowns.Select(u => model.Unknowns[u].Contributor).Distinct().Order(StringComparer.Ordinal)], check.IsUpper, value, bound, isOld);
    }

    /// <summary>True where a check fails by releases older than the one that asks for it, and that is no new knowledge.</summary>
    internal static bool IsOld(AttackModel model, AttackerView view, AttackCheck check, Func<ILinearSolver> solvers, CancellationToken stop) =>
        check.Target.MayBeOld && IsKnownBefore(check.Target.Release, model, view, check, solvers, stop);

    static bool IsKnownBefore(int release, AttackModel model, AttackerView view, AttackCheck check, Func<ILinearSolver> solvers, CancellationToken stop)
    {
        if (release <= 0) return false;
        var later = model.Rows.Where(r => r.Release >= release && !r.IsOpen).Select(r => (Row: r, r.Down, r.Up)).ToArray();
        foreach (var (row, _, _) in later) (row.Down, row.Up) = (double.NegativeInfinity, double.PositiveInfinity);
        using var search = new AttackSearch(model, solvers);
        var isKnown = !search.Holds(view, check, out _, stop);
        foreach (var (row, down, up) in later) (row.Down, row.Up) = (down, up);
        return isKnown;
    }

    // Per group the nearest bound: the nearest that could be comes first, and the search ends where none can be nearer than what was found.
    static void Measure(AttackModel model, AttackChecks all, AttackSearch search, SortedDictionary<string, SurveyNarrowest> narrowest, CancellationToken stop)
    {
        var bounds = all.Views.SelectMany(view => all.Of(view, all: true).Where(c => c.Target.Owner >= 0 && c.True != 0)
            .Select(check => (View: view, Check: check, Least: (check.Tolerance - check.Need) / Math.Abs(check.True)))).ToArray();
        foreach (var group in bounds.GroupBy(b => b.Check.Target.Owner).OrderBy(g => g.Key))
        {
            var name = model.Groups[group.Key];
            var known = narrowest.GetValueOrDefault(name) ?? new(name, double.NaN, double.NaN, true);
            var above = Nearest(group.Where(b => b.Check.IsUpper), known.Above);
            var below = Nearest(group.Where(b => !b.Check.IsUpper), known.Below);
            narrowest[name] = known with { Above = above, Below = below };
        }

        double Nearest(IEnumerable<(AttackerView View, AttackCheck Check, double Least)> some, double known)
        {
            var best = double.IsNaN(known) ? double.PositiveInfinity : known;
            foreach (var (view, check, least) in some.OrderBy(b => b.Least))
            {
                if (least >= best) break;
                best = Math.Min(best, least + search.Reach(view, check.Terms, stop) / Math.Abs(check.True));
            }
            return best;
        }
    }
}
