using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Papers;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Tests.Stores;

namespace Vauban.Tests.Evidence;

/// <summary>What every library keeps to: the same papers in the same order for the same question.</summary>
public abstract class LibraryContract : IDisposable
{
    private protected abstract IPaperLibrary Library { get; }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    static readonly Paper Ammo = new("ec-2023-asap", "Supporting ammunition production") { Publisher = "European Commission", Date = "2023-07-20", Language = "en", Topics = ["ammunition", "capacity"], Initiatives = ["ASAP"], Technologies = ["ammunition-155"] };
    static readonly Paper Magnets = new("ec-2024-crma", "Critical raw materials") { Publisher = "European Commission", Date = "2024-04", Language = "en", Topics = ["raw materials"] };
    static readonly Paper French = new("fr-2022-souverainete", "Souveraineté et capacités industrielles") { Publisher = "Ministère des armées", Date = "2022", Language = "fr", Topics = ["capacity"] };
    static readonly Paper German = new("de-2024-lieferketten", "Abhängigkeiten in Lieferketten") { Publisher = "BDSV", Date = "2024-09-01", Language = "de", Topics = ["dependencies"] };
    static readonly Paper Secret = new("x-secret", "Ammunition ammunition ammunition") { Publisher = "X", Language = "en", Marking = "TLP:RED" };

    async Task Fill() => await Library.Save(
    [
        (Ammo, new(true, ["The capacities for ammunition must grow.", "Powder needs nitrocellulose, which needs cotton linters. Dependencies grow."])),
        (Magnets, new(false, ["Dependence on one country for magnets is a risk; capacities in Europe are small."])),
        (French, new(true, ["La capacité de production et la dépendance européenne."])), (German, PaperText.None), (Secret, new(true, ["Planted ammunition secret."])),
    ], "u");

    async Task<string> Found(PaperQuery query) => string.Join(' ', (await Library.Search(query)).Hits.Select(h => h.Paper.Id));

    [Fact]
    public async Task Words_are_found_in_any_form_with_or_without_accents_in_three_languages()
    {
        await Fill();
        Assert.Equal("x-secret ec-2023-asap", await Found(new() { Words = "ammunitions" }));
        Assert.Equal("fr-2022-souverainete", await Found(new() { Words = "SOUVERAINETE" }));
        Assert.Equal("de-2024-lieferketten", await Found(new() { Words = "abhängigkeit lieferkette" }));
        Assert.Contains("fr-2022-souverainete", await Found(new() { Words = "capacités" }), StringComparison.Ordinal);
        Assert.Equal("ec-2023-asap", await Found(new() { Words = "linter" }));
        Assert.Equal("", await Found(new() { Words = "of the" }));
        Assert.Equal("", await Found(new() { Words = "submarine" }));
    }

    [Fact]
    public async Task Nothing_asked_gives_all_papers_the_newest_first_and_filters_narrow()
    {
        await Fill();
        Assert.Equal("de-2024-lieferketten ec-2024-crma ec-2023-asap fr-2022-souverainete x-secret", await Found(new()));
        Assert.Equal("ec-2023-asap fr-2022-souverainete", await Found(new() { Topic = "Capacity" }));
        Assert.Equal("ec-2023-asap", await Found(new() { Words = "capacity", Topic = "capacity", Language = "en" }));
        Assert.Equal("ec-2024-crma ec-2023-asap", await Found(new() { Publisher = "european commission" }));
        Assert.Equal("fr-2022-souverainete", await Found(new() { Publisher = "Ministere des armees" }));
        Assert.Equal("ec-2024-crma ec-2023-asap", await Found(new() { From = new(2023, 1, 1), To = new(2024, 6, 30) }));
        Assert.Equal("ec-2023-asap", await Found(new() { Initiative = "asap" }));
        Assert.Equal("ec-2023-asap", await Found(new() { Technology = "ammunition-155" }));
        var second = await Library.Search(new() { Most = 1, Skip = 1 });
        Assert.Equal((5, "ec-2024-crma"), (second.Count, Assert.Single(second.Hits).Paper.Id));
    }

    [Fact]
    public async Task A_hit_shows_where_and_on_which_page_it_was_found()
    {
        await Fill();
        var hit = (await Library.Search(new() { Words = "nitrocellulose" })).Hits[0];
        Assert.Equal((2, "nitrocellulose"), (hit.Page, hit.Snippet!.Parts.Single(p => p.IsFound).Text));
        // A text in parts has no pages to name.
        Assert.Equal(0, (await Library.Search(new() { Words = "magnets risk" })).Hits[0].Page);
    }

