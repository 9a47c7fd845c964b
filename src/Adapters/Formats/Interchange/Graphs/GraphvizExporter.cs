using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Graphs;

/// <summary>Writes the value chain as a Graphviz drawing: items with what they are made of, and who makes them.</summary>
public sealed class GraphvizExporter : IExporter
{
    static readonly HashSet<string> Written = new(["items", "recipes", "lines", "parties", "ownership", "sources"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Key => "graphviz";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".dot", ".gv"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine($"digraph {Quote(package.Head.Name)} {{");
        text.WriteLine("  rankdir=LR;");
        text.WriteLine("  node [shape=box];");
        var (items, lines, parties, recipes, ownership) = (package["items"], package["lines"], package["parties"], package["recipes"], package["ownership"]);
        foreach (var row in items.Rows) text.WriteLine($"  {Quote("items:" + row.Cells[0])} [label={Quote(Name(items, row))}];");
        foreach (var row in parties.Rows) text.WriteLine($"  {Quote("parties:" + row.Cells[0])} [label={Quote(Name(parties, row))}, shape=ellipse];");
        var itemOf = lines.Rows.GroupBy(r => r.Cells[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => lines.Cell(g.First(), "item"), StringComparer.Ordinal);
        foreach (var row in recipes.Rows)
        {
            var made = recipes.Cell(row, "item") is { Length: > 0 } item ? item : itemOf.GetValueOrDefault(recipes.Cell(row, "line"), "");
            var (quantity, group) = (recipes.Cell(row, "quantity"), recipes.Cell(row, "group"));
            text.WriteLine($"  {Quote("items:" + recipes.Cell(row, "input"))} -> {Quote("items:" + made)}{(quantity.Length + group.Length > 0 ? $" [label={Quote(group.Length > 0 ? $"{quantity} ({group})".Trim() : quantity)}{(group.Length > 0 ? ", style=dashed" : "")}]" : "")};");
        }
        foreach (var row in lines.Rows)
            if (lines.Cell(row, "party") is { Length: > 0 } party) text.WriteLine($"  {Quote("parties:" + party)} -> {Quote("items:" + lines.Cell(row, "item"))} [arrowhead=empty{(lines.Cell(row, "capacity") is { Length: > 0 } capacity ? $", label={Quote($"{capacity} {lines.Cell(row, "capacity_unit")}")}" : "")}];");
        foreach (var row in ownership.Rows) text.WriteLine($"  {Quote("parties:" + row.Cells[0])} -> {Quote("parties:" + row.Cells[1])} [style=dotted{(ownership.Cell(row, "share") is { Length: > 0 } share ? $", label={Quote(share + " %")}" : "")}];");
        text.WriteLine("}");
        Exporters.TellLeftOut(package, Written, Key, findings);
    }

    static string Name(Table table, Row row) => table.Cell(row, "name") is { Length: > 0 } name ? name : row.Cells[0];

    // In a quoted text of this language a backslash begins an escape sequence of its own; it is written twice so that it stands for itself.
    static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
