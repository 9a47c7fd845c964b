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
}
