using System.Net;
using System.Text.Json;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Workbench;

/// <summary>Long runs by their endpoints: asked for, followed, stopped, taken up again, and given to those who may have them.</summary>
public sealed class JobTests(WorkbenchServer server)
{
    const string Api = "/api/workspaces/coordination/";

    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_plan_is_the_json_of_the_command_and_is_kept()
    {
        using var client = await server.SignIn("coordination", Role.Viewer, Role.Analyst, Role.Steward);
        var job = await Ask(client, "plan", """{ "perimeter": "EU27", "alone": false }""");
        await Ended(client, job);
        // Ids of lines say who owns them: they need a reason, as names do.
        using var early = await client.Get($"{Api}jobs/{job}/result");
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        using var reason = await client.Post(Api + "names", ("reason", "Preparing the plan of the group"), ("return", "/w/coordination"));
        using var result = await client.Get($"{Api}jobs/{job}/result");
        Assert.Equal(CommandRun.Of("capacity", "plan", "examples/coordination", "--json").Output, await result.Content.ReadAsStringAsync());
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Api}jobs/{job}/result");
        again.Headers.IfNoneMatch.Add(result.Headers.ETag!);
        using var same = await client.Send(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(job, await Ask(client, "plan", """{ "perimeter": ["EU27"] }"""));
    }

