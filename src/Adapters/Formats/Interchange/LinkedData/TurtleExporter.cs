using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.LinkedData;

/// <summary>Writes parties and items as RDF in Turtle 1.1.</summary>
public sealed class TurtleExporter : IExporter
{
    /// <inheritdoc/>
    public string Key => "turtle";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".ttl"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var (prefix, space) in Facts.Spaces) text.WriteLine($"@prefix {prefix}: <{space}> .");
        foreach (var (id, type, facts) in Facts.Of(package))
        {
            text.WriteLine();
            text.Write($"<{id}> a {type}");
            foreach (var fact in facts) text.Write($" ;\n  {fact.Word} {(fact.IsThing ? $"<{fact.Value}>" : Quote(fact.Value))}");
            text.WriteLine(" .");
        }
        Exporters.TellLeftOut(package, Facts.Written, Key, findings);
    }

    static string Quote(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}\"";
}
