using System.Collections.Frozen;
using System.Globalization;

namespace Vauban.Core.Model;

/// <summary>Brings a text into the composed normal form of Unicode (NFC), so that letters with accents are equal however they were typed.</summary>
/// <remarks>The program runs without the tables of the operating system, on any machine alike, so it brings its own (<c>normal-form.txt</c>).</remarks>
public static class NormalForm
{
    const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7, Vowels = 21, Tails = 28, Hangul = 11172;

    static readonly (FrozenDictionary<char, (char First, char Second)> Split, FrozenDictionary<(char, char), char> Join, FrozenDictionary<char, byte> Class) Data = Read();

    /// <summary>The composed form; the same text where there is nothing to do.</summary>
    public static string Compose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Below the combining marks everything is composed already.
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u02FF') < 0) return text;
        var letters = new List<char>(text.Length + 8);
        foreach (var c in text) Split(c, letters);
        Sort(letters);
        Join(letters);
        return letters.Count == text.Length && text.AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(letters)) ? text : new string([.. letters]);
    }

    /// <summary>Small letters without marks, for comparing and searching: <c>Études</c> becomes <c>etudes</c>, <c>Größe</c> <c>grosse</c>.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new System.Text.StringBuilder(text.Length + 4);
        var parts = new List<char>(4);
        foreach (var c in text)
        {
            if (c < '\u0080')
            {
                folded.Append(char.ToLowerInvariant(c));
                continue;
            }
            parts.Clear();
            Split(c, parts);
            foreach (var part in parts)
            {
                if (ClassOf(part) > 0) continue;
                var small = char.ToLowerInvariant(part);
                _ = small switch { 'ß' => folded.Append("ss"), 'æ' => folded.Append("ae"), 'œ' => folded.Append("oe"), 'ø' => folded.Append('o'), 'ł' => folded.Append('l'), 'đ' => folded.Append('d'), '’' => folded.Append('\''), _ => folded.Append(small) };
            }
        }
        return folded.ToString();
    }

    static void Split(char c, List<char> to)
    {
        if (c - HangulBase is >= 0 and < Hangul and var s)
        {
            to.Add((char)(LeadBase + s / (Vowels * Tails)));
            to.Add((char)(VowelBase + s % (Vowels * Tails) / Tails));
            if (s % Tails > 0) to.Add((char)(TailBase + s % Tails));
        }
        else if (Data.Split.TryGetValue(c, out var parts))
        {
            Split(parts.First, to);
            if (parts.Second != 0) to.Add(parts.Second);
        }
        else to.Add(c);
    }

    // Marks behind a letter stand in the order of their classes; marks of one class keep theirs.
    static void Sort(List<char> letters)
    {
        for (var i = 1; i < letters.Count; i++)
        {
            var mark = letters[i];
            var rank = ClassOf(mark);
            if (rank == 0) continue;
            var k = i;
            while (k > 0 && ClassOf(letters[k - 1]) > rank)
            {
                letters[k] = letters[k - 1];
                k--;
            }
            letters[k] = mark;
        }
    }

    static void Join(List<char> letters)
    {
        var starter = -1;
        var lastClass = -1;
        var end = 0;
        foreach (var c in letters.ToArray())
        {
            var rank = ClassOf(c);
            // A mark joins its letter unless a mark of the same or a higher class, or another letter, stands between.
            if (starter >= 0 && lastClass < rank && Pair(letters[starter], c) is { } joined)
            {
                letters[starter] = joined;
                continue;
            }
            letters[end] = c;
            if (rank == 0) (starter, lastClass) = (end, -1);
            else lastClass = rank;
            end++;
        }
        letters.RemoveRange(end, letters.Count - end);
    }

    static char? Pair(char a, char b)
    {
        if (a - LeadBase is >= 0 and < 19 and var lead && b - VowelBase is >= 0 and < Vowels and var vowel) return (char)(HangulBase + (lead * Vowels + vowel) * Tails);
        if (a - HangulBase is >= 0 and < Hangul and var s && s % Tails == 0 && b - TailBase is > 0 and < Tails and var tail) return (char)(a + tail);
        return Data.Join.TryGetValue((a, b), out var joined) ? joined : null;
    }

    static int ClassOf(char c) => Data.Class.GetValueOrDefault(c);

    static (FrozenDictionary<char, (char, char)>, FrozenDictionary<(char, char), char>, FrozenDictionary<char, byte>) Read()
    {
        var split = new Dictionary<char, (char, char)>();
        var join = new Dictionary<(char, char), char>();
        var classes = new Dictionary<char, byte>();
        using var reader = new StreamReader(typeof(NormalForm).Assembly.GetManifestResourceStream("normal-form.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                foreach (var range in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    for (int c = Hex(range[..4]), last = Hex(range[^4..]); c <= last; c++) classes[(char)c] = byte.Parse(line.AsSpan(0, colon), CultureInfo.InvariantCulture);
                continue;
            }
            var whole = Hex(line[..4]);
            var first = Hex(line[5..9]);
            var second = line.Length > 9 ? Hex(line[10..14]) : '\0';
            split[whole] = (first, second);
            // Marked pairs are never composed; neither are letters that stand for one other letter.
            if (second != 0 && !line.EndsWith('!')) join[(first, second)] = whole;
        }
        return (split.ToFrozenDictionary(), join.ToFrozenDictionary(), classes.ToFrozenDictionary());
    }

    static char Hex(string text) => (char)ushort.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
