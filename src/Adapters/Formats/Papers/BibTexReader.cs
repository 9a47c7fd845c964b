using System.Text;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>Entries of a BibTeX file, one after the other.</summary>
sealed class BibTexReader(string text)
{
    const int MostMacros = 2000, MostFields = 200, MostMacroLength = 2000;

    readonly Dictionary<string, string> _macros = new(StringComparer.OrdinalIgnoreCase);
    int _at, _counted, _row = 1;

    /// <summary>Line that the entry starts in.</summary>
    public int Row { get; set; }

    /// <summary>Type in small letters; empty for what is no entry.</summary>
    public string Type { get; set; } = "";

    public string Key { get; set; } = "";

    /// <summary>Fields by their names in small letters, values with their commands and braces.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>True where the entry is not whole.</summary>
    public bool Problem { get; set; }

    /// <summary>Goes to the next entry; false behind the last.</summary>
    public bool Next()
    {
        (Type, Key, Problem) = ("", "", false);
        Fields.Clear();
        _at = text.IndexOf('@', Math.Min(_at, text.Length));
        if (_at < 0)
        {
            _at = text.Length;
            return false;
        }
        Row = _row += text.AsSpan(_counted, _at - _counted).Count('\n');
        _counted = _at++;
        var type = Name().ToLowerInvariant();
        Blanks();
        if (type == "comment") return true;
        if (_at >= text.Length || text[_at] is not ('{' or '('))
        {
            // An @ within running text between entries.
            Problem = false;
            return true;
        }
        var close = text[_at++] == '{' ? '}' : ')';
        if (type == "preamble") Problem = Value() is null;
        else if (type == "string") Problem = !Macro();
        else Problem = !Entry(type, close);
        return true;
    }

    bool Macro()
    {
        Blanks();
        var name = Name();
        Blanks();
        if (name.Length == 0 || !Is('=') || Value() is not { } value) return false;
        // What would be pasted in again and again stays short.
        if (_macros.Count < MostMacros && value.Length <= MostMacroLength) _macros[name] = value;
        return true;
    }

    bool Entry(string type, char close)
    {
        Blanks();
        var start = _at;
        while (_at < text.Length && text[_at] is not (',' or '}' or ')' or '\n' or '@' or '=')) _at++;
        Key = text[start.._at].Trim();
        Blanks();
        while (_at < text.Length)
        {
            if (Is(close))
            {
                Type = type;
                return true;
            }
            if (!Is(',')) return false;
            Blanks();
            if (Is(close))
            {
                Type = type;
                return true;
            }
            var name = Name().ToLowerInvariant();
            Blanks();
            if (name.Length == 0 || !Is('=') || Value() is not { } value) return false;
            if (Fields.Count < MostFields) Fields.TryAdd(name, value);
            Blanks();
        }
        return false;
    }

    // Pieces in braces, in quotes, numbers and macros, joined by #.
    string? Value()
    {
        var value = new StringBuilder();
        do
        {
            Blanks();
            if (_at >= text.Length) return null;
            if (text[_at] is '{' or '"')
            {
                if (Piece(text[_at] == '{' ? '}' : '"') is not { } piece) return null;
                value.Append(piece);
            }
            else
            {
                var word = Name();
                if (word.Length == 0) return null;
                value.Append(_macros.GetValueOrDefault(word, word));
            }
            if (value.Length > text.Length + MostMacroLength) return null;
            Blanks();
        }
        while (Is('#'));
        return value.ToString();
    }

    string? Piece(char close)
    {
        var start = ++_at;
        var depth = 0;
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '\\') _at++;
            else if (depth == 0 && c == close) return text[start.._at++];
            else if (c == '{') depth++;
            else if (c == '}') depth--;
            if (depth < 0) return null;
        }
        return null;
    }

    string Name()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '-' or '_' or ':' or '.' or '+' or '/')) _at++;
        return text[start.._at];
    }

    bool Is(char c)
    {
        if (_at >= text.Length || text[_at] != c) return false;
        _at++;
        return true;
    }

    void Blanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }
}
