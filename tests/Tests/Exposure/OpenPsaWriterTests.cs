using System.Text;
using System.Xml.Linq;
using Vauban.Adapters.Formats.OpenPsa;
using Vauban.App.Cli;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Exposure;

/// <summary>Fault trees written and read again.</summary>
public sealed class OpenPsaWriterTests
{
    static byte[] Bytes(FaultTree tree)
    {
        using var stream = new MemoryStream();
        OpenPsaWriter.Write(stream, tree);
        return stream.ToArray();
    }

    static FaultTree Again(FaultTree tree)
    {
        var findings = new List<Finding>();
        using var stream = new MemoryStream(Bytes(tree));
        var read = OpenPsaReader.Read(stream, new("tree.xml"), null, findings);
        Assert.Empty(findings);
        return read!;
    }

    [Theory]
    [InlineData("chinese")]
    [InlineData("ftr10")]
    [InlineData("baobab1")]
    [InlineData("das9201")]
    [InlineData("edf9205")]
    [InlineData("isp9606")]
    [InlineData("das9601")]
    [InlineData("das9209")]
    public void A_published_tree_written_and_read_again_is_the_same_tree(string name)
    {
        var tree = OpenPsaReader.Load(Chain.Shared($"data/fault-trees/{name}.xml"), null, [])!;
        var again = Again(tree);
        Assert.Equal(tree.Name, again.Name);
        Assert.Equal(tree.Events.OrderBy(e => e.Name, StringComparer.Ordinal), again.Events.OrderBy(e => e.Name, StringComparer.Ordinal));
        Assert.Equal(Gates(tree), Gates(again));
        Assert.Equal(Bytes(tree), Bytes(OpenPsaReader.Load(Chain.Shared($"data/fault-trees/{name}.xml"), null, [])!));
    }

    static IEnumerable<string> Gates(FaultTree tree) => tree.Below().Select(g => tree.Gates[g]).Where(g => !g.Name.StartsWith('#') && g.Inputs.Count > 1)
        .Select(g => $"{g.Name} {g.Kind} {g.Least} {string.Join(' ', g.Inputs.Select(i => i.Kind == FaultInputKind.Event ? tree.Events[i.Index].Name : i.Kind == FaultInputKind.Gate && !tree.Gates[i.Index].Name.StartsWith('#') ? tree.Gates[i.Index].Name : "."))}")
        .Order(StringComparer.Ordinal);

    [Fact]
    public void A_random_tree_written_and_read_again_means_the_same() => FaultTreeTests.Trees.Try(150, tree =>
    {
        var (before, after) = (FaultTreeEngine.Run(tree, new() { List = 1000, IsBySize = true }), FaultTreeEngine.Run(Again(tree), new() { List = 1000, IsBySize = true }));
        Assert.Equal(before.Counts, after.Counts);
        Assert.Equal(before.Probability!.Value.Low, after.Probability!.Value.Low, 1e-12);
        Assert.Equal(Sets(before), Sets(after));
    });

    static IEnumerable<string> Sets(FaultTreeResult result) => result.Cuts.Select(c => string.Join(' ', c.Events.Select(e => result.Tree.Events[e].Name))).Order(StringComparer.Ordinal);

