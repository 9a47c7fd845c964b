using System.Globalization;
using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.Geo;

/// <summary>Writes sites and places of transport as GeoJSON (RFC 7946). Coordinates of sites are rounded to a tenth of a degree, about 11 km.</summary>
public sealed class GeoJsonExporter : IExporter
{
    const int Decimals = 1;

    static readonly HashSet<string> Written = new(["sites", "transport_nodes", "transport_links"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Key => "geojson";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".geojson"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        var places = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        using var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("title", package.Head.Title);
        json.WriteStartArray("features");
        foreach (var table in (Table[])[package["sites"], package["transport_nodes"]])
            foreach (var row in table.Rows)
            {
                var point = Point(table, row);
                if (point is { } at && table.Spec.Name == "transport_nodes") places[row.Cells[0]] = at;
                Feature(json, table, row, () =>
                {
                    if (point is { } p) Geometry(json, "Point", () => Coordinates(json, p));
                    else json.WriteNull("geometry");
                });
            }
        var links = package["transport_links"];
        foreach (var row in links.Rows)
            Feature(json, links, row, () =>
            {
                if (!places.TryGetValue(links.Cell(row, "start"), out var start) || !places.TryGetValue(links.Cell(row, "end"), out var end)) json.WriteNull("geometry");
                else Geometry(json, "LineString", () =>
                {
                    json.WriteStartArray();
                    Coordinates(json, start);
                    Coordinates(json, end);
                    json.WriteEndArray();
                });
            });
        json.WriteEndArray();
        json.WriteEndObject();
        Exporters.TellLeftOut(package, Written, Key, findings);
    }

    static (double Longitude, double Latitude)? Point(Table table, Row row)
    {
        if (!double.TryParse(table.Cell(row, "longitude"), NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) || !double.TryParse(table.Cell(row, "latitude"), NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)) return null;
        return table.Spec.Name == "sites" ? (Math.Round(longitude, Decimals), Math.Round(latitude, Decimals)) : (longitude, latitude);
    }

    static void Feature(Utf8JsonWriter json, Table table, Row row, Action geometry)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", $"{table.Spec.Name}:{row.Cells[0]}");
        geometry();
        json.WriteStartObject("properties");
        json.WriteString("table", table.Spec.Name);
        for (var i = 0; i < table.Spec.Fields.Count; i++)
            if (row.Cells[i].Length > 0 && table.Spec.Fields[i].Name is not ("latitude" or "longitude")) json.WriteString(table.Spec.Fields[i].Name, row.Cells[i]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Geometry(Utf8JsonWriter json, string type, Action coordinates)
    {
        json.WriteStartObject("geometry");
        json.WriteString("type", type);
        json.WritePropertyName("coordinates");
        coordinates();
        json.WriteEndObject();
    }

    static void Coordinates(Utf8JsonWriter json, (double Longitude, double Latitude) point)
    {
        json.WriteStartArray();
        json.WriteNumberValue(point.Longitude);
        json.WriteNumberValue(point.Latitude);
        json.WriteEndArray();
    }
}
