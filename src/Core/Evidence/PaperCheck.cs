using Vauban.Core.Model;

namespace Vauban.Core.Evidence;

/// <summary>What must hold of a paper before a library takes it.</summary>
public static class PaperCheck
{
    /// <summary>Most characters of one field.</summary>
    public const int MostLength = 2000;

    /// <summary>Most entries of one list.</summary>
    public const int MostEntries = 100;

    /// <summary>Checks a paper; says what is wrong with it.</summary>
    /// <param name="paper">Paper.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="findings">Takes what was found.</param>
    /// <returns>True where a library may take it.</returns>
    public static bool Run(Paper paper, Place place, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(paper);
        ArgumentNullException.ThrowIfNull(findings);
        var before = findings.Count;
        void Refuse(string code, params string[] values) => findings.Add(new(code, Severity.Error, place, values));
        if (!PaperId.IsGood(paper.Id)) Refuse("E-PAPER-02", paper.Id);
        if (paper.Title.Length == 0) Refuse("E-PAPER-03", paper.Id);
        if (paper.Date.Length > 0 && !Dates.TryParse(paper.Date, false, out _)) Refuse("E-PAPER-04", paper.Date, Dates.Suggest(paper.Date));
        if (paper.Url.Length > 0 && !IsAddress(paper.Url)) Refuse("E-PAPER-05", paper.Url);
        if (!FieldCatalog.Markings.Contains(paper.Marking)) Refuse("E-PAPER-06", paper.Marking, string.Join(", ", FieldCatalog.Markings));
        string[] texts = [paper.Title, paper.Publisher, paper.Kind, paper.Language, paper.Reference, paper.Doi, paper.Url, paper.Note, .. paper.Authors, .. paper.Topics, .. paper.Initiatives, .. paper.Technologies];
        if (texts.Any(t => t.Length > MostLength) || new[] { paper.Authors, paper.Topics, paper.Initiatives, paper.Technologies }.Any(l => l.Count > MostEntries)) Refuse("E-PAPER-07", paper.Id);
        // No store takes half a character or the character zero, and no page shows control characters.
        if (texts.Any(t => !IsPlain(t))) Refuse("E-PAPER-08", paper.Id);
        return findings.Count == before;
    }

    /// <summary>True for an address that a browser may be sent to: http or https, nothing else.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>True where a text holds whole characters only and no control characters.</summary>
    public static bool IsPlain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not '\n') return false;
            if (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || ++i == text.Length || !char.IsLowSurrogate(text[i]))) return false;
        }
        return true;
    }

    /// <summary>A text without control characters and halves of characters, its blanks made one.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (System.Text.Rune.IsWhiteSpace(rune) || System.Text.Rune.IsControl(rune))
            {
                if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            }
            else plain.Append(rune.ToString());
        return NormalForm.Compose(plain.ToString().TrimEnd());
    }
}
