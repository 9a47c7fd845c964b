using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;
using Vauban.Tests.Model;

namespace Vauban.Tests.Stores;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_decision_comes_back_as_saved_and_the_later_of_two_editors_is_told()
    {
        await MakeWorkspace();
        var decision = new Decision("w", "t/produce/theta_in", DecisionKind.Mitigate) { Owner = "u1", Reason = "A second source\nis being qualified", Expires = new(2026, 12, 31), Snapshot = "abc", Inputs = "def" };
        var saved = await Store.SaveDecision(decision, "u1");
        Restart();

        Assert.Equal([decision with { Created = Clock.GetUtcNow(), Version = 1 }], await Store.Decisions("w"));
        await Store.SaveDecision(saved.Stored with { Kind = DecisionKind.Accept, Expires = null }, "u1");
        var lost = await Store.SaveDecision(saved.Stored with { Reason = "Other" }, "u2");
        Assert.Equal(SaveStatus.Changed, lost.Status);
        Assert.Equal([new("kind", "Mitigate", "Accept"), new("reason", "Other", decision.Reason), new("expires", "2026-12-31", "")], lost.Differences);
        Assert.Equal(SaveStatus.Changed, await Store.RemoveDecision(saved.Stored, "u2"));
        Assert.Equal(SaveStatus.Saved, await Store.RemoveDecision(lost.Stored, "u2"));
        Assert.Equal(SaveStatus.Gone, await Store.RemoveDecision(lost.Stored, "u2"));
        Assert.Equal(SaveStatus.Gone, (await Store.SaveDecision(lost.Stored, "u2")).Status);
        Assert.Empty(await Store.Decisions("w"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Store.SaveDecision(decision with { Workspace = "nowhere" }, "u1"));
    }

    [Fact]
    public async Task A_decision_goes_along_with_snapshots_until_what_it_rests_on_changes()
    {
        await MakeWorkspace();
        string[] rows = ["lines/a", "items/x"];
        var first = Small();
        var other = new TestPackage().Items("x", "y").Line("a", "x", "5").Goal("produce", "x", "4").Package;
        var changed = Small("6");
        await Store.SaveDecision(new("w", "t/produce/theta_in", DecisionKind.Accept) { Inputs = new RowEvidence(first).HashOf(rows), Snapshot = first.Hash, Expires = new(2026, 3, 31) }, "u1");

        Assert.Equal(DecisionState.Stands, (await Review(first)).State);
        Assert.Equal(DecisionState.Stands, (await Review(other)).State);
        Assert.Equal(DecisionState.Changed, (await Review(changed)).State);
        Clock.Move(TimeSpan.FromDays(31));
        Assert.Equal(DecisionState.Expired, (await Review(other)).State);

        async Task<DecisionReview> Review(Vauban.Core.Model.Package package)
        {
            var (snapshot, _) = await Store.AddSnapshot("w", package, "u1");
            var loaded = (await Store.LoadPackage("w", snapshot.Hash))!;
            var findings = new Dictionary<string, string> { ["t/produce/theta_in"] = new RowEvidence(loaded).HashOf(rows) };
            return Assert.Single(DecisionReview.Of(findings, await Store.Decisions("w"), DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime)));
        }
    }

    [Fact]
    public async Task A_scenario_comes_back_as_saved()
    {
        await MakeWorkspace();
        var scenario = new Scenario("w", "s1", "No magnets", """[{"query":"x"}]""") { Note = "n", Owner = "u1" };
        var saved = (await Store.SaveScenario(scenario, "u1")).Stored;

        Assert.Equal(scenario with { Created = Clock.GetUtcNow(), Version = 1 }, await Store.FindScenario("w", "s1"));
        Assert.Null(await Store.FindScenario("v", "s1"));
        var second = (await Store.SaveScenario(saved with { Name = "Fewer magnets" }, "u1")).Stored;
        Assert.Equal([second], await Store.Scenarios("w"));
        Assert.Equal([new("name", "None", "Fewer magnets")], (await Store.SaveScenario(saved with { Name = "None" }, "u2")).Differences);
        Assert.Equal(SaveStatus.Changed, await Store.RemoveScenario(saved, "u2"));
        Assert.Equal(SaveStatus.Saved, await Store.RemoveScenario(second, "u2"));
        Assert.Empty(await Store.Scenarios("w"));
    }

    [Fact]
    public async Task Comments_stand_in_their_order_and_can_be_removed()
    {
        await MakeWorkspace();
        var first = await Store.AddComment(new("w", "c2", "lines/a", "u1", "Is this so?") { Marking = "TLP:GREEN" });
        Clock.Move(TimeSpan.FromSeconds(1));
        var second = await Store.AddComment(new("w", "c1", "lines/a", "u2", "Yes."));
        await Store.AddComment(new("w", "c3", "lines/b", "u2", "Other."));

        Assert.Equal([first, second], await Store.Comments("w", "lines/a"));
        Assert.Equal(3, (await Store.Comments("w")).Count);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AddComment(second with { Text = "Edited." }));
        Assert.True(await Store.RemoveComment("w", "c2", "adm"));
        Assert.False(await Store.RemoveComment("w", "c2", "adm"));
        Assert.Equal([second], await Store.Comments("w", "lines/a"));
        Assert.DoesNotContain("this so", string.Concat((await Store.Audit()).Select(e => AuditChain.Line(e))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_holds_nothing_that_is_marked_more_strictly_than_it_may()
    {
        var workspace = (await Store.SaveWorkspace(new("w", "W") { Marking = "TLP:GREEN" }, "ann")).Stored;
        var green = new TestPackage().Add("parties", "id=p marking=TLP:GREEN").Package;
        var amber = new TestPackage().Add("parties", "id=p marking=TLP:AMBER").Package;
        await Store.AddSnapshot("w", green, "ann");

        Assert.Equal(("TLP:AMBER", "TLP:GREEN"), (await Assert.ThrowsAsync<MarkingException>(() => Store.AddSnapshot("w", amber, "ann"))) is var e ? (e.Marking, e.Most) : default);
        await Assert.ThrowsAsync<MarkingException>(() => Store.AddComment(new("w", "c", "x", "u", "t") { Marking = "TLP:RED" }));
        workspace = (await Store.FindWorkspace("w"))!;
        await Assert.ThrowsAsync<MarkingException>(() => Store.SaveWorkspace(workspace with { Marking = "TLP:CLEAR" }, "ann"));
        Assert.True((await Store.SaveWorkspace(workspace with { Marking = "TLP:AMBER" }, "ann")).IsSaved);
        Assert.True((await Store.AddSnapshot("w", amber, "ann")).IsNew);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_the_audit_log()
    {
        await StoreSample.Fill(Store);
        foreach (var sql in new[] { "UPDATE audit SET actor = 'x' WHERE number = 2", "DELETE FROM audit WHERE number = 2", "DELETE FROM audit" })
            Assert.Contains("append-only", Assert.ThrowsAny<System.Data.Common.DbException>(() => Sql(sql)).Message, StringComparison.Ordinal);
        Assert.Equal(AuditFault.None, (await Store.VerifyAudit()).Fault);
    }

    /// <summary>Statements that take the database's own guard of the audit log away.</summary>
    private protected abstract string Unguard { get; }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'x' WHERE number = 3", AuditFault.Content, 3)]
    [InlineData("UPDATE audit SET time_utc = '2020-01-01T00:00:00.000Z' WHERE number = 1", AuditFault.Content, 1)]
    [InlineData("UPDATE audit SET detail = 'x', hash = previous WHERE number = 4", AuditFault.Content, 4)]
    [InlineData("DELETE FROM audit WHERE number = 3", AuditFault.Number, 3)]
    [InlineData("DELETE FROM audit WHERE number = 1", AuditFault.Number, 1)]
    [InlineData("DELETE FROM audit WHERE number = 2; UPDATE audit SET number = number - 1 WHERE number > 2", AuditFault.Link, 2)]
    [InlineData("UPDATE audit SET number = -1 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3; UPDATE audit SET number = 3 WHERE number = -1", AuditFault.Link, 2)]
    [InlineData("INSERT INTO audit SELECT 0, time_utc, actor, workspace, action, target, detail, previous, hash FROM audit WHERE number = 1", AuditFault.Number, 1)]
    public async Task Whoever_gets_past_the_guard_and_tampers_with_the_log_is_found(string sql, AuditFault fault, long at)
    {
        await StoreSample.Fill(Store);
        Sql(Unguard);
        Sql(sql);

        var verdict = await Store.VerifyAudit();
        Assert.Equal((fault, at), (verdict.Fault, verdict.At));
    }

    [Fact]
    public async Task Lines_cut_off_the_end_are_found_with_the_head_and_not_without()
    {
        await StoreSample.Fill(Store);
        var head = (await Store.VerifyAudit()).Head;
        Sql(Unguard);
        Sql($"DELETE FROM audit WHERE number > {head.Number - 2}");

        Assert.Equal(AuditFault.None, (await Store.VerifyAudit()).Fault);
        var verdict = await Store.VerifyAudit(head);
        Assert.Equal((AuditFault.Short, head.Number, head.Number - 2), (verdict.Fault, verdict.At, verdict.Head.Number));
    }

    [Fact]
    public async Task A_file_beside_the_package_comes_back_as_sent_keeps_its_marking_and_goes_when_it_is_removed()
    {
        await MakeWorkspace();
        await MakeWorkspace("v");
        byte[] bytes = [1, 0, 254];
        var (file, isNew) = await Store.AddFile(new("w", "whatever", "links") { Name = "sales.csv", Marking = "TLP:RED", AddedBy = "u1" }, bytes);
        Restart();

        Assert.True(isNew);
        Assert.Equal((Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), 3L, Clock.GetUtcNow()), (file.Hash, file.Bytes, file.Added));
        Assert.Equal(file, await Store.FindFile("w", file.Hash, "links"));
        Assert.Equal(bytes, await Store.FileBytes("w", file.Hash, "links"));
        // The same again does not loosen the marking; the same bytes as another kind are another file; another workspace has neither.
        Assert.Equal((file, false), await Store.AddFile(file with { Name = "other.csv", Marking = "TLP:CLEAR" }, bytes));
        Assert.True((await Store.AddFile(file with { Kind = "firms" }, bytes)).IsNew);
        Assert.Equal(["firms", "links"], (await Store.Files("w")).Select(f => f.Kind));
        Assert.Null(await Store.FindFile("v", file.Hash, "links"));
        Assert.Null(await Store.FileBytes("v", file.Hash, "links"));
        Assert.True(await Store.RemoveFile("w", file.Hash, "links", "u1"));
        Assert.False(await Store.RemoveFile("w", file.Hash, "links", "u1"));
        Assert.Equal("firms", Assert.Single(await Store.Files("w")).Kind);
        Assert.Equal(["file.add", "file.add", "file.remove"], (await Store.Audit()).Select(e => e.Event.Action).Where(a => a.StartsWith("file.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_that_is_marked_too_strictly_or_too_large_is_refused()
    {
        await MakeWorkspace();
        var workspace = (await Store.FindWorkspace("w"))!;
        await Store.SaveWorkspace(workspace with { Marking = "TLP:GREEN" }, "u1");
        await Assert.ThrowsAsync<MarkingException>(() => Store.AddFile(new("w", "", "tree") { Marking = "TLP:AMBER" }, new byte[1]));
        await Assert.ThrowsAsync<StoreLimitException>(() => Store.AddFile(new("w", "", "tree"), new byte[(64 << 20) + 1]));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Store.AddFile(new("nowhere", "", "tree"), new byte[1]));
        Assert.Empty(await Store.Files("w"));
    }
}
