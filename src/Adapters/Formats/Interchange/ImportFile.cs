using System.Text;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>One file of an import: its name, its first characters, and how to open it.</summary>
public sealed class ImportFile
{
    const int HeadBytes = 1 << 16;

    readonly Func<Stream> _open;

    /// <summary>Names a file; its first 64 KB are read at once.</summary>
    /// <param name="name">Name, with its ending.</param>
    /// <param name="open">Opens it from its start, as often as asked.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ImportFile(string name, Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(open);
        Name = name;
        _open = open;
        using var stream = open();
        var head = new byte[HeadBytes];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        using var text = new StreamReader(new MemoryStream(head, 0, length), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        Head = text.ReadToEnd().TrimStart();
    }

    /// <summary>Name, with its ending.</summary>
    public string Name { get; }

    /// <summary>The first characters, without blanks before them.</summary>
    public string Head { get; }

    /// <summary>True where it begins like XML.</summary>
    public bool IsXml => Head.StartsWith('<');

    /// <summary>True where it begins like JSON.</summary>
    public bool IsJson => Head.StartsWith('{') || Head.StartsWith('[');

    /// <summary>True where its name ends like a table of text.</summary>
    public bool IsCsv => !IsXml && !IsJson && Head.Length > 0 && (Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || Name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase));

    /// <summary>The headings of a table of text, small letters; empty where it is none.</summary>
    public IReadOnlyList<string> Headings => !IsCsv ? [] : [.. Head.Split(['\n', '\r'], 2)[0].Split([',', ';', '\t'], StringSplitOptions.TrimEntries).Select(h => h.Trim('"', '\uFEFF', ' ').ToLowerInvariant())];

    internal Stream Open() => _open();
}
