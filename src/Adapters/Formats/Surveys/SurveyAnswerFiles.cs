using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>Where the answers of a round are, and what they are to be called.</summary>
public sealed record SurveyPaths
{
    /// <summary>CSV files of answers: contributor, group (its own where blank), question, unit, value; every other column is a breakdown.</summary>
    public required IReadOnlyList<string> Answers { get; init; }

    /// <summary>CSV file of hierarchies: breakdown, code, parent. Null for none.</summary>
    public string? Hierarchy { get; init; }

    /// <summary>Questions whose answers may be below zero.</summary>
    public IReadOnlyList<string> Signed { get; init; } = [];

    /// <summary>Identifier of the survey.</summary>
    public required string Survey { get; init; }

    /// <summary>Period asked about.</summary>
    public required string Period { get; init; }
}

/// <summary>Reads the officer's plain export of a survey's answers. Every row is read; what is wrong is a finding.</summary>
public static class SurveyAnswerFiles
{
    static readonly string[] Needed = ["contributor", "question", "unit", "value"];

    // Columns that are no breakdown.
    static readonly string[] Known = [.. Needed, "group", "note", "source"];

    static readonly string[] HierarchyColumns = ["breakdown", "code", "parent"];

    /// <summary>Reads a round. Null where something is wrong.</summary>
    /// <param name="paths">Files.</param>
    /// <param name="findings">What was found, added to.</param>
    public static SurveyRound? Load(SurveyPaths paths, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(findings);
        var state = new ReadState(Path.GetFileName(paths.Answers[0]), ReadLimits.Default);
        var reading = new Reading(paths, state);
        foreach (var path in paths.Answers) Read(path, state, reading.Start, reading.Row);
        if (paths.Hierarchy is { } hierarchy) Read(hierarchy, state, reading.HierarchyStart, reading.HierarchyRow);
        var round = reading.Finish();
        foreach (var finding in state.Findings.Sorted()) findings.Add(finding);
        return state.Findings.HasErrors ? null : round;
    }

    // Rows of a file with its heading read first; one that cannot be opened is a finding.
    static void Read(string path, ReadState state, Action<string[], Place> start, Action<string[], Place> row)
    {
        var place = new Place(Path.GetFileName(path));
        var hasHeading = false;
        try
        {
            using var stream = File.OpenRead(path);
            CsvTableReader.ReadRecords(stream, place, state, null, (csv, line) =>
            {
                string[] cells = [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetFieldSpan(i).Trim().ToString())];
                state.CountRow(cells.Length);
                if (hasHeading) row(cells, place with { Row = line });
                else start(cells, place with { Row = line });
                hasHeading = true;
            });
            if (!hasHeading) state.Error("E-SURVEY-01", place, Needed[0], "");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            state.Error("E-FILE-05", place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            state.Error("E-FILE-04", place, e.Message);
        }
        catch (ReadLimitException e)
        {
            state.Error(e.Code, place, e.Values);
        }
    }

    sealed class Reading(SurveyPaths paths, ReadState state)
    {
        readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal), _units = new(StringComparer.Ordinal);
        readonly Dictionary<string, Dictionary<string, string>> _parents = new(StringComparer.Ordinal);
        readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        readonly List<SurveyAnswer> _answers = [];
        string[]? _breakdowns;
        Dictionary<string, int>? _columns;
        int _blank;

        public void Start(string[] heads, Place place)
        {
            string[] names = [.. heads.Select(h => h.ToLowerInvariant())];
            _columns = null;
            if (Missing(Needed, names, heads, place)) return;
            string[] breakdowns = [.. names.Where(n => n.Length > 0 && !Known.Contains(n))];
            if (names.Where(n => n.Length > 0).GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                state.Error("E-SURVEY-02", place, twice.Key);
                return;
            }
            _breakdowns ??= breakdowns;
            if (!breakdowns.Order(StringComparer.Ordinal).SequenceEqual(_breakdowns.Order(StringComparer.Ordinal)))
            {
                state.Error("E-SURVEY-03", place, string.Join(", ", breakdowns), string.Join(", ", _breakdowns));
                return;
            }
            _columns = names.Select((n, i) => (n, i)).Where(c => c.n.Length > 0).ToDictionary(c => c.n, c => c.i, StringComparer.Ordinal);
        }

