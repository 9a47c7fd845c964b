using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>A paper as a file gives it, before it is cleaned and checked.</summary>
sealed class PaperDraft(Place place)
{
    public Place Place => place;

    public string Id = "", Title = "", Publisher = "", Kind = "", Date = "", Language = "", Reference = "", Doi = "", Url = "", Marking = "", Note = "";

    public List<string> Authors = [], Topics = [], Initiatives = [], Technologies = [];
}

/// <summary>Collects the papers of one file.</summary>
sealed class PaperList(ICollection<Finding> findings)
{
    readonly List<Paper> _papers = [];
    readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    bool _isFull;

    public IReadOnlyList<Paper> Papers => _papers;

    /// <summary>True where no more are taken.</summary>
    public bool IsFull => _isFull;

    public void Say(string code, Severity severity, Place place, params string[] values) => findings.Add(new(code, severity, place, [.. values.Select(CellEscape.Shorten)]));

    /// <summary>Cleans a draft and takes it where nothing is wrong with it.</summary>
    public void Add(PaperDraft draft)
    {
        if (_papers.Count >= PaperFiles.MostPapers)
        {
            if (!_isFull) Say("E-PAPER-10", Severity.Error, draft.Place, PaperFiles.MostPapers.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _isFull = true;
            return;
        }
        var paper = Clean(draft);
        var id = PaperId.IsGood(draft.Id) ? draft.Id : PaperId.Clean(draft.Id);
        paper = paper with { Id = id.Length > 0 ? id : PaperId.Of(paper, _ids.Contains) };
        if (!PaperCheck.Run(paper, draft.Place, findings)) return;
        if (_ids.Add(paper.Id)) _papers.Add(paper);
        else Say("E-PAPER-09", Severity.Error, draft.Place, paper.Id);
    }

    Paper Clean(PaperDraft draft)
    {
        var date = draft.Date.Trim();
        if (date.Length > 0 && !Dates.TryParse(date, false, out _))
        {
            var better = Dates.Suggest(date);
            if (better.Length == 0) Say("W-PAPER-02", Severity.Warning, draft.Place, date);
            date = better;
        }
        var url = draft.Url.Trim();
        if (url.Length > 0 && !PaperCheck.IsAddress(url))
        {
            Say("W-PAPER-03", Severity.Warning, draft.Place, url);
            url = "";
        }
        return new("", Line(draft.Title))
        {
            Authors = List(draft.Authors), Publisher = Line(draft.Publisher), Kind = Line(draft.Kind), Date = date, Language = LanguageOf(draft.Language), Topics = List(draft.Topics),
            Initiatives = List(draft.Initiatives), Technologies = List(draft.Technologies), Reference = Line(draft.Reference), Doi = DoiOf(draft.Doi), Url = Line(url),
            Marking = draft.Marking.Trim() is { Length: > 0 } marking ? Line(marking) : FieldCatalog.Markings[0], Note = Line(draft.Note),
        };
    }

    // Entries of lists stand between semicolons in files.
    static string[] List(List<string> entries) => [.. entries.SelectMany(e => e.Split(';')).Select(Line).Where(e => e.Length > 0).Distinct(StringComparer.Ordinal)];

    static string Line(string text) => PaperCheck.Plain(text);

    static string DoiOf(string text)
    {
        text = Line(text);
        foreach (var start in new[] { "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:" })
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return text[start.Length..].Trim();
        return text;
    }

    static string LanguageOf(string text)
    {
        var word = NormalForm.Fold(text.Trim());
        return word switch
        {
            "english" or "eng" or "anglais" or "englisch" => "en",
            "french" or "fre" or "fra" or "francais" or "franzosisch" => "fr",
            "german" or "ger" or "deu" or "allemand" or "deutsch" or "ngerman" => "de",
            [var a, var b] when char.IsAsciiLetter(a) && char.IsAsciiLetter(b) => word,
            [var a, var b, '-' or '_', ..] when char.IsAsciiLetter(a) && char.IsAsciiLetter(b) => word[..2],
            _ => "",
        };
    }
}
