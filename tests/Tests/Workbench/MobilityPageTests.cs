using System.Net;
using Vauban.Adapters.Formats;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Workbench;

/// <summary>Page and endpoints about mobility: what they show, and to whom.</summary>
public sealed class MobilityPageTests(WorkbenchServer server, TestBrowser browser)
{
    const string Workspace = "corridor", Api = $"/api/workspaces/{Workspace}/";

    [Fact]
    public async Task Routes_need_a_reason_are_the_json_of_the_command_and_stand_on_a_map_beside_their_legs()
    {
        var store = await server.Store();
        await store.SaveWorkspace(new(Workspace, "Corridor"), "test");
        await store.AddSnapshot(Workspace, PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples/corridor"), [])!.Package, "test");
        using var viewer = await server.SignIn(Workspace, Role.Viewer);
        using var hidden = await viewer.Get(Api + "mobility/route");
        Assert.Equal(HttpStatusCode.Forbidden, hidden.StatusCode);
        using var client = await server.SignIn(Workspace, Role.Viewer, Role.Analyst);
        using var early = await client.Get(Api + "mobility/check");
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        using var reason = await client.Post(Api + "names", ("reason", "Exercise of the ministry"), ("return", $"/w/{Workspace}"));
        // The package was read from elsewhere, so that places of findings differ; the answer does not.
        static string Answers(string json) => json[..json.IndexOf("\"findings\"", StringComparison.Ordinal)];
        Assert.Equal(Answers(CommandRun.Of("mobility", "route", "examples/corridor", "--regime", "3-working-days", "--json").Output), Answers(await client.Text(Api + "mobility/route?regime=3-working-days")));
        Assert.Equal(Answers(CommandRun.Of("mobility", "check", "examples/corridor", "--json").Output), Answers(await client.Text(Api + "mobility/check")));
        foreach (var wrong in new[] { "route?regime=soon", "route?from=riga", "route?without=x", "route?alternatives=21", "check?corridor=x" })
        {
            using var answer = await client.Get(Api + "mobility/" + wrong);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        Assert.Contains("Riga to Tallinn", await client.Text(Api + "tables/route-legs.csv?show=bridge-layers"), StringComparison.Ordinal);
        await using var open = await browser.Open(client, $"/w/{Workspace}/routes?show=rounds-1");
        await open.Page.Locator("#show").SelectOptionAsync("bridge-layers");
        await open.Page.GetByText("Hannover to Tallinn. Bridge-laying vehicle").First.WaitForAsync();
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"routes{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.DoesNotContain(open.Complaints, c => !c.Contains("GPU", StringComparison.Ordinal) && !c.Contains("GL Driver", StringComparison.Ordinal));
        Assert.Empty(await open.Barriers());
    }

    [Fact]
    public async Task Deliveries_over_time_are_the_json_of_the_command_and_change_with_permissions_and_events()
    {
        const string Name = "corridor-flow", At = $"/api/workspaces/{Name}/";
        var store = await server.Store();
        await store.SaveWorkspace(new(Name, "Corridor"), "test");
        await store.AddSnapshot(Name, PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples/corridor"), [])!.Package, "test");
        using var client = await server.SignIn(Name, Role.Viewer, Role.Analyst);
        using var early = await client.Get(At + "mobility/flow");
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        using var hidden = await client.Get(At + "tables/deliveries.csv");
        Assert.False(hidden.IsSuccessStatusCode);
        using var reason = await client.Post(At + "names", ("reason", "Exercise of the ministry"), ("return", $"/w/{Name}"));
        static string Answers(string json) => json[..json.IndexOf("\"findings\"", StringComparison.Ordinal)];
        Assert.Equal(Answers(CommandRun.Of("mobility", "flow", "examples/corridor", "--consignments", "--scenario", "storm", "--json").Output), Answers(await client.Text(At + "mobility/flow?of=consignments&scenario=storm")));
        foreach (var wrong in new[] { "of=ships", "regime=soon", "without=x", "ways=41", "scenario=strom", "scenario=energy-price", "at=soon" })
        {
            using var answer = await client.Get(At + "mobility/flow?" + wrong);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        Assert.Contains("Hannover to Tallinn", await client.Text(At + "tables/deliveries.csv?of=consignments"), StringComparison.Ordinal);
        await using var open = await browser.Open(client, $"/w/{Name}/deliveries");
        await open.Page.GetByText("The plan makes").First.WaitForAsync(new() { Timeout = 60_000 });
        var before = await open.Page.Locator("[data-status]").InnerTextAsync();
        await open.Page.Locator("#regime").SelectOptionAsync("3-working-days");
        await open.Page.WaitForFunctionAsync("before => document.querySelector('[data-status]')?.innerText !== before", before, new() { Timeout = 60_000 });
        Assert.Contains("regime=3-working-days", open.Page.Url, StringComparison.Ordinal);
        await open.Page.Locator("#scenario").SelectOptionAsync("border-closed");
        await open.Page.GetByText("Event border-closed").First.WaitForAsync(new() { Timeout = 60_000 });
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"deliveries{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.DoesNotContain(open.Complaints, c => !c.Contains("GPU", StringComparison.Ordinal) && !c.Contains("GL Driver", StringComparison.Ordinal));
        Assert.Empty(await open.Barriers());
    }

    [Fact]
    public async Task Points_of_invented_networks_are_for_stewards_who_gave_a_reason_and_those_of_others_for_nobody()
    {
        var store = await server.Store();
        await store.SaveWorkspace(new("invented", "Invented"), "test");
        await store.AddSnapshot("invented", new TestPackage().Add("items", "id=i unit=t").Add("transport_nodes", "id=a country=DE basis=synthetic name=A", "id=b country=DE basis=synthetic name=B", "id=c country=DE basis=synthetic name=C")
            .Add("transport_links", "id=ab start=a end=b mode=road days=1 basis=synthetic", "id=bc start=b end=c mode=road days=1 basis=synthetic").Package, "test");
        await store.SaveWorkspace(new("real", "Real"), "test");
        await store.AddSnapshot("real", PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples/corridor"), [])!.Package, "test");
        foreach (var workspace in new[] { "invented", "real" })
        {
            var api = $"/api/workspaces/{workspace}/mobility/points";
            using var analyst = await server.SignIn(workspace, Role.Viewer, Role.Analyst);
            using var named = await analyst.Post($"/api/workspaces/{workspace}/names", ("reason", "Exercise of the ministry"), ("return", $"/w/{workspace}"));
            using var forbidden = await analyst.Get(api);
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
            using var steward = await server.SignIn(workspace, Role.Viewer, Role.Analyst, Role.Steward);
            using var early = await steward.Get(api);
            Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
            using var reason = await steward.Post($"/api/workspaces/{workspace}/names", ("reason", "Teaching"), ("return", $"/w/{workspace}"));
            using var answer = await steward.Get(api);
            Assert.Equal(workspace == "real" ? HttpStatusCode.Conflict : HttpStatusCode.OK, answer.StatusCode);
            var page = await steward.Text($"/w/{workspace}/transport-points");
            Assert.Contains(workspace == "real" ? "Single points are shown of invented networks only" : "3 places and links are single points", page, StringComparison.Ordinal);
            if (workspace == "invented") Assert.Contains("B,2,2", await steward.Text("/api/workspaces/invented/tables/transport-points.csv"), StringComparison.Ordinal);
        }
    }
}
