using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Files;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Jobs;

/// <summary>Long runs: ask for one, see how far it is, stop it, take what came of it.</summary>
sealed class JobEndpoints : IWorkspaceEndpoints
{
    const int MostListed = 50, MostBody = 1 << 16;

    // Between two looks into the store, for jobs that another process runs.
    static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder workspace)
    {
        // One name for both, since the description of an API knows a path by its form: what is asked for by its kind is found by its id.
        workspace.MapPost("jobs/{job}", Submit).Needs(Role.Analyst, Role.Steward).WithSummary("Puts a long run into the queue: {job} is its kind, and the members are the options of its command.")
            .TakesJson(new ApiParameter("perimeter", "An option of the command by its name, with a value or a list of values; other options stand beside it.") { IsList = true })
            .Gives(ApiNotes.Json, StatusCodes.Status202Accepted, "It waits; Location says where to look.").GoesBack().Refuses(409, 429);
        workspace.MapGet("jobs", List).WithSummary("The caller's view of long runs, newest first.").Gives(ApiNotes.Json);
        workspace.MapGet("jobs/{job}", Find).WithSummary("How far a long run is.").Gives(ApiNotes.Json);
        workspace.MapGet("jobs/{job}/events", Follow).WithSummary("The same as server-sent events, until it ends.").Gives("text/event-stream");
        workspace.MapGet("jobs/{job}/result", Result).WithSummary("What came of a long run: the JSON of its command.").Gives(ApiNotes.Json).Refuses(409);
        workspace.MapDelete("jobs/{job}", Stop).Needs(Role.Analyst, Role.Steward).WithSummary("Stops a long run; plans keep the best that was found.").Gives("", StatusCodes.Status204NoContent, "It is being stopped.").Refuses(409);
        workspace.MapPost("jobs/{job}/stop", StopByForm).Needs(Role.Analyst, Role.Steward).WithSummary("The same, as a form of a page.").GoesBack();
    }

    static async Task<IResult> Submit([FromRoute(Name = "job"), Description("Kind of the run, such as plan; for a run that exists its id.")] string kind, CallerWorkspace caller, JobDesk desk, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (!caller.HasNetwork) return TypedResults.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        if (JobKind.All.GetValueOrDefault(kind) is not { } known) return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        IEnumerable<KeyValuePair<string, StringValues>>? given = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(stop) : await Options(http.Request, stop);
        if (given is null) return TypedResults.Problem(texts["workbench.job.body"], statusCode: StatusCodes.Status400BadRequest);
        // A form comes from the page of its kind, and leads back there; the page says what is wrong.
        var isForm = http.Request.HasFormContentType;
        if (!caller.SeesNames && known.ViewOf(caller, JobDesk.Fixed(caller, known, texts), "") == JobView.Names)
            return isForm ? TypedResults.LocalRedirect(caller.At(known.Key)) : TypedResults.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden);
        try
        {
            if (await desk.Submit(caller, known, given, texts, stop) is { } job)
                return isForm ? TypedResults.LocalRedirect($"{caller.At(known.Key)}?job={job.Id}") : TypedResults.Text(State(desk, job, caller, texts), "application/json", statusCode: Accepted(http, caller, job));
            return isForm ? TypedResults.LocalRedirect($"{caller.At(known.Key)}?busy=1&{new JobQuery(known, given, texts).Text()}")
                : TypedResults.Problem(texts.Format("workbench.job.busy", JobDesk.MostOpen.ToString(CultureInfo.InvariantCulture)), statusCode: StatusCodes.Status429TooManyRequests);
        }
        catch (InputException e)
        {
            if (!isForm) return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
            return TypedResults.LocalRedirect($"{caller.At(known.Key)}?ask=1&{Text(known, given, texts)}");
        }
    }

    static string Text(JobKind kind, IEnumerable<KeyValuePair<string, StringValues>> given, Texts texts)
    {
        try
        {
            return new JobQuery(kind, given, texts).Text();
        }
        catch (InputException)
        {
            return "";
        }
    }

    static int Accepted(HttpContext http, CallerWorkspace caller, Job job)
    {
        http.Response.Headers.Location = caller.Api("jobs/" + job.Id);
        return StatusCodes.Status202Accepted;
    }

    // { "perimeter": ["EU27"], "alone": true }: names of options with a value, or a list of values.
    static async Task<IEnumerable<KeyValuePair<string, StringValues>>?> Options(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength is not > 0) return [];
        if (request.ContentLength > MostBody) return null;
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: stop);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            return [.. document.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, new StringValues(p.Value.ValueKind == JsonValueKind.Array ? [.. p.Value.EnumerateArray().Select(Value)] : [Value(p.Value)])))];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? Value(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString() : value.ValueKind is JsonValueKind.Null ? null : value.GetRawText();

    static async Task<IResult> List(CallerWorkspace caller, JobDesk desk, Texts texts, CancellationToken stop, [Description("Only runs of this kind.")] string? kind = null)
    {
        var jobs = await desk.List(caller, kind, MostListed, stop);
        return TypedResults.Text(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteList("jobs", jobs, j => Write(json, desk, j.Job, caller, texts));
            json.WriteEndObject();
        }), "application/json");
    }

    static async Task<IResult> Find(string job, CallerWorkspace caller, JobDesk desk, Texts texts, CancellationToken stop) =>
        await desk.Find(caller, job, stop) is { } found ? TypedResults.Text(State(desk, found.Job, caller, texts), "application/json") : TypedResults.NotFound();

    static string State(JobDesk desk, Job job, CallerWorkspace caller, Texts texts) => JsonText.Of(json => Write(json, desk, job, caller, texts));

    static void Write(Utf8JsonWriter json, JobDesk desk, Job job, CallerWorkspace caller, Texts texts)
    {
        json.WriteStartObject();
        json.WriteString("job", job.Id);
        json.WriteString("kind", job.Kind);
        json.WriteString("status", job.Status.ToString().ToLowerInvariant());
        json.WriteString("snapshot", JobTicket.Of(JobKind.All[job.Kind], job.Options).Seen);
        json.WriteValue("progress", desk.Share(job) ?? double.NaN);
        json.WriteString("text", desk.Words(job, texts));
        json.WriteText("result", job.Status == JobStatus.Done ? caller.Api($"jobs/{job.Id}/result") : null);
        json.WriteString("page", $"{caller.At(job.Kind)}?job={job.Id}");
        json.WriteEndObject();
    }

    static async Task<IResult> Result(string job, CallerWorkspace caller, JobDesk desk, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (await desk.Find(caller, job, stop) is not { } found) return TypedResults.NotFound();
        // Ids of lines say who owns them.
        if (found.Ticket.IsOfLines && !caller.SeesNames) return TypedResults.Problem(texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden);
        if (await desk.Result(found, stop) is not { } run) return TypedResults.Problem(desk.Words(found.Job, texts), statusCode: StatusCodes.Status409Conflict);
        FileMarking.Say(http, caller, found.Files);
        return TypedResults.Bytes(run.Result, run.MediaType, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(run.Result.Span))[..32]}\""));
    }

    // Server-sent events; the connection ends with the job, or when nobody listens.
    static async Task Follow(string job, CallerWorkspace caller, JobDesk desk, JobBoard board, Texts texts, TimeProvider time, HttpContext http, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.ContentType = "text/event-stream";
        var before = "";
        while (!stop.IsCancellationRequested)
        {
            var changed = board.Changed;
            if (await desk.Find(caller, job, stop) is not { } found) return;
            var share = desk.Share(found.Job);
            var now = JsonSerializer.Serialize(new { done = (int)Math.Round((share ?? 0) * 100), of = share is null ? 0 : 100, text = desk.Words(found.Job, texts), isEnded = !found.Job.IsOpen });
            if (now != before)
            {
                await http.Response.WriteAsync($"data: {now}\n\n", stop);
                await http.Response.Body.FlushAsync(stop);
            }
            if (!found.Job.IsOpen) return;
            before = now;
            await Bell.Wait(changed, Look, time, stop);
        }
    }

    static async Task<IResult> Stop(string job, CallerWorkspace caller, JobDesk desk, CancellationToken stop)
    {
        if (await desk.Find(caller, job, stop) is not { } found) return TypedResults.NotFound();
        if (!found.CanStop) return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden);
        return await desk.Stop(found, caller.User.Id, stop) ? TypedResults.NoContent() : TypedResults.Problem(statusCode: StatusCodes.Status409Conflict);
    }

    static async Task<IResult> StopByForm(string job, CallerWorkspace caller, JobDesk desk, CancellationToken stop)
    {
        if (await desk.Find(caller, job, stop) is not { } found) return TypedResults.NotFound();
        if (!found.CanStop) return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden);
        await desk.Stop(found, caller.User.Id, stop);
        return TypedResults.LocalRedirect($"{caller.At(found.Kind.Key)}?job={found.Job.Id}");
    }
}
