using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Vauban.Adapters.Reports;

/// <summary>A page under construction. What stands in the literal parts of a text is markup; what is filled in is encoded.</summary>
sealed class Html
{
    readonly StringBuilder _text = new();

    /// <summary>Adds markup; every value in braces is encoded.</summary>
    public Html Add([InterpolatedStringHandlerArgument("")] ref Markup markup) => this;

    /// <summary>Adds markup without values.</summary>
    public Html Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Text for elements and attributes. Characters that XML forbids, and those that turn the direction of what follows,
    /// are replaced: a hostile name must not change how its neighbours read.</summary>
    static void Encode(StringBuilder to, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&': to.Append("&amp;"); break;
                case '<': to.Append("&lt;"); break;
                case '>': to.Append("&gt;"); break;
                case '"': to.Append("&quot;"); break;
                case '\'': to.Append("&#39;"); break;
                case '\t' or '\n' or '\r': to.Append(' '); break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) to.Append(c).Append(text[++i]);
                    else if (char.IsSurrogate(c) || char.IsControl(c) || c is '\uFFFE' or '\uFFFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')) to.Append('\uFFFD');
                    else to.Append(c);
                    break;
            }
        }
    }

    /// <summary>Takes the parts of an interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup(int literalLength, int formattedCount, Html html)
    {
        readonly StringBuilder _to = html._text;

        /// <summary>Room that the parts will need at least.</summary>
        public int Length { get; } = literalLength + formattedCount;

        /// <summary>Markup.</summary>
        public void AppendLiteral(string markup) => _to.Append(markup);

        /// <summary>A text, encoded.</summary>
        public void AppendFormatted(string? text) => Encode(_to, text ?? "");

        /// <summary>A whole number.</summary>
        public void AppendFormatted(int value) => _to.Append(CultureInfo.InvariantCulture, $"{value}");

        /// <summary>A coordinate of a drawing, with two decimals.</summary>
        public void AppendFormatted(double value) => _to.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

        /// <summary>Markup made elsewhere.</summary>
        public void AppendFormatted(Html html) => _to.Append(html._text);
    }
}
