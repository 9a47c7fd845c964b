using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;
using Vauban.Tests.Model;

namespace Vauban.Tests.Workbench;

public sealed class MarkingTests(WorkbenchServer server)
{
    // Ten chips a month, six of them from a maker of whom only few may know.
    static TestPackage Radio(string open, string secret) => new TestPackage().Items("radio", "chip").Line("assembly", "radio", "10").Recipe("radio", "chip", "1").Goal("produce", "radio", "10")
        .Line("fab-open", "chip", open).Line("fab-secret", "chip", secret, "DE", "marking=TLP:AMBER")
        .Add("sites", "id=secret-place country=DE marking=TLP:AMBER");

    async Task<string> Workspace(string id, params TestPackage[] snapshots)
    {
        var store = await server.Store();
        await store.SaveWorkspace(new(id, id), "test");
        foreach (var snapshot in snapshots) await store.AddSnapshot(id, snapshot.Package, "test");
        return id;
    }

    [Fact]
    public async Task Each_caller_gets_a_run_over_the_rows_that_he_may_see_and_is_told_what_is_withheld()
    {
        var id = await Workspace("marking-run", Radio("4", "6"));
        using var partner = await server.SignInCleared(id, "TLP:GREEN", Role.Viewer);
        using var insider = await server.SignInCleared(id, "TLP:AMBER", Role.Viewer);
        // Who sees more asks first: what is kept of his run must not be given to the other.
        Assert.DoesNotContain("withheld", await insider.Text($"/w/{id}"), StringComparison.Ordinal);
        var seen = await partner.Text($"/w/{id}");
        Assert.Contains("2 rows above TLP:GREEN are withheld from you", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("fab-secret", seen, StringComparison.Ordinal);
        var table = await partner.Text($"/api/workspaces/{id}/tables/portfolio.csv?perimeter=EU27");
        Assert.Contains(",Unknown,", table, StringComparison.Ordinal);
        Assert.Contains("\"low\":0.4,", (await partner.Text($"/api/workspaces/{id}/assessment?perimeter=EU27")).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEqual(table, await insider.Text($"/api/workspaces/{id}/tables/portfolio.csv?perimeter=EU27"));
    }

    [Fact]
    public async Task Every_answer_says_how_it_is_to_be_handled_and_how_much_it_leaves_out()
    {
        var id = await Workspace("marking-header", Radio("4", "6"));
        using var partner = await server.SignInCleared(id, "TLP:GREEN", Role.Viewer);
        using var insider = await server.SignInCleared(id, "TLP:RED", Role.Viewer);
        foreach (var path in new[] { $"/w/{id}", $"/api/workspaces/{id}/tables/portfolio.json", $"/api/workspaces/{id}/assessment" })
        {
            using var part = await partner.Get(path);
            using var whole = await insider.Get(path);
            Assert.Equal(("TLP:CLEAR", "2"), (part.Headers.GetValues(RightsCheck.MarkingHeader).Single(), part.Headers.GetValues(RightsCheck.WithheldHeader).Single()));
            Assert.Equal(("TLP:AMBER", "0"), (whole.Headers.GetValues(RightsCheck.MarkingHeader).Single(), whole.Headers.GetValues(RightsCheck.WithheldHeader).Single()));
        }
    }

    [Fact]
    public async Task A_person_whose_clearance_says_nothing_sees_what_everybody_sees()
    {
        var id = await Workspace("marking-blank", Radio("4", "6"));
        using var person = await server.SignInCleared(id, "", Role.Viewer);
        Assert.Contains("2 rows above", await person.Text($"/w/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_moved_between_snapshots_in_withheld_rows_is_not_told()
    {
        var id = await Workspace("marking-moves", Radio("4", "3"), Radio("4", "6"));
        using var partner = await server.SignInCleared(id, "TLP:GREEN", Role.Viewer);
        using var insider = await server.SignInCleared(id, "TLP:AMBER", Role.Viewer);
        Assert.Matches("cells that moved: [1-9]", await insider.Text($"/w/{id}?perimeter=EU27"));
        Assert.Contains("cells that moved: 0", await partner.Text($"/w/{id}?perimeter=EU27"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hash_of_what_is_withheld_is_not_shown()
    {
        var id = await Workspace("marking-hash", Radio("4", "6"));
        var whole = (await (await server.Store()).FindWorkspace(id))!.Current;
        using var partner = await server.SignInCleared(id, "TLP:GREEN", Role.Viewer);
        using var insider = await server.SignInCleared(id, "TLP:AMBER", Role.Viewer);
        Assert.Contains(whole, await insider.Text($"/w/{id}"), StringComparison.Ordinal);
        Assert.DoesNotContain(whole[..12], await partner.Text($"/w/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_leaves_says_in_each_row_how_it_is_to_be_handled()
    {
        var id = await Workspace("marking-files", Radio("4", "6"));
        using var insider = await server.SignInCleared(id, "TLP:AMBER", Role.Viewer);
        var lines = (await insider.Text($"/api/workspaces/{id}/tables/portfolio.csv")).TrimEnd('\n').Split('\n');
        Assert.EndsWith(",Marking", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], l => Assert.EndsWith(",TLP:AMBER", l, StringComparison.Ordinal));
        using var partner = await server.SignInCleared(id, "TLP:GREEN", Role.Viewer);
        using var json = System.Text.Json.JsonDocument.Parse(await partner.Text($"/api/workspaces/{id}/tables/portfolio.json"));
        Assert.Equal(("TLP:CLEAR", 2), (json.RootElement.GetProperty("marking").GetString(), json.RootElement.GetProperty("withheld").GetInt32()));
    }

    [Fact]
    public async Task Many_names_in_one_table_are_warned_of_and_written_down_when_they_leave()
    {
        // All together make just what is needed: each is a single point.
        var many = Radio("4", "5.75");
        for (var i = 0; i < 25; i++) many.Line($"shop-{i:00}", "chip", "0.01");
        var id = await Workspace("marking-names", many);
        using var analyst = await server.SignInCleared(id, "TLP:AMBER", Role.Viewer, Role.Analyst);
        using var given = await analyst.Post($"/api/workspaces/{id}/names", ("reason", "A test of warnings"), ("return", $"/w/{id}"));
        var table = $"/api/workspaces/{id}/tables/single-points.json?of=line&perimeter=EU27";
        Assert.Contains("shop-07", await analyst.Text(table), StringComparison.Ordinal);
        Assert.Contains("rows here name companies", await analyst.Text(table), StringComparison.Ordinal);
        Assert.Contains("names.export", (await (await server.Store()).Audit(workspace: id)).Select(a => a.Event.Action));
        // Few names are no picture of a network.
        Assert.DoesNotContain("rows here name companies", await analyst.Text($"/api/workspaces/{id}/tables/single-points.json?of=country&perimeter=EU27"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_that_name_somebody_are_for_who_repairs_the_data_or_gave_a_reason()
    {
        // A capacity of zero is a finding that names its line.
        var id = await Workspace("marking-findings", Radio("4", "6").Line("fab-nameless", "chip", "0"));
        using var viewer = await server.SignInCleared(id, "TLP:AMBER", Role.Viewer);
        using var steward = await server.SignInCleared(id, "TLP:AMBER", Role.Viewer, Role.Steward);
        Assert.DoesNotContain("fab-nameless", await viewer.Text($"/w/{id}"), StringComparison.Ordinal);
        Assert.Contains("findings name companies", await viewer.Text($"/w/{id}"), StringComparison.Ordinal);
        Assert.Contains("fab-nameless", await steward.Text($"/w/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_is_taken_out_by_an_administrator_who_may_see_all_of_it_and_deleted_by_its_name()
    {
        var id = await Workspace("marking-care", Radio("4", "6"));
        using var viewer = await server.SignInCleared(id, "TLP:RED", Role.Viewer, Role.Analyst, Role.Steward, Role.Auditor);
        using var refused = await viewer.Post($"/api/workspaces/{id}/export");
        using var refusedToo = await viewer.Post($"/api/workspaces/{id}/delete", ("confirm", id));
        Assert.Equal((System.Net.HttpStatusCode.Forbidden, System.Net.HttpStatusCode.Forbidden), (refused.StatusCode, refusedToo.StatusCode));
        using var uncleared = await server.SignInCleared(id, "TLP:GREEN", Role.Administrator);
        using var part = await uncleared.Post($"/api/workspaces/{id}/export");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, part.StatusCode);
        Assert.Contains("TLP:AMBER", await part.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var administrator = await server.SignInCleared(id, "TLP:AMBER", Role.Administrator);
        using var whole = await administrator.Post($"/api/workspaces/{id}/export");
        using (var zip = new System.IO.Compression.ZipArchive(await whole.Content.ReadAsStreamAsync()))
            Assert.Contains("audit.jsonl", zip.Entries.Select(e => e.FullName));
        using var misspelt = await administrator.Post($"/api/workspaces/{id}/delete", ("confirm", "Marking-care"));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, misspelt.StatusCode);
        using var deleted = await administrator.Post($"/api/workspaces/{id}/delete", ("confirm", id));
        Assert.Equal("/", deleted.Headers.Location?.ToString());
        Assert.Null(await (await server.Store()).FindWorkspace(id));
        Assert.Equal(["workspace.export", "workspace.delete"], (await (await server.Store()).Audit(workspace: id)).Select(a => a.Event.Action).TakeLast(2));
    }
}
