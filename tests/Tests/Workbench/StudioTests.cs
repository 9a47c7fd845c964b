using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Vauban.App.Workbench.Studio;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;
using Vauban.Tests.Model;

namespace Vauban.Tests.Workbench;

/// <summary>Scenarios: steps added and taken back, saved over one another, and shown side by side.</summary>
public sealed class StudioTests(WorkbenchServer server, TestBrowser browser)
{
    const string Api = "/api/workspaces/hello/";

    static readonly Network Small = new TestPackage().Items("x").Line("a", "x", "5").Goal("produce", "x", "4").Network;

    [Fact]
    public void A_scenario_is_applied_in_the_order_of_its_steps_and_leaves_the_network_alone()
    {
        var content = new ScenarioContent([], ["""{"table":"lines","where":{"item":"x"},"field":"capacity","times":3}""", """{"table":"lines","where":{"item":"x"},"field":"capacity","unit":"piece/month","at_most":12}"""], []);
        var again = ScenarioContent.Of(content.Json());
        Assert.Equal(content.Changes.Count, again.Changes.Count);
        var changed = again.ApplyTo(Small, [])!;
        Assert.Equal((12.0, 5.0), (changed.Lines[0].Capacity.Central, Small.Lines[0].Capacity.Central));
        Assert.Equal([1, 1], again.Matched(Small));
    }

    [Fact]
    public void What_is_no_scenario_changes_nothing()
    {
        foreach (var text in new[] { "", "[]", "{", """{"changes":3}""" }) Assert.Equal(0, ScenarioContent.Of(text).Count);
    }

