using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>Writes what of a survey leaves as one XLSX workbook: the cells that are shown or given as a range, and the rules. No reasons, no names.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class SurveyWorkbook
{
    /// <summary>Sheets, in order.</summary>
    public static IReadOnlyList<string> Sheets { get; } = ["cells", "rules"];

    /// <summary>Writes the workbook.</summary>
    /// <param name="release">Release.</param>
    /// <param name="identity">Who stands behind it.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(SurveyRelease release, SurveyIdentity identity, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(stream);
        var units = release.Round.Questions.ToDictionary(q => q.Id, q => q.Unit, StringComparer.Ordinal);
        var book = new XlsxWriter();
        Sheet(Sheets[0], ["question", "unit", .. release.Round.Breakdowns.Select(b => b.Name), "value", "from", "to", "contributors"], release.Cells.Where(c => c.Kind != CellKind.Withheld).Select(c => (object[])
            [c.Question, units[c.Question], .. c.Codes, c.Kind == CellKind.Shown ? c.Low : double.NaN, c.Kind == CellKind.Range ? c.Low : double.NaN, c.Kind == CellKind.Range ? c.High : double.NaN, c.Contributors]));
        var rules = release.Rules;
        Sheet(Sheets[1], ["rule", "value"],
        [
            ["survey", release.Round.Survey], ["period", release.Round.Period], ["status", identity.IsApproved ? "approved" : "draft"], ["date", identity.Date], ["leastContributors", rules.LeastContributors], ["percent", rules.Percent],
            ["largest", rules.Largest], ["dominance", rules.Dominance], ["steady", rules.Steady], ["cells", release.Utility.Cells], ["shown", release.Utility.Shown], ["fingerprint", identity.Fingerprint], ["version", identity.Version],
        ]);
        book.Save(stream);

        void Sheet(string name, string[] heads, IEnumerable<object[]> rows)
        {
            var sheet = book.Add(name, [.. heads.Select(h => Math.Max(14.0, h.Length + 3))], 0);
            sheet.Heading([.. heads.Select(CellEscape.Do)]);
            foreach (var row in rows) sheet.Row([.. row.Select(Cell)]);
        }
    }

    static (string, bool) Cell(object value) => value switch
    {
        double number => double.IsNaN(number) ? ("", false) : (number.ToString("G9", CultureInfo.InvariantCulture) is "-0" ? "0" : number.ToString("G9", CultureInfo.InvariantCulture), true),
        int count => (count.ToString(CultureInfo.InvariantCulture), true),
        _ => (CellEscape.Do((string)value), false),
    };
}
