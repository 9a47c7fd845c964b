using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>What a kit is made for.</summary>
public sealed record KitOptions
{
    /// <summary>Language of the kit: en, fr or de.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Id of the company, or empty.</summary>
    public string Respondent { get; init; } = "";

    /// <summary>Items that the company makes, by id; all questions where empty.</summary>
    public IReadOnlyCollection<string> Makes { get; init; } = [];

    /// <summary>What the company answered last, to start from; null for nothing.</summary>
    public AnswerSheet? Last { get; init; }
}

/// <summary>Writes a workbook in which a company answers without a network: with units, examples, drop-downs, checks, and a page that shows what others will see.</summary>
/// <remarks>Same questionnaire and options, same bytes. Nothing in it reaches out: no link, no macro.</remarks>
public static class KitWriter
{
    /// <summary>Sheet by which a kit is known; not seen.</summary>
    internal const string HeadSheet = "x-kit";

    const string ListSheet = "x-lists";

    internal static readonly string[] CompanyRows = ["respondent", "group", "country", "size", "date", "contact", "mail"];

    internal static readonly string[] Sizes = ["micro", "small", "medium", "mid-cap", "large"];

    /// <summary>Columns of the sheet of answers, from 0.</summary>
    internal const int IdColumn = 0, AnswerColumn = 3, ConsentColumn = 5, AsOfColumn = 6;

    /// <summary>Column of the entries on the sheet about the company, from 0.</summary>
    internal const int EntryColumn = 2;

    /// <summary>Writes a kit.</summary>
    public static void Write(Questionnaire questionnaire, KitOptions options, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(questionnaire);
        ArgumentNullException.ThrowIfNull(options);
        new Kit(questionnaire, options).Write(stream);
    }

    /// <summary>A word of consent as the kit of a language says it.</summary>
    internal static string ConsentWord(AnswerConsent consent, string language) => Texts.Texts.For(language)[$"survey.consent.{AnswerSheetFile.Consents[(int)consent]}"];

    sealed class Kit(Questionnaire questionnaire, KitOptions options)
    {
        readonly Texts.Texts _texts = Texts.Texts.For(options.Language);
        readonly Question[] _questions = [.. questionnaire.For(options.Makes)];
        readonly List<string[]> _lists = [];

        string T(string key, params ReadOnlySpan<string> values) => _texts.Format("survey.kit." + key, values);

        public void Write(Stream stream)
        {
            var book = new XlsxWriter();
            Company(book);
            Answers(book);
            Preview(book);
            Head(book);
            Lists(book);
            book.Save(stream);
        }

        // Company: key, what it is, entry, help.
        void Company(XlsxWriter book)
        {
            var sheet = book.Add(T("company"), [14, 44, 34, 80], 0);
            sheet.IsForm = true;
            sheet.Heading(["", questionnaire.Title.In(_texts.Language), T("entry"), T("help")]);
            var row = 1;
            foreach (var key in CompanyRows)
            {
                row++;
                var (text, isDay) = (Known(key), key == "date");
                sheet.Form([new(key), new(T("company." + key)), new(text, isDay ? XlsxFormStyle.Day : XlsxFormStyle.Entry), new(T($"company.{key}.help"))]);
                var range = $"C{row}";
                if (key == "country") Choose(sheet, range, [.. Countries.All.Select(c => c.Code).Order(StringComparer.Ordinal)], T("company.country"), T("company.country.help"));
                if (key == "size") Choose(sheet, range, Sizes, T("company.size"), T("company.size.help"));
                if (isDay) Day(sheet, range, T("company.date.help"));
            }
            foreach (var line in Notices())
            {
                sheet.Form([new(""), new(line)]);
                row++;
            }
        }

        string Known(string key) => key switch
        {
            "respondent" => options.Respondent.Length > 0 ? options.Respondent : options.Last?.Respondent ?? "", "group" => options.Last?.Group ?? "", "country" => options.Last?.Country ?? "", "size" => options.Last?.Size ?? "",
            "contact" => options.Last?.Contact.Name ?? "", "mail" => options.Last?.Contact.Mail ?? "", _ => "",
        };

