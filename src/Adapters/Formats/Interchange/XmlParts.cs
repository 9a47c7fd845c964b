using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Reads XML part by part: no document type, no external entities, depth and size of a part bounded.</summary>
static class XmlParts
{
    /// <summary>Gives each element that <paramref name="isPart"/> wants, whole, with the names of the elements around it; the rest is passed over.</summary>
    public static void Each(ImportFile file, ImportDraft draft, Func<string, int, bool> isPart, Action<XElement, Place> take, Action<XmlReader>? open = null)
    {
        using var stream = new CountedStream(file.Open(), draft);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = draft.Limits.Bytes, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true };
        try
        {
            using var xml = XmlReader.Create(stream, settings);
            xml.Read();
            while (!xml.EOF)
            {
                if (xml.Depth > draft.Limits.Depth) throw new XmlException("", null, Line(xml), 0);
                if (xml.NodeType != XmlNodeType.Element)
                {
                    xml.Read();
                    continue;
                }
                var line = Line(xml);
                if (isPart(xml.LocalName, xml.Depth)) take(Part(xml, draft.Limits), new(file.Name, Row: line));
                else
                {
                    open?.Invoke(xml);
                    xml.Read();
                }
            }
        }
        catch (XmlException e)
        {
            draft.Error("E-IMPORT-02", new(file.Name, Row: e.LineNumber > 0 ? e.LineNumber : null), e.LinePosition.ToString(CultureInfo.InvariantCulture));
        }
    }

    static int Line(XmlReader xml) => ((IXmlLineInfo)xml).LineNumber;

    // Behind it the reader stands on what follows. A file may be long, a part may not.
    static XElement Part(XmlReader xml, ImportLimits limits)
    {
        XElement? root = null, at = null;
        var (depth, chars) = (xml.Depth, 0L);
        do
        {
            if (xml.Depth - depth > limits.Depth) throw new XmlException("", null, Line(xml), 0);
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new XElement(XName.Get(xml.LocalName, xml.NamespaceURI));
                    var isEmpty = xml.IsEmptyElement;
                    while (xml.MoveToNextAttribute())
                    {
                        chars += xml.Value.Length + xml.Name.Length;
                        if (xml.Prefix != "xmlns" && xml.Name != "xmlns") element.SetAttributeValue(XName.Get(xml.LocalName, xml.NamespaceURI), xml.Value);
                    }
                    xml.MoveToElement();
                    chars += 32 + element.Name.LocalName.Length;
                    at?.Add(element);
                    root ??= element;
                    if (!isEmpty) at = element;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    chars += xml.Value.Length;
                    at?.Add(new XText(xml.Value));
                    break;
                case XmlNodeType.EndElement:
                    at = at?.Parent;
                    break;
            }
            if (chars > limits.PartBytes) throw new ReadLimitException("E-IMPORT-07", (limits.PartBytes >> 20).ToString(CultureInfo.InvariantCulture));
        }
        while ((at is not null || root is null) && xml.Read());
        if (at is not null) throw new XmlException("", null, Line(xml), 0);
        xml.Read();
        return root!;
    }
}
