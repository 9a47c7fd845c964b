using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Explain;

/// <summary>The terms that a figure adds up from.</summary>
sealed class ExplainTable : ITableSource
{
    public static string Key => "explain";

    public static IReadOnlyList<ApiParameter> Takes => [.. ApiParameters.Explain, .. ApiParameters.Assessment];

    public static bool FollowsFromSnapshot => true;

    public static async Task<TableContent?> Read(TableRequest request) => (await ExplainWords.Of(request))?.Terms() ?? (await ExposureExplanation.Of(request))?.Terms();
}
