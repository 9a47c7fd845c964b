using Vauban.Adapters.Stores;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;
using Vauban.Tests.Model;

namespace Vauban.Tests.Stores;

/// <summary>A store with a little of everything, and what must be found in it again after a migration or a restoring.</summary>
static class StoreSample
{
    public static Package Package => new TestPackage().Items("x").Line("a", "x", "5").Add("parties", "id=p name=Ätna__Werke").Goal("produce", "x", "4").Package;

    static RunKey Key => new(Package.Hash, "assess 0.1.0", """{"perimeters":["EU27"]}""", "TLP:AMBER") { Seed = 3 };

    /// <summary>Fills an empty store with everything that this version of the schema holds.</summary>
    public static async Task Fill(IWorkspaceStore store)
    {
        await Fill1(store);
        await Fill2(store);
        await Fill3(store);
        await Fill4(store);
        await Fill5(store);
        await Fill6(store);
    }

    /// <summary>Checks that all is there that a store of a version held.</summary>
    public static async Task Check(IWorkspaceStore store, int version)
    {
        if (version >= 1) await Check1(store);
        if (version >= 2) await Check2(store);
        if (version >= 3) await Check3(store);
        if (version >= 4) await Check4(store);
        if (version >= 5) await Check5(store);
        if (version >= 6) await Check6(store);
        Assert.Equal(AuditFault.None, (await store.VerifyAudit()).Fault);
    }

    static async Task Fill1(IWorkspaceStore store)
    {
        await store.SaveUser(new("u1", "Zoë") { DisplayName = "Zoë O'Hara", PasswordHash = "hash", IsAdministrator = true }, "system");
        await store.SaveUser(new("u2", "bob") { Issuer = "https://id.example", Subject = "7" }, "u1");
        await store.SaveWorkspace(new("w", "Ammunition") { Description = "Two\nlines", Perimeters = ["EU27", "Nordics=DK+FI+SE"], Marking = "TLP:AMBER" }, "u1");
        await store.SetMembership(new("w", "u2", new HashSet<Role> { Role.Analyst, Role.Auditor }, "TLP:GREEN"), "u1");
        await store.AddSnapshot("w", Package, "u2", "first");
        await store.SaveRun(new("w", Key, RunStatus.Complete, new byte[] { 0, 1, 254, 255 }));
        await store.SaveApiKey(new("k1", "u2", Secrets.Hash("secret")) { Scopes = ["read"] }, "u2");
        await store.AddKeyElement("key-1", "<key/>");
        await store.SaveSetting("theme", "dark", "u1");
    }

    static async Task Check1(IWorkspaceStore store)
    {
        var user = (await store.FindUserByName("ZOË"))!;
        Assert.Equal(("u1", "Zoë O'Hara", "hash", true, 1), (user.Id, user.DisplayName, user.PasswordHash, user.IsAdministrator, user.Version));
        Assert.Equal("u2", (await store.FindUserBySubject("https://id.example", "7"))!.Id);
        var workspace = Assert.Single(await store.Workspaces());
        Assert.Equal(("Ammunition", "Two\nlines", "EU27|Nordics=DK+FI+SE", Package.Hash), (workspace.Name, workspace.Description, string.Join('|', workspace.Perimeters), workspace.Current));
        var member = Assert.Single(await store.MembersOf("w"));
        Assert.Equal(("u2", "Analyst Auditor", "TLP:GREEN"), (member.User, string.Join(' ', member.Roles.Order()), member.Clearance));
        Assert.Equal(Package.Canonical, (await store.LoadPackage("w", Package.Hash))!.Canonical);
        Assert.Equal("first", Assert.Single(await store.Snapshots("w")).Note);
        Assert.Equal([0, 1, 254, 255], (await store.FindRun("w", Key))!.Result.ToArray());
        Assert.Equal("k1", (await store.FindApiKey(Secrets.Hash("secret")))!.Id);
        Assert.Equal(["<key/>"], await store.KeyElements());
        Assert.Equal("dark", await store.Setting("theme"));
    }

    static async Task Fill2(IWorkspaceStore store)
    {
        await store.SaveDecision(new("w", "t/produce/theta_in", DecisionKind.Investigate) { Owner = "u2", Reason = "Ask the \"maker\"", Expires = new(2026, 6, 30), Snapshot = Package.Hash, Inputs = "h" }, "u2");
        await store.SaveScenario(new("w", "s1", "Without", "[]") { Owner = "u2" }, "u2");
        await store.AddComment(new("w", "c1", "lines/a", "u2", "Is it so?") { Marking = "TLP:AMBER" });
    }

    static async Task Check2(IWorkspaceStore store)
    {
        var decision = Assert.Single(await store.Decisions("w"));
        Assert.Equal(("t/produce/theta_in", DecisionKind.Investigate, "Ask the \"maker\"", new DateOnly(2026, 6, 30), 1), (decision.Finding, decision.Kind, decision.Reason, decision.Expires, decision.Version));
        Assert.Equal("Without", Assert.Single(await store.Scenarios("w")).Name);
        Assert.Equal(("Is it so?", "TLP:AMBER"), Assert.Single(await store.Comments("w")) is var c ? (c.Text, c.Marking) : default);
    }

    static async Task Fill3(IWorkspaceStore store)
    {
        await store.Enqueue(new("w", "j1", "plan", "{}") { Title = "First" }, "u2");
        await store.Enqueue(new("w", "j2", "plan", "{}") { Title = "Second" }, "u2");
        await store.ClaimJob("worker", TimeSpan.FromMinutes(1));
    }

