using System.Net;
using System.Text;
using Microsoft.Playwright;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Workbench;

/// <summary>Networks of firms in the workbench: who may send and see them, the figures of the command, bad files, and the way through the pages.</summary>
public sealed class CascadePageTests(WorkbenchServer server, TestBrowser browser)
{
    static readonly string[] Eleven = ["disruption", "cascade", "examples/firms-links.csv", "--firms", "examples/firms.csv", "--classes", "examples/firms-classes.csv"];

    static (string, string)[] Network(IReadOnlyDictionary<string, string> kept) => [.. new[] { "links", "firms", "classes" }.Select(k => (k, kept[k]))];

    static string Query(IReadOnlyDictionary<string, string> kept) => string.Join('&', Network(kept).Select(o => $"{o.Item1}={o.Item2}"));

    [Fact]
    public async Task The_ranking_one_failure_and_shocks_are_those_of_the_command()
    {
        var bench = await FileBench.Of(server, "cascade-figures");
        using var analyst = await bench.Analyst();
        var kept = await bench.Keep(analyst, FileBench.Eleven);
        var job = await bench.Run(analyst, "cascade", [.. Network(kept), ("top", "1000")]);
        Assert.Equal(CommandRun.Of([.. Eleven, "--top", "1000", "--json"]).Output, await analyst.Text($"{bench.Api}jobs/{job}/result"));
        Assert.Equal(CommandRun.Of([.. Eleven, "--firm", "f09", "--firm", "f02", "--tolerance", "0.2", "--json"]).Output, await analyst.Text($"{bench.Api}disruption/cascade?{Query(kept)}&firm=f09&firm=f02&tolerance=0.2"));
        var csv = await analyst.Text($"{bench.Api}tables/cascade.csv?job={job}&sector=ore");
        Assert.Equal(["f01", "f03", "f08"], csv.Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.EndsWith("TLP:AMBER", csv.Split('\n')[1].Trim(), StringComparison.Ordinal);

        using var typed = await bench.Send(analyst, [], false, ("declared", "yes"), ("shock-name", "half"), ("shock", "f07 0.5\nf02 0"));
        var shocks = typed.Headers.Location!.OriginalString.Split("shocks=")[1];
        var played = await bench.Run(analyst, "cascade", [.. Network(kept), ("shocks", shocks)]);
        var folder = Directory.CreateTempSubdirectory("vauban-shocks").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "half.csv"), "scenario,firm,left\n\"half\",\"f07\",0.5\n\"half\",\"f02\",0\n", TestContext.Current.CancellationToken);
        Assert.Equal(CommandRun.Of([.. Eleven, "--shocks", Path.Combine(folder, "half.csv"), "--json"]).Output, await analyst.Text($"{bench.Api}jobs/{played}/result"));
        Assert.Contains((await analyst.Text($"{bench.Api}tables/cascade-shock-sectors.csv?job={played}")).Split('\n'), l => l.StartsWith("half,ore,", StringComparison.Ordinal));
        Assert.Contains("half costs most", await analyst.Text($"{bench.Page}cascade?job={played}"), StringComparison.Ordinal);
        Directory.Delete(folder, true);
    }

    [Fact]
    public async Task The_firms_of_a_package_are_played_as_by_the_command()
    {
        var bench = await FileBench.Of(server, "cascade-package");
        using var analyst = await bench.Analyst();
        var job = await bench.Run(analyst, "cascade", ("perimeter", "EU27"), ("sectors", "kind"), ("tolerance", "0.05"));
        string[] command = ["disruption", "cascade", "examples/hello", "--sectors", "kind", "--tolerance", "0.05", "--json"];
        Assert.Equal(CommandRun.Of(command).Output, await analyst.Text($"{bench.Api}jobs/{job}/result"));
        var firm = (await analyst.Text($"{bench.Api}tables/cascade.csv?job={job}")).Split('\n')[1].Split(',')[0];
        Assert.Equal(CommandRun.Of([.. command, "--firm", firm]).Output, await analyst.Text($"{bench.Api}disruption/cascade?perimeter=EU27&sectors=kind&tolerance=0.05&firm={firm}"));
        Assert.Contains($"How the failure of {firm} spreads", await analyst.Text($"{bench.Page}cascade/firm?perimeter=EU27&sectors=kind&tolerance=0.05&firm={firm}"), StringComparison.Ordinal);
        foreach (var (name, value) in new[] { ("weight", "turnover"), ("sectors", "nace"), ("verb", "borrow") })
        {
            using var asked = await analyst.Post(bench.Api + "jobs/cascade", (name, value));
            Assert.Contains("ask=1", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_analysts_with_a_reason_see_failures_and_only_those_cleared_for_the_files()
    {
        var bench = await FileBench.Of(server, "cascade-rights");
        using var analyst = await bench.Analyst();
        var kept = await bench.Keep(analyst, FileBench.Eleven);
        var job = await bench.Run(analyst, "cascade", Network(kept));

        using var viewer = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        foreach (var path in new[] { $"{bench.Page}cascade", $"{bench.Page}cascade/firm", $"{bench.Api}disruption/cascade?{Query(kept)}&firm=f01", $"{bench.Api}tables/cascade.csv?job={job}" })
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, await Status(viewer, path)));
        // A steward keeps transport of orders there, and sees no other file.
        Assert.DoesNotContain("sha256", await viewer.Text($"{bench.Api}files"), StringComparison.Ordinal);
        Assert.Contains("sha256", await analyst.Text($"{bench.Api}files"), StringComparison.Ordinal);
        using var refused = await bench.Send(viewer, FileBench.Eleven, true, ("declared", "yes"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var silent = await server.SignIn(bench.Id, Role.Viewer, Role.Analyst);
        foreach (var path in new[] { $"{bench.Page}cascade?job={job}", $"{bench.Page}cascade/firm?{Query(kept)}&firm=f09" })
        {
            var page = await silent.Text(path);
            Assert.Contains("Why do you need the names?", page, StringComparison.Ordinal);
            Assert.DoesNotContain("f09<", page, StringComparison.Ordinal);
            Assert.DoesNotContain("gearboxes", page, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Forbidden, await Status(silent, $"{bench.Api}disruption/cascade?{Query(kept)}&firm=f01"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(silent, $"{bench.Api}jobs/{job}/result"));
        using var asked = await silent.Post(bench.Api + "jobs/cascade", Network(kept));
        Assert.DoesNotContain("job=", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);

        using var uncleared = await bench.Analyst("TLP:GREEN");
        Assert.DoesNotContain("firms-links.csv", await uncleared.Text(bench.Page + "cascade"), StringComparison.Ordinal);
        Assert.DoesNotContain(kept["links"], await uncleared.Text(bench.Api + "files"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await Status(uncleared, $"{bench.Api}disruption/cascade?{Query(kept)}&firm=f01"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(uncleared, $"{bench.Api}jobs/{job}/result"));
        using var removed = await uncleared.Post($"{bench.Api}files/links/{kept["links"]}/remove");
        Assert.Equal(HttpStatusCode.NotFound, removed.StatusCode);

        // What comes of a file says how it is to be handled, and goes with the file.
        using var result = await analyst.Get($"{bench.Api}jobs/{job}/result");
        Assert.Equal("TLP:AMBER", result.Headers.GetValues("Vauban-Marking").Single());
        using var gone = await analyst.Post($"{bench.Api}files/links/{kept["links"]}/remove");
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await Status(analyst, $"{bench.Api}jobs/{job}/result"));
    }

    static async Task<HttpStatusCode> Status(TestClient client, string path)
    {
        using var answer = await client.Get(path);
        return answer.StatusCode;
    }

    [Theory]
    [InlineData("E-CASC-01", "firm,sector\na,s\n", "supplier,customer,amount\na,zqb,1\n")]
    [InlineData("E-CASC-02", "firm,sector\na,s\n", "supplier,customer,amount\na,a,much\n")]
    [InlineData("E-CASC-03", "firm,what\na,s\n", "supplier,customer,amount\n")]
    [InlineData("E-CASC-04", "firm,sector\na,s\na,s\n", "supplier,customer,amount\n")]
    public async Task A_network_with_errors_is_refused_with_its_findings_and_not_kept(string code, string firms, string links)
    {
        var bench = await FileBench.Of(server, "cascade-bad");
        using var analyst = await bench.Analyst();
        (string, string, byte[])[] files = [("links", "links.csv", Encoding.UTF8.GetBytes(links)), ("firms", "firms.csv", Encoding.UTF8.GetBytes(firms))];
        using var answer = await bench.Send(analyst, files, true, ("declared", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var form = await bench.Send(analyst, files, false, ("declared", "yes"), ("return", "cascade"));
        Assert.Contains(code, await analyst.Text(form.Headers.Location!.OriginalString), StringComparison.Ordinal);
        // What was wrong is said to who sent it, and to nobody else.
        using var other = await bench.Analyst();
        Assert.DoesNotContain(code, await other.Text(form.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.Contains("\"files\": []", await analyst.Text(bench.Api + "files"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_declared_half_a_network_or_marked_too_strictly_is_refused()
    {
        var bench = await FileBench.Of(server, "cascade-strict", "TLP:GREEN");
        using var analyst = await bench.Analyst();
        async Task Refused(HttpStatusCode status, string reason, (string, string, byte[])[] files, params (string, string)[] fields)
        {
            using var answer = await bench.Send(analyst, files, true, fields);
            Assert.Equal(status, answer.StatusCode);
            Assert.Contains($"\"{reason}\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        await Refused(HttpStatusCode.BadRequest, "declare", FileBench.Eleven);
        await Refused(HttpStatusCode.BadRequest, "pair", FileBench.Eleven[..1], ("declared", "yes"));
        await Refused(HttpStatusCode.BadRequest, "file", [], ("declared", "yes"));
        await Refused(HttpStatusCode.BadRequest, "shock", [], ("declared", "yes"), ("shock-name", "x"), ("shock", "f07 1.5"));
        await Refused(HttpStatusCode.BadRequest, "form", FileBench.Eleven, ("declared", "yes"), ("marking", "SECRET"));
        await Refused(HttpStatusCode.BadRequest, "form", FileBench.Eleven, ("declared", "yes"), ("marking", "company-confidential"));
        await Refused(HttpStatusCode.UnprocessableEntity, "marking", FileBench.Eleven, ("declared", "yes"), ("marking", "TLP:AMBER"));
        Assert.Contains("\"files\": []", await analyst.Text(bench.Api + "files"), StringComparison.Ordinal);
        // Settings that cannot be are said before anything runs.
        var kept = await bench.Keep(analyst, FileBench.Eleven, "TLP:GREEN");
        foreach (var (name, value) in new[] { ("tolerance", "0"), ("tolerance", "2"), ("top", "0"), ("default-class", "vital"), ("links", "nothing") })
        {
            using var asked = await analyst.Post(bench.Api + "jobs/cascade", [.. Network(kept).Where(o => o.Item1 != name), (name, value)]);
            Assert.Contains("ask=1", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
        // Files that do not fit each other are found out by the run, and said on its page.
        using var others = await bench.Send(analyst, [("links", "l.csv", "supplier,customer,amount\n"u8.ToArray()), ("firms", "other.csv", "firm,sector\nzed,s\n"u8.ToArray())], false, ("declared", "yes"), ("marking", "TLP:GREEN"));
        var firms = others.Headers.Location!.OriginalString.Split("firms=")[1].Split('&')[0];
        var job = await bench.Run(analyst, "cascade", ("links", kept["links"]), ("firms", firms));
        Assert.Contains("These files do not fit each other", await analyst.Text($"{bench.Page}cascade?job={job}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_analyst_sends_a_network_plays_it_and_follows_one_failure_step_by_step()
    {
        var bench = await FileBench.Of(server, "cascade-journey");
        using var analyst = await server.SignIn(bench.Id, Role.Viewer, Role.Analyst);
        await using var open = await browser.Open(analyst, bench.Page + "cascade");
        await open.Page.GetByLabel("Why do you need the names?").FillAsync("Asks who is systemically important");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Show names" }).ClickAsync();
        await open.Page.GetByText("Send a network of firms or a shock", new() { Exact = true }).ClickAsync();
        foreach (var (label, file) in new[] { ("Who sells to whom", "firms-links.csv"), ("Firms and sectors", "firms.csv"), ("Which sectors need which", "firms-classes.csv") })
            await open.Page.Locator("form.card").GetByLabel(label, new() { Exact = true }).SetInputFilesAsync(Path.Combine(SourceTree.Root, "examples", file));
        await open.Page.GetByText("The files hold no classified information").ClickAsync();
        Assert.Empty(await open.Barriers());
        await open.Picture("cascade-send");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("The failure of f07 (gearboxes) costs most: 70");
        await Shown("cascade-ranking");
        // The filter changes the table in place and stands in the address.
        await open.Page.GetByLabel("Firm or sector").FillAsync("f02");
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#cascade-rows tbody tr")).ToHaveCountAsync(1);
        Assert.Contains("q=f02", open.Page.Url, StringComparison.Ordinal);
        await open.Page.Locator("#cascade-rows tbody a").First.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("h1")).ToContainTextAsync("How the failure of f02 spreads");
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("It ends after");
        await Shown("cascade-course");
        Assert.Empty(open.Complaints);

        async Task Shown(string name)
        {
            foreach (var look in new BrowserLook[] { new() { IsDark = true }, new() { Width = 390, Height = 800 }, new() })
            {
                await open.Turn(look);
                await open.Picture($"{name}{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
                Assert.Equal(0, await open.Overflow());
            }
            Assert.Empty(await open.Barriers());
        }
    }
}
