using System.Text.Json;
using System.Text.Json.Nodes;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.CycloneDx;

/// <summary>Writes items, what they are made of and their makers as a bill of materials in CycloneDX 1.6 (JSON). What an importer kept in notes is written again.</summary>
public sealed class CycloneDxExporter : IExporter
{
    const string Note = "cyclonedx";

    static readonly HashSet<string> Written = new(["items", "recipes", "lines", "parties", "sources", "contracts"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Key => Note;

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".cdx.json", ".cdx"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        var items = package["items"];
        var parts = items.Rows.ToDictionary(r => r.Cells[0], r => Kept.Of(Note, items.Cell(r, "note")) ?? [], StringComparer.Ordinal);
        var refs = parts.ToDictionary(p => p.Key, p => p.Value["bom-ref"]?.ToString() ?? p.Value["purl"]?.ToString() ?? "items:" + p.Key, StringComparer.Ordinal);
        var makers = Makers(package);
        var inputs = Inputs(package);
        // The subject is what is an input of nothing, where there is one such thing.
        var used = inputs.SelectMany(i => i.Value).Select(i => i.Input).ToHashSet(StringComparer.Ordinal);
        var roots = items.Rows.Where(r => !used.Contains(r.Cells[0]) && inputs.ContainsKey(r.Cells[0])).ToArray();
        var root = roots.Length == 1 ? roots[0] : null;
        var quantities = inputs.SelectMany(i => i.Value).GroupBy(i => i.Input, StringComparer.Ordinal).Where(g => g.Select(i => i.Quantity).Distinct().Count() == 1).ToDictionary(g => g.Key, g => g.First().Quantity, StringComparer.Ordinal);
        var kept = package["sources"].Rows.Select(r => Kept.Of(Note, package["sources"].Cell(r, "note"))).FirstOrDefault(k => k is not null) ?? [];
        var bom = new JsonObject { ["bomFormat"] = "CycloneDX", ["specVersion"] = "1.6" };
        if (kept["serialNumber"] is { } serial) bom["serialNumber"] = serial.DeepClone();
        bom["version"] = int.TryParse(kept["version"]?.ToString(), out var version) ? version : 1;
        var metadata = kept["metadata"]?.DeepClone() as JsonObject ?? [];
        if (root is not null) metadata["component"] = Component(items, root, parts, refs, makers, null);
        if (metadata.Count > 0) bom["metadata"] = metadata;
        bom["components"] = new JsonArray([.. items.Rows.Where(r => r != root && items.Cell(r, "kind") != "service").Select(r => Component(items, r, parts, refs, makers, quantities.GetValueOrDefault(r.Cells[0])))]);
        if (items.Rows.Any(r => r != root && items.Cell(r, "kind") == "service")) bom["services"] = new JsonArray([.. items.Rows.Where(r => r != root && items.Cell(r, "kind") == "service").Select(r => Component(items, r, parts, refs, makers, null))]);
        bom["dependencies"] = new JsonArray([.. items.Rows.Where(r => inputs.ContainsKey(r.Cells[0])).Select(r => (JsonNode?)new JsonObject { ["ref"] = refs[r.Cells[0]], ["dependsOn"] = new JsonArray([.. inputs[r.Cells[0]].Select(i => (JsonNode?)JsonValue.Create(refs[i.Input]))]) })]);
        var contracts = package["contracts"];
        var compositions = contracts.Rows.Where(r => contracts.Cell(r, "fact") == "composition" && contracts.Cell(r, "instrument") == "CycloneDX" && refs.ContainsKey(contracts.Cell(r, "item"))).GroupBy(r => contracts.Cell(r, "value"), StringComparer.Ordinal).ToArray();
        if (compositions.Length > 0) bom["compositions"] = new JsonArray([.. compositions.Select(g => (JsonNode?)new JsonObject { ["aggregate"] = g.Key, ["assemblies"] = new JsonArray([.. g.Select(r => (JsonNode?)JsonValue.Create(refs[contracts.Cell(r, "item")]))]) })]);
        foreach (var (name, value) in kept)
            if (!bom.ContainsKey(name)) bom[name] = value?.DeepClone();
        using var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        bom.WriteTo(json);
        Exporters.TellLeftOut(package, Written, Key, findings);
    }

    static Dictionary<string, string> Makers(Package package)
    {
        var (lines, parties) = (package["lines"], package["parties"]);
        var names = parties.Rows.GroupBy(r => r.Cells[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => parties.Cell(g.First(), "name"), StringComparer.Ordinal);
        return lines.Rows.Where(r => names.GetValueOrDefault(lines.Cell(r, "party"), "").Length > 0).GroupBy(r => lines.Cell(r, "item"), StringComparer.Ordinal).Where(g => g.Select(r => lines.Cell(r, "party")).Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(g => g.Key, g => names[lines.Cell(g.First(), "party")], StringComparer.Ordinal);
    }

    static Dictionary<string, List<(string Input, string Quantity)>> Inputs(Package package)
    {
        var (recipes, lines) = (package["recipes"], package["lines"]);
        var itemOf = lines.Rows.GroupBy(r => r.Cells[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => lines.Cell(g.First(), "item"), StringComparer.Ordinal);
        var inputs = new Dictionary<string, List<(string, string)>>(StringComparer.Ordinal);
        foreach (var row in recipes.Rows)
        {
            var made = recipes.Cell(row, "item") is { Length: > 0 } item ? item : itemOf.GetValueOrDefault(recipes.Cell(row, "line"), "");
            if (!inputs.TryGetValue(made, out var list)) inputs[made] = list = [];
            if (!list.Any(i => i.Item1 == recipes.Cell(row, "input"))) list.Add((recipes.Cell(row, "input"), recipes.Cell(row, "quantity")));
        }
        return inputs;
    }

    static JsonObject Component(Table items, Row row, Dictionary<string, JsonObject> parts, Dictionary<string, string> refs, Dictionary<string, string> makers, string? quantity)
    {
        var (id, kind) = (row.Cells[0], items.Cell(row, "kind"));
        var was = parts[id];
        var made = new JsonObject();
        var (name, version) = (was["name"]?.ToString() ?? "", was["version"]?.ToString() ?? "");
        if (kind != "service") made["type"] = was["type"]?.DeepClone() ?? kind switch { "software" => "application", "data" => "data", _ => "device" };
        made["bom-ref"] = refs[id];
        // What somebody has changed in the package goes before what was read.
        var isSame = name.Length > 0 && items.Cell(row, "name") == (version.Length > 0 ? $"{name} {version}" : name);
        made["name"] = isSame ? name : items.Cell(row, "name") is { Length: > 0 } cell ? cell : id;
        foreach (var (member, value) in was)
            if (!made.ContainsKey(member) && (member != "version" || isSame)) made[member] = value?.DeepClone();
        if (makers.TryGetValue(id, out var maker) && made["publisher"]?.ToString() != maker && (made["supplier"] as JsonObject)?["name"]?.ToString() != maker && (made["provider"] as JsonObject)?["name"]?.ToString() != maker && (made["manufacturer"] as JsonObject)?["name"]?.ToString() != maker)
            made["manufacturer"] = new JsonObject { ["name"] = maker };
        var properties = made["properties"] as JsonArray;
        if (quantity is { Length: > 0 } && kind is not ("software" or "data") && !(properties?.Any(p => (p as JsonObject)?["name"]?.ToString() == "cdx:device:quantity") ?? false))
            made["properties"] = new JsonArray([.. properties?.Select(p => p?.DeepClone()) ?? [], new JsonObject { ["name"] = "cdx:device:quantity", ["value"] = quantity }]);
        return made;
    }
}
