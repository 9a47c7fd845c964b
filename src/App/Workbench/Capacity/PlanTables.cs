using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Capacity;

/// <summary>Finds the plan that an address asks for: <c>job</c>, and <c>shown</c> for another reading than the first.</summary>
static class PlanDocument
{
    /// <summary>The plan; null where the caller may not see it, nothing came of the job, or it holds sums only.</summary>
    public static async Task<PlanView?> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await AskedJob.Of(request) is not { IsOfLines: true, Job: var job, Document: var document }) return null;
        var say = new CapacityNames(job.Package.Network, request.Texts, request.Caller.SeesNames);
        if (job.Kind.Key == CoordinateJob.Key) return new(document.Part("coordinated"), say, []);
        return job.Kind.Key == PlanJob.Key && document.List("results") is [var answer, ..] ? Of(answer, say, request.Http.Request.Query["shown"].ToString()) : null;
    }

    /// <summary>The plan of a reading; the first where none is named.</summary>
    public static PlanView? Of(System.Text.Json.JsonElement answer, CapacityNames say, string reading)
    {
        var readings = answer.List("readings");
        if (readings.Count == 0) return null;
        var shown = readings.FirstOrDefault(r => r.Text("reading") == reading);
        return new(shown.ValueKind == System.Text.Json.JsonValueKind.Object ? shown : readings[0], say, [.. answer.List("noRegret").Select(n => n.Text("expansion"))]);
    }

    /// <summary>A table of the plan.</summary>
    public static async Task<TableContent?> Table(TableRequest request, Func<PlanView, TableContent> table) => await Of(request) is { HasPlan: true } view ? table(view) : null;
}

/// <summary>What starts when.</summary>
sealed class PlanStartsTable : ITableSource
{
    public static string Key => "plan-starts";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Starts());
}

/// <summary>Capacity against demand.</summary>
sealed class PlanCapacityTable : ITableSource
{
    public static string Key => "plan-capacity";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Capacity());
}

/// <summary>What is missing, and why.</summary>
sealed class PlanMissingTable : ITableSource
{
    public static string Key => "plan-missing";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Missing());
}

/// <summary>What partners get.</summary>
sealed class PlanCommitmentsTable : ITableSource
{
    public static string Key => "plan-commitments";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Commitments());
}

/// <summary>How full lines are.</summary>
sealed class PlanLoadsTable : ITableSource
{
    public static string Key => "plan-loads";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Loads());
}

/// <summary>Stock over time.</summary>
sealed class PlanStockTable : ITableSource
{
    public static string Key => "plan-stock";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Stock());
}

/// <summary>What it costs.</summary>
sealed class PlanCostsTable : ITableSource
{
    public static string Key => "plan-costs";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Costs());
}

/// <summary>Who pays.</summary>
sealed class PlanSpendingTable : ITableSource
{
    public static string Key => "plan-spending";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Spending());
}

/// <summary>Where people work and capital goes.</summary>
sealed class PlanWorkTable : ITableSource
{
    public static string Key => "plan-work";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PlanDocument.Table(request, v => v.Work());
}
