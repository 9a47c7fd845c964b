using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Interchange;
using Vauban.Adapters.Formats.Interchange.Graphs;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Formats.Interchange;

public sealed class GraphMlTests : ImporterContract
{
    const string Foreign = """
        <?xml version="1.0" encoding="UTF-8"?>
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
          <key id="d0" for="node" attr.name="label" attr.type="string"/><key id="d1" for="edge" attr.name="weight" attr.type="double"/><key id="d2" for="node" attr.name="colour" attr.type="string"/>
          <graph id="G" edgedefault="directed">
            <node id="n0"><data key="d0">Ore</data><data key="d2">red</data></node>
            <node id="n1"><data key="d0">Metal</data></node>
            <edge source="n0" target="n1"><data key="d1">2.5</data></edge>
          </graph>
        </graphml>
        """;

    protected override IImporter Importer => new GraphMlImporter();

    protected override (string, byte[])[] Sample => [("graph.graphml", Encoding.UTF8.GetBytes(Foreign))];

    static byte[] Written(Package package)
    {
        using var stream = new MemoryStream();
        new GraphMlExporter().Write(package, stream, []);
        return stream.ToArray();
    }

    [Fact]
    public void A_graph_of_another_program_becomes_items_and_recipes_and_keeps_the_rest()
    {
        var package = Read(null, Sample).Package!;
        Assert.Equal(["n0 Ore graphml {\"node\":\"n0\",\"colour\":\"red\"}", "n1 Metal graphml {\"node\":\"n1\"}"], package["items"].Rows.Select(r => $"{r.Cells[0]} {r.Cells[1]} {r.Cells[^1]}"));
        var recipe = Assert.Single(package["recipes"].Rows);
        Assert.Equal(("n1", "n0", "2.5"), (package["recipes"].Cell(recipe, "item"), package["recipes"].Cell(recipe, "input"), package["recipes"].Cell(recipe, "quantity")));
    }

    [Theory, InlineData("examples/hello"), InlineData("examples/ammunition-155"), InlineData("examples/permanent-magnets"), InlineData("examples/corridor"), InlineData("examples/joint-procurement")]
    public void A_package_written_as_a_graph_and_read_again_has_the_same_hash(string example)
    {
        var path = Path.Combine(SourceTree.Root, example);
        var package = PackageReader.Load(path, [])!;
        Assert.Equal(package.Hash, Read(null, ("any.graphml", Written(package))).Package!.Hash);
    }
}
