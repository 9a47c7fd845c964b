using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>A cell of a release, as the file that leaves gives it.</summary>
/// <param name="Question">Question.</param>
/// <param name="Codes">Code by breakdown; a breakdown that is not there stands for all.</param>
/// <param name="Low">Least that the sum of those who answered can be.</param>
/// <param name="Unit">Unit.</param>
public sealed record ReleasedSum(string Question, IReadOnlyDictionary<string, string> Codes, double Low, string Unit);

/// <summary>Settings for turning answers into rows.</summary>
public sealed record SurveyPackageOptions
{
    /// <summary>Day for which answers are aged.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Area that the sum of all countries is for, or empty: without it such sums are left out.</summary>
    public string Area { get; init; } = "";

    /// <summary>Why answers of single companies were opened; stands beside the source.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Reliability of the survey as a source, A to F. Default C.</summary>
    public string Reliability { get; init; } = "C";
}

/// <summary>Turns what companies answered, and what was released, into rows of a package with basis "declared", to be merged with a package by the machinery that merges contributors.</summary>
/// <remarks>Answers become rows only where the company allowed cleared analysts to read them, and carry the strictest marking. A sum says what those who answered have
/// at least, so it becomes a total that is open above.</remarks>
public sealed class SurveyPackage
{
    const string Confidential = "company-confidential";

    readonly Questionnaire _questionnaire;
    readonly Network _network;
    readonly SurveyPackageOptions _options;
    readonly ICollection<Finding> _findings;
    readonly SortedDictionary<(string Table, string Key), string[]> _rows = new(Comparer<(string Table, string Key)>.Create((a, b) => string.CompareOrdinal(a.Table, b.Table) is var c && c != 0 ? c : string.CompareOrdinal(a.Key, b.Key)));

    SurveyPackage(Questionnaire questionnaire, Network network, SurveyPackageOptions options, ICollection<Finding> findings) => (_questionnaire, _network, _options, _findings) = (questionnaire, network, options, findings);

    /// <summary>Makes the rows.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="book">Answers; empty for none.</param>
    /// <param name="sums">Released sums; empty for none.</param>
    /// <param name="network">Network that they are to be merged with: it says which line of a company an answer is about.</param>
    /// <param name="options">Settings.</param>
    /// <param name="findings">What could not become a row, added to.</param>
    public static Package Of(Questionnaire questionnaire, IEnumerable<AnswerSheet> book, IEnumerable<ReleasedSum> sums, Network network, SurveyPackageOptions options, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(questionnaire);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(sums);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(findings);
        var me = new SurveyPackage(questionnaire, network, options, findings);
        foreach (var sheet in AnswerBook.Latest(book, questionnaire.Survey)) me.Answers(sheet);
        foreach (var sum in sums) me.Sum(sum);
        return new(new("survey-" + questionnaire.Survey, "", null), me._rows.GroupBy(r => r.Key.Table).Select(t => new Table(FieldCatalog.Table(t.Key), [.. t.Select(r => new Row(r.Value, new Place(t.Key, Id: r.Key.Key)))])));
    }

    string AnswerSource => "survey-" + _questionnaire.Survey;

    string SumSource => $"survey-{_questionnaire.Survey}-sums";

    void Answers(AnswerSheet sheet)
    {
        var given = sheet.Answers.Where(a => a.Consent == AnswerConsent.Analysts).Select(a => (Question: _questionnaire.Find(a.Question), Answer: a)).Where(a => a.Question?.Target is not null).ToArray();
        foreach (var stage in given.GroupBy(a => a.Question!.Stage).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var lines = _network.Lines.Where(l => stage.Key.Length > 0 && _network.Items[l.Item].Id == stage.Key && PartyOf(l) == sheet.Respondent).ToArray();
            if (lines.Length > 1)
            {
                // Which of several lines a figure of the company speaks of is not known; a guess would be a wrong figure.
                _findings.Add(new("W-SURVEY-40", Severity.Warning, new Place(Id: sheet.Respondent), sheet.Respondent, stage.Key, string.Join(", ", lines.Select(l => l.Id))));
                continue;
            }
            if (stage.Key.Length > 0 && !_network.Items.Any(i => i.Id == stage.Key))
            {
                _findings.Add(new("W-SURVEY-41", Severity.Warning, new Place(Id: sheet.Respondent), stage.Key));
                continue;
            }
            foreach (var (question, answer) in stage) Answer(sheet, question!, answer, stage.Key, lines.Length == 1 ? lines[0].Id : $"{sheet.Respondent}-{stage.Key}", isNew: lines.Length == 0);
        }
    }

    string PartyOf(Line line)
    {
        var party = line.Party >= 0 ? line.Party : line.Site >= 0 ? _network.Sites[line.Site].Party : -1;
        return party >= 0 ? _network.Parties[party].Id : "";
    }

