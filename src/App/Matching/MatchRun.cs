using System.CommandLine;
using Vauban.Adapters.Formats.Matching;
using Vauban.App.Cli;
using Vauban.Core.Matching;
using Vauban.Core.Model;

namespace Vauban.App.Matching;

/// <summary>What the steps of matching share: where decisions lie, and the matching itself.</summary>
static class MatchRun
{
    public static Option<string?> Decisions() => new("--decisions") { Description = "Table of decisions, kept for ever: read if it is there, and completed. Default: PACKAGE-matches.csv beside the package.", HelpName = "FILE" };

    public static string FileOf(Call call, string package, string? given) => given is not null ? call.PathOf(given) : call.PathOf(package).TrimEnd('/', '\\') + "-matches.csv";

    public static IReadOnlyList<MatchDecision> Load(Call call, string file)
    {
        if (!File.Exists(file)) return [];
        var findings = new List<Finding>();
        if (MatchFile.Load(file, findings) is { } decisions) return decisions;
        if (call.IsJson) call.WriteJson(json => FindingsJson.Write(json, findings, call.Texts));
        FindingList.Write(call, findings, int.MaxValue, file);
        throw new InputException("");
    }

    public static MatchResult Run(Call call, Package package, IReadOnlyCollection<MatchDecision> decisions, double least)
    {
        if (least is not (>= 0 and <= 1)) throw new InputException(call.Texts["terminal.match.least"]);
        return MatchEngine.Run(package, decisions, new() { Least = least }, WordSimilarity.Of, call.Stop);
    }

    public static void RefuseToReplace(Call call, string to, bool force)
    {
        if (!force && (File.Exists(call.PathOf(to)) || Directory.Exists(call.PathOf(to)))) throw new InputException(call.Texts.Format("terminal.exists", to));
    }

    /// <summary>The log of a merge stands in the folder of the package, or beside its file.</summary>
    public static string LogOf(string package) => Directory.Exists(package) ? Path.Combine(package, "x-merged.json") : package + "-merged.json";
}
