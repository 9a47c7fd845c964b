using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

/// <summary>Writes what a brief says as a workbook, for those who go on with the figures: verdicts in every perimeter, and of the first one
/// what binds, what would make it Yes and what to ask. Parties and sites go unnamed.</summary>
public static class BriefWorkbook
{
    /// <summary>The workbook. The same input gives the same bytes.</summary>
    /// <param name="result">Assessment.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    public static byte[] Write(SovereigntyResult result, ReportIdentity identity, string language)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var say = new Sentences(result.Network, texts, false);
        var rows = (from grid in result.Grids from row in grid.Rows where row.Goals.Count > 0 select (grid, row)).ToArray();
        // The brief explains the first perimeter of each technology, and the verbs by themselves.
        var explained = rows.Where(r => r.row.Verb != SovereigntyEngine.Together && result.Grids.First(g => g.Technology.Index == r.grid.Technology.Index) == r.grid).ToArray();
        FileCell[] Start((Grid Grid, VerbRow Row) at) => [Text(at.Grid.Technology.Name), Text(at.Grid.Perimeter.Name), Text(say.Verb(at.Row.Verb))];
        string[] start = [texts["column.technology"], texts["report.perimeter"], texts["column.verb"]];
        string inside = texts["column.inside-of-need"], left = texts["workbench.portfolio.left"];
        return TableFile.Workbook(
        [
            new(texts["brief.grid"], [.. start, texts["column.goal"], texts["column.reliance"], $"{inside} ({texts["terminal.reading.pessimistic"]})", $"{inside} ({texts["terminal.reading.central"]})",
                $"{inside} ({texts["terminal.reading.optimistic"]})", texts["workbench.portfolio.with-others"], texts["column.exposure"], left],
                [.. rows.Select(r => (IReadOnlyList<FileCell>)
                [
                    .. Start(r), Text(say.Goals(r.row)), Text(say.Verdict(r.row.Reliance.Verdict)), Number(r.row.Reliance.ThetaIn?.Low), Number(r.row.Reliance.ThetaIn?.Central), Number(r.row.Reliance.ThetaIn?.High),
                    Number(r.row.Reliance.ThetaAll?.Central), Text(say.Verdict(r.row.Exposure.Verdict)), Number(r.row.Exposure.Phi?.Central),
                ])]),
            new(texts["report.ladder"], [.. start, texts["column.bottleneck"]],
                [.. explained.SelectMany(r => r.row.Reliance.Ladder.SelectMany(l => l.Rows), (r, b) => (IReadOnlyList<FileCell>)[.. Start(r), Text(say.Bottleneck(b, r.row))])]),
            new(texts["report.make-yes"], [.. start, texts["report.make-yes"]],
                [.. explained.Select(r => (r, Sentence: say.MakeYes(r.row, ListLimit.Report))).Where(r => r.Sentence.Length > 0).Select(r => (IReadOnlyList<FileCell>)[.. Start(r.r), Text(r.Sentence)])]),
            new(texts["report.asks"], [.. start, texts["report.asks"]],
                [.. explained.SelectMany(r => r.row.Reliance.Asks.OrderByDescending(a => a.Decides), (r, a) => (IReadOnlyList<FileCell>)[.. Start(r), Text(say.Ask(a, r.row))])]),
            new(texts["report.sources"], [texts["column.id"], texts["column.title"], texts["column.publisher"], texts["column.date"], texts["column.reliability"], texts["column.credibility"]],
                [.. ReportAppendix.UsedSources(result).Select(s => (IReadOnlyList<FileCell>)[Text(s.Id), Text(s.Title), Text(s.Publisher), Text(s.Date), Text(s.Reliability), Text(s.Credibility)])]),
            new(texts["report.identity"], [texts["report.identity"], ""],
            [
                [Text(texts["report.snapshot"]), Text(identity.SnapshotHash)], [Text(texts["report.version"]), Text(identity.Version)], [Text(texts["report.solver"]), Text(result.Solver)],
                [Text(texts["column.date"]), Text(result.Date is { } date ? Dates.Text(date) : texts["report.no-date"])], [Text(texts["report.counted"]), Text(texts["report.status." + FieldCatalog.Statuses[result.Options.Status]])],
                [Text(texts["report.marking"]), Text(PageShell.Marking(result))], [Text(texts["report.cite"]), Text(ReportCitation.Of(texts.Format("report.title", ReportWriter.Title(result)), identity))],
            ]),
        ]);
    }

    static FileCell Text(string text) => new(text, false);

    static FileCell Number(double? value) => value is { } number && double.IsFinite(number) ? new(number.ToString("G9", System.Globalization.CultureInfo.InvariantCulture), true) : new("", false);
}
