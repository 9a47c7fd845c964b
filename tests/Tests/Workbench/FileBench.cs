using System.Net;
using System.Text;
using System.Text.Json;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Workbench;

/// <summary>A workspace of a test's own with the smallest example in it, and files sent to it.</summary>
/// <param name="Server">Server.</param>
/// <param name="Id">Id of the workspace.</param>
sealed record FileBench(WorkbenchServer Server, string Id)
{
    public string Api => $"/api/workspaces/{Id}/";

    public string Page => $"/w/{Id}/";

    public static async Task<FileBench> Of(WorkbenchServer server, string id, string marking = "company-confidential")
    {
        var store = await server.Store();
        if (await store.FindWorkspace(id) is null)
        {
            await store.SaveWorkspace(new(id, "Files") { Perimeters = ["EU27"], Marking = marking }, "test");
            await store.AddSnapshot(id, (await store.LoadPackage("hello", (await store.FindWorkspace("hello"))!.Current))!, "test");
        }
        return new(server, id);
    }

    /// <summary>An analyst who gave a reason.</summary>
    public async Task<TestClient> Analyst(string clearance = "TLP:RED")
    {
        var client = await Server.SignInCleared(Id, clearance, Role.Viewer, Role.Analyst);
        using var given = await client.Post(Api + "names", ("reason", "Looks at networks of firms"), ("return", Page));
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        return client;
    }

    /// <summary>Sends files by kind.</summary>
    public async Task<HttpResponseMessage> Send(TestClient client, IEnumerable<(string Kind, string Name, byte[] Bytes)> files, bool asProgram, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(("__RequestVerificationToken", await client.FormToken()))) form.Add(new StringContent(value), name);
        foreach (var (kind, name, bytes) in files) form.Add(new ByteArrayContent(bytes), kind, name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Api + "files", UriKind.Relative)) { Content = form };
        if (asProgram)
        {
            request.Headers.Accept.Clear();
            request.Headers.Accept.ParseAdd("application/json");
        }
        return await client.Send(request);
    }

    /// <summary>The eleven firms of the examples.</summary>
    public static (string, string, byte[])[] Eleven => [.. new[] { ("links", "firms-links.csv"), ("firms", "firms.csv"), ("classes", "firms-classes.csv") }
        .Select(f => (f.Item1, f.Item2, File.ReadAllBytes(Path.Combine(SourceTree.Root, "examples", f.Item2))))];

    /// <summary>A fault tree.</summary>
    public static (string, string, byte[])[] Tree(string inside, string name = "tree.xml") => [("tree", name, Encoding.UTF8.GetBytes(inside))];

    /// <summary>Keeps files and gives their hashes by kind.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Keep(TestClient client, (string, string, byte[])[] files, string marking = "TLP:AMBER")
    {
        using var kept = await Send(client, files, true, ("declared", "yes"), ("marking", marking));
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        using var json = JsonDocument.Parse(await kept.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("files").EnumerateArray().ToDictionary(f => f.GetProperty("kind").GetString()!, f => f.GetProperty("sha256").GetString()!);
    }

    /// <summary>Runs a job to its end and gives its id.</summary>
    public async Task<string> Run(TestClient client, string kind, params (string, string)[] options)
    {
        using var asked = await client.Post($"{Api}jobs/{kind}", options);
        Assert.Contains("job=", asked.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
        var job = asked.Headers.Location!.OriginalString.Split("job=")[1];
        Assert.Contains("\"isEnded\":true", await client.Text($"{Api}jobs/{job}/events"), StringComparison.Ordinal);
        return job;
    }
}
