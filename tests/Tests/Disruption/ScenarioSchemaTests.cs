using System.Globalization;
using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Disruption;

/// <summary>The published schema and the reader know the same fields, words and limits.</summary>
public sealed class ScenarioSchemaTests
{
    static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "docs/reference/scenario.schema.json"))).RootElement;

    static JsonElement Properties => Schema.GetProperty("properties");

    static JsonElement Event => Properties.GetProperty("events").GetProperty("items");

    static JsonElement EventProperties => Event.GetProperty("properties");

    static string[] Names(JsonElement properties) => [.. properties.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];

    static string[] Words(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetString()!)];

    static List<Finding> Read(string json, out ThreatScenario? scenario)
    {
        var findings = new List<Finding>();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        scenario = ScenarioFile.Read(stream, new Place("x.json"), findings);
        return findings;
    }

    // A value that each field takes.
    static string Value(string field) => field switch
    {
        "domains" => """["cyber"]""", "legal" => """["an act"]""", "each" => "\"country\"", "events" => """[{"kind":"outage","target":"country:CN"}]""", "kind" => "\"outage\"", "target" => "\"country:CN\"",
        "days" => "\"30..90\"", "from_day" or "ramp_days" => "3", "effect" or "probability" => "0.5", _ => "\"x\"",
    };

    [Fact]
    public void The_reader_takes_every_field_of_the_schema_and_the_schema_has_every_field_of_the_reader()
    {
        Assert.Equal(Names(Properties), ScenarioFile.Fields.Order(StringComparer.Ordinal));
        Assert.Equal(Names(EventProperties), ScenarioFile.EventFields.Order(StringComparer.Ordinal));
        Assert.Empty(Read($"{{{string.Join(',', Names(Properties).Where(n => n != "events").Select(n => $"\"{n}\":{Value(n)}"))},\"events\":[{{{string.Join(',', Names(EventProperties).Select(n => $"\"{n}\":{Value(n)}"))}}}]}}", out var full));
        Assert.Equal(("x", "country", 30, 3, 3), (full!.Name, full.Each, (int)full.Events[0].Days!.At(1e-9), full.Events[0].FromDay, full.Events[0].RampDays));
        Assert.Contains(Read("""{"name":"x","events":[{"kind":"outage","target":"country:CN","colour":"red"}]}""", out _), f => f.Code == "E-CHANGE-16");
        Assert.False(Schema.GetProperty("additionalProperties").GetBoolean() || Event.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void What_the_schema_requires_the_reader_misses()
    {
        foreach (var name in Words(Schema.GetProperty("required")))
            Assert.NotEmpty(Read($"{{{string.Join(',', Names(Properties).Where(n => n != name).Select(n => $"\"{n}\":{Value(n)}"))}}}", out _));
        foreach (var name in Words(Event.GetProperty("required")))
            Assert.NotEmpty(Read($"{{\"name\":\"x\",\"events\":[{{{string.Join(',', Names(EventProperties).Where(n => n != name).Select(n => $"\"{n}\":{Value(n)}"))}}}]}}", out _));
        Assert.Empty(Read("""{"name":"x","events":[{"kind":"outage","target":"country:CN"}]}""", out _));
    }

    [Fact]
    public void Words_and_limits_are_the_same()
    {
        Assert.Equal(ScenarioFile.Kinds, Words(EventProperties.GetProperty("kind").GetProperty("enum")));
        Assert.Equal(ThreatScenario.KnownDomains, Words(Properties.GetProperty("domains").GetProperty("items").GetProperty("enum")));
        Assert.Equal(["country", "item"], Words(Properties.GetProperty("each").GetProperty("enum")));
        Assert.Equal(ScenarioFile.MostEvents, Properties.GetProperty("events").GetProperty("maxItems").GetInt32());
        foreach (var name in new[] { "from_day", "ramp_days", "probability" })
        {
            var most = EventProperties.GetProperty(name).GetProperty("maximum").GetDouble();
            Assert.Empty(Read(With(name, most), out _));
            Assert.NotEmpty(Read(With(name, most + 1), out _));
            Assert.Empty(Read(With(name, EventProperties.GetProperty(name).GetProperty("minimum").GetDouble()), out _));
            Assert.NotEmpty(Read(With(name, -1), out _));
        }
    }

    static string With(string name, double value) => $"{{\"name\":\"x\",\"events\":[{{\"kind\":\"outage\",\"target\":\"country:CN\",\"{name}\":{value.ToString(CultureInfo.InvariantCulture)}}}]}}";
}
