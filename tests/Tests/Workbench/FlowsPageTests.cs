using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Workbench;

public sealed class FlowsPageTests(WorkbenchServer server, TestBrowser browser)
{
    [Fact]
    public async Task The_endpoint_gives_what_the_command_gives()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        Assert.Equal(CommandRun.Of("exposure", "flows", "examples/hello", "--json").Output, await viewer.Text("/api/workspaces/hello/exposure/flows"));
        Assert.Equal(CommandRun.Of("exposure", "flows", "examples/hello", "--item", "cell", "--json").Output, await viewer.Text("/api/workspaces/hello/exposure/flows?item=cell"));
        using var refused = await viewer.Get("/api/workspaces/hello/exposure/flows?by=need");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Flows_and_the_map_name_nobody_and_show_no_coordinates()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        foreach (var page in new[] { "flows", "flows?item=cell", "map", "map?tier=1" }) Assert.DoesNotContain("aker (fictional)", await viewer.Text("/w/hello/" + page), StringComparison.Ordinal);
        // Sites are for who sees names, and then without coordinates in any file.
        Assert.DoesNotContain("Radio works", await viewer.Text("/w/hello/map?of=site"), StringComparison.Ordinal);
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var given = await analyst.Post("/api/workspaces/hello/names", ("reason", "Preparing the meeting on sites"), ("return", "/w/hello"));
        Assert.Contains("Radio works", await analyst.Text("/w/hello/map?of=site"), StringComparison.Ordinal);
        using var table = JsonDocument.Parse(await analyst.Text("/api/workspaces/hello/tables/map-places.json?of=site"));
        Assert.Equal(6, table.RootElement.GetProperty("columns").GetArrayLength());
    }

    [Fact]
    public async Task A_person_follows_an_item_and_opens_where_a_share_comes_from()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await using var open = await browser.Open(client, "/w/hello/flows");
        await open.Picture("flows-hello");
        await open.Page.Locator("#item").SelectOptionAsync("cell");
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("amount of Cell");
        await open.Picture("flows-hello-cell");
        // On paper the table beside the picture is there, and what can only be clicked is not.
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(open.Page.Locator("#table-flows caption")).ToBeVisibleAsync();
        await Assertions.Expect(open.Page.Locator("nav").First).ToBeHiddenAsync();
        await open.Picture("flows-print");
        await open.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await open.Page.Locator("#table-flow-countries a.fig").First.ClickAsync();
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("Japan");
        await Assertions.Expect(open.Page.Locator("main")).ToContainTextAsync("Checked");
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
    }

    [Fact]
    public async Task A_map_without_a_graphics_canvas_says_so_and_opens_its_table()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await using var open = await browser.Open(client, "/sign-in");
        await open.Page.AddInitScriptAsync("HTMLCanvasElement.prototype.getContext = () => null;");
        await open.Page.GotoAsync("/w/hello/map");
        await Assertions.Expect(open.Page.Locator("[data-absent]").First).ToBeVisibleAsync();
        await Assertions.Expect(open.Page.Locator("#table-map-flows caption")).ToBeVisibleAsync();
        Assert.Empty(open.Complaints);
    }
}