    [Fact]
    public async Task What_a_reader_may_not_see_is_not_there_and_counts_for_nothing()
    {
        await Fill();
        var open = new Clearance("TLP:GREEN");
        var withIt = (await Library.Search(new() { Words = "ammunition", Clearance = open })).Hits;
        Assert.Equal("ec-2023-asap", Assert.Single(withIt).Paper.Id);
        Assert.True((await Library.Text("x-secret", open)).IsEmpty);
        Assert.False((await Library.Text("x-secret", Clearance.All)).IsEmpty);
        Assert.DoesNotContain(await Library.Papers(open), p => p.Id == "x-secret");
        await Library.SaveClaim(new("c", "x-secret", "x", "a/b"), "u");
        Assert.Empty(await Library.Claims(open));
        Assert.Empty(await Library.Related("x-secret", 5, open));
        // Scores are those of a library that never had it.
        await Library.Remove("x-secret", "u");
        Assert.Equal(withIt[0].Score, (await Library.Search(new() { Words = "ammunition" })).Hits[0].Score);
        Assert.Empty(await Library.Claims(Clearance.All));
    }

    [Fact]
    public async Task Facts_are_replaced_and_the_text_stays_unless_a_new_one_comes()
    {
        await Fill();
        Assert.Equal(0, await Library.Save([(Ammo with { Title = "Renamed", Note = "zeppelin" }, null)], "u"));
        Assert.Equal("ec-2023-asap", await Found(new() { Words = "zeppelin" }));
        Assert.Equal("ec-2023-asap", await Found(new() { Words = "nitrocellulose" }));
        Assert.Equal(2, (await Library.Text("ec-2023-asap", Clearance.All)).Pages.Count);
        await Library.Save([(Ammo, new(true, ["New text"]))], "u");
        Assert.Equal("", await Found(new() { Words = "nitrocellulose zeppelin" }));
        var back = (await Library.Papers(Clearance.All)).Single(p => p.Id == Ammo.Id);
        Assert.True(Ammo.Says(back));
    }

    [Fact]
    public async Task Claims_are_kept_replaced_and_removed()
    {
        await Fill();
        var claim = new Claim("linters", Ammo.Id, "More than 70 % …", "exposure/concentration/cotton-linters/country:CN") { IsQuote = true, Page = "2", Date = "2024-04", Package = "ammunition-155", Perimeter = "EU27", Stance = Stance.Mentions, Value = "70..", Unit = "%", Marking = "TLP:GREEN", Note = "=read" };
        Assert.True(await Library.SaveClaim(claim, "u"));
        Assert.False(await Library.SaveClaim(claim with { Page = "3" }, "u"));
        Assert.Equal(claim with { Page = "3" }, Assert.Single(await Library.Claims(Clearance.All)));
        Assert.Empty(await Library.Claims(Clearance.Public));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Library.SaveClaim(claim with { Paper = "nowhere" }, "u"));
        await Assert.ThrowsAsync<ArgumentException>(() => Library.SaveClaim(claim with { Value = "many" }, "u"));
        Assert.True(await Library.RemoveClaim("linters", "u"));
        Assert.False(await Library.RemoveClaim("linters", "u"));
    }

    [Fact]
    public async Task Who_saves_over_what_he_did_not_see_is_refused_and_nothing_is_written()
    {
        await Fill();
        var seen = VersionTag.Of((await Library.Papers(Clearance.All)).Single(p => p.Id == Ammo.Id));
        await Library.Save([(Ammo with { Note = "theirs" }, null)], "u", seen);
        await Assert.ThrowsAsync<StaleSaveException>(() => Library.Save([(Ammo with { Note = "mine" }, null)], "u", seen));
        await Assert.ThrowsAsync<StaleSaveException>(() => Library.Save([(Ammo, null)], "u", ""));
        Assert.Equal("theirs", (await Library.Papers(Clearance.All)).Single(p => p.Id == Ammo.Id).Note);
        var claim = new Claim("c", Ammo.Id, "x", "a/b");
        Assert.True(await Library.SaveClaim(claim, "u", ""));
        await Assert.ThrowsAsync<StaleSaveException>(() => Library.SaveClaim(claim with { Text = "y" }, "u", ""));
        Assert.False(await Library.SaveClaim(claim with { Text = "y" }, "u", VersionTag.Of(claim)));
        await Assert.ThrowsAsync<StaleSaveException>(() => Library.SaveClaim(claim with { Text = "z" }, "u", VersionTag.Of(claim)));
        Assert.Equal("y", Assert.Single(await Library.Claims(Clearance.All)).Text);
    }

    [Fact]
    public async Task Related_papers_share_rare_terms()
    {
        await Fill();
        var near = await Library.Related(Ammo.Id, 3, new("TLP:GREEN"));
        Assert.Equal("ec-2024-crma", Assert.Single(near).Paper.Id);
        Assert.InRange(near[0].Score, 0.001, 0.999);
    }

    [Fact]
    public async Task A_paper_that_is_none_is_refused_and_nothing_of_its_batch_is_kept()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Library.Save([(Ammo, null), (new("../x", "Title"), null)], "u"));
        await Assert.ThrowsAsync<ArgumentException>(() => Library.Save([(new("x", "half \ud800"), null)], "u"));
        Assert.Empty(await Library.Papers(Clearance.All));
    }

    [Fact]
    public async Task Generated_papers_come_in_the_order_that_the_other_libraries_give()
    {
        await Library.Save([.. GeneratedPapers.Make(120)], "u");
        var order = new List<string>();
        foreach (var words in new[] { "capacity", "powder steel", "magnet dependence supply" })
            foreach (var query in new PaperQuery[] { new() { Words = words, Most = 8 }, new() { Words = words, Topic = "topic 2", Most = 5 }, new() { Words = words, From = new(2020, 1, 1), Skip = 3, Most = 4 } })
                order.AddRange((await Library.Search(query)).Hits.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Paper.Id} {h.Score:0.000000} {h.Page}")));
        order.AddRange((await Library.Related("paper-7", 5, Clearance.All)).Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Paper.Id} {h.Score:0.000000}")));
        Approved.Check(string.Join('\n', order) + "\n", "tests/Tests/Evidence/order.approved.txt");
    }
}

