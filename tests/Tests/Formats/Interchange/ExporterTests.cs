using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Firms;
using Vauban.Adapters.Formats.Interchange;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Formats.Interchange;

public sealed partial class ExporterTests
{
    static Package Example { get; } = PackageReader.Load(Path.Combine(SourceTree.Root, "examples/ammunition-155"), [])!;

    static byte[] Written(string key, Package package, List<Finding>? findings = null)
    {
        using var stream = new MemoryStream();
        Exporters.Find(key)!.Write(package, stream, findings ?? []);
        return stream.ToArray();
    }

    [Fact]
    public void Every_exporter_writes_the_same_bytes_each_time_and_tells_what_it_leaves_out()
    {
        foreach (var exporter in Exporters.All)
        {
            var findings = new List<Finding>();
            Assert.Equal(Written(exporter.Key, Example, findings), Written(exporter.Key, Example));
            Assert.All(findings, f => Assert.StartsWith("N-EXPORT-0", f.Code, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_frictionless_package_names_sources_and_licences_and_reads_as_the_same_package()
    {
        var spec = FieldCatalog.Table("sources");
        var cells = spec.Fields.Select(f => f.Name switch { "id" => "s1", "title" => "Register", "url" => "https://example.org/a", "note" => "Licence: CC BY 4.0, 2024", _ => "" }).ToArray();
        var package = new Package(new("p", "P", null), [new Table(spec, [new(cells, new()), new([.. cells.Select((c, i) => i == 0 ? "s2" : spec.Fields[i].Name == "note" ? "" : c)], new())])]);
        var findings = new List<Finding>();
        var bytes = Written("frictionless", package, findings);
        Assert.Equal(package.Hash, PackageReader.Load("p.zip", new MemoryStream(bytes), [])!.Hash);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var descriptor = JsonDocument.Parse(zip.GetEntry("datapackage.json")!.Open());
        Assert.Equal("CC-BY-4.0", Assert.Single(descriptor.RootElement.GetProperty("licenses").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(["https://example.org/a", "https://example.org/a"], descriptor.RootElement.GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("path").GetString()));
        Assert.Equal("s2", Assert.Single(findings).Values[0]);
    }

    [Fact]
    public void Nasty_texts_break_no_format()
    {
        // Every table with every kind of text; references lead nowhere there, which an exporter must bear.
        var package = RandomPackage.One;
        JsonDocument.Parse(Written("geojson", package)).Dispose();
        JsonDocument.Parse(Written("json-ld", package)).Dispose();
        JsonDocument.Parse(Written("cyclonedx", package)).Dispose();
        _ = XDocument.Parse(Encoding.UTF8.GetString(Written("gexf", package)));
        _ = XDocument.Parse(Encoding.UTF8.GetString(Written("graphml", package)));
        // In a drawing every quote that is not escaped has its partner in the same line.
        foreach (var line in Encoding.UTF8.GetString(Written("graphviz", package)).Split('\n')) Assert.Equal(0, line.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\\"", "", StringComparison.Ordinal).Count(c => c == '"') % 2);
    }

    [Fact]
    public void Gexf_has_all_rows_and_its_edges_lead_somewhere()
    {
        XNamespace gexf = "http://gexf.net/1.3";
        var root = XDocument.Parse(Encoding.UTF8.GetString(Written("gexf", Example))).Root!;
        var nodes = root.Descendants(gexf + "node").Select(n => n.Attribute("id")!.Value).ToHashSet(StringComparer.Ordinal);
        var edges = root.Descendants(gexf + "edge").ToArray();
        Assert.Equal(Example.Tables.Sum(t => t.Rows.Count), nodes.Count + edges.Length);
        Assert.NotEmpty(edges);
        Assert.All(edges, e => Assert.Subset(nodes, new HashSet<string>([e.Attribute("source")!.Value, e.Attribute("target")!.Value], StringComparer.Ordinal)));
        var declared = root.Descendants(gexf + "attribute").Select(a => $"{a.Parent!.Attribute("class")!.Value} {a.Attribute("id")!.Value}").ToHashSet(StringComparer.Ordinal);
        Assert.All(root.Descendants(gexf + "attvalue"), v => Assert.Contains($"{v.Parent!.Parent!.Name.LocalName} {v.Attribute("for")!.Value}", declared));
    }

    [Fact]
    public void The_drawing_has_one_arrow_for_each_recipe_line_and_owner()
    {
        var text = Encoding.UTF8.GetString(Written("graphviz", Example));
        Assert.Equal(Example["recipes"].Rows.Count + Example["lines"].Rows.Count(r => Example["lines"].Cell(r, "party").Length > 0) + Example["ownership"].Rows.Count, text.Split('\n').Count(l => l.Contains(" -> ", StringComparison.Ordinal)));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parquet_holds_every_cell()
    {
        using var zip = new ZipArchive(new MemoryStream(Written("parquet", Example)));
        Assert.Equal(Example.Tables.Select(t => t.Spec.Name + ".parquet"), zip.Entries.Select(e => e.Name));
        foreach (var table in Example.Tables)
        {
            using var entry = zip.GetEntry(table.Spec.Name + ".parquet")!.Open();
            using var bytes = new MemoryStream();
            entry.CopyTo(bytes);
            bytes.Position = 0;
            var (rows, columns) = (new List<string>(), Array.Empty<string>());
            ParquetColumns.Read(bytes, new ReadState("p", ReadLimits.Default), names =>
            {
                columns = names;
                return [.. Enumerable.Range(0, names.Length)];
            }, (cells, _) => rows.Add(string.Join('\u001f', cells)));
            Assert.Equal(table.Rows.Select(r => string.Join('\u001f', columns.Select(c => table.Cell(r, c)))), rows);
            Assert.Equal(table.Spec.Fields.Select(f => f.Name).Where(f => table.Rows.Any(r => table.Cell(r, f).Length > 0)), columns);
        }
    }

    [Fact]
    public void Linked_data_says_the_same_in_both_spellings_and_every_thing_it_points_to_is_there()
    {
        using var json = JsonDocument.Parse(Written("json-ld", Example));
        var context = json.RootElement.GetProperty("@context").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
        var fromJson = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var thing in json.RootElement.GetProperty("@graph").EnumerateArray())
        {
            fromJson.Add($"{thing.GetProperty("@id")} a {thing.GetProperty("@type")}");
            foreach (var word in thing.EnumerateObject().Where(p => p.Name[0] != '@'))
                foreach (var value in word.Value.EnumerateArray()) fromJson.Add($"{thing.GetProperty("@id")} {word.Name} {(value.ValueKind == JsonValueKind.String ? "\"" + value.GetString() : value.GetProperty("@id").GetString())}");
        }
        var fromTurtle = new SortedSet<string>(StringComparer.Ordinal);
        var subject = "";
        foreach (var line in Encoding.UTF8.GetString(Written("turtle", Example)).Split('\n'))
        {
            if (Prefix().Match(line) is { Success: true } prefix) Assert.Equal(context[prefix.Groups[1].Value], prefix.Groups[2].Value);
            else if (Start().Match(line) is { Success: true } start) fromTurtle.Add($"{subject = start.Groups[1].Value} a {start.Groups[2].Value}");
            else if (Said().Match(line) is { Success: true } said) fromTurtle.Add($"{subject} {said.Groups[1].Value} {(said.Groups[2].Success ? said.Groups[2].Value : "\"" + Regex.Unescape(said.Groups[3].Value))}");
            else Assert.Equal("", line);
        }
        Assert.Equal(fromJson, fromTurtle);
        var things = fromJson.Where(f => f.Contains(" a ", StringComparison.Ordinal)).Select(f => f.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.All(fromJson.Select(f => f.Split(' ')[2]).Where(v => v.StartsWith("urn:", StringComparison.Ordinal)), v => Assert.Contains(v, things));
        Assert.True(fromJson.Count > 100);
    }

    [GeneratedRegex("^@prefix (\\w+): <([^>]+)> \\.$")]
    private static partial Regex Prefix();

    [GeneratedRegex("^<([^>]+)> a (\\S+) [.;]$")]
    private static partial Regex Start();

    [GeneratedRegex("^  (\\S+) (?:<([^>]+)>|\"((?:[^\"\\\\]|\\\\.)*)\") [.;]$")]
    private static partial Regex Said();

    [Fact]
    public void The_command_reads_and_writes_foreign_files_and_refuses_what_it_does_not_know()
    {
        var folder = Directory.CreateTempSubdirectory("vauban");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            Assert.Equal(ExitCode.Ok, CommandRun.Of("convert", "examples/hello", At("a.graphml")).Code);
            using var json = JsonDocument.Parse(CommandRun.Of("convert", At("a.graphml"), At("b"), "--json").Output);
            using var hello = JsonDocument.Parse(CommandRun.Of("validate", "examples/hello", "--json").Output);
            Assert.Equal(("graphml", hello.RootElement.GetProperty("snapshot").GetString()), (json.RootElement.GetProperty("read_as").GetString(), json.RootElement.GetProperty("snapshot").GetString()));
            foreach (var args in (string[][])[["convert", "examples/hello", At("c"), "--as", "nonsense"], ["convert", "examples/hello", At("c"), "--write-as", "nonsense"], ["convert", At("a.graphml"), At("c"), "--view", "TLP:CLEAR"], ["convert", At("a.graphml"), At("c"), "--as", "gleif"], ["convert", At("none.xml"), At("c")]])
            {
                var run = CommandRun.Of(args);
                Assert.Equal(ExitCode.InvalidInput, run.Code);
                Assert.NotEmpty(run.Error);
                Assert.False(Directory.Exists(At("c")));
            }
            // The ending does not matter where the format is named.
            Assert.Equal(ExitCode.Ok, CommandRun.Of("convert", "examples/hello", At("d.txt"), "--write-as", "turtle").Code);
            Assert.StartsWith("@prefix", File.ReadAllText(At("d.txt")), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
