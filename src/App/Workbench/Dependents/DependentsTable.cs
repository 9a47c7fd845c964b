using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Dependents;

/// <summary>What depends on something, as rows.</summary>
sealed class DependentsTable : ITableSource
{
    public static string Key => "dependents";

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.What, .. ApiParameters.Exposure];

    public static bool FollowsFromSnapshot => true;

    public static async Task<TableContent?> Read(TableRequest request) => (await DependentsWords.Of(request)).Words?.Table();
}
