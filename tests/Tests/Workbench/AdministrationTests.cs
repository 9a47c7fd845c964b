using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Administration;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench;

public sealed partial class AdministrationTests(WorkbenchServer server, TestBrowser browser)
{
    [Fact]
    public async Task Only_an_administrator_of_the_installation_opens_its_pages_and_endpoints()
    {
        using var other = await server.SignIn("hello", [.. Enum.GetValues<Role>()]);
        foreach (var path in new[] { "/administration", "/administration/users/" + other.User!.Id, "/api/administration/users", "/api/administration/keys", "/api/administration/workspaces" })
        {
            using var answer = await other.Get(path);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, path);
        }
        using var raised = await other.Post("/administration/users/" + other.User!.Id, ("administrator", "yes"), ("version", "1"));
        Assert.Equal(HttpStatusCode.Forbidden, raised.StatusCode);
        Assert.False((await (await server.Store()).FindUser(other.User.Id))!.IsAdministrator);
        using var administrator = await Administrator();
        Assert.Contains(other.User.Name, await administrator.Text("/administration"), StringComparison.Ordinal);
        // Who administers the installation sees no workspace by that alone.
        using var closed = await administrator.Get("/w/hello");
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
    }

    [Fact]
    public async Task A_person_is_invited_given_a_role_and_closed_out_and_every_step_is_logged()
    {
        using var administrator = await Administrator();
        var store = await server.Store();
        using var made = await administrator.Post("/administration/users", ("name", "Nora Newcomer"), ("display", "Nora"));
        var page = made.Headers.Location!.ToString();
        var id = page.Split('/')[^1];
        var link = Invitation().Match(await administrator.Text(page)).Groups[1].Value;
        Assert.DoesNotMatch(Invitation(), await administrator.Text(page));
        using var nora = await server.Client();
        using (await nora.Post("/sign-in/invite", ("secret", link), ("password", "nine quiet rivers"), ("again", "nine quiet rivers"))) { }
        Assert.Contains("No workspace is open to you yet", await nora.Text("/"), StringComparison.Ordinal);

        using var given = await administrator.Post($"{page}/roles", ("workspace", "hello"), ("role", "viewer"), ("role", "analyst"), ("clearance", "TLP:GREEN"), ("party", ""), ("before", ""));
        Assert.Equal(page + "?done=1", given.Headers.Location?.ToString());
        await nora.Text("/w/hello");
        // A role that is taken away ends every session.
        using var less = await administrator.Post($"{page}/roles", ("workspace", "hello"), ("role", "viewer"), ("clearance", "TLP:GREEN"), ("party", ""), ("before", "viewer,analyst|TLP:GREEN|"));
        Assert.Equal(page + "?done=1", less.Headers.Location?.ToString());
        using var ended = await nora.Get("/w/hello");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);

        var user = (await store.FindUser(id))!;
        using var shut = await administrator.Post(page, ("display", "Nora"), ("disabled", "yes"), ("version", user.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(page + "?done=1", shut.Headers.Location?.ToString());
        Assert.Null(await (await server.Part<LocalAccounts>()).Take("Nora Newcomer", "nine quiet rivers", null, default));
        var log = (await store.Audit(most: 100_000)).Where(l => l.Event.Target == id && l.Event.Actor == administrator.User!.Id).Select(l => l.Event.Action).ToArray();
        Assert.Equal(2, log.Count(a => a == "member.set"));
        Assert.True(log.Count(a => a == "user.save") >= 2);
    }

    [Fact]
    public async Task Of_two_who_change_the_same_the_second_sees_where_they_differ_and_may_save_all_the_same()
    {
        var (workspace, first) = await Office("conflict");
        using var client = first;
        var version = (await (await server.Store()).FindWorkspace(workspace))!.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        (string, string)[] Form(string name, string at) => [("title", name), ("description", ""), ("marking", "company-confidential"), ("perimeters", "EU27"), ("version", at)];
        using var fast = await client.Post($"/api/workspaces/{workspace}/administration/settings", Form("Fast", version));
        Assert.EndsWith("?done=1", fast.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var slow = await client.Post($"/api/workspaces/{workspace}/administration/settings", Form("Slow <b>", version));
        Assert.Equal(HttpStatusCode.Conflict, slow.StatusCode);
        var page = await slow.Content.ReadAsStringAsync();
        Assert.Contains("Slow &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Fast", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("EU27</td>", page, StringComparison.Ordinal);
        var again = Version().Match(page).Groups[1].Value;
        using var forced = await client.Post($"/api/workspaces/{workspace}/administration/settings", Form("Slow", again));
        Assert.EndsWith("?done=1", forced.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Slow", (await (await server.Store()).FindWorkspace(workspace))!.Name);
    }

    [Fact]
    public async Task The_last_administrator_of_a_workspace_cannot_be_removed()
    {
        var (workspace, client) = await Office("last");
        using var me = client;
        using var removed = await me.Post($"/api/workspaces/{workspace}/administration/members", ("user", me.User!.Id), ("role", "viewer"), ("clearance", "company-confidential"), ("before", State(await Member(workspace, me.User.Id))));
        Assert.EndsWith("?wrong=last", removed.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.True((await Member(workspace, me.User.Id))!.Has(Role.Administrator));
    }

    [Fact]
    public async Task A_member_is_added_by_name_and_perimeters_are_offered_first()
    {
        var (workspace, client) = await Office("perimeters");
        using var me = client;
        var other = await server.Person("hello", Role.Viewer);
        using var added = await me.Post($"/api/workspaces/{workspace}/administration/members", ("name", other.Name), ("role", "viewer"), ("clearance", "TLP:CLEAR"));
        Assert.EndsWith("?done=1", added.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal([Role.Viewer], (await Member(workspace, other.Id))!.Roles);
        using var unknown = await me.Post($"/api/workspaces/{workspace}/administration/members", ("name", "nobody at all"), ("role", "viewer"), ("clearance", "TLP:CLEAR"));
        Assert.EndsWith("?wrong=member", unknown.Headers.Location!.ToString(), StringComparison.Ordinal);

        var version = (await (await server.Store()).FindWorkspace(workspace))!.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var wrong = await me.Post($"/api/workspaces/{workspace}/administration/settings", ("title", "T"), ("description", ""), ("marking", "TLP:RED"), ("perimeters", "EU27\nNowhere=QQ"), ("version", version));
        Assert.Contains("wrong=perimeter&what=Nowhere%3DQQ", wrong.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var right = await me.Post($"/api/workspaces/{workspace}/administration/settings", ("title", "T"), ("description", ""), ("marking", "TLP:RED"), ("perimeters", "Visegrad=CZ+HU+PL+SK\r\nEU27"), ("version", version));
        Assert.EndsWith("?done=1", right.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Visegrad=CZ+HU+PL+SK", "EU27"], (await (await server.Store()).FindWorkspace(workspace))!.Perimeters);
    }

    [Fact]
    public async Task A_program_administers_with_a_key_of_that_scope_and_is_told_of_conflicts()
    {
        using var administrator = await Administrator();
        var keys = await server.Part<ApiKeys>();
        var (_, reads) = (await keys.Create(administrator.User!, new("reads", [KeyScopes.Read, KeyScopes.Write], 5), default))!.Value;
        var (_, secret) = (await keys.Create(administrator.User!, new("administers", [KeyScopes.Admin], 5), default))!.Value;
        using var refused = await Send(reads, HttpMethod.Get, "/api/administration/users");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var made = await Send(secret, HttpMethod.Post, "/api/administration/users", """{"name":"Robot friend"}""");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var json = System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        var id = json.RootElement.GetProperty("user").GetProperty("id").GetString();
        Assert.StartsWith("/sign-in/invite?secret=", json.RootElement.GetProperty("invitation").GetString(), StringComparison.Ordinal);
        using var changed = await Send(secret, HttpMethod.Put, "/api/administration/users/" + id, """{"displayName":"Friend","isAdministrator":false,"isDisabled":false,"version":1}""");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var late = await Send(secret, HttpMethod.Put, "/api/administration/users/" + id, """{"displayName":"Foe","isAdministrator":false,"isDisabled":false,"version":1}""");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Matches("\"yours\":\\s*\"Foe\",\\s*\"stored\":\\s*\"Friend\"", await late.Content.ReadAsStringAsync());
        using var list = await Send(secret, HttpMethod.Get, "/api/administration/keys");
        var text = await list.Content.ReadAsStringAsync();
        Assert.Contains("administers", text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets.Hash(secret), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_at_two_windows_change_one_workspace_and_the_second_is_shown_the_difference()
    {
        var (workspace, one) = await Office("windows");
        using var first = one;
        using var second = await server.SignIn(workspace, Role.Administrator, Role.Viewer);
        var address = $"/w/{workspace}/administration";
        await using var here = await browser.Open(first, address);
        await using var there = await browser.Open(second, address);
        await here.Picture("administration-workspace");
        await here.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Named by the first");
        await here.Page.Locator("form:has([name=title]) button.main").ClickAsync();
        await here.Page.Locator("[data-status]").First.WaitForAsync();
        await there.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Named by the second");
        await there.Page.Locator("form:has([name=title]) button.main").ClickAsync();
        await there.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Somebody else was faster" }).WaitForAsync();
        var table = await there.Page.Locator("table").InnerTextAsync();
        Assert.Contains("Named by the second", table, StringComparison.Ordinal);
        Assert.Contains("Named by the first", table, StringComparison.Ordinal);
        await there.Picture("administration-conflict");
        Assert.Empty(await there.Barriers());
        await there.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Save mine all the same" }).ClickAsync();
        await there.Page.Locator("[data-status]").First.WaitForAsync();
        Assert.Equal("Named by the second", (await (await server.Store()).FindWorkspace(workspace))!.Name);
        Assert.DoesNotContain(there.Complaints, c => !c.Contains("409", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_outside_a_workspace_have_no_barrier_in_light_dark_and_narrow_windows()
    {
        using var administrator = await Administrator();
        await (await server.Part<ApiKeys>()).Create(administrator.User!, new("For the picture", [KeyScopes.Read], 30), default);
        await (await server.Part<LocalAccounts>()).SetPassword(administrator.User!.Id, "nine quiet rivers", "test", default);
        using (await administrator.Post("/sign-in/password", ("name", administrator.User.Name), ("password", "nine quiet rivers"))) { }
        using (await administrator.Post("/account/totp/begin")) { }
        foreach (var path in new[] { "/account", "/administration", "/administration/users/" + administrator.User.Id, "/sign-in?failed=1" })
        {
            await using var open = await browser.Open(administrator, path);
            foreach (var (name, look) in new[] { ("light", new BrowserLook()), ("dark", new BrowserLook { IsDark = true }), ("narrow", new BrowserLook { Width = 390 }) })
            {
                await open.Turn(look);
                await open.Picture($"administration-{path.Split('/', '?')[1]}{(path.Contains("users", StringComparison.Ordinal) ? "-user" : "")}-{name}");
                if (name != "narrow") Assert.Empty(await open.Barriers());
                Assert.True(await open.Overflow() == 0, $"{path} {name}");
            }
            Assert.Empty(open.Complaints);
        }
    }

    async Task<TestClient> Administrator()
    {
        var client = await server.SignIn("hello");
        var store = await server.Store();
        Assert.True((await store.SaveUser((await store.FindUser(client.User!.Id))! with { IsAdministrator = true }, "test")).IsSaved);
        return client;
    }

    // A workspace of its own with one administrator.
    async Task<(string Id, TestClient Client)> Office(string id)
    {
        await (await server.Store()).SaveWorkspace(new(id, "Workspace " + id), "test");
        return (id, await server.SignIn(id, Role.Administrator, Role.Viewer));
    }

    async Task<Membership?> Member(string workspace, string user) => (await (await server.Store()).MembersOf(workspace)).FirstOrDefault(m => m.User == user);

    static string State(Membership? member) => People.StateOf(member);

    async Task<HttpResponseMessage> Send(string secret, HttpMethod method, string path, string? body = null)
    {
        using var client = await server.Client();
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return await client.Send(request);
    }

    [GeneratedRegex("/sign-in/invite\\?secret=([A-Za-z0-9_-]{43})")]
    private static partial Regex Invitation();

    [GeneratedRegex("name=\"version\" value=\"(\\d+)\"")]
    private static partial Regex Version();
}
