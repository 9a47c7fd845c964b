using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>Snapshots of the workspace, newest first.</summary>
sealed class SnapshotsTable : ITableSource
{
    const int Most = 1000;

    public static string Key => "snapshots";

    public static async Task<TableContent?> Read(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts) = (request.Caller, request.Texts);
        var store = request.Http.RequestServices.GetRequiredService<IWorkspaceStore>();
        var all = await store.Snapshots(caller.Id, request.Stop);
        var people = (await store.Users(request.Stop)).ToDictionary(u => u.Id, u => u.DisplayName.Length > 0 ? u.DisplayName : u.Name, StringComparer.Ordinal);
        return new(texts["workbench.data.snapshots.caption"],
            [
                new(texts["workbench.data.number"], true), new(texts["workbench.data.added"]), new(texts["workbench.data.by"]), new(texts["workbench.data.package"]), new(texts["report.date"]), new(texts["workbench.data.of-rows"], true),
                new(texts["workbench.data.marking"]), new(texts["workbench.data.note"]), new(texts["workbench.data.compare"]),
            ],
            [.. all.Take(Most).Select(s => (IReadOnlyList<TableCell>)
            [
                TableCell.Number(s.Number, s.Number.ToString(CultureInfo.InvariantCulture)), Day(s), people.GetValueOrDefault(s.AddedBy, s.AddedBy), s.Title.Length > 0 ? s.Title : s.Name, s.AsOf is { } day ? Dates.Text(day) : "",
                TableCell.Number(s.Rows, s.Rows.ToString(CultureInfo.InvariantCulture)), s.Marking, s.Note,
                s.Hash == caller.Snapshot ? texts["workbench.data.current"] : new TableCell(texts["workbench.data.compare.current"]) { Href = $"{caller.At("data/changes")}?before={s.Number.ToString(CultureInfo.InvariantCulture)}" },
            ])]);
    }

    /// <summary>When a snapshot came, to the minute.</summary>
    public static string Day(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Added.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }
}
