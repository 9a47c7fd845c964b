using System.Text.Json.Nodes;
using System.Xml.Linq;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Graphs;

/// <summary>Reads GraphML: what this program has written row by row, and graphs of other programs as items and recipes (an edge runs from what is needed to what is made of it).</summary>
public sealed class GraphMlImporter : IImporter
{
    static readonly string[] Labels = ["label", "name", "title"], Weights = ["quantity", "weight", "amount", "value"];

    /// <inheritdoc/>
    public string Key => "graphml";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.IsXml && file.Head.Contains("<graphml", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        foreach (var file in files)
        {
            var graph = new Graph(draft, file.Name);
            XmlParts.Each(file, draft, (name, _) => name is "key" or "node" or "edge" or "hyperedge" || (name == "data" && graph.IsInGraph), graph.Take, xml => graph.Open(xml.LocalName, xml.GetAttribute("edgedefault")));
        }
    }

    sealed class Graph(ImportDraft draft, string file)
    {
        readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
        readonly HashSet<(string, string)> _edges = [];
        bool _isUndirected, _isTold;

        public bool IsInGraph { get; set; }

        public void Open(string name, string? direction)
        {
            if (name != "graph") return;
            IsInGraph = true;
            _isUndirected = direction == "undirected";
        }

        public void Take(XElement part, Place place)
        {
            switch (part.Name.LocalName)
            {
                case "key":
                    if (part.Attribute("id") is { } id) _keys[id.Value] = part.Attribute("attr.name")?.Value ?? id.Value;
                    break;
                case "data":
                    Head(part);
                    break;
                case "node":
                    foreach (var node in part.DescendantsAndSelf().Where(e => e.Name.LocalName == "node").ToArray()) Node(node, place);
                    foreach (var edge in part.Descendants().Where(e => e.Name.LocalName == "edge").ToArray()) Edge(edge, place);
                    break;
                case "edge":
                    Edge(part, place);
                    break;
                default:
                    draft.Warn("W-IMPORT-22", place, part.Name.LocalName);
                    break;
            }
        }

        void Head(XElement part)
        {
            switch (_keys.GetValueOrDefault(part.Attribute("key")?.Value ?? ""))
            {
                case GraphRows.Name: draft.Name = part.Value; break;
                case GraphRows.Title: draft.Title = part.Value; break;
                case GraphRows.Text: draft.Description = part.Value; break;
                case GraphRows.AsOf when Dates.TryParse(part.Value, false, out var day): draft.AsOf = day; break;
            }
        }

        Dictionary<string, string> Data(XElement part)
        {
            var data = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var cell in part.Elements().Where(e => e.Name.LocalName == "data"))
                data[_keys.GetValueOrDefault(cell.Attribute("key")?.Value ?? "") ?? cell.Attribute("key")?.Value ?? "data"] = cell.HasElements ? string.Concat(cell.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting))) : cell.Value;
            return data;
        }

        bool Own(Dictionary<string, string> data, Place place)
        {
            if (!data.TryGetValue(GraphRows.Table, out var table) || FieldCatalog.Find(table) is not { } spec) return false;
            draft.Add(table, place, null, [.. spec.Fields.Where(f => data.ContainsKey(f.Name)).Select(f => (f.Name, data[f.Name]))]);
            return true;
        }

        void Node(XElement node, Place place)
        {
            var id = node.Attribute("id")?.Value ?? "";
            var data = Data(node);
            if (Own(data, place)) return;
            if (id.Length == 0)
            {
                draft.Warn("W-IMPORT-10", place, "node.id");
                return;
            }
            var label = Labels.Select(l => data.FirstOrDefault(d => d.Key.Equals(l, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(d => d.Value is { Length: > 0 });
            var kept = new JsonObject { ["node"] = id };
            foreach (var (key, value) in data.Where(d => d.Key != label.Key)) kept[key] = value;
            draft.Add("items", place, kept, ("id", draft.Id("items", id)), ("name", label.Value ?? id), ("unit", "piece"));
        }

        void Edge(XElement edge, Place place)
        {
            var data = Data(edge);
            if (Own(data, place)) return;
            var (from, to) = (edge.Attribute("source")?.Value ?? "", edge.Attribute("target")?.Value ?? "");
            if ((edge.Attribute("directed")?.Value is { } own ? own == "false" : _isUndirected) && !_isTold)
            {
                _isTold = true;
                draft.Warn("W-IMPORT-20", place);
            }
            if (from.Length == 0 || to.Length == 0 || !_edges.Add((from, to)))
            {
                draft.Warn("W-IMPORT-15", place, "recipes", ImportDraft.Short($"{from} {to}"));
                return;
            }
            var weight = Weights.Select(w => data.FirstOrDefault(d => d.Key.Equals(w, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(d => d.Value is { Length: > 0 });
            var kept = new JsonObject();
            if (edge.Attribute("id")?.Value is { } id) kept["edge"] = id;
            foreach (var (key, value) in data.Where(d => d.Key != weight.Key)) kept[key] = value;
            draft.Add("recipes", place with { File = file }, kept, ("item", draft.Id("items", to)), ("input", draft.Id("items", from)), ("quantity", weight.Value ?? ""));
        }
    }
}
