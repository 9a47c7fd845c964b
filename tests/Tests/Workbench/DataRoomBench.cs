using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Workbench;

/// <summary>A workspace of its own for a test that changes data, with the example "hello" in it.</summary>
/// <param name="Id">Id of the workspace.</param>
/// <param name="Server">Server.</param>
sealed record DataRoomBench(string Id, WorkbenchServer Server)
{
    static int _made;

    /// <summary>Makes the workspace.</summary>
    /// <param name="server">Server.</param>
    /// <param name="hasData">False for a workspace without a snapshot.</param>
    public static async Task<DataRoomBench> Make(WorkbenchServer server, bool hasData = true)
    {
        var id = $"data-{Interlocked.Increment(ref _made)}";
        var store = await server.Store();
        await store.SaveWorkspace(new(id, "Data " + id), "test");
        if (hasData) await store.AddSnapshot(id, Package(Hello()), "test");
        return new(id, server);
    }

    /// <summary>Address of the workspace's pages.</summary>
    public string Page(string path = "data") => $"/w/{Id}/{path}";

    /// <summary>Address of the workspace's endpoints.</summary>
    public string Api(string path) => $"/api/workspaces/{Id}/{path}";

    /// <summary>Hash of its current snapshot.</summary>
    public async Task<string> Current() => (await (await Server.Store()).FindWorkspace(Id))!.Current;

    /// <summary>Files of the example, with texts in them replaced.</summary>
    public static (string Name, byte[] Bytes)[] Hello(params (string Old, string New)[] changes) =>
        [.. Directory.GetFiles(Path.Combine(SourceTree.Root, "examples/hello")).Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith("package.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileName(f), Encoding.UTF8.GetBytes(changes.Aggregate(File.ReadAllText(f), (text, c) => text.Replace(c.Old, c.New, StringComparison.Ordinal)))))];

    /// <summary>The package of files.</summary>
    public static Package Package((string Name, byte[] Bytes)[] files) =>
        PackageReader.Load("package", files.ToDictionary(f => f.Name, f => f.Bytes), new List<Finding>())!;

    /// <summary>The same as one ZIP.</summary>
    public static byte[] Zip((string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        PackageWriter.Write(Package(files), stream, "x.zip");
        return stream.ToArray();
    }

    /// <summary>Sends files by a person, and gives the address of the page that answers.</summary>
    public async Task<string> Send(TestClient client, (string Name, byte[] Bytes)[] files, params (string Name, string Value)[] fields)
    {
        using var answer = await client.Upload(Api("uploads"), files, false, [("declared", "yes"), .. fields]);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Id of the draft that a page shows.</summary>
    public static string IdOf(string page) => page.Split("id=")[1].Split('&')[0];
}
