using System.Text;
using Vauban.Core.Model;

namespace Vauban.Core.Evidence;

/// <summary>Ids of papers: the publisher, the year and the first words of the title, so that the same paper gets the same id again.</summary>
public static class PaperId
{
    const int MostLength = 60, MostWords = 4;

    /// <summary>True where a text may be an id: small letters, digits and hyphens, at most 60.</summary>
    public static bool IsGood(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length is > 0 and <= MostLength && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(id[0]);
    }

    /// <summary>An id made of what is known of a paper, free of those that are taken.</summary>
    /// <param name="paper">Paper; its own id counts for nothing.</param>
    /// <param name="isTaken">Tells whether another paper has an id.</param>
    public static string Of(Paper paper, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(paper);
        ArgumentNullException.ThrowIfNull(isTaken);
        var who = paper.Publisher.Length > 0 ? paper.Publisher : paper.Authors.Count > 0 ? paper.Authors[0].Split(',')[0] : "";
        var parts = Words(who).Take(2).Concat(paper.Date.Length >= 4 ? [paper.Date[..4]] : []).Concat(Words(paper.Title).Where(w => w.Length > 3).Take(MostWords));
        var id = string.Join('-', parts);
        if (id.Length > MostLength - 4) id = id[..(MostLength - 4)].TrimEnd('-');
        return Free(id.Length == 0 ? "paper" : id, isTaken);
    }

    /// <summary>A text as an id: <c>Bibtex:Key 7</c> becomes <c>bibtex-key-7</c>; empty where nothing of it can stand in one.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var id = new StringBuilder();
        foreach (var c in NormalForm.Fold(text))
            if (char.IsAsciiLetterOrDigit(c) || (c is '.' or '_' && id.Length > 0)) id.Append(c);
            else if (id.Length > 0 && id[^1] != '-') id.Append('-');
        return id.ToString()[..Math.Min(id.Length, MostLength)].Trim('-');
    }

    /// <summary>The id, or the id with the first number that makes it free.</summary>
    public static string Free(string id, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(isTaken);
        if (!isTaken(id)) return id;
        for (var i = 2; ; i++)
            if (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}-{i}") is var other && !isTaken(other)) return other;
    }

    static IEnumerable<string> Words(string text) => Clean(text.Length > 200 ? text[..200] : text).Split(['-', '.', '_'], StringSplitOptions.RemoveEmptyEntries);
}