        public void Row(string[] cells, Place place)
        {
            if (_columns is null) return;
            string Cell(string column) => _columns.TryGetValue(column, out var i) && i < cells.Length ? cells[i] : "";
            var (contributor, question, unit, text) = (Cell("contributor"), Cell("question"), Cell("unit"), Cell("value"));
            // An answer that was not given is no answer.
            if (text.Length == 0)
            {
                _blank++;
                return;
            }
            string[] codes = [.. _breakdowns!.Select(Cell)];
            var blank = contributor.Length == 0 ? "contributor" : question.Length == 0 ? "question" : unit.Length == 0 ? "unit" : _breakdowns!.FirstOrDefault(b => Cell(b).Length == 0);
            if (blank is not null)
            {
                state.Error("E-SURVEY-04", place, blank);
                return;
            }
            if (!Quantity.TryNumber(text, out var value) || !double.IsFinite(value)) state.Error("E-SURVEY-05", place, text);
            else if (value < 0 && !paths.Signed.Contains(question)) state.Error("E-SURVEY-06", place, text, question);
            var group = Cell("group") is { Length: > 0 } owner ? owner : contributor;
            if (_groups.TryAdd(contributor, group) is false && _groups[contributor] != group) state.Error("E-SURVEY-07", place, contributor, group, _groups[contributor]);
            if (_units.TryAdd(question, unit) is false && _units[question] != unit) state.Error("E-SURVEY-08", place, question, unit, _units[question]);
            if (!_seen.Add(string.Join('\u001f', [contributor, question, .. codes]))) state.Error("E-SURVEY-09", place, contributor, question, string.Join(", ", codes));
            _answers.Add(new(contributor, question, codes, value));
        }

        public void HierarchyStart(string[] heads, Place place)
        {
            string[] names = [.. heads.Select(h => h.ToLowerInvariant())];
            _columns = Missing(HierarchyColumns, names, heads, place) ? null : HierarchyColumns.ToDictionary(c => c, c => Array.IndexOf(names, c), StringComparer.Ordinal);
        }

        public void HierarchyRow(string[] cells, Place place)
        {
            if (_columns is null) return;
            string[] row = [.. HierarchyColumns.Select(c => _columns[c] < cells.Length ? cells[_columns[c]] : "")];
            var breakdown = row[0].ToLowerInvariant();
            if (_breakdowns?.Contains(breakdown) == false) state.Error("E-SURVEY-10", place, row[0], string.Join(", ", _breakdowns));
            else if (row[1].Length == 0 || row[2].Length == 0) state.Error("E-SURVEY-04", place, row[1].Length == 0 ? "code" : "parent");
            else if (!_parents.TryGetValue(breakdown, out var parents)) _parents[breakdown] = new(StringComparer.Ordinal) { [row[1]] = row[2] };
            else if (!parents.TryAdd(row[1], row[2]) && parents[row[1]] != row[2]) state.Error("E-SURVEY-11", place, row[1], row[2], parents[row[1]]);
        }

        public SurveyRound? Finish()
        {
            foreach (var (breakdown, parents) in _parents.OrderBy(p => p.Key, StringComparer.Ordinal))
                foreach (var code in parents.Keys.Order(StringComparer.Ordinal))
                    if (IsEndless(parents, code)) state.Error("E-SURVEY-12", new Place(Path.GetFileName(paths.Hierarchy)), code, breakdown);
            // A parent that has answers of its own would stand for two things.
            foreach (var (breakdown, index) in (_breakdowns ?? []).Select((b, i) => (b, i)))
                if (_parents.TryGetValue(breakdown, out var parents) && _answers.FirstOrDefault(a => parents.ContainsValue(a.Codes[index])) is { } answer)
                    state.Error("E-SURVEY-13", new Place(Path.GetFileName(paths.Answers[0])), answer.Codes[index], breakdown);
            if (_answers.Count == 0 && !state.Findings.HasErrors) state.Error("E-SURVEY-14", new Place(Path.GetFileName(paths.Answers[0])));
            if (_blank > 0) state.Note("N-SURVEY-01", new Place(Path.GetFileName(paths.Answers[0])), _blank.ToString(CultureInfo.InvariantCulture));
            if (state.Findings.HasErrors) return null;
            return new()
            {
                Survey = paths.Survey, Period = paths.Period,
                Questions = [.. _units.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => new SurveyQuestion(u.Key, u.Value, paths.Signed.Contains(u.Key)))],
                Breakdowns = [.. _breakdowns!.Select(b => new SurveyBreakdown(b) { Parents = _parents.GetValueOrDefault(b) ?? [] })],
                Contributors = [.. _groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new SurveyContributor(g.Key, g.Value))],
                Answers = _answers,
            };
        }

        static bool IsEndless(Dictionary<string, string> parents, string code)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var at = code; ; at = parents[at])
            {
                if (!seen.Add(at)) return true;
                if (!parents.ContainsKey(at)) return false;
            }
        }

        bool Missing(string[] needed, string[] names, string[] heads, Place place)
        {
            var missing = needed.Where(n => !names.Contains(n)).ToArray();
            foreach (var column in missing) state.Error("E-SURVEY-01", place, column, string.Join(", ", heads));
            return missing.Length > 0;
        }
    }
}
