using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Vauban.Adapters.Formats.Interchange.CycloneDx;

/// <summary>Brings a part of a CycloneDX document in XML into the form that the same part has in JSON.</summary>
static class CycloneDxXml
{
    // Elements that hold a list; in JSON they are arrays.
    static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        "components", "services", "dependencies", "compositions", "hashes", "licenses", "externalReferences", "properties", "assemblies", "vulnerabilities", "annotations", "formulation", "declarations", "authors",
        "tools", "lifecycles", "ancestors", "descendants", "variants", "commits", "patches", "notes", "endpoints", "dataset", "occurrences", "methods", "identity", "tags",
    };

    // Elements that may stand several times; in JSON they are arrays even when there is one.
    static readonly HashSet<string> Repeated = new(StringComparer.Ordinal) { "url", "contact", "omniborId", "swhid" };

    public static JsonNode? Json(XElement element)
    {
        var isList = Lists.Contains(element.Name.LocalName);
        if (isList && element.Elements().Any()) return List(element);
        var (hasAttributes, hasElements) = (element.HasAttributes, element.HasElements);
        if (!hasAttributes && !hasElements) return isList && element.Value.Length == 0 ? new JsonArray() : JsonValue.Create(element.Value);
        var json = new JsonObject();
        foreach (var attribute in element.Attributes()) json[attribute.Name.LocalName] = attribute.Value;
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            if (!Repeated.Contains(name) || element.Name.LocalName is "reference" or "license") json[name] = Json(child);
            else if (json[name] is JsonArray several) several.Add(Json(child));
            else json[name] = new JsonArray(Json(child));
        }
        if (!hasElements && element.Value.Length > 0) json[element.Name.LocalName == "hash" ? "content" : element.Name.LocalName is "property" ? "value" : "content"] = element.Value;
        return json;
    }

    static JsonArray List(XElement element)
    {
        var list = new JsonArray();
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            if (name is "assembly" or "dependency" && child.Attribute("ref") is { } reference && !child.HasElements) list.Add(JsonValue.Create(reference.Value));
            else if (name is "license" or "expression") list.Add(new JsonObject { [name] = Json(child) });
            else list.Add(Json(child));
        }
        return list;
    }
}
