using System.Xml.Linq;

namespace Vauban.Tests.Architecture;

public sealed class ReferenceTests
{
    [Fact]
    public void Core_uses_nothing_but_the_framework()
    {
        // By file, not by name: many packages are called System.Something too.
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Assert.All(Compiled.Core.AssemblyReferences, r => Assert.True(File.Exists(Path.Combine(framework, r.Name + ".dll")), r.Name));
    }

    [Fact]
    public void Core_asks_for_no_project_and_for_packages_at_build_time_only()
    {
        var project = XDocument.Parse(SourceTree.Text("src/Core/Core.csproj"));
        Assert.Empty(project.Descendants("ProjectReference"));
        Assert.Empty(project.Descendants("PackageReference").Where(p => (string?)p.Attribute("PrivateAssets") != "all").Select(p => (string?)p.Attribute("Include")));
    }

    [Fact]
    public void Adapters_does_not_know_the_application() =>
        Assert.DoesNotContain(Compiled.Adapters.AssemblyReferences, r => r.Name is "vauban");

    [Theory]
    [InlineData("src/Core", "Vauban.Core")]
    [InlineData("src/Adapters", "Vauban.Adapters")]
    [InlineData("src/App", "Vauban.App")]
    [InlineData("tests/Tests", "Vauban.Tests")]
    [InlineData("bench/Bench", "Vauban.Bench")]
    public void Namespaces_follow_folders(string project, string root)
    {
        var wrong = from path in SourceTree.Files(project)
                    where path.EndsWith(".cs", StringComparison.Ordinal) && path != project + "/Program.cs"
                    let folder = path[project.Length..path.LastIndexOf('/')].Replace('/', '.')
                    let line = SourceTree.Text(path).Split('\n').FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal))
                    where line?.Trim() != $"namespace {root}{folder};"
                    select $"{path}: {line?.Trim() ?? "no namespace"}, expected namespace {root}{folder};";
        Assert.Empty(wrong);
    }
}
