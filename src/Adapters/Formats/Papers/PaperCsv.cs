using System.Text;
using Sylvan.Data.Csv;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>Papers and claims as CSV, a row each; lists within a cell stand between semicolons.</summary>
static class PaperCsv
{
    public static readonly string[] PaperHeads = ["id", "title", "authors", "publisher", "kind", "date", "language", "topics", "initiatives", "technologies", "reference", "doi", "url", "marking", "note"];

    static readonly string[] ClaimHeads = ["id", "paper", "text", "form", "page", "date", "package", "about", "perimeter", "stance", "value", "unit", "marking", "note"];

    public static void Read(string file, string text, PaperList list) => Rows(file, text, PaperHeads, list.Say, (cell, place) =>
    {
        var draft = new PaperDraft(place) { Id = cell("id"), Title = cell("title"), Publisher = cell("publisher"), Kind = cell("kind"), Date = cell("date"), Language = cell("language"), Reference = cell("reference"), Doi = cell("doi"), Url = cell("url"), Marking = cell("marking"), Note = cell("note") };
        draft.Authors.Add(cell("authors"));
        draft.Topics.Add(cell("topics"));
        draft.Initiatives.Add(cell("initiatives"));
        draft.Technologies.Add(cell("technologies"));
        list.Add(draft);
        return !list.IsFull;
    });

    public static string Write(IEnumerable<Paper> papers) => Lines(PaperHeads, papers.Select(p => (string[])
    [
        p.Id, p.Title, PaperFiles.Join(p.Authors), p.Publisher, p.Kind, p.Date, p.Language, PaperFiles.Join(p.Topics), PaperFiles.Join(p.Initiatives), PaperFiles.Join(p.Technologies), p.Reference, p.Doi, p.Url, p.Marking, p.Note,
    ]));

    /// <summary>Reads claims; those with errors are left out.</summary>
    public static IReadOnlyList<Claim> ReadClaims(string file, string text, ICollection<Finding> findings)
    {
        var claims = new List<Claim>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        void Say(string code, Severity severity, Place place, params string[] values) => findings.Add(new(code, severity, place, [.. values.Select(CellEscape.Shorten)]));
        Rows(file, text, ClaimHeads, Say, (cell, place) =>
        {
            if (!Enum.TryParse<Stance>(cell("stance") is { Length: > 0 } s ? s : "supports", true, out var stance) || !Enum.IsDefined(stance) || cell("stance") is [>= '0' and <= '9', ..] or ['-', ..])
            {
                Say("E-CLAIM-06", Severity.Error, place, cell("stance"));
                return true;
            }
            var claim = new Claim(cell("id"), cell("paper"), PaperCheck.Plain(cell("text")), cell("about"))
            {
                IsQuote = cell("form") == "quote", Page = cell("page"), Date = cell("date"), Package = cell("package"), Perimeter = cell("perimeter"), Stance = stance, Value = cell("value"), Unit = cell("unit"),
                Marking = cell("marking") is { Length: > 0 } marking ? marking : FieldCatalog.Markings[0], Note = PaperCheck.Plain(cell("note")),
            };
            if (!claim.Check(place, findings)) return true;
            if (ids.Add(claim.Id)) claims.Add(claim);
            else Say("E-CLAIM-07", Severity.Error, place, claim.Id);
            return claims.Count < PaperFiles.MostPapers;
        });
        return claims;
    }

    public static string WriteClaims(IEnumerable<Claim> claims) => Lines(ClaimHeads, claims.Select(c => (string[])
    [
        c.Id, c.Paper, c.Text, c.IsQuote ? "quote" : "paraphrase", c.Page, c.Date, c.Package, c.About, c.Perimeter, c.Stance.ToString().ToLowerInvariant(), c.Value, c.Unit, c.Marking, c.Note,
    ]));

    static string Lines(string[] heads, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder().AppendJoin(',', heads).Append('\n');
        foreach (var row in rows) text.AppendJoin(',', row.Select(c => CsvTableWriter.Quoted(CellEscape.Do(c)))).Append('\n');
        return text.ToString();
    }

    static void Rows(string file, string text, string[] known, Action<string, Severity, Place, string[]> say, Func<Func<string, string>, Place, bool> take)
    {
        try
        {
            using var csv = CsvDataReader.Create(new StringReader(text), new() { HasHeaders = false, BufferSize = 1 << 16, MaxBufferSize = 1 << 24 });
            var row = 1;
            if (!csv.Read() && csv.RowFieldCount == 0) return;
            string[] heads = [.. Enumerable.Range(0, csv.RowFieldCount).Select(i => csv.GetString(i).Trim().ToLowerInvariant())];
            if (!heads.Contains(known[1]))
            {
                say("E-PAPER-11", Severity.Error, new(file), [known[1]]);
                return;
            }
            foreach (var head in heads.Where(h => h.Length > 0 && !known.Contains(h))) say("W-PAPER-01", Severity.Warning, new(file, Column: head), [head]);
            while (csv.Read())
            {
                row++;
                var cells = Enumerable.Range(0, csv.RowFieldCount).Select(i => CellEscape.Undo(csv.GetString(i).Trim())).ToArray();
                if (cells.All(c => c.Length == 0)) continue;
                if (!take(name => Array.IndexOf(heads, name) is >= 0 and var i && i < cells.Length ? cells[i] : "", new(file, Row: row))) return;
            }
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException or FormatException or CsvRecordTooLargeException)
        {
            say("E-PAPER-12", Severity.Error, new(file), []);
        }
    }
}
