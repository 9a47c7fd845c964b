using System.Globalization;
using System.Xml;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>Reads filled kits back. They come from outside: bounded in every direction, nothing in them is opened but the sheets, and every trouble is a finding with its cell.</summary>
public static class KitReader
{
    /// <summary>Most bytes of a file: 8 MB.</summary>
    public const int MostBytes = 8 << 20;

    static readonly ReadLimits Limits = new() { Bytes = 64 << 20, CellChars = 1 << 16, Rows = 20_000, Cells = 500_000, Columns = 200, Entries = 200 };

    // What a workbook may bring along and a kit never needs: it would reach out, or run.
    static readonly string[] Active = ["externallinks/", "vbaproject", "connections.xml", "embeddings/", "activex/", "querytables/", "webextensions/"];

    /// <summary>Reads a kit. Null where something is wrong.</summary>
    /// <param name="path">File.</param>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="findings">What was found, added to.</param>
    public static AnswerSheet? Load(string path, Questionnaire questionnaire, ICollection<Finding> findings) =>
        CheckedFile.Open(path, findings, (stream, place) => Read(stream, place, questionnaire, findings));

    /// <summary>Reads a kit from bytes. Null where something is wrong.</summary>
    /// <param name="stream">The bytes; the stream must be able to seek.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="findings">What was found, added to.</param>
    public static AnswerSheet? Read(Stream stream, Place place, Questionnaire questionnaire, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(questionnaire);
        ArgumentNullException.ThrowIfNull(findings);
        var state = new ReadState(place.File ?? "", Limits);
        AnswerSheet? sheet = null;
        try
        {
            if (stream.Length > MostBytes) throw new ReadLimitException("E-SIZE-01", (MostBytes >> 20).ToString(CultureInfo.InvariantCulture));
            using var zip = CheckedZip.Open(stream, state);
            if (zip is not null) sheet = new Kit(zip, questionnaire, state).Read();
        }
        catch (ReadLimitException e)
        {
            state.Error(e.Code, place, e.Values);
        }
        catch (XmlException e)
        {
            state.Error("E-XLSX-07", place, e.LineNumber.ToString(CultureInfo.InvariantCulture), e.LinePosition.ToString(CultureInfo.InvariantCulture));
        }
        catch (InvalidDataException e)
        {
            state.Error("E-XLSX-08", place, CellEscape.Shorten(e.Message));
        }
        foreach (var finding in state.Findings.Sorted()) findings.Add(finding);
        return state.Findings.HasErrors ? null : sheet;
    }

    /// <summary>An entry with its place.</summary>
    readonly record struct Entry(string Text, bool HasFormula, Place Place);

    sealed class Kit(CheckedZip zip, Questionnaire questionnaire, ReadState state)
    {
        readonly Place _file = new(state.Package);
        string _language = "en";

        public AnswerSheet? Read()
        {
            foreach (var part in zip.Names.Where(n => Active.Any(a => n.Contains(a, StringComparison.OrdinalIgnoreCase))).Take(3)) state.Error("E-SURVEY-31", _file, part);
            if (state.Findings.HasErrors) return null;
            var book = XlsxBook.Open(zip, state);
            var head = Rows(book, KitWriter.HeadSheet, 1, [1])?.ToDictionary(r => r.Key, r => r.Value[0].Text, StringComparer.Ordinal);
            if (head is null || !head.TryGetValue("questionnaire", out var fingerprint))
            {
                state.Error("E-SURVEY-30", _file);
                return null;
            }
            if (fingerprint != QuestionnaireFile.Fingerprint(questionnaire) || head.GetValueOrDefault("survey") != questionnaire.Survey)
            {
                state.Error("E-SURVEY-32", _file, head.GetValueOrDefault("survey", ""), head.GetValueOrDefault("version", ""), questionnaire.Survey, questionnaire.Version.ToString(CultureInfo.InvariantCulture));
                return null;
            }
            _language = Texts.Texts.Languages.Contains(head.GetValueOrDefault("language", "")) ? head["language"] : "en";
            var company = Rows(book, head.GetValueOrDefault("company", ""), 50, [KitWriter.EntryColumn]);
            var answers = Rows(book, head.GetValueOrDefault("answers", ""), QuestionnaireFile.MostQuestions + 50, [KitWriter.AnswerColumn, KitWriter.ConsentColumn, KitWriter.AsOfColumn]);
            if (company is null || answers is null)
            {
                state.Error("E-SURVEY-30", _file);
                return null;
            }
            return Sheet(company, answers, fingerprint);
        }

