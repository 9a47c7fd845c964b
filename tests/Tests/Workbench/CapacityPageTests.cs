using System.Net;
using System.Text;
using Microsoft.Playwright;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Workbench;

/// <summary>Pages about capacity: what they show, to whom, and the way from asking for a plan to its address.</summary>
public sealed class CapacityPageTests(WorkbenchServer server, TestBrowser browser)
{
    const string Api = "/api/workspaces/coordination/";

    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Single_lines_are_for_who_keeps_the_data_and_names_for_who_gave_a_reason()
    {
        using var analyst = await server.SignIn("coordination", Role.Viewer, Role.Analyst);
        var sums = await analyst.Text("/w/coordination/capacity");
        Assert.Contains("These are sums over independent owners", sums, StringComparison.Ordinal);
        Assert.Equal(CommandRun.Of("capacity", "today", "examples/coordination", "--as", "association", "--json").Output, await analyst.Text(Api + "capacity/today?perimeter=DE"));
        using var uses = await analyst.Get(Api + "tables/capacity-uses.csv");
        Assert.Equal(HttpStatusCode.BadRequest, uses.StatusCode);

        using var steward = await server.SignIn("coordination", Role.Viewer, Role.Analyst, Role.Steward);
        Assert.DoesNotContain("propellant-a", await steward.Text(Api + "tables/capacity-uses.csv"), StringComparison.Ordinal);
        using var refused = await steward.Get(Api + "capacity/today");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var reason = await steward.Post(Api + "names", ("reason", "Preparing the plan of the group"), ("return", "/w/coordination"));
        Assert.Equal(CommandRun.Of("capacity", "today", "examples/coordination", "--json").Output, await steward.Text(Api + "capacity/today?perimeter=EU27"));
        Assert.Contains("ropellant", await steward.Text("/w/coordination/capacity"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_asks_for_a_plan_follows_it_stops_it_and_keeps_the_best_so_far_at_its_address()
    {
        await using var own = WorkbenchServer.WithoutWorkers();
        using var client = await own.SignIn("coordination", Role.Viewer, Role.Steward);
        var store = await own.Store();
        await using var open = await browser.Open(client, "/w/coordination/plan");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("[data-words]")).ToContainTextAsync("Waiting for its turn");
        var address = new Uri(open.Page.Url).PathAndQuery;
        // This test is the worker, so that nothing happens by chance.
        var claim = (await store.ClaimJob("test", Lease))!;
        await store.BeatJob(claim, Lease, 0.25, "capacity.plan.step.improve");
        await Follow("improving");
        await open.Picture("plan-progress");
        Assert.Empty(await open.Barriers());
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("[data-words]")).ToContainTextAsync("Stopping");
        Assert.Equal(JobSignal.Cancel, await store.BeatJob(claim, Lease, 0.25));
        var ticket = JobTicket.Of(JobKind.All["plan"], claim.Options);
        var best = Encoding.UTF8.GetBytes(CommandRun.Of("capacity", "plan", "examples/coordination", "--json").Output);
        Assert.True(await store.EndJob(claim, JobStatus.Done, new("coordination", ticket.Key(JobKind.All["plan"], claim.Snapshot), RunStatus.EndedByClock, best)));
        // The page shows the result by itself, at the same address; whoever opens that sees the same.
        own.Clock.Move(TimeSpan.FromSeconds(2));
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("Central reading");
        await Assertions.Expect(open.Page.Locator("main")).ToContainTextAsync("ended by a person or by its time limit");
        Assert.Equal(address, new Uri(open.Page.Url).PathAndQuery);
        Assert.Contains("Capacity, demand and deliveries over time", await client.Text(address), StringComparison.Ordinal);
        Assert.Empty(open.Complaints);

        async Task Follow(string words)
        {
            own.Clock.Move(TimeSpan.FromSeconds(2));
            await Assertions.Expect(open.Page.Locator("[data-words]")).ToContainTextAsync(words);
        }
    }

    [Fact]
    public async Task Plans_for_two_targets_stand_side_by_side()
    {
        using var client = await server.SignIn("coordination", Role.Viewer, Role.Analyst, Role.Steward);
        using var made = await client.Post(Api + "scenarios", ("name", "Twice the demand"));
        var scenario = made.Headers.Location!.OriginalString.Split("s=")[1];
        using var step = await client.Post($"{Api}scenarios/{scenario}/steps", ("version", "1"), ("step", "change"), ("what", "demands.rate"), ("item", "rocket"), ("operation", "times"), ("value", "2"));
        Assert.DoesNotContain("wrong", step.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var (asIs, twice) = (await Ended(), await Ended(("scenario", scenario)));
        Assert.Contains("The plans side by side", await client.Text($"/w/coordination/plan?job={asIs}&with={twice}"), StringComparison.Ordinal);
        var table = await client.Text($"{Api}tables/plan-side.csv?job={asIs}&with={twice}");
        Assert.Contains("Wanted,5760,11520", table, StringComparison.Ordinal);
        // What takes somebody away is a question of its own.
        using var without = await client.Post($"{Api}scenarios/{scenario}/steps", ("version", "2"), ("step", "without"), ("without", "country:DE"));
        using var refused = await client.Post(Api + "jobs/plan", ("perimeter", "EU27"), ("scenario", scenario));
        Assert.DoesNotContain("job=", refused.Headers.Location!.OriginalString, StringComparison.Ordinal);

        async Task<string> Ended(params (string, string)[] options)
        {
            using var asked = await client.Post(Api + "jobs/plan", [("perimeter", "EU27"), ("reading", "central"), .. options]);
            var job = asked.Headers.Location!.OriginalString.Split("job=")[1];
            Assert.Contains("\"isEnded\":true", await client.Text($"{Api}jobs/{job}/events"), StringComparison.Ordinal);
            return job;
        }
    }

    [Theory]
    [InlineData("plan", "coordination")]
    [InlineData("coordinate", "coordination")]
    [InlineData("fixes", "ammunition-155")]
    [InlineData("policy", "ammunition-155", "permit-clock-42", "grant-rate-50")]
    public async Task What_came_of_a_job_is_shown_without_barriers_in_wide_and_narrow_windows(string kind, string workspace, params string[] changes)
    {
        using var client = await server.SignIn(workspace, Role.Viewer, Role.Analyst, Role.Steward);
        using var asked = await client.Post($"/api/workspaces/{workspace}/jobs/{kind}", [("perimeter", "EU27"), .. changes.Select(c => ("change", c))]);
        var address = asked.Headers.Location!.OriginalString;
        // The events of a job end with it.
        Assert.Contains("\"isEnded\":true", await client.Text($"/api/workspaces/{workspace}/jobs/{address.Split("job=")[1]}/events"), StringComparison.Ordinal);
        await using var open = await browser.Open(client, address);
        await Assertions.Expect(open.Page.Locator(".answer p").First).Not.ToBeEmptyAsync();
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"{kind}-result{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
        foreach (var file in await open.Page.Locator(".files a[download]").EvaluateAllAsync<string[]>("links => links.map(l => l.href)"))
        {
            using var answer = await client.Get(new Uri(file).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
