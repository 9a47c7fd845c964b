using System.Text.RegularExpressions;

namespace Vauban.Tests.Architecture;

public sealed partial class DocumentLinkTests
{
    [Fact]
    public void Every_link_between_documents_leads_somewhere() =>
        Assert.Empty(from document in Documents()
                     from target in Targets(File.ReadAllText(document))
                     let path = Path.Combine(Path.GetDirectoryName(document)!, target)
                     where !File.Exists(path) && !Directory.Exists(path)
                     select $"{Path.GetRelativePath(SourceTree.Root, document)} links to {target}");

    [Fact]
    public void The_index_names_every_page_of_the_documentation()
    {
        var docs = Path.Combine(SourceTree.Root, "docs");
        var listed = Targets(File.ReadAllText(Path.Combine(docs, "README.md")));
        Assert.Empty(Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(docs, f).Replace('\\', '/'))
            .Where(f => f != "README.md").Except(listed).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Links_to_the_web_and_within_a_page_are_left_alone() =>
        Assert.Equal(["a/b.md", "../c.md"], Targets("[x](a/b.md) ![p](https://example.org/y.png) [z](#here) [w](../c.md#part)"));

    static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(SourceTree.Root, "*.md")
            .Concat(new[] { "docs", "examples" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, f), "*.md", SearchOption.AllDirectories)))
            .Order(StringComparer.Ordinal);

    static IEnumerable<string> Targets(string text) =>
        Link().Matches(text).Select(m => m.Groups[1].Value.Split('#')[0]).Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
