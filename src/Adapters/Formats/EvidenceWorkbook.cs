using System.Globalization;
using Vauban.Adapters.Formats.Papers;
using Vauban.Adapters.Reports;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.Adapters.Formats;

/// <summary>Writes what papers say about a package as one XLSX workbook; headings and words are those of the JSON.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class EvidenceWorkbook
{
    /// <summary>Writes the workbook.</summary>
    /// <param name="answer">Papers and claims.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of reasons.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(EvidenceAnswer answer, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(texts);
        var book = new XlsxWriter();
        Sheet("claims", ["id", "paper", "text", "form", "page", "about", "technology", "perimeter", "stance", "value", "unit", "status", "reason", "low", "central", "high", "figureUnit", "figureDate", "claimDate", "marking", "note"],
            answer.Results.Select(r => (object[])
            [
                r.Claim.Id, r.Claim.Paper, r.Claim.Text, r.Claim.IsQuote ? "quote" : "paraphrase", r.Claim.Page, r.Claim.About, r.Technology, r.Perimeter.Name, EvidenceWords.Word(r.Claim.Stance), r.Claim.Value, r.Claim.Unit,
                EvidenceWords.Word(r.Status), EvidenceWords.Reason(texts, r.Reason), r.Figure?.Low ?? double.NaN, r.Figure?.Central ?? double.NaN, r.Figure?.High ?? double.NaN, r.Figure?.Unit ?? "",
                r.FigureDate is { } f ? Dates.Text(f) : "", r.ClaimDate is { } c ? Dates.Text(c) : "", r.Claim.Marking, r.Claim.Note,
            ]));
        Sheet("coverage", ["id", "name", "papers", "publishers", "newest", .. Enum.GetValues<ClaimStatus>().Select(EvidenceWords.Word), "verbs", "verbsClaimed", "items", "itemsClaimed"], answer.Coverage.Select(c => (object[])
        [
            c.Technology.Id, c.Technology.Name, c.Papers.Count, c.Publishers, c.Papers.Count > 0 ? c.Papers[0].Date : "", .. Enum.GetValues<ClaimStatus>().Select(s => (object)c.Count(s)), string.Join(' ', c.Verbs), string.Join(' ', c.VerbsClaimed), c.Items, c.ItemsClaimed,
        ]));
        Sheet("papers", ["id", "citation", "title", "authors", "publisher", "kind", "date", "language", "topics", "initiatives", "technologies", "reference", "doi", "url", "marking", "note"], answer.Cited.Select(p => (object[])
        [
            p.Id, Citation.Of(p), p.Title, PaperFiles.Join(p.Authors), p.Publisher, p.Kind, p.Date, p.Language, PaperFiles.Join(p.Topics), PaperFiles.Join(p.Initiatives), PaperFiles.Join(p.Technologies), p.Reference, p.Doi, p.Url, p.Marking, p.Note,
        ]));
        Sheet("identity", ["key", "value"], [["snapshot", identity.SnapshotHash], ["version", identity.Version], ["marking", answer.Marking], ["cite", ReportCitation.Of(texts["evidence.report.title"], identity)]]);
        book.Save(stream);

        void Sheet(string name, string[] heads, IEnumerable<object[]> rows)
        {
            var sheet = book.Add(name, [.. heads.Select(h => h is "text" or "reason" or "note" or "citation" or "title" or "value" ? 50.0 : Math.Max(11.0, h.Length + 3))], 0);
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
