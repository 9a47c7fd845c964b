using Vauban.Adapters.Solvers;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary><c>vauban capacity fixes</c> as a job.</summary>
sealed class FixesJob : IJobKind
{
    public static string Key => "fixes";

    public static IReadOnlyList<string> Options => ["perimeter", "technology", "verb", "at", "status", "budget", "outage", "level", JobDesk.ScenarioOption];

    public static Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var (query, texts, network) = (ask.Query, ask.Texts, ask.Network);
        foreach (var verb in query.All("verb").Where(v => !FieldCatalog.Verbs.Contains(v))) throw new InputException(texts.Format("capacity.fixes.verb", verb, string.Join(", ", FieldCatalog.Verbs)));
        var options = new FixesOptions
        {
            Perimeter = query.Perimeters(texts)[0], At = query.Date("at", texts), Status = query.Status(texts), Technologies = query.Technologies(network, texts), Verbs = query.All("verb"),
            Budget = query.Number("budget", 0, double.MaxValue, texts["capacity.fixes.budget"]), OutageDays = query.Number("outage", 1e-3, 36500, texts["terminal.outage"]) ?? 180,
            Level = (query.Number("level", 1e-3, 1000, texts["capacity.fixes.level"]) ?? 100) / 100,
        };
        if (!network.At(options.At, options.Status).Goals.Any(g => (options.Verbs.Count == 0 || options.Verbs.Contains(g.Verb)) && (options.Technologies.Count == 0 || options.Technologies.Contains(network.Technologies[g.Technology].Id))))
            throw new InputException(texts["terminal.nothing"]);
        return (tell, stop) => Run(ask, options, tell, stop);
    }

    static JobAnswer Run(JobAsk ask, FixesOptions options, Action<JobNews> tell, CancellationToken stop)
    {
        var result = FixesEngine.Run(ask.Network, options, LinearSolvers.Default, (done, of) => tell(StepNews.Of("capacity.fixes.progress", done, of)), stop);
        return new(ask.Sums is { } sums ? JsonText.Of(j => AggregateJson.Fixes(j, ask.Network.Package, result, AggregateFixes.Of(result, sums), ask.Findings))
            : JsonText.Of(j => FixesJson.Write(j, [result], ask.Findings, ask.Texts)), true);
    }
}

/// <summary>News of a run that counts its steps.</summary>
static class StepNews
{
    /// <summary>So many steps of so many.</summary>
    public static JobNews Of(string key, int done, int of) => new(of > 0 ? (double)done / of : null, key, texts => texts[key]);
}
