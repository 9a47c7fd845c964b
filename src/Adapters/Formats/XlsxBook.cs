using System.Text;
using System.Xml;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">As on its tab.</param>
/// <param name="Part">Name of its file in the workbook.</param>
/// <param name="IsHidden">True where a user does not see it.</param>
sealed record XlsxSheet(string Name, string Part, bool IsHidden);

/// <summary>The parts of an XLSX workbook that data needs: sheets, shared strings, which styles are dates.</summary>
/// <remarks>Reads the XML itself, streaming, out of the checked archive: names without regard to the namespace (there are two editions of the
/// standard), no document types, no external entities; drawings, links and macros are never opened, so that they cannot hurt.</remarks>
sealed class XlsxBook
{
    readonly CheckedZip _zip;
    readonly ReadState _state;
    readonly List<string> _shared = [];
    readonly List<XlsxKind> _styles = [];

    XlsxBook(CheckedZip zip, ReadState state)
    {
        _zip = zip;
        _state = state;
    }

    /// <summary>The sheets in the order of their tabs.</summary>
    public List<XlsxSheet> Sheets { get; } = [];

    /// <summary>True where days count from 1904.</summary>
    public bool StartsIn1904 { get; set; }

    /// <summary>Opens a workbook.</summary>
    /// <exception cref="XmlException">A part is not well-formed.</exception>
    /// <exception cref="InvalidDataException">A part is missing or damaged.</exception>
    /// <exception cref="ReadLimitException">A limit is passed.</exception>
    public static XlsxBook Open(CheckedZip zip, ReadState state)
    {
        var book = new XlsxBook(zip, state);
        var main = book.Relations("", "_rels/.rels").Where(r => r.Type == "officeDocument").Select(r => r.Target).FirstOrDefault() ?? "xl/workbook.xml";
        var cut = main.LastIndexOf('/');
        var folder = cut < 0 ? "" : main[..cut];
        var relations = book.Relations(folder, $"{(folder.Length > 0 ? folder + "/" : "")}_rels/{main[(cut + 1)..]}.rels");
        book.ReadWorkbook(main, relations.ToDictionary(r => r.Id, r => r.Target, StringComparer.Ordinal));
        if (relations.FirstOrDefault(r => r.Type == "styles").Target is { } styles && zip.Has(styles)) book.ReadStyles(styles);
        if (relations.FirstOrDefault(r => r.Type == "sharedStrings").Target is { } strings && zip.Has(strings)) book.ReadShared(strings);
        return book;
    }

    /// <summary>A shared string.</summary>
    public string? Shared(int index) => index >= 0 && index < _shared.Count ? _shared[index] : null;

    /// <summary>What a number with this style is.</summary>
    public XlsxKind KindOf(int style) => style >= 0 && style < _styles.Count ? _styles[style] : XlsxKind.Number;

    /// <summary>Opens a part for streaming.</summary>
    public XmlReader Xml(string part)
    {
        if (!_zip.Has(part)) throw new InvalidDataException($"{part} is missing.");
        return XmlReader.Create(new CountedStream(_zip.Read(part), _state), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true,
            // A cell may hold what a cell of a CSV file may hold; the archive's own limits bound the rest.
            MaxCharactersInDocument = _state.Limits.Bytes, CheckCharacters = true,
        });
    }

    List<(string Id, string Type, string Target)> Relations(string folder, string part)
    {
        var list = new List<(string, string, string)>();
        if (!_zip.Has(part)) return list;
        using var xml = Xml(part);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("TargetMode") == "External") continue;
            var id = xml.GetAttribute("Id") ?? "";
            var type = xml.GetAttribute("Type") ?? "";
            if (seen.Add(id)) list.Add((id, type[(type.LastIndexOf('/') + 1)..], Resolve(folder, xml.GetAttribute("Target") ?? "")));
        }
        return list;
    }

    static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/')) return target[1..];
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in target.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "..")) parts.Add(part);
        }
        return string.Join('/', parts);
    }

    void ReadWorkbook(string part, Dictionary<string, string> targets)
    {
        using var xml = Xml(part);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "workbookPr") StartsIn1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (xml.LocalName != "sheet") continue;
            string? id = null;
            for (var i = 0; i < xml.AttributeCount; i++)
            {
                xml.MoveToAttribute(i);
                if (xml.LocalName == "id" && xml.Prefix.Length > 0) id = xml.Value;
            }
            xml.MoveToElement();
            if (id is null || !targets.TryGetValue(id, out var target)) throw new InvalidDataException($"Sheet {xml.GetAttribute("name")} is missing.");
            if (Sheets.Count >= _state.Limits.Entries) throw new ReadLimitException("E-ZIP-04", $"> {_state.Limits.Entries}", $"{_state.Limits.Entries}");
            Sheets.Add(new XlsxSheet(xml.GetAttribute("name") ?? "", target, xml.GetAttribute("state") is "hidden" or "veryHidden"));
        }
    }

    void ReadStyles(string part)
    {
        using var xml = Xml(part);
        var inCells = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt" && int.TryParse(xml.GetAttribute("numFmtId"), out var custom)) Formats[custom] = XlsxDates.KindOf(xml.GetAttribute("formatCode") ?? "");
            if (inCells && xml.LocalName == "xf")
                _styles.Add(int.TryParse(xml.GetAttribute("numFmtId"), out var id) ? Formats.TryGetValue(id, out var kind) ? kind : XlsxDates.KindOf(id) : XlsxKind.Number);
        }
    }

    Dictionary<int, XlsxKind> Formats { get; } = [];

    void ReadShared(string part)
    {
        using var xml = Xml(part);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si")
                _shared.Add(RichText(xml, _state.Limits.CellChars));
    }

    /// <summary>The text of an element with plain or rich text, without reading aids; stops keeping text one character above the limit.</summary>
    public static string RichText(XmlReader xml, int most)
    {
        if (xml.IsEmptyElement) return "";
        var text = new StringBuilder();
        var depth = xml.Depth;
        var skip = -1;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh" && skip < 0 && !xml.IsEmptyElement) skip = xml.Depth;
            else if (xml.NodeType == XmlNodeType.EndElement && xml.Depth == skip) skip = -1;
            else if (skip < 0 && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && text.Length <= most) text.Append(xml.Value);
        }
        return XlsxText.Undo(text.ToString());
    }

    /// <summary>Counts bytes against the limit of the package.</summary>
    sealed class CountedStream(Stream inner, ReadState state) : ForwardStream(inner)
    {
        public override int Read(Span<byte> buffer)
        {
            var n = Inner.Read(buffer);
            state.CountBytes(n);
            return n;
        }
    }
}