    void Answer(AnswerSheet sheet, Question question, SheetAnswer answer, string stage, string line, bool isNew)
    {
        var target = question.Target!;
        var now = AnswerBook.Age(question, answer, _questionnaire.Ageing, _options.Day);
        if (now.IsOver) return;
        var value = question.Kind == QuestionKind.Number ? now.Value.ToString() : answer.Value;
        switch (target.Table)
        {
            case "parties":
                if (!CountrySet.TryParse(value, out var set, out _) || set.IsEmpty) _findings.Add(new("W-SURVEY-42", Severity.Warning, new Place(Id: sheet.Respondent), question.Id, value));
                else Set(Party(sheet), "parties", target.Field, value, now);
                return;
            case "lines":
                Set(LineOf(sheet, stage, line, isNew), "lines", target.Field, value, now, question.Unit);
                return;
            case "expansions":
                LineOf(sheet, stage, line, isNew);
                var grown = Cells("expansions", line + "-growth", AnswerSource, Confidential);
                Put("expansions", grown, "id", line + "-growth");
                Put("expansions", grown, "line", line);
                Set(grown, "expansions", target.Field, value, now, question.Unit);
                return;
            case "stocks":
                LineOf(sheet, stage, line, isNew);
                var stock = Cells("stocks", $"{line}|{target.Item}", AnswerSource, Confidential);
                Put("stocks", stock, "holder", line);
                Put("stocks", stock, "item", target.Item);
                Set(stock, "stocks", target.Field, value, now);
                return;
            default:
                // A recipe of its own replaces that of the item whole, so a single input cannot become a row.
                _findings.Add(new("N-SURVEY-40", Severity.Note, new Place(Id: sheet.Respondent), sheet.Respondent, question.Id));
                return;
        }
    }

    string[] Party(AnswerSheet sheet)
    {
        var row = Cells("parties", sheet.Respondent, AnswerSource, Confidential);
        Put("parties", row, "id", sheet.Respondent);
        if (_network.Parties.Any(p => p.Id == sheet.Respondent)) return row;
        Put("parties", row, "kind", "company");
        Put("parties", row, "country", sheet.Country);
        return row;
    }

    string[] LineOf(AnswerSheet sheet, string item, string line, bool isNew)
    {
        var row = Cells("lines", line, AnswerSource, Confidential);
        Put("lines", row, "id", line);
        Put("lines", row, "item", item);
        if (!isNew) return row;
        Party(sheet);
        Put("lines", row, "party", sheet.Respondent);
        Put("lines", row, "country", sheet.Country);
        return row;
    }

    void Sum(ReleasedSum sum)
    {
        if (_questionnaire.Find(sum.Question)?.Target is not { Table: "lines", Field: "capacity" } target || !_network.Items.Any(i => i.Id == target.Item)) return;
        // Sums over sizes and other breakdowns are parts of these and would count twice.
        if (sum.Codes.Keys.Any(k => k != "country")) return;
        var area = sum.Codes.GetValueOrDefault("country", _options.Area);
        if (area.Length == 0) return;
        if (!CountrySet.TryParse(area, out var set, out _) || set.IsEmpty)
        {
            _findings.Add(new("W-SURVEY-42", Severity.Warning, new Place(Id: sum.Question), sum.Question, area));
            return;
        }
        var day = Dates.Text(_options.Day);
        var row = Cells("totals", $"{target.Item}|{area}|{day}|", SumSource, "");
        foreach (var (field, value) in new[] { ("item", target.Item), ("area", area), ("date", day), ("capacity_unit", sum.Unit), ("capacity", Quantity.Text(sum.Low) + "..") }) Put("totals", row, field, value);
    }

    string[] Cells(string table, string key, string source, string marking)
    {
        if (_rows.TryGetValue((table, key), out var row)) return row;
        row = new string[FieldCatalog.Table(table).Fields.Count];
        Array.Fill(row, "");
        Put(table, row, "source", source);
        Put(table, row, "basis", "declared");
        Put(table, row, "marking", marking);
        _rows[(table, key)] = row;
        if (_rows.ContainsKey(("sources", source))) return row;
        var about = new string[FieldCatalog.Table("sources").Fields.Count];
        Array.Fill(about, "");
        foreach (var (field, value) in new[] { ("id", source), ("title", _questionnaire.Title.In("en")), ("publisher", _questionnaire.Officer), ("date", Dates.Text(_options.Day)), ("url", $"survey:{_questionnaire.Survey}/{_questionnaire.Version.ToString(CultureInfo.InvariantCulture)}/{_questionnaire.LeastContributors.ToString(CultureInfo.InvariantCulture)}{(marking.Length > 0 ? "" : "/released")}"), ("reliability", _options.Reliability), ("credibility", "3"), ("marking", marking), ("note", marking.Length > 0 ? _options.Reason : "") })
            Put("sources", about, field, value);
        _rows[("sources", source)] = about;
        return row;
    }

    void Set(string[] row, string table, string field, string value, AgedAnswer now, string unit = "")
    {
        var spec = FieldCatalog.Table(table);
        row[spec.IndexOf(field)] = value;
        if (spec.Find(field + "_unit") is >= 0 and var u && unit.Length > 0) row[u] = unit;
        if (now.IsAged) Put(table, row, "basis", "estimated");
    }

    static void Put(string table, string[] row, string field, string value) => row[FieldCatalog.Table(table).IndexOf(field)] = value;
}