    [Fact]
    public async Task Steps_are_kept_only_if_they_can_be_applied_and_the_loser_of_a_save_is_told()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        var scenario = await Make(client, "Steps");
        var address = Api + "scenarios/" + scenario;
        using var without = await client.Post(address + "/steps", ("version", "1"), ("step", "without"), ("without", "country:JP"));
        Assert.DoesNotContain("wrong", without.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var lost = await client.Post(address + "/steps", ("version", "1"), ("step", "measure"), ("measure", "pooled-stock"), ("s", scenario));
        Assert.Equal(HttpStatusCode.Conflict, lost.StatusCode);
        Assert.Contains("Somebody else was faster", await lost.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = await client.Post(address + "/steps", ("version", "2"), ("step", "change"), ("what", "lines.capacity"), ("item", "cell"), ("operation", "times"), ("value", "many"), ("s", scenario));
        Assert.Contains("“many” is no number", WebUtility.HtmlDecode(await client.Text(wrong.Headers.Location!.OriginalString)), StringComparison.Ordinal);
        var kept = JsonDocument.Parse(await client.Text(address)).RootElement;
        Assert.Equal((2, 1, 0), (kept.GetProperty("version").GetInt32(), kept.GetProperty("content").GetProperty("without").GetArrayLength(), kept.GetProperty("content").GetProperty("measures").GetArrayLength()));

        using var viewer = await server.SignIn("hello", Role.Viewer);
        using var denied = await viewer.Post(address + "/steps", ("version", "2"), ("step", "measure"), ("measure", "pooled-stock"));
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.DoesNotContain("name=\"step\"", await viewer.Text("/w/hello/studio?s=" + scenario), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_edit_one_scenario_and_the_slower_sees_step_by_step_what_differs_and_saves_his_all_the_same()
    {
        using var slow = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var fast = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        var scenario = await Make(slow, "Two at once");
        await using var open = await browser.Open(slow, "/w/hello/studio?s=" + scenario);
        using var first = await fast.Post($"{Api}scenarios/{scenario}/steps", ("version", "1"), ("step", "measure"), ("measure", "pooled-stock"));
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        await open.Page.Locator("select[name=without]").SelectOptionAsync("country:JP");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Take away" }).ClickAsync();
        var rows = await open.Page.Locator("tbody tr").AllInnerTextsAsync();
        Assert.Equal(2, rows.Count);
        Assert.Matches(@"^Ready-made measures\s+\(nothing\)\s+\S", rows[0]);
        Assert.Matches(@"^Who is taken away\s+Without Japan\s+\(nothing\)", rows[1]);
        await open.Picture("studio-conflict");
        Assert.Empty(await open.Barriers());
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Save mine all the same" }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("#scenario-" + scenario + " ol li")).ToHaveCountAsync(2);

        // What is taken back stands elsewhere by then: the step goes, and no other.
        var html = await slow.Text("/w/hello/studio?s=" + scenario);
        var seen = System.Text.RegularExpressions.Regex.Match(html, "name=\"seen\" value=\"([^\"]+)\"").Groups[1].Value;
        using var other = await fast.Post($"{Api}scenarios/{scenario}/drop", ("version", "3"), ("step", "measure"), ("index", "0"));
        using var late = await slow.Post($"{Api}scenarios/{scenario}/drop", ("version", "3"), ("step", "measure"), ("index", "0"), ("seen", seen), ("s", scenario));
        Assert.Equal("/w/hello/studio?s=" + scenario, late.Headers.Location?.ToString());
        var kept = JsonDocument.Parse(await slow.Text(Api + "scenarios/" + scenario)).RootElement.GetProperty("content");
        Assert.Equal((1, 0), (kept.GetProperty("without").GetArrayLength(), kept.GetProperty("measures").GetArrayLength()));
        using var gone = await slow.Post($"{Api}scenarios/{scenario}/remove", ("version", "1"));
        Assert.Contains("removed", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_about_one_line_or_company_are_for_analysts_with_a_reason_and_seen_by_them_alone()
    {
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        var scenario = await Make(analyst, "One line");
        var network = (await (await server.Part<Vauban.App.Workbench.Access.Networks>()).Of("hello", (await (await server.Store()).FindWorkspace("hello"))!.Current, default))!.Network;
        var line = network.Lines.First(l => l.Capacity.IsKnown && l.Capacity.Central > 0 && network.Lines.Count(o => o.Item == l.Item) > 1);
        (string, string)[] step = [("step", "change"), ("what", "lines.capacity"), ("item", network.Items[line.Item].Id), ("operation", "times"), ("value", "0.5"), ("row", "line:" + line.Id), ("s", scenario)];
        using var early = await analyst.Post($"{Api}scenarios/{scenario}/steps", [("version", "1"), .. step]);
        Assert.Contains("wrong=step", early.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var reason = await analyst.Post(Api + "names", ("reason", "What one maker means to us"), ("return", "/w/hello"));
        using var given = await analyst.Post($"{Api}scenarios/{scenario}/steps", [("version", "1"), .. step]);
        var page = await analyst.Text(given.Headers.Location!.OriginalString);
        Assert.Contains("(rows altered: 1)", page, StringComparison.Ordinal);
        using var party = await analyst.Post($"{Api}scenarios/{scenario}/steps", ("version", "2"), ("step", "source"), ("item", network.Items[line.Item].Id), ("country", "DE"), ("capacity", "7"), ("row", "party:" + network.Parties[0].Id), ("s", scenario));
        Assert.Contains("(only: " + network.Parties[0].Name, WebUtility.HtmlDecode(await analyst.Text(party.Headers.Location!.OriginalString)), StringComparison.Ordinal);
        using var viewer = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var hidden = await viewer.Get($"{Api}scenarios/{scenario}");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public void A_table_of_demands_stands_in_the_place_of_the_package_s_own()
    {
        var own = new TestPackage().Items("x").Line("a", "x", "5").Goal("produce", "x", "4").Add("demands", "buyer=DE item=x rate=1 rate_unit=piece/month", "buyer=FR item=x rate=2 rate_unit=piece/month").Network;
        var content = new ScenarioContent([], [], []) { Demands = "buyer,item,rate,rate_unit\nPL,x,7,piece/month\n", DemandsName = "more.csv" };
        var again = ScenarioContent.Of(content.Json());
        Assert.Equal(1, again.Count);
        Assert.Equal((1, 2), (again.ApplyTo(own, [])!.Demands.Count, own.Demands.Count));
        var findings = new List<Finding>();
        Assert.Null((again with { Demands = "buyer,item,rate,rate_unit\nPL,y,7,piece/month\n" }).ApplyTo(own, findings));
        Assert.Contains(findings, f => f is { Severity: Severity.Error, Place: { Row: 2, Column: "item" } });
    }

    [Fact]
    public async Task A_table_of_demands_is_uploaded_as_a_target_and_seen_by_who_may_see_its_rows()
    {
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        var scenario = await Make(analyst, "More radios");
        var address = $"{Api}scenarios/{scenario}/steps";
        async Task<string> Send(string csv)
        {
            using var sent = await analyst.Upload(address, [("target.csv", System.Text.Encoding.UTF8.GetBytes(csv))], false, ("version", "1"), ("step", "demands"), ("s", scenario));
            return WebUtility.HtmlDecode(await analyst.Text(sent.Headers.Location!.OriginalString));
        }
        const string Head = "buyer,item,rate,rate_unit,source,basis,marking\n";
        Assert.Contains("The step was not kept", await Send(Head + "DE,radio,many,piece/month,S01,synthetic,\n"), StringComparison.Ordinal);
        Assert.Contains("at least one row", await Send(Head), StringComparison.Ordinal);
        Assert.Contains("Demands of target.csv (rows: 1)", await Send(Head + "DE,radio,70,piece/month,S01,synthetic,TLP:AMBER\n"), StringComparison.Ordinal);
        using var reader = await server.SignInCleared("hello", "TLP:GREEN", Role.Viewer);
        using var hidden = await reader.Get($"{Api}scenarios/{scenario}");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var back = await analyst.Post($"{Api}scenarios/{scenario}/drop", ("version", "2"), ("step", "demands"), ("index", "0"), ("s", scenario));
        Assert.DoesNotContain("target.csv", await analyst.Text(back.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_builds_two_scenarios_and_compares_them_at_one_address()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        await using var open = await browser.Open(client, "/w/hello/studio");
        await open.Page.Locator("#scenario-name").FillAsync("No Japan");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Make scenario" }).ClickAsync();
        await open.Page.Locator("select[name=without]").SelectOptionAsync("country:JP");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Take away" }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("#table-studio")).ToContainTextAsync("Cover once they are gone");
        await open.Page.Locator("#scenario-name").FillAsync("More boards");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Make scenario" }).ClickAsync();
        await open.Page.Locator("input[name=value]").Last.FillAsync("2");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(open.Page.Locator("#table-studio thead")).ToContainTextAsync("More boards");
        await open.Picture("studio-journey");
        var address = open.Page.Url;
        Assert.Equal(2, address.Split("s=").Length - 1);
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());

        using var other = await server.SignIn("hello", Role.Viewer);
        var shared = await other.Text(new Uri(address).PathAndQuery);
        Assert.Contains("No Japan", shared, StringComparison.Ordinal);
        var file = await other.Text($"{Api}tables/studio.csv{new Uri(address).Query}");
        Assert.Contains("More boards", file, StringComparison.Ordinal);
    }

    static async Task<string> Make(TestClient client, string name)
    {
        using var answer = await client.Post(Api + "scenarios", ("name", name));
        return answer.Headers.Location!.OriginalString.Split("s=")[1];
    }
}
