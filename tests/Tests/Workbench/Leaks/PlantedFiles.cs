using System.Globalization;
using System.Text;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench.Leaks;

/// <summary>Networks of firms and fault trees of every marking beside the planted package, and runs that rest on them.</summary>
static class PlantedFiles
{
    /// <summary>Keeps the files, has somebody who may see all of them play and search them, and gives addresses at which what came of it would be found.</summary>
    /// <param name="server">Server.</param>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="client">An analyst with a reason who may see everything.</param>
    public static async Task<IReadOnlyList<string>> Plant(WorkbenchServer server, string workspace, TestClient client)
    {
        var (store, addresses) = (await server.Store(), new List<string>());
        string Api(string path) => $"/api/workspaces/{workspace}/{path}";
        for (var k = 0; k < FieldCatalog.Markings.Count; k++)
        {
            var p = $"zq{k.ToString(CultureInfo.InvariantCulture)}";
            async Task<string> Keep(string kind, string text) =>
                (await store.AddFile(new(workspace, "", kind) { Name = $"{p}v-file.{kind}", Marking = FieldCatalog.Markings[k], AddedBy = "test" }, Encoding.UTF8.GetBytes(text))).File.Hash;
            var links = await Keep("links", $"supplier,customer,amount\nf1,{p}n-firm,1\n{p}n-firm,f1,2\n");
            var firms = await Keep("firms", $"firm,sector\nf1,{p}v-sector\n{p}n-firm,{p}v-other\n");
            var tree = await Keep("tree", $"<opsa-mef><define-fault-tree name='{p}v-tree'><define-gate name='top'><or><basic-event name='{p}n-event'/><basic-event name='{p}v-event'/></or></define-gate></define-fault-tree></opsa-mef>");
            var network = $"links={links}&firms={firms}";
            var (played, searched) = (await Run(client, Api("jobs/cascade"), ("links", links), ("firms", firms)), await Run(client, Api("jobs/cuts"), ("tree", tree)));
            addresses.AddRange(
            [
                $"/w/{workspace}/cascade?job={played}", $"/w/{workspace}/cascade?{network}", $"/w/{workspace}/cascade/firm?{network}&firm=f1", $"/w/{workspace}/cuts?job={searched}", $"/w/{workspace}/cuts?tree={tree}&ask=1",
                Api($"jobs/{played}/result"), Api($"jobs/{searched}/result"), Api($"disruption/cascade?{network}&firm=f1"), Api($"tables/cascade.csv?job={played}"), Api($"tables/cascade-hit.json?{network}&firm=f1"),
                Api($"tables/cascade-sectors.xlsx?{network}&firm=f1"), Api($"tables/tree-cuts.csv?job={searched}"), Api($"tables/tree-importances.json?job={searched}"),
            ]);
        }
        return addresses;
    }

    static async Task<string> Run(TestClient client, string path, params (string, string)[] options)
    {
        using var asked = await client.Post(path, options);
        var job = asked.Headers.Location!.OriginalString.Split("job=")[1];
        Assert.Contains("\"isEnded\":true", await client.Text($"{path[..path.LastIndexOf('/')]}/{job}/events"), StringComparison.Ordinal);
        return job;
    }
}
