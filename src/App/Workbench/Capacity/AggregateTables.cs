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
        ArgumentNullException.ThrowIfNull(table);
        return await AskedJob.Of(request) is { IsOfLines: false } asked ? table(new(asked.Document, request.Texts)) : null;
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