    [Fact]
    public async Task Who_does_not_keep_the_data_gets_the_sums_of_an_association_and_no_choice()
    {
        using var steward = await server.SignIn("coordination", Role.Viewer, Role.Steward);
        using var analyst = await server.SignIn("coordination", Role.Viewer, Role.Analyst);
        using var viewer = await server.SignIn("coordination", Role.Viewer);
        var lines = await Ask(steward, "plan", """{ "perimeter": "EU27" }""");
        using var hidden = await analyst.Get(Api + "jobs/" + lines);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.DoesNotContain(lines, await analyst.Text(Api + "jobs"), StringComparison.Ordinal);

        var sums = await Ask(analyst, "plan", """{ "perimeter": "DE", "alone": true }""");
        await Ended(analyst, sums);
        Assert.Equal(CommandRun.Of("capacity", "plan", "examples/coordination", "--as", "association", "--json").Output, await viewer.Text($"{Api}jobs/{sums}/result"));
        var together = await Ask(analyst, "coordinate", "{}");
        await Ended(analyst, together);
        Assert.Equal(CommandRun.Of("capacity", "coordinate", "examples/coordination", "--as", "association", "--json").Output, await viewer.Text($"{Api}jobs/{together}/result"));
        Assert.Contains(Texts.For("en")["capacity.coordinate.joint"], await viewer.Text($"/w/coordination/coordinate?job={together}"), StringComparison.Ordinal);
        using var refused = await viewer.Get("/w/coordination/plan");
        Assert.DoesNotContain("jobs/plan\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var denied = await Post(viewer, "plan", "{}");
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
    }

    [Theory]
    [InlineData("coordinate", """{ "perimeter": "EU27" }""", "capacity coordinate examples/coordination --json")]
    [InlineData("fixes", """{ "perimeter": "EU27" }""", "capacity fixes examples/coordination --json")]
    [InlineData("policy", """{ "perimeter": "EU27", "change": ["permit-clock-42", "grant-rate-50"], "no-plan": true }""", "capacity policy examples/coordination -c permit-clock-42 -c grant-rate-50 --no-plan --json")]
    public async Task Every_kind_gives_the_json_of_its_command_and_its_page_shows_it(string kind, string options, string command)
    {
        using var client = await server.SignIn("coordination", Role.Viewer, Role.Analyst, Role.Steward);
        using var reason = await client.Post(Api + "names", ("reason", "Preparing the plan of the group"), ("return", "/w/coordination"));
        var job = await Ask(client, kind, options);
        await Ended(client, job);
        Assert.Equal(CommandRun.Of(command.Split(' ')).Output, await client.Text($"{Api}jobs/{job}/result"));
        Assert.Contains("class=\"answer\"", await client.Text($"/w/coordination/{kind}?job={job}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan", """{ "from": "soon" }""", "soon")]
    [InlineData("plan", """{ "gap": 101 }""", "per cent")]
    [InlineData("plan", """{ "hold": "theta > 1 without XX" }""", "XX")]
    [InlineData("plan", """[]""", "JSON object")]
    [InlineData("fixes", """{ "verb": "make" }""", "make")]
    [InlineData("policy", """{ "change": "../../etc/passwd" }""", "permit-clock-42")]
    [InlineData("coordinate", """{ "split": "half" }""", "half")]
    public async Task What_cannot_be_is_said_before_anything_waits(string kind, string body, string said)
    {
        using var client = await server.SignIn("coordination", Role.Viewer, Role.Steward);
        using var answer = await Post(client, kind, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_leads_to_the_address_of_its_job_or_back_with_the_reason()
    {
        await using var own = WorkbenchServer.WithoutWorkers();
        using var client = await own.SignIn("coordination", Role.Viewer, Role.Steward);
        using var asked = await client.Post(Api + "jobs/plan", ("perimeter", "EU27"), ("from", ""));
        Assert.StartsWith("/w/coordination/plan?job=", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Waiting for its turn", await client.Text(asked.Headers.Location.OriginalString), StringComparison.Ordinal);
        using var wrong = await client.Post(Api + "jobs/plan", ("from", "soon"));
        Assert.Contains("soon", WebUtility.HtmlDecode(await client.Text(wrong.Headers.Location!.OriginalString)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_person_has_a_few_jobs_open_and_may_stop_his_own()
    {
        await using var own = WorkbenchServer.WithoutWorkers();
        using var client = await own.SignIn("coordination", Role.Viewer, Role.Steward);
        using var other = await own.SignIn("coordination", Role.Viewer, Role.Steward);
        var jobs = new List<string>();
        foreach (var gap in new[] { 1, 2, 3 }) jobs.Add(await Ask(client, "plan", $$"""{ "gap": {{gap}} }"""));
        using var many = await Post(client, "plan", """{ "gap": 4 }""");
        Assert.Equal(HttpStatusCode.TooManyRequests, many.StatusCode);
        Assert.Equal(jobs[0], await Ask(client, "plan", """{ "gap": 1 }"""));

        using var foreign = await Delete(other, jobs[0]);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var stopped = await Delete(client, jobs[0]);
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        Assert.Contains("Stopped before there was a result", await client.Text("/w/coordination/plan?job=" + jobs[0]), StringComparison.Ordinal);
        // What came to nothing may be asked again, and is another job.
        Assert.NotEqual(jobs[0], await Ask(client, "plan", """{ "gap": 1 }"""));
    }

    [Fact]
    public async Task What_a_server_left_is_done_by_the_next_and_a_page_follows_a_job_of_another_process()
    {
        await using var own = WorkbenchServer.WithoutWorkers();
        using var client = await own.SignIn("coordination", Role.Viewer, Role.Steward);
        var job = await Ask(client, "plan", """{ "perimeter": "EU27" }""");
        var store = await own.Store();
        // A server that died with the job, and another that takes it when its lease is over.
        Assert.NotNull(await store.ClaimJob("gone", Lease));
        own.Clock.Jump(Lease);
        var claim = (await store.ClaimJob("next", Lease))!;
        Assert.Equal((job, 2), (claim.Id, claim.Attempts));
        await store.BeatJob(claim, Lease, 0.25, "capacity.plan.step.improve");
        var page = await client.Text("/w/coordination/plan?job=" + job);
        Assert.Contains("improving", page, StringComparison.Ordinal);
        Assert.Contains("value=\"25\"", page, StringComparison.Ordinal);
        await store.EndJob(claim, JobStatus.Failed, null, "job.interrupted");
        Assert.Contains("It ended without a result", await client.Text("/w/coordination/plan?job=" + job), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_is_for_those_who_see_the_same_rows()
    {
        var store = await server.Store();
        await store.SaveWorkspace(new("job-marking", "job-marking"), "test");
        var package = new TestPackage().Items("x").Line("open", "x", "4").Line("few", "x", "6", "DE", "marking=TLP:AMBER").Goal("produce", "x", "8").Package;
        await store.AddSnapshot("job-marking", package, "test");
        using var insider = await server.SignInCleared("job-marking", "TLP:AMBER", Role.Viewer, Role.Steward);
        using var partner = await server.SignInCleared("job-marking", "TLP:GREEN", Role.Viewer, Role.Steward);
        var api = "/api/workspaces/job-marking/jobs";
        using var asked = await insider.Post(api + "/fixes", ("perimeter", "EU27"));
        using var same = await partner.Post(api + "/fixes", ("perimeter", "EU27"));
        var job = asked.Headers.Location!.OriginalString.Split("job=")[1];
        Assert.NotEqual(asked.Headers.Location, same.Headers.Location);
        Assert.Contains("\"isEnded\":true", await insider.Text($"{api}/{job}/events"), StringComparison.Ordinal);
        using var hidden = await partner.Get($"{api}/{job}/result");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        var list = await partner.Text(api);
        Assert.DoesNotContain(job, list, StringComparison.Ordinal);
        Assert.DoesNotContain((await store.FindWorkspace("job-marking"))!.Current, list, StringComparison.Ordinal);
    }

    static async Task<HttpResponseMessage> Post(TestClient client, string kind, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api + "jobs/" + kind) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Form-Token", await client.FormToken());
        return await client.Send(request);
    }

    static async Task<HttpResponseMessage> Delete(TestClient client, string job)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Api + "jobs/" + job);
        request.Headers.Add("X-Form-Token", await client.FormToken());
        return await client.Send(request);
    }

    static async Task<string> Ask(TestClient client, string kind, string body)
    {
        using var answer = await Post(client, kind, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("job").GetString()!;
    }

    // The events of a job end with it.
    static async Task Ended(TestClient client, string job)
    {
        var events = await client.Text($"{Api}jobs/{job}/events");
        Assert.Contains("\"isEnded\":true", events, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"done\"", await client.Text($"{Api}jobs/{job}"), StringComparison.Ordinal);
    }
}