        IEnumerable<string> Notices()
        {
            static string N(int value) => value.ToString(CultureInfo.InvariantCulture);
            yield return "";
            yield return T("notice.how");
            yield return T("notice.sums", N(questionnaire.LeastContributors));
            yield return T("notice.keep", N(questionnaire.ContactMonths), N(questionnaire.AnswerMonths));
            yield return T("notice.ages", N(questionnaire.Ageing.FreshMonths), questionnaire.Ageing.PercentPerYear.ToString("0.##", CultureInfo.InvariantCulture), N(questionnaire.Ageing.EndMonths));
            if (questionnaire.Officer.Length > 0) yield return T("notice.officer", questionnaire.Officer);
        }

        // Answers: id, question, help, answer, unit, who may see it, day, what is wrong, example.
        void Answers(XlsxWriter book)
        {
            var sheet = book.Add(T("answers"), [12, 58, 44, 22, 12, 30, 13, 34, 12], 0);
            sheet.IsForm = true;
            sheet.Heading(["", T("question"), T("help"), T("answer"), T("unit"), T("consent"), T("as-of"), T("check"), T("example")]);
            string[] consents = [.. Enum.GetValues<AnswerConsent>().Select(c => ConsentWord(c, _texts.Language))];
            var row = 1;
            foreach (var q in _questions)
            {
                row++;
                var last = options.Last?.Find(q.Id);
                var given = last is null ? "" : Shown(q, last.Value);
                var isNumber = q.Kind == QuestionKind.Number && Quantity.TryNumber(given, out _);
                sheet.Form([
                    new(q.Id), new(q.Text.In(_texts.Language)), new(q.Help.In(_texts.Language)), new(given, XlsxFormStyle.Entry, isNumber), new(q.Unit), new(last is null ? "" : consents[(int)last.Consent], XlsxFormStyle.Entry),
                    last is null ? new("", XlsxFormStyle.Day) : new(Serial(last.AsOf), XlsxFormStyle.Day, true), new("", XlsxFormStyle.Remark, false, Remark(q, row)), new(Shown(q, q.Example)),
                ], q.Kind == QuestionKind.Text ? 4 : 2);
                Check(sheet, q, $"D{row}");
                Day(sheet, $"G{row}", T("as-of.help"));
            }
            if (row > 1) Choose(sheet, $"F2:F{row}", consents, T("consent"), T("consent.help"));
        }

        void Check(XlsxWriter.Sheet sheet, Question q, string cell)
        {
            var help = q.Help.In(_texts.Language) is { Length: > 0 } said ? said : T("answer.help");
            switch (q.Kind)
            {
                case QuestionKind.Number:
                    var most = q.Highest is { } highest ? $",{cell}<={Quantity.Text(highest)}" : "";
                    sheet.Check(new(cell, "custom", $"OR(AND(ISNUMBER({cell}),{cell}>=0{most}),ISNUMBER(FIND(\"..\",{cell})))", q.Unit.Length > 0 ? q.Unit : T("answer"), Number(q), help));
                    break;
                case QuestionKind.Choice:
                    Choose(sheet, cell, [.. q.Choices.Select(c => c.Text.In(_texts.Language))], T("answer"), help);
                    break;
                case QuestionKind.Flag:
                    Choose(sheet, cell, [T("yes"), T("no")], T("answer"), help);
                    break;
                default:
                    sheet.Check(new(cell, "textLength", "0", T("answer"), T("check.long", Question.LongestText.ToString(CultureInfo.InvariantCulture)), help, Question.LongestText.ToString(CultureInfo.InvariantCulture)));
                    break;
            }
        }

        string Number(Question q) => q.Highest is { } highest ? T("check.number.most", Quantity.Text(highest)) : T("check.number");

        // Says what is wrong also where a wrong entry was pasted, which no drop-down notices.
        string Remark(Question q, int row)
        {
            var cell = $"D{row}";
            var wrong = q.Kind switch
            {
                QuestionKind.Number => $"IF(ISNUMBER({cell}),IF(OR({cell}<0{(q.Highest is { } most ? $",{cell}>{Quantity.Text(most)}" : "")}),{Said(Number(q))},\"\"),IF(ISNUMBER(FIND(\"..\",{cell})),\"\",{Said(Number(q))}))",
                _ => "\"\"",
            };
            return $"IF({cell}=\"\",\"\",IF(F{row}=\"\",{Said(T("check.consent"))},{wrong}))";
        }

