using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Vauban.Core.Evidence;

namespace Vauban.Adapters.Formats.Extraction;

/// <summary>A page of the web. Its text alone: no script runs, nothing that it refers to is loaded, since the parser has neither a loader nor an engine.</summary>
static class HtmlText
{
    static readonly HashSet<string> Silent = new(["script", "style", "noscript", "template", "head", "nav", "svg", "math", "iframe", "object", "select", "button"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Blocks = new(["p", "div", "section", "article", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "br", "blockquote", "pre", "dt", "dd", "main", "header", "footer", "td", "th"], StringComparer.OrdinalIgnoreCase);

    public static PaperText Read(byte[] bytes, ExtractionLimits limits, CancellationToken stop)
    {
        // Tags that are never closed nest as deep as the file is long, and the parser's own walks would go as deep.
        var source = Flatten(PlainText.Decode(bytes));
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false });
        using var document = parser.ParseDocument(source);
        var text = new StringBuilder();
        // A walk without recursion: next below, next beside, else up.
        INode? node = document.Body;
        for (var top = node; node is not null;)
        {
            stop.ThrowIfCancellationRequested();
            if (text.Length > limits.Characters) break;
            var isSilent = node is IElement e && Silent.Contains(e.LocalName);
            if (node is IElement element && Blocks.Contains(element.LocalName)) text.Append('\n');
            else if (node is IText words) text.Append(words.Data.Replace('\n', ' '));
            if (!isSilent && node.FirstChild is { } below)
            {
                node = below;
                continue;
            }
            while (node is not null && node != top && node.NextSibling is null)
            {
                node = node.Parent;
                if (node is IElement left && Blocks.Contains(left.LocalName)) text.Append('\n');
            }
            node = node is null || node == top ? null : node.NextSibling;
        }
        return new(false, [text.ToString()]);
    }

    // Start tags beyond a depth that no page has are left out.
    static string Flatten(string source)
    {
        const int MostOpen = 200;
        var depth = 0;
        var flat = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '<' && i + 1 < source.Length)
            {
                if (source[i + 1] == '/') depth = Math.Max(0, depth - 1);
                else if (char.IsAsciiLetter(source[i + 1]) && ++depth > MostOpen)
                {
                    depth--;
                    var end = source.IndexOf('>', i);
                    if (end < 0) break;
                    flat.Append('\n');
                    i = end;
                    continue;
                }
                // What has no end does not count: br, img and their like.
                if (IsVoid(source.AsSpan(i + 1))) depth = Math.Max(0, depth - 1);
            }
            flat.Append(source[i]);
        }
        return flat.ToString();
    }

    static bool IsVoid(ReadOnlySpan<char> tag)
    {
        foreach (var name in Voids)
            if (tag.StartsWith(name, StringComparison.OrdinalIgnoreCase) && tag.Length > name.Length && !char.IsAsciiLetterOrDigit(tag[name.Length])) return true;
        return false;
    }

    static readonly string[] Voids = ["br", "img", "hr", "meta", "link", "input", "col", "wbr", "source", "area", "base", "embed", "param", "track", "p", "li", "td", "tr", "th", "dt", "dd", "option"];
}
