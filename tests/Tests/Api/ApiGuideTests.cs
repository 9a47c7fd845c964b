using System.Net;
using System.Text.RegularExpressions;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;
using Vauban.Tests.Workbench;

namespace Vauban.Tests.Api;

public sealed partial class ApiGuideTests(WorkbenchServer server)
{
    [Fact]
    public async Task What_the_guide_asks_is_answered()
    {
        using var client = await server.SignIn("hello", Role.Viewer);
        await (await server.Store()).SetMembership(new("ammunition-155", client.User!.Id, new HashSet<Role> { Role.Viewer }, "TLP:RED"), "test");
        var paths = Asked().Matches(SourceTree.Text("docs/guides/api.md")).Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.True(paths.Length > 8);
        foreach (var path in paths)
        {
            using var answer = await client.Get(path);
            // The server of a machine without Chromium says so.
            HttpStatusCode[] expected = path.Contains("Atlantis", StringComparison.Ordinal) ? [HttpStatusCode.BadRequest] : path.Contains(".pdf", StringComparison.Ordinal) ? [HttpStatusCode.OK, HttpStatusCode.NotImplemented] : [HttpStatusCode.OK];
            Assert.True(expected.Contains(answer.StatusCode), $"{path}: {(int)answer.StatusCode}");
        }
    }

    [GeneratedRegex("\\$VAUBAN(/[^\"]+)\"")]
    private static partial Regex Asked();
}
