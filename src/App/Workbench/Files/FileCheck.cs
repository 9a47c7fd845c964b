using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Firms;
using Vauban.Adapters.Formats.OpenPsa;
using Vauban.App.Workbench.DataRoom;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Files;

/// <summary>Reads files before they are kept: what no engine can read does not belong into a workspace.</summary>
static class FileCheck
{
    /// <summary>Kinds of files; each is the name of the option that takes it, too.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["links", "firms", "classes", "shocks", "tree", "transport"];

    // A tree with several tops is whole: who asks says which is meant.
    const string SeveralTops = "E-TREE-13";

    static readonly ReadLimits Limits = new() { Bytes = 512L << 20, Rows = 4_000_000, Cells = 20_000_000, CellChars = 4096, RowChars = 1 << 16 };

    /// <summary>What was found in files that were sent together; an error means that none of them is kept.</summary>
    /// <param name="sent">Files by kind.</param>
    public static IReadOnlyList<Finding> Of(IReadOnlyDictionary<string, SentFile> sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        var findings = new List<Finding>();
        if (sent.TryGetValue("tree", out var tree))
        {
            using var stream = new MemoryStream(tree.Bytes, false);
            OpenPsaReader.Read(stream, new(tree.Name), null, findings);
            findings.RemoveAll(f => f.Code == SeveralTops);
        }
        if (sent.TryGetValue("transport", out var transport))
        {
            using var stream = new MemoryStream(transport.Bytes, false);
            TransportTable.Read(stream, transport.Name, findings);
        }
        if (sent.ContainsKey("links") && sent.ContainsKey("firms")) Firms(sent, findings);
        return findings;
    }

    static void Firms(IReadOnlyDictionary<string, SentFile> sent, List<Finding> findings)
    {
        string PathOf(string kind) => $"{kind}/{sent[kind].Name}";
        var paths = new FirmPaths
        {
            Links = PathOf("links"), Firms = PathOf("firms"), Classes = sent.ContainsKey("classes") ? PathOf("classes") : null, Limits = Limits,
            Open = path => new MemoryStream(sent.First(s => PathOf(s.Key) == path).Value.Bytes, false),
        };
        if (FirmFiles.Load(paths, findings) is not { } input || !sent.TryGetValue("shocks", out var shocks)) return;
        FirmFiles.LoadShocks(PathOf("shocks"), CascadeNetwork.Build(input), findings, _ => new MemoryStream(shocks.Bytes, false));
    }
}
