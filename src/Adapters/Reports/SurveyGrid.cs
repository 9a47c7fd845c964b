using Vauban.Core.Survey;

namespace Vauban.Adapters.Reports;

/// <summary>One released table of one question as rows and columns: the last breakdown stands across, the others down.</summary>
/// <param name="Question">Question.</param>
/// <param name="Breakdowns">Names of all breakdowns of the table.</param>
/// <param name="Down">Names of the breakdowns that stand down.</param>
/// <param name="Columns">Codes across, the total first and empty; a table without breakdowns has the total alone.</param>
/// <param name="Rows">Codes down, and a cell per column; null where nothing is shown, be it withheld or empty.</param>
/// <param name="Left">Rows that show nothing and are left out.</param>
public sealed record SurveyGrid(SurveyQuestion Question, IReadOnlyList<string> Breakdowns, IReadOnlyList<string> Down, IReadOnlyList<string> Columns, IReadOnlyList<(IReadOnlyList<string> Codes, IReadOnlyList<ReleasedCell?> Cells)> Rows, int Left)
{
    // Rows up to which those that show nothing are listed too.
    const int MostRows = 200;

    /// <summary>The grids of a release, by table, then by question. A withheld cell and one that nobody is in look the same.</summary>
    public static IReadOnlyList<SurveyGrid> Of(SurveyRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        var shown = release.Cells.Where(c => c.Kind != CellKind.Withheld).ToDictionary(c => $"{c.Question}\u001e{string.Join('\u001f', c.Codes)}", StringComparer.Ordinal);
        var grids = new List<SurveyGrid>();
        foreach (var table in release.Tables)
            foreach (var question in release.Round.Questions.Where(q => table.Questions.Count == 0 || table.Questions.Contains(q.Id)))
                grids.Add(Of(release.Round, table, question, shown));
        return grids;
    }

    static SurveyGrid Of(SurveyRound round, SurveyTable table, SurveyQuestion question, Dictionary<string, ReleasedCell> shown)
    {
        int[] axes = [.. table.Breakdowns.Select(n => round.Breakdowns.ToList().FindIndex(b => b.Name == n))];
        ReleasedCell? At(IEnumerable<(int Axis, string Code)> codes)
        {
            var key = new string[round.Breakdowns.Count];
            Array.Fill(key, "");
            foreach (var (axis, code) in codes) key[axis] = code;
            return shown.GetValueOrDefault($"{question.Id}\u001e{string.Join('\u001f', key)}");
        }
        IReadOnlyList<string> columns = axes.Length == 0 ? [""] : Codes(round, question, axes[^1]);
        IEnumerable<string[]> down = [[]];
        foreach (var axis in axes.SkipLast(1)) down = [.. down.SelectMany(start => Codes(round, question, axis).Select(c => (string[])[.. start, c]))];
        var rows = down.Select(d => ((IReadOnlyList<string>)d, (IReadOnlyList<ReleasedCell?>)[.. columns.Select(c => At([.. d.Select((code, i) => (axes[i], code)), .. axes.Length == 0 ? [] : new[] { (axes[^1], c) }]))])).ToArray();
        var kept = rows.Length <= MostRows ? rows : [.. rows.Where(r => r.Item2.Any(c => c is not null))];
        return new(question, table.Breakdowns, [.. table.Breakdowns.SkipLast(1)], columns, kept, rows.Length - kept.Length);
    }

    /// <summary>The total, then every code below its parent.</summary>
    static IReadOnlyList<string> Codes(SurveyRound round, SurveyQuestion question, int axis)
    {
        var breakdown = round.Breakdowns[axis];
        var all = round.Answers.Where(a => a.Question == question.Id).SelectMany(a => breakdown.Chain(a.Codes[axis])).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal).ToArray();
        IEnumerable<string> Below(string? parent) => all.Where(c => breakdown.Parents.GetValueOrDefault(c) == parent).SelectMany(c => Below(c).Prepend(c));
        return ["", .. Below(null)];
    }
}
