using System.Globalization;
using Vauban.App.Cli;
using Vauban.App.Disruption;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Cascade;

/// <summary><c>vauban disruption cascade</c> as a job, on the package or on files of the workspace.</summary>
sealed class CascadeJob : IJobKind
{
    public static string Key => "cascade";

    public static IReadOnlyList<string> Options => ["links", "firms", "classes", "default-class", "weight", "firm", "shocks", "no-replacement", "tolerance", "top", "sectors", "technology", "verb", "perimeter", "at", "status"];

    public static IReadOnlyList<string> Files => ["links", "firms", "classes", "shocks"];

    // Whose failure costs most is a recipe, whoever the firms are.
    public static JobView ViewOf(CallerWorkspace caller, JobQuery query, string kept) => JobView.Names;

    public static Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var question = CascadeQuestion.Of(ask.Query, ask.Files, ask.Network, ask.Findings, ask.Texts);
        return (tell, stop) => Run(ask, question, tell, stop);
    }

    static JobAnswer Run(JobAsk ask, CascadeQuestion question, Action<JobNews> tell, CancellationToken stop)
    {
        var (texts, findings) = (ask.Texts, new List<Finding>());
        tell(new(null, "workbench.cascade.reading", t => t["workbench.cascade.reading"]));
        if (question.Load(findings, stop) is not { } firms) return Refused();
        var (network, source) = (firms.Network, question.Source(firms));
        stop.ThrowIfCancellationRequested();
        if (question.Shocks is not null)
        {
            if (question.LoadShocks(network, findings) is not { } shocks) return Refused();
            var losses = CascadeEngine.Run(network, question.Options, shocks, done => Tell(done, shocks.Count), stop);
            return Of(json => CascadeJson.Shocks(json, source, network, question.Options, shocks, losses, findings, texts));
        }
        if (question.Failing.Count > 0)
        {
            if (question.Shock(network, findings) is not { } shock) return Refused();
            var trace = CascadeEngine.Trace(network, question.Options, shock, stop);
            return Of(json => CascadeJson.Trace(json, source, trace, findings, texts));
        }
        var sweep = CascadeEngine.Sweep(network, question.Options, firms.Makers, done => Tell(done, firms.Makers?.Count ?? network.Firms.Count), stop);
        findings.AddRange(sweep.Findings);
        return Of(json => CascadeJson.Sweep(json, source, sweep, question.Top, findings, texts));

        void Tell(int done, int of) => tell(new((double)done / of, "workbench.cascade.playing",
            t => t.Format("disruption.cascade.progress", done.ToString(CultureInfo.InvariantCulture), of.ToString(CultureInfo.InvariantCulture))));
        JobAnswer Of(Action<System.Text.Json.Utf8JsonWriter> write) => new(JsonText.Of(write), true);
        JobAnswer Refused() => Of(json => FindingsJson.Write(json, findings, texts));
    }
}
