using System.Text.Json;
using System.Text.Json.Nodes;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.CycloneDx;

/// <summary>Reads bills of materials in CycloneDX 1.4 to 1.7 (and 1.2, 1.3), JSON and XML, of hardware and software.</summary>
/// <remarks>
/// Components and services become items; what contains or depends becomes recipes; the manufacturer, or where none is named the supplier or publisher, becomes a party with a line of
/// unknown capacity; compositions become facts of the table contracts (<c>ITEM/composition</c>): how complete the list of parts is said to be. The whole component stands in the note.
/// </remarks>
public sealed class CycloneDxImporter : IImporter
{
    /// <inheritdoc/>
    public string Key => "cyclonedx";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.IsXml ? file.Head.Contains("cyclonedx.org/schema/bom/", StringComparison.Ordinal) : file.IsJson && file.Head.Contains("\"bomFormat\"", StringComparison.Ordinal) && file.Head.Contains("CycloneDX", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        foreach (var file in files)
        {
            var bom = new Bom(draft, file);
            if (file.IsXml) ReadXml(file, draft, bom);
            else JsonParts.Members(file, draft, bom.Member);
            bom.Finish();
        }
    }

    static void ReadXml(ImportFile file, ImportDraft draft, Bom bom) =>
        XmlParts.Each(file, draft,
            (name, depth) => depth == 2 && name is "component" or "service" or "dependency" or "composition" || depth == 1 && name is not ("components" or "services" or "dependencies" or "compositions"),
            (part, place) =>
            {
                var name = part.Name.LocalName;
                var json = name == "dependency" ? Dependency(part) : CycloneDxXml.Json(part);
                bom.Member(name switch { "component" => "components", "service" => "services", "dependency" => "dependencies", "composition" => "compositions", var other => other }, JsonSerializer.SerializeToElement(json), place);
            },
            xml =>
            {
                if (xml.Depth > 0) return;
                bom.Text("specVersion", xml.NamespaceURI.Split('/')[^1]);
                bom.Text("serialNumber", xml.GetAttribute("serialNumber") ?? "");
                bom.Text("version", xml.GetAttribute("version") ?? "");
            });

    static JsonObject Dependency(System.Xml.Linq.XElement part) => new()
    {
        ["ref"] = part.Attribute("ref")?.Value ?? "",
        ["dependsOn"] = new JsonArray([.. part.Elements().Where(e => e.Name.LocalName == "dependency").Select(e => (JsonNode?)JsonValue.Create(e.Attribute("ref")?.Value ?? ""))]),
    };

    sealed class Bom(ImportDraft draft, ImportFile file)
    {
        static readonly string[] Tested = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

        readonly Dictionary<string, (string Id, string Quantity, bool IsHeld)> _items = new(StringComparer.Ordinal);
        readonly List<(string Made, string Input, Place Place)> _contains = [];
        readonly List<(string Made, string Input, Place Place)> _depends = [];
        readonly List<(string Ref, Place Place)> _top = [];
        readonly List<(string Aggregate, string[] Refs, Place Place)> _compositions = [];
        readonly JsonObject _kept = [];
        readonly Dictionary<string, string> _makers = new(StringComparer.Ordinal);
        string _source = "", _date = "", _title = "", _root = "";
        int _unnamed;

        string Source => _source.Length > 0 ? _source : _source = draft.Id("sources", file.Name, "bom-" + Path.GetFileNameWithoutExtension(file.Name));

        public void Text(string name, string value)
        {
            if (value.Length == 0) return;
            _kept[name] = value;
            if (name == "specVersion" && !Tested.Contains(value)) draft.Warn("W-IMPORT-18", new(file.Name), ImportDraft.Short(value), "1.4, 1.5, 1.6, 1.7");
        }

        public void Member(string name, JsonElement part, Place place)
        {
            switch (name)
            {
                case "components" or "services":
                    if (Component(part, place, name == "services") is { } made) _top.Add((made, place));
                    break;
                case "metadata":
                    Metadata(part, place);
                    break;
                case "dependencies":
                    foreach (var input in part.List("dependsOn"))
                        if (input.ValueKind == JsonValueKind.String) _depends.Add((part.Text("ref"), input.GetString()!, place));
                    break;
                case "compositions":
                    _compositions.Add((part.Text("aggregate"), [.. part.List("assemblies").Concat(part.List("dependencies")).Where(r => r.ValueKind == JsonValueKind.String).Select(r => r.GetString()!).Distinct(StringComparer.Ordinal)], place));
                    break;
                case "specVersion" or "serialNumber" or "version":
                    Text(name, part.ValueKind == JsonValueKind.String ? part.GetString()! : part.GetRawText());
                    break;
                case "bomFormat" or "$schema":
                    break;
                default:
                    // Lists come element by element.
                    if (_kept[name] is JsonArray list) list.Add(JsonNode.Parse(part.GetRawText()));
                    else _kept[name] = part.ValueKind == JsonValueKind.Object && name is not ("formulation" or "declarations" or "definitions") ? new JsonArray(JsonNode.Parse(part.GetRawText())) : JsonNode.Parse(part.GetRawText());
                    break;
            }
        }

