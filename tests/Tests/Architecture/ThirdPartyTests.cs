using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vauban.Tests.Architecture;

public sealed partial class ThirdPartyTests
{
    [Fact]
    public void Every_package_in_the_executable_has_its_licence_written_down()
    {
        using var build = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vauban.deps.json")));
        var used = build.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package")
            .Select(l => PerPlatform().Replace(l.Name.Split('/')[0], "runtime")).ToList();
        var written = SourceTree.Text("THIRD-PARTY.md").Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(l => l.Split('|')[1].Split(',')).Select(n => n.Trim()).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("Google.OrTools.runtime", used);
        Assert.Empty(used.Except(written));
    }

    [GeneratedRegex(@"(?<=\.)runtime\.(linux|win|osx)-\w+$")]
    private static partial Regex PerPlatform();
}
