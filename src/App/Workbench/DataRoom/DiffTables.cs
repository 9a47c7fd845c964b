using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>Cells that differ between two snapshots, or between the current one and a draft.</summary>
sealed class DiffRowsTable : ITableSource
{
    const int Most = 5000;

    public static string Key => "diff-rows";

    public static IReadOnlyList<ApiParameter> Takes => DiffQuery.Takes;

    public static async Task<TableContent?> Read(TableRequest request) => await DiffQuery.Of(request) is { Diff: { } diff } ? Of(diff, request.Texts) : null;

    /// <summary>The table of a comparison.</summary>
    public static TableContent Of(SeenDiff diff, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(texts);
        var head = diff.Rows.Head.Select(c => Row(texts["workbench.data.changed"], "package", "", c, texts));
        var rows = diff.Shown.SelectMany(r => r.Cells.Select(c => Row(texts["workbench.data." + r.Kind.ToString().ToLowerInvariant()], r.Table, r.Key, c, texts)));
        return new(texts["workbench.data.diff.rows"],
            [new(texts["workbench.data.row"]), new(texts["workbench.data.table"]), new(texts["workbench.data.change"]), new(texts["workbench.data.field"]), new(texts["workbench.data.before"]), new(texts["workbench.data.after"])],
            [.. head.Concat(rows).Take(Most)]) { Nothing = texts["terminal.diff.same"] };
    }

    static IReadOnlyList<TableCell> Row(string change, string table, string key, CellChange cell, Texts texts) =>
        [key.Length > 0 ? key : table, table, change, cell.Field, cell.Old.Length > 0 ? cell.Old : texts["terminal.diff.blank"], cell.New.Length > 0 ? cell.New : texts["terminal.diff.blank"]];
}

/// <summary>Verdicts that moved between two snapshots, or that a draft would move.</summary>
sealed class DiffMovesTable : ITableSource
{
    const int MostCauses = 12;

    public static string Key => "diff-moves";

    public static IReadOnlyList<ApiParameter> Takes => DiffQuery.Takes;

    public static async Task<TableContent?> Read(TableRequest request) => await DiffQuery.Of(request) is { Diff: { } diff } ? Of(diff, request.Texts) : null;

    /// <summary>The table of a comparison.</summary>
    public static TableContent Of(SeenDiff diff, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(texts);
        var moves = diff.Verdicts?.Moves ?? [];
        var hasCauses = diff.Verdicts is { Options.Trials: > 0 };
        var columns = new List<TableColumn>
        {
            new(texts["column.technology"]), new(texts["column.verb"]), new(texts["column.danger"]), new(texts["report.perimeter"]), new(texts["workbench.data.before"]), new(texts["workbench.data.after"]),
        };
        if (hasCauses) columns.Add(new(texts["workbench.data.cause"]));
        return new(texts["terminal.diff.moves"], columns, [.. moves.Select(m => Row(diff, m, hasCauses, texts))])
        {
            Nothing = texts[diff.Verdicts is null ? "workbench.data.diff.slow" : "terminal.diff.no-moves"],
        };
    }

    static string Name(SeenDiff diff, string technology)
    {
        var named = new[] { diff.Rows.After, diff.Rows.Before }.Select(p => p["technologies"]).Select(t => (Table: t, Row: t.Rows.FirstOrDefault(r => r.Cells[0] == technology))).FirstOrDefault(t => t.Row is not null);
        return named.Row is null ? technology : named.Table.Cell(named.Row, "name");
    }

    static IReadOnlyList<TableCell> Row(SeenDiff diff, VerdictMove move, bool hasCauses, Texts texts)
    {
        var cells = new List<TableCell>
        {
            Name(diff, move.Technology), texts["verb." + move.Verb], texts["terminal.danger." + move.Danger], move.Perimeter, State(move.Before, texts), State(move.After, texts),
        };
        if (hasCauses) cells.Add(Cause(diff, move.Cause, texts));
        return cells;
    }

