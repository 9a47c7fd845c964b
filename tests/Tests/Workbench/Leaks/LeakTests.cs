using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench.Leaks;

/// <summary>Signs in as each role, walks every page, endpoint and file, and looks for planted words and numbers that the role must not see.</summary>
public sealed class LeakTests(WorkbenchServer server)
{
    const string Workspace = "planted";

    static readonly SemaphoreSlim Turn = new(1);
    static bool _isPlanted;
    static IReadOnlyList<string> _files = [];

    async Task Plant()
    {
        await Turn.WaitAsync();
        try
        {
            if (_isPlanted) return;
            var store = await server.Store();
            await store.SaveWorkspace(new(Workspace, "Planted") { Perimeters = ["EU27"] }, "test");
            // An older snapshot, so that pages that compare have something to compare.
            var package = PlantedWorkspace.Package;
            var findings = new List<Finding>();
            Assert.True(NetworkBuilder.Build(package, findings) is not null, string.Join('\n', findings.Where(f => f.Severity == Severity.Error)));
            await store.AddSnapshot(Workspace, package.With(package["stocks"] with { Rows = [] }), "test");
            await store.AddSnapshot(Workspace, package, "test");
            await PlantedLibrary.Plant(store, Workspace);
            var user = await server.Person(Workspace);
            await store.SetMembership(new(Workspace, user.Id, new HashSet<Role> { Role.Viewer, Role.Analyst }, FieldCatalog.Markings[^1]), "test");
            using var client = await WithReason(await server.SignIn(user));
            _files = await PlantedFiles.Plant(server, Workspace, client);
            _isPlanted = true;
        }
        finally
        {
            Turn.Release();
        }
    }

    async Task<IReadOnlyList<WalkedAnswer>> Walk(TestClient client, PlantedSecrets secrets, bool isShort = false, bool prints = false)
    {
        // Rows that may be seen are asked for by their address; one that is asked for stands in the answer in any case.
        var rows = ExplainRowStudy.Addresses(PlantedWorkspace.Package).Where(a => secrets.In(a).Count == 0).GroupBy(a => a.Split('/')[0]).SelectMany(g => new[] { g.First(), g.Last() }.Distinct()).Select(a => "?address=" + Uri.EscapeDataString(a)).ToArray();
        var walk = new LeakWalk(client, (await server.Part<EndpointDataSource>()).Endpoints, Workspace)
        {
            IsShort = isShort,
            Prints = prints && App.Reports.PdfPrinter.Browser() is not null,
            Also = [.. _files, .. PlantedLibrary.Addresses(Workspace)],
            More = new Dictionary<string, IReadOnlyList<string>> { ["explain"] = ["?address=t%2Fproduce%2Ftheta_in", "?address=t%2Fproduce%2Ftheta_all&reading=pessimistic", .. rows] },
        };
        return await walk.Run();
    }

    async Task<TestClient> SignIn(string clearance, string party, params Role[] roles)
    {
        await Plant();
        var user = await server.Person(Workspace);
        await (await server.Store()).SetMembership(new(Workspace, user.Id, roles.ToHashSet(), clearance, party), "test");
        return await server.SignIn(user);
    }

    static async Task<TestClient> WithReason(TestClient client)
    {
        using var given = await client.Post($"/api/workspaces/{Workspace}/names", ("reason", "Looks for planted secrets"), ("return", $"/w/{Workspace}"));
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        return client;
    }

