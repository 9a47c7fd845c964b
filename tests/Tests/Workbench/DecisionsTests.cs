using System.Net;
using System.Text.Json;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Workbench;

public sealed class DecisionsTests(WorkbenchServer server, TestBrowser browser)
{
    const string Produce = "field-radio/produce/theta_in", Use = "field-radio/use/theta_in";

    [Fact]
    public async Task A_decision_goes_along_while_its_rows_stay_and_comes_up_again_with_the_rows_that_changed()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        foreach (var finding in new[] { Produce, Use })
        {
            using var decided = await steward.Post(bench.Api("decisions"), ("finding", finding), ("kind", "accept"), ("reason", "Norway is an ally"), ("expires", ""));
            Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        }
        Assert.Equal("stands stands", await States(steward, bench));
        await (await server.Store()).AddSnapshot(bench.Id, DataRoomBench.Package(DataRoomBench.Hello(("board,40,piece", "board,45,piece"))), "test");
        Assert.Equal("changed stands", await States(steward, bench));
        var page = WebUtility.HtmlDecode(await steward.Text(bench.Page("decisions?finding=" + Uri.EscapeDataString(Produce))));
        Assert.Contains("data changed", page, StringComparison.Ordinal);
        Assert.Contains("lines/board-fr", page, StringComparison.Ordinal);
        Assert.Contains("capacity 40 → 45", page, StringComparison.Ordinal);
        // Who may not see rows is told that something changed, not what.
        using var viewer = await server.SignIn(bench.Id, Role.Viewer);
        var less = await viewer.Text(bench.Page("decisions?finding=" + Uri.EscapeDataString(Produce)));
        Assert.Contains("data changed", less, StringComparison.Ordinal);
        Assert.DoesNotContain("board-fr", less, StringComparison.Ordinal);
        using var refused = await viewer.Post(bench.Api("decisions"), ("finding", Use), ("kind", "accept"), ("reason", "x"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    static async Task<string> States(TestClient client, DataRoomBench bench)
    {
        using var json = JsonDocument.Parse(await client.Text(bench.Api("decisions")));
        var all = json.RootElement.GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("finding").GetString()!, f => f.GetProperty("state").GetString());
        return $"{all[Produce]} {all[Use]}";
    }

    [Fact]
    public async Task A_decision_ends_with_its_last_day_and_of_two_the_second_is_told()
    {
        var bench = await DataRoomBench.Make(server);
        using var first = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var second = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        // The clock of the tests stands on the first of March 2026.
        using var today = await first.Post(bench.Api("decisions"), ("finding", Produce), ("kind", "mitigate"), ("reason", "second source"), ("expires", "2026-03-01"), ("owner", second.User!.Id));
        using var yesterday = await first.Post(bench.Api("decisions"), ("finding", Use), ("kind", "investigate"), ("reason", "ask Poland"), ("expires", "2026-02"));
        Assert.Equal("stands expired", await States(first, bench));
        using var late = await second.Post(bench.Api("decisions"), ("finding", Produce), ("kind", "accept"), ("reason", "mine"), ("version", "0"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var shown = await late.Content.ReadAsStringAsync();
        Assert.Contains("Somebody else was faster", shown, StringComparison.Ordinal);
        Assert.Contains("<td class=\"lines\">mine</td>", shown, StringComparison.Ordinal);
        Assert.Contains("second source", shown, StringComparison.Ordinal);
        using var again = await second.Post(bench.Api("decisions"), ("finding", Produce), ("kind", "accept"), ("reason", "mine"), ("version", "1"));
        Assert.DoesNotContain("problem", again.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", (await (await server.Store()).Decisions(bench.Id)).Single(d => d.Finding == Produce).Reason);
        foreach (var (field, value, problem) in new[] { ("kind", "7", "kind"), ("reason", "", "reason"), ("expires", "soon", "expires"), ("owner", "nobody", "owner"), ("finding", "field-radio/nothing/x", "finding") })
        {
            (string, string)[] fields = [.. new (string, string)[] { ("finding", Use), ("kind", "accept"), ("reason", "r"), ("version", "1"), ("expires", ""), ("owner", first.User!.Id) }.Select(f => f.Item1 == field ? (field, value) : f)];
            using var wrong = await first.Post(bench.Api("decisions"), fields);
            Assert.Contains("problem=" + problem, wrong.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        using var removed = await first.Post(bench.Api("decisions/remove"), ("finding", Use), ("version", "1"));
        Assert.Equal("stands open", await States(first, bench));
    }

    [Fact]
    public async Task Findings_that_name_companies_and_comments_above_the_clearance_stay_hidden()
    {
        var bench = await DataRoomBench.Make(server);
        var store = await server.Store();
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var viewer = await server.SignIn(bench.Id, Role.Viewer);
        await store.SetMembership(new(bench.Id, viewer.User!.Id, new HashSet<Role> { Role.Viewer }, "TLP:GREEN"), "test");
        using var decided = await steward.Post(bench.Api("decisions"), ("finding", "lines/board-fr"), ("kind", "accept"), ("reason", "only France"));
        using var said = await steward.Post(bench.Api("comments"), ("finding", Produce), ("text", "Planted secret"), ("marking", "TLP:AMBER"));
        using var open = await steward.Post(bench.Api("comments"), ("finding", Produce), ("text", "Known to all"));
        var address = "decisions?finding=" + Uri.EscapeDataString(Produce);
        Assert.Contains("Planted secret", await steward.Text(bench.Page(address)), StringComparison.Ordinal);
        foreach (var path in new[] { bench.Page(address), bench.Page("decisions?finding=lines%2Fboard-fr"), bench.Api("decisions"), bench.Api("tables/decisions.csv"), bench.Api("comments?finding=" + Uri.EscapeDataString(Produce)), bench.Api("comments?finding=lines%2Fboard-fr") })
        {
            var text = await viewer.Text(path);
            Assert.DoesNotContain("only France", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Planted secret", text, StringComparison.Ordinal);
        }
        Assert.Contains("Known to all", await viewer.Text(bench.Page(address)), StringComparison.Ordinal);
        using var comment = await viewer.Post(bench.Api("comments"), ("finding", "lines/board-fr"), ("text", "guess"));
        Assert.Contains("problem=finding", comment.Headers.Location!.ToString(), StringComparison.Ordinal);
        var id = (await store.Comments(bench.Id, Produce)).Single(c => c.Text == "Known to all").Id;
        using var foreign = await viewer.Post(bench.Api($"comments/{id}/remove"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var own = await steward.Post(bench.Api($"comments/{id}/remove"));
        Assert.DoesNotContain("Known to all", await steward.Text(bench.Page(address)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_is_filtered_checked_and_exported_by_auditors_only()
    {
        var bench = await DataRoomBench.Make(server);
        var store = await server.Store();
        using var auditor = await server.SignIn(bench.Id, Role.Auditor);
        using var viewer = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var decided = await viewer.Post(bench.Api("decisions"), ("finding", Produce), ("kind", "accept"), ("reason", "r"));
        var page = await auditor.Text(bench.Page("audit"));
        Assert.Contains("decision.save", page, StringComparison.Ordinal);
        Assert.Contains(viewer.User!.Name, page, StringComparison.Ordinal);
        var filtered = await auditor.Text(bench.Api("tables/audit.csv?kind=snapshot."));
        Assert.Contains("snapshot.add", filtered, StringComparison.Ordinal);
        Assert.DoesNotContain("decision.save", filtered, StringComparison.Ordinal);
        Assert.DoesNotContain("snapshot.add", await auditor.Text(bench.Api($"tables/audit.csv?who={viewer.User.Id}")), StringComparison.Ordinal);
        Assert.DoesNotContain("decision.save", await auditor.Text(bench.Api("tables/audit.csv?to=2026-02-28")), StringComparison.Ordinal);
        Assert.Contains("Kinds consist of", await auditor.Text(bench.Page("audit?kind=%25")), StringComparison.Ordinal);
        using var check = await auditor.Post(bench.Api("audit/verify"));
        Assert.Contains("fault=none", check.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("warn good", await auditor.Text(check.Headers.Location!.ToString()), StringComparison.Ordinal);
        var lines = (await auditor.Text(bench.Api("audit/export.jsonl"))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => AuditChain.Parse(l)).ToArray();
        Assert.All(lines, l => Assert.Equal(bench.Id, l!.Event.Workspace));
        Assert.Contains(lines, l => l!.Event.Action == "decision.save");
        using var all = await auditor.Get(bench.Api("audit/export.jsonl?all=yes"));
        Assert.Equal(HttpStatusCode.Forbidden, all.StatusCode);
        foreach (var path in new[] { bench.Page("audit"), bench.Api("audit/export.jsonl"), bench.Api("tables/audit.csv") })
        {
            using var refused = await viewer.Get(path);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        // The whole log verifies anywhere by the command.
        await store.SaveUser((await store.FindUser(auditor.User!.Id))! with { IsAdministrator = true }, "test");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, await auditor.Text(bench.Api("audit/export.jsonl?all=yes")));
            Assert.Equal(0, CommandRun.Of("audit", "verify", file).Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task From_the_page_of_a_technology_a_steward_decides_and_the_link_says_so()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward, Role.Auditor);
        await using var open = await browser.Open(steward, bench.Page("technology/field-radio?perimeter=EU27"));
        await open.Page.Locator($"a.decide[href*='produce%2Ftheta_in']").First.ClickAsync();
        await open.Page.GetByLabel("Accept", new() { Exact = false }).First.CheckAsync();
        await open.Page.GetByLabel("Reason").FillAsync("Norway goes along");
        await open.Page.GetByLabel("Last day").First.FillAsync("2026-12-31");
        await open.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(open.Page.Locator("#decide .v")).ToContainTextAsync("stands");
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture("decided" + (look.IsDark ? "-dark" : "") + (look.Width < 1000 ? "-narrow" : ""));
            Assert.Empty(await open.Barriers());
            Assert.Equal(0, await open.Overflow());
        }
        await open.Page.GotoAsync(bench.Page("technology/field-radio?perimeter=EU27"));
        Assert.Equal("Accept", await open.Page.Locator($"a.decide[href*='produce%2Ftheta_in']").First.InnerTextAsync());
        Assert.Empty(open.Complaints);
    }
}
