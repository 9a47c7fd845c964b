using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Graphs;

/// <summary>A package as a graph: rows with an identifier are nodes, rows that tie two of them together are edges, and every other row is a node of its own.</summary>
static class GraphRows
{
    /// <summary>Names of the attributes that are no columns.</summary>
    public const string Table = "vauban_table", Name = "vauban_name", Title = "vauban_title", Text = "vauban_description", AsOf = "vauban_as_of";

    /// <summary>A node.</summary>
    public sealed record Node(string Id, string Label, Table Table, Row Row);

    /// <summary>An edge between two nodes.</summary>
    public sealed record Edge(string Id, string From, string To, Table Table, Row Row);

    // From what gives to what takes.
    static readonly Dictionary<string, (string From, string[] To)> Ties = new(StringComparer.Ordinal)
    {
        ["ownership"] = ("owner", ["owned"]), ["recipes"] = ("input", ["item", "line"]), ["links"] = ("supplier", ["customer"]), ["transport_links"] = ("start", ["end"]), ["goals"] = ("item", ["technology"]), ["stocks"] = ("item", ["holder"]),
    };

    /// <summary>Nodes and edges, rows in their order.</summary>
    public static (List<Node> Nodes, List<Edge> Edges) Of(Package package)
    {
        var (nodes, edges) = (new List<Node>(), new List<Edge>());
        var known = new Dictionary<(string Table, string Id), string>();
        foreach (var table in package.Tables)
            for (var i = 0; i < table.Rows.Count; i++)
            {
                var row = table.Rows[i];
                if (Ties.ContainsKey(table.Spec.Name)) continue;
                var id = table.Spec.HasId ? $"{table.Spec.Name}:{row.Cells[0]}" : $"{table.Spec.Name}:{(i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}";
                if (table.Spec.HasId) known[(table.Spec.Name, row.Cells[0])] = id;
                nodes.Add(new(id, LabelOf(table, row, id), table, row));
            }
        foreach (var table in package.Tables)
            if (Ties.TryGetValue(table.Spec.Name, out var tie))
                for (var i = 0; i < table.Rows.Count; i++)
                {
                    var row = table.Rows[i];
                    var id = $"{table.Spec.Name}:{(i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}";
                    if (End(table, row, [tie.From], known) is { } from && End(table, row, tie.To, known) is { } to) edges.Add(new(id, from, to, table, row));
                    else nodes.Add(new(id, id, table, row));
                }
        return (nodes, edges);
    }

    static string LabelOf(Table table, Row row, string id)
    {
        foreach (var name in (ReadOnlySpan<string>)["name", "title"])
            if (table.Spec.Find(name) is >= 0 and var at && row.Cells[at].Length > 0) return row.Cells[at];
        return id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    static string? End(Table table, Row row, string[] columns, Dictionary<(string, string), string> known)
    {
        foreach (var column in columns)
        {
            var at = table.Spec.IndexOf(column);
            foreach (var target in table.Spec.Fields[at].Targets)
                if (known.TryGetValue((target, row.Cells[at]), out var id)) return id;
        }
        return null;
    }
}
