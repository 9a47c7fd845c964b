using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Procurement;

/// <summary>Together against separately.</summary>
sealed class PoolGainTable : ITableSource
{
    public static string Key => "pool-gain";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PoolView.Table(request, v => v.Gain());
}

/// <summary>Each state, together and separately.</summary>
sealed class PoolStatesTable : ITableSource
{
    public static string Key => "pool-states";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PoolView.Table(request, v => v.States());
}

/// <summary>Month by month.</summary>
sealed class PoolScheduleTable : ITableSource
{
    public static string Key => "pool-schedule";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PoolView.Table(request, v => v.Schedule());
}

/// <summary>Who makes it.</summary>
sealed class PoolLinesTable : ITableSource
{
    public static string Key => "pool-lines";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PoolView.Table(request, v => v.Lines());
}

/// <summary>The framework agreement.</summary>
sealed class PoolCallOffsTable : ITableSource
{
    public static string Key => "pool-call-offs";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PoolView.Table(request, v => v.CallOffs());
}

/// <summary>What is left for others.</summary>
sealed class PoolOfferedTable : ITableSource
{
    public static string Key => "pool-offered";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => PoolView.Table(request, v => v.Offered());
}
