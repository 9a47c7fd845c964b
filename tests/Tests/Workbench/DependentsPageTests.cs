using System.Net;
using Microsoft.Playwright;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Workbench;

public sealed class DependentsPageTests(WorkbenchServer server, TestBrowser browser)
{
    const string Endpoint = "/api/workspaces/hello/exposure/dependents?what=";

    [Fact]
    public async Task Who_sees_names_gets_what_the_command_gives()
    {
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var given = await analyst.Post("/api/workspaces/hello/names", ("reason", "Preparing the meeting on cells"), ("return", "/w/hello"));
        Assert.Equal(CommandRun.Of("exposure", "dependents", "examples/hello", "line:board-no", "--json").Output, await analyst.Text(Endpoint + "line:board-no"));
        Assert.Equal(CommandRun.Of("exposure", "dependents", "examples/hello", "JP", "--json").Output, await analyst.Text(Endpoint + "Japan"));
        Assert.Contains("Board maker", await analyst.Text("/w/hello/dependents?what=line:board-no"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_no_names_asks_about_countries_and_items_and_gets_no_lines()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        var json = await viewer.Text(Endpoint + "country:JP");
        Assert.Contains("linesWithheld", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"line\":", json, StringComparison.Ordinal);
        // A party that there is and one that there is not get the same answer but for the words asked with.
        using var known = await viewer.Get(Endpoint + "line:board-no");
        using var unknown = await viewer.Get(Endpoint + "line:bxxxx-xx");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (known.StatusCode, unknown.StatusCode));
        Assert.Equal(Words(await known.Content.ReadAsStringAsync(), "board-no"), Words(await unknown.Content.ReadAsStringAsync(), "bxxxx-xx"));
        var page = await viewer.Text("/w/hello/dependents?what=line:board-no");
        Assert.DoesNotContain("Board maker", page, StringComparison.Ordinal);
        Assert.DoesNotContain("line:board-de", page, StringComparison.Ordinal);

        // Every problem has a trace of its own.
        static string Words(string problem, string asked) => System.Text.RegularExpressions.Regex.Replace(problem, "\"traceId\":\"[^\"]*\"", "").Replace(asked, "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_no_names_gets_shares_and_failures_of_countries_only()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        foreach (var question in new[] { "concentration", "single-points" })
        {
            Assert.Equal(CommandRun.Of("exposure", question, "examples/hello", "--of", "country", "--json").Output, await viewer.Text("/api/workspaces/hello/exposure/" + question));
            using var refused = await viewer.Get($"/api/workspaces/hello/exposure/{question}?of=party");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        using var cuts = await viewer.Get("/api/workspaces/hello/exposure/cuts?of=country");
        Assert.Equal(HttpStatusCode.Forbidden, cuts.StatusCode);
    }

    [Fact]
    public async Task A_person_chooses_a_country_and_reads_how_much_of_the_goal_depends_on_it()
    {
        using var client = await server.SignIn("ammunition-155", Role.Viewer);
        await using var open = await browser.Open(client, "/w/ammunition-155/dependents");
        await open.Page.Locator("#what").SelectOptionAsync("country:CN");
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("If China stops");
        Assert.Contains("what=country%3ACN", open.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(open.Page.Locator("table")).ToContainTextAsync("Cotton linters → Nitrocellulose, energetic grade");
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
    }
}
