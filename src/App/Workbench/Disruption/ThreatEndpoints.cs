using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Studio;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Disruption;

/// <summary>Scenarios of events: what can be played, and those that a workspace makes itself. Who saves over another's save is told.</summary>
sealed class ThreatEndpoints : IWorkspaceEndpoints
{
    const int MostTitle = 80, MostScenarios = 500;

    public static void Map(IEndpointRouteBuilder workspace)
    {
        ApiParameter version = new("version", "Version that was read; who saves over another's save is told.") { Type = "integer" };
        workspace.MapGet("threats", List).WithSummary("Scenarios that can be played: the package's, the workspace's own, and ready-made ones.").Gives(ApiNotes.Json);
        workspace.MapGet("threats/{threat}", Find).WithSummary("An own scenario as a file that vauban disruption stress --scenario reads.").Gives(ApiNotes.Json);
        workspace.MapPost("threats", Create).Needs(Role.Analyst, Role.Steward).WithSummary("Begins an own scenario.").TakesForm(new ApiParameter("title", "Its title, at most 80 characters.") { IsRequired = true }).GoesBack();
        workspace.MapPost("threats/{threat}/events", Add).Needs(Role.Analyst, Role.Steward).WithSummary("Adds an event to an own scenario.").TakesForm([.. ThreatForm.Fields, version]).GoesBack();
        workspace.MapPost("threats/{threat}/drop", Drop).Needs(Role.Analyst, Role.Steward).WithSummary("Takes an event away.").TakesForm(new("index", "Its place among the events, from 0.") { Type = "integer", Least = 0 }, version).GoesBack();
        workspace.MapPost("threats/{threat}/remove", Remove).Needs(Role.Analyst, Role.Steward).WithSummary("Removes an own scenario.").TakesForm(version).GoesBack();
    }

    static async Task<IResult> List(CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        var choice = caller.HasNetwork ? new ThreatChoice(caller.Network, null, []) { SeesNames = caller.SeesNames } : null;
        var own = await OwnThreat.List(caller, store, stop);
        return TypedResults.Text(JsonText.Of(json =>
        {
            void Write(string origin, string id, string name, string title, ThreatScenario? scenario)
            {
                json.WriteStartObject();
                json.WriteString("scenario", name);
                json.WriteString("title", title);
                json.WriteString("origin", origin);
                json.WriteText("id", id.Length > 0 ? id : null);
                json.WriteTexts("domains", scenario?.Domains ?? []);
                json.WriteString("tool", scenario?.Tool ?? "");
                json.WriteTexts("legal", scenario?.LegalHooks ?? []);
                json.WriteEndObject();
            }
            json.WriteStartObject();
            json.WriteStartArray("scenarios");
            foreach (var s in choice?.OfPackage ?? []) Write("package", "", s.Name, s.Title, s);
            foreach (var (kept, threat) in own) Write("own", kept.Id, threat.Name, threat.Title, null);
            foreach (var s in Threats.All([])) Write("ready-made", "", s.Name, s.Title, s);
            json.WriteEndArray();
            json.WriteEndObject();
        }), ApiNotes.Json);
    }

    static async Task<IResult> Find(string threat, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop) =>
        await Seen(threat, caller, store, stop) is { Threat: var found } ? TypedResults.Text(found.Json(), ApiNotes.Json) : TypedResults.NotFound();

    static async Task<(Scenario Kept, OwnThreat Threat)?> Seen(string id, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop) =>
        await store.FindScenario(caller.Id, id, stop) is { } kept && OwnThreat.Of(kept.Changes) is { } threat && threat.IsSeen(caller) ? (kept, threat) : null;

