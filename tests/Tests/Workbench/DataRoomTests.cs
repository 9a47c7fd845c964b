using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.DataRoom;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Stores;

namespace Vauban.Tests.Workbench;

public sealed class DataRoomTests(WorkbenchServer server)
{
    // 120 radios a month become 20: producing 100 fails.
    static readonly (string, string) Fewer = ("radio-works,,radio,120", "radio-works,,radio,20");
    static readonly (string, string) Wrong = ("radio-works,,radio,120,piece/month", "radio-works,,radio,120,barrel/month");

    [Fact]
    public async Task What_is_sent_is_shown_and_not_stored_before_it_is_accepted()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        var before = await bench.Current();
        var page = await bench.Send(steward, DataRoomBench.Hello(Fewer), ("note", "Plant on half shift"));
        Assert.StartsWith(bench.Page("data/draft?id="), page, StringComparison.Ordinal);
        Assert.Equal(before, await bench.Current());
        var text = WebUtility.HtmlDecode(await steward.Text(page));
        Assert.Contains("It can be taken: no errors", text, StringComparison.Ordinal);
        Assert.Contains("Rows that differ: 1;", text, StringComparison.Ordinal);
        Assert.Contains("radio-de", text, StringComparison.Ordinal);
        Assert.Contains("Nothing is stored yet", text, StringComparison.Ordinal);
        using var accepted = await steward.Post(bench.Api($"uploads/{DataRoomBench.IdOf(page)}/accept"), ("base", before));
        Assert.Equal(bench.Page("data?sent=new"), accepted.Headers.Location!.ToString());
        Assert.Equal(DataRoomBench.Package(DataRoomBench.Hello(Fewer)).Hash, await bench.Current());
        var snapshot = (await (await server.Store()).Snapshots(bench.Id))[0];
        Assert.Equal((2, "Plant on half shift", steward.User!.Id), (snapshot.Number, snapshot.Note, snapshot.AddedBy));
        Assert.Contains("Plant on half shift", await steward.Text(bench.Page()), StringComparison.Ordinal);
        using var gone = await steward.Get(bench.Api("uploads/" + DataRoomBench.IdOf(page)));
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
    }

    [Fact]
    public async Task Errors_block_and_stand_with_their_place_and_the_copy_holds_them_beside_their_cells()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        var before = await bench.Current();
        var page = await bench.Send(steward, DataRoomBench.Hello(Wrong));
        var text = WebUtility.HtmlDecode(await steward.Text(page));
        Assert.Contains("It cannot be taken: 1 errors", text, StringComparison.Ordinal);
        Assert.Contains("capacity_unit", text, StringComparison.Ordinal);
        Assert.Matches("lines\\.csv[^<]*2[^<]*capacity_unit", text);
        Assert.DoesNotContain("Take it as the new snapshot", text, StringComparison.Ordinal);
        var id = DataRoomBench.IdOf(page);
        using var refused = await steward.Post(bench.Api($"uploads/{id}/accept"), ("base", before));
        Assert.Contains("problem=errors", refused.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await bench.Current());
        using var copy = await steward.Get(bench.Api($"uploads/{id}/copy.xlsx"));
        using var zip = new ZipArchive(await copy.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        using var book = new StreamReader(zip.GetEntry("xl/workbook.xml")!.Open());
        Assert.Contains("x-findings", await book.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_stores_at_once_and_the_same_content_again_is_the_same_snapshot()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        var (files, before) = (DataRoomBench.Zip(DataRoomBench.Hello(Fewer)), await bench.Current());
        using var unsaid = await steward.Upload(bench.Api("uploads"), [("x.zip", files)], true, ("declared", "yes"), ("accept", "yes"));
        Assert.Equal(HttpStatusCode.PreconditionRequired, unsaid.StatusCode);
        using var first = await steward.Upload(bench.Api("uploads"), [("x.zip", files)], true, ("declared", "yes"), ("accept", "yes"), ("base", before));
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal($"\"{await bench.Current()}\"", first.Headers.ETag!.Tag);
        // A retry after a lost answer says what it said before.
        using var again = await steward.Upload(bench.Api("uploads"), [("x.zip", files)], true, ("declared", "yes"), ("accept", "yes"), ("base", before));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(2, (await (await server.Store()).Snapshots(bench.Id)).Count);
        using var wrong = await steward.Upload(bench.Api("uploads"), DataRoomBench.Hello(Wrong), true, ("declared", "yes"), ("accept", "yes"), ("base", await bench.Current()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var said = JsonDocument.Parse(await wrong.Content.ReadAsStringAsync());
        Assert.Equal(("capacity_unit", 2), (said.RootElement.GetProperty("findings")[0].GetProperty("column").GetString(), said.RootElement.GetProperty("findings")[0].GetProperty("row").GetInt32()));
    }

    [Fact]
    public async Task Who_is_overtaken_stores_nothing_and_is_told_by_whom()
    {
        var bench = await DataRoomBench.Make(server);
        using var first = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var second = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        var before = await bench.Current();
        var mine = await bench.Send(second, DataRoomBench.Hello(("board,40,piece", "board,45,piece")));
        var theirs = await bench.Send(first, DataRoomBench.Hello(Fewer));
        using var taken = await first.Post(bench.Api($"uploads/{DataRoomBench.IdOf(theirs)}/accept"), ("base", before));
        Assert.Contains("sent=new", taken.Headers.Location!.ToString(), StringComparison.Ordinal);
        var winner = await bench.Current();
        using var late = await second.Post(bench.Api($"uploads/{DataRoomBench.IdOf(mine)}/accept"), ("base", before));
        Assert.Equal(mine + "&problem=changed", late.Headers.Location!.ToString());
        Assert.Equal(winner, await bench.Current());
        var text = WebUtility.HtmlDecode(await second.Text(late.Headers.Location!.ToString()));
        Assert.Contains(first.User!.Name + " made another snapshot the current one", text, StringComparison.Ordinal);
        Assert.Contains($"data/changes?before=1&after=2", text, StringComparison.Ordinal);
        // Against the winner's snapshot both rows differ: taking it now would take the other's change back.
        Assert.Contains("Rows that differ: 2;", text, StringComparison.Ordinal);
        using var program = await second.Upload(bench.Api("uploads"), DataRoomBench.Hello(("board,40,piece", "board,45,piece")), true, ("declared", "yes"), ("accept", "yes"), ("base", before));
        Assert.Equal((HttpStatusCode.PreconditionFailed, $"\"{winner}\""), (program.StatusCode, program.Headers.ETag!.Tag));
    }

    [Fact]
    public async Task A_draft_is_its_senders_alone_and_stewards_only_send()
    {
        var bench = await DataRoomBench.Make(server);
        using var sender = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var other = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var viewer = await server.SignIn(bench.Id, Role.Viewer, Role.Analyst);
        var page = await bench.Send(sender, DataRoomBench.Hello(Fewer));
        Assert.Contains("This draft is gone", await other.Text(page), StringComparison.Ordinal);
        foreach (var path in new[] { "", "/copy.xlsx", "/diff" })
        {
            using var foreign = await other.Get(bench.Api($"uploads/{DataRoomBench.IdOf(page)}{path}"));
            Assert.NotEqual(HttpStatusCode.OK, foreign.StatusCode);
        }
        using var table = await other.Get(bench.Api($"tables/findings.json?id={DataRoomBench.IdOf(page)}"));
        Assert.Equal(HttpStatusCode.BadRequest, table.StatusCode);
        using var refused = await viewer.Upload(bench.Api("uploads"), DataRoomBench.Hello(Fewer), true, ("declared", "yes"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("uploads", await viewer.Text(bench.Page()), StringComparison.Ordinal);
        using var undeclared = await sender.Upload(bench.Api("uploads"), DataRoomBench.Hello(Fewer), true);
        Assert.Equal(HttpStatusCode.BadRequest, undeclared.StatusCode);
    }

    [Fact]
    public void Drafts_end_after_their_hour_and_the_oldest_make_room()
    {
        var clock = new TestClock();
        var drafts = new Drafts(clock);
        var kept = Enumerable.Range(0, Drafts.MostOfOne + 1).Select(_ => drafts.Keep(new("", "w", "me", [], new(null, [])))).ToArray();
        var theirs = drafts.Keep(new("", "w", "other", [], new(null, [])));
        Assert.Null(drafts.Find(kept[0].Id, "w", "me"));
        Assert.Equal(kept.Skip(1).Reverse().Select(d => d.Id), drafts.Of("w", "me").Select(d => d.Id));
        Assert.Null(drafts.Find(kept[1].Id, "w", "other"));
        Assert.Null(drafts.Find(kept[1].Id, "elsewhere", "me"));
        clock.Move(Drafts.Lifetime);
        Assert.Null(drafts.Find(theirs.Id, "w", "other"));
    }

    [Fact]
    public async Task Contradictions_stand_side_by_side_until_they_are_decided()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        var sent = await bench.Send(steward, [("other.zip", DataRoomBench.Zip(DataRoomBench.Hello(("board,40,piece", "board,45,piece"))))]);
        using var begun = await steward.Post(bench.Api("merges"), ("draft", DataRoomBench.IdOf(sent)), ("snapshot", "1"));
        var page = begun.Headers.Location!.ToString();
        var text = WebUtility.HtmlDecode(await steward.Text(page));
        Assert.Contains("1 contradictions wait for a decision", text, StringComparison.Ordinal);
        Assert.Contains("45 piece/month", text, StringComparison.Ordinal);
        Assert.Contains("snapshot-1", text, StringComparison.Ordinal);
        using var decided = await steward.Post(bench.Api("merges/" + DataRoomBench.IdOf(page)), ("decide lines/board-fr/capacity", "other"), ("reason", "newer"));
        Assert.Contains("It can be taken", await steward.Text(decided.Headers.Location!.ToString()), StringComparison.Ordinal);
        using var accepted = await steward.Post(bench.Api($"uploads/{DataRoomBench.IdOf(page)}/accept"), ("base", await bench.Current()));
        Assert.Contains("sent=new", accepted.Headers.Location!.ToString(), StringComparison.Ordinal);
        var package = await (await server.Store()).LoadPackage(bench.Id, await bench.Current());
        Assert.Equal("45", package!["lines"].Cell(package["lines"].Rows.Single(r => r.Cells[0] == "board-fr"), "capacity"));
        using var one = await steward.Post(bench.Api("merges"), ("snapshot", "2"));
        Assert.Contains("problem=two", one.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_snapshots_are_compared_as_the_command_does_and_the_older_one_becomes_current_again()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        var before = await bench.Current();
        await (await server.Store()).AddSnapshot(bench.Id, DataRoomBench.Package(DataRoomBench.Hello(Fewer)), "test");
        var after = await bench.Current();
        var folder = Directory.CreateTempSubdirectory("vauban-diff-");
        try
        {
            foreach (var (name, files) in new[] { ("a.zip", DataRoomBench.Hello()), ("b.zip", DataRoomBench.Hello(Fewer)) }) File.WriteAllBytes(Path.Combine(folder.FullName, name), DataRoomBench.Zip(files));
            var command = CommandRun.Of("diff", Path.Combine(folder.FullName, "a.zip"), Path.Combine(folder.FullName, "b.zip"), "--json", "--trials", "0");
            Assert.Equal(command.Output.TrimEnd(), (await steward.Text(bench.Api("snapshots/1/diff/2"))).TrimEnd());
        }
        finally
        {
            folder.Delete(true);
        }
        var text = WebUtility.HtmlDecode(await steward.Text(bench.Page("data/changes?before=1&causes=yes")));
        Assert.Contains("Rows that differ: 1;", text, StringComparison.Ordinal);
        Assert.Contains("lines/radio-de", text, StringComparison.Ordinal);
        using var back = await steward.Post(bench.Api("snapshots/1/current"), ("base", after));
        Assert.Contains("sent=back", back.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await bench.Current());
        using var late = await steward.Post(bench.Api("snapshots/2/current"), ("base", after));
        Assert.Contains("problem=changed", late.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await bench.Current());
        using var unknown = await steward.Get(bench.Api("snapshots/9/diff/2"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_flat_sheet_is_found_out_and_becomes_the_first_snapshot()
    {
        var bench = await DataRoomBench.Make(server, hasData: false);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        Assert.Contains("This workspace has no data yet", await steward.Text(bench.Page()), StringComparison.Ordinal);
        var page = await bench.Send(steward, [("first-sheet.csv", File.ReadAllBytes(Path.Combine(SourceTree.Root, "examples/first-sheet.csv")))], ("goal", "150/month"));
        var text = await steward.Text(page);
        Assert.Contains("Take it as the first snapshot", text, StringComparison.Ordinal);
        Assert.Contains("items, ", text, StringComparison.Ordinal);
        using var accepted = await steward.Post(bench.Api($"uploads/{DataRoomBench.IdOf(page)}/accept"), ("base", ""));
        Assert.Contains("sent=new", accepted.Headers.Location!.ToString(), StringComparison.Ordinal);
        var package = await (await server.Store()).LoadPackage(bench.Id, await bench.Current());
        Assert.Equal("150", package!["goals"].Cell(package["goals"].Rows[0], "rate"));
    }

    [Fact]
    public async Task A_file_of_another_program_waits_with_what_was_found_and_is_added_to_the_data()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        var store = await server.Store();
        var before = (await store.LoadPackage(bench.Id, await bench.Current()))!;
        var bom = """{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"type":"device","bom-ref":"r","name":"Example board"}},"components":[{"type":"device","bom-ref":"c","name":"Example chip"}],"dependencies":[{"ref":"r","dependsOn":["c","nowhere"]}]}"""u8.ToArray();
        var page = await bench.Send(steward, [("board.json", bom)]);
        var text = WebUtility.HtmlDecode(await steward.Text(page));
        Assert.Contains("\"nowhere\" (dependencies) is not in the files", text, StringComparison.Ordinal);
        Assert.Contains("example-chip", text, StringComparison.Ordinal);
        using var accepted = await steward.Post(bench.Api($"uploads/{DataRoomBench.IdOf(page)}/accept"), ("base", await bench.Current()));
        Assert.Contains("sent=new", accepted.Headers.Location!.ToString(), StringComparison.Ordinal);
        var after = (await store.LoadPackage(bench.Id, await bench.Current()))!;
        Assert.Equal(before["items"].Rows.Select(r => r.Cells[0]).Concat(["example-board", "example-chip"]).Order(StringComparer.Ordinal), after["items"].Rows.Select(r => r.Cells[0]).Order(StringComparer.Ordinal));
        Assert.Equal(before["lines"].Rows.Count, after["lines"].Rows.Count);
        // A table has to be named as foreign, since it may be a flat sheet; what nobody knows is an error with the formats there are.
        var shares = await steward.Text(await bench.Send(steward, [("shares.csv", "item,country,share\nOre,NO,40\n"u8.ToArray())], ("kind", "foreign")));
        Assert.Contains("ore-no", shares, StringComparison.Ordinal);
        Assert.Contains("follow-the-money", await steward.Text(await bench.Send(steward, [("x.csv", "a,b\n1,2\n"u8.ToArray())], ("kind", "foreign"))), StringComparison.Ordinal);
        using var trap = await steward.Upload(bench.Api("uploads"), [("trap.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><graphml>&b;</graphml>"u8.ToArray())], true, ("declared", "yes"), ("kind", "foreign"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, trap.StatusCode);
        Assert.DoesNotContain("root:", await trap.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_see_all_of_the_data_cannot_replace_them()
    {
        var bench = await DataRoomBench.Make(server);
        var store = await server.Store();
        var package = DataRoomBench.Package(DataRoomBench.Hello());
        var lines = package["lines"];
        var at = lines.Spec.IndexOf("marking");
        await store.AddSnapshot(bench.Id, package.With(lines with { Rows = [.. lines.Rows.Select(r => r.Cells[0] == "board-fr" ? r with { Cells = [.. r.Cells.Select((c, i) => i == at ? "TLP:RED" : c)] } : r)] }), "test");
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        await store.SetMembership(new(bench.Id, steward.User!.Id, new HashSet<Role> { Role.Viewer, Role.Steward }, "TLP:CLEAR"), "test");
        using var refused = await steward.Upload(bench.Api("uploads"), DataRoomBench.Hello(Fewer), true, ("declared", "yes"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("board-fr", await steward.Text(bench.Page()), StringComparison.Ordinal);
        var zip = await (await steward.Get(bench.Api("snapshots/2.zip"))).Content.ReadAsByteArrayAsync();
        using var stream = new MemoryStream(zip);
        Assert.DoesNotContain(PackageReader.Load("x.zip", stream, new List<Finding>())!["lines"].Rows, r => r.Cells[0] == "board-fr");
    }

    [Fact]
    public async Task Without_the_right_to_names_findings_are_counted_and_rows_stay_hidden()
    {
        var bench = await DataRoomBench.Make(server);
        await (await server.Store()).AddSnapshot(bench.Id, DataRoomBench.Package(DataRoomBench.Hello(Fewer)), "test");
        using var viewer = await server.SignIn(bench.Id, Role.Viewer);
        var pages = await viewer.Text(bench.Page()) + await viewer.Text(bench.Page("data/changes?before=1&causes=yes"));
        Assert.DoesNotContain("radio-de", pages, StringComparison.Ordinal);
        Assert.DoesNotContain("Radio assembly", pages, StringComparison.Ordinal);
        Assert.Contains("1 changes are not shown", pages, StringComparison.Ordinal);
        Assert.DoesNotContain("radio-de", await viewer.Text(bench.Api("tables/diff-rows.csv?before=1")), StringComparison.Ordinal);
        foreach (var path in new[] { "snapshots/1.zip", "snapshots/1/diff/2" })
        {
            using var refused = await viewer.Get(bench.Api(path));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_trap_in_an_archive_is_an_error_with_a_sentence()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var many = new MemoryStream();
        using (var zip = new ZipArchive(many, ZipArchiveMode.Create, true))
            for (var i = 0; i < 300; i++) zip.CreateEntry($"{i}.csv");
        foreach (var bytes in new[] { many.ToArray(), "PK damaged"u8.ToArray(), [], Encoding.UTF8.GetBytes("id\u0000") })
        {
            using var answer = await steward.Upload(bench.Api("uploads"), [("trap.zip", bytes), .. bytes.Length == 0 ? new[] { ("items.csv", bytes) } : []], true, ("declared", "yes"), ("accept", "yes"), ("base", await bench.Current()));
            Assert.True((int)answer.StatusCode is 400 or 422, answer.StatusCode.ToString());
        }
    }
}
