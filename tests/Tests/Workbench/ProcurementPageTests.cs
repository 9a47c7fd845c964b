using System.IO.Compression;
using System.Net;
using Microsoft.Playwright;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;
using Vauban.Tests.Procurement;

namespace Vauban.Tests.Workbench;

/// <summary>Pages about buying together: what they show, to whom, and the way from a question to its shareable address.</summary>
public sealed class ProcurementPageTests(WorkbenchServer server, TestBrowser browser)
{
    const string Workspace = "joint-procurement", Api = "/api/workspaces/joint-procurement/", Page = "/w/joint-procurement/";

    async Task<TestClient> Steward()
    {
        var client = await server.SignIn(Workspace, Role.Viewer, Role.Analyst, Role.Steward);
        using var reason = await client.Post(Api + "names", ("reason", "Preparing the joint order"), ("return", Page));
        return client;
    }

    [Fact]
    public async Task A_joint_order_groups_and_readiness_are_the_json_of_their_commands()
    {
        using var client = await Steward();
        using var asked = await client.Post(Api + "jobs/pool", ("perimeter", "EU27"), ("item", "drone"), ("states", "state-a, state-b,state-c"), ("inside", "true"), ("early", "3"), ("workshare", "state-b=20..60"));
        var job = asked.Headers.Location!.OriginalString.Split("job=")[1];
        Assert.Contains("\"isEnded\":true", await client.Text($"{Api}jobs/{job}/events"), StringComparison.Ordinal);
        Assert.Equal(CommandRun.Of("procurement", "pool", "examples/joint-procurement", "--item", "drone", "--states", "state-a,state-b,state-c", "--inside", "--early", "3", "--workshare", "state-b=20..60", "--json").Output, await client.Text($"{Api}jobs/{job}/result"));
        foreach (var table in new[] { "pool-gain", "pool-states", "pool-schedule", "pool-lines", "pool-call-offs", "pool-offered" }) Assert.True((await client.Text($"{Api}tables/{table}.csv?job={job}")).Split('\n').Length > 2, table);
        Assert.Contains("750 of 750", await client.Text($"{Page}pool?job={job}"), StringComparison.Ordinal);
        Assert.Equal(CommandRun.Of("procurement", "groups", "examples/joint-procurement", "--item", "drone", "--states", "state-a,state-b", "--fact", "state-a/safe_loan=yes", "--json").Output,
            await client.Text(Api + "procurement/groups?item=drone&states=state-a,state-b&fact=state-a%2Fsafe_loan%3Dyes"));
        Assert.Equal(CommandRun.Of("procurement", "readiness", "examples/joint-procurement", "--year", "2026", "--json").Output, await client.Text(Api + "procurement/readiness?year=2026"));
    }

