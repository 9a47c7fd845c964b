using System.Net;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Workspaces;
using Vauban.Tests.Stores;

namespace Vauban.Tests.Workbench;

public sealed class FrameTests(WorkbenchServer server)
{
    [Fact]
    public async Task Nobody_sees_anything_without_signing_in()
    {
        using var client = await server.Client();
        foreach (var path in new[] { "/", "/w/hello", "/w/nothing", "/nothing", "/metrics" })
        {
            using var answer = await client.Get(path);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/sign-in?return=", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
        using var program = await client.Get("/api/workspaces/hello/tables/portfolio.csv");
        Assert.Equal(HttpStatusCode.Unauthorized, program.StatusCode);
    }

    [Fact]
    public async Task Who_is_no_member_is_not_told_that_a_workspace_exists()
    {
        using var client = await server.SignIn("hello");
        using var known = await client.Get("/w/hello");
        using var unknown = await client.Get("/w/no-such-workspace");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (known.StatusCode, unknown.StatusCode));
        Assert.DoesNotContain("field radio", await client.Text("/"), StringComparison.OrdinalIgnoreCase);
        using var table = await client.Get("/api/workspaces/hello/tables/portfolio.csv");
        Assert.Equal(HttpStatusCode.NotFound, table.StatusCode);
        Assert.Equal("application/problem+json", table.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_company_does_not_see_the_network_it_answers_for()
    {
        using var client = await server.SignIn("hello", Role.Company);
        using var answer = await client.Get("/w/hello");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("role", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_link_works_once_and_not_after_its_hour()
    {
        var clock = new TestClock();
        var links = new SignInLinks(await server.Store(), clock);
        var user = await server.Person("hello", Role.Viewer);
        var once = await links.Create(user, "test");
        Assert.NotNull(await links.Take(once));
        Assert.Null(await links.Take(once));
        var late = await links.Create(user, "test");
        clock.Move(SignInLinks.Lifetime + TimeSpan.FromSeconds(1));
        Assert.Null(await links.Take(late));
        Assert.Null(await links.Take("no such secret"));
    }

    [Fact]
    public async Task Looking_at_a_link_does_not_use_it_up()
    {
        var links = await server.Part<SignInLinks>();
        var secret = await links.Create(await server.Person("hello", Role.Viewer), "test");
        using var client = await server.Client();
        await client.Text("/sign-in?secret=" + secret);
        await client.Text("/sign-in?secret=" + secret);
        using var used = await client.Post("/sign-in/link", ("secret", secret));
        Assert.Equal("/", used.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_disabled_account_loses_its_session()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await client.Text("/w/hello");
        var store = await server.Store();
        var user = await store.FindUser(client.User!.Id);
        Assert.True((await store.SaveUser(user! with { IsDisabled = true }, "test")).IsSaved);
        using var answer = await client.Get("/w/hello");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_scripts_frames_and_caches()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        foreach (var path in new[] { "/w/hello", "/sign-in", "/w/no-such-workspace", "/api/workspaces/hello/tables/portfolio.csv", "/health" })
        {
            using var answer = await client.Get(path);
            Assert.Equal([SecurityHeaders.ContentPolicy], answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("unsafe", SecurityHeaders.ContentPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        using var refused = await client.PostBare("/settings/language", ("language", "fr"), ("return", "/"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var out1 = await client.PostBare("/sign-out");
        Assert.Equal(HttpStatusCode.BadRequest, out1.StatusCode);
        await client.Text("/w/hello");
    }

    [Fact]
    public async Task A_person_chooses_language_and_theme_and_stays_on_the_page()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        using var language = await client.Post("/settings/language", ("language", "de"), ("return", "/w/hello"));
        Assert.Equal("/w/hello", language.Headers.Location?.ToString());
        using var theme = await client.Post("/settings/theme", ("theme", "dark"), ("return", "//elsewhere.example/"));
        Assert.Equal("/", theme.Headers.Location?.ToString());
        Assert.Contains("<html lang=\"de\" data-theme=\"dark\"", await client.Text("/w/hello"), StringComparison.Ordinal);
        Assert.Equal("de", (await (await server.Store()).FindUser(client.User!.Id))!.Language);
    }

    [Fact]
    public async Task A_foreign_name_for_this_machine_is_refused()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/w/hello");
        request.Headers.Host = "attacker.example";
        using var answer = await client.Send(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Assets_are_kept_for_ever_under_an_address_that_changes_with_them()
    {
        var assets = await server.Part<WebAssets>();
        using var client = await server.Client();
        using var answer = await client.Get(assets["workbench.css"]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        using var again = new HttpRequestMessage(HttpMethod.Get, assets["workbench.css"]);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var same = await client.Send(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var old = await client.Get(assets["workbench.css"].Replace(assets.Version, "0123456789abcdef", StringComparison.Ordinal));
        Assert.Equal("no-cache", old.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Health_is_open_and_metrics_name_routes_without_values()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        Assert.Equal("healthy", await client.Text("/health"));
        await client.Text("/w/hello?without=NO");
        var metrics = await client.Text("/metrics");
        Assert.Contains("vauban_requests_total{route=\"/w/{workspace}\",status=\"200\"}", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_has_its_name_in_every_language_and_one_address_of_its_own()
    {
        Assert.NotEmpty(PageIndex.All);
        Assert.Equal(PageIndex.All.Count, PageIndex.All.Select(p => p.Route).Distinct().Count());
        foreach (var language in Adapters.Texts.Texts.Languages)
        {
            var texts = Adapters.Texts.Texts.For(language);
            Assert.All(PageIndex.All, p => Assert.Contains("workbench.page." + p.Entry.Key, texts.Keys));
        }
    }

    [Fact]
    public async Task Names_are_shown_to_an_analyst_who_gave_a_reason_which_is_logged()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        using var refused = await viewer.Post("/api/workspaces/hello/names", ("reason", "I am curious"), ("return", "/w/hello"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        var row = "/w/hello/explain?address=lines%2Fboard-no";
        Assert.DoesNotContain("Board maker", await analyst.Text(row), StringComparison.Ordinal);
        using var given = await analyst.Post("/api/workspaces/hello/names", ("reason", "Preparing the meeting on radios"), ("return", row));
        Assert.Equal(row, given.Headers.Location?.ToString());
        Assert.Contains("board-no", await analyst.Text(row), StringComparison.Ordinal);
        var log = await (await server.Store()).Audit(workspace: "hello");
        Assert.Contains(log, l => l.Event is { Action: "names.read", Detail: "Preparing the meeting on radios" } e && e.Actor == analyst.User!.Id);
    }
}
