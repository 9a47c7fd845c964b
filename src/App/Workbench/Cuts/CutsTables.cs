using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Cuts;

/// <summary>Cut sets of a fault tree that were listed.</summary>
sealed class TreeCutsTable : ITableSource
{
    public static string Key => "tree-cuts";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes =>
        [.. ApiParameters.OfJob, new("q", "Only sets with an event whose name holds this."), new("size", "Only sets of so many events.") { Type = "integer", Least = 1 }, new("p", "Only sets at least so probable.") { Type = "number", Least = 0, Most = 1 }];

    public static async Task<TableContent?> Read(TableRequest request) => (await TreeView.Of(request))?.Cuts();
}

/// <summary>How many cut sets of a fault tree there are of each size.</summary>
sealed class TreeSetsTable : ITableSource
{
    public static string Key => "tree-sets";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await TreeView.Of(request))?.Sets();
}

/// <summary>Events of a fault tree by importance.</summary>
sealed class TreeImportancesTable : ITableSource
{
    public static string Key => "tree-importances";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => [.. ApiParameters.OfJob, new("q", "Only events whose name holds this.")];

    public static async Task<TableContent?> Read(TableRequest request) => (await TreeView.Of(request))?.Importances();
}

/// <summary>Cut sets of the package that were listed.</summary>
sealed class PackageCutsTable : ITableSource
{
    public static string Key => "package-cuts";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.Of, .. ApiParameters.Cuts, .. ApiParameters.Exposure, new("size", "Only sets of so many failures.") { Type = "integer", Least = 1 }];

    public static Task<TableContent?> Read(TableRequest request) => PackageCuts.Table(request, c => c.Sets());
}

/// <summary>How many cut sets of the package there are of each size.</summary>
sealed class PackageCountsTable : ITableSource
{
    public static string Key => "package-counts";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.Of, .. ApiParameters.Cuts, .. ApiParameters.Exposure];

    public static Task<TableContent?> Read(TableRequest request) => PackageCuts.Table(request, c => c.Counts());
}

/// <summary>Whose failure stands in how many cut sets of the package.</summary>
sealed class PackageEventsTable : ITableSource
{
    public static string Key => "package-events";

    public static IReadOnlyList<Role> Needs => [Role.Analyst];

    public static IReadOnlyList<ApiParameter> Takes => [ApiParameters.Of, .. ApiParameters.Cuts, .. ApiParameters.Exposure];

    public static Task<TableContent?> Read(TableRequest request) => PackageCuts.Table(request, c => c.Events());
}
