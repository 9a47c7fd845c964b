namespace Vauban.Core.Model;

/// <summary>Finds out whether a free text speaks of certain things: by an id or a name, as whole words, whatever the case and what stands between the words.</summary>
/// <remarks>The time it takes grows with the length of the text, not with the number of things.</remarks>
public sealed class Mentions
{
    // Words of which a single letter tells nothing.
    const int Least = 2;

    readonly Dictionary<string, List<string[]>> _byFirst = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Prepares the search.</summary>
    /// <param name="phrases">Ids and names; those shorter than two letters or digits are not looked for.</param>
    /// <exception cref="ArgumentNullException"><paramref name="phrases"/> is null.</exception>
    public Mentions(IEnumerable<string> phrases)
    {
        ArgumentNullException.ThrowIfNull(phrases);
        foreach (var phrase in phrases.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var words = Words(phrase).ToArray();
            if (words.Sum(w => w.Length) < Least) continue;
            if (!_byFirst.TryGetValue(words[0], out var list)) _byFirst[words[0]] = list = [];
            list.Add(words);
        }
    }

    /// <summary>True where a text speaks of one of them.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public bool In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_byFirst.Count == 0 || text.Length < Least) return false;
        var words = Words(text).ToArray();
        for (var i = 0; i < words.Length; i++)
            if (_byFirst.TryGetValue(words[i], out var list) && list.Any(p => StandsAt(words, i, p))) return true;
        return false;
    }

    static bool StandsAt(string[] words, int at, string[] phrase)
    {
        if (at + phrase.Length > words.Length) return false;
        for (var i = 1; i < phrase.Length; i++)
            if (!string.Equals(words[at + i], phrase[i], StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }

    static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsLetterOrDigit(text[start])) continue;
            var end = start + 1;
            while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            yield return text[start..end];
            start = end;
        }
    }
}