    static async Task<IResult> Create(CallerWorkspace caller, IWorkspaceStore store, HttpContext http, CancellationToken stop)
    {
        if (!caller.HasNetwork || !http.Request.HasFormContentType) return TypedResults.BadRequest();
        var title = (await http.Request.ReadFormAsync(stop))["title"].ToString().Trim();
        if (title.Length is 0 or > MostTitle) return Back(caller, "wrong=name");
        var all = await store.Scenarios(caller.Id, stop);
        if (all.Count >= MostScenarios) return Back(caller, "wrong=many");
        var saved = await store.SaveScenario(new(caller.Id, Secrets.NewId()[..16], title, new OwnThreat(NameOf(title, caller, all), title, []).Json()) { Owner = caller.User.Id }, caller.Actor, stop);
        return saved.IsSaved ? Back(caller, "", saved.Stored.Id) : Back(caller, "wrong=taken");
    }

    // A name that nothing else here has, so that a run says by its name what was played.
    static string NameOf(string title, CallerWorkspace caller, IEnumerable<Scenario> all)
    {
        var taken = Threats.Names.Concat(Threats.Of(caller.Network.Package, null, []).Select(s => s.Name)).Concat(all.Select(s => OwnThreat.Of(s.Changes)?.Name ?? "")).ToHashSet(StringComparer.Ordinal);
        var words = string.Concat(title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.Length > 0 ? string.Join('-', words) : "own";
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? name : $"{name}-{n.ToString(CultureInfo.InvariantCulture)}").First(n => !taken.Contains(n));
    }

    static async Task<IResult> Add(string threat, CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        if (await Seen(threat, caller, store, stop) is not { Kept: var kept, Threat: var found }) return TypedResults.NotFound();
        try
        {
            if (found.Events.Count >= OwnThreat.MostEvents) throw new InputException(texts.Format("workbench.threats.wrong.many", OwnThreat.MostEvents.ToString(CultureInfo.InvariantCulture)));
            var next = found with { Events = [.. found.Events, ThreatForm.Event(form, texts)] };
            var findings = new List<Finding>();
            if (next.Scenario(findings) is null) throw new InputException(string.Join(" ", findings.Where(f => f.Severity == Severity.Error).Take(3).Select(texts.Sentence)));
            // Whether there is a party or an item of that name is not said to those who may not see it.
            if (!next.IsSeen(caller)) throw new InputException(texts["workbench.threats.wrong.target"]);
            return await Save(caller, store, kept, next, form, stop);
        }
        catch (InputException e)
        {
            return Back(caller, "wrong=event&why=" + Uri.EscapeDataString(ScenarioEndpoints.Reasons(http).Protect(e.Message.Length > 400 ? e.Message[..400] : e.Message)), kept.Id);
        }
    }

    static async Task<IResult> Drop(string threat, CallerWorkspace caller, IWorkspaceStore store, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        if (await Seen(threat, caller, store, stop) is not { Kept: var kept, Threat: var found }) return TypedResults.NotFound();
        if (!int.TryParse(form["index"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return TypedResults.BadRequest();
        return await Save(caller, store, kept, found with { Events = [.. found.Events.Where((_, i) => i != index)] }, form, stop);
    }

    // The version that the form's page showed: who saves over another's save is told.
    static async Task<IResult> Save(CallerWorkspace caller, IWorkspaceStore store, Scenario kept, OwnThreat threat, IFormCollection form, CancellationToken stop)
    {
        var saved = await store.SaveScenario(kept with { Changes = threat.Json(), Version = Version(form) }, caller.Actor, stop);
        return Back(caller, saved.IsSaved ? "" : "wrong=changed", kept.Id);
    }

    static long Version(IFormCollection form) => long.TryParse(form["version"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    static async Task<IResult> Remove(string threat, CallerWorkspace caller, IWorkspaceStore store, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        if (await Seen(threat, caller, store, stop) is not { Kept: var kept }) return TypedResults.NotFound();
        if (kept.Owner != caller.User.Id && !caller.Has(Role.Administrator)) return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden);
        var status = await store.RemoveScenario(kept with { Version = Version(form) }, caller.Actor, stop);
        return Back(caller, status == SaveStatus.Changed ? "wrong=changed" : "");
    }

    static IResult Back(CallerWorkspace caller, string more, string id = "") =>
        TypedResults.LocalRedirect(caller.At("stress/own") + (more.Length > 0 ? "?" + more : "") + (id.Length > 0 ? "#threat-" + id : ""));
}