    static async Task Check3(IWorkspaceStore store)
    {
        // A job that ran when the store was left is taken again: its worker is not heard of any more.
        Assert.Equal([("j2", JobStatus.Queued, "Second"), ("j1", JobStatus.Running, "First")], (await store.Jobs("w")).Select(j => (j.Id, j.Status, j.Title)));
    }

    static readonly byte[] Tree = [0, 60, 255, 10];

    static Task Fill4(IWorkspaceStore store) => store.AddFile(new("w", "", "tree") { Name = "pumps.xml", Marking = "TLP:AMBER", AddedBy = "u2" }, Tree);

    static async Task Check4(IWorkspaceStore store)
    {
        var file = Assert.Single(await store.Files("w"));
        Assert.Equal(("tree", "pumps.xml", "TLP:AMBER", 4, "u2"), (file.Kind, file.Name, file.Marking, file.Bytes, file.AddedBy));
        Assert.Equal(Tree, await store.FileBytes("w", file.Hash, "tree"));
    }

    static async Task Fill5(IWorkspaceStore store)
    {
        await store.Library("w").Save([(new("ec-2024-edis", "A new strategy") { Language = "en", Topics = ["capacity", "R&D"], Marking = "TLP:GREEN" }, new(true, ["First page.", "Ammunition on the second."]))], "u2");
        await store.Library("w").SaveClaim(new("c1", "ec-2024-edis", "Much of it.", "t/produce/theta_in") { Page = "2", Value = "70..", Unit = "%", IsQuote = true }, "u2");
    }

    static async Task Check5(IWorkspaceStore store)
    {
        var hit = Assert.Single((await store.Library("w").Search(new() { Words = "ammunitions" })).Hits);
        Assert.Equal(("ec-2024-edis", 2, "capacity R&D", "TLP:GREEN"), (hit.Paper.Id, hit.Page, string.Join(' ', hit.Paper.Topics), hit.Paper.Marking));
        Assert.Equal(("Much of it.", "70..", true), Assert.Single(await store.Library("w").Claims(Vauban.Core.Model.Clearance.All)) is var c ? (c.Text, c.Value, c.IsQuote) : default);
    }

    static readonly byte[] Envelope = [86, 0, 255, 1];

    static async Task Fill6(IWorkspaceStore store)
    {
        await store.SaveSurveyCall(new("w", "spring") { Questionnaire = "{}", Key = "PEM", KeyId = "k1", Ends = new(2126, 6, 30) }, "u1");
        await store.InviteToSurvey(new("w", "i1", "spring", "ätna") { Group = "g", Country = "SE", Size = "small", Items = ["x", "y"], TokenHash = "h1", Expires = DateTimeOffset.MaxValue }, "u1");
        await store.InviteToSurvey(new("w", "i2", "spring", "bolt") { Inviter = "ätna", TokenHash = "h2", Expires = DateTimeOffset.MaxValue }, "u2");
        await store.TakeSurveyInvitation("h2", "u2");
        await store.SaveSurveyContact(new("w", "ätna", "Zoë", "zoe@example.org", new(2126, 1, 1)), "u1");
        await store.SaveSealedAnswer(new("w", "spring", "bolt") { Sealed = Envelope, KeyId = "k1", Hash = "hash", Consents = ["capacity sums"] }, "u2");
        await store.AddSurveyRelease(new("w", 0, "spring") { Survey = "s", Public = "{}", Counts = ["1", "0", "2", "3"], Sealed = Envelope, Officer = "u1" });
        await store.DecideSurveyRelease("w", 1, isApproved: true, "u2");
    }

    static async Task Check6(IWorkspaceStore store)
    {
        var call = Assert.Single(await store.SurveyCalls("w"));
        Assert.Equal(("spring", "{}", "PEM", "k1", new DateOnly(2126, 6, 30), false, 1), (call.Id, call.Questionnaire, call.Key, call.KeyId, call.Ends!.Value, call.IsClosed, call.Version));
        var invitations = await store.SurveyInvitations("w");
        Assert.Equal([("bolt", "ätna", "u2", ""), ("ätna", "", "", "h1")], invitations.Select(i => (i.Contributor, i.Inviter, i.User, i.TokenHash)));
        Assert.Equal(("g", "SE", "small", "x y", DateTimeOffset.MaxValue), (invitations[1].Group, invitations[1].Country, invitations[1].Size, string.Join(' ', invitations[1].Items), (await store.FindSurveyInvitation("h1"))!.Expires));
        Assert.Equal(new("w", "ätna", "Zoë", "zoe@example.org", new(2126, 1, 1)), Assert.Single(await store.SurveyContacts("w")));
        var answer = Assert.Single(await store.SealedAnswers("w"));
        Assert.Equal(("bolt", 1, "k1", "hash", "capacity sums"), (answer.Contributor, answer.Version, answer.KeyId, answer.Hash, string.Join('|', answer.Consents)));
        Assert.Equal(Envelope, answer.Sealed.ToArray());
        var release = Assert.Single(await store.SurveyReleases("w"));
        Assert.Equal((Vauban.Adapters.Stores.Surveys.ReleaseStatus.Approved, "u1", "u2", "1 0 2 3"), (release.Status, release.Officer, release.Approver, string.Join(' ', release.Counts)));
        Assert.Equal(Envelope, release.Sealed.ToArray());
    }
}
