using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Map;

/// <summary>Places as rows; without coordinates.</summary>
sealed class PlaceTable : ITableSource
{
    public static string Key => "map-places";

    public static IReadOnlyList<ApiParameter> Takes => [new("tier", "Tier that is shown; all where not given."), .. ApiParameters.Exposure];

    public static async Task<TableContent?> Read(TableRequest request) => (await MapWords.Of(request)).Words?.PlaceTable();
}

/// <summary>Flows between countries as rows.</summary>
sealed class ExchangeTable : ITableSource
{
    public static string Key => "map-flows";

    public static IReadOnlyList<ApiParameter> Takes => [new("tier", "Tier that is shown; all where not given."), .. ApiParameters.Exposure];

    public static async Task<TableContent?> Read(TableRequest request) => (await MapWords.Of(request)).Words?.FlowTable();
}
