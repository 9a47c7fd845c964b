using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.Adapters.Formats;

/// <summary>Writes which groups of states meet which instrument's minimum membership as one XLSX workbook; headings and ids are those of the JSON.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class GroupWorkbook
{
    /// <summary>Writes the workbook.</summary>
    /// <param name="result">What the groups come to.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of sentences.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(GroupResult result, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(texts);
        var (book, words) = (new XlsxWriter(), new GroupWords(result, texts));
        Sheet("summary", ["key", "value"], [["statement", texts["procurement.groups.statement"]], ["date", result.Date is { } day ? Dates.Text(day) : ""], ["valueLow", result.Value.IsKnown ? result.Value.Low : double.NaN], ["valueHigh", result.Value.IsKnown ? result.Value.High : double.NaN],
            ["snapshot", identity.SnapshotHash], ["version", identity.Version]]);
        Sheet("ways", ["pack", "rule", "article", "cites", "list", "outcome", "besides", "eligibleGroups", "title", "assumed", "missing", "besidesFacts"], result.Ways.Select(w => (object[])
            [w.Pack.Name, w.Rule.Head.Id, w.Rule.Head.Article, w.Rule.Head.Cites, w.List, PackCheck.Word(w.Outcome), PackCheck.Word(w.Besides), w.Eligible ?? double.NaN, words.Asks(w), words.Assumed(w), words.Missing(w), words.Besides(w)]));
        Sheet("groups", ["pack", "rule", "kind", "number", "pick", "count", "of", "outcome", "missing"],
            from w in result.Ways from kind in new[] { ("smallest", w.Smallest), ("open", w.Open), ("addition", w.Additions) } from p in kind.Item2.Select((p, i) => (Pattern: p, Number: i + 1)) from pick in p.Pattern.Picks.Select((k, i) => (Pick: k, Number: i + 1))
            select (object[])[w.Pack.Name, w.Rule.Head.Id, kind.Item1, p.Number, pick.Number, pick.Pick.Count, string.Join(' ', pick.Pick.Members.Select(m => result.Members[m].Id)), PackCheck.Word(p.Pattern.Outcome), words.Missing(w, p.Pattern)]);
        Sheet("figures", ["pack", "rule", "figure", "article", "low", "high", "unit", "title", "missing"], from w in result.Ways from f in w.Figures
            select (object[])[w.Pack.Name, w.Rule.Head.Id, f.Figure.Head.Id, f.Figure.Head.Article, Math.Max(0, f.Low), f.High, f.Figure.Unit, f.Figure.Head.Title.In(texts.Language), words.FigureMissing(w, f)]);
        Sheet("members", ["id", "name", "country", "given"], result.Members.Select(m => (object[])[m.Id, m.Name, m.Country.ToString(), m.IsGiven ? "yes" : "no"]));
        book.Save(stream);

        void Sheet(string name, string[] heads, IEnumerable<object[]> rows)
        {
            var sheet = book.Add(name, [.. heads.Select(h => h is "title" or "value" or "assumed" or "missing" or "of" or "besidesFacts" ? 50.0 : Math.Max(11.0, h.Length + 3))], 0);
            sheet.Heading(heads);
            foreach (var row in rows) sheet.Row([.. row.Select(Cell)]);
        }
    }

    static (string, bool) Cell(object value) => value switch
    {
        double number => double.IsNaN(number) ? ("", false) : double.IsInfinity(number) ? ("unlimited", false) : (number.ToString("G12", CultureInfo.InvariantCulture), true),
        int count => (count.ToString(CultureInfo.InvariantCulture), true),
        _ => (CellEscape.Do((string)value), false),
    };
}
