using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange.LinkedData;

/// <summary>Parties and items of a package as statements in the words of schema.org, the organisation ontology and the provenance ontology.</summary>
static class Facts
{
    /// <summary>Tables whose rows are stated.</summary>
    public static HashSet<string> Written { get; } = new(["parties", "items", "ownership", "recipes", "lines", "sources"], StringComparer.Ordinal);

    /// <summary>Prefixes of the words.</summary>
    public static IReadOnlyList<(string Prefix, string Space)> Spaces { get; } =
        [("dcterms", "http://purl.org/dc/terms/"), ("org", "http://www.w3.org/ns/org#"), ("prov", "http://www.w3.org/ns/prov#"), ("schema", "https://schema.org/")];

    /// <summary>A statement; the value is another thing where <paramref name="IsThing"/> holds, else a text.</summary>
    public readonly record struct Fact(string Word, string Value, bool IsThing);

    /// <summary>Things in their order with what is said of them.</summary>
    public static IEnumerable<(string Id, string Type, IReadOnlyList<Fact> Facts)> Of(Package package)
    {
        var (parties, items, ownership, recipes, lines, sources) = (package["parties"], package["items"], package["ownership"], package["recipes"], package["lines"], package["sources"]);
        var itemOf = lines.Rows.GroupBy(r => r.Cells[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => lines.Cell(g.First(), "item"), StringComparer.Ordinal);
        var owns = ownership.Rows.ToLookup(r => r.Cells[0], r => r.Cells[1], StringComparer.Ordinal);
        var inputs = recipes.Rows.ToLookup(r => recipes.Cell(r, "item") is { Length: > 0 } item ? item : itemOf.GetValueOrDefault(recipes.Cell(r, "line"), ""), r => recipes.Cell(r, "input"), StringComparer.Ordinal);
        var makers = lines.Rows.Where(r => lines.Cell(r, "party").Length > 0).ToLookup(r => lines.Cell(r, "item"), r => lines.Cell(r, "party"), StringComparer.Ordinal);
        foreach (var row in parties.Rows)
        {
            var kind = parties.Cell(row, "kind");
            var facts = new List<Fact>();
            Text(facts, "schema:name", parties.Cell(row, "name"));
            Text(facts, "schema:leiCode", parties.Cell(row, "lei"));
            Text(facts, "schema:identifier", parties.Cell(row, "ncage") is { Length: > 0 } code ? "NCAGE " + code : "");
            Text(facts, "schema:addressCountry", parties.Cell(row, "country"));
            Things(facts, "schema:owns", "parties", owns[row.Cells[0]]);
            Sources(facts, parties, row);
            yield return (Id("parties", row.Cells[0]), kind switch { "person" => "schema:Person", "authority" or "state" => "schema:GovernmentOrganization", "makers" => "org:OrganizationalCollaboration", _ => "schema:Organization" }, facts);
        }
        foreach (var row in items.Rows)
        {
            var facts = new List<Fact>();
            Text(facts, "schema:name", items.Cell(row, "name"));
            Text(facts, "schema:category", items.Cell(row, "kind"));
            Text(facts, "schema:unitText", items.Cell(row, "unit"));
            Text(facts, "schema:identifier", items.Cell(row, "cn_code") is { Length: > 0 } code ? "CN " + code : "");
            Things(facts, "dcterms:requires", "items", inputs[row.Cells[0]]);
            Things(facts, "schema:manufacturer", "parties", makers[row.Cells[0]]);
            Sources(facts, items, row);
            yield return (Id("items", row.Cells[0]), "schema:Product", facts);
        }
        foreach (var row in sources.Rows)
        {
            var facts = new List<Fact>();
            Text(facts, "dcterms:title", sources.Cell(row, "title"));
            Text(facts, "dcterms:publisher", sources.Cell(row, "publisher"));
            Text(facts, "dcterms:issued", sources.Cell(row, "date"));
            Text(facts, "schema:url", sources.Cell(row, "url"));
            yield return (Id("sources", row.Cells[0]), "prov:Entity", facts);
        }
    }

    // An address of its own kind, so that no domain is claimed; every character that is special in addresses is escaped.
    static string Id(string table, string id) => $"urn:vauban:{table}:{Uri.EscapeDataString(id)}";

    static void Text(List<Fact> facts, string word, string value)
    {
        if (value.Length > 0) facts.Add(new(word, value, false));
    }

    static void Things(List<Fact> facts, string word, string table, IEnumerable<string> ids) => facts.AddRange(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(i => new Fact(word, Id(table, i), true)));

    static void Sources(List<Fact> facts, Table table, Row row) => Things(facts, "prov:wasDerivedFrom", "sources", table.Cell(row, "source").Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
