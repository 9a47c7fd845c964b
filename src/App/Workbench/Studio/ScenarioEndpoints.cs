using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Studio;

/// <summary>Scenarios: make one, add and take away steps, remove it. Who saves over another's save is told, and nothing is lost silently.</summary>
sealed class ScenarioEndpoints : IWorkspaceEndpoints
{
    const int MostName = 80, MostScenarios = 500, MostTable = 256 << 10;

    public static void Map(IEndpointRouteBuilder workspace)
    {
        ApiParameter version = new("version", "Version that was read; who saves over another's save is told.") { Type = "integer" };
        workspace.MapGet("scenarios", List).WithSummary("Scenarios that the caller may see: lists of changes to compare.").Gives(ApiNotes.Json);
        workspace.MapGet("scenarios/{scenario}", Find).WithSummary("A scenario.").Gives(ApiNotes.Json);
        workspace.MapPost("scenarios", Create).Needs(Role.Analyst, Role.Steward).WithSummary("Begins a scenario.").TakesForm(new ApiParameter("name", "Its name, at most 80 characters.") { IsRequired = true }).GoesBack();
        workspace.MapPost("scenarios/{scenario}/steps", Add).Needs(Role.Analyst, Role.Steward).WithSummary("Adds a step: a ready-made measure, somebody taken away, a new source, or a change of figures.").TakesForm(
            new("step", "Kind of step.") { Choices = ["measure", "without", "source", "change", "demands"] }, new("measure", "Name of a ready-made measure."), new("without", "Who is taken away, such as country:CN."), new("what", "What a change is about."),
            new("item", "Id of an item."), new("place", "Country or area that a change is held to."), new("operation", "How a change alters its figures."), new("value", "By how much."), new("country", "Country of a new source."),
            new("capacity", "What a new source makes, with its unit."),
            new("row", "What a change of lines is held to, or whose a new source is: line:ID or party:ID; for those who see names."),
            new("demands", "A table of demands (CSV, at most 256 kB) that stands in the place of the package's.") { Type = "file" }, version).GoesBack();
        workspace.MapPost("scenarios/{scenario}/drop", Drop).Needs(Role.Analyst, Role.Steward).WithSummary("Takes a step away.")
            .TakesForm(new("step", "Kind of step.") { Choices = ["measure", "without", "change", "demands"] }, new("index", "Its place among the steps of its kind, from 0.") { Type = "integer", Least = 0 }, version).GoesBack();
        workspace.MapPost("scenarios/{scenario}/remove", Remove).Needs(Role.Analyst, Role.Steward).WithSummary("Removes a scenario.").TakesForm(version).GoesBack();
    }

