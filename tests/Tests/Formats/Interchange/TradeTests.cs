using Vauban.Adapters.Formats.Interchange;
using Vauban.Adapters.Formats.Interchange.Geo;
using Vauban.Adapters.Formats.Interchange.Trade;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats.Interchange;

public sealed class TradeTests : ImporterContract
{
    protected override IImporter Importer => new TradeImporter();

    protected override (string, byte[])[] Sample => [("shares.csv", "hs_code,item,country,reporter,import_share,import_reliance,remark\n2841 80,Tungsten salt,CN,EU27,50,80,a\n2841 80,Tungsten salt,Vietnam,EU27,25-50,80,\n"u8.ToArray())];

    [Fact]
    public void Import_reliance_and_shares_of_imports_make_shares_of_supply()
    {
        var package = Read(null, Sample).Package!;
        // 80 % are imported, half of that from China; the fifth that is left is the reporter's own.
        Assert.Equal(["CN|40|share", "VN|20..40|share", "EU27|20|share"], package.Cells("lines", "country", "capacity", "capacity_unit"));
        Assert.Equal(["Tungsten salt|2841 80|t"], package.Cells("items", "name", "cn_code", "unit"));
        Assert.Equal("trade {\"remark\":\"a\"}", package["lines"].Rows[0].Cells[^1]);
    }

    [Fact]
    public void What_was_delivered_is_the_least_that_can_be_made()
    {
        var flows = "reporter,partner,hs,flow,weight_kg,year\nDEU,CHN,280461,M,5000,2023\nDEU,CHN,280461,M,7000,2024\nDEU,CHN,280461,M,1000,2024\nDEU,W00,280461,M,9999,2024\nDEU,USA,280461,X,2000,2024\n"u8.ToArray();
        Assert.Equal(["CN|8..|t/year", "DE|2..|t/year"], Read(null, ("flows.csv", flows)).Package!.Cells("lines", "country", "capacity", "capacity_unit"));
    }

    [Fact]
    public void The_shares_of_the_list_of_critical_materials_are_read()
    {
        var package = Read(null, Shown.Shared("eu-crm-2023/eu_supply_shares.csv")).Package!;
        Assert.Contains("Aggregates (E)", package.Cells("items", "name"));
        Assert.Contains("AT|4|share", package.Cells("lines", "country", "capacity", "capacity_unit"));
        Assert.True(package["lines"].Rows.Count > 300);
    }
}

public sealed class GeoJsonTests : ImporterContract
{
    protected override IImporter Importer => new GeoJsonImporter();

    protected override (string, byte[])[] Sample =>
    [
        ("works.geojson", """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":"w1","geometry":{"type":"Point","coordinates":[10.61,60.73]},"properties":{"name":"Example works","country":"NO","employees":12}},
              {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},"properties":{"name":"Area"}},
              {"type":"Feature","geometry":{"type":"Point","coordinates":[200,60]},"properties":{"name":"Nowhere"}}]}
            """u8.ToArray()),
    ];

    [Fact]
    public void Points_are_sites_and_the_rest_is_told()
    {
        var (package, findings) = Read(null, Sample);
        Assert.NotNull(package);
        Assert.Equal(["example-works|Example works|NO|60.73|10.61"], package.Cells("sites", "id", "name", "country", "latitude", "longitude"));
        Assert.Contains("\"employees\":12", package.Canonical, StringComparison.Ordinal);
        Assert.Equal(2, findings.Count(f => f.Code == "W-IMPORT-22"));
    }

    [Fact]
    public void What_is_written_is_read_again_with_sites_made_coarse()
    {
        var package = Read(null, Sample).Package!;
        var again = Read(null, ("works.geojson", Written(package))).Package!;
        Assert.Equal(package.Cells("sites", "id", "name", "country", "note"), again.Cells("sites", "id", "name", "country", "note"));
        Assert.Equal(["60.7|10.6"], again.Cells("sites", "latitude", "longitude"));
        Assert.Equal(Written(again), Written(Read(null, ("works.geojson", Written(again))).Package!));
    }

    static byte[] Written(Package package)
    {
        using var stream = new MemoryStream();
        new GeoJsonExporter().Write(package, stream, []);
        return stream.ToArray();
    }
}

public sealed class NoticeImportTests : ImporterContract
{
    protected override IImporter Importer => new NoticeImporter();

    protected override (string, byte[])[] Sample => [Shown.Shared("ocds-samples/fictional_full_process.json")];

    [Fact]
    public void An_eforms_notice_is_recognised_and_read()
    {
        var (name, bytes) = Shown.Shared("ted-eforms-samples/can_81_FRA.xml");
        var files = new ImportFile[] { new(name, () => new MemoryStream(bytes)) };
        Assert.Equal("notices", Importers.Of(files)?.Key);
        Assert.NotEmpty(Importers.Load(Importer, files, [])!["contracts"].Rows);
    }

    [Fact]
    public void Every_sample_of_every_format_is_recognised_as_its_own()
    {
        foreach (var (path, key) in new[]
        {
            ("gleif-samples/lei-data.xml", "gleif"), ("gleif-samples/rr-data.xml", "gleif"), ("gleif-samples/20240505-0000-gleif-goldencopy-lei2-intra-day.json", "gleif"), ("bods-samples/fermcat.json", "bods"), ("ocds-samples/award.json", "notices"),
            ("ted-eforms-samples/cn_81.xml", "notices"), ("cyclonedx-samples/sbom-dropwizard.xml", "cyclonedx"), ("cyclonedx-samples/hbom-pcie-sata-adapter.json", "cyclonedx"), ("wiod-2011/nodes.csv", "input-output"), ("eu-crm-2023/eu_supply_shares.csv", "trade"),
        })
        {
            var (name, bytes) = Shown.Shared(path);
            Assert.Equal((path, key), (path, Importers.Of([new ImportFile(name, () => new MemoryStream(bytes))])?.Key));
        }
    }
}
