using System.Globalization;
using Vauban.Adapters.Formats.OpenPsa;
using Vauban.App.Cli;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Cuts;

/// <summary><c>vauban exposure cuts FILE.xml</c> as a job, on a fault tree of the workspace.</summary>
sealed class CutsJob : IJobKind
{
    public static string Key => "cuts";

    public static IReadOnlyList<string> Options => ["tree", "top-gate", "order", "list", "by", "having", "lacking", "least-probability"];

    public static IReadOnlyList<string> Files => ["tree"];

    // Which sets of failures stop something is a recipe, whatever the tree is of.
    public static JobView ViewOf(CallerWorkspace caller, JobQuery query, string kept) => JobView.Names;

    public static Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var (query, texts) = (ask.Query, ask.Texts);
        if (ask.Files.Named(query, "tree", texts) is not { } file) throw new InputException(texts["workbench.cuts.needs"]);
        var findings = new List<Finding>();
        var tree = Read(ask, file, findings) ?? throw new InputException(string.Join(" ", findings.Where(f => f.Severity == Severity.Error).Take(3).Select(texts.Message)));
        var options = OptionsOf(query, tree, texts);
        return (tell, stop) =>
        {
            tell(new(null, "workbench.cuts.searching", t => t["workbench.cuts.searching"]));
            var result = FaultTreeEngine.Run(tree, options, stop);
            Finding[] all = [.. findings, .. result.Findings];
            return new(JsonText.Of(json => FaultTreeCuts.Write(json, result, all, texts)), true);
        };
    }

    static FaultTree? Read(JobAsk ask, DataFile file, List<Finding> findings)
    {
        using var stream = ask.Files.Open(file);
        return OpenPsaReader.Read(stream, new(file.Name), ask.Query.One("top-gate"), findings);
    }

    static FaultTreeOptions OptionsOf(JobQuery query, FaultTree tree, Adapters.Texts.Texts texts)
    {
        var numbers = texts.Format("exposure.fault.numbers", FaultTreeResult.MostListed.ToString(CultureInfo.InvariantCulture));
        var by = query.One("by") ?? "probability";
        if (by is not ("probability" or "size")) throw new InputException(texts["exposure.fault.by"]);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var e = 0; e < tree.Events.Count; e++) places[tree.Events[e].Name] = e;
        int[] Named(string option) => [.. query.All(option).Select(name => places.TryGetValue(name, out var e) ? e : throw new InputException(
            Spelling.Nearest(name, places.Keys) is { } near ? texts.Format("exposure.fault.event.nearest", name, near) : texts.Format("exposure.fault.event", name)))];
        return new()
        {
            Order = Whole("order", 1, int.MaxValue), List = Whole("list", 0, FaultTreeResult.MostListed) ?? 10, IsBySize = by == "size",
            Having = Named("having"), Lacking = Named("lacking"), LeastProbability = query.Number("least-probability", 0, 1, texts["exposure.fault.least"]) ?? 0,
        };

        int? Whole(string option, int least, int most) => query.Number(option, least, most, numbers) is { } number ? number == Math.Floor(number) ? (int)number : throw new InputException(numbers) : null;
    }
}
