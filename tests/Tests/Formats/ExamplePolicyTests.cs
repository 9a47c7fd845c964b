using System.Text.RegularExpressions;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;
using Vauban.Tests.Model;

namespace Vauban.Tests.Formats;

/// <summary>What the examples on real chains may not contain: anything that would show where a chain is weak at one place or one maker.</summary>
public sealed partial class ExamplePolicyTests
{
    // Raw-material origins outside Europe are named; Türkiye's mines and Russia's count as such here.
    static readonly CountrySet Europe = Perimeter.Defaults.Aggregate(Set("CH+GB+UA"), (all, p) => all.Union(p.Members)).Except(Set("TR"));

    static readonly string[] Exact = ["latitude", "longitude", "region", "lei", "ncage", "site"];

    static Package Load(string name) => PackageReader.Load(Path.Combine(SourceTree.Root, "examples", name), [])!;

    [Theory]
    [InlineData("ammunition-155")]
    [InlineData("permanent-magnets")]
    public void An_example_on_a_real_chain_stays_at_policy_level(string name) => Assert.Empty(Breaches(Load(name)));

    [Theory]
    [InlineData("ammunition-155")]
    [InlineData("permanent-magnets")]
    public void Neither_low_source_nor_its_publisher_is_named_anywhere_in_the_folder(string name) =>
        Assert.Empty(from file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "examples", name), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                     from Match match in LowSource().Matches(File.ReadAllText(file))
                     select $"{Path.GetFileName(file)}: {match.Value}");

    [Theory]
    [InlineData("S16 S19", true)]
    [InlineData("S4 S43,", true)]
    [InlineData("see News-Pravda", true)]
    [InlineData("sputniknews.jp", true)]
    [InlineData("S190 and S435", false)]
    public void Low_sources_are_found_as_whole_words(string text, bool found) => Assert.Equal(found, LowSource().IsMatch(text));

    [Fact]
    public void The_charge_is_counted_once_so_no_row_leads_from_powder_straight_to_the_round()
    {
        var recipes = Load("ammunition-155")["recipes"];
        Assert.Equal(["modular-charge"], recipes.Rows.Where(r => recipes.Cell(r, "input") == "propellant-powder").Select(r => recipes.Cell(r, "item")));
        Assert.DoesNotContain(recipes.Rows, r => recipes.Cell(r, "item") == "round-155" && recipes.Cell(r, "input") is "nitrocellulose" or "nitroguanidine");
    }

    [Theory]
    [InlineData("sites", "id=works country=EU27", "sites:2 is a site")]
    [InlineData("transport_nodes", "id=port latitude=54.1", "transport_nodes:2 latitude 54.1")]
    [InlineData("parties", "id=acme kind=company source=S1", "parties:2 is a company")]
    [InlineData("lines", "id=l item=x country=UA source=S1", "lines:2 country UA")]
    [InlineData("totals", "item=x area=EU27+UA source=S1", "totals:2 area EU27+UA")]
    [InlineData("lines", "id=l item=x country=EU27 capacity=5 note=why", "lines:2 rests on nothing")]
    [InlineData("lines", "id=l item=x country=FR source=S1", "lines:2 names FR")]
    [InlineData("lines", "id=l item=x country=FR source=S1 note=Two__independent__owners.", "lines:2 names FR")]
    [InlineData("lines", "id=l item=x country=FR source=S1 note=Fewer__than__three__independent__owners.", "lines:2 names FR")]
    [InlineData("lines", "id=l item=x country=FR source=S1 note=Three__or__more__independent__owners.", "")]
    [InlineData("lines", "id=l item=x country=CL source=S1", "")]
    [InlineData("lines", "id=l item=x country=EU27 note=Not__public.", "")]
    [InlineData("goals", "item=x destination=UA source=S1", "")]
    [InlineData("demands", "buyer=FR item=x rate=5 basis=synthetic", "demands:2 names FR")]
    [InlineData("budgets", "payer=FR year=2024 amount=5 basis=synthetic", "budgets:2 names FR")]
    [InlineData("expansions", "id=e item=x country=FR adds=5 basis=assumed", "expansions:2 names FR")]
    [InlineData("demands", "buyer=EU27+NO item=x rate=5 basis=synthetic", "")]
    [InlineData("budgets", "payer=makers year=2024 amount=5 basis=synthetic", "")]
    public void A_row_that_breaks_a_rule_is_found(string table, string row, string breach)
    {
        var found = Breaches(new TestPackage().Add(table, row).Package);
        Assert.Equal(breach.Length == 0 ? [] : [breach], found.Where(f => breach.Length == 0 || f == breach));
    }

    static IEnumerable<string> Breaches(Package package) =>
        from table in package.Tables
        from row in table.Rows
        from breach in Breaches(table, row)
        select $"{table.Spec.Name}:{row.Place.Row} {breach}";

    static IEnumerable<string> Breaches(Table table, Row row)
    {
        if (table.Spec.Name == "sites") yield return "is a site";
        if (table.Spec.Name == "parties" && table.Cell(row, "kind") == "company") yield return "is a company";
        foreach (var (field, cell) in table.Spec.Fields.Zip(row.Cells))
        {
            if (cell.Length > 0 && table.Spec.Name != "sites" && Exact.Contains(field.Name)) yield return $"{field.Name} {cell}";
            // Where goods go may be named; where they come from, in Ukraine, may not.
            if (field.Type == FieldType.Countries && field.Name != "destination" && Ukraine().IsMatch(cell)) yield return $"{field.Name} {cell}";
        }
        if (table.Spec.Name != "sources" && table.Cell(row, "source").Length == 0 && table.Cell(row, "basis").Length == 0
            && (table.Cell(row, "note").Length == 0 || table.Spec.Fields.Zip(row.Cells).Any(p => p.First.Type is FieldType.Quantity or FieldType.Number && p.Second.Length > 0)))
            yield return "rests on nothing";
        if (table.Spec.Name is not ("lines" or "parties" or "totals" or "expansions" or "budgets" or "demands")) yield break;
        // A payer or a buyer is a party or a country: a party is judged by its own row.
        if (!CountrySet.TryParse(table.Cell(row, Where(table.Spec.Name)), out var where, out _)) yield break;
        if (where.Count == 1 && where.IsSubsetOf(Europe) && !ManyOwners().IsMatch(table.Cell(row, "note"))) yield return $"names {where}";
    }

    static string Where(string table) => table switch { "totals" => "area", "budgets" => "payer", "demands" => "buyer", _ => "country" };

    static CountrySet Set(string text) => CountrySet.TryParse(text, out var set, out var wrong) ? set : throw new InvalidOperationException($"{wrong} is no country.");

    [GeneratedRegex(@"\b(S19|S43|sputnik\w*|(news-)?pravda)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LowSource();

    [GeneratedRegex(@"(?<![\w-])UA(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex Ukraine();

    [GeneratedRegex(@"\bthree or more independent owners\b", RegexOptions.IgnoreCase)]
    private static partial Regex ManyOwners();
}
