using Vauban.App.Cli;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Cascade;

/// <summary>Tables of cascades, for analysts who gave a reason.</summary>
static class CascadeTables
{
    /// <summary>What the ranking reads of the address.</summary>
    public static IReadOnlyList<ApiParameter> OfRanking { get; } = [.. ApiParameters.OfJob, new("q", "Only firms whose id or sector holds this."), new("sector", "Only firms of this sector.")];

    /// <summary>What the course of one failure reads of the address.</summary>
    public static IReadOnlyList<ApiParameter> OfCourse { get; } =
        [.. CascadeEndpoints.OfNetwork, new("job", "Id of a long run of the kind cascade with firm, in place of the files."), new("q", "Only firms whose id or sector holds this."), new("sector", "Only firms of this sector.")];

    /// <summary>A table of a job.</summary>
    public static async Task<TableContent?> OfJob(TableRequest request, Func<CascadeView, bool> fits, Func<CascadeView, TableContent> table) => await CascadeView.OfJob(request) is { IsRefused: false } view && fits(view) ? table(view) : null;

    /// <summary>A table of the course of one failure; null where the address asks for what cannot be.</summary>
    public static async Task<TableContent?> Course(TableRequest request, Func<CascadeView, TableContent> table)
    {
        try
        {
            return await CascadeView.OfAddress(request) is { IsCourse: true } view ? table(view) : null;
        }
        catch (InputException)
        {
            return null;
        }
    }
}

/// <summary>Every firm's failure as rows, the costliest first.</summary>
sealed class CascadeRankingTable : ITableSource
{
    public static string Key => "cascade";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => CascadeTables.OfRanking;

    public static Task<TableContent?> Read(TableRequest request) => CascadeTables.OfJob(request, v => v.IsSweep, v => v.Ranking());
}

/// <summary>Shocks side by side.</summary>
sealed class CascadeShocksTable : ITableSource
{
    public static string Key => "cascade-shocks";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => CascadeTables.OfJob(request, v => v.IsShocks, v => v.Shocks());
}

/// <summary>What each sector loses by each shock.</summary>
sealed class CascadeShockSectorsTable : ITableSource
{
    public static string Key => "cascade-shock-sectors";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static Task<TableContent?> Read(TableRequest request) => CascadeTables.OfJob(request, v => v.IsShocks, v => v.ShockSectors());
}

/// <summary>Steps of one failure.</summary>
sealed class CascadeStepsTable : ITableSource
{
    public static string Key => "cascade-steps";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => CascadeTables.OfCourse;

    public static Task<TableContent?> Read(TableRequest request) => CascadeTables.Course(request, v => v.Steps());
}

/// <summary>What each sector loses by one failure.</summary>
sealed class CascadeSectorsTable : ITableSource
{
    public static string Key => "cascade-sectors";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => CascadeTables.OfCourse;

    public static Task<TableContent?> Read(TableRequest request) => CascadeTables.Course(request, v => v.SectorLosses());
}

/// <summary>Firms that lose something by one failure.</summary>
sealed class CascadeHitTable : ITableSource
{
    public static string Key => "cascade-hit";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => CascadeTables.OfCourse;

    public static Task<TableContent?> Read(TableRequest request) => CascadeTables.Course(request, v => v.Hit());
}
