using System.IO.Compression;
using System.Text;
using System.Xml;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Extraction;

/// <summary>The running text of a Word document, with its footnotes. Pages are made by the program that prints it, so that it has none here.</summary>
/// <remarks>Read as the ZIP and XML that it is (ECMA-376, part 1, sections 11 and 17): in one pass, without a document tree, document types refused.</remarks>
static class DocxText
{
    const string Words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const string StrictWords = "http://purl.oclc.org/ooxml/wordprocessingml/main";

    static readonly string[] Parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

    public static PaperText? Read(byte[] bytes, ExtractionLimits limits, Action<string, Severity, string[]> say, CancellationToken stop)
    {
        // A document with a password is no ZIP but an OLE container.
        if (bytes is [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            say("E-TEXT-05", Severity.Error, []);
            return null;
        }
        using var zip = new ZipArchive(new MemoryStream(bytes, false), ZipArchiveMode.Read);
        var text = new StringBuilder();
        long left = limits.UnpackedBytes;
        var isOne = false;
        foreach (var name in Parts)
        {
            if (zip.GetEntry(name) is not { } entry) continue;
            isOne = true;
            if (entry.IsEncrypted)
            {
                say("E-TEXT-05", Severity.Error, []);
                return null;
            }
            using var counted = new CountedStream(entry.Open(), left);
            try
            {
                Take(counted, text, limits, stop);
            }
            catch (XmlException e) when (e.InnerException is ExtractionLimitException || counted.IsOver)
            {
                say("E-TEXT-02", Severity.Error, [$"{limits.UnpackedBytes >> 20} MB"]);
                return null;
            }
            catch (ExtractionLimitException)
            {
                say("E-TEXT-02", Severity.Error, [$"{limits.UnpackedBytes >> 20} MB"]);
                return null;
            }
            left -= counted.Taken;
        }
        if (isOne) return new(false, [text.ToString()]);
        say("E-TEXT-03", Severity.Error, []);
        return null;
    }

    static void Take(Stream part, StringBuilder text, ExtractionLimits limits, CancellationToken stop)
    {
        using var xml = XmlReader.Create(part, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
        var isText = false;
        // Text that a change took away stands in delText, field codes in instrText: neither is read.
        while (xml.Read() && text.Length <= limits.Characters)
        {
            stop.ThrowIfCancellationRequested();
            var isWord = xml.NamespaceURI is Words or StrictWords;
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when isWord && xml.LocalName == "t": isText = !xml.IsEmptyElement; break;
                case XmlNodeType.Element when isWord && xml.LocalName is "br" or "cr": text.Append('\n'); break;
                case XmlNodeType.Element when isWord && xml.LocalName == "tab": text.Append(' '); break;
                case XmlNodeType.Element when isWord && xml.LocalName == "noBreakHyphen": text.Append('-'); break;
                case XmlNodeType.EndElement when isWord && xml.LocalName == "t": isText = false; break;
                case XmlNodeType.EndElement when isWord && xml.LocalName is "p" or "tc": text.Append('\n'); break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when isText: text.Append(xml.Value); break;
                default: break;
            }
        }
    }
}

/// <summary>More came out of a packed part than is read.</summary>
sealed class ExtractionLimitException() : IOException("A packed part is larger than is read.");

/// <summary>Counts what is read, and ends it beyond a limit.</summary>
sealed class CountedStream(Stream inner, long most) : ForwardStream(inner)
{
    public long Taken { get; set; }

    public bool IsOver => Taken > most;

    public override int Read(Span<byte> buffer)
    {
        var n = Inner.Read(buffer);
        Taken += n;
        return IsOver ? throw new ExtractionLimitException() : n;
    }
}
