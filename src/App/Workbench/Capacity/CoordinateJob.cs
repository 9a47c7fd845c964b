using Vauban.Adapters.Solvers;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary><c>vauban capacity coordinate</c> as a job.</summary>
sealed class CoordinateJob : IJobKind
{
    public static string Key => "coordinate";

    public static IReadOnlyList<string> Options => [.. PlanQuery.Names.Where(n => n != "hold"), "split", JobDesk.ScenarioOption];

    public static Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var options = PlanQuery.Of(ask);
        var split = ask.Query.One("split") switch
        {
            null or "pro-rata" => CapacitySplit.ProRata,
            "order-date" => CapacitySplit.OrderDate,
            var other => throw new InputException(ask.Texts.Format("capacity.coordinate.split", other)),
        };
        if (ask.Network.Demands.Select(d => d.Buyer).Distinct(StringComparer.Ordinal).Count() < 2) throw new InputException(ask.Texts["capacity.coordinate.buyers"]);
        return (tell, stop) => Run(ask, options, split, tell, stop);
    }

    static JobAnswer Run(JobAsk ask, PlanOptions options, CapacitySplit split, Action<JobNews> tell, CancellationToken stop)
    {
        void Tell(double done) => tell(new(done, "capacity.coordinate.progress", texts => texts["capacity.coordinate.progress"]));
        // Own plans and claims are single buyers' and single lines'; what is left for an association is the one plan for all, beside what comes of the own ones.
        if (ask.Sums is { } sums)
        {
            var whole = CoordinationEngine.Run(ask.Network, new() { Plan = options, Split = split, WithoutSidePayments = false }, LinearSolvers.Default, (_, done) => Tell(done), stop);
            var plans = AggregatePlans.Of(whole, sums).Zip([ask.Texts["capacity.coordinate.one-plan"], ask.Texts["capacity.coordinate.joint"]], (plan, name) => ((string?)name, plan));
            return new(JsonText.Of(j => AggregateJson.Plans(j, ask.Network.Package, options, sums, [.. plans], ask.Findings)), IsWhole(whole));
        }
        var result = CoordinationEngine.Run(ask.Network, new() { Plan = options, Split = split }, LinearSolvers.Default, (_, done) => Tell(done), stop);
        return new(JsonText.Of(j => CoordinateJson.Write(j, ask.Network, result, ask.Findings, ask.Texts)), IsWhole(result));
    }

    static bool IsWhole(CoordinationResult result) => result.Coordinated.Status != PlanStatus.Stopped && result.Alone.All(a => a.Status != PlanStatus.Stopped);
}
