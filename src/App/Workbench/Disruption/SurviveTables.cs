using Vauban.App.Exposure;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Disruption;

/// <summary>What the question how long failures are survived reads from an address.</summary>
static class SurviveTakes
{
    /// <summary>Options of <c>vauban disruption survive</c>.</summary>
    public static IReadOnlyList<ApiParameter> All { get; } =
    [
        .. ApiParameters.Exposure.Where(p => p.Name != "item"), new("verb", "Verb whose goals are to be met; produce where not given.") { Choices = [.. FieldCatalog.Verbs] },
        new("of", "Kind of node that fails; lines, sites and parties where not given.") { IsList = true, Choices = [.. SurviveOptions.Kinds.Select(ExposureJson.Word)] },
    ];
}

/// <summary>Every node with its time to survive and its time to recover; for analysts who gave a reason.</summary>
sealed class SurviveTable : ITableSource
{
    public static string Key => "survive";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => SurviveTakes.All;

    public static async Task<TableContent?> Read(TableRequest request) => SurviveWords.Start(request, out _) is { } run ? (await run).Table() : null;
}

/// <summary>How many nodes of each kind recover too late.</summary>
sealed class SurviveKindTable : ITableSource
{
    public static string Key => "survive-kinds";

    public static IReadOnlyList<ApiParameter> Takes => SurviveTakes.All;

    public static async Task<TableContent?> Read(TableRequest request) => SurviveWords.Start(request, out _) is { } run ? (await run).Kinds() : null;
}