    [Fact]
    public void Names_that_the_format_does_not_allow_become_labels()
    {
        var tree = new FaultTree("a < \"b\" & ü", [new("party:a & b", 0.25), new("party_a___b", double.NaN), new("Ü", 1) { Label = "Überlauf \u0001]]>" }],
            [new("1st gate", GateKind.And, [new(FaultInputKind.Event, 0), new(FaultInputKind.Gate, 1), new(FaultInputKind.Event, 1)]), new("<>", GateKind.Or, [new(FaultInputKind.Event, 2), new(FaultInputKind.True, 0)]) { Label = "either" }],
            new(FaultInputKind.Gate, 0));
        var text = Encoding.UTF8.GetString(Bytes(tree));
        var names = XDocument.Parse(text).Descendants().Attributes("name").Select(a => a.Value).ToArray();
        Assert.All(names, n => Assert.Matches("^[A-Za-z_][A-Za-z0-9_]*$", n));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opsa-mef>\n", text, StringComparison.Ordinal);
        var again = Again(tree);
        Assert.Equal([("_", "Überlauf ]]>", 1), ("party_a___b", "", double.NaN), ("party_a___b_2", "party:a & b", 0.25)], again.Events.Select(e => (e.Name, e.Label, e.Probability)).Order());
        Assert.Equal(["1st gate", "either"], again.Gates.Select(g => g.Label).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_gate_and_a_top_that_is_none_can_be_written()
    {
        FaultEvent[] events = [.. "abcd".Select(c => new FaultEvent(c.ToString(), 0.5))];
        FaultInput[] all = [.. Enumerable.Range(0, 4).Select(i => new FaultInput(FaultInputKind.Event, i))];
        foreach (var gate in new FaultGate[] { new("g", GateKind.Xor, all), new("g", GateKind.Not, all[..1]), new("g", GateKind.Xor, all[..1]), new("g", GateKind.AtLeast, all, 0), new("g", GateKind.AtLeast, all, 1), new("g", GateKind.AtLeast, all, 3), new("g", GateKind.AtLeast, all, 4), new("g", GateKind.AtLeast, all, 5) })
        {
            var tree = new FaultTree("t", events, [gate], new(FaultInputKind.Gate, 0));
            Assert.Equal(Sets(FaultTreeEngine.Run(tree, new() { List = 99 })), Sets(FaultTreeEngine.Run(Again(tree), new() { List = 99 })));
        }
        Assert.Equal(["b"], Sets(FaultTreeEngine.Run(Again(new("t", events, [], all[1])), new() { List = 9 })));
        Assert.Equal([""], Sets(FaultTreeEngine.Run(Again(new("t", events, [], new(FaultInputKind.True, 0))), new() { List = 9 })));
    }

    [Fact]
    public void A_tree_with_loops_is_written_without_them_and_refused_where_they_are_too_many()
    {
        // Each item can be made outright by one maker, or from any other item by another: loops through all of them.
        const int Count = 12;
        var items = Enumerable.Range(0, Count).ToArray();
        var network = Chain.Of(("items", "id,unit,complete\n" + string.Concat(items.Select(i => $"i{i},piece,yes\n"))), ("technologies", "id\nt\n"), ("goals", "technology,verb,item,rate,rate_unit\nt,produce,i0,1,piece/month\n"),
            ("lines", "id,item,capacity,capacity_unit\n" + string.Concat(items.Select(i => $"raw{i},i{i},5,piece/month\nfrom{i},i{i},5,piece/month\n"))),
            ("recipes", "line,input,quantity,group\n" + string.Concat(items.SelectMany(i => items.Where(j => j != i).Select(j => $"from{i},i{j},1,g\n")))));
        var tree = ExposureEngine.Trees(network, new() { Of = [ActorKind.Line] }).Single().Tree;
        Assert.True(tree.HasLoops);
        Assert.Null(tree.Unfolded(50));
        Assert.Throws<ArgumentException>(() => Bytes(tree));
        var plain = tree.Unfolded()!;
        Assert.Equal(FaultTreeEngine.Run(tree, new()).Counts, FaultTreeEngine.Run(Again(plain), new()).Counts);
        // i0 goes with its raw maker and its other maker, or with all raw makers.
        Assert.Equal([2, Count], FaultTreeEngine.Run(tree, new() { List = 9, IsBySize = true }).Cuts.Select(c => c.Events.Count).Distinct());
    }

    [Fact]
    public void The_command_writes_the_tree_of_a_package_and_reads_it_again()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "tree.xml");
        var run = CommandRun.Of("exposure", "cuts", "examples/hello", "--verb", "produce", "--order", "all", "--having", "party:radio-maker", "--write-tree", file);
        Assert.True(run.Code == ExitCode.Ok, run.Error);
        Assert.Contains("tree.xml: a fault tree of ", run.Output, StringComparison.Ordinal);
        var package = ExposureEngine.Cuts(PackageOf("examples/hello"), new() { Verbs = ["produce"], Order = ExposureOptions.AnyOrder }).Verbs.Single();
        var read = OpenPsaReader.Load(file, null, [])!;
        Assert.Equal(package.Diagram.Counts, FaultTreeEngine.Run(read, new()).Counts);
        Assert.Equal(package.Tree.Tree.Events.Select(e => e.Name).Order(StringComparer.Ordinal), read.Events.Select(e => e.Label).Order(StringComparer.Ordinal));
        Assert.Contains("party:radio-maker", CommandRun.Of("exposure", "cuts", file, "--having", "party:radio-maker").Output, StringComparison.Ordinal);
        var several = CommandRun.Of("exposure", "cuts", "examples/hello", "--write-tree", file);
        Assert.Equal(ExitCode.InvalidInput, several.Code);
        Assert.Contains("Choose with --technology, --verb, --of", several.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("Did you mean \"party:radio-maker\"?", CommandRun.Of("exposure", "cuts", "examples/hello", "--having", "party:radio-make").Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("exposure", "cuts", "examples/hello", "--order", "many").Code);
    }

    static Network PackageOf(string path) => Adapters.Formats.PackageReader.LoadNetwork(Path.Combine(Architecture.SourceTree.Root, path), [])!;

    sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("vauban-tree-").FullName;

        public void Dispose() => Directory.Delete(Path, true);
    }
}