    async Task NothingLeaks(TestClient client, PlantedSecrets secrets, bool isShort = false, bool prints = false)
    {
        using var _ = client;
        var log = await Log();
        var before = log.Length;
        var answers = await Walk(client, secrets, isShort, prints);
        Assert.Equal([], answers.Where(a => (int)a.Status >= 500).Select(a => a.Request));
        var leaks = answers.Select(a => (a.Request, Found: secrets.In(a.Text))).Where(a => a.Found.Count > 0).Select(a => $"{a.Request}: {string.Join(", ", a.Found.Take(8))}").ToArray();
        Assert.True(leaks.Length == 0, $"{leaks.Length} of {answers.Count} answers say what must not be said:\n{string.Join('\n', leaks.Take(40))}");
        Assert.Empty(new PlantedSecrets(-1).In(log.ToString(before)));
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_nothing()
    {
        await Plant();
        await NothingLeaks(await server.Client(), new(-1));
    }

    [Fact]
    public async Task A_member_of_another_workspace_sees_nothing()
    {
        await Plant();
        await NothingLeaks(await server.SignIn("hello", Role.Viewer, Role.Analyst, Role.Steward, Role.Administrator), new(-1));
    }

    [Fact]
    public async Task Who_administers_the_installation_sees_no_workspace_by_that_alone()
    {
        await Plant();
        var store = await server.Store();
        var user = await server.Person("hello");
        Assert.True((await store.SaveUser((await store.FindUser(user.Id))! with { IsAdministrator = true }, "test")).IsSaved);
        await NothingLeaks(await server.SignIn((await store.FindUser(user.Id))!), new(-1));
    }

    [Theory]
    [InlineData("TLP:CLEAR", 0)]
    [InlineData("TLP:GREEN", 1)]
    [InlineData("TLP:RED", 4)]
    public async Task A_viewer_sees_rows_up_to_his_clearance_and_no_names(string clearance, int k) => await NothingLeaks(await SignIn(clearance, "", Role.Viewer), new(k));

    [Fact]
    public async Task An_analyst_without_a_reason_sees_no_names() => await NothingLeaks(await SignIn("TLP:AMBER", "", Role.Viewer, Role.Analyst), new(2));

    [Fact]
    public async Task An_analyst_with_a_reason_sees_names_up_to_his_clearance() =>
        await NothingLeaks(await WithReason(await SignIn("TLP:GREEN", "", Role.Viewer, Role.Analyst)), new(1) { SeesNames = true }, prints: true);

    [Fact]
    public async Task A_steward_sees_names_up_to_his_clearance() => await NothingLeaks(await SignIn("TLP:AMBER", "", Role.Viewer, Role.Steward), new(2) { SeesNames = true });

    [Theory]
    [InlineData(Role.SurveyOfficer)]
    [InlineData(Role.Auditor)]
    public async Task Other_roles_see_no_names_and_nothing_above_their_clearance(Role role) => await NothingLeaks(await SignIn("TLP:GREEN", "", role, Role.Viewer), new(1), prints: role == Role.Auditor);

    // Who gives a person the right to speak for a party knows that party's id.
    [Fact]
    public async Task An_administrator_sees_the_parties_of_members_and_no_other_names() =>
        await NothingLeaks(await SignIn("TLP:GREEN", "", Role.Administrator, Role.Viewer), new(1) { Known = PlantedWorkspace.PartyA });

    [Fact]
    public async Task A_company_alone_sees_nothing_but_its_own() => await NothingLeaks(await SignIn("company-confidential", PlantedWorkspace.PartyA, Role.Company), new(-1) { Own = PlantedWorkspace.OwnA });

    [Fact]
    public async Task A_company_that_may_look_sees_its_own_rows_and_not_those_of_another() =>
        await NothingLeaks(await SignIn("TLP:GREEN", PlantedWorkspace.PartyA, Role.Company, Role.Viewer), new(1) { Own = PlantedWorkspace.OwnA });

    // The test of the tests above: the same walk, by one who may see everything, finds words and numbers of every marking, names, and what companies keep to themselves.
    [Fact]
    public async Task The_walk_comes_by_values_of_every_marking_where_they_may_be_seen()
    {
        using var client = await WithReason(await SignIn("company-confidential", "", Role.Viewer, Role.Analyst, Role.Steward));
        var found = (await Walk(client, new(5) { SeesNames = true })).SelectMany(a => new PlantedSecrets(-1).In(a.Text)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var k = 0; k < FieldCatalog.Markings.Count; k++)
            foreach (var what in new[] { $"zq{k}n", $"zq{k}v", $"9{k}" })
                Assert.True(found.Any(f => f.StartsWith(what, StringComparison.OrdinalIgnoreCase)), $"no answer holds anything that starts with {what}");
        Assert.Contains(found, f => f.StartsWith("zqan", StringComparison.OrdinalIgnoreCase));
        // What came of files is come by, too.
        foreach (var what in new[] { "zq4v-heading", "zq5v-text", "zq4v-words", "zq4v-sector", "zq4n-firm", "zq5v-event", "zq5n-event" }) Assert.Contains(what, found);
    }

    // A leak is planted: who may see everything but names is taken for one who may see the open rows only. It is found, with its place.
    [Fact]
    public async Task What_leaks_is_told_with_its_place()
    {
        var thrown = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(async () => await NothingLeaks(await SignIn("TLP:RED", "", Role.Viewer), new(0), isShort: true));
        Assert.Contains("answers say what must not be said", thrown.Message, StringComparison.Ordinal);
        Assert.Matches($"/(w|api/workspaces)/{Workspace}[^\\n]*: [^\\n]*(zq[1-4]v|9[1-4][0-9]{{5}})", thrown.Message);
    }

    // A run of an analyst is shown to whoever sees the same rows: its page, its JSON and its tables hold nothing of other rows, and no names.
    [Fact]
    public async Task A_stress_test_says_nothing_of_withheld_rows_and_no_names()
    {
        using var analyst = await SignIn("TLP:AMBER", "", Role.Viewer, Role.Analyst);
        using var viewer = await SignIn("TLP:AMBER", "", Role.Viewer);
        using var other = await SignIn("TLP:GREEN", "", Role.Viewer, Role.Analyst);
        using var asked = await analyst.Post($"/api/workspaces/{Workspace}/jobs/stress", ("scenario", "component-outage"), ("scenario", "export-refusal"), ("days", "20"), ("draws", "2"));
        var job = asked.Headers.Location!.OriginalString.Split("job=")[1];
        Assert.Contains("\"isEnded\":true", await analyst.Text($"/api/workspaces/{Workspace}/jobs/{job}/events"), StringComparison.Ordinal);
        string[] places = [$"/w/{Workspace}/stress?job={job}", $"/api/workspaces/{Workspace}/jobs/{job}/result", .. new[] { "stress", "stress-side", "stress-bands", "stress-stocks" }.Select(t => $"/api/workspaces/{Workspace}/tables/{t}.json?job={job}")];
        foreach (var place in places)
        {
            foreach (var client in new[] { analyst, viewer }) Assert.Equal([], new PlantedSecrets(2).In(PlantedSecrets.Read(Encoding.UTF8.GetBytes(await client.Text(place)), place.StartsWith("/w/", StringComparison.Ordinal) ? "text/html" : "application/json")));
            using var hidden = await other.Get(place);
            Assert.DoesNotContain("component-outage:", await hidden.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_page_and_table_is_walked()
    {
        await Plant();
        using var client = await server.Client();
        var paths = new LeakWalk(client, (await server.Part<EndpointDataSource>()).Endpoints, Workspace).Paths().ToHashSet(StringComparer.Ordinal);
        foreach (var page in App.Workbench.Frame.PageIndex.All) Assert.Contains($"/w/{Workspace}/{page.Route}".TrimEnd('/'), paths);
        foreach (var form in new[] { "csv", "xlsx", "json" }) Assert.Contains($"/api/workspaces/{Workspace}/tables/portfolio.{form}", paths);
        Assert.Contains($"/api/workspaces/{Workspace}/assessment", paths);
        Assert.Contains("/metrics", paths);
    }

    [Fact]
    public void Planted_words_are_found_in_whatever_form_they_come()
    {
        var secrets = new PlantedSecrets(1);
        var number = PlantedWorkspace.Package["lines"].Rows.First(r => r.Cells[0] == "zq3n-line").Cells[PlantedWorkspace.Package["lines"].Spec.IndexOf("capacity")];
        Assert.Equal(["zq2v-item"], secrets.In("<td>zq2v-item</td><td>zq1v-item</td>"));
        Assert.Equal(["zq0nWorks"], secrets.In("zq0nWorks and zq1v-title"));
        Assert.Empty((secrets with { SeesNames = true }).In("zq0nWorks"));
        Assert.Equal([number], secrets.In($"{number[0]}\u00A0{number[1..4]}\u00A0{number[4..]}"));
        Assert.Equal([number], secrets.In($"about {number[0]},{number[1..4]},{number[4..]} t; 9100017; 1{number}; a{number}"));
        Assert.Equal(["zqbn-works"], (secrets with { Own = PlantedWorkspace.OwnA }).In("zqan-works zqbn-works"));
        Assert.Equal(["zq4v-a"], secrets.In(PlantedSecrets.Read("{\"a\":\"\\u007aq4v-\\u0061\\u00e9\"}"u8.ToArray(), "application/json")));
        Assert.Equal(["zq5vItem"], secrets.In(PlantedSecrets.Read(Encoding.UTF8.GetBytes("<p>&#122;q5vItem</p>"), "text/html")));
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(memory, System.IO.Compression.ZipArchiveMode.Create, true))
        using (var entry = zip.CreateEntry("xl/sheet.xml").Open())
            entry.Write(Encoding.UTF8.GetBytes($"<v>{number}</v>"));
        Assert.Equal([number], secrets.In(PlantedSecrets.Read(memory.ToArray(), "application/octet-stream")));
    }

    async Task<WrittenLog> Log()
    {
        await Turn.WaitAsync();
        try
        {
            if (_log is null) (await server.Part<ILoggerFactory>()).AddProvider(_log = new WrittenLog());
            return _log;
        }
        finally
        {
            Turn.Release();
        }
    }

    static WrittenLog? _log;

    /// <summary>Everything that the server logs, with every part of its state and the exceptions.</summary>
    sealed class WrittenLog : ILoggerProvider, ILogger
    {
        readonly ConcurrentQueue<string> _lines = [];

        public int Length => _lines.Count;

        public string ToString(int from) => string.Join('\n', _lines.Skip(from));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {(state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : "")} {exception}");

        public void Dispose()
        {
        }
    }
}
