using Vauban.Adapters.Solvers;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Capacity;

/// <summary><c>vauban capacity plan</c> as a job. Who stops it gets the best plan so far.</summary>
sealed class PlanJob : IJobKind
{
    public static string Key => "plan";

    public static IReadOnlyList<string> Options => [.. PlanQuery.Names, "reading", JobDesk.ScenarioOption];

    public static Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var options = PlanQuery.Of(ask);
        if (ask.Network.Demands.Count == 0 && ask.Network.Goals.Count == 0) throw new InputException(ask.Texts["terminal.nothing"]);
        Reading? reading = ask.Query.One("reading") switch
        {
            null or "both" => null,
            "central" => Reading.Central,
            "pessimistic" => Reading.Pessimistic,
            "optimistic" => Reading.Optimistic,
            var word => throw new InputException(ask.Texts.Format("capacity.plan.reading", word)),
        };
        return (tell, stop) => Run(ask, options, reading, tell, stop);
    }

    static JobAnswer Run(JobAsk ask, PlanOptions options, Reading? reading, Action<JobNews> tell, CancellationToken stop)
    {
        PlanAnswer answer;
        PlanCase Given(Reading at) => HaulStudy.CaseOf(ask.Network, at, LinearSolvers.Default);
        if (reading is { } one) answer = new(null, ask.Network, [PlanEngine.Run(ask.Network, options with { Reading = one }, Given(one), LinearSolvers.Default, p => tell(PlanQuery.News(one, p)), stop)], []);
        else
        {
            var both = PlanReadings.Run(ask.Network, options, Given, LinearSolvers.Default, (at, p) => tell(PlanQuery.News(at, p)), stop);
            answer = new(null, ask.Network, [both.Central, both.Pessimistic], both.NoRegret);
        }
        var json = ask.Sums is not { } sums ? JsonText.Of(j => PlanJson.Write(j, [answer], ask.Findings, ask.Texts))
            : JsonText.Of(j => AggregateJson.Plans(j, ask.Network.Package, options, sums, [.. AggregatePlans.Of(answer.Results, sums).Select(p => ((string?)null, p))], ask.Findings));
        return new(json, !stop.IsCancellationRequested && answer.Results.All(r => r.Status != PlanStatus.Stopped));
    }
}