    // What a command writes with --report and --workbook, beside its own answer.
    static (string Html, byte[] Xlsx) Written(params string[] command)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string[] files = [Path.Combine(folder.FullName, "a.html"), Path.Combine(folder.FullName, "a.xlsx")];
            Assert.Equal(0, (int)CommandRun.Of([.. command, "--report", files[0], "--workbook", files[1]]).Code);
            return (File.ReadAllText(files[0]), File.ReadAllBytes(files[1]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Reports_and_workbooks_of_orders_groups_and_readiness_are_those_of_the_commands_and_name_nobody_to_others()
    {
        using var client = await Steward();
        using var viewer = await server.SignIn(Workspace, Role.Viewer, Role.Analyst);
        using var quiet = await server.SignIn(Workspace, Role.Viewer, Role.Steward);
        using var asked = await client.Post(Api + "jobs/pool", ("perimeter", "EU27"), ("item", "drone"), ("states", "state-a,state-b"), ("late", "1"));
        var job = asked.Headers.Location!.OriginalString.Split("job=")[1];
        Assert.Contains("\"isEnded\":true", await client.Text($"{Api}jobs/{job}/events"), StringComparison.Ordinal);
        var pool = Written("procurement", "pool", "examples/joint-procurement", "--item", "drone", "--states", "state-a,state-b", "--late", "1", "--names");
        Assert.Equal(pool.Html, await client.Text($"{Api}procurement/pool/report.html?job={job}"));
        Assert.Equal(pool.Xlsx, await Bytes(client, $"{Api}procurement/pool/workbook.xlsx?job={job}"));
        var groups = Written("procurement", "groups", "examples/joint-procurement", "--item", "drone", "--states", "state-a,state-b");
        Assert.Equal(groups.Html, await client.Text(Api + "procurement/groups/report.html?item=drone&states=state-a,state-b"));
        Assert.Equal(groups.Xlsx, await Bytes(client, Api + "procurement/groups/workbook.xlsx?item=drone&states=state-a,state-b"));
        Assert.Contains("(as read in summer 2026)", groups.Html, StringComparison.Ordinal);
        // Who gave no reason: no line by its name, no groups, no single contract. Who does not keep the data: no order.
        Assert.DoesNotContain("Drones in State A", await quiet.Text($"{Api}procurement/pool/report.html?job={job}"), StringComparison.Ordinal);
        foreach (var (who, path) in new[] { (quiet, $"procurement/pool/workbook.xlsx?job={job}"), (viewer, $"procurement/pool/report.html?job={job}"), (viewer, $"procurement/pool/workbook.xlsx?job={job}"), (viewer, "procurement/groups/report.html?item=drone"), (viewer, "procurement/groups/workbook.xlsx?item=drone") })
        {
            using var refused = await who.Get(Api + path);
            Assert.Equal((HttpStatusCode.Forbidden, path), (refused.StatusCode, path));
        }
        using var other = await client.Get(Api + "procurement/pool/report.html?job=nothing");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        var ready = Written("procurement", "readiness", "examples/joint-procurement", "--year", "2026", "--names");
        Assert.Equal(ready.Html, await client.Text(Api + "procurement/readiness/report.html?year=2026"));
        Assert.Equal(ready.Xlsx, await Bytes(client, Api + "procurement/readiness/workbook.xlsx?year=2026"));
    }

    static async Task<byte[]> Bytes(TestClient client, string path)
    {
        using var answer = await client.Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    [Fact]
    public async Task A_file_of_transport_counts_in_the_joint_order_as_with_the_command()
    {
        const string Table = "line,buyer,days,cost\n*,*,60,250\ndrone-a,state-a,5,10\n";
        using var client = await Steward();
        var bench = new FileBench(server, Workspace);
        (string, string, byte[])[] File(string text) => [("transport", "ways.csv", System.Text.Encoding.UTF8.GetBytes(text))];
        using var wrong = await bench.Send(client, File("line,buyer,days\n*,*,-3\n"), true, ("declared", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var hash = (await bench.Keep(client, File(Table)))["transport"];
        using var asked = await client.Post(Api + "jobs/pool", ("perimeter", "EU27"), ("item", "drone"), ("states", "state-a,state-b"), ("transport", hash));
        var job = asked.Headers.Location!.OriginalString.Split("job=")[1];
        Assert.Contains("\"isEnded\":true", await client.Text($"{Api}jobs/{job}/events"), StringComparison.Ordinal);
        var path = Path.GetTempFileName();
        await System.IO.File.WriteAllTextAsync(path, Table, TestContext.Current.CancellationToken);
        var command = CommandRun.Of("procurement", "pool", "examples/joint-procurement", "--item", "drone", "--states", "state-a,state-b", "--transport", path, "--json").Output;
        System.IO.File.Delete(path);
        Assert.Equal(command, await client.Text($"{Api}jobs/{job}/result"));
        Assert.Contains("ways.csv", await client.Text($"{Page}pool?job={job}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_steward_sends_notices_on_the_page_of_the_data_reads_what_was_found_and_takes_them()
    {
        var bench = await DataRoomBench.Make(server);
        using var client = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        await using var open = await browser.Open(client, bench.Page());
        await open.Page.Locator("#f-files").SetInputFilesAsync(new FilePayload[]
        {
            new() { Name = "award.xml", MimeType = "application/xml", Buffer = System.Text.Encoding.UTF8.GetBytes(NoticeCases.Award) },
            new() { Name = "broken.xml", MimeType = "application/xml", Buffer = System.Text.Encoding.UTF8.GetBytes("<ContractNotice>") },
        });
        await open.Page.GetByLabel("The files hold no classified information").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Check the files" }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("main")).ToContainTextAsync("broken.xml");
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"notices{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(await open.Barriers());
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Who_does_not_keep_the_data_sees_what_is_wanted_but_no_line_and_no_private_priority()
    {
        using var viewer = await server.SignIn(Workspace, Role.Viewer, Role.Analyst);
        var page = await viewer.Text(Page + "pool");
        Assert.DoesNotContain("jobs/pool", page, StringComparison.Ordinal);
        Assert.Contains("2027-09", page, StringComparison.Ordinal);
        // By hand, September 2027: A 30, B 15, C 60 and D 10 firm; B 15 intended.
        Assert.Contains("Patrol drone,2027-09,115,,15,130,", await viewer.Text(Api + "tables/pool-demand.csv?item=drone"), StringComparison.Ordinal);
        using var asked = await viewer.Post(Api + "jobs/pool", ("item", "drone"));
        Assert.DoesNotContain("job=", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var early = await viewer.Get(Api + "procurement/groups?item=drone");
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        Assert.DoesNotContain("State A", page, StringComparison.Ordinal);
        // An analyst who gave a reason sees who buys, and may take the data with him, without the priorities that are not public.
        using var reason = await viewer.Post(Api + "names", ("reason", "Looking at the demand"), ("return", Page));
        using var bad = await viewer.Get(Api + "procurement/groups?item=dron");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Contains("Did you mean drone?", await viewer.Text(Page + "groups?item=dron"), StringComparison.Ordinal);
        Assert.Contains("State A", await viewer.Text(Page + "pool"), StringComparison.Ordinal);
        Assert.Equal(["1", "2", "", "", "", ""], await Priorities(viewer));
        using var steward = await Steward();
        Assert.Equal(["1", "2", "1", "3", "1", "1"], await Priorities(steward));
    }

    [Fact]
    public async Task Notices_wait_as_a_draft_with_what_was_found_and_are_added_to_the_data()
    {
        using var client = await server.SignIn(Workspace, Role.Viewer, Role.Steward);
        using var sent = await Send(client, ("award.xml", NoticeCases.Award), ("broken.xml", "<ContractNotice>"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var shown = await sent.Content.ReadAsStringAsync();
        Assert.Contains("E-NOTICE-01", shown, StringComparison.Ordinal);
        // The draft is a preview: the data there are, and the notice's rows beside them.
        var draft = sent.Headers.Location!.OriginalString.Split("uploads/")[1];
        var page = await client.Text($"{Page}data/draft?id={draft}");
        Assert.Contains("cpv-35330000", page, StringComparison.Ordinal);
        Assert.DoesNotContain("state-a</", page, StringComparison.Ordinal);
        using var dropped = await client.Post($"{Api}uploads/{draft}/drop");
        using var none = await Send(client, ("hello.xml", "<Invoice/>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
    }

    static Task<HttpResponseMessage> Send(TestClient client, params (string Name, string Text)[] files) =>
        client.Upload(Api + "uploads", files.Select(f => (f.Name, System.Text.Encoding.UTF8.GetBytes(f.Text))), true, ("declared", "yes"));

    static async Task<string[]> Priorities(TestClient client)
    {
        using var file = await client.Get(Api + "snapshots/1.zip");
        using var zip = new ZipArchive(await file.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(zip.GetEntry("demands.csv")!.Open());
        var rows = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Trim().Split(',')).ToArray();
        var at = Array.IndexOf(rows[0], "priority");
        return [.. rows.Skip(1).OrderBy(r => r[0], StringComparer.Ordinal).ThenBy(r => r[Array.IndexOf(rows[0], "from")], StringComparer.Ordinal).Select(r => at < 0 ? "" : r[at])];
    }

    [Fact]
    public async Task A_steward_goes_from_what_is_wanted_to_the_order_and_to_who_may_buy()
    {
        using var client = await Steward();
        await using var open = await browser.Open(client, Page + "pool");
        await open.Picture("pool-start");
        await open.Page.GetByLabel("Months early").FillAsync("3");
        await open.Page.GetByLabel("Orders inside the perimeter only").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("Buying together", new() { Timeout = 60_000 });
        var address = new Uri(open.Page.Url).PathAndQuery;
        Assert.Contains("Framework agreement", await client.Text(address), StringComparison.Ordinal);
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"pool-result{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(await open.Barriers());
        await open.Turn(new());
        await open.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Who may buy together" }).ClickAsync();
        await open.Page.GetByLabel("Facts").FillAsync("state-a/safe_loan=yes\ncontract.value=12000000");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Apply", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("12 m EUR, as stated");
        await Assertions.Expect(open.Page.Locator("main")).ToContainTextAsync("State A + any 1 of State B, State C, State D");
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"groups{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(await open.Barriers());
        Assert.Empty(open.Complaints);
    }
}
