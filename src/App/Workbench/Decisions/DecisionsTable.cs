using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Decisions;

/// <summary>What an address asks of decisions: <c>state</c>, <c>decided</c> (the kind), <c>owner</c>; empty for all.</summary>
sealed record DecisionQuery(string State, string Kind, string Owner)
{
    /// <summary>Reads an address.</summary>
    public static DecisionQuery Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.Query["state"].ToString(), request.Query["decided"].ToString(), request.Query["owner"].ToString());
    }

    /// <summary>True where an item fits.</summary>
    public bool Fits(DecisionItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return (State.Length == 0 || item.State == State) && (Kind.Length == 0 || item.Review.Decision?.Kind.ToString().ToLowerInvariant() == Kind) && (Owner.Length == 0 || item.Review.Decision?.Owner == Owner);
    }
}

/// <summary>Findings and decisions, filtered.</summary>
sealed class DecisionsTable : ITableSource
{
    public static string Key => "decisions";

    public static async Task<TableContent?> Read(TableRequest request) => await Of(await DecisionList.Of(request), request);

    /// <summary>The table of a list.</summary>
    public static async Task<TableContent> Of(DecisionList list, TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts, query) = (request.Caller, request.Texts, DecisionQuery.Of(request.Http.Request));
        var store = request.Http.RequestServices.GetRequiredService<IWorkspaceStore>();
        var people = await PeopleNames.Of(store, request.Stop);
        var numbers = (await store.Snapshots(caller.Id, request.Stop)).ToDictionary(s => s.Hash, s => s.Number, StringComparer.Ordinal);
        return new(texts["workbench.decisions.caption"],
            [
                new(texts["workbench.decisions.finding"]), new(texts["workbench.decisions.state"]), new(texts["workbench.decisions.kind"]), new(texts["workbench.decisions.owner"]), new(texts["workbench.decisions.reason"]),
                new(texts["workbench.decisions.expires"]), new(texts["workbench.decisions.snapshot"], true),
            ],
            [.. list.Items.Where(query.Fits).Select(i => Row(i))]) { Nothing = texts["workbench.decisions.none"] };

        IReadOnlyList<TableCell> Row(DecisionItem item)
        {
            var decision = item.Review.Decision;
            var number = decision is null ? 0 : numbers.GetValueOrDefault(decision.Snapshot);
            return
            [
                new TableCell(item.Words) { Href = $"{caller.At("decisions")}?finding={Uri.EscapeDataString(item.Review.Finding)}#decide" }, new TableCell(texts["workbench.decisions.state." + item.State]) { Mark = MarkOf(item.State) },
                decision is null ? "" : texts["workbench.decisions.kind." + decision.Kind.ToString().ToLowerInvariant()], decision is null ? "" : people.Of(decision.Owner), decision?.Reason ?? "",
                decision?.Expires is { } day ? Dates.Text(day) : "", number > 0 ? TableCell.Number(number, number.ToString(CultureInfo.InvariantCulture)) : "",
            ];
        }
    }

    /// <summary>Mark of a state.</summary>
    public static VerdictMark MarkOf(string state) => state switch
    {
        "stands" => new("good", "full"), "changed" or "expired" => new("bad", "empty"), "open" => new("mid", "half"), _ => new("open", "dashed"),
    };
}

/// <summary>Names of people by id.</summary>
public sealed class PeopleNames
{
    readonly Dictionary<string, string> _names;

    PeopleNames(Dictionary<string, string> names) => _names = names;

    /// <summary>Of a store.</summary>
    public static async Task<PeopleNames> Of(IWorkspaceStore store, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(store);
        var names = (await store.Users(stop)).ToDictionary(u => u.Id, u => u.DisplayName.Length > 0 ? u.DisplayName : u.Name, StringComparer.Ordinal);
        foreach (var key in await store.ApiKeys(null, stop)) names.TryAdd(key.Id, $"{key.Name} ({names.GetValueOrDefault(key.User, key.User)})");
        return new(names);
    }

    /// <summary>The name; the id where nobody has it.</summary>
    public string Of(string id) => _names.GetValueOrDefault(id, id);
}