        void Metadata(JsonElement part, Place place)
        {
            _date = part.Text("timestamp") is { Length: >= 10 } time && Dates.TryParse(time[..10], false, out _) ? time[..10] : "";
            if (part.Child("component") is { ValueKind: JsonValueKind.Object } root && Component(root, place, false) is { } made)
            {
                _root = made;
                _title = root.Text("name");
            }
            if (Kept.But(part, "component") is { Count: > 0 } rest) _kept["metadata"] = rest;
        }

        string? Component(JsonElement part, Place place, bool isService)
        {
            if (part.ValueKind != JsonValueKind.Object) return null;
            var name = part.Text("name");
            if (name.Length == 0)
            {
                draft.Warn("W-IMPORT-10", place, "name");
                return null;
            }
            var version = part.Text("version");
            var reference = part.Text("bom-ref") is { Length: > 0 } given ? given : part.Text("purl") is { Length: > 0 } purl ? purl : $"{part.Text("group")}/{name}@{version}#{(++_unnamed).ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            if (_items.ContainsKey(reference))
            {
                draft.Warn("W-IMPORT-15", place, "items", ImportDraft.Short(reference));
                return null;
            }
            var kind = isService ? "service" : KindOf(part.Text("type"));
            var quantity = part.List("properties").FirstOrDefault(p => p.Text("name") == "cdx:device:quantity").Text("value");
            var id = draft.Id("items", file.Name + "\u001f" + reference, version.Length > 0 ? $"{name}-{version}" : name);
            _items[reference] = (id, Quantity.TryNumber(quantity, out var number) && number >= 0 ? Quantity.Text(number) : "", kind is "software" or "data");
            draft.Add("items", place, Kept.But(part, "components", "services"), ("id", id), ("name", version.Length > 0 ? $"{name} {version}" : name), ("kind", kind), ("unit", "piece"), ("source", Source), ("basis", "declared"));
            Maker(part, id, place);
            foreach (var inner in part.List(isService ? "services" : "components"))
                if (Component(inner, place, isService) is { } made) _contains.Add((reference, made, place));
            return reference;
        }

        static string KindOf(string type) => type switch
        {
            "device" => "component",
            "data" or "machine-learning-model" or "cryptographic-asset" or "file" => "data",
            "platform" => "assembly",
            _ => "software",
        };

        void Maker(JsonElement part, string item, Place place)
        {
            var body = part.Child("manufacturer") is { ValueKind: JsonValueKind.Object } made && made.Text("name").Length > 0 ? made : part.Child("supplier") is { ValueKind: JsonValueKind.Object } sold ? sold : part.Child("provider");
            var name = body.Text("name") is { Length: > 0 } named ? named : part.Text("publisher");
            if (name.Length == 0) return;
            if (!_makers.TryGetValue(name, out var party))
            {
                var isNew = !draft.Knows("parties", name);
                _makers[name] = party = draft.Id("parties", name);
                var country = body.Child("address").Text("country");
                // A maker of an earlier file stands there already.
                if (isNew) draft.Add("parties", place, null, ("id", party), ("name", name), ("kind", "company"), ("country", Countries.TryFind(country.ToUpperInvariant(), out var found) ? found.Code : ""), ("source", Source), ("basis", "declared"));
            }
            draft.Add("lines", place, null, ("id", draft.Id("lines", $"{party}\u001f{item}", $"{item}-{party}")), ("party", party), ("item", item), ("source", Source), ("basis", "declared"));
        }

        public void Finish()
        {
            if (_items.Count == 0) return;
            draft.Add("sources", new(file.Name), _kept, ("id", Source), ("title", _title.Length > 0 ? $"CycloneDX: {_title}" : $"CycloneDX: {file.Name}"), ("date", _date));
            if (draft.Title.Length == 0) draft.Title = _title;
            var seen = new HashSet<(string, string)>();
            foreach (var (made, input, place) in _contains) Recipe(made, input, place, seen);
            foreach (var (made, input, place) in _depends) Recipe(made, input, place, seen);
            // Where nothing says what depends on what, the listed components are the parts of the subject.
            if (_root.Length > 0 && _depends.Count == 0)
                foreach (var (part, place) in _top) Recipe(_root, part, place, seen);
            foreach (var (aggregate, refs, place) in _compositions)
                foreach (var reference in refs)
                {
                    if (!_items.TryGetValue(reference, out var item)) continue;
                    draft.Add("contracts", place, null, ("id", draft.Id("contracts", $"{item.Id}/composition") + "/composition"), ("instrument", "CycloneDX"), ("fact", "composition"), ("value", aggregate), ("item", item.Id), ("source", Source), ("basis", "declared"));
                    if (aggregate != "complete") draft.Warn("W-IMPORT-19", place, item.Id, ImportDraft.Short(aggregate));
                }
        }

        void Recipe(string made, string input, Place place, HashSet<(string, string)> seen)
        {
            if (!_items.TryGetValue(made, out var of) || !_items.TryGetValue(input, out var part))
            {
                draft.Warn("W-IMPORT-11", place, ImportDraft.Short(_items.ContainsKey(made) ? input : made), "dependencies");
                return;
            }
            if (!seen.Add((made, input))) return;
            // Software and data are held, not used up: one copy is enough. How many of a device are needed is unknown until somebody says it.
            draft.Add("recipes", place, null, ("item", of.Id), ("input", part.Id), ("quantity", part.Quantity.Length > 0 ? part.Quantity : part.IsHeld ? "1" : ""), ("source", Source), ("basis", "declared"));
        }
    }
}
