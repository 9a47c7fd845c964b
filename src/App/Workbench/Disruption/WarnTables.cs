using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>What early warning reads from an address.</summary>
static class WarnTakes
{
    /// <summary>Options of <c>vauban disruption warn</c>.</summary>
    public static IReadOnlyList<ApiParameter> All { get; } =
    [
        .. ApiParameters.Exposure.Where(p => p.Name != "item"), new("verb", "Verb whose goals say what an alert means; produce where not given.") { Choices = [.. FieldCatalog.Verbs] },
        new("window", "Most values of a series that are looked at, the latest ones; 36 where not given.") { Type = "integer", Least = WarnOptions.Fewest, Most = WarnOptions.LargestWindow },
    ];
}

/// <summary>Every series with what is said of it.</summary>
sealed class WarnTable : ITableSource
{
    public static string Key => "warn";

    public static IReadOnlyList<ApiParameter> Takes => WarnTakes.All;

    public static async Task<TableContent?> Read(TableRequest request) => WarnView.Start(request, out _) is { } run ? (await run).Table(_ => "") : null;
}

/// <summary>What each alert is weighed by.</summary>
sealed class WarnFactorTable : ITableSource
{
    public static string Key => "warn-factors";

    public static IReadOnlyList<ApiParameter> Takes => WarnTakes.All;

    public static async Task<TableContent?> Read(TableRequest request) => WarnView.Start(request, out _) is { } run ? (await run).Factors() : null;
}

/// <summary>Values of one series.</summary>
sealed class WarnPointTable : ITableSource
{
    public static string Key => "warn-points";

    public static IReadOnlyList<ApiParameter> Takes => [.. WarnTakes.All, new("series", "Id of the series, as the JSON gives it; the first where not given.")];

    public static async Task<TableContent?> Read(TableRequest request) => WarnView.Start(request, out _) is { } run ? (await run).Points() : null;
}