        void Preview(XlsxWriter book)
        {
            var sheet = book.Add(T("preview"), [58, 34, 34, 54], 0);
            sheet.IsForm = true;
            sheet.Heading([T("question"), T("preview.officer"), T("preview.analysts"), T("preview.others")]);
            var (answers, row) = ("'" + T("answers").Replace("'", "''", StringComparison.Ordinal) + "'!", 1);
            foreach (var q in _questions)
            {
                row++;
                var last = options.Last?.Find(q.Id);
                var (cell, consent, unit) = ($"{answers}D{row}", $"{answers}F{row}", q.Unit.Length > 0 ? " " + q.Unit : "");
                var shown = last is null ? "" : Shown(q, last.Value) + unit;
                var value = unit.Length > 0 ? $"{cell}&{Said(unit)}" : cell;
                var (sum, nothing) = (T("preview.sum", questionnaire.LeastContributors.ToString(CultureInfo.InvariantCulture)), T("preview.nothing"));
                var (sums, analysts) = (Said(ConsentWord(AnswerConsent.Sums, _texts.Language)), Said(ConsentWord(AnswerConsent.Analysts, _texts.Language)));
                sheet.Form([
                    new(q.Text.In(_texts.Language)), new(shown, XlsxFormStyle.Plain, false, $"IF({cell}=\"\",\"\",{value})"),
                    new(last is null ? "" : last.Consent == AnswerConsent.Analysts ? shown : nothing, XlsxFormStyle.Plain, false, $"IF({cell}=\"\",\"\",IF({consent}={analysts},{value},{Said(nothing)}))"),
                    new(last is null ? "" : q.IsAdded && last.Consent != AnswerConsent.Officer ? sum : nothing, XlsxFormStyle.Plain, false,
                        q.IsAdded ? $"IF({cell}=\"\",\"\",IF(OR({consent}={sums},{consent}={analysts}),{Said(sum)},{Said(nothing)}))" : $"IF({cell}=\"\",\"\",{Said(nothing)})"),
                ], q.IsAdded ? XlsxWriter.Sheet.LinesOf(sum, 54) : q.Kind == QuestionKind.Text ? 4 : 1);
            }
        }

        void Head(XlsxWriter book)
        {
            var sheet = book.Add(HeadSheet, [20, 70], 0, isHidden: true);
            sheet.Heading(["key", "value"]);
            void Row(string key, string value) => sheet.Row([(key, false), (value, false)]);
            Row("survey", questionnaire.Survey);
            Row("version", questionnaire.Version.ToString(CultureInfo.InvariantCulture));
            Row("questionnaire", QuestionnaireFile.Fingerprint(questionnaire));
            Row("language", _texts.Language);
            Row("company", T("company"));
            Row("answers", T("answers"));
        }

        void Lists(XlsxWriter book)
        {
            var sheet = book.Add(ListSheet, [.. _lists.Select(_ => 24.0)], 0, isHidden: true);
            sheet.Heading([.. _lists.Select((_, i) => (i + 1).ToString(CultureInfo.InvariantCulture))]);
            for (var row = 0; row < _lists.Max(l => l.Length); row++)
                sheet.Row([.. _lists.Select(l => (row < l.Length ? l[row] : "", false))]);
        }

        // Words stand on a sheet of their own: a list inside a check may have 255 characters.
        void Choose(XlsxWriter.Sheet sheet, string range, string[] words, string title, string help)
        {
            var at = _lists.FindIndex(l => l.SequenceEqual(words));
            if (at < 0)
            {
                at = _lists.Count;
                _lists.Add(words);
            }
            var letters = XlsxRows.Letters(at);
            sheet.Check(new(range, "list", $"'{ListSheet}'!${letters}$2:${letters}${words.Length + 1}", title, T("check.list"), help));
        }

        void Day(XlsxWriter.Sheet sheet, string range, string help) => sheet.Check(new(range, "date", Serial(new(2000, 1, 1)), T("as-of"), T("check.day"), help, Serial(new(2100, 1, 1))));

        string Shown(Question q, string value) => q.Kind switch
        {
            QuestionKind.Choice => q.Choices.FirstOrDefault(c => c.Code == value)?.Text.In(_texts.Language) ?? value, QuestionKind.Flag => value == "yes" ? T("yes") : value == "no" ? T("no") : value, _ => value,
        };

        static string Serial(DateOnly day) => (day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture);

        // A text in a formula.
        static string Said(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