    static async Task<IResult> List(CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        var all = caller.HasNetwork ? (await store.Scenarios(caller.Id, stop)).Where(s => ScenarioContent.IsOne(s.Changes) && ScenarioStep.IsSeen(ScenarioContent.Of(s.Changes), caller)) : [];
        return TypedResults.Text(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteList("scenarios", all, s => Write(json, s));
            json.WriteEndObject();
        }), "application/json");
    }

    static async Task<IResult> Find(string scenario, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop) =>
        await Seen(scenario, caller, store, stop) is { } found ? TypedResults.Text(JsonText.Of(json => Write(json, found)), "application/json") : TypedResults.NotFound();

    static void Write(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteStartObject();
        json.WriteString("scenario", scenario.Id);
        json.WriteString("name", scenario.Name);
        json.WriteNumber("version", scenario.Version);
        json.WritePropertyName("content");
        json.WriteRawValue(ScenarioContent.Of(scenario.Changes).Json());
        json.WriteEndObject();
    }

    static async Task<Scenario?> Seen(string id, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop) =>
        caller.HasNetwork && await store.FindScenario(caller.Id, id, stop) is { } found && ScenarioContent.IsOne(found.Changes) && ScenarioStep.IsSeen(ScenarioContent.Of(found.Changes), caller) ? found : null;

    static async Task<IResult> Create(CallerWorkspace caller, IWorkspaceStore store, HttpContext http, CancellationToken stop)
    {
        if (!caller.HasNetwork || !http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        var name = form["name"].ToString().Trim();
        if (name.Length is 0 or > MostName) return Back(caller, form, "name");
        if ((await store.Scenarios(caller.Id, stop)).Count >= MostScenarios) return Back(caller, form, "many");
        var saved = await store.SaveScenario(new(caller.Id, Secrets.NewId()[..16], name, ScenarioContent.Nothing.Json()) { Owner = caller.User.Id }, caller.Actor, stop);
        return saved.IsSaved ? Back(caller, form, "", saved.Stored.Id) : Back(caller, form, "taken");
    }

    static async Task<IResult> Add(string scenario, CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        if (await Seen(scenario, caller, store, stop) is not { } found) return TypedResults.NotFound();
        try
        {
            var table = form["step"].ToString() == "demands" ? await Table(form, texts, stop) : null;
            ScenarioContent Edit(ScenarioContent of) => table is null ? With(of, form, caller, texts) : of with { Demands = table.Value.Csv, DemandsName = table.Value.Name };
            var content = Edit(ScenarioContent.Of(found.Changes));
            var findings = new List<Finding>();
            if (content.Count > ScenarioContent.MostSteps) throw new InputException(texts.Format("workbench.studio.wrong.many", ScenarioContent.MostSteps.ToString(CultureInfo.InvariantCulture)));
            if (table is not null && content.Demands.Length > 0 && content.ApplyTo(caller.Network, []) is { Demands.Count: 0 }) throw new InputException(texts["workbench.studio.wrong.demands"]);
            // What its maker could not see afterwards is not kept: rows above his clearance, or companies by name.
            if (table is not null && !ScenarioStep.IsSeen(content, caller)) throw new InputException(texts["workbench.studio.wrong.demands.seen"]);
            // What cannot be applied to what is there now is not kept.
            if (content.ApplyTo(caller.Network, findings) is null) throw new InputException(string.Join(" ", findings.Where(f => f.Severity == Severity.Error).Take(3).Select(texts.Sentence)));
            return await Save(new(http, caller, texts, store, form), found, content, Edit, stop);
        }
        catch (InputException e)
        {
            return Back(caller, form, "step", more: "why=" + Uri.EscapeDataString(Reasons(http).Protect(e.Message.Length > 300 ? e.Message[..300] : e.Message)));
        }
    }

    /// <summary>Seals the reason that a step was not kept, so that an address shows no sentence but the server's own.</summary>
    public static IDataProtector Reasons(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("studio");
    }

    static async Task<(string Name, string Csv)?> Table(IFormCollection form, Texts texts, CancellationToken stop)
    {
        if (await DataRoom.UploadEndpoints.Files(form.Files, stop) is not [var file]) throw new InputException(texts["workbench.studio.wrong.demands"]);
        if (file.Bytes.Length > MostTable) throw new InputException(texts["workbench.studio.wrong.demands.large"]);
        return (file.Name, System.Text.Encoding.UTF8.GetString(file.Bytes).TrimStart('\uFEFF'));
    }

    static ScenarioContent With(ScenarioContent content, IFormCollection form, CallerWorkspace caller, Texts texts)
    {
        string Value(string name) => form[name].ToString().Trim();
        // Rows of a company or a line by name: for who may name them.
        ScenarioRow? Row(params string[] kinds) => Value("row").Length == 0 ? null
            : ScenarioRow.Of(Value("row"), caller) is { } row && kinds.Contains(row.Kind) ? row : throw new InputException(texts.Format("workbench.studio.wrong.row", Value("row")));
        switch (Value("step"))
        {
            case "measure":
                return Measures.Names.Contains(Value("measure")) ? content with { Measures = [.. content.Measures.Append(Value("measure")).Distinct(StringComparer.Ordinal)] } : throw new InputException(texts["workbench.studio.wrong.what"]);
            case "without":
                // Countries by everybody; parties and owners by who may name them.
                var who = Value("without");
                if (!who.StartsWith("country:", StringComparison.Ordinal) && !caller.SeesNames) throw new InputException(texts.Format("terminal.without.unknown", who));
                var next = content with { Without = [.. content.Without.Append(who).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
                return next.Actors(caller.Network.At(null, 0)) is not null ? next : throw new InputException(texts.Format("terminal.without.unknown", who));
            case "source":
                return content with { Changes = [.. content.Changes, ScenarioStep.Source(content, caller.Network, Value("item"), Value("country"), Value("capacity"), Row("party"), texts)] };
            default:
                return content with { Changes = [.. content.Changes, .. ScenarioStep.Change(caller.Network, Value("what"), Value("item"), Value("place"), Value("operation"), Value("value"), Row("line", "party"), texts)] };
        }
    }

    static async Task<IResult> Drop(string scenario, CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        if (await Seen(scenario, caller, store, stop) is not { } found) return TypedResults.NotFound();
        var content = ScenarioContent.Of(found.Changes);
        if (!int.TryParse(form["index"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return TypedResults.BadRequest();
        ScenarioContent Edit(ScenarioContent of) => form["step"].ToString() switch
        {
            "measure" => of with { Measures = Less(of.Measures, index) },
            "without" => of with { Without = Less(of.Without, index) },
            "demands" => of with { Demands = "", DemandsName = "" },
            _ => of with { Changes = Less(of.Changes, index) },
        };
        return await Save(new(http, caller, texts, store, form), found, Edit(content), Edit, stop);
    }

    static IReadOnlyList<string> Less(IReadOnlyList<string> list, int index) => [.. list.Where((_, i) => i != index)];

    // The version that the form's page showed: who saves over another's save is shown where the two differ.
    static async Task<IResult> Save(ScenarioForm asked, Scenario found, ScenarioContent content, Func<ScenarioContent, ScenarioContent> edit, CancellationToken stop)
    {
        var saved = await asked.Store.SaveScenario(found with { Changes = content.Json(), Version = asked.Version }, asked.Caller.Actor, stop);
        if (saved.IsSaved) return Back(asked.Caller, asked.Form, "");
        return ScenarioConflict.Show(asked, saved.Stored, edit, BackAddress(asked.Caller, asked.Form, ""));
    }

    static async Task<IResult> Remove(string scenario, CallerWorkspace caller, IWorkspaceStore store, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        if (await Seen(scenario, caller, store, stop) is not { } found) return TypedResults.NotFound();
        if (found.Owner != caller.User.Id && !caller.Has(Role.Administrator)) return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden);
        var asked = new ScenarioForm(http, caller, texts, store, form);
        if (await store.RemoveScenario(found with { Version = asked.Version }, caller.Actor, stop) != SaveStatus.Changed) return TypedResults.LocalRedirect(caller.At("studio"));
        return await Seen(scenario, caller, store, stop) is { } stored ? ScenarioConflict.Show(asked, stored, null, $"{caller.At("studio")}?s={found.Id}") : TypedResults.LocalRedirect(caller.At("studio"));
    }

    // Back to the scenarios that stood side by side, with what went wrong.
    static IResult Back(CallerWorkspace caller, IFormCollection form, string wrong, string added = "", string more = "") => TypedResults.LocalRedirect(BackAddress(caller, form, wrong, added, more));

    static string BackAddress(CallerWorkspace caller, IFormCollection form, string wrong, string added = "", string more = "")
    {
        var parts = form["s"].OfType<string>().Append(added).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).Take(StudioResult.Most).Select(s => "s=" + Uri.EscapeDataString(s)).ToList();
        foreach (var name in new[] { "technology", "perimeter" })
            if (form[name + "-shown"].ToString() is { Length: > 0 } value) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        if (wrong.Length > 0) parts.Add("wrong=" + wrong);
        if (more.Length > 0) parts.Add(more);
        return caller.At("studio") + (parts.Count > 0 ? "?" + string.Join('&', parts) : "");
    }
}
