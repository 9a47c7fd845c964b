using System.Net;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Workbench;

public sealed class TreePageTests(WorkbenchServer server, TestBrowser browser)
{
    [Fact]
    public async Task The_tree_of_an_endpoint_is_that_of_the_command()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        var command = CommandRun.Of("exposure", "tree", "examples/hello", "--json", "-p", "EU27", "-p", "European-NATO", "--most", "3", "--open", "board", "--technology", "field-radio").Output;
        // The first names what the second takes from the workspace.
        Assert.Equal(command, await client.Text("/api/workspaces/hello/exposure/tree?perimeter=EU27&perimeter=European-NATO&most=3&open=board&technology=field-radio"));
        Assert.Equal(CommandRun.Of("exposure", "tree", "examples/hello", "--json").Output, await client.Text("/api/workspaces/hello/exposure/tree"));
    }

    [Fact]
    public async Task The_page_says_what_is_short_what_is_hidden_and_where_to_see_it()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        var whole = await client.Text("/w/hello/tree");
        Assert.Contains("rests on", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("Show 1 more", whole, StringComparison.Ordinal);
        var cut = await client.Text("/w/hello/tree?most=2");
        Assert.Contains("the tree ends at 2 nodes", cut, StringComparison.Ordinal);
        Assert.Contains("open=radio", cut, StringComparison.Ordinal);
        Assert.DoesNotContain("the tree ends at", await client.Text("/w/hello/tree?most=2&open=radio&open=board&open=battery"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_cannot_be_says_why_and_who_has_no_role_sees_nothing()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        Assert.Contains("no item", await viewer.Text("/w/hello/tree?item=nothing"), StringComparison.Ordinal);
        using var wrong = await viewer.Get("/api/workspaces/hello/exposure/tree?most=0");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var company = await server.SignIn("hello", Role.Company);
        using var page = await company.Get("/w/hello/tree");
        using var json = await company.Get("/api/workspaces/hello/exposure/tree");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (page.StatusCode, json.StatusCode));
    }

    [Fact]
    public async Task A_person_walks_the_tree_by_keyboard_and_opens_what_is_hidden()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await using var open = await browser.Open(client, "/w/hello/tree?most=3");
        var more = open.Page.Locator("a[href*='open=']").First;
        await more.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await Microsoft.Playwright.Assertions.Expect(open.Page.Locator("a[href*='open=radio&open=battery']")).ToHaveCountAsync(1);
        Assert.Contains("open=radio", open.Page.Url, StringComparison.Ordinal);
        var graph = open.Page.Locator("[data-graph][data-drawn] [data-draw]");
        await graph.FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowUp");
        await Microsoft.Playwright.Assertions.Expect(open.Page.Locator("[data-said]")).Not.ToBeEmptyAsync();
        await open.Page.Locator(".tree summary").First.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.False(await open.Page.Locator(".tree details").First.EvaluateAsync<bool>("d => d.open"));
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
    }
}
