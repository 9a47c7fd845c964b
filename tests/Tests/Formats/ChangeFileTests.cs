using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Formats;

public sealed class ChangeFileTests
{
    static (ChangeSet? Set, List<Finding> Findings) Read(string json)
    {
        var findings = new List<Finding>();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return (ChangeFile.Read(stream, new("measure.json"), findings), findings);
    }

    [Fact]
    public void A_file_of_changes_is_read_with_numbers_as_they_stand()
    {
        var (set, findings) = Read("""
            { "name": "more-powder", "about": "A question.", "changes": [
              { "table": "lines", "where": { "place": "inside EU27", "item": ["powder", "nc"] }, "field": "capacity", "plus": 10.50, "unit": "t/month" },
              { "table": "lines", "add": { "id": "x", "item": "powder", "capacity": "1..2" } } ] }
            """);
        Assert.Empty(findings);
        Assert.Equal(("more-powder", "more-powder", "A question."), (set!.Name, set.Title, set.About));
        var plus = set.Changes[0];
        Assert.Equal(("lines", "capacity", ChangeKind.Plus, "10.5", "t/month", "changes[1]"), (plus.Table, plus.Field, plus.Kind, plus.Value, plus.Unit, plus.Place.Id));
        Assert.Equal(["inside EU27", "powder", "nc"], plus.Where.SelectMany(w => w.Values));
        Assert.Equal("1..2", set.Changes[1].Cells["capacity"]);
    }

    [Theory]
    [InlineData("E-CHANGE-11", "{ \"name\": \"a\", }}")]
    [InlineData("E-CHANGE-11", "{ \"name\": \"a\", \"name\": \"b\", \"changes\": [] }")]
    [InlineData("E-CHANGE-12", "[]")]
    [InlineData("E-CHANGE-12", "{ \"name\": \"a\" }")]
    [InlineData("E-CHANGE-12", "{ \"name\": \"a\", \"changes\": [ { \"field\": \"capacity\", \"times\": 2 } ] }")]
    [InlineData("E-CHANGE-13", "{ \"name\": \"A b\", \"changes\": [ { \"table\": \"lines\", \"field\": \"capacity\", \"times\": 2 } ] }")]
    [InlineData("E-CHANGE-13", "{ \"name\": \"a\", \"changes\": [ { \"table\": \"lines\", \"field\": \"capacity\", \"times\": true } ] }")]
    [InlineData("E-CHANGE-15", "{ \"name\": \"a\", \"changes\": [ { \"table\": \"lines\", \"field\": \"capacity\", \"times\": 2, \"plus\": 1 } ] }")]
    [InlineData("E-CHANGE-15", "{ \"name\": \"a\", \"changes\": [ { \"table\": \"lines\", \"field\": \"capacity\" } ] }")]
    [InlineData("E-CHANGE-16", "{ \"name\": \"a\", \"changes\": [ { \"table\": \"lines\", \"field\": \"capacity\", \"times\": 2, \"wher\": {} } ] }")]
    public void What_is_wrong_is_said_with_its_place(string code, string json)
    {
        var (set, findings) = Read(json);
        Assert.Null(set);
        Assert.Equal((code, "measure.json"), (findings[0].Code, findings[0].Place.File));
    }

    [Fact]
    public void A_file_beyond_the_limits_is_refused()
    {
        Assert.Equal("E-CHANGE-10", Assert.Single(Read(new string(' ', ChangeFile.MostBytes + 1)).Findings).Code);
        var many = string.Join(',', Enumerable.Repeat("""{ "table": "lines", "field": "capacity", "times": 2 }""", ChangeFile.MostChanges + 1));
        Assert.Equal("E-CHANGE-14", Assert.Single(Read($$"""{ "name": "a", "changes": [ {{many}} ] }""").Findings).Code);
        Assert.Equal("E-CHANGE-11", Assert.Single(Read(new string('[', 100)).Findings).Code);
    }

    [Fact]
    public void The_schema_is_that_of_the_catalogue() => Approved.Check(ChangeSchema.Write(), "docs/reference/changes.schema.json");

    [Fact]
    public void Every_ready_made_measure_reads_without_findings_and_names_what_the_schema_knows()
    {
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "packs/measures-2026"), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), Measures.Names);
        using var schema = JsonDocument.Parse(ChangeSchema.Write());
        var tables = schema.RootElement.GetProperty("properties").GetProperty("changes").GetProperty("items").GetProperty("oneOf").EnumerateArray().Select(t => t.GetProperty("properties"))
            .ToDictionary(t => t.GetProperty("table").GetProperty("const").GetString()!, t => t.GetProperty("field").GetProperty("enum").EnumerateArray().Select(f => f.GetString()).ToArray());
        foreach (var name in Measures.Names)
        {
            var findings = new List<Finding>();
            var set = Measures.Load(name, findings);
            Assert.Empty(findings);
            Assert.Equal(name, set!.Name);
            Assert.All(set.Changes, c => Assert.Contains(c.Field, tables[c.Table]));
            Assert.Contains($"`{name}`", SourceTree.Text("packs/measures-2026/README.md"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_that_is_neither_file_nor_measure_gets_its_nearest()
    {
        var findings = new List<Finding>();
        Assert.Null(Measures.Find("permit-clok-42", "/nowhere/permit-clok-42", findings));
        Assert.Equal(("E-CHANGE-08", "permit-clock-42"), (Assert.Single(findings).Code, findings[0].Values[1]));
    }
}
