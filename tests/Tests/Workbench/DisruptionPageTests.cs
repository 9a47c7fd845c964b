using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Workbench;

/// <summary>Pages and endpoints about disruption: what they show, to whom, and the way from two scenarios to the cause of a loss.</summary>
public sealed class DisruptionPageTests(WorkbenchServer server, TestBrowser browser)
{
    const string Api = "/api/workspaces/hello/", Named = "named-events";

    [Fact]
    public async Task A_person_chooses_two_scenarios_runs_them_compares_them_and_sees_the_cause()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        await using var open = await browser.Open(client, "/w/hello/stress");
        await open.Picture("stress-form");
        Assert.Empty(await open.Barriers());
        await open.Page.Locator("input[value=component-outage]").CheckAsync();
        await open.Page.Locator("input[value=export-refusal]").CheckAsync();
        await open.Page.Locator("#f-draws").FillAsync("20");
        await open.Page.Locator("#f-days").FillAsync("200");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("costs most", new() { Timeout = 60_000 });
        // Two stand side by side from the start, each with its cause in words.
        await Assertions.Expect(open.Page.Locator("#side h3").Filter(new() { HasText = ":" })).ToHaveCountAsync(2);
        await Assertions.Expect(open.Page.Locator("#side .card").First).ToContainTextAsync("the scenario itself hits the supply of");
        var boxes = open.Page.Locator("#side input[name=show]");
        var last = await boxes.CountAsync() - 1;
        await boxes.Nth(last).CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Show side by side" }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("#side .card")).ToHaveCountAsync(3);
        var address = new Uri(open.Page.Url).PathAndQuery;
        Assert.Equal(3, address.Split("show=").Length - 1);
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"stress-result{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
        foreach (var file in await open.Page.Locator(".files a[download]").EvaluateAllAsync<string[]>("links => links.map(l => l.href)"))
        {
            using var answer = await client.Get(new Uri(file).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        // Whoever opens the address sees the same, in his language.
        using var viewer = await server.SignIn("hello", Role.Viewer);
        Assert.Contains(Texts.For("en")["workbench.stress.side-by-side"], await viewer.Text(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_the_json_of_the_command_and_its_tables_have_the_same_numbers()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        var job = await Ended(client, Api, """{ "scenario": ["strike", "component-outage"], "days": 120, "draws": 8, "perimeter": "EU27" }""");
        var text = await client.Text($"{Api}jobs/{job}/result");
        Assert.Equal(CommandRun.Of("disruption", "stress", "examples/hello", "-s", "strike", "-s", "component-outage", "--days", "120", "--draws", "8", "--json").Output, text);
        using var json = JsonDocument.Parse(text);
        var worst = json.RootElement.GetProperty("scenarios")[0];
        using var ranking = JsonDocument.Parse(await client.Text($"{Api}tables/stress.json?job={job}"));
        Assert.Equal(worst.GetProperty("lostDays").GetProperty("central").GetDouble(), ranking.RootElement.GetProperty("rows")[0][2].GetDouble());
        using var bands = JsonDocument.Parse(await client.Text($"{Api}tables/stress-bands.json?job={job}"));
        var week = worst.GetProperty("products")[0].GetProperty("band")[3];
        Assert.Equal(["4", .. new[] { "median", "p5", "p95" }.Select(n => week.GetProperty(n).GetRawText())], bands.RootElement.GetProperty("rows")[3].EnumerateArray().Take(4).Select(c => c.GetRawText()));
        // Days count from 1 for people, and the command's text has the same day.
        var side = await client.Text($"{Api}tables/stress-side.csv?job={job}");
        var first = worst.GetProperty("products")[0].GetProperty("firstDay").GetProperty("median").GetDouble();
        Assert.Contains($"From day,{first + 1}", side, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "days": 0 }""", "1 to 1825")]
    [InlineData("""{ "draws": 100000 }""", "1 to 2000")]
    [InlineData("""{ "days": 1825, "draws": 2000 }""", "25 million")]
    [InlineData("""{ "seed": "x" }""", "whole number")]
    [InlineData("""{ "scenario": "../../etc/passwd" }""", "../../etc/passwd")]
    [InlineData("""{ "scenario": "examples/hello/datapackage.json" }""", "no scenario")]
    [InlineData("""{ "verb": "make" }""", "make")]
    [InlineData("""{ "perimeter": "XX" }""", "XX")]
    public async Task What_cannot_be_played_is_said_before_anything_waits(string body, string said)
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var answer = await Post(client, Api, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_time_is_over_leaves_nothing_and_says_what_to_do()
    {
        await using var own = WorkbenchServer.WithoutTime();
        using var client = await own.SignIn("hello", Role.Viewer, Role.Analyst);
        using var asked = await Post(client, Api, """{ "scenario": "strike", "days": 60, "draws": 2 }""");
        var job = JsonDocument.Parse(await asked.Content.ReadAsStringAsync()).RootElement.GetProperty("job").GetString()!;
        Assert.Contains("\"isEnded\":true", await client.Text($"{Api}jobs/{job}/events"), StringComparison.Ordinal);
        Assert.Equal(JobStatus.Failed, (await (await own.Store()).FindJob("hello", job))!.Status);
        var page = WebUtility.HtmlDecode(await client.Text("/w/hello/stress?job=" + job));
        Assert.Contains("ended after 0 minutes", page, StringComparison.Ordinal);
        Assert.Contains("one scenario at a time", page, StringComparison.Ordinal);
        using var result = await client.Get($"{Api}jobs/{job}/result");
        Assert.Equal(HttpStatusCode.Conflict, result.StatusCode);
    }

    [Fact]
    public async Task What_higher_prices_add_stands_in_a_table_with_the_numbers_of_the_command()
    {
        const string dear = "dear";
        var store = await server.Store();
        await store.SaveWorkspace(new(dear, "Prices"), "test");
        await store.AddSnapshot(dear, new TestPackage().Add("items", "id=round unit=piece kind=system complete=yes", "id=current unit=kWh kind=energy complete=yes unit_value=0.2..0.4")
            .Add("lines", "id=l1 item=round capacity=2 capacity_unit=piece/day country=DE", "id=l2 item=current capacity=100 capacity_unit=kWh/day country=DE").Recipe("round", "current", "10")
            .Add("technologies", "id=t").Add("goals", "technology=t verb=produce item=round rate=1 rate_unit=piece/day").Package, "test");
        using var client = await server.SignIn(dear, Role.Viewer, Role.Analyst);
        var job = await Ended(client, $"/api/workspaces/{dear}/", """{ "scenario": "energy-price", "days": 365, "draws": 4 }""");
        using var json = JsonDocument.Parse(await client.Text($"/api/workspaces/{dear}/jobs/{job}/result"));
        var mean = json.RootElement.GetProperty("scenarios")[0].GetProperty("extraCosts")[0].GetProperty("cost").GetProperty("mean").GetDouble();
        // Ten kilowatt-hours a day at 30 cents, three times more of it, for 124 to 331 days (four draws spread over 90 to 365).
        Assert.InRange(mean, 10 * 0.3 * 3 * 124, 10 * 0.3 * 3 * 331);
        using var table = JsonDocument.Parse(await client.Text($"/api/workspaces/{dear}/tables/stress-costs.json?job={job}"));
        Assert.Equal(mean, table.RootElement.GetProperty("rows")[0][2].GetDouble());
        var page = WebUtility.HtmlDecode(await client.Text($"/w/{dear}/stress?job={job}"));
        Assert.Contains("What higher prices add", page, StringComparison.Ordinal);
        Assert.Contains("nobody passes it on", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_sees_what_was_played_and_starts_nothing()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        using var refused = await Post(viewer, Api, "{}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var made = await viewer.Post(Api + "threats", ("title", "Mine"));
        Assert.Equal(HttpStatusCode.Forbidden, made.StatusCode);
        Assert.DoesNotContain("jobs/stress\"", await viewer.Text("/w/hello/stress"), StringComparison.Ordinal);
        using var nodes = await viewer.Get(Api + "disruption/survive");
        Assert.Equal(HttpStatusCode.Forbidden, nodes.StatusCode);
        using var table = await viewer.Get(Api + "tables/survive.csv");
        Assert.Equal(HttpStatusCode.Forbidden, table.StatusCode);
    }

    [Fact]
    public async Task A_scenario_that_names_a_company_is_played_and_seen_by_who_gave_a_reason()
    {
        await Prepare();
        const string api = $"/api/workspaces/{Named}/";
        using var analyst = await server.SignIn(Named, Role.Viewer, Role.Analyst);
        using var viewer = await server.SignIn(Named, Role.Viewer);
        Assert.DoesNotContain("closed-works", await analyst.Text($"/w/{Named}/stress") + await analyst.Text(api + "threats"), StringComparison.Ordinal);
        Assert.Contains("dry-summer", await analyst.Text($"/w/{Named}/stress"), StringComparison.Ordinal);
        using var early = await Post(analyst, api, """{ "scenario": "closed-works" }""");
        Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        // Without names, what names somebody is not played.
        var open = await Ended(analyst, api, """{ "days": 40, "draws": 1, "scenario": "dry-summer" }""");
        Assert.DoesNotContain("closed-works", await viewer.Text($"{api}jobs/{open}/result"), StringComparison.Ordinal);

        using var reason = await analyst.Post(api + "names", ("reason", "Exercise of the ministry"), ("return", $"/w/{Named}"));
        var named = await Ended(analyst, api, """{ "days": 40, "draws": 1, "scenario": ["closed-works", "dry-summer"] }""");
        using var json = JsonDocument.Parse(await analyst.Text($"{api}jobs/{named}/result"));
        // Two a day are wanted and made; the only maker stands still for ten days from the first on.
        Assert.Equal(20, json.RootElement.GetProperty("scenarios")[0].GetProperty("products")[0].GetProperty("lostSpread").GetProperty("mean").GetDouble(), 3);
        using var hidden = await viewer.Get($"{api}jobs/{named}/result");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.DoesNotContain(named, await viewer.Text(api + "jobs") + await viewer.Text($"/w/{Named}/stress"), StringComparison.Ordinal);
        using var rows = await viewer.Get($"{api}tables/stress.csv?job={named}");
        Assert.Equal(HttpStatusCode.BadRequest, rows.StatusCode);
    }

    [Fact]
    public async Task An_own_scenario_is_built_by_a_form_kept_and_played_as_the_command_plays_its_file()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var made = await client.Post(Api + "threats", ("title", "Boards stop"));
        var id = made.Headers.Location!.OriginalString.Split("#threat-")[1];
        using var nobody = await client.Post($"{Api}threats/{id}/events", ("version", "1"), ("kind", "outage"));
        Assert.Contains("Say who is hit", WebUtility.HtmlDecode(await client.Text(nobody.Headers.Location!.OriginalString.Split('#')[0])), StringComparison.Ordinal);
        using var wrong = await client.Post($"{Api}threats/{id}/events", ("version", "1"), ("kind", "outage"), ("item", "board"), ("effect", "7"));
        Assert.Contains("0 to 1", WebUtility.HtmlDecode(await client.Text(wrong.Headers.Location!.OriginalString.Split('#')[0])), StringComparison.Ordinal);
        using var unseen = await client.Post($"{Api}threats/{id}/events", ("version", "1"), ("kind", "outage"), ("item", "nothing"));
        Assert.Contains("wrong=event", unseen.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var added = await client.Post($"{Api}threats/{id}/events", ("version", "1"), ("kind", "outage"), ("item", "board"), ("way", "inside"), ("area", "EU27"), ("effect", "0.25"), ("days", "30..60"), ("probability", "0.5"));
        Assert.DoesNotContain("wrong", added.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await client.Text("/w/hello/stress/own"));
        Assert.Contains("item=board; place=inside EU27", page, StringComparison.Ordinal);
        Assert.Contains("for 30..60 days", page, StringComparison.Ordinal);
        Assert.Contains("Hits 2 lines and other sources and 0 links now", page, StringComparison.Ordinal);
        await using (var open = await browser.Open(client, "/w/hello/stress/own"))
        {
            await open.Page.Locator($"#threat-{id} details summary").First.ClickAsync();
            await open.Picture("threats");
            await open.Turn(new() { Width = 390, Height = 800, IsDark = true });
            await open.Picture("threats-narrow");
            Assert.Equal(0, await open.Overflow());
            Assert.Empty(open.Complaints);
            Assert.Empty(await open.Barriers());
        }
        // Who saves over another's save is told.
        using var late = await client.Post($"{Api}threats/{id}/events", ("version", "1"), ("kind", "outage"), ("item", "radio"));
        Assert.Contains("wrong=changed", late.Headers.Location!.OriginalString, StringComparison.Ordinal);
        // A list of changes is something else.
        Assert.DoesNotContain("Boards stop", await client.Text("/w/hello/studio") + await client.Text(Api + "scenarios"), StringComparison.Ordinal);

        var job = await Ended(client, Api, """{ "scenario": "boards-stop", "days": 100, "draws": 10, "perimeter": "EU27" }""");
        var file = Path.Combine(Path.GetTempPath(), $"vauban-{id}.json");
        try
        {
            await File.WriteAllTextAsync(file, await client.Text($"{Api}threats/{id}"), TestContext.Current.CancellationToken);
            Assert.Equal(CommandRun.Of("disruption", "stress", "examples/hello", "-s", file, "--days", "100", "--draws", "10", "--json").Output, await client.Text($"{Api}jobs/{job}/result"));
        }
        finally
        {
            File.Delete(file);
        }
        // The answer stays what was asked, whatever becomes of the scenario.
        using var removed = await client.Post($"{Api}threats/{id}/remove", ("version", "2"));
        Assert.DoesNotContain("Boards stop", await client.Text("/w/hello/stress/own"), StringComparison.Ordinal);
        Assert.Contains("Boards stop", await client.Text($"/w/hello/stress?job={job}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_scenario_that_names_a_company_is_for_who_may_see_names()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var made = await client.Post(Api + "threats", ("title", "One works"));
        var id = made.Headers.Location!.OriginalString.Split("#threat-")[1];
        using var early = await client.Post($"{Api}threats/{id}/events", ("version", "1"), ("kind", "outage"), ("query", "site:radio-works"), ("days", "30"));
        Assert.Contains("wrong=event", early.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var reason = await client.Post(Api + "names", ("reason", "Exercise of the ministry"), ("return", "/w/hello"));
        using var added = await client.Post($"{Api}threats/{id}/events", ("version", "1"), ("kind", "outage"), ("query", "site:radio-works"), ("days", "30"));
        Assert.DoesNotContain("wrong", added.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var other = await server.SignIn("hello", Role.Viewer, Role.Analyst, Role.Steward);
        using var hidden = await other.Get($"{Api}threats/{id}");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.DoesNotContain("One works", await other.Text("/w/hello/stress/own") + await other.Text("/w/hello/stress") + await other.Text(Api + "threats") + await other.Text($"/w/hello/studio?s={id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_to_survive_of_single_nodes_need_a_reason_and_are_the_json_of_the_command()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var early = await client.Get(Api + "disruption/survive");
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        // Without names: how many, of which kind.
        var counts = WebUtility.HtmlDecode(await client.Text("/w/hello/survive"));
        Assert.Contains("for analysts who give a reason", counts, StringComparison.Ordinal);
        Assert.DoesNotContain("Radio works", counts, StringComparison.Ordinal);
        Assert.DoesNotContain("Radio works", await client.Text(Api + "tables/survive.csv"), StringComparison.Ordinal);
        using var reason = await client.Post(Api + "names", ("reason", "Exercise of the ministry"), ("return", "/w/hello"));
        var text = await client.Text(Api + "disruption/survive?perimeter=EU27");
        Assert.Equal(CommandRun.Of("disruption", "survive", "examples/hello", "--json").Output, text);
        Assert.Equal(CommandRun.Of("disruption", "survive", "examples/hello", "--of", "site", "--json").Output, await client.Text(Api + "disruption/survive?perimeter=EU27&of=site"));
        // A hundred radios lie in store and a hundred a month are wanted: 365/12 days.
        Assert.Contains("Radio works,30.4", await client.Text(Api + "tables/survive.csv?of=site"), StringComparison.Ordinal);
        using var kind = await client.Get(Api + "disruption/survive?of=country");
        Assert.Equal(HttpStatusCode.BadRequest, kind.StatusCode);
        using var verb = await client.Get(Api + "disruption/survive?verb=make");
        Assert.Equal(HttpStatusCode.BadRequest, verb.StatusCode);
        await using var open = await browser.Open(client, "/w/hello/survive?of=site");
        await open.Page.Locator("[data-draw] canvas").WaitForAsync();
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"survive-result{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
    }

    [Fact]
    public async Task Early_warning_is_the_json_of_the_command_and_keeps_companies_for_who_gave_a_reason()
    {
        const string warned = "warned", api = $"/api/workspaces/{warned}/";
        var store = await server.Store();
        await store.SaveWorkspace(new(warned, "Series"), "test");
        await store.AddSnapshot(warned, PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples/ammunition-155-synthetic"), [])!.Package, "test");
        using var viewer = await server.SignIn(warned, Role.Viewer);
        var page = WebUtility.HtmlDecode(await viewer.Text($"/w/{warned}/warn"));
        Assert.Contains("3 of 8 series give an alert", page, StringComparison.Ordinal);
        Assert.Contains("Series that name a company: 1", page, StringComparison.Ordinal);
        var seen = await viewer.Text(api + "disruption/warn") + await viewer.Text(api + "tables/warn.json") + await viewer.Text(api + "tables/warn-factors.json") + page;
        Assert.DoesNotContain("Maker ", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("order-book:", seen, StringComparison.Ordinal);
        Assert.Contains("\"marketPosition\": null", seen, StringComparison.Ordinal);
        // Asked for by name it is not drawn either.
        Assert.DoesNotContain("Order book", await viewer.Text(api + "tables/warn-points.csv?series=order-book:nobel") + await viewer.Text($"/w/{warned}/warn?series=order-book:maker-n"), StringComparison.Ordinal);
        using var window = await viewer.Get(api + "disruption/warn?window=5");
        Assert.Equal(HttpStatusCode.BadRequest, window.StatusCode);
        Assert.Contains("12 to 120", await viewer.Text($"/w/{warned}/warn?window=x"), StringComparison.Ordinal);
        // The last value of the table is the one that the list has.
        Assert.EndsWith("2025-12-01,150,150,150", (await viewer.Text(api + "tables/warn-points.csv?series=lead-time:fuze")).TrimEnd().Split('\n')[^1].Replace(",TLP:CLEAR", "", StringComparison.Ordinal).TrimEnd(), StringComparison.Ordinal);

        using var client = await server.SignIn(warned, Role.Viewer, Role.Analyst);
        using var reason = await client.Post(api + "names", ("reason", "Exercise of the ministry"), ("return", $"/w/{warned}"));
        // A finding names the file that it stands in, which is one of the snapshot here.
        Assert.Equal(CommandRun.Of("disruption", "warn", "examples/ammunition-155-synthetic", "--json").Output, (await client.Text(api + "disruption/warn?perimeter=EU27")).Replace("snapshot/series.csv", "series.csv", StringComparison.Ordinal));
        Assert.Contains("Maker N", await client.Text($"/w/{warned}/warn"), StringComparison.Ordinal);
        await using var open = await browser.Open(viewer, $"/w/{warned}/warn");
        await open.Page.Locator("[data-draw] canvas").WaitForAsync();
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"warn-result{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
    }

    async Task Prepare()
    {
        var store = await server.Store();
        if (await store.FindWorkspace(Named) is not null) return;
        await store.SaveWorkspace(new(Named, "Named events"), "test");
        var package = new TestPackage().Items("x").Add("parties", "id=acme name=Acme country=DE").Line("acme-line", "x", "60.8333333333333", "DE", "party=acme").Goal("produce", "x", "60.8333333333333")
            .Add("events", "scenario=closed-works kind=outage target=party:acme days=10", "scenario=dry-summer kind=shortage target=country:DE days=10 effect=0.5").Package;
        await store.AddSnapshot(Named, package, "test");
    }

    static async Task<HttpResponseMessage> Post(TestClient client, string api, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, api + "jobs/stress") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Form-Token", await client.FormToken());
        return await client.Send(request);
    }

    // The events of a job end with it.
    static async Task<string> Ended(TestClient client, string api, string body)
    {
        using var answer = await Post(client, api, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        var job = JsonDocument.Parse(text).RootElement.GetProperty("job").GetString()!;
        Assert.Contains("\"isEnded\":true", await client.Text($"{api}jobs/{job}/events"), StringComparison.Ordinal);
        Assert.Contains("\"status\": \"done\"", await client.Text($"{api}jobs/{job}"), StringComparison.Ordinal);
        return job;
    }
}
