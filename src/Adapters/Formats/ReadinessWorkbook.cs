using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats;

/// <summary>Writes the measures of Regulation (EU) 2025/2643 Article 85(2) as one XLSX workbook; headings and ids are those of the JSON.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class ReadinessWorkbook
{
    /// <summary>Writes the workbook.</summary>
    /// <param name="result">Measures of a year.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of sentences.</param>
    /// <param name="stream">Where it goes.</param>
    /// <param name="namesContracts">True to list single contracts.</param>
    public static void Write(ReadinessResult result, ReportIdentity identity, Texts.Texts texts, Stream stream, bool namesContracts)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(texts);
        var (book, words) = (new XlsxWriter(), new ReadinessWords(result, texts));
        Sheet("summary", ["key", "value"], [["statement", words.Statement], ["cites", words.Cites], ["year", result.Year], ["perimeter", result.Perimeter.Name], ["denominator", words.Denominator], ["outside", result.Outside], ["undated", result.Undated],
            ["snapshot", identity.SnapshotHash], ["version", identity.Version]]);
        Sheet("shares", ["measure", "title", "low", "high", "known", "knownContracts", "counted", "of", "denominator"], result.Shares.Select(s => (object[])
            [ReadinessWords.Word(s.Measure), words.Measure(s.Measure), s.Low, s.High, s.Known, s.KnownContracts, s.Counted, s.Of, words.Denominator]));
        if (namesContracts)
            Sheet("contracts", ["id", "date", "valueLow", "valueHigh", .. Enum.GetValues<ReadinessMeasure>().Select(ReadinessWords.Word)], result.Contracts.Select(c => (object[])
                [c.Id, Dates.Text(c.Date), c.Value.IsKnown ? c.Value.Low : double.NaN, c.Value.IsKnown ? c.Value.High : double.NaN, .. Enum.GetValues<ReadinessMeasure>().Select(m => c.Answers[m] switch { true => "yes", false => "no", _ => "" })]));
        book.Save(stream);

        void Sheet(string name, string[] heads, IEnumerable<object[]> rows)
        {
            var sheet = book.Add(name, [.. heads.Select(h => h is "title" or "value" or "denominator" ? 60.0 : Math.Max(13.0, h.Length + 3))], 0);
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
