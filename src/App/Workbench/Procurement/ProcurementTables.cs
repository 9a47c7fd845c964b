using Vauban.App.Cli;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Procurement;

/// <summary>Pooled demand by item and month with certainty.</summary>
sealed class PoolDemandTable : ITableSource
{
    public static string Key => "pool-demand";

    public static IReadOnlyList<ApiParameter> Takes => ProcurementQuery.Demand;

    public static bool FollowsFromSnapshot => true;

    public static Task<TableContent?> Read(TableRequest request)
    {
        try
        {
            return Task.FromResult<TableContent?>(ProcurementQuery.IsNothing(request.Caller.Network, request.Http.Request, request.Texts) ? ProcurementQuery.Nothing(request.Texts["workbench.pool.demand"], request.Texts) : DemandView.Of(request).Table());
        }
        catch (InputException)
        {
            return Task.FromResult<TableContent?>(null);
        }
    }
}

/// <summary>Instruments side by side.</summary>
sealed class GroupsTable : ITableSource
{
    public static string Key => "groups";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => ProcurementQuery.Groups;

    public static bool FollowsFromSnapshot => true;

    public static Task<TableContent?> Read(TableRequest request) => GroupView.Table(request, v => v.Overview());
}

/// <summary>Every kind of group.</summary>
sealed class GroupPatternsTable : ITableSource
{
    public static string Key => "group-patterns";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => ProcurementQuery.Groups;

    public static bool FollowsFromSnapshot => true;

    public static Task<TableContent?> Read(TableRequest request) => GroupView.Table(request, v => v.Patterns());
}

/// <summary>Ceilings and rates.</summary>
sealed class GroupCeilingsTable : ITableSource
{
    public static string Key => "group-ceilings";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => ProcurementQuery.Groups;

    public static bool FollowsFromSnapshot => true;

    public static Task<TableContent?> Read(TableRequest request) => GroupView.Table(request, v => v.Ceilings());
}

/// <summary>The measures of EDIP Article 85(2).</summary>
sealed class ReadinessTable : ITableSource
{
    public static string Key => "readiness";

    public static IReadOnlyList<ApiParameter> Takes => ProcurementQuery.Readiness;

    public static bool FollowsFromSnapshot => true;

    public static Task<TableContent?> Read(TableRequest request) => ReadinessView.Table(request, v => v.Shares());
}

/// <summary>Contracts of the base year, for analysts who gave a reason.</summary>
sealed class ReadinessContractsTable : ITableSource
{
    public static string Key => "readiness-contracts";

    public static IReadOnlyList<Role> Needs => [Role.Analyst, Role.Steward];

    public static IReadOnlyList<ApiParameter> Takes => ProcurementQuery.Readiness;

    public static Task<TableContent?> Read(TableRequest request) => request.Caller.SeesNames ? ReadinessView.Table(request, v => v.Contracts()) : Task.FromResult<TableContent?>(null);
}
