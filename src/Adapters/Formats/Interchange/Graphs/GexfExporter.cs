using System.Xml;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Graphs;

/// <summary>Writes GEXF 1.3 for Gephi: nodes and edges with their table and all their cells.</summary>
public sealed class GexfExporter : IExporter
{
    const string Space = "http://gexf.net/1.3";

    /// <inheritdoc/>
    public string Key => "gexf";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".gexf"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(stream);
        var (nodes, edges) = GraphRows.Of(package);
        using var xml = XmlWriter.Create(stream, GraphMlExporter.Settings);
        xml.WriteStartElement("gexf", Space);
        xml.WriteAttributeString("version", "1.3");
        xml.WriteStartElement("meta", Space);
        xml.WriteElementString("description", Space, package.Head.Title);
        xml.WriteEndElement();
        xml.WriteStartElement("graph", Space);
        xml.WriteAttributeString("defaultedgetype", "directed");
        Attributes(xml, "node", nodes.Select(n => n.Table));
        Attributes(xml, "edge", edges.Select(e => e.Table));
        xml.WriteStartElement("nodes", Space);
        foreach (var node in nodes)
        {
            xml.WriteStartElement("node", Space);
            xml.WriteAttributeString("id", node.Id);
            xml.WriteAttributeString("label", node.Label);
            Cells(xml, node.Table, node.Row);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("edges", Space);
        foreach (var edge in edges)
        {
            xml.WriteStartElement("edge", Space);
            xml.WriteAttributeString("id", edge.Id);
            xml.WriteAttributeString("source", edge.From);
            xml.WriteAttributeString("target", edge.To);
            xml.WriteAttributeString("kind", edge.Table.Spec.Name);
            Cells(xml, edge.Table, edge.Row);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Attributes(XmlWriter xml, string of, IEnumerable<Table> tables)
    {
        xml.WriteStartElement("attributes", Space);
        xml.WriteAttributeString("class", of);
        foreach (var name in (string[])["table", .. tables.Select(t => t.Spec).Distinct().SelectMany(s => s.Fields).Select(f => f.Name).Distinct(StringComparer.Ordinal)])
        {
            xml.WriteStartElement("attribute", Space);
            xml.WriteAttributeString("id", name);
            xml.WriteAttributeString("title", name);
            xml.WriteAttributeString("type", "string");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Cells(XmlWriter xml, Table table, Row row)
    {
        xml.WriteStartElement("attvalues", Space);
        Value(xml, "table", table.Spec.Name);
        for (var i = 0; i < table.Spec.Fields.Count; i++) Value(xml, table.Spec.Fields[i].Name, row.Cells[i]);
        xml.WriteEndElement();
    }

    static void Value(XmlWriter xml, string name, string value)
    {
        if (value.Length == 0) return;
        xml.WriteStartElement("attvalue", Space);
        xml.WriteAttributeString("for", name);
        xml.WriteAttributeString("value", value);
        xml.WriteEndElement();
    }
}
