using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench;

public sealed class KeyTests(WorkbenchServer server)
{
    const string Table = "/api/workspaces/hello/tables/portfolio.json";

    [Fact]
    public async Task A_key_that_reads_gets_figures_and_changes_nothing()
    {
        var (_, _, secret) = await Make([KeyScopes.Read], "hello", Role.Viewer, Role.Analyst);
        Assert.Equal(HttpStatusCode.OK, await Ask(secret, Table));
        using var names = await Send(secret, HttpMethod.Post, "/api/workspaces/hello/names", new FormUrlEncodedContent([new("reason", "a good reason"), new("return", "/")]));
        Assert.Equal(HttpStatusCode.Forbidden, names.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"write\"", names.Headers.WwwAuthenticate.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(secret, "/metrics"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(secret, "/api/keys"));
    }

    [Fact]
    public async Task A_key_may_no_more_than_its_owner_may_at_the_moment()
    {
        var (owner, _, secret) = await Make([.. KeyScopes.All], "hello", Role.Company);
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(secret, Table));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(secret, Table.Replace("hello", "ammunition-155", StringComparison.Ordinal)));
        var store = await server.Store();
        await store.SetMembership(new("hello", owner.Id, new HashSet<Role> { Role.Viewer }, "TLP:RED"), "test");
        Assert.Equal(HttpStatusCode.OK, await Ask(secret, Table));
        await store.SetMembership(new("hello", owner.Id, new HashSet<Role>(), "TLP:RED"), "test");
        Assert.Equal(HttpStatusCode.NotFound, await Ask(secret, Table));
    }

    [Fact]
    public async Task A_key_of_one_workspace_opens_no_other()
    {
        var (owner, _, secret) = await Make([KeyScopes.Read], "hello", Role.Viewer);
        await (await server.Store()).SetMembership(new("bulldozer", owner.Id, new HashSet<Role> { Role.Viewer }, "TLP:RED"), "test");
        Assert.Equal(HttpStatusCode.OK, await Ask(secret, Table));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(secret, Table.Replace("hello", "bulldozer", StringComparison.Ordinal)));
        using var me = await Send(secret, HttpMethod.Get, "/api/me");
        Assert.DoesNotContain("bulldozer", await me.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_over_revoked_or_whose_owner_is_disabled_is_none()
    {
        var store = await server.Store();
        var keys = await server.Part<ApiKeys>();
        var (owner, key, secret) = await Make([KeyScopes.Read], "hello", Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, await Ask(secret, Table));
        await keys.Revoke(key, "test", CancellationToken.None);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(secret, Table));
        var old = ApiKeys.Prefix + Secrets.New();
        await store.SaveApiKey(new(Secrets.NewId(), owner.Id, Secrets.Hash(old)) { Scopes = [KeyScopes.Read], Expires = (await server.Part<TimeProvider>()).GetUtcNow() }, "test");
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(old, Table));
        var (other, _, third) = await Make([KeyScopes.Read], "hello", Role.Viewer);
        await store.SaveUser((await store.FindUser(other.Id))! with { IsDisabled = true }, "test");
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(third, Table));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(ApiKeys.Prefix + Secrets.New(), Table));
    }

    [Fact]
    public async Task Beside_a_key_no_cookie_counts_and_a_key_opens_no_page()
    {
        using var person = await server.SignIn("hello", Role.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, Table);
        request.Headers.Authorization = new("Bearer", ApiKeys.Prefix + Secrets.New());
        using var answer = await person.Send(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var (_, _, secret) = await Make([KeyScopes.Read], "hello", Role.Viewer);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(secret, "/w/hello"));
    }

    [Fact]
    public async Task A_key_needs_no_form_token_and_a_person_does()
    {
        using var person = await server.SignIn("hello", Role.Viewer);
        using var bare = await person.Send(new(HttpMethod.Post, "/api/keys") { Content = Order("\"read\"") });
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.Empty(await (await server.Store()).ApiKeys(person.User!.Id));
        // Past the token: what is refused now is the key's making of keys.
        var (owner, _, secret) = await Make([KeyScopes.Admin, KeyScopes.Write], "", Role.Viewer);
        using var refused = await Send(secret, HttpMethod.Post, "/api/keys", Order("\"read\""));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Single(await (await server.Store()).ApiKeys(owner.Id));
    }

    [Fact]
    public async Task A_person_makes_a_key_sees_its_secret_once_and_takes_it_back()
    {
        using var person = await server.SignIn("hello", Role.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/keys") { Content = Order("\"read\"") };
        request.Headers.Add("X-Form-Token", await person.FormToken());
        using var made = await person.Send(request);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var json = System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        var secret = json.RootElement.GetProperty("secret").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await Ask(secret, Table));
        var list = await person.Text("/api/keys");
        Assert.Contains("night batch", list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        Assert.DoesNotContain("\"lastUsed\": null", list, StringComparison.Ordinal);
        using var back = new HttpRequestMessage(HttpMethod.Delete, "/api/keys/" + json.RootElement.GetProperty("key").GetProperty("id").GetString());
        back.Headers.Add("X-Form-Token", await person.FormToken());
        using var gone = await person.Send(back);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(secret, Table));
        var actions = (await (await server.Store()).Audit(most: 100_000)).Where(l => l.Event.Actor == person.User!.Id).Select(l => l.Event.Action).ToArray();
        Assert.Contains("key.add", actions);
        Assert.Contains("key.revoke", actions);
    }

    [Fact]
    public async Task A_key_sees_names_only_with_the_scope_a_reason_and_the_analysts_role()
    {
        const string row = "/api/workspaces/hello/exposure/cuts?perimeter=EU27";
        var (_, _, without) = await Make([KeyScopes.Read], "hello", Role.Viewer, Role.Analyst);
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(without, row));
        var (_, _, viewer) = await Make([KeyScopes.Read, KeyScopes.Names], "hello", Role.Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(viewer, row));
        var (_, key, with) = await Make([KeyScopes.Read, KeyScopes.Names], "hello", Role.Viewer, Role.Analyst);
        Assert.Equal(HttpStatusCode.OK, await Ask(with, row));
        Assert.Contains(await (await server.Store()).Audit(most: 100_000, workspace: "hello"), l => l.Event is { Action: "names.read", Detail: "For the nightly check" } e && e.Actor == key.Id);
    }

    [Fact]
    public async Task A_collector_reads_metrics_with_a_key_of_that_scope()
    {
        var (_, _, secret) = await Make([KeyScopes.Metrics], "");
        Assert.Equal(HttpStatusCode.OK, await Ask(secret, "/metrics"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(secret, "/api/me"));
    }

    [Theory]
    [InlineData("", "read", 30, "")]
    [InlineData("a", "everything", 30, "")]
    [InlineData("a", "read", 0, "")]
    [InlineData("a", "read", 367, "")]
    [InlineData("a", "names", 30, "short")]
    public void An_order_of_a_key_says_all_it_must(string name, string scope, int days, string reason) =>
        Assert.StartsWith("workbench.keys.wrong.", new KeyOrder(name, [scope], days) { Reason = reason }.Wrong(), StringComparison.Ordinal);

    static StringContent Order(string scopes) => new($$"""{"name":"night batch","scopes":[{{scopes}}],"days":30}""", Encoding.UTF8, "application/json");

    async Task<(User Owner, ApiKey Key, string Secret)> Make(string[] scopes, string workspace, params Role[] roles)
    {
        var owner = await server.Person(workspace.Length > 0 ? workspace : "hello", roles);
        var made = await (await server.Part<ApiKeys>()).Create(owner, new("test", scopes, 30) { Workspace = workspace, Reason = "For the nightly check" }, CancellationToken.None);
        return (owner, made!.Value.Key, made.Value.Secret);
    }

    async Task<HttpStatusCode> Ask(string secret, string path)
    {
        using var answer = await Send(secret, HttpMethod.Get, path);
        return answer.StatusCode;
    }

    async Task<HttpResponseMessage> Send(string secret, HttpMethod method, string path, HttpContent? content = null)
    {
        using var client = await server.Client();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return await client.Send(request);
    }
}
