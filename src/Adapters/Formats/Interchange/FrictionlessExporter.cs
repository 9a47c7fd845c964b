using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Writes the package as a ZIP whose descriptor names the sources, and the licences that the notes of sources name, as the Frictionless specification asks of what is published.</summary>
public sealed class FrictionlessExporter : IExporter
{
    // Name in notes, identifier of the licence and its address; longer names first, since they hold shorter ones.
    static readonly (string Text, string Name, string Path)[] Licences =
    [
        ("CC BY-SA 4.0", "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"), ("CC BY-NC 4.0", "CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"), ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC0 1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"), ("ODbL 1.0", "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"), ("PDDL 1.0", "PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
        ("OGL 3.0", "OGL-UK-3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    ];

    static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string Key => "frictionless";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".datapackage.zip"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        var files = PackageWriter.Files(package);
        PackageWriter.WriteZip(stream, [(PackageFiles.Descriptor, Descriptor(package, files[0].Bytes, findings)), .. files.Skip(1)]);
    }

    static byte[] Descriptor(Package package, byte[] bytes, ICollection<Finding> findings)
    {
        var descriptor = JsonNode.Parse(bytes)!.AsObject();
        var (sources, licences) = (new JsonArray(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        var table = package["sources"];
        var unnamed = new List<string>();
        foreach (var row in table.Rows)
        {
            var source = new JsonObject { ["title"] = table.Cell(row, "title") is { Length: > 0 } title ? title : row.Cells[0] };
            if (Uri.TryCreate(table.Cell(row, "url"), UriKind.Absolute, out var url) && url.Scheme is "https" or "http") source["path"] = table.Cell(row, "url");
            sources.Add(source);
            var note = table.Cell(row, "note");
            var licence = Licences.FirstOrDefault(l => note.Contains(l.Text, StringComparison.OrdinalIgnoreCase));
            if (licence.Name is null) unnamed.Add(row.Cells[0]);
            else licences[licence.Name] = licence.Path;
        }
        if (sources.Count > 0) descriptor["sources"] = sources;
        if (licences.Count > 0) descriptor["licenses"] = new JsonArray([.. licences.Select(l => (JsonNode?)new JsonObject { ["name"] = l.Key, ["path"] = l.Value })]);
        if (unnamed.Count > 0) findings.Add(new("N-EXPORT-02", Severity.Note, new(package.Head.Name), string.Join(", ", unnamed.Take(20))));
        return Encoding.UTF8.GetBytes(descriptor.ToJsonString(Options) + "\n");
    }
}
