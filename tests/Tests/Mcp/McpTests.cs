using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.App.Mcp;
using Vauban.App.Workbench;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Workbench;
using Role = Vauban.Core.Workspaces.Role;

namespace Vauban.Tests.Mcp;

/// <summary>An assistant, by the protocol's own client, asks over standard input and output and over HTTP.</summary>
public sealed class McpTests(WorkbenchServer server)
{
    // Planted into rows that must not leave: ids, names, numbers and notes.
    static readonly string[] Secrets = ["7331", "Kestrel", "kestrel", "Zanzibar"];

    [Fact]
    public async Task An_assistant_asks_over_standard_input_what_the_command_line_answers()
    {
        await using var client = await OverPipes("examples/hello");
        Assert.Equal(["assess", "dependents", "explain", "technologies", "what_if"], (await client.ListToolsAsync()).Select(t => t.Name).Order());
        Assert.All(await client.ListToolsAsync(), t => Assert.True(t.ProtocolTool.Annotations!.ReadOnlyHint));
        using var list = await Ask(client, "technologies");
        Assert.Equal("field-radio", list.RootElement.GetProperty("packages")[0].GetProperty("technologies")[0].GetProperty("technology").GetString());
        using var asked = await Ask(client, "assess", ("package", "hello"), ("perimeter", "EU27"));
        using var command = JsonDocument.Parse(CommandRun.Of("assess", "examples/hello", "--json", "--no-files", "-p", "EU27").Output);
        // The same verdicts and figures, without what names somebody.
        static IEnumerable<string> Cells(JsonElement root) => root.GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("verdict").GetString() + c.GetProperty("figures").GetRawText());
        Assert.Equal(Cells(command.RootElement).Select(Flat), Cells(asked.RootElement.GetProperty("answer")).Select(Flat));
        Assert.DoesNotContain("board-maker", asked.RootElement.GetRawText(), StringComparison.Ordinal);
        using var without = await Ask(client, "what_if", ("package", "hello"), ("without", new[] { "NO" }), ("perimeter", "EU27"));
        Assert.True(without.RootElement.GetProperty("answer").GetProperty("changes").GetArrayLength() > 0);
        using var explained = await Ask(client, "explain", ("package", "hello"), ("address", "field-radio/produce/theta_in"), ("perimeter", "EU27"));
        Assert.True(explained.RootElement.GetProperty("answer").GetProperty("addsUp").GetBoolean());
        using var dependents = await Ask(client, "dependents", ("package", "hello"), ("what", "NO"), ("perimeter", "EU27"));
        Assert.Contains("\"radio\"", dependents.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_answered_is_said_in_words()
    {
        await using var client = await OverPipes("examples/hello");
        foreach (var (tool, arguments, word) in new (string, (string, object)[], string)[]
        {
            ("assess", [("package", "nothing")], "nothing"), ("assess", [("package", "hello"), ("perimeter", "Atlantis")], "Atlantis"),
            ("what_if", [("package", "hello"), ("without", Array.Empty<string>())], "Name"), ("what_if", [("package", "hello"), ("without", new[] { "party:radio-maker" })], "radio-maker"),
            ("explain", [("package", "hello"), ("address", "lines/board-no")], "address"), ("dependents", [("package", "hello"), ("what", "line:board-no")], "line:board-no"),
        })
        {
            var answer = await client.CallToolAsync(tool, arguments.ToDictionary(a => a.Item1, a => (object?)a.Item2));
            Assert.True(answer.IsError, tool);
            Assert.Contains(word, Text(answer), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_rows_that_may_leave_are_answered_from_over_pipes()
    {
        var folder = Marked();
        try
        {
            await using (var client = await OverPipes(folder)) await AssertNothingLeaks(client, "hello");
            // An administrator widens it: the numbers come, names of makers do not.
            await using var wide = await OverPipes(folder, "--marking", "TLP:AMBER");
            var said = await Everything(wide, "hello");
            Assert.Contains("Kestrel", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Zanzibar", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task A_person_without_a_key_and_a_server_without_the_option_answer_nothing()
    {
        using var off = await server.SignIn("hello", Role.Viewer);
        using var nothing = await off.Get("/mcp");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        await using var app = await WithMcp("TLP:CLEAR");
        using var nobody = new HttpClient { BaseAddress = Address(app) };
        using var content = new StringContent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", Encoding.UTF8, "application/json");
        using var answer = await nobody.PostAsync(new Uri("/mcp", UriKind.Relative), content);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Over_http_a_key_opens_what_its_owner_may_see_and_nothing_above_the_marking()
    {
        var (store, folder) = (await server.Store(), Marked());
        await store.SaveWorkspace(new("marked-for-mcp", "Marked"), "test");
        await store.AddSnapshot("marked-for-mcp", PackageReader.Load(folder, [])!, "test");
        Directory.Delete(folder, true);
        await using var app = await WithMcp("TLP:CLEAR");
        // The owner sees everything; what leaves is decided by the server.
        var owner = await server.Person("marked-for-mcp", Enum.GetValues<Role>());
        await using (var client = await OverHttp(app, owner, KeyScopes.Read, KeyScopes.Names))
        {
            using var list = await Ask(client, "technologies");
            Assert.Equal("marked-for-mcp", list.RootElement.GetProperty("packages").EnumerateArray().Single().GetProperty("package").GetString());
            await AssertNothingLeaks(client, "marked-for-mcp");
        }
        // Somebody who may see less sees less, however wide the server is open.
        await using var wide = await WithMcp("company-confidential");
        var narrow = await server.Person("marked-for-mcp", Role.Viewer);
        await store.SetMembership(new("marked-for-mcp", narrow.Id, new HashSet<Role> { Role.Viewer }, "TLP:GREEN"), "test");
        await using (var client = await OverHttp(wide, narrow, KeyScopes.Read)) await AssertNothingLeaks(client, "marked-for-mcp");
        await using (var client = await OverHttp(wide, owner, KeyScopes.Read)) Assert.Contains("Kestrel", await Everything(client, "marked-for-mcp"), StringComparison.Ordinal);
        // Another person's workspace is not there at all.
        await using var stranger = await OverHttp(wide, await server.Person("hello", Role.Viewer), KeyScopes.Read);
        var refused = await stranger.CallToolAsync("assess", new Dictionary<string, object?> { ["package"] = "marked-for-mcp" });
        Assert.True(refused.IsError);
        await Assert.ThrowsAnyAsync<Exception>(async () => { await using var wrong = await OverHttp(wide, owner, KeyScopes.Metrics); });
    }

    [Fact]
    public async Task An_administrator_widens_what_leaves_and_narrows_it_again_and_nobody_else_can()
    {
        var store = WorkspaceStores.OpenFolder(Directory.CreateTempSubdirectory("vauban-mcp-store-").FullName, TimeProvider.System);
        await using var app = Server.Create(new() { Urls = ["http://127.0.0.1:0"], McpMarking = "TLP:CLEAR" }, store);
        await FirstStart.Prepare(store, app.Services.GetRequiredService<SignInLinks>(), false, CancellationToken.None);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var folder = Marked();
        await store.AddSnapshot("hello", PackageReader.Load(folder, [])!, "test");
        Directory.Delete(folder, true);
        var administrator = (await store.Users()).Single();
        var other = (await store.SaveUser(new(Vauban.Adapters.Stores.Secrets.NewId(), "reader") { SecurityStamp = "s" }, "test")).Stored;
        await store.SetMembership(new("hello", other.Id, new HashSet<Role> { Role.Viewer, Role.Administrator }, "TLP:RED"), "test");
        await using var assistant = await OverHttp(app, other, KeyScopes.Read);
        await AssertNothingLeaks(assistant, "hello");
        Assert.Equal(HttpStatusCode.Forbidden, await Choose(other, "TLP:AMBER", KeyScopes.Read, KeyScopes.Write, KeyScopes.Admin));
        Assert.Equal(HttpStatusCode.Forbidden, await Choose(administrator, "TLP:AMBER", KeyScopes.Read, KeyScopes.Write));
        Assert.Equal(HttpStatusCode.BadRequest, await Choose(administrator, "everything", KeyScopes.Admin));
        await AssertNothingLeaks(assistant, "hello");
        Assert.Equal(HttpStatusCode.OK, await Choose(administrator, "TLP:AMBER", KeyScopes.Admin));
        var said = await Everything(assistant, "hello");
        Assert.Contains("Kestrel", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Zanzibar", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Choose(administrator, "TLP:CLEAR", KeyScopes.Admin));
        await AssertNothingLeaks(assistant, "hello");
        store.Dispose();

        async Task<HttpStatusCode> Choose(User user, string marking, params string[] scopes)
        {
            var key = await app.Services.GetRequiredService<ApiKeys>().Create(user, new("choosing", scopes, 1), CancellationToken.None);
            using var http = new HttpClient { BaseAddress = Address(app) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", key!.Value.Secret);
            using var content = new StringContent(JsonSerializer.Serialize(new { marking }), Encoding.UTF8, "application/json");
            using var answer = await http.PutAsync(new Uri("/api/administration/assistants", UriKind.Relative), content);
            return answer.StatusCode;
        }
    }

    // The example with rows that must not leave: a technology with its item and goal, and a line in an item that everybody sees.
    static string Marked()
    {
        var folder = Directory.CreateTempSubdirectory("vauban-mcp-").FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(SourceTree.Root, "examples/hello"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        Append("technologies", ("id", "kestrel"), ("name", "Kestrel decoy"), ("area", "air"));
        Append("items", ("id", "kestrel-body"), ("name", "Kestrel body"), ("kind", "system"), ("unit", "piece"), ("technology", "kestrel"), ("complete", "yes"));
        Append("goals", ("technology", "kestrel"), ("verb", "produce"), ("item", "kestrel-body"), ("rate", "7331"), ("rate_unit", "piece/month"));
        Append("parties", ("id", "zanzibar"), ("name", "Zanzibar works"), ("kind", "company"), ("country", "FR"), ("control_country", "FR"));
        Append("lines", ("id", "kestrel-fr"), ("name", "Zanzibar line"), ("party", "zanzibar"), ("country", "FR"), ("item", "kestrel-body"), ("capacity", "7331"), ("capacity_unit", "piece/month"));
        Append("lines", ("id", "board-secret"), ("name", "Zanzibar boards"), ("party", "zanzibar"), ("country", "FR"), ("item", "board"), ("capacity", "7331"), ("capacity_unit", "piece/month"));
        return folder;

        void Append(string table, params (string Field, string Value)[] cells)
        {
            var path = Path.Combine(folder, table + ".csv");
            var lines = File.ReadAllLines(path);
            var fields = lines[0].Split(',').ToList();
            foreach (var more in cells.Select(c => c.Field).Append("marking").Except(fields).ToArray())
            {
                fields.Add(more);
                for (var i = 0; i < lines.Length; i++) lines[i] += i == 0 ? "," + more : ",";
            }
            var row = cells.Append(("marking", "TLP:AMBER")).Append(("source", "S01")).Append(("basis", "synthetic")).ToDictionary(c => c.Item1, c => c.Item2);
            File.WriteAllLines(path, [.. lines, string.Join(',', fields.Select(f => row.GetValueOrDefault(f, "")))]);
        }
    }

    static async Task AssertNothingLeaks(McpClient client, string package)
    {
        var said = await Everything(client, package);
        foreach (var secret in Secrets) Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        // Without the line that is not seen, boards from Norway are still needed; the answer says that rows were withheld.
        Assert.Contains("\"rowsWithheld\": 6", said, StringComparison.Ordinal);
    }

    // Every tool, about everything there is, also what is asked for by its secret name.
    static async Task<string> Everything(McpClient client, string package)
    {
        var said = new StringBuilder();
        async Task Add(string tool, params (string, object)[] arguments)
        {
            var answer = Text(await client.CallToolAsync(tool, arguments.Append(("package", package)).ToDictionary(a => a.Item1, a => (object?)a.Item2)));
            // What was asked for comes back in a refusal.
            said.AppendLine(arguments.Select(a => a.Item2 is string[] many ? many[0] : (string)a.Item2).Aggregate(answer, (t, a) => t.Replace(a, "", StringComparison.Ordinal)));
        }
        said.AppendLine(Text(await client.CallToolAsync("technologies")));
        await Add("assess");
        await Add("assess", ("technology", "kestrel"));
        await Add("assess", ("perimeter", "FR"));
        await Add("what_if", ("without", new[] { "FR" }));
        await Add("what_if", ("without", new[] { "item:board" }));
        await Add("explain", ("address", "field-radio/produce/theta_all"), ("perimeter", "FR"));
        await Add("explain", ("address", "kestrel/produce/theta_in"));
        await Add("dependents", ("what", "FR"));
        await Add("dependents", ("what", "item:board"));
        await Add("dependents", ("what", "item:kestrel-body"));
        return said.ToString();
    }

    static async Task<McpClient> OverPipes(string package, params string[] more)
    {
        var run = new List<string> { Path.Combine(AppContext.BaseDirectory, "vauban.dll"), "mcp", package };
        run.AddRange(more);
        return await McpClient.CreateAsync(new StdioClientTransport(new() { Command = "dotnet", Arguments = run, WorkingDirectory = SourceTree.Root, Name = "vauban" }), cancellationToken: TestContext.Current.CancellationToken);
    }

    async Task<WebApplication> WithMcp(string marking)
    {
        var app = Server.Create(new() { Urls = ["http://127.0.0.1:0"], Time = TimeProvider.System, McpMarking = marking }, await server.Store());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    static Uri Address(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    static async Task<McpClient> OverHttp(WebApplication app, User owner, params string[] scopes)
    {
        var made = await app.Services.GetRequiredService<ApiKeys>().Create(owner, new("assistant", scopes, 1) { Reason = "Testing what leaves" }, CancellationToken.None);
        return await McpClient.CreateAsync(new HttpClientTransport(new()
        {
            Endpoint = new(Address(app), McpEndpoints.Path), TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = new AuthenticationHeaderValue("Bearer", made!.Value.Secret).ToString() },
        }), cancellationToken: TestContext.Current.CancellationToken);
    }

    static async Task<JsonDocument> Ask(McpClient client, string tool, params (string Name, object Value)[] arguments)
    {
        var answer = await client.CallToolAsync(tool, arguments.ToDictionary(a => a.Name, a => (object?)a.Value));
        Assert.False(answer.IsError ?? false, Text(answer));
        return JsonDocument.Parse(Text(answer));
    }

    static string Text(CallToolResult answer) => string.Concat(answer.Content.OfType<TextContentBlock>().Select(b => b.Text));

    static string Flat(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));
}
