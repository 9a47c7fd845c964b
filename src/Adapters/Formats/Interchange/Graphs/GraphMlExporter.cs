using System.Text;
using System.Xml;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Graphs;

/// <summary>Writes GraphML that holds every row and every cell, so that reading it again gives the same package.</summary>
public sealed class GraphMlExporter : IExporter
{
    const string Space = "http://graphml.graphdrawing.org/xmlns";

    /// <inheritdoc/>
    public string Key => "graphml";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".graphml"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(stream);
        var (nodes, edges) = GraphRows.Of(package);
        using var xml = XmlWriter.Create(stream, Settings);
        xml.WriteStartElement("graphml", Space);
        foreach (var name in (string[])[GraphRows.Name, GraphRows.Title, GraphRows.Text, GraphRows.AsOf]) Declare(xml, name, "graph");
        foreach (var name in (string[])[GraphRows.Table, "label", .. package.Tables.SelectMany(t => t.Spec.Fields).Select(f => f.Name).Distinct(StringComparer.Ordinal)]) Declare(xml, name, "all");
        xml.WriteStartElement("graph", Space);
        xml.WriteAttributeString("id", package.Head.Name);
        xml.WriteAttributeString("edgedefault", "directed");
        Data(xml, GraphRows.Name, package.Head.Name);
        Data(xml, GraphRows.Title, package.Head.Title);
        Data(xml, GraphRows.Text, package.Head.Description);
        if (package.Head.AsOf is { } day) Data(xml, GraphRows.AsOf, Dates.Text(day));
        foreach (var node in nodes)
        {
            xml.WriteStartElement("node", Space);
            xml.WriteAttributeString("id", node.Id);
            Data(xml, "label", node.Label);
            Cells(xml, node.Table, node.Row);
            xml.WriteEndElement();
        }
        foreach (var edge in edges)
        {
            xml.WriteStartElement("edge", Space);
            xml.WriteAttributeString("id", edge.Id);
            xml.WriteAttributeString("source", edge.From);
            xml.WriteAttributeString("target", edge.To);
            Cells(xml, edge.Table, edge.Row);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    internal static XmlWriterSettings Settings { get; } = new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " ", NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize, CloseOutput = false };

    static void Declare(XmlWriter xml, string name, string what)
    {
        xml.WriteStartElement("key", Space);
        xml.WriteAttributeString("id", name);
        xml.WriteAttributeString("for", what);
        xml.WriteAttributeString("attr.name", name);
        xml.WriteAttributeString("attr.type", "string");
        xml.WriteEndElement();
    }

    static void Cells(XmlWriter xml, Table table, Row row)
    {
        Data(xml, GraphRows.Table, table.Spec.Name);
        for (var i = 0; i < table.Spec.Fields.Count; i++) Data(xml, table.Spec.Fields[i].Name, row.Cells[i]);
    }

    static void Data(XmlWriter xml, string name, string value)
    {
        if (value.Length == 0) return;
        xml.WriteStartElement("data", Space);
        xml.WriteAttributeString("key", name);
        xml.WriteString(value);
        xml.WriteEndElement();
    }
}