public sealed class FolderLibraryTests : LibraryContract
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-library");

    // Opened anew for every call: what counts is what lies in the files.
    private protected override IPaperLibrary Library => new FolderLibrary(_folder.FullName, []);

    public override void Dispose()
    {
        base.Dispose();
        _folder.Delete(recursive: true);
    }
}

public sealed class SqliteLibraryTests : LibraryContract
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-library");
    readonly IWorkspaceStore _store;

    public SqliteLibraryTests()
    {
        _store = WorkspaceStores.OpenFolder(_folder.FullName, new TestClock());
        _store.SaveWorkspace(new("w", "W"), "ann").GetAwaiter().GetResult();
    }

    private protected override IPaperLibrary Library => _store.Library("w");

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_workspace_keeps_its_marking_its_export_has_the_texts_and_its_end_is_that_of_the_library()
    {
        var workspace = (await _store.FindWorkspace("w"))!;
        await _store.SaveWorkspace(workspace with { Marking = "TLP:GREEN" }, "ann");
        await Assert.ThrowsAsync<MarkingException>(() => Library.Save([(new("a", "A") { Marking = "TLP:RED" }, null)], "u"));
        await Library.Save([(new("a", "A"), new(true, ["one", "two"]))], "u");
        using var zip = new MemoryStream();
        await _store.ExportWorkspace("w", zip, "ann");
        using var archive = new System.IO.Compression.ZipArchive(zip);
        using var text = new StreamReader(archive.GetEntry("texts/a.txt")!.Open());
        Assert.Equal("one\ftwo", await text.ReadToEndAsync(TestContext.Current.CancellationToken));
        await _store.DeleteWorkspace("w", "ann");
        Assert.Empty(await Library.Papers(Clearance.All));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Library.Save([(new("a", "A"), null)], "u"));
    }
}

public sealed class PostgresLibraryTests : LibraryContract
{
    readonly IWorkspaceStore _store;

    public PostgresLibraryTests(PostgresServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        _store = WorkspaceStores.OpenServer(server.NewDatabase(), new TestClock());
        _store.SaveWorkspace(new("w", "W"), "ann").GetAwaiter().GetResult();
    }

    private protected override IPaperLibrary Library => _store.Library("w");

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
    }
}
