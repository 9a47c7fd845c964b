using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats.Interchange;
using Vauban.Adapters.Formats.Interchange.CycloneDx;
using Vauban.Core.Model;
using Vauban.Tests.Exposure;

namespace Vauban.Tests.Formats.Interchange;

public sealed class CycloneDxTests : ImporterContract
{
    const string Bom = """
        {
          "bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": "urn:uuid:00000000-0000-4000-8000-000000000001", "version": 3,
          "metadata": { "timestamp": "2026-02-01T00:00:00Z", "component": { "type": "device", "bom-ref": "board", "name": "Example board", "version": "2" } },
          "components": [
            { "type": "device", "bom-ref": "chip", "name": "Example chip", "manufacturer": { "name": "Beispiel Halbleiter GmbH", "address": { "country": "DE" } },
              "properties": [ { "name": "cdx:device:quantity", "value": "4" }, { "name": "own:thing", "value": "kept" } ],
              "components": [ { "type": "firmware", "bom-ref": "fw", "name": "Chip firmware", "purl": "pkg:generic/fw@1" } ] },
            { "type": "device", "bom-ref": "screw", "name": "Screw", "supplier": { "name": "Exemple SA", "url": [ "https://example.org" ] } }
          ],
          "services": [ { "bom-ref": "update", "name": "Update service", "provider": { "name": "Exemple SA" } } ],
          "dependencies": [ { "ref": "board", "dependsOn": [ "chip", "screw" ] }, { "ref": "fw", "dependsOn": [ "update", "nowhere" ] } ],
          "compositions": [ { "aggregate": "complete", "assemblies": [ "board" ] }, { "aggregate": "incomplete", "assemblies": [ "chip" ] } ],
          "futureThing": { "a": [ 1, 2 ] }
        }
        """;

    protected override IImporter Importer => new CycloneDxImporter();

    protected override (string, byte[])[] Sample => [("board.json", Encoding.UTF8.GetBytes(Bom))];

    static byte[] Bytes(string name) => File.ReadAllBytes(Chain.Shared("data/cyclonedx-samples/" + name));

    static string[] Rows(Package package, string table, params string[] fields) => [.. package[table].Rows.Select(r => string.Join('|', fields.Select(f => package[table].Cell(r, f))))];

    [Fact]
    public void Parts_quantities_makers_and_declared_completeness_are_read()
    {
        var (package, findings) = Read(null, Sample);
        Assert.Equal(["Example board 2|component", "Example chip|component", "Chip firmware|software", "Screw|component", "Update service|service"], Rows(package!, "items", "name", "kind"));
        // The firmware is in the chip; four chips are on the board; how many screws there are nobody has said.
        Assert.Equal(["example-chip|chip-firmware|1", "example-board-2|example-chip|4", "example-board-2|screw|", "chip-firmware|update-service|"], Rows(package!, "recipes", "item", "input", "quantity"));
        Assert.Equal(["Beispiel Halbleiter GmbH|DE", "Exemple SA|"], Rows(package!, "parties", "name", "country"));
        Assert.Equal(["example-board-2|complete", "example-chip|incomplete"], Rows(package!, "contracts", "item", "value"));
        Assert.Contains(findings, f => f.Code == "W-IMPORT-19" && f.Values[0] == "example-chip");
        Assert.Contains(findings, f => f.Code == "W-IMPORT-11" && f.Values[0] == "nowhere");
    }

    [Fact]
    public void Writing_and_reading_again_gives_the_same_items_recipes_and_unknown_fields()
    {
        var package = Read(null, Sample).Package!;
        var written = Write(package);
        Assert.Contains("\"own:thing\"", written, StringComparison.Ordinal);
        Assert.Contains("\"futureThing\"", written, StringComparison.Ordinal);
        var again = Read(null, ("board.json", Encoding.UTF8.GetBytes(written))).Package!;
        foreach (var table in (string[])["parties", "lines", "contracts"]) Assert.Equal(Sorted(package, table), Sorted(again, table));
        Assert.Equal(Rows(package, "recipes", "item", "input", "quantity").Order(StringComparer.Ordinal), Rows(again, "recipes", "item", "input", "quantity").Order(StringComparer.Ordinal));
        Assert.Equal(Rows(package, "items", "id", "name", "kind").Order(StringComparer.Ordinal), Rows(again, "items", "id", "name", "kind").Order(StringComparer.Ordinal));
        // From then on nothing changes any more, not one byte.
        Assert.Equal(written, Write(again));
    }

    static string[] Sorted(Package package, string table) => [.. package[table].Rows.Select(r => string.Join('|', r.Cells)).Order(StringComparer.Ordinal)];

    static string Write(Package package)
    {
        using var stream = new MemoryStream();
        new CycloneDxExporter().Write(package, stream, []);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void What_is_changed_in_the_package_goes_before_what_was_read()
    {
        var package = Read(null, Sample).Package!;
        var items = package["items"];
        var changed = package.With(new Table(items.Spec, [.. items.Rows.Select(r => r.Cells[0] == "screw" ? new Row([.. r.Cells.Select((c, i) => i == items.Spec.IndexOf("name") ? "Bolt" : c)], r.Place) : r)]));
        using var json = JsonDocument.Parse(Write(changed));
        Assert.Contains(json.RootElement.GetProperty("components").EnumerateArray(), c => c.GetProperty("bom-ref").GetString() == "screw" && c.GetProperty("name").GetString() == "Bolt");
    }

    [Fact]
    public void The_same_bill_in_xml_and_json_gives_the_same_items_recipes_and_makers()
    {
        var json = Read(null, ("sbom-dropwizard.json", Bytes("sbom-dropwizard.json"))).Package!;
        var xml = Read(null, ("sbom-dropwizard.xml", Bytes("sbom-dropwizard.xml"))).Package!;
        Assert.Equal(168, json["items"].Rows.Count);
        Assert.Equal(Rows(json, "items", "id", "name", "kind").Order(StringComparer.Ordinal), Rows(xml, "items", "id", "name", "kind").Order(StringComparer.Ordinal));
        Assert.Equal(Rows(json, "recipes", "item", "input", "quantity").Order(StringComparer.Ordinal), Rows(xml, "recipes", "item", "input", "quantity").Order(StringComparer.Ordinal));
        Assert.Equal(Rows(json, "parties", "id", "name").Order(StringComparer.Ordinal), Rows(xml, "parties", "id", "name").Order(StringComparer.Ordinal));
        // Counted in the file by another road.
        using var raw = JsonDocument.Parse(Bytes("sbom-dropwizard.json"));
        Assert.Equal(raw.RootElement.GetProperty("dependencies").EnumerateArray().Sum(d => d.TryGetProperty("dependsOn", out var on) ? on.EnumerateArray().Select(e => e.GetString()).Distinct().Count() : 0), json["recipes"].Rows.Count);
    }

    [Fact]
    public void A_hardware_bill_without_dependencies_is_a_list_of_parts_of_its_subject()
    {
        var package = Read(null, ("hbom.json", Bytes("hbom-pcie-sata-adapter.json"))).Package!;
        Assert.Equal(["1", "8", "1", "1", "2", "2"], Rows(package, "recipes", "quantity"));
        Assert.Equal(["Samtec", "Molex", "3M", "Multicomp", "TE Connectivity"], Rows(package, "parties", "name"));
    }
}
