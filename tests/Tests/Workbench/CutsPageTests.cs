using System.Net;
using Microsoft.Playwright;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Workbench;

/// <summary>Fault trees in the workbench: the figures of the command, rights, files that are no trees, and the way through the page.</summary>
public sealed class CutsPageTests(WorkbenchServer server, TestBrowser browser)
{
    // Two pumps of which one suffices, and power that both need: the sets are {power} and {pump-a, pump-b}.
    const string Pumps = """
        <opsa-mef><define-fault-tree name="water">
        <define-gate name="none"><or><gate name="pumps"/><basic-event name="power"/></or></define-gate>
        <define-gate name="pumps"><and><basic-event name="pump-a"/><basic-event name="pump-b"/></and></define-gate>
        <define-basic-event name="power"><float value="0.001"/></define-basic-event>
        <define-basic-event name="pump-a"><float value="0.1"/></define-basic-event>
        <define-basic-event name="pump-b"><float value="0.2"/></define-basic-event>
        </define-fault-tree></opsa-mef>
        """;

    static async Task<string> Command(string text, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("vauban-trees").FullName;
        var path = Path.Combine(folder, "tree.xml");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        var output = CommandRun.Of(["exposure", "cuts", path, .. options, "--json"]).Output;
        Directory.Delete(folder, true);
        return output;
    }

