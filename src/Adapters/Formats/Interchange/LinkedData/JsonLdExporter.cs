using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.LinkedData;

/// <summary>Writes parties and items as JSON-LD 1.1.</summary>
public sealed class JsonLdExporter : IExporter
{
    /// <inheritdoc/>
    public string Key => "json-ld";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".jsonld"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        using var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartObject("@context");
        foreach (var (prefix, space) in Facts.Spaces) json.WriteString(prefix, space);
        json.WriteEndObject();
        json.WriteStartArray("@graph");
        foreach (var (id, type, facts) in Facts.Of(package))
        {
            json.WriteStartObject();
            json.WriteString("@id", id);
            json.WriteString("@type", type);
            foreach (var word in facts.GroupBy(f => f.Word, StringComparer.Ordinal))
            {
                json.WriteStartArray(word.Key);
                foreach (var fact in word)
                    if (!fact.IsThing) json.WriteStringValue(fact.Value);
                    else
                    {
                        json.WriteStartObject();
                        json.WriteString("@id", fact.Value);
                        json.WriteEndObject();
                    }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        Exporters.TellLeftOut(package, Facts.Written, Key, findings);
    }
}
