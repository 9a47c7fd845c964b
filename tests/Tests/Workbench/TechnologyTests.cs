using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench;

public sealed class TechnologyTests(WorkbenchServer server, TestBrowser browser)
{
    [Fact]
    public async Task Switching_Norway_off_changes_verdict_cover_and_brief_in_place_and_the_link_keeps_it()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await using var open = await browser.Open(client, "/w/hello/technology?perimeter=EU27");
        await open.Page.EvaluateAsync("() => { window.stayed = true; }");
        await open.Page.Locator("[id='switch-country:NO']").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("Switched off: Norway");
        // 90 of 100 boards a month are left, and 100 radios lie in the depot: ten months.
        Assert.Contains("Produce: what was reached before is still reached for: 10 months", await open.Page.Locator(".answer").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("before: Only with others", await open.Page.Locator("table.grid").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await open.Page.EvaluateAsync<bool>("() => window.stayed === true"), "The page was loaded anew.");
        Assert.Contains("without=country%3ANO", open.Page.Url, StringComparison.Ordinal);
        Assert.Contains("without=country%3ANO", await open.Page.Locator("a[href*='brief.html']").GetAttributeAsync("href"), StringComparison.Ordinal);
        Assert.Equal("switch-country:NO", await open.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        Assert.Equal("false", await open.Page.Locator("[id='switch-country:NO']").GetAttributeAsync("aria-checked"));
        await open.Page.Keyboard.PressAsync("Space");
        await Microsoft.Playwright.Assertions.Expect(open.Page.Locator(".answer")).Not.ToContainTextAsync("Switched off: Norway");
        await open.Page.GoBackAsync();
        await Microsoft.Playwright.Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("Switched off: Norway");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Without_script_a_switch_is_a_link_that_does_the_same()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await using var open = await browser.Open(client, "/w/hello/technology?perimeter=EU27", new() { HasScript = false });
        await open.Page.Locator("[id='switch-country:NO']").ClickAsync();
        Assert.Contains("Switched off: Norway", await open.Page.Locator(".answer").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_can_stop_it_is_for_analysts_and_makers_are_named_after_a_reason()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        var seen = await viewer.Text("/w/hello/technology");
        Assert.Contains("shown to analysts", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("who can stop it", seen, StringComparison.Ordinal);
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        var more = await analyst.Text("/w/hello/technology");
        Assert.Contains("Countries who can stop it", more, StringComparison.Ordinal);
        Assert.DoesNotContain("Board maker", more, StringComparison.Ordinal);
        using var given = await analyst.Post("/api/workspaces/hello/names", ("reason", "Preparing the meeting on radios"), ("return", "/w/hello"));
        Assert.Contains("Board maker", await analyst.Text("/w/hello/technology"), StringComparison.Ordinal);
        Assert.DoesNotContain("Board maker", await analyst.Text("/api/workspaces/hello/brief.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_asks_for_what_is_not_there_says_so()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        Assert.Contains("Atlantis", await client.Text("/w/hello/technology?perimeter=Atlantis"), StringComparison.Ordinal);
        Assert.Contains("no-such-thing", await client.Text("/w/hello/technology/no-such-thing"), StringComparison.Ordinal);
        Assert.Contains("is no day", await client.Text("/w/hello/technology?at=yesterday"), StringComparison.Ordinal);
        Assert.Contains("Nobody", await client.Text("/w/hello/technology?without=nobody-at-all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_brief_opens_with_its_own_style_and_nothing_else()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await using var open = await browser.Open(client, "/api/workspaces/hello/brief.html?perimeter=EU27");
        await open.Picture("brief");
        Assert.Empty(open.Complaints);
        Assert.Equal("0px", await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).marginLeft"));
    }
}
