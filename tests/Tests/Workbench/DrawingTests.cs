using System.Text.Json;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench;

/// <summary>Charts, maps and graphs under the policy of every page: they draw, and nothing they try is forbidden.</summary>
public sealed class DrawingTests(WorkbenchServer server, TestBrowser browser)
{
    // What the parts of the kit write into a page.
    const string Place = """
        async ([kind, data, module]) => {
          const figure = document.createElement("figure");
          figure.className = "chart";
          figure.setAttribute(kind, "");
          figure.innerHTML = '<div class="draw medium" data-draw tabindex="0"></div><p data-said></p><button data-save="png" data-name="picture" hidden>PNG</button><button data-save="svg" data-name="picture" hidden>SVG</button>';
          const island = document.createElement("script");
          island.type = "application/json";
          island.textContent = data;
          figure.append(island);
          document.querySelector("main").prepend(figure);
          (await import(module)).start(document);
        }
        """;

    async Task<OpenPage> Draw(string kind, string file, object data)
    {
        var assets = await server.Part<WebAssets>();
        if (!assets.HasBundles && Environment.GetEnvironmentVariable("CI") != "true") Assert.Skip("Built without npm; CI fails.");
        using var client = await server.SignIn("hello", Role.Viewer);
        var open = await browser.Open(client, "/w/hello");
        await open.Page.EvaluateAsync(Place, new[] { kind, JsonSerializer.Serialize(data), assets[file] });
        return open;
    }

    // Colours other than that of the paper, in a copy of what is drawn.
    static Task<int> Colours(OpenPage open) => open.Page.EvaluateAsync<int>("""
        async () => {
          const canvas = [...document.querySelectorAll("[data-draw] canvas")];
          const seen = new Set();
          for (const one of canvas) {
            const copy = document.createElement("canvas");
            [copy.width, copy.height] = [one.width, one.height];
            if (!one.width || !one.height) continue;
            const ink = copy.getContext("2d");
            ink.drawImage(one, 0, 0);
            const { data } = ink.getImageData(0, 0, one.width, one.height);
            for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
          }
          return seen.size;
        }
        """);

    [Fact]
    public async Task A_chart_draws_turns_dark_and_is_saved_as_a_picture()
    {
        await using var open = await Draw("data-chart", "charts.js", new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = new[] { "a", "b" } }, yAxis = new { type = "value" },
            series = new object[] { new { type = "bar", name = "one", data = new[] { 1200.5, 2 }, itemStyle = new { color = "var(--bad-mark)" } }, new { type = "line", name = "two", data = new[] { 3, 4 } } },
        });
        Assert.InRange(await Colours(open), 5, int.MaxValue);
        await open.Page.Locator("[data-draw]").HoverAsync();
        await open.Turn(new() { IsDark = true });
        var file = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.Locator("[data-save=svg]").ClickAsync());
        Assert.Equal("picture.svg", file.SuggestedFilename);
        var svg = await File.ReadAllTextAsync((await file.PathAsync())!);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Contains("rgb(226,120,106)", svg.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var picture = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.Locator("[data-save=png]").ClickAsync());
        Assert.InRange(new FileInfo((await picture.PathAsync())!).Length, 2000, long.MaxValue);
        await open.Picture("kit-chart");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_graph_draws_and_is_walked_by_keyboard()
    {
        await using var open = await Draw("data-graph", "graph.js", new
        {
            nodes = new object[] { new { id = "radio", label = "Radio" }, new { id = "board", label = "Board", tone = "bad", said = "Board: binds", href = "/w/hello/technology" }, new { id = "cell", label = "Cell", dashed = true } },
            links = new object[] { new { source = "board", target = "radio", label = "1" }, new { source = "cell", target = "radio", dashed = true } },
        });
        await open.Page.Locator("[data-drawn]").WaitForAsync();
        Assert.InRange(await Colours(open), 5, int.MaxValue);
        await open.Page.Locator("[data-draw]").FocusAsync();
        await Microsoft.Playwright.Assertions.Expect(open.Page.Locator("[data-said]")).ToHaveTextAsync("Radio");
        for (var i = 0; i < 3 && await open.Page.Locator("[data-said]").InnerTextAsync() != "Board: binds"; i++) await open.Page.Keyboard.PressAsync(i == 0 ? "ArrowDown" : "ArrowLeft");
        Assert.Equal("Board: binds", await open.Page.Locator("[data-said]").InnerTextAsync());
        await open.Picture("kit-graph");
        // Where it leads is the point, not what the server makes of it.
        await open.Page.RouteAsync("**/technology", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!DOCTYPE html><title>Board</title>" }));
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.WaitForURLAsync("**/technology");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_map_draws_countries_places_and_flows_with_nothing_from_elsewhere()
    {
        await using var open = await Draw("data-map", "map.js", new
        {
            places = new object[] { new { name = "Works", longitude = 2.3, latitude = 48.8, tone = "good" }, new { name = "Estimate", longitude = 24.9, latitude = 60.2, hollow = true, size = 1 } },
            flows = new object[] { new { from = new[] { 24.9, 60.2 }, to = new[] { 2.3, 48.8 }, weight = 1 } },
        });
        await open.Page.Locator("[data-drawn]").WaitForAsync();
        await open.Picture("kit-map");
        Assert.InRange(await Colours(open), 4, int.MaxValue);
        // A browser that draws without a graphics card says so; that is no fault of the page.
        Assert.DoesNotContain(open.Complaints, c => !c.Contains("GPU", StringComparison.Ordinal) && !c.Contains("GL Driver", StringComparison.Ordinal));
    }
}
