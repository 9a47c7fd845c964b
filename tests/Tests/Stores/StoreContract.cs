using Vauban.Adapters.Stores;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;
using Vauban.Tests.Model;

namespace Vauban.Tests.Stores;

/// <summary>What every store keeps to.</summary>
public abstract partial class StoreContract : IDisposable
{
    IWorkspaceStore? _store;

    /// <summary>Opens a store on the database of this test, which is empty at first.</summary>
    private protected abstract IWorkspaceStore Open(TimeProvider clock, StoreLimits? limits = null);

    private protected TestClock Clock { get; } = new();

    private protected IWorkspaceStore Store => _store ??= Open(Clock);

    public virtual void Dispose()
    {
        _store?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the store and opens it anew, as after a restart.</summary>
    private protected void Restart()
    {
        _store?.Dispose();
        _store = null;
    }

    private protected static Package Small(string capacity = "5") => new TestPackage().Items("x").Line("a", "x", capacity).Goal("produce", "x", "4").Package;

    private protected async Task<Workspace> MakeWorkspace(string id = "w")
    {
        var saved = await Store.SaveWorkspace(new(id, "Workspace " + id), "ann");
        Assert.True(saved.IsSaved);
        return saved.Stored;
    }

    [Fact]
    public async Task Lines_of_the_log_are_found_by_kind_person_and_time_newest_first()
    {
        var store = Store;
        await store.Append(new("anna", "w", "snapshot.add", "1"));
        Clock.Move(TimeSpan.FromDays(1));
        await store.Append(new("bert", "w", "snapshot.again", "2"));
        await store.Append(new("anna", "w", "decision.save", "3"));
        await store.Append(new("anna", "other", "snapshot.add", "4"));
        async Task<string> Found(AuditQuery query) => string.Concat((await store.FindAudit(query)).Select(e => e.Event.Target));
        Assert.Equal("321", await Found(new() { Workspace = "w" }));
        Assert.Equal("21", await Found(new() { Workspace = "w", Action = "snapshot." }));
        Assert.Equal("431", await Found(new() { Actor = "anna" }));
        Assert.Equal("1", await Found(new() { Until = Clock.GetUtcNow() }));
        Assert.Equal("432", await Found(new() { From = Clock.GetUtcNow() }));
        var all = await store.FindAudit(new() { Most = 2 });
        Assert.Equal("21", await Found(new() { Before = all[^1].Number }));
        await Assert.ThrowsAsync<ArgumentException>(() => store.FindAudit(new() { Action = "%" }));
    }

    [Fact]
    public async Task A_person_comes_back_as_saved_after_a_restart()
    {
        var user = new User("u1", "Zoë.Ångström")
        {
            DisplayName = "Zoë 'Ö' Ångström; DROP TABLE users",
            Language = "fr",
            PasswordHash = "hash",
            Issuer = "https://id.example",
            Subject = "42",
            IsAdministrator = true,
            SecurityStamp = "s",
            Failures = 3,
            LockedUntil = Clock.GetUtcNow().AddMinutes(5),
            TotpSecret = "t",
        };
        await Store.SaveUser(user, "system");
        Restart();

        var expected = user with { Created = Clock.GetUtcNow(), Version = 1 };
        Assert.Equal(expected, await Store.FindUser("u1"));
        Assert.Equal(expected, await Store.FindUserByName("ZOË.Ångström"));
        Assert.Equal(expected, await Store.FindUserBySubject("https://id.example", "42"));
        Assert.Equal([expected], await Store.Users());
        Assert.Null(await Store.FindUserBySubject("https://other.example", "42"));
    }

    [Fact]
    public async Task The_last_administrator_of_the_installation_stays_one()
    {
        var first = (await Store.SaveUser(new("u1", "ann") { IsAdministrator = true }, "ann")).Stored;
        Assert.Equal(SaveStatus.Last, (await Store.SaveUser(first with { IsDisabled = true }, "ann")).Status);
        Assert.Equal(SaveStatus.Last, (await Store.SaveUser(first with { IsAdministrator = false }, "ann")).Status);
        Assert.Equal(first, await Store.FindUser("u1"));
        var closed = (await Store.SaveUser(new("u2", "bob") { IsAdministrator = true, IsDisabled = true }, "ann")).Stored;
        Assert.Equal(SaveStatus.Last, (await Store.SaveUser(first with { IsAdministrator = false }, "ann")).Status);
        await Store.SaveUser(closed with { IsDisabled = false }, "ann");
        Assert.True((await Store.SaveUser(first with { IsAdministrator = false }, "ann")).IsSaved);
    }

    [Fact]
    public async Task Of_two_who_change_the_same_roles_the_second_is_told_and_the_last_administrator_stays_one()
    {
        await MakeWorkspace();
        foreach (var name in new[] { "u1", "u2" }) await Store.SaveUser(new(name, name), "ann");
        var administrator = new Membership("w", "u1", new HashSet<Role> { Role.Administrator }, "TLP:RED");
        Assert.True((await Store.SaveMembership(administrator, null, "ann")).IsSaved);
        Assert.Equal(SaveStatus.Last, (await Store.SaveMembership(administrator with { Roles = new HashSet<Role> { Role.Viewer } }, administrator, "ann")).Status);
        Assert.Equal(SaveStatus.Last, (await Store.SaveMembership(administrator with { Roles = new HashSet<Role>() }, administrator, "ann")).Status);

        var viewer = new Membership("w", "u2", new HashSet<Role> { Role.Viewer }, "TLP:GREEN");
        Assert.True((await Store.SaveMembership(viewer, null, "ann")).IsSaved);
        Assert.True((await Store.SaveMembership(viewer with { Roles = new HashSet<Role> { Role.Administrator } }, viewer, "ann")).IsSaved);
        var late = await Store.SaveMembership(viewer with { Clearance = "TLP:RED" }, viewer, "bob");
        Assert.Equal(SaveStatus.Changed, late.Status);
        Assert.Equal([new("roles", "Viewer", "Administrator"), new("clearance", "TLP:RED", "TLP:GREEN")], late.Differences);
        Assert.Equal(SaveStatus.Changed, (await Store.SaveMembership(viewer, null, "bob")).Status);
        Assert.Equal(["Administrator"], (await Store.MembersOf("w")).Single(m => m.User == "u2").Roles.Select(r => r.ToString()));

        Assert.True((await Store.SaveMembership(administrator with { Roles = new HashSet<Role>() }, administrator, "ann")).IsSaved);
        Assert.Equal(["u2"], (await Store.MembersOf("w")).Select(m => m.User));
        Assert.Equal(SaveStatus.Gone, (await Store.SaveMembership(viewer with { User = "nobody" }, null, "ann")).Status);
    }

    [Fact]
    public async Task No_two_persons_share_a_name_or_a_subject()
    {
        await Store.SaveUser(new("u1", "Ann") { Issuer = "i", Subject = "1" }, "system");

        Assert.Equal(SaveStatus.Taken, (await Store.SaveUser(new("u2", "ANN"), "system")).Status);
        Assert.Equal(SaveStatus.Taken, (await Store.SaveUser(new("u2", "Bob") { Issuer = "i", Subject = "1" }, "system")).Status);
        Assert.True((await Store.SaveUser(new("u2", "Bob"), "system")).IsSaved);
        Assert.True((await Store.SaveUser(new("u3", "Cleo"), "system")).IsSaved);
        Assert.Equal(["u1", "u2", "u3"], (await Store.Users()).Select(u => u.Id));
    }

    [Fact]
    public async Task The_later_of_two_editors_is_told_where_the_versions_differ_and_changes_nothing()
    {
        var read = await MakeWorkspace();
        var first = await Store.SaveWorkspace(read with { Name = "One", Perimeters = ["EU27"] }, "ann");
        var second = await Store.SaveWorkspace(read with { Name = "Two" }, "bob");

        Assert.Equal(2, first.Stored.Version);
        Assert.Equal(SaveStatus.Changed, second.Status);
        Assert.Equal(first.Stored, second.Stored);
        Assert.Equal([new("name", "Two", "One"), new("perimeters", "", "EU27")], second.Differences);
        Assert.Equal("One", (await Store.FindWorkspace("w"))!.Name);
        Assert.True((await Store.SaveWorkspace(second.Stored with { Name = "Two" }, "bob")).IsSaved);
    }

    [Fact]
    public async Task A_difference_names_a_secret_without_its_value()
    {
        var read = (await Store.SaveUser(new("u", "Ann") { PasswordHash = "old" }, "system")).Stored;
        await Store.SaveUser(read with { PasswordHash = "new" }, "system");

        Assert.Equal([new("password_hash", "", "")], (await Store.SaveUser(read with { PasswordHash = "other" }, "system")).Differences);
    }

    [Fact]
    public async Task A_new_thing_does_not_replace_one_of_the_same_id_and_a_change_of_nothing_makes_nothing()
    {
        await MakeWorkspace();

        Assert.Equal(SaveStatus.Taken, (await Store.SaveWorkspace(new("w", "Other"), "bob")).Status);
        var gone = await Store.SaveWorkspace(new("v", "Other") { Version = 3 }, "bob");
        Assert.Equal(SaveStatus.Gone, gone.Status);
        Assert.Throws<InvalidOperationException>(() => gone.Stored);
        Assert.Equal(["w"], (await Store.Workspaces()).Select(w => w.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("../a")]
    public async Task A_workspace_has_an_id_that_may_stand_in_an_address(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveWorkspace(new(id, "x"), "ann"));

    [Fact]
    public async Task A_membership_replaces_the_one_before_and_ends_without_roles()
    {
        await MakeWorkspace();
        await MakeWorkspace("v");
        await Store.SaveUser(new("u", "Ann"), "system");
        Assert.True(await Store.SetMembership(new("w", "u", new HashSet<Role> { Role.Steward, Role.Viewer }, "TLP:AMBER"), "adm"));
        Assert.True(await Store.SetMembership(new("v", "u", new HashSet<Role> { Role.Company }, "TLP:CLEAR", "p1"), "adm"));
        Assert.True(await Store.SetMembership(new("w", "u", new HashSet<Role> { Role.Analyst }, "TLP:GREEN"), "adm"));

        var of = await Store.MembershipsOf("u");
        Assert.Equal([("v", "Company", "TLP:CLEAR", "p1"), ("w", "Analyst", "TLP:GREEN", "")], of.Select(m => (m.Workspace, string.Join(' ', m.Roles), m.Clearance, m.Party)));
        Assert.True(await Store.SetMembership(new("w", "u", new HashSet<Role>(), ""), "adm"));
        Assert.Empty(await Store.MembersOf("w"));
        Assert.Single(await Store.MembersOf("v"));
        Assert.False(await Store.SetMembership(new("w", "nobody", new HashSet<Role> { Role.Viewer }, ""), "adm"));
        Assert.False(await Store.SetMembership(new("nowhere", "u", new HashSet<Role> { Role.Viewer }, ""), "adm"));
    }

    [Fact]
    public async Task The_same_content_again_is_the_same_snapshot()
    {
        await MakeWorkspace();
        var (first, isNew) = await Store.AddSnapshot("w", Small(), "ann", "first");
        Clock.Move(TimeSpan.FromDays(1));
        var (again, isNewAgain) = await Store.AddSnapshot("w", Small(), "bob", "again");
        var (other, _) = await Store.AddSnapshot("w", Small("6"), "bob");

        Assert.True(isNew);
        Assert.False(isNewAgain);
        Assert.Equal(first, again);
        Assert.Equal((Small().Hash, 1, "first", "ann"), (first.Hash, first.Number, first.Note, first.AddedBy));
        Assert.Equal([other.Hash, first.Hash], (await Store.Snapshots("w")).Select(s => s.Hash));
        Assert.Equal(other.Hash, (await Store.FindWorkspace("w"))!.Current);
    }

    [Fact]
    public async Task A_snapshot_loads_with_the_content_that_its_hash_says()
    {
        await MakeWorkspace();
        var package = new TestPackage().Items("x").Add("parties", "id=p name=Ätna__Werke marking=TLP:AMBER", "id=q").Package;
        var (snapshot, _) = await Store.AddSnapshot("w", package, "ann");
        Restart();

        var loaded = await Store.LoadPackage("w", snapshot.Hash);
        Assert.Equal(package.Canonical, loaded!.Canonical);
        Assert.Equal((3, "TLP:AMBER", "Test"), (snapshot.Rows, snapshot.Marking, snapshot.Title));
        Assert.Equal(snapshot.Bytes, (await Store.SnapshotBytes("w", snapshot.Hash))!.Length);
    }

    [Fact]
    public async Task A_snapshot_over_one_that_is_not_current_any_more_is_refused_unless_it_is_the_same()
    {
        await Store.SaveWorkspace(new("race", "Race"), "ann");
        var (first, _) = await Store.AddSnapshot("race", Small(), "ann", expected: "");
        var (second, _) = await Store.AddSnapshot("race", Small("6"), "bob", expected: first.Hash);
        var late = await Assert.ThrowsAsync<SnapshotChangedException>(() => Store.AddSnapshot("race", Small("7"), "ann", expected: first.Hash));
        Assert.Equal(second.Hash, late.Current);
        Assert.Equal((second.Hash, 2), ((await Store.FindWorkspace("race"))!.Current, (await Store.Snapshots("race")).Count));
        Assert.False((await Store.AddSnapshot("race", Small("6"), "ann", expected: first.Hash)).IsNew);
    }

    [Fact]
    public async Task A_workspace_opens_no_snapshot_of_another()
    {
        await MakeWorkspace();
        await MakeWorkspace("v");
        var (snapshot, _) = await Store.AddSnapshot("w", Small(), "ann");

        Assert.Null(await Store.LoadPackage("v", snapshot.Hash));
        Assert.Null(await Store.SnapshotBytes("v", snapshot.Hash));
        Assert.Null(await Store.FindSnapshot("v", snapshot.Hash));
        Assert.True((await Store.AddSnapshot("v", Small(), "ann")).IsNew);
        Assert.NotNull(await Store.LoadPackage("v", snapshot.Hash));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Store.AddSnapshot("nowhere", Small(), "ann"));
        var read = (await Store.FindWorkspace("v"))!;
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Store.SaveWorkspace(read with { Current = Small("9").Hash }, "ann"));
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_written()
    {
        await MakeWorkspace();
        Restart();
        using var small = Open(Clock, new() { SnapshotBytes = 100, ResultBytes = 3, TextChars = 4 });
        var key = new RunKey(Small().Hash, "assess 1", "{}");

        Assert.Equal("SnapshotBytes", (await Assert.ThrowsAsync<StoreLimitException>(() => small.AddSnapshot("w", Small(), "ann"))).Limit);
        Assert.Equal("ResultBytes", (await Assert.ThrowsAsync<StoreLimitException>(() => small.SaveRun(new("w", key, RunStatus.Complete, new byte[4])))).Limit);
        Assert.Equal("TextChars", (await Assert.ThrowsAsync<StoreLimitException>(() => small.Append(new("a", "", "b", "c", "12345")))).Limit);
        Assert.Empty(await small.Snapshots("w"));
    }

    [Fact]
    public async Task A_complete_run_is_kept_to_the_byte_and_found_by_the_same_options_in_any_order()
    {
        await MakeWorkspace();
        var (snapshot, _) = await Store.AddSnapshot("w", Small(), "ann");
        var key = new RunKey(snapshot.Hash, "assess 0.1.0", """{ "b": [1.50, "ü"], "a": true }""", "TLP:GREEN") { Seed = 7, Pack = "measures-2026" };
        byte[] bytes = [0, 255, 10, 13];
        await Store.SaveRun(new("w", key, RunStatus.Complete, bytes));
        Restart();

        var found = await Store.FindRun("w", key with { Options = """{"a":true,"b":[1.50,"ü"]}""" });
        Assert.Equal(bytes, found!.Result.ToArray());
        Assert.Equal((RunStatus.Complete, Clock.GetUtcNow(), key.Hash), (found.Status, found.Created, found.Key.Hash));
        foreach (var other in new[] { key with { Seed = 8 }, key with { Pack = "" }, key with { View = "" }, key with { Engine = "assess 0.2.0" }, key with { Options = "{}" } })
            Assert.Null(await Store.FindRun("w", other));
        Assert.Null(await Store.FindRun("v", key));
    }

    [Fact]
    public async Task A_complete_run_stands_and_one_ended_by_the_clock_is_replaced()
    {
        await MakeWorkspace();
        var (snapshot, _) = await Store.AddSnapshot("w", Small(), "ann");
        var key = new RunKey(snapshot.Hash, "plan 1", "{}");
        Run Ended(RunStatus status, byte value) => new("w", key, status, new[] { value });

        Assert.Equal(1, (await Store.SaveRun(Ended(RunStatus.EndedByClock, 1))).Result.Span[0]);
        Assert.Equal(2, (await Store.SaveRun(Ended(RunStatus.EndedByClock, 2))).Result.Span[0]);
        Assert.Equal(3, (await Store.SaveRun(Ended(RunStatus.Complete, 3))).Result.Span[0]);
        Assert.Equal(3, (await Store.SaveRun(Ended(RunStatus.EndedByClock, 4))).Result.Span[0]);
        Assert.DoesNotContain(await Store.Audit(), e => e.Event.Action == "run.differs");
        Assert.Equal(3, (await Store.SaveRun(Ended(RunStatus.Complete, 5))).Result.Span[0]);
        Assert.Equal(key.Hash, Assert.Single(await Store.Audit(), e => e.Event.Action == "run.differs").Event.Target);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Store.SaveRun(new("w", key with { Snapshot = "none" }, RunStatus.Complete, new byte[1])));
    }

    [Fact]
    public async Task A_key_is_found_by_the_hash_of_its_secret_until_it_is_taken_back()
    {
        await Store.SaveUser(new("u", "Ann"), "system");
        var secret = Secrets.New();
        var key = new ApiKey("k", "u", Secrets.Hash(secret)) { Name = "script", Scopes = ["read", "run"], Expires = Clock.GetUtcNow().AddDays(1) };
        Assert.True(await Store.SaveApiKey(key, "u"));
        Assert.False(await Store.SaveApiKey(key with { Id = "l", User = "nobody", SecretHash = "x" }, "u"));

        var found = (await Store.FindApiKey(Secrets.Hash(secret)))!;
        Assert.Equal(("k", "script", "read run", true, false), (found.Id, found.Name, string.Join(' ', found.Scopes), found.WorksAt(Clock.GetUtcNow()), found.WorksAt(key.Expires)));
        await Store.SaveApiKey(found with { IsRevoked = true, Scopes = ["everything"] }, "u");
        await Store.SaveApiKey(found, "u");
        found = (await Store.FindApiKey(Secrets.Hash(secret)))!;
        Assert.Equal((true, "read run"), (found.IsRevoked, string.Join(' ', found.Scopes)));
        Assert.Equal(DateTimeOffset.MaxValue, new ApiKey("m", "u", "y").Expires);
        await Store.SaveApiKey(new("m", "u", "y"), "u");
        Assert.Equal(DateTimeOffset.MaxValue, (await Store.FindApiKey("y"))!.Expires);
        Assert.Equal(["k", "m"], (await Store.ApiKeys("u")).Select(k => k.Id));
    }

    [Fact]
    public async Task The_key_ring_keeps_its_elements_in_order()
    {
        await Store.AddKeyElement("b", "<key id='1'/>");
        await Store.AddKeyElement("a", "<key id='2'/>");
        Restart();

        Assert.Equal(["<key id='1'/>", "<key id='2'/>"], await Store.KeyElements());
    }

    [Fact]
    public async Task Only_one_of_many_gets_a_setting_that_is_taken()
    {
        await Store.SaveSetting("first-start", "link", "system");
        Assert.Equal("link", await Store.Setting("first-start"));

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Store.TakeSetting("first-start", "u" + i)));
        Assert.Single(taken, t => t == "link");
        Assert.Null(await Store.Setting("first-start"));
    }

    [Fact]
    public async Task Every_change_leaves_its_line_in_the_audit_log_and_no_value()
    {
        await Store.SaveUser(new("u", "Secret Name") { PasswordHash = "secret-hash" }, "adm");
        await MakeWorkspace();
        await Store.SetMembership(new("w", "u", new HashSet<Role> { Role.Viewer }, "TLP:CLEAR"), "adm");
        var (snapshot, _) = await Store.AddSnapshot("w", Small(), "u");
        await Store.SaveSetting("s", "secret-setting", "adm");
        await Store.Append(new("u", "w", "single-points.read", "t/produce", "exercise"));

        var log = await Store.Audit();
        Assert.Equal(["adm user.save u", "ann workspace.save w", "adm member.set u", $"u snapshot.add {snapshot.Hash}", "adm setting.save s", "u single-points.read t/produce"],
            log.Select(e => $"{e.Event.Actor} {e.Event.Action} {e.Event.Target}"));
        Assert.DoesNotContain("ecret", string.Concat(log.Select(e => AuditChain.Line(e))), StringComparison.Ordinal);
        Assert.Equal(AuditFault.None, AuditChain.Verify(log).Fault);
        Assert.Equal([2, 3, 4, 6], (await Store.Audit(workspace: "w")).Select(e => e.Number));
        Assert.Equal([3, 4], (await Store.Audit(after: 2, most: 2)).Select(e => e.Number));
    }

    [Fact]
    public async Task Writers_and_readers_at_once_leave_one_whole_chain()
    {
        await MakeWorkspace();
        using var other = Open(Clock);
        var work = from i in Enumerable.Range(0, 40)
                   let store = i % 2 == 0 ? Store : other
                   from task in new Task[] { store.Append(new("u" + i, "w", "test", "x")), store.Audit(), store.FindWorkspace("w") }
                   select task;
        await Task.WhenAll(work);

        var log = await Store.Audit();
        Assert.Equal((AuditFault.None, 41), (AuditChain.Verify(log).Fault, log.Count));
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_its_end_wrote_nothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveWorkspace(new("w", "x"), "ann", stop.Token));

        Assert.Empty(await Store.Workspaces());
        Assert.Empty(await Store.Audit());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public async Task A_text_that_no_database_can_hold_is_refused_by_all(int character)
    {
        var text = "a" + (char)character + "b";
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveSetting("s", text, "ann"));
        Assert.DoesNotContain(text, error.Message, StringComparison.Ordinal);
        await Store.SaveSetting("s", "\ud83d\ude80", "ann");
        Assert.Equal("\ud83d\ude80", await Store.Setting("s"));
    }

    [Fact]
    public async Task Lists_stand_in_the_order_of_characters_whatever_the_language_of_the_database()
    {
        foreach (var id in new[] { "b", "a-b", "ab", "B", "é", "a" }) await Store.SaveUser(new(id, "name of " + (int)id[^1] + id.Length + id), "system");

        Assert.Equal(["B", "a", "a-b", "ab", "b", "é"], (await Store.Users()).Select(u => u.Id));
    }
}
