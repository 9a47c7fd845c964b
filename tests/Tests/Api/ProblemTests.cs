using System.Net;
using System.Text.Json;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Api;
using Vauban.Core.Workspaces;
using Vauban.Tests.Workbench;

namespace Vauban.Tests.Api;

public sealed class ProblemTests(WorkbenchServer server)
{
    [Theory]
    [InlineData("/api/workspaces/hello/assessment?perimeter=Atlantis", 400, "request")]
    [InlineData("/api/workspaces/hello/assessment?outage=-1", 400, "request")]
    [InlineData("/api/workspaces/hello/tables/portfolio.json?limit=0", 400, "request")]
    [InlineData("/api/workspaces/hello/tables/portfolio.csv?sort=first", 400, "request")]
    [InlineData("/api/workspaces/hello/exposure/cuts", 403, "not-allowed")]
    [InlineData("/api/workspaces/no-such-workspace/assessment", 404, "not-found")]
    [InlineData("/api/nothing", 404, "not-found")]
    public async Task An_error_has_a_code_that_stays_and_a_title_in_words(string path, int status, string code)
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        var (title, _) = await Problem(client, HttpMethod.Get, path, status, code);
        Assert.NotEqual("This did not work", title);
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_take_is_named_so()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await Problem(client, HttpMethod.Delete, "/api/workspaces/hello/assessment", 405, "method");
    }

    [Fact]
    public async Task Who_is_not_signed_in_gets_a_problem_and_no_page()
    {
        using var client = await server.Client();
        await Problem(client, HttpMethod.Get, "/api/workspaces", 401, "not-signed-in");
        await Problem(client, HttpMethod.Get, "/api/openapi.json", 401, "not-signed-in");
    }

    [Fact]
    public async Task A_workspace_without_data_says_so()
    {
        var store = await server.Store();
        await store.SaveWorkspace(new("empty-for-problems", "Empty"), "test");
        using var client = await server.SignIn("empty-for-problems", Role.Viewer);
        var (_, detail) = await Problem(client, HttpMethod.Get, "/api/workspaces/empty-for-problems/assessment", 409, "conflict");
        Assert.Equal("This workspace has no data yet", detail);
        using var own = JsonDocument.Parse(await client.Text("/api/workspaces/empty-for-problems"));
        Assert.False(own.RootElement.GetProperty("hasData").GetBoolean());
    }

    [Fact]
    public async Task Titles_follow_the_language_of_the_caller_and_codes_do_not()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/workspaces/none/assessment");
        request.Headers.AcceptLanguage.ParseAdd("de");
        using var answer = await client.Send(request);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(Adapters.Texts.Texts.For("de")["workbench.error.404"], problem.RootElement.GetProperty("title").GetString());
        Assert.Equal("/problems/not-found", problem.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Every_code_is_explained_in_every_language_at_its_own_address()
    {
        using var client = await server.Client();
        foreach (var (status, code) in Problems.All)
        {
            foreach (var language in Adapters.Texts.Texts.Languages)
            {
                Assert.Contains($"workbench.error.{status}", Adapters.Texts.Texts.For(language).Keys);
                Assert.Contains($"workbench.error.{status}.next", Adapters.Texts.Texts.For(language).Keys);
            }
            Assert.Contains(Problems.Prefix + code, await client.Text(Problems.Prefix + code), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_holds_an_answer_is_told_that_nothing_changed_until_something_does()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        const string Path = "/api/workspaces/hello/assessment?perimeter=EU27";
        using var first = await client.Get(Path);
        var tag = first.Headers.ETag!;
        using var same = await Send(client, Path, tag.Tag);
        Assert.Equal((HttpStatusCode.NotModified, 0), (same.StatusCode, (await same.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(tag, same.Headers.ETag);
        using var other = await Send(client, Path + "&without=NO", tag.Tag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        // Another language, other words; another right, other rows.
        using var language = await client.Post("/settings/language", ("language", "fr"), ("return", "/"));
        using var french = await Send(client, Path, tag.Tag);
        Assert.Equal(HttpStatusCode.OK, french.StatusCode);
        using var names = await client.Post("/api/workspaces/hello/names", ("reason", "Testing what a tag follows"), ("return", "/w/hello"));
        using var named = await Send(client, Path, french.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        using var viewer = await server.SignIn("hello", Role.Viewer);
        using var wrong = await viewer.Get(Path + "&at=yesterday");
        Assert.Null(wrong.Headers.ETag);
    }

    [Fact]
    public async Task A_long_list_comes_in_parts_that_together_are_the_whole()
    {
        using var client = await server.SignIn("ammunition-155", Role.Viewer);
        const string Path = "/api/workspaces/ammunition-155/tables/tree.json?perimeter=EU27";
        using var whole = JsonDocument.Parse(await client.Text(Path));
        var all = whole.RootElement.GetProperty("rows").EnumerateArray().Select(r => r.GetRawText()).ToArray();
        var parts = new List<string>();
        for (var next = Path + "&limit=7"; next.Length > 0;)
        {
            using var answer = await client.Get(next);
            using var part = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal(all.Length, part.RootElement.GetProperty("count").GetInt32());
            parts.AddRange(part.RootElement.GetProperty("rows").EnumerateArray().Select(r => r.GetRawText()));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : "";
        }
        Assert.True(all.Length > 14, $"{all.Length} rows");
        Assert.Equal(all, parts);
    }

    [Fact]
    public async Task A_program_finds_its_workspaces()
    {
        using var client = await server.SignIn("hello", Role.Viewer, Role.Steward);
        using var list = JsonDocument.Parse(await client.Text("/api/workspaces"));
        var only = list.RootElement.GetProperty("workspaces").EnumerateArray().Single();
        Assert.Equal("hello", only.GetProperty("id").GetString());
        Assert.Equal(["viewer", "steward"], only.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
    }

    static async Task<(string Title, string? Detail)> Problem(TestClient client, HttpMethod method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(method, path);
        // What changes something carries the token of forms in a header.
        if (method != HttpMethod.Get) request.Headers.Add("X-Form-Token", await client.FormToken());
        using var answer = await client.Send(request);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("/problems/" + code, problem.RootElement.GetProperty("type").GetString());
        return (problem.RootElement.GetProperty("title").GetString()!, problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null);
    }

    static async Task<HttpResponseMessage> Send(TestClient client, string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await client.Send(request);
    }
}
