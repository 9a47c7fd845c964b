using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Geo;

/// <summary>Reads GeoJSON (RFC 7946): what this program has written as it was, and points of other programs as sites. Lines and areas are counted and left out.</summary>
public sealed class GeoJsonImporter : IImporter
{
    /// <inheritdoc/>
    public string Key => "geojson";

    /// <inheritdoc/>
    public bool Recognizes(ImportFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.IsJson && file.Head.Contains("\"FeatureCollection\"", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Read(IReadOnlyList<ImportFile> files, ImportDraft draft)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(draft);
        var unnamed = 0;
        foreach (var file in files)
            JsonParts.Members(file, draft, (name, part, place) =>
            {
                if (name == "features") Feature(draft, part, place, ref unnamed);
                else if (name == "title") draft.Title = part.ValueKind == JsonValueKind.String ? part.GetString()! : "";
                else if (name == "crs") draft.Warn("W-IMPORT-22", place, "crs");
            });
    }

    static void Feature(ImportDraft draft, JsonElement part, Place place, ref int unnamed)
    {
        var (properties, geometry) = (part.Child("properties"), part.Child("geometry"));
        var point = geometry.Text("type") == "Point" ? geometry.List("coordinates").Select(c => c.ValueKind == JsonValueKind.Number && c.TryGetDouble(out var d) ? d : double.NaN).ToArray() : [];
        var isPoint = point.Length >= 2 && Math.Abs(point[0]) <= 180 && Math.Abs(point[1]) <= 90;
        if (properties.Text("table") is "sites" or "transport_nodes" or "transport_links")
        {
            var spec = FieldCatalog.Table(properties.Text("table"));
            draft.Add(spec.Name, place, null, [.. spec.Fields.Select(f => (f.Name, isPoint && f.Name == "longitude" ? Text(point[0]) : isPoint && f.Name == "latitude" ? Text(point[1]) : properties.Text(f.Name)))]);
            return;
        }
        if (!isPoint)
        {
            draft.Warn("W-IMPORT-22", place, ImportDraft.Short(geometry.Text("type") is { Length: > 0 } type ? type : "geometry"));
            return;
        }
        var title = properties.Text("name") is { Length: > 0 } named ? named : properties.Text("title");
        var id = part.Text("id") is { Length: > 0 } own ? own : properties.Text("id") is { Length: > 0 } inner ? inner : $"{title}#{(++unnamed).ToString(CultureInfo.InvariantCulture)}";
        draft.Add("sites", place, Kept.But(properties, "name", "title", "country") is { Count: > 0 } rest ? new JsonObject { ["id"] = id, ["properties"] = rest } : new JsonObject { ["id"] = id },
            ("id", draft.Id("sites", id, title.Length > 0 ? title : id)), ("name", title), ("country", Places.Country(properties.Text("country"))), ("longitude", Text(point[0])), ("latitude", Text(point[1])));
    }

    static string Text(double degrees) => Quantity.Text(Math.Round(degrees, 7));
}
