using Vauban.Core.Evidence;

namespace Vauban.App.Evidence;

/// <summary>What papers can be counted by.</summary>
static class TopicGroups
{
    /// <summary>Groups by their word; the first is the usual one.</summary>
    public static IReadOnlyList<string> All { get; } = ["topic", "initiative", "publisher", "technology", "language", "kind"];

    /// <summary>The map of papers by a group.</summary>
    public static TopicMap Map(IReadOnlyCollection<Paper> papers, string by) => TopicMap.Of(papers, p => Of(p, by));

    static IEnumerable<string> Of(Paper paper, string by) => by switch
    {
        "initiative" => paper.Initiatives, "publisher" => One(paper.Publisher), "technology" => paper.Technologies, "language" => One(paper.Language), "kind" => One(paper.Kind), _ => paper.Topics,
    };

    static string[] One(string text) => text.Length > 0 ? [text] : [];
}