    [Fact]
    public async Task The_sets_counts_and_importances_of_a_tree_are_those_of_the_command()
    {
        var bench = await FileBench.Of(server, "cuts-figures");
        using var analyst = await bench.Analyst();
        var tree = (await bench.Keep(analyst, FileBench.Tree(Pumps)))["tree"];
        var job = await bench.Run(analyst, "cuts", ("tree", tree));
        Assert.Equal(await Command(Pumps), await analyst.Text($"{bench.Api}jobs/{job}/result"));
        // By hand: 1 - (1 - 0.001)(1 - 0.02) = 0.02098.
        Assert.Contains("0.021", await analyst.Text($"{bench.Page}cuts?job={job}"), StringComparison.Ordinal);
        Assert.Equal(["1,1", "2,1"], Rows(await analyst.Text($"{bench.Api}tables/tree-sets.csv?job={job}")));
        Assert.Equal(["pump-a + pump-b,2,0.02", "power,1,0.001"], Rows(await analyst.Text($"{bench.Api}tables/tree-cuts.csv?job={job}")));
        Assert.Equal(["power,1,0.001"], Rows(await analyst.Text($"{bench.Api}tables/tree-cuts.csv?job={job}&size=1")));
        Assert.Equal(["pump-a + pump-b,2,0.02"], Rows(await analyst.Text($"{bench.Api}tables/tree-cuts.csv?job={job}&p=0.01")));
        // Fussell-Vesely of a pump: 0.02 / 0.021; Birnbaum: 0.2 x 0.999.
        Assert.StartsWith("pump-a,0.952380952,0.1998,1,", Assert.Single((await analyst.Text($"{bench.Api}tables/tree-importances.csv?job={job}&q=PUMP-A")).Split('\n'), l => l.StartsWith("pump", StringComparison.Ordinal)), StringComparison.Ordinal);

        var narrowed = await bench.Run(analyst, "cuts", ("tree", tree), ("having", "power"), ("order", "1"), ("by", "size"));
        Assert.Equal(await Command(Pumps, "--having", "power", "--order", "1", "--by", "size"), await analyst.Text($"{bench.Api}jobs/{narrowed}/result"));
        Assert.Equal(["1,1,1"], Rows(await analyst.Text($"{bench.Api}tables/tree-sets.csv?job={narrowed}")));

        static string[] Rows(string csv) => [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l[..l.LastIndexOf(',')])];
    }

    [Fact]
    public async Task The_sets_of_a_package_are_those_of_the_command_counted_listed_and_chosen_by_event()
    {
        using var analyst = await server.SignIn("ammunition-155", Role.Viewer, Role.Analyst);
        const string Api = "/api/workspaces/ammunition-155/";
        using var refused = await analyst.Get(Api + "exposure/cuts?of=country");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var given = await analyst.Post(Api + "names", ("reason", "Looks at sets of failures"), ("return", "/w/ammunition-155"));
        string[] command = ["exposure", "cuts", "examples/ammunition-155", "--of", "country", "--order", "all", "--list", "5", "--verb", "produce"];
        Assert.Equal(CommandRun.Of([.. command, "--json"]).Output, await analyst.Text(Api + "exposure/cuts?perimeter=EU27&of=country&order=all&list=5&verb=produce"));
        var counts = await analyst.Text(Api + "tables/package-counts.json?of=country&order=all&verb=produce");
        using var whole = System.Text.Json.JsonDocument.Parse(CommandRun.Of([.. command, "--json"]).Output);
        using var table = System.Text.Json.JsonDocument.Parse(counts);
        var verb = whole.RootElement.GetProperty("results")[0].GetProperty("verbs")[0];
        Assert.Equal(verb.GetProperty("total").GetString(), table.RootElement.GetProperty("rows").EnumerateArray().Sum(r => r[2].GetInt64()).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var first = verb.GetProperty("importances")[0].GetProperty("event").GetString()!;
        var page = await analyst.Text($"/w/ammunition-155/cuts?of=country&order=all&verb=produce&having={Uri.EscapeDataString(first)}");
        Assert.Contains("Listed are only sets with", page, StringComparison.Ordinal);
        using var unknown = await analyst.Get(Api + "exposure/cuts?of=country&having=country%3AXX");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("The tree has no event", await analyst.Text("/w/ammunition-155/cuts?having=nobody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fault_tree_of_a_goal_is_the_file_that_the_command_writes_and_is_played_when_it_is_sent_back()
    {
        const string Address = "/api/workspaces/hello/exposure/cuts/tree.xml?technology=field-radio&of=party";
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var silent = await analyst.Get(Address + "&verb=produce");
        Assert.Equal(HttpStatusCode.Forbidden, silent.StatusCode);
        using var given = await analyst.Post("/api/workspaces/hello/names", ("reason", "Takes the tree to another tool"), ("return", "/w/hello"));
        using var several = await analyst.Get(Address);
        Assert.Equal(HttpStatusCode.BadRequest, several.StatusCode);
        Assert.Contains("Choose a technology and a verb", await several.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("vauban-trees").FullName;
        var path = Path.Combine(folder, "tree.xml");
        CommandRun.Of("exposure", "cuts", "examples/hello", "--verb", "produce", "--of", "party", "--write-tree", path);
        var written = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Directory.Delete(folder, true);
        Assert.Equal(written, await analyst.Text(Address + "&verb=produce"));
        Assert.Contains("exposure/cuts/tree.xml?", await analyst.Text("/w/hello/cuts?verb=produce"), StringComparison.Ordinal);

        var bench = await FileBench.Of(server, "cuts-back");
        using var sender = await bench.Analyst();
        var job = await bench.Run(sender, "cuts", ("tree", (await bench.Keep(sender, FileBench.Tree(written)))["tree"]));
        using var whole = System.Text.Json.JsonDocument.Parse(CommandRun.Of("exposure", "cuts", "examples/hello", "--verb", "produce", "--of", "party", "--order", "all", "--json").Output);
        Assert.Contains($"\"total\": \"{whole.RootElement.GetProperty("results")[0].GetProperty("verbs")[0].GetProperty("total").GetString()}\"", await sender.Text($"{bench.Api}jobs/{job}/result"), StringComparison.Ordinal);
    }

    // Long lists: no page holds more than a part of them, and every row is a few keys away.
    [Fact]
    public async Task Of_ten_thousand_rows_a_page_holds_two_hundred_and_the_last_is_reached_by_keyboard()
    {
        const int Events = 10_050;
        var bench = await FileBench.Of(server, "cuts-long");
        using var analyst = await bench.Analyst();
        var tree = $"<opsa-mef><define-fault-tree name=\"long\"><define-gate name=\"top\"><or>{string.Concat(Enumerable.Range(0, Events).Select(e => $"<basic-event name=\"e{e:00000}\"/>"))}</or></define-gate></define-fault-tree></opsa-mef>";
        var job = await bench.Run(analyst, "cuts", ("tree", (await bench.Keep(analyst, FileBench.Tree(tree)))["tree"]), ("list", "100000"));
        await using var open = await browser.Open(analyst, $"{bench.Page}cuts?job={job}&q=e");
        var rows = open.Page.Locator("#table-tree-cuts tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(200);
        await open.Page.Locator("#table-tree-cuts .wide").FocusAsync();
        for (var tab = 0; tab < 500 && await open.Page.EvaluateAsync<string>("() => document.activeElement.id") != "table-tree-cuts-row"; tab++) await open.Page.Keyboard.PressAsync("Tab");
        await open.Page.Keyboard.TypeAsync("10000");
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#table-tree-cuts .pages")).ToContainTextAsync("Rows 9801 to 10000 of 10050");
        await Assertions.Expect(rows).ToHaveCountAsync(200);
        await Assertions.Expect(rows.Last).ToContainTextAsync("e09999");
        Assert.Contains("q=e", open.Page.Url, StringComparison.Ordinal);
        await open.Page.Locator("#table-tree-cuts-after").PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(50);
        await open.Page.Locator("#table-tree-cuts-first").PressAsync("Enter");
        await Assertions.Expect(rows.First).ToContainTextAsync("e00000");
        Assert.InRange(await open.Page.EvaluateAsync<int>("() => document.querySelectorAll('tr').length"), 200, 700);
        Assert.Equal(0, await open.Overflow());
        Assert.Empty(await open.Barriers());
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Sets_of_a_package_without_somebody_are_asked_for_on_the_page_and_stay_when_another_choice_changes()
    {
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        using var given = await analyst.Post("/api/workspaces/hello/names", ("reason", "Looks at sets of failures"), ("return", "/w/hello"));
        await using var open = await browser.Open(analyst, "/w/hello/cuts?verb=produce");
        await Assertions.Expect(open.Page.Locator("#table-package-cuts tbody tr", new() { HasText = "Radio maker" })).ToHaveCountAsync(1);
        await open.Page.GetByLabel("Only sets without event").FillAsync("party:radio-maker");
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#package-cuts .answer")).ToContainTextAsync("Listed are only sets without Radio maker");
        await Assertions.Expect(open.Page.Locator("#table-package-cuts tbody tr", new() { HasText = "Radio maker" })).ToHaveCountAsync(0);
        await open.Page.GetByLabel("At most together").SelectOptionAsync("all");
        await Assertions.Expect(open.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("order=all"));
        Assert.Contains("verb=produce", open.Page.Url, StringComparison.Ordinal);
        Assert.Contains("lacking=party%3Aradio-maker", open.Page.Url, StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Only_analysts_with_a_reason_who_are_cleared_for_a_tree_see_its_sets()
    {
        var bench = await FileBench.Of(server, "cuts-rights");
        using var analyst = await bench.Analyst();
        var tree = (await bench.Keep(analyst, FileBench.Tree(Pumps, "zq-secret-plant.xml"), "TLP:RED"))["tree"];
        var job = await bench.Run(analyst, "cuts", ("tree", tree));
        using var viewer = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var silent = await server.SignIn(bench.Id, Role.Viewer, Role.Analyst);
        using var uncleared = await bench.Analyst("TLP:AMBER");
        foreach (var (client, status) in new[] { (viewer, HttpStatusCode.Forbidden), (silent, HttpStatusCode.BadRequest), (uncleared, HttpStatusCode.BadRequest) })
        {
            using var table = await client.Get($"{bench.Api}tables/tree-cuts.csv?job={job}");
            Assert.Equal(status, table.StatusCode);
            using var page = await client.Get($"{bench.Page}cuts?job={job}");
            var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("pump-a", text, StringComparison.Ordinal);
            Assert.DoesNotContain("zq-secret", text, StringComparison.Ordinal);
        }
        using var asked = await uncleared.Post(bench.Api + "jobs/cuts", ("tree", tree));
        Assert.Contains("ask=1", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "E-TREE-01", "<opsa-mef><define-gate name='a'>" },
        { "E-TREE-01", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><opsa-mef><define-gate name='a'><basic-event name='&e;'/></define-gate></opsa-mef>" },
        { "E-TREE-01", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><opsa-mef>&b;</opsa-mef>" },
        { "E-TREE-01", $"<opsa-mef><define-gate name='a'>{string.Concat(Enumerable.Repeat("<or>", 5000))}" },
        { "E-TREE-02", "<html/>" },
        { "E-TREE-09", "<opsa-mef><define-gate name='a'><gate name='nowhere'/></define-gate></opsa-mef>" },
        { "E-TREE-10", "<opsa-mef/>" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_file_that_is_no_tree_is_refused_with_the_reason_and_not_kept(string code, string text)
    {
        var bench = await FileBench.Of(server, "cuts-bad");
        using var analyst = await bench.Analyst();
        using var answer = await bench.Send(analyst, FileBench.Tree(text), true, ("declared", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(code, said, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", said, StringComparison.Ordinal);
        Assert.Contains("\"files\": []", await analyst.Text(bench.Api + "files"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_larger_than_the_server_takes_is_refused()
    {
        var bench = await FileBench.Of(server, "cuts-bad");
        using var analyst = await bench.Analyst();
        try
        {
            using var answer = await bench.Send(analyst, [("tree", "huge.xml", new byte[(64 << 20) + 1024])], true, ("declared", "yes"));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // The server may close the connection before all of it is sent.
        }
        Assert.Contains("\"files\": []", await analyst.Text(bench.Api + "files"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_the_tree_has_not_and_several_tops_are_said_when_they_are_asked_for()
    {
        var bench = await FileBench.Of(server, "cuts-asked");
        using var analyst = await bench.Analyst();
        var tree = (await bench.Keep(analyst, FileBench.Tree(Pumps)))["tree"];
        using var asked = await analyst.Post(bench.Api + "jobs/cuts", ("tree", tree), ("having", "pump-c"));
        Assert.Contains("Did you mean", await analyst.Text(asked.Headers.Location!.OriginalString), StringComparison.Ordinal);
        const string Two = "<opsa-mef><define-gate name='x'><basic-event name='a'/></define-gate><define-gate name='y'><basic-event name='b'/></define-gate></opsa-mef>";
        var several = (await bench.Keep(analyst, FileBench.Tree(Two, "two.xml")))["tree"];
        using var which = await analyst.Post(bench.Api + "jobs/cuts", ("tree", several));
        Assert.Contains("Several gates are taken by no other", await analyst.Text(which.Headers.Location!.OriginalString), StringComparison.Ordinal);
        var job = await bench.Run(analyst, "cuts", ("tree", several), ("top-gate", "y"));
        Assert.Contains("\"b\"", await analyst.Text($"{bench.Api}jobs/{job}/result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_analyst_sends_a_tree_and_sees_its_sets_by_size_probability_and_event()
    {
        var bench = await FileBench.Of(server, "cuts-journey");
        using var analyst = await bench.Analyst();
        await using var open = await browser.Open(analyst, bench.Page + "cuts");
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("minimal sets");
        foreach (var look in new BrowserLook[] { new() { IsDark = true }, new() { Width = 390, Height = 800 }, new() })
        {
            await open.Turn(look);
            await open.Picture($"package-cuts{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(await open.Barriers());
        await open.Page.GetByText("Send a fault tree", new() { Exact = true }).ClickAsync();
        await open.Page.GetByLabel("Fault tree", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "water.xml", MimeType = "text/xml", Buffer = System.Text.Encoding.UTF8.GetBytes(Pumps) });
        await open.Page.GetByText("The files hold no classified information").ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("2 minimal cut sets, the largest of 2 events");
        foreach (var look in new BrowserLook[] { new() { IsDark = true }, new() { Width = 390, Height = 800 }, new() })
        {
            await open.Turn(look);
            await open.Picture($"cuts{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(await open.Barriers());
        await open.Page.GetByLabel("Contains event").FillAsync("power");
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#table-tree-cuts tbody tr")).ToHaveCountAsync(1);
        Assert.Contains("q=power", open.Page.Url, StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
    }
}
