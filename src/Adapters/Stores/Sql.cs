using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Vauban.Adapters.Stores;

/// <summary>A statement written as an interpolated text: every hole is a parameter, so no value ever becomes part of the statement.</summary>
[InterpolatedStringHandler]
sealed class Sql(int literalLength, int formattedCount)
{
    readonly StringBuilder _text = new(literalLength + 4 * formattedCount);
    readonly List<object> _values = new(formattedCount);

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string value) => Add(value);

    public void AppendFormatted(long value) => Add(value);

    public void AppendFormatted(byte[] value) => Add(value);

    /// <summary>A name of a table or column, or a list of them, from this program's own text.</summary>
    public void AppendFormatted(Name name) => _text.Append(name.Text);

    /// <summary>Several values with commas between.</summary>
    public void AppendFormatted(IEnumerable<object> values)
    {
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst) _text.Append(", ");
            Add(value);
            isFirst = false;
        }
    }

    /// <summary>Makes the command.</summary>
    public void Fill(DbCommand command)
    {
        command.CommandText = _text.ToString();
        for (var i = 0; i < _values.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = NameOf(i);
            parameter.Value = _values[i];
            command.Parameters.Add(parameter);
        }
    }

    void Add(object value)
    {
        // PostgreSQL takes neither the character zero nor half a character; what one store takes, all do.
        if (value is string text && (text.Contains('\0', StringComparison.Ordinal) || !IsWhole(text))) throw new ArgumentException("A text holds a character that cannot be stored.");
        _text.Append(NameOf(_values.Count));
        _values.Add(value);
    }

    static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || ++i == text.Length || !char.IsLowSurrogate(text[i]))) return false;
        return true;
    }

    static string NameOf(int i) => "@p" + i.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A piece of a statement that is no value.</summary>
readonly record struct Name(string Text);
