using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Workbench;

public sealed class ConcentrationPageTests(WorkbenchServer server, TestBrowser browser)
{
    [Fact]
    public async Task The_index_in_the_table_is_that_of_the_command()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        using var command = JsonDocument.Parse(CommandRun.Of("exposure", "concentration", "examples/hello", "--of", "country", "--json").Output);
        using var table = JsonDocument.Parse(await client.Text("/api/workspaces/hello/tables/concentration.json"));
        var items = command.RootElement.GetProperty("results")[0].GetProperty("items").EnumerateArray().ToArray();
        var expected = items.Select(i => i.GetProperty("levels")[0]).Where(l => l.GetProperty("hhi").ValueKind == JsonValueKind.Object).Select(l => l.GetProperty("hhiPoints").GetDouble()).Order().ToArray();
        var shown = table.RootElement.GetProperty("rows").EnumerateArray().Select(r => r[2]).Where(c => c.ValueKind == JsonValueKind.Number).Select(c => c.GetDouble()).Order().ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, shown);
    }

    [Fact]
    public async Task Who_sees_no_names_sees_countries_and_no_cut_sets()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        var page = await viewer.Text("/w/hello/concentration");
        Assert.Contains("Japan", page, StringComparison.Ordinal);
        Assert.DoesNotContain("maker in", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"table-cuts\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("party:", await viewer.Text("/w/hello/concentration?of=party"), StringComparison.Ordinal);
        using var refused = await viewer.Get("/api/workspaces/hello/tables/single-points.csv?of=party");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var cuts = await viewer.Get("/api/workspaces/hello/tables/cuts.csv");
        Assert.Equal(HttpStatusCode.Forbidden, cuts.StatusCode);
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var without = await analyst.Get("/api/workspaces/hello/tables/cuts.csv");
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
    }

    [Fact]
    public async Task Who_gave_a_reason_sees_companies_and_what_together_leaves_nothing()
    {
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var given = await analyst.Post("/api/workspaces/hello/names", ("reason", "Preparing the meeting on boards"), ("return", "/w/hello"));
        var page = await analyst.Text("/w/hello/concentration?of=party");
        Assert.Contains("Battery maker in Finland (fictional)", page, StringComparison.Ordinal);
        Assert.Contains("id=\"table-cuts\"", page, StringComparison.Ordinal);
        Assert.Contains("Radio maker (fictional)", await analyst.Text("/api/workspaces/hello/tables/single-points.csv?of=party"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_reads_which_country_stands_out_and_goes_on_to_what_depends_on_it()
    {
        using var client = await server.SignIn("permanent-magnets", Role.Viewer);
        await using var open = await browser.Open(client, "/w/permanent-magnets/concentration");
        await open.Picture("concentration-magnets");
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("from one third country");
        var file = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.Locator("[data-save=svg]").First.ClickAsync());
        Assert.Equal("permanent-magnets-shares.svg", file.SuggestedFilename);
        await open.Page.Locator(".answer a").ClickAsync();
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("If China stops");
        Assert.Empty(open.Complaints);
    }
}
