using Microsoft.Extensions.DependencyInjection;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Capacity;

/// <summary>Finds the sums that an address asks for by <c>job</c>.</summary>
static class AggregateDocument
{
    /// <summary>A table of the sums; null where there are none.</summary>
    public static async Task<TableContent?> Table(TableRequest request, Func<AggregateView, TableContent> table)
    {
        ArgumentNullException.ThrowIfNull(request);
        var desk = request.Http.RequestServices.GetRequiredService<JobDesk>();
        if (await desk.Find(request.Caller, request.Http.Request.Query["job"].ToString(), request.Stop) is not { Ticket.IsOfLines: false } job || await desk.Document(job, request.Stop) is not { } document) return null;
        return table(new(document, request.Texts));
    }
}

/// <summary>Sums of plans.</summary>
sealed class SumsTable : ITableSource
{
    public static string Key => "sums";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => AggregateDocument.Table(request, v => v.Plans());
}

/// <summary>Sums of money of plans.</summary>
sealed class SumsMoneyTable : ITableSource
{
    public static string Key => "sums-money";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => AggregateDocument.Table(request, v => v.MoneyTable());
}

/// <summary>Sums of what could be added.</summary>
sealed class SumsFixesTable : ITableSource
{
    public static string Key => "sums-fixes";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => AggregateDocument.Table(request, v => v.Fixes());
}
