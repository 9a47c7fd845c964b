using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.DataRoom;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Decisions;

/// <summary>The audit log: its chain checked, and its lines as <c>vauban audit export</c> writes them. Lines of one workspace show who did what
/// there; only the whole log can be checked anywhere, and it is for an administrator of the installation.</summary>
sealed class AuditEndpoints : IWorkspaceEndpoints
{
    const int Batch = 5000;

    static readonly Role[] Readers = [Role.Auditor, Role.Administrator];

    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapPost("audit/verify", Verify).Needs(Readers).OnlyReads().DisableAntiforgery().WithSummary("Checks the chain of the audit log.").Gives(ApiNotes.Json).GoesBack();
        workspace.MapGet("audit/export.jsonl", Export).Needs(Readers).WithSummary("Lines of the audit log, as vauban audit export writes them.").Gives("application/jsonl");
    }

    static async Task<IResult> Verify(HttpContext http, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        var verdict = await store.VerifyAudit(null, stop);
        await store.Append(new(caller.Actor, caller.Id, "audit.verify", Number(verdict.Head.Number), verdict.Fault.ToString().ToLowerInvariant()), stop);
        if (!Answers.IsProgram(http)) return TypedResults.LocalRedirect($"{caller.At("audit")}?checked={Number(verdict.Head.Number)}&fault={verdict.Fault.ToString().ToLowerInvariant()}&at={Number(verdict.At)}&head={verdict.Head.Hash}");
        return TypedResults.Text(JsonText.Of(json => AuditCommand.Write(json, verdict)), "application/json");
    }

    static async Task<IResult> Export(HttpContext http, CallerWorkspace caller, IWorkspaceStore store, Texts texts, CancellationToken stop, [Description("yes for the lines of all workspaces, which an administrator of the installation may have.")] string all = "")
    {
        var isAll = all == "yes";
        if (isAll && !KeyScopes.IsAdministrator(http)) return TypedResults.Problem(texts["workbench.audit.all.who"], statusCode: StatusCodes.Status403Forbidden);
        await store.Append(new(caller.Actor, caller.Id, "audit.export", isAll ? "all" : caller.Id), stop);
        return TypedResults.Stream(async to =>
        {
            var last = 0L;
            while (true)
            {
                var some = await store.Audit(last, Batch, isAll ? null : caller.Id, stop);
                foreach (var entry in some) await to.WriteAsync(Encoding.UTF8.GetBytes(AuditChain.Line(entry) + "\n"), stop);
                if (some.Count < Batch) return;
                last = some[^1].Number;
            }
        }, "application/jsonl", isAll ? "audit.jsonl" : $"{caller.Id}-audit.jsonl");
    }

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
