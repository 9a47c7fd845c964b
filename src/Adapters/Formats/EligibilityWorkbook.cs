using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes self-assessments as one XLSX workbook: rules, evidence, what is missing, changes, figures. Headings and identifiers are those of the
/// JSON in every language; sentences are in the language asked for.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class EligibilityWorkbook
{
    const int MostChars = 32_767;

    /// <summary>Writes the workbook.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="results">One for each pack.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of sentences.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(EligibilitySubject subject, IReadOnlyList<EligibilityResult> results, IReadOnlyList<Finding> findings, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(texts);
        var book = new XlsxWriter();
        var summary = Sheet(book, "summary", ["key", "value"], 40);
        void Fact(string key, string value) => summary.Row([Text(key), Text(value)]);
        Fact("item", subject.Item.Id);
        Fact("contract", subject.Title);
        Fact("basis", subject.Basis);
        Fact("snapshot", identity.SnapshotHash);
        Fact("version", identity.Version);
        foreach (var result in results)
        {
            var words = new EligibilityWords(result.Pack, texts);
            Fact(result.Pack.Name, PackCheck.Word(result.Outcome));
            Fact("statement", words.Statement(result.Outcome));
            Fact("readOn", words.ReadOn);
            Fact("cites", result.Pack.Cites);
        }
        var rules = Sheet(book, "rules", ["pack", "id", "article", "cites", "kind", "outcome", "title", "low", "high", "limit", "denominator", "derogation", "change"], 24);
        var evidence = Sheet(book, "evidence", ["pack", "id", "fact", "value", "place", "sources", "basis", "text"], 24);
        var missing = Sheet(book, "missing", ["pack", "id", "fact", "text"], 24);
        var figures = Sheet(book, "figures", ["pack", "id", "article", "cites", "title", "low", "high", "unit", "source"], 24);
        foreach (var result in results)
        {
            var words = new EligibilityWords(result.Pack, texts);
            foreach (var r in result.Rules)
            {
                var h = r.Rule.Head;
                rules.Row([Text(result.Pack.Name), Text(h.Id), Text(h.Article), Text(h.Cites), Text(r.Rule.Kind == RuleKind.Condition ? "condition" : "evidence"), Text(PackCheck.Word(r.Outcome)), Text(words.Of(h.Title)),
                    Number(r.Measured?.Low), Number(r.Measured?.High), Number(r.Measured?.Limit), Text(r.Rule.Denominator is { } of ? words.Of(of) : ""), Text(r.By is { } by ? $"{by.Article}: {words.Of(by.Title)}" : ""), Text(string.Join(texts["sentence.semicolon"], r.Change.Select(words.Step)))]);
                Uses(result.Pack, h.Id, r.Evidence, r.Missing, words);
            }
            foreach (var f in result.Figures.Where(f => f.Applies))
            {
                var h = f.Figure.Head;
                figures.Row([Text(result.Pack.Name), Text(h.Id), Text(h.Article), Text(h.Cites), Text(words.Of(h.Title)), Number(Math.Max(0, f.Low)), Number(f.High), Text(f.Figure.Unit), Text(h.Source == SourceClass.Found ? "found" : "unconfirmed")]);
                Uses(result.Pack, h.Id, f.Evidence, f.Missing, words);
            }
        }
        var found = Sheet(book, "findings", ["code", "severity", "place", "message"], 24);
        foreach (var f in findings) found.Row([Text(f.Code), Text(f.Severity.ToString().ToLowerInvariant()), Text(texts.Place(f.Place)), Text(texts.Message(f))]);
        book.Save(stream);

        void Uses(Pack pack, string id, IReadOnlyList<FactUse> known, IReadOnlyList<FactUse> open, EligibilityWords words)
        {
            foreach (var u in known) evidence.Row([Text(pack.Name), Text(id), Text(EligibilityWords.Key(u)), Text(u.Value?.ToString()), Text(u.Value?.Origin.Place), Text(string.Join(' ', u.Value?.Origin.Sources ?? [])), Text(u.Value?.Origin.Basis), Text(words.Evidence(u))]);
            foreach (var u in open) missing.Row([Text(pack.Name), Text(id), Text(EligibilityWords.Key(u)), Text(words.Missing(u))]);
        }
    }

    static XlsxWriter.Sheet Sheet(XlsxWriter book, string name, IReadOnlyList<string> heads, double width)
    {
        var sheet = book.Add(name, [.. heads.Select(h => h is "title" or "text" or "change" or "value" or "message" ? 60.0 : Math.Max(11.0, Math.Min(width, h.Length + 8)))], 2);
        sheet.Heading(heads);
        return sheet;
    }

    static (string, bool) Text(string? text)
    {
        var cell = CellEscape.Do(text ?? "");
        return (cell.Length <= MostChars ? cell : cell[..MostChars], false);
    }

    static (string, bool) Number(double? value) => value is not { } number ? ("", false) : double.IsInfinity(number) ? ("unlimited", false) : (number.ToString("G9", CultureInfo.InvariantCulture), true);
}
