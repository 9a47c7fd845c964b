using NJsonSchema;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Eligibility;

public sealed class SchemaTests
{
    // The validator knows the older word for definitions.
    static async Task<JsonSchema> Schema(string name) => await JsonSchema.FromJsonAsync(SourceTree.Text("docs/reference/" + name).Replace("$defs", "definitions", StringComparison.Ordinal), TestContext.Current.CancellationToken);

    [Fact]
    public void The_schema_of_contract_files_is_that_of_the_vocabulary() => Approved.Check(ContractSchema.Write(), "docs/reference/contract.schema.json");

    [Fact]
    public async Task Every_pack_keeps_to_the_schema_that_is_published()
    {
        var schema = await Schema("pack.schema.json");
        Assert.All(RulePacks.Names, n => Assert.Equal([], schema.Validate(SourceTree.Text($"packs/{n}/pack.json")).Select(e => e.ToString())));
    }

    [Fact]
    public void The_schema_of_cases_is_that_of_the_vocabulary() => Approved.Check(CaseSchema.Write(), "docs/reference/cases.schema.json");

    [Fact]
    public async Task Every_file_of_cases_keeps_to_the_schema_that_is_published()
    {
        var schema = await Schema("cases.schema.json");
        Assert.All(RulePacks.Names, n => Assert.Equal([], schema.Validate(SourceTree.Text($"packs/{n}/cases.json")).Select(e => e.ToString())));
        Assert.NotEmpty(schema.Validate("""{ "cases": [ { "id": "x", "title": "Nothing expected" } ] }"""));
        Assert.NotEmpty(schema.Validate("""{ "cases": [ { "id": "x", "title": "A list that is none", "parties": { "id": "a" }, "expect": { "R": "met" } } ] }"""));
    }

    [Theory]
    [InlineData("\"rules\"", "\"ruls\"")]
    [InlineData("\"at_most\"", "\"not_above\"")]
    [InlineData("https://data.europa.eu/eli/reg/2025/1106/oj", "ftp://data")]
    public async Task A_pack_with_a_slip_does_not(string right, string wrong) =>
        Assert.NotEmpty((await Schema("pack.schema.json")).Validate(SourceTree.Text("packs/safe-2025/pack.json").Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public async Task The_contract_of_the_example_keeps_to_its_schema() =>
        Assert.Equal([], (await Schema("contract.schema.json")).Validate(SourceTree.Text("examples/shells-contract.json")).Select(e => e.ToString()));
}