        AnswerSheet? Sheet(Dictionary<string, Entry[]> company, Dictionary<string, Entry[]> answers, string fingerprint)
        {
            Entry Of(string key) => company.TryGetValue(key, out var row) ? row[0] : new("", false, _file with { Column = key });
            string Text(string key, bool isNeeded, int most = 200)
            {
                var entry = Of(key);
                if (!IsPlain(entry)) return "";
                if (isNeeded && entry.Text.Length == 0) state.Error("E-SURVEY-35", entry.Place, Texts.Texts.For(_language)[$"survey.kit.company.{key}"]);
                if (entry.Text.Length > most) state.Error("E-SURVEY-34", entry.Place, CellEscape.Shorten(entry.Text), "≤ " + most.ToString(CultureInfo.InvariantCulture));
                return entry.Text;
            }
            var (respondent, group, country, size) = (Text("respondent", true), Text("group", false), Text("country", true).ToUpperInvariant(), Text("size", false).ToLowerInvariant());
            if (country.Length > 0 && Countries.All.All(c => c.Code != country)) state.Error("E-SURVEY-36", Of("country").Place, country, "DE, FR, NO …");
            if (size.Length > 0 && !KitWriter.Sizes.Contains(size)) state.Error("E-SURVEY-36", Of("size").Place, size, string.Join(", ", KitWriter.Sizes));
            var date = Text("date", true).Length > 0 ? Day(Of("date")) : null;
            var contact = new BusinessContact(Text("contact", false), Text("mail", false));
            var read = new List<SheetAnswer>();
            foreach (var id in answers.Keys.Where(k => questionnaire.Find(k) is null)) state.Error("E-SURVEY-38", answers[id][0].Place, id);
            foreach (var question in questionnaire.Questions)
                if (answers.TryGetValue(question.Id, out var cells) && Answer(question, cells, date) is { } answer) read.Add(answer);
            if (read.Count == 0 && !state.Findings.HasErrors) state.Error("E-SURVEY-41", _file);
            return state.Findings.HasErrors ? null : new()
            {
                Survey = questionnaire.Survey, Questionnaire = fingerprint, Respondent = respondent, Group = group == respondent ? "" : group, Country = country, Size = size, Date = date!.Value, Contact = contact, Answers = read,
            };
        }

        SheetAnswer? Answer(Question question, Entry[] cells, DateOnly? date)
        {
            var (given, consent, day) = (cells[0], cells[1], cells[2]);
            if (given.Text.Length == 0 && !given.HasFormula) return null;
            if (!IsPlain(given) || !IsPlain(consent) || !IsPlain(day)) return null;
            var text = question.Unit == "%" ? given.Text.TrimEnd('%', ' ', '\u00A0') : given.Text;
            // Companies write numbers as their country does; what can be read in two ways is asked back.
            if (question.Kind == QuestionKind.Number && question.Read(text) is null && NumberText.ReadInterval(text, out var plain, out _) == NumberText.Outcome.Read) text = plain;
            if (question.Read(text) is not { } value)
            {
                var sample = question.Kind switch { QuestionKind.Number => question.Example.Length > 0 ? question.Example : "12", QuestionKind.Choice => string.Join(", ", question.Choices.Select(c => c.Text.In(_language))), QuestionKind.Flag => "yes, no", _ => "≤ " + Question.LongestText.ToString(CultureInfo.InvariantCulture) };
                state.Error("E-SURVEY-34", given.Place, CellEscape.Shorten(given.Text), sample);
                return null;
            }
            var allowed = AnswerConsent.Officer;
            if (consent.Text.Length == 0) state.Warn("W-SURVEY-30", given.Place, question.Id);
            else if (Consent(consent.Text) is { } said) allowed = said;
            else state.Error("E-SURVEY-36", consent.Place, CellEscape.Shorten(consent.Text), string.Join("; ", Enum.GetValues<AnswerConsent>().Select(c => KitWriter.ConsentWord(c, _language))));
            var asOf = day.Text.Length > 0 ? Day(day) : date;
            if (asOf > date) state.Error("E-SURVEY-40", day.Place, Dates.Text(asOf.Value), Dates.Text(date.Value));
            return new(question.Id, value, allowed, asOf ?? default);
        }