    static TableCell State(CellState state, Texts texts) => state.Verdict.Length == 0 ? new(texts["terminal.diff.absent"])
        : new TableCell(texts["verdict." + state.Verdict]) { Sub = double.IsNaN(state.Central) ? "" : new Numbers(texts).Goal(state.Low, state.Central, state.High) };

    // Changes that the caller may not see are counted.
    static string Cause(SeenDiff diff, MoveCause? cause, Texts texts)
    {
        if (cause is null) return "";
        if (!cause.IsEnded) return texts["workbench.data.cause.open"];
        var seen = diff.Shown.Select(r => r.Address).ToHashSet(StringComparer.Ordinal);
        var names = cause.Rows.Select(r => r.Address).Where(seen.Contains).ToList();
        var others = cause.Rows.Count - names.Count + Math.Max(0, names.Count - MostCauses);
        if (cause.IsHead) names.Insert(0, texts["terminal.diff.date"]);
        return string.Join(", ", names.Take(MostCauses).Concat(others > 0 ? [texts.Format("sentence.more", others.ToString(CultureInfo.InvariantCulture))] : Array.Empty<string>()));
    }
}

/// <summary>What an address compares: <c>before</c> and <c>after</c> (the current one where not given), numbers of snapshots; or <c>id</c>, a draft of the
/// caller, against the current snapshot. <c>causes=yes</c> looks for what moved a verdict.</summary>
/// <param name="Before">Number of the first; 0 where nothing is chosen.</param>
/// <param name="After">Number of the second.</param>
/// <param name="HasCauses">True where causes are looked for.</param>
/// <param name="Diff">The comparison; null where there are no two to compare.</param>
sealed record DiffQuery(long Before, long After, bool HasCauses, SeenDiff? Diff)
{
    /// <summary>Parts of an address that it reads.</summary>
    public static IReadOnlyList<ApiParameter> Takes =>
    [
        new("before", "Number of the older snapshot.") { Type = "integer", IsRequired = true, Example = "1" }, new("after", "Number of the newer snapshot; the current one where not given.") { Type = "integer" },
        new("id", "A draft of the caller, compared with the current snapshot, instead of two snapshots."), new("causes", "yes: which changes moved which verdict, which takes longer.") { Choices = ["yes"] },
    ];

    /// <summary>Reads an address and compares.</summary>
    public static async Task<DiffQuery> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (services, query, caller) = (request.Http.RequestServices, request.Http.Request.Query, request.Caller);
        var (store, networks, diffs) = (services.GetRequiredService<IWorkspaceStore>(), services.GetRequiredService<Networks>(), services.GetRequiredService<Diffs>());
        var hasCauses = query["causes"] == "yes";
        var trials = hasCauses ? Diffs.MostTrials : 0;
        if (query["id"].ToString() is { Length: > 0 } id)
        {
            var draft = caller.Has(Core.Workspaces.Role.Steward) ? services.GetRequiredService<Drafts>().Find(id, caller.Id, caller.User.Id) : null;
            return new(0, 0, hasCauses, draft is null ? null : await OfDraft(caller, draft, diffs, trials, request.Stop));
        }
        var after = Number("after") is > 0 and var given ? given : (await store.FindSnapshot(caller.Id, caller.Snapshot, request.Stop))?.Number ?? 0;
        var before = Number("before");
        if (await SeenData.Of(caller, store, networks, before, request.Stop) is not { } old || await SeenData.Of(caller, store, networks, after, request.Stop) is not { } now) return new(before, after, hasCauses, null);
        return new(before, after, hasCauses, await diffs.Of(caller, old, now, trials, request.Stop));

        long Number(string name) => long.TryParse(query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>The current snapshot against a draft; null where either is missing. Its sender sees all of what he sent.</summary>
    public static async Task<SeenDiff?> OfDraft(CallerWorkspace caller, Draft draft, Diffs diffs, int trials, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(diffs);
        return draft.Upload.Network is { } network && caller.HasNetwork ? await diffs.Of(caller, SeenData.Current(caller), new(caller, new(network, draft.Upload.Findings)), trials, stop) : null;
    }
}
