using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Decisions;

/// <summary>What an address asks of the audit log: <c>kind</c> (start of what was done), <c>who</c>, <c>from</c>, <c>to</c> (days, both counted), <c>before</c> (a number).</summary>
/// <param name="Kind">Start of what was done.</param>
/// <param name="Who">Person or key.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Before">Number that all lines are below; 0 for none.</param>
sealed record AuditRequest(string Kind, string Who, string From, string To, long Before)
{
    /// <summary>Lines on a page.</summary>
    public const int PageSize = 200;

    /// <summary>Reads an address.</summary>
    public static AuditRequest Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = long.TryParse(request.Query["before"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var before);
        return new(One("kind"), One("who"), One("from"), One("to"), before);

        string One(string name) => request.Query[name].ToString().Trim();
    }

    /// <summary>The query; null where something in it cannot be.</summary>
    /// <param name="caller">Workspace.</param>
    /// <param name="most">How many lines.</param>
    public AuditQuery? Query(CallerWorkspace caller, int most)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!Kind.All(c => c is >= 'a' and <= 'z' or '.' or '-')) return null;
        DateOnly from = default, to = default;
        if ((From.Length > 0 && !Dates.TryParse(From, false, out from)) || (To.Length > 0 && !Dates.TryParse(To, true, out to))) return null;
        return new()
        {
            Workspace = caller.Id, Action = Kind, Actor = Who, Before = Before, Most = most, From = From.Length > 0 ? Start(from) : null, Until = To.Length > 0 ? Start(to.AddDays(1)) : null,
        };
    }

    static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <summary>Who did what in the workspace, newest first.</summary>
sealed class AuditTable : ITableSource
{
    // A file holds more than a page.
    const int MostInFile = 10_000;

    public static string Key => "audit";

    public static IReadOnlyList<Role> Needs => [Role.Auditor, Role.Administrator];

    public static async Task<TableContent?> Read(TableRequest request) => await Of(request, MostInFile) is { } read ? read.Content : null;

    /// <summary>The table, and the number of its last line where there are more.</summary>
    public static async Task<(TableContent Content, long More)?> Of(TableRequest request, int most)
    {
        ArgumentNullException.ThrowIfNull(request);
        var store = request.Http.RequestServices.GetRequiredService<IWorkspaceStore>();
        if (AuditRequest.Of(request.Http.Request).Query(request.Caller, most) is not { } query) return null;
        var lines = await store.FindAudit(query, request.Stop);
        var people = await PeopleNames.Of(store, request.Stop);
        var texts = request.Texts;
        var content = new TableContent(texts["workbench.audit.caption"],
            [new(texts["workbench.data.number"], true), new(texts["workbench.audit.time"]), new(texts["workbench.audit.who"]), new(texts["workbench.audit.what"]), new(texts["workbench.audit.target"]), new(texts["workbench.audit.detail"])],
            [.. lines.Select(e => (IReadOnlyList<TableCell>)
                [TableCell.Number(e.Number, e.Number.ToString(CultureInfo.InvariantCulture)), e.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), people.Of(e.Event.Actor), e.Event.Action, Short(people.Of(e.Event.Target)), e.Event.Detail])]) { Nothing = texts["workbench.audit.none"] };
        return (content, lines.Count == most ? lines[^1].Number : 0);
    }

    // A snapshot goes by the start of its hash, as at the foot of every page; the export holds all of it.
    static string Short(string target) => target.Length == 64 && target.All(char.IsAsciiHexDigitLower) ? target[..12] : target;
}