        static AnswerConsent? Consent(string text)
        {
            foreach (var consent in Enum.GetValues<AnswerConsent>())
                if (text.Equals(AnswerSheetFile.Consents[(int)consent], StringComparison.OrdinalIgnoreCase) || Texts.Texts.Languages.Any(l => text.Equals(KitWriter.ConsentWord(consent, l), StringComparison.OrdinalIgnoreCase))) return consent;
            return null;
        }

        // A value that another cell or file gives may be another one tomorrow.
        bool IsPlain(Entry entry)
        {
            if (entry.HasFormula) state.Error("E-SURVEY-33", entry.Place);
            return !entry.HasFormula;
        }

        DateOnly? Day(Entry entry)
        {
            if (Dates.TryParse(entry.Text, false, out var day) && day.Year is >= 2000 and < 2100) return day;
            if (DateOnly.TryParseExact(entry.Text, ["d.M.yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && (day.Day > 12 || entry.Text.Contains('.', StringComparison.Ordinal)) && day.Year is >= 2000 and < 2100) return day;
            state.Error("E-SURVEY-37", entry.Place, CellEscape.Shorten(entry.Text));
            return null;
        }

        // Rows of a sheet by the id in their first column, with some of their cells; null where there is no such sheet.
        Dictionary<string, Entry[]>? Rows(XlsxBook book, string name, int most, int[] columns)
        {
            if (book.Sheets.Find(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } sheet) return null;
            var found = new Dictionary<string, Entry[]>(StringComparer.Ordinal);
            using var rows = new XlsxRows(book, sheet, Limits);
            while (rows.Next())
            {
                state.CountRow(rows.Cells.Count);
                var id = rows.Cells.Find(c => c.Column == KitWriter.IdColumn).Text?.Trim() ?? "";
                if (rows.Row == 1 || id.Length == 0) continue;
                var place = new Place(state.Package, sheet.Name, rows.Row);
                if (found.Count >= most + 50) throw new ReadLimitException("E-SIZE-02", (most + 50).ToString(CultureInfo.InvariantCulture));
                Entry[] entries = [.. columns.Select(c => EntryAt(rows, c, place with { Column = XlsxRows.Letters(c) }))];
                if (!found.TryAdd(id, entries)) state.Error("E-SURVEY-39", place, id);
            }
            return found;
        }

        Entry EntryAt(XlsxRows rows, int column, Place place)
        {
            foreach (var cell in rows.Cells)
            {
                if (cell.Column != column) continue;
                if (cell.Kind == XlsxKind.Fault && !cell.HasFormula) state.Error("E-XLSX-03", place, CellEscape.Shorten(cell.Text));
                // A spreadsheet shows 12 % and keeps 0.12.
                if (cell.Kind == XlsxKind.Percent && Quantity.TryNumber(cell.Text, out var share)) return new(Quantity.Text((double)((decimal)share * 100)) + "%", cell.HasFormula, place);
                return new(CellEscape.Undo(cell.Text.Trim()), cell.HasFormula, place);
            }
            return new("", false, place);
        }
    }
}
