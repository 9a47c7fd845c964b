using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Flows;

/// <summary>Source countries as rows.</summary>
sealed class FlowCountryTable : ITableSource
{
    public static string Key => "flow-countries";

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.By, .. ApiParameters.Exposure];

    public static async Task<TableContent?> Read(TableRequest request) => (await FlowsWords.Of(request)).Words?.Countries();
}

/// <summary>Every flow as a row.</summary>
sealed class FlowTable : ITableSource
{
    public static string Key => "flows";

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.By, .. ApiParameters.Exposure];

    public static async Task<TableContent?> Read(TableRequest request) => (await FlowsWords.Of(request)).Words?.Links();
}
