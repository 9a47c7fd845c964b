using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Vauban.App.Workbench.Api;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;
using Vauban.Tests.Workbench;

namespace Vauban.Tests.Api;

public sealed class ApiTests(WorkbenchServer server)
{
    static readonly Role[] AllRoles = Enum.GetValues<Role>();

    [Fact]
    public async Task The_description_of_the_api_is_the_approved_one()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        Approved.Check(await client.Text("/api/openapi.json"), "docs/reference/openapi.json");
    }

    [Fact]
    public async Task The_description_is_valid_and_every_name_in_it_is_used_once()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        var (document, diagnostic) = OpenApiDocument.Parse(await client.Text("/api/openapi.json"), "json");
        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        var operations = document!.Paths.SelectMany(p => p.Value.Operations!.Values).ToArray();
        Assert.True(operations.Length > 15);
        Assert.Equal(operations.Length, operations.Select(o => o.OperationId).Distinct().Count());
    }

    // Whoever adds an endpoint adds .WithSummary("...") and .Gives(content type), or .AnswersJson(parameters), and .Takes for what it reads from the address.
    [Fact]
    public async Task No_endpoint_is_undocumented()
    {
        var all = ApiEndpoint.All(await server.Part<EndpointDataSource>());
        Assert.Empty(all.Where(e => e.Summary.Length == 0 || e.Answers.Count == 0).Select(e => $"{e.Method} {e.Path}"));
        Assert.Empty(all.SelectMany(e => e.Query.Concat(e.Route).Concat(e.Body?.Fields ?? []), (e, p) => (e, p)).Where(x => x.p.About.Length == 0).Select(x => $"{x.e.Method} {x.e.Path} {x.p.Name}"));
        using var client = await server.SignIn("hello", Role.Viewer);
        using var description = JsonDocument.Parse(await client.Text("/api/openapi.json"));
        var described = description.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject(), (p, o) => $"{o.Name.ToUpperInvariant()} {p.Name}");
        Assert.Equal(all.Select(e => $"{e.Method} {e.Path}"), described);
    }

    [Fact]
    public async Task What_is_read_answers_as_it_is_described()
    {
        using var client = await server.SignIn("hello", AllRoles);
        using var given = await client.Post("/api/workspaces/hello/names", ("reason", "Testing the description of the API"), ("return", "/w/hello"));
        var store = await server.Store();
        Assert.True((await store.SaveUser((await store.FindUser(client.User!.Id))! with { IsAdministrator = true }, "test")).IsSaved);
        var wrong = new List<string>();
        foreach (var endpoint in ApiEndpoint.All(await server.Part<EndpointDataSource>()).Where(e => e.Method == "GET" && e.Route.All(p => p.Example.Length > 0) && e.Query.All(p => !p.IsRequired || p.Example.Length > 0)))
        {
            var path = endpoint.Route.Aggregate(endpoint.Path, (p, r) => p.Replace($"{{{r.Name}}}", r.Example, StringComparison.Ordinal))
                + string.Concat(endpoint.Query.Where(q => q.IsRequired).Select((q, i) => $"{(i == 0 ? '?' : '&')}{q.Name}={Uri.EscapeDataString(q.Example)}"));
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            using var answer = await client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            var type = answer.Content.Headers.ContentType?.MediaType ?? "";
            var isDescribed = endpoint.Answers.Any(a => a.Status == (int)answer.StatusCode && a.ContentType == type)
                // What this machine or this workspace lacks is an answer too, where it is described.
                || ((int)answer.StatusCode is 404 or 501 && endpoint.Refusals.Contains((int)answer.StatusCode) && type == Problems.ContentType);
            if (!isDescribed || endpoint.HasTag && answer.IsSuccessStatusCode != (answer.Headers.ETag is not null)) wrong.Add($"{path}: {(int)answer.StatusCode} {type} {answer.Headers.ETag}");
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("assessment", "assess")]
    [InlineData("assessment?perimeter=EU27&perimeter=European-NATO&outage=30", "assess", "-p", "EU27", "-p", "European-NATO", "--outage", "30")]
    [InlineData("assessment?without=NO&perimeter=EU27", "assess", "--without", "NO", "-p", "EU27")]
    [InlineData("explain?address=field-radio/produce/theta_in&reading=pessimistic", "explain", "field-radio/produce/theta_in", "--reading", "pessimistic")]
    [InlineData("explain?address=lines/board-no", "explain", "lines/board-no")]
    [InlineData("exposure/tree?perimeter=EU27", "exposure tree", "-p", "EU27")]
    [InlineData("exposure/concentration?perimeter=EU27", "exposure concentration", "-p", "EU27")]
    [InlineData("exposure/single-points?perimeter=EU27", "exposure single-points", "-p", "EU27")]
    [InlineData("exposure/cuts?perimeter=EU27&order=2", "exposure cuts", "-p", "EU27", "--order", "2")]
    [InlineData("exposure/dependents?perimeter=EU27&what=NO", "exposure dependents", "NO", "-p", "EU27")]
    public async Task The_json_of_an_endpoint_is_byte_for_byte_that_of_its_command(string path, string command, params string[] arguments)
    {
        using var client = await server.SignIn("hello", AllRoles);
        using var given = await client.Post("/api/workspaces/hello/names", ("reason", "Comparing with the command line"), ("return", "/w/hello"));
        var words = command.Split(' ');
        var package = "examples/hello";
        // The package stands behind the words of the command.
        var run = CommandRun.Of([.. words, package, .. arguments, "--json", .. words[0] == "assess" ? new[] { "--no-files" } : []]);
        Assert.True(run.Output.Length > 100, run.Error);
        Assert.Equal(run.Output, await client.Text("/api/workspaces/hello/" + path));
    }

    [Fact]
    public async Task Who_sees_no_names_finds_none_in_the_json_of_an_assessment()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        string[] names = ["board-no", "board-maker", "Board maker"];
        foreach (var path in new[] { "assessment", "assessment?without=NO", "explain?address=field-radio/produce/theta_in", "explain?address=field-radio/produce/phi" })
        {
            foreach (var client in new[] { viewer, analyst })
            {
                using var json = JsonDocument.Parse(await client.Text("/api/workspaces/hello/" + path));
                // Findings are about the data, and pages show them to everybody.
                var text = string.Concat(json.RootElement.EnumerateObject().Where(p => p.Name != "findings").Select(p => p.Value.GetRawText()));
                foreach (var name in names) Assert.DoesNotContain(name, text, StringComparison.Ordinal);
                Assert.DoesNotContain("\"party:", text, StringComparison.Ordinal);
                Assert.DoesNotContain("\"site:", text, StringComparison.Ordinal);
            }
        }
        static int Vetoes(string text)
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.GetProperty("cells").EnumerateArray().Sum(c => c.TryGetProperty("vetoes", out var vetoes) ? vetoes.GetArrayLength() : 0);
        }
        Assert.Equal(0, Vetoes(await viewer.Text("/api/workspaces/hello/assessment")));
        Assert.True(Vetoes(await analyst.Text("/api/workspaces/hello/assessment")) > 0);
        using var row = await viewer.Get("/api/workspaces/hello/explain?address=lines/board-no");
        Assert.Equal(HttpStatusCode.Forbidden, row.StatusCode);
        // A line that is there and one that is not are alike to him.
        foreach (var without in new[] { "line:board-no", "line:no-such-line" })
        {
            using var refused = await viewer.Get("/api/workspaces/hello/assessment?without=" + without);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }
}
