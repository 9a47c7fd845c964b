using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>The few commands of LaTeX that stand in BibTeX files: accents, letters, signs.</summary>
static class LatexText
{
    static readonly Dictionary<string, string> Letters = new(StringComparer.Ordinal)
    {
        ["ss"] = "ß", ["ae"] = "æ", ["AE"] = "Æ", ["oe"] = "œ", ["OE"] = "Œ", ["o"] = "ø", ["O"] = "Ø", ["aa"] = "å", ["AA"] = "Å", ["l"] = "ł", ["L"] = "Ł", ["i"] = "i", ["j"] = "j",
        ["textbackslash"] = "\\", ["textasciitilde"] = "~", ["textasciicircum"] = "^", ["textbar"] = "|", ["textendash"] = "–", ["textemdash"] = "—", ["euro"] = "€", ["texteuro"] = "€", ["ldots"] = "…", ["dots"] = "…",
    };

    const string Accents = "`'^~\"=.uvHcdbkr";
    const string Marks = "\u0300\u0301\u0302\u0303\u0308\u0304\u0307\u0306\u030C\u030B\u0327\u0323\u0331\u0328\u030A";

    /// <summary>A value without commands and braces.</summary>
    public static string Plain(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is '{' or '}') continue;
            if (c == '~') text.Append('\u00A0');
            else if (c == '-' && value.AsSpan(i).StartsWith("---")) i = Put("—", i + 2);
            else if (c == '-' && value.AsSpan(i).StartsWith("--")) i = Put("–", i + 1);
            else if (c != '\\' || i + 1 == value.Length) text.Append(c);
            else i = Command(value, i + 1, text);
        }
        return NormalForm.Compose(text.ToString());

        int Put(string what, int last)
        {
            text.Append(what);
            return last;
        }
    }

    // Gives the index of the last character of the command.
    static int Command(string value, int at, StringBuilder text)
    {
        var c = value[at];
        var end = at;
        if (char.IsAsciiLetter(c)) while (end + 1 < value.Length && char.IsAsciiLetter(value[end + 1])) end++;
        var name = value[at..(end + 1)];
        if (Letters.TryGetValue(name, out var letter))
        {
            text.Append(letter);
            // One blank, or an empty group, only ends the name.
            if (char.IsAsciiLetter(c) && end + 1 < value.Length && value[end + 1] == ' ') return end + 1;
            return end;
        }
        if (name.Length == 1 && Accents.IndexOf(c, StringComparison.Ordinal) is >= 0 and var accent)
        {
            var k = end + 1;
            while (k < value.Length && value[k] is '{' or ' ') k++;
            if (k + 1 < value.Length && value[k] == '\\' && value[k + 1] is 'i' or 'j') k++;
            if (k >= value.Length || !char.IsLetter(value[k])) return end;
            text.Append(value[k]).Append(Marks[accent]);
            return k;
        }
        // A sign with a backslash is the sign; of other commands only what they are about stays.
        if (!char.IsAsciiLetter(c)) text.Append(c);
        return end;
    }

    /// <summary>A text as a value.</summary>
    public static string Escape(string text)
    {
        var value = new StringBuilder(text.Length + 8);
        foreach (var c in text)
            _ = c switch
            {
                '\\' => value.Append("\\textbackslash{}"),
                '{' => value.Append("\\{"),
                '}' => value.Append("\\}"),
                '~' => value.Append("\\textasciitilde{}"),
                '^' => value.Append("\\textasciicircum{}"),
                '&' or '%' or '$' or '#' or '_' => value.Append('\\').Append(c),
                '–' => value.Append("\\textendash{}"),
                // Two hyphens would become a dash.
                '-' when value.Length > 0 && value[^1] == '-' => value.Append("{}-"),
                _ => value.Append(c),
            };
        return value.ToString();
    }

    /// <summary>Names between "and", that within braces left alone.</summary>
    public static IEnumerable<string> SplitNames(string value)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\') i++;
            else if (value[i] == '{') depth++;
            else if (value[i] == '}') depth--;
            else if (depth == 0 && char.IsWhiteSpace(value[i]) && i + 4 < value.Length && value.AsSpan(i + 1, 3).SequenceEqual("and") && char.IsWhiteSpace(value[i + 4]))
            {
                yield return value[start..i];
                start = i + 5;
                i += 3;
            }
        }
        yield return value[start..];
    }
}
