using System.Text;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>RIS: lines of a tag, two blanks, a hyphen, a blank and a value, from TY to ER.</summary>
/// <remarks>C1, C2 and C3, which RIS leaves to its users, hold initiatives, technologies and the marking.</remarks>
static class RisFile
{
    public static void Read(string file, string text, PaperList list)
    {
        var row = 0;
        PaperDraft? draft = null;
        foreach (var raw in text.Split('\n'))
        {
            row++;
            var line = raw.TrimEnd('\r');
            if (line.Trim().Length == 0) continue;
            if (line is not [var a, var b, ' ', ' ', '-', ..] || !char.IsAsciiLetterUpper(a) || !char.IsAsciiLetterOrDigit(b))
            {
                // Some programs break long notes.
                if (draft is null) list.Say("E-PAPER-13", Severity.Error, new(file, Row: row), line);
                else draft.Note += " " + line;
                if (draft is null) return;
                continue;
            }
            var (tag, value) = (line[..2], line[5..].Trim());
            if (tag == "TY")
            {
                if (draft is not null) list.Say("E-PAPER-14", Severity.Error, draft.Place);
                draft = new(new(file, Row: row)) { Kind = KindOf(value) };
            }
            else if (draft is null) list.Say("E-PAPER-13", Severity.Error, new(file, Row: row), line);
            else if (tag == "ER")
            {
                list.Add(draft);
                draft = null;
            }
            else Take(draft, tag, value);
            if (list.IsFull) return;
        }
        if (draft is not null) list.Say("E-PAPER-14", Severity.Error, draft.Place);
    }

    static void Take(PaperDraft draft, string tag, string value)
    {
        switch (tag)
        {
            case "ID": draft.Id = value; break;
            case "TI" or "T1" or "CT": if (draft.Title.Length == 0) draft.Title = value; break;
            case "AU" or "A1" or "A2" or "A3": draft.Authors.Add(value); break;
            case "PB": draft.Publisher = value; break;
            case "DA": draft.Date = DateOf(value); break;
            case "PY" or "Y1": if (draft.Date.Length == 0) draft.Date = DateOf(value); break;
            case "LA": draft.Language = value; break;
            case "KW": draft.Topics.Add(value); break;
            case "DO": draft.Doi = value; break;
            case "UR" or "L2": if (draft.Url.Length == 0) draft.Url = value; break;
            case "M1" or "IS": if (draft.Reference.Length == 0) draft.Reference = value; break;
            case "M3": draft.Kind = value; break;
            case "N1": draft.Note += (draft.Note.Length > 0 ? " " : "") + value; break;
            case "C1": draft.Initiatives.Add(value); break;
            case "C2": draft.Technologies.Add(value); break;
            case "C3": draft.Marking = value; break;
            default: break;
        }
    }

    // 2024/03/05/ or 2024/03// or 2024///.
    static string DateOf(string value) => string.Join('-', value.Split('/').Take(3).Select(p => p.Trim()).TakeWhile(p => p.Length > 0));

    static string KindOf(string type) => type switch { "RPRT" => "report", "JOUR" or "MGZN" or "NEWS" => "article", "BOOK" => "book", "CHAP" => "chapter", "CONF" or "CPAPER" => "conference paper", "LEGAL" or "STAT" => "law", "ELEC" or "WEB" => "web page", "THES" => "thesis", _ => "" };

    public static string Write(IEnumerable<Paper> papers)
    {
        var text = new StringBuilder();
        foreach (var p in papers)
        {
            Line("TY", p.Kind switch { "report" => "RPRT", "article" => "JOUR", "book" => "BOOK", "web page" => "ELEC", "regulation" or "directive" or "law" => "LEGAL", _ => "GEN" });
            Line("ID", p.Id);
            Line("TI", p.Title);
            foreach (var author in p.Authors) Line("AU", author);
            Line("PB", p.Publisher);
            Line("PY", p.Date.Length >= 4 ? p.Date[..4] : "");
            Line("DA", p.Date.Replace('-', '/'));
            Line("LA", p.Language);
            foreach (var topic in p.Topics) Line("KW", topic);
            Line("DO", p.Doi);
            Line("UR", p.Url);
            Line("M1", p.Reference);
            Line("M3", p.Kind);
            Line("N1", p.Note);
            foreach (var initiative in p.Initiatives) Line("C1", initiative);
            foreach (var technology in p.Technologies) Line("C2", technology);
            Line("C3", p.Marking);
            text.Append("ER  - \n\n");
        }
        return text.ToString();

        void Line(string tag, string value)
        {
            if (value.Length > 0) text.Append(tag).Append("  - ").Append(value).Append('\n');
        }
    }
}
