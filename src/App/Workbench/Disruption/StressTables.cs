using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Disruption;

/// <summary>What the tables of a stress test read from their address.</summary>
static class StressTakes
{
    /// <summary>The run alone.</summary>
    public static IReadOnlyList<ApiParameter> Shown { get; } =
    [
        .. ApiParameters.OfJob, new("show", "Name of a scenario of the run, as its JSON gives it; the two worst where not given, at most four.") { IsList = true }, new("product", "Id of the product; the one that loses most where not given."),
    ];
}

/// <summary>Scenarios by what they cost.</summary>
sealed class StressTable : ITableSource
{
    public static string Key => "stress";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await StressView.Of(request))?.Ranking(s => "");
}

/// <summary>Scenarios side by side.</summary>
sealed class StressSideTable : ITableSource
{
    public static string Key => "stress-side";

    public static IReadOnlyList<ApiParameter> Takes => StressTakes.Shown;

    public static async Task<TableContent?> Read(TableRequest request) => (await StressView.Of(request))?.Side();
}

/// <summary>Output week by week.</summary>
sealed class StressBandTable : ITableSource
{
    public static string Key => "stress-bands";

    public static IReadOnlyList<ApiParameter> Takes => StressTakes.Shown;

    public static async Task<TableContent?> Read(TableRequest request) => (await StressView.Of(request))?.Bands();
}

/// <summary>Stocks that would have bridged them.</summary>
sealed class StressStockTable : ITableSource
{
    public static string Key => "stress-stocks";

    public static IReadOnlyList<ApiParameter> Takes => StressTakes.Shown;

    public static async Task<TableContent?> Read(TableRequest request) => (await StressView.Of(request))?.Stocks();
}

/// <summary>What higher prices add.</summary>
sealed class StressCostTable : ITableSource
{
    public static string Key => "stress-costs";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await StressView.Of(request))?.Costs();
}
