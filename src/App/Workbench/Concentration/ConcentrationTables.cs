using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Concentration;

/// <summary>Concentration of each item as rows.</summary>
sealed class ConcentrationTable : ITableSource
{
    public static string Key => "concentration";

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.Of, .. ApiParameters.Exposure];

    public static async Task<TableContent?> Read(TableRequest request) => (await ConcentrationWords.Of(request)).Words?.Table();
}

/// <summary>Shares of all holders as rows.</summary>
sealed class ShareTable : ITableSource
{
    public static string Key => "shares";

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.Of, .. ApiParameters.Exposure];

    public static async Task<TableContent?> Read(TableRequest request) => (await ConcentrationWords.Of(request)).Words?.Shares();
}

/// <summary>Single points of failure as rows.</summary>
sealed class FailureTable : ITableSource
{
    public static string Key => "single-points";

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.Of, .. ApiParameters.Exposure];

    public static async Task<TableContent?> Read(TableRequest request) => FailureWords.Start(request) is { } search ? (await search).Table() : null;
}

/// <summary>Minimal cut sets as rows.</summary>
sealed class CutTable : ITableSource
{
    public static string Key => "cuts";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.Of, .. ApiParameters.Cuts, .. ApiParameters.Exposure];

    public static async Task<TableContent?> Read(TableRequest request) => CutWords.Start(request) is { } search ? (await search).Table() : null;
}
