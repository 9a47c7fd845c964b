using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary><c>vauban capacity policy</c> as a job, with ready-made measures.</summary>
sealed class PolicyJob : IJobKind
{
    const int MostMeasures = 8;

    public static string Key => "policy";

    public static IReadOnlyList<string> Options => [.. PlanQuery.Names, "change", "technology", "at", "no-plan"];

    public static Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var (query, texts, network) = (ask.Query, ask.Texts, ask.Network);
        // Sums for several choices of measures could be taken from each other: there is one choice, all of them.
        if ((ask.Sums is null ? query.All("change") : Measures.Names) is not { Count: > 0 and <= MostMeasures } named) throw new InputException(texts.Format("capacity.policy.needed", string.Join(", ", Measures.Names)));
        var plan = query.Has("no-plan") ? null : PlanQuery.Of(ask);
        var options = new PolicyOptions { Perimeter = query.Perimeters(texts)[0], At = query.Date("at", texts), Status = query.Status(texts), Technologies = query.Technologies(network, texts), Plan = plan };
        if (network.At(options.At, options.Status).Goals.Count == 0) throw new InputException(texts["terminal.nothing"]);
        var findings = new List<Finding>();
        var measures = new List<ChangeSet>();
        // Ready-made ones only: a name is no path here.
        foreach (var name in named) measures.Add(Measures.Load(name, findings) ?? throw new InputException(texts.Format("capacity.policy.needed", string.Join(", ", Measures.Names))));
        var cases = PolicyEngine.Apply(network, measures, findings) ?? throw new InputException(texts.Format("capacity.aggregate.errors", findings.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return (tell, stop) => Run(ask with { Findings = [.. ask.Findings, .. findings] }, cases, options, tell, stop);
    }

    static JobAnswer Run(JobAsk ask, IReadOnlyList<PolicyCase> cases, PolicyOptions options, Action<JobNews> tell, CancellationToken stop)
    {
        if (ask.Sums is { } sums) return Sums(ask, cases, options.Plan ?? PlanQuery.Of(ask), sums, tell, stop);
        var result = PolicyEngine.Run(cases, options, LinearSolvers.Default, (done, of) => tell(StepNews.Of("capacity.policy.progress", done, of)), stop);
        return new(JsonText.Of(j => PolicyJson.Write(j, [result], ask.Findings, ask.Texts)), result.Cases.All(c => c.Plan?.Status != PlanStatus.Stopped && c.Worst?.Status != PlanStatus.Stopped));
    }

    // Every case's plan as sums; a case is shown as far as its difference from those before gives nothing away.
    static JobAnswer Sums(JobAsk ask, IReadOnlyList<PolicyCase> cases, PlanOptions options, AggregateOptions sums, Action<JobNews> tell, CancellationToken stop)
    {
        var results = new List<PlanResult>();
        foreach (var given in cases)
        {
            tell(StepNews.Of("capacity.policy.progress", results.Count, cases.Count));
            results.Add(PlanEngine.Run(given.Network, options, LinearSolvers.Default, null, stop));
        }
        var made = AggregatePlans.Of(results, sums);
        return new(JsonText.Of(j => AggregateJson.Plans(j, cases[0].Network.Package, options, sums, [.. made.Select((p, i) => ((string?)cases[i].Name, p))], ask.Findings)),
            !stop.IsCancellationRequested && results.All(r => r.Status != PlanStatus.Stopped));
    }
}
