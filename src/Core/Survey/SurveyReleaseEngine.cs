using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Survey;

/// <summary>What is done where a release does not fit beside earlier ones.</summary>
public enum SurveyBeside
{
    /// <summary>It is planned by itself, and refused where it does not fit.</summary>
    Refuse,
    /// <summary>More is withheld until it fits.</summary>
    Adapt,
}

/// <summary>A release as planned, and whether it may leave.</summary>
/// <param name="Release">Tables with every cell.</param>
/// <param name="History">Releases that it was judged beside, oldest first.</param>
/// <param name="Audit">What an attack on all of them together found.</param>
/// <param name="IsExact">True where no other choice of cells loses less.</param>
public sealed record SurveyProposal(SurveyRelease Release, IReadOnlyList<SurveyRelease> History, SurveyAudit Audit, bool IsExact)
{
    /// <summary>True where it may be released: the attack found nothing. Nothing else makes a release safe.</summary>
    public bool MayLeave => Audit.IsSafe;
}

/// <summary>Plans what of a survey may leave.</summary>
public static class SurveyReleaseEngine
{
    /// <summary>Adds the answers up, withholds cells, and attacks the result beside all earlier releases.</summary>
    /// <param name="round">Round with its answers.</param>
    /// <param name="tables">Tables.</param>
    /// <param name="rules">What must hold.</param>
    /// <param name="history">Earlier releases, oldest first.</param>
    /// <param name="beside">What is done where it does not fit beside them.</param>
    /// <param name="solvers">Makes a solver.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">The round does not fit itself, or a table not the round.</exception>
    /// <exception cref="SurveySizeException">There are too many cells.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rule is out of its range.</exception>
    /// <exception cref="SurveyHistoryException">Answers of an earlier release cannot be compared with these.</exception>
    public static SurveyProposal Run(SurveyRound round, IReadOnlyList<SurveyTable> tables, SurveyRules rules, IReadOnlyList<SurveyRelease> history, SurveyBeside beside, Func<ILinearSolver> solvers, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(solvers);
        rules.ThrowIfInvalid();
        round.ThrowIfInvalid();
        var draft = new SurveyRelease { Round = round, Rules = rules, Tables = tables, Cells = SurveyCells.Of(round, tables, rules) };
        IReadOnlyList<SurveyRelease> looked = beside == SurveyBeside.Adapt ? history : [];
        var (cells, isExact) = (new List<ReleasedCell>(), true);
        foreach (var question in round.Questions.Select(q => q.Id).Order(StringComparer.Ordinal))
        {
            var (planned, exact) = Plan(question, [.. looked, draft], rules, solvers, stop);
            cells.AddRange(planned);
            isExact &= exact;
        }
        var release = draft with { Cells = cells };
        return new(release, history, SurveyAuditEngine.Run([.. history, release], null, solvers, stop: stop), isExact);
    }

    static (IEnumerable<ReleasedCell> Cells, bool IsExact) Plan(string question, SurveyRelease[] releases, SurveyRules rules, Func<ILinearSolver> solvers, CancellationToken stop)
    {
        var model = new AttackModel(question, releases, rules);
        using var search = new AttackSearch(model, solvers);
        var last = releases.Length - 1;
        var suppression = new SurveySuppression(model, search, last, solvers, stop);
        suppression.Run();
        var mine = Enumerable.Range(0, model.Rows.Count).Where(r => model.Rows[r].Release == last).ToArray();
        if (rules.Intervals && suppression.Hopeless is null) Range(model, search, suppression, mine);
        return ([.. mine.Select(r => Cell(model.Rows[r]))], suppression.IsExact);
    }

    // Largest first: the narrowest range of the scales with which everything still holds.
    static void Range(AttackModel model, AttackSearch search, SurveySuppression suppression, int[] mine)
    {
        const Sensitivity Never = Sensitivity.FewContributors | Sensitivity.AllZero;
        foreach (var r in mine.Where(r => model.Rows[r].IsOpen && (model.Rows[r].Cell.Sensitive & Never) == 0).OrderByDescending(r => Math.Abs(model.Rows[r].True)).ThenBy(r => r))
        {
            var row = model.Rows[r];
            var isDone = false;
            foreach (var (low, high) in RangeScale.Of(row.True))
            {
                model.SetRow(row, CellKind.Range, low, high);
                search.Changed(r);
                if (isDone = suppression.IsSafe()) break;
            }
            if (isDone) continue;
            model.SetRow(row, CellKind.Withheld);
            search.Changed(r);
        }
    }

    static ReleasedCell Cell(AttackModel.Row row)
    {
        var kind = row.IsOpen ? CellKind.Withheld : row.IsShown ? CellKind.Shown : CellKind.Range;
        return row.Cell with { Kind = kind, Low = kind == CellKind.Shown ? row.True : row.Low, High = kind == CellKind.Shown ? row.True : row.High };
    }
}

/// <summary>Whether a result that rests on sealed answers may be shown.</summary>
/// <param name="IsShown">True where enough groups stand behind it.</param>
/// <param name="Groups">Independent groups that it rests on; for the officer.</param>
/// <param name="Least">Fewest that were asked for.</param>
public sealed record SurveyFigure(bool IsShown, int Groups, int Least)
{
    /// <summary>Judges a result of an engine (a binding line, its price, a rung of the ladder, a proof, a place on a map) by whose answers it rests on.</summary>
    /// <param name="contributors">Contributors of the sealed answers it rests on, as often as one likes. One that is not in the round counts for none, and the result is withheld.</param>
    /// <param name="round">Round that says which group each is of.</param>
    /// <param name="rules">Rules; only the fewest contributors count.</param>
    /// <returns>Shown where it rests on no sealed answer at all, or on those of enough groups.</returns>
    public static SurveyFigure Of(IEnumerable<string> contributors, SurveyRound round, SurveyRules rules)
    {
        ArgumentNullException.ThrowIfNull(contributors);
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(rules);
        rules.ThrowIfInvalid();
        var groups = round.Contributors.ToDictionary(c => c.Id, c => c.Group, StringComparer.Ordinal);
        string[] named = [.. contributors.Distinct(StringComparer.Ordinal)];
        var counted = named.Where(groups.ContainsKey).Select(c => groups[c]).Distinct(StringComparer.Ordinal).Count();
        return new(named.Length == 0 || (named.All(groups.ContainsKey) && counted >= rules.LeastContributors), counted, rules.LeastContributors);
    }
}
