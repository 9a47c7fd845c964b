using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Formats;

/// <summary>What a check of a package gives, as JSON.</summary>
static class ValidateJson
{
    /// <summary>Writes it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="network">The network; null where a finding is an error.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="texts">Language.</param>
    public static void Write(Utf8JsonWriter json, Network? network, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        json.WriteBoolean("valid", network is not null);
        if (network is not null)
        {
            json.WriteString("package", network.Package.Head.Name);
            json.WriteString("snapshot", network.Package.Hash);
            json.WriteList("tables", network.Package.Tables, t =>
            {
                json.WriteStartObject();
                json.WriteString("table", t.Spec.Name);
                json.WriteNumber("rows", t.Rows.Count);
                json.WriteEndObject();
            });
        }
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }
}
