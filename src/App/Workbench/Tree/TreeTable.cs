using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Tree;

/// <summary>The supply tree as rows.</summary>
sealed class TreeTable : ITableSource
{
    public static string Key => "tree";

    public static IReadOnlyList<ApiParameter> Takes => [.. ApiParameters.Exposure, .. ApiParameters.Tree];

    public static bool FollowsFromSnapshot => true;

    public static async Task<TableContent?> Read(TableRequest request) => (await TreeWords.Of(request)).Words?.Table();
}
