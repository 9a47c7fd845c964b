using System.Text;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>BibTeX, with the fields of biblatex. Fields that BibTeX has no name for (initiatives, technologies, marking) are left alone by other programs.</summary>
/// <remarks>Read in one pass without recursion; a value is as long as the file at most, whatever its braces.</remarks>
static class BibTexFile
{
    static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static void Read(string file, string text, PaperList list)
    {
        var reader = new BibTexReader(text);
        while (!list.IsFull && reader.Next())
        {
            var place = new Place(file, Row: reader.Row);
            if (reader.Problem) list.Say("E-PAPER-14", Severity.Error, place);
            else if (reader.Type.Length > 0) list.Add(Draft(reader, place));
        }
    }

    static PaperDraft Draft(BibTexReader r, Place place)
    {
        string Of(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (r.Fields.TryGetValue(name, out var value) && value.Length > 0) return LatexText.Plain(value);
            return "";
        }
        var draft = new PaperDraft(place)
        {
            Id = r.Key, Title = Of("title"), Publisher = Of("publisher", "institution", "organization", "school", "journal", "journaltitle"), Date = DateOf(Of("date"), Of("year"), Of("month")),
            Language = Of("language", "langid"), Reference = Of("number"), Doi = Of("doi"), Url = Of("url"), Marking = Of("marking"), Note = Of("note"),
            Kind = Of("type") is { Length: > 0 } type ? type : r.Type switch { "techreport" or "report" => "report", "article" => "article", "book" => "book", "online" => "web page", "phdthesis" or "mastersthesis" or "thesis" => "thesis", _ => "" },
        };
        if (r.Fields.TryGetValue("author", out var authors)) draft.Authors.AddRange(LatexText.SplitNames(authors).Select(LatexText.Plain));
        draft.Topics.AddRange(Of("keywords").Split(',', ';'));
        draft.Initiatives.Add(Of("initiatives"));
        draft.Technologies.Add(Of("technologies"));
        return draft;
    }

    static string DateOf(string date, string year, string month)
    {
        if (date.Length > 0) return date.Split('/')[0];
        var number = month.Length >= 3 ? Array.IndexOf(Months, month[..3].ToLowerInvariant()) + 1 : int.TryParse(month, out var m) && m is >= 1 and <= 12 ? m : 0;
        return number > 0 ? $"{year}-{number.ToString("00", System.Globalization.CultureInfo.InvariantCulture)}" : year;
    }

    public static string Write(IEnumerable<Paper> papers)
    {
        var text = new StringBuilder();
        foreach (var p in papers)
        {
            text.Append(p.Kind switch { "article" => "@article{", "book" => "@book{", "report" => "@report{", "web page" => "@online{", _ => "@misc{" }).Append(p.Id);
            Field("title", p.Title, true);
            Field("author", string.Join(" and ", p.Authors.Select(a => LatexText.Escape(a) is var e && (a.Contains(" and ", StringComparison.Ordinal) || !a.Contains(',', StringComparison.Ordinal)) ? $"{{{e}}}" : e)), isEscaped: true);
            Field("publisher", p.Publisher);
            Field("date", p.Date);
            Field("year", p.Date.Length >= 4 ? p.Date[..4] : "");
            Field("language", p.Language);
            Field("keywords", PaperFiles.Join(p.Topics));
            Field("initiatives", PaperFiles.Join(p.Initiatives));
            Field("technologies", PaperFiles.Join(p.Technologies));
            Field("type", p.Kind);
            Field("number", p.Reference);
            Field("doi", p.Doi);
            Field("url", p.Url);
            Field("marking", p.Marking);
            Field("note", p.Note);
            text.Append("\n}\n\n");
        }
        return text.ToString();

        // Braces around a title keep its capitals.
        void Field(string name, string value, bool isDouble = false, bool isEscaped = false)
        {
            if (value.Length == 0) return;
            value = isEscaped ? value : LatexText.Escape(value);
            text.Append(",\n  ").Append(name).Append(" = {").Append(isDouble ? "{" : "").Append(value).Append(isDouble ? "}" : "").Append('}');
        }
    }
}
