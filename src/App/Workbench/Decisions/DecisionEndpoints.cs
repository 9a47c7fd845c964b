using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Administration;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.DataRoom;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Decisions;

/// <summary>Decisions about findings, and comments. Who was overtaken is told, and sees what the other decided.</summary>
sealed class DecisionEndpoints(IWorkspaceStore store, FindingBooks books)
{
    const int MostText = 4000, MostAddress = 400;

    /// <summary>The list of the page.</summary>
    public static async Task<IResult> List(HttpContext http, CallerWorkspace caller, Texts texts)
    {
        if (!caller.HasNetwork) return TypedResults.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        var list = await DecisionList.Of(new TableRequest(caller, AssessmentQuery.Of(http.Request), texts, http));
        var query = DecisionQuery.Of(http.Request);
        return TypedResults.Text(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("searching", list.IsSearching);
            json.WriteNumber("hidden", list.Hidden);
            json.WriteList("findings", list.Items.Where(query.Fits), i => Write(json, i));
            json.WriteEndObject();
        }), "application/json");
    }

    static void Write(Utf8JsonWriter json, DecisionItem item)
    {
        json.WriteStartObject();
        json.WriteString("finding", item.Review.Finding);
        json.WriteString("sentence", item.Words);
        json.WriteString("state", item.State);
        if (item.Review.Decision is { } decision)
        {
            json.WriteStartObject("decision");
            json.WriteString("kind", decision.Kind.ToString().ToLowerInvariant());
            json.WriteString("owner", decision.Owner);
            json.WriteString("reason", decision.Reason);
            json.WriteText("expires", decision.Expires is { } day ? Dates.Text(day) : null);
            json.WriteNumber("version", decision.Version);
            json.WriteEndObject();
        }
        else json.WriteNull("decision");
        json.WriteEndObject();
    }

    /// <summary>Decides: <c>finding</c>, <c>kind</c> (accept, mitigate, investigate), <c>owner</c> (a member; default who asks), <c>reason</c>, <c>expires</c>,
    /// <c>version</c> that was read (0 for none).</summary>
    public async Task<IResult> Save(HttpContext http, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        var form = await UploadEndpoints.Form(http, stop);
        var (finding, reason) = (form["finding"].ToString().Trim(), form["reason"].ToString().Trim());
        if (finding.Length is 0 or > MostAddress || !DecisionList.IsSeen(caller, finding)) return Problem("finding", StatusCodes.Status404NotFound);
        if (reason.Length is 0 or > MostText) return Problem("reason", StatusCodes.Status400BadRequest);
        // Not Enum.TryParse: it takes numbers too.
        DecisionKind? kind = form["kind"].ToString() switch { "accept" => DecisionKind.Accept, "mitigate" => DecisionKind.Mitigate, "investigate" => DecisionKind.Investigate, _ => null };
        if (kind is null) return Problem("kind", StatusCodes.Status400BadRequest);
        DateOnly? expires = null;
        if (form["expires"].ToString().Trim() is { Length: > 0 } until)
        {
            if (!Dates.TryParse(until, true, out var day)) return Problem("expires", StatusCodes.Status400BadRequest);
            expires = day;
        }
        var owner = form["owner"].ToString() is { Length: > 0 } named ? named : caller.User.Id;
        if ((await store.MembersOf(caller.Id, stop)).All(m => m.User != owner)) return Problem("owner", StatusCodes.Status400BadRequest);
        _ = long.TryParse(form["version"].ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version);
        if (await books.Of(caller.Id, caller.Snapshot, stop) is not { } book || book.InputsOf(finding) is not { } inputs) return Problem("finding", StatusCodes.Status404NotFound);
        var saved = await store.SaveDecision(new(caller.Id, finding, kind.Value) { Owner = owner, Reason = reason, Expires = expires, Snapshot = caller.Snapshot, Inputs = inputs, Version = version }, caller.Actor, stop);
        if (saved.IsSaved) return Done(http, caller, finding);
        if (Answers.IsProgram(http)) return Problem("decided", StatusCodes.Status409Conflict);
        // Of when and on which rows it was decided the form says nothing.
        var people = await PeopleNames.Of(store, stop);
        var differences = saved.Differences.Where(d => d.Field is "kind" or "owner" or "reason" or "expires").Select(d => d.Field switch
        {
            "owner" => d with { Offered = people.Of(d.Offered), Stored = people.Of(d.Stored) },
            "kind" => d with { Offered = Kind(d.Offered), Stored = Kind(d.Stored) },
            _ => d,
        });
        return Conflict.Show([.. differences], http, caller.At(Page(finding)), form, ("version", saved.Stored.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        string Kind(string word) => texts.Find("workbench.decisions.kind." + word.ToLowerInvariant()) ?? word;

        IResult Problem(string key, int status) => Answers.Problem(http, caller, texts, key, status, Page(finding));
    }

    /// <summary>Removes a decision: <c>finding</c>, <c>version</c>.</summary>
    public async Task<IResult> Remove(HttpContext http, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        var form = await UploadEndpoints.Form(http, stop);
        var finding = form["finding"].ToString();
        var decision = (await store.Decisions(caller.Id, stop)).FirstOrDefault(d => d.Finding == finding && DecisionList.IsSeen(caller, finding));
        if (decision is null) return Answers.Problem(http, caller, texts, "finding", StatusCodes.Status404NotFound, "decisions");
        _ = long.TryParse(form["version"].ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version);
        return await store.RemoveDecision(decision with { Version = version }, caller.Actor, stop) == SaveStatus.Saved
            ? Done(http, caller, finding) : Answers.Problem(http, caller, texts, "decided", StatusCodes.Status409Conflict, Page(finding));
    }

    /// <summary>Comments on a finding that the caller may read.</summary>
    public async Task<IReadOnlyList<Comment>> CommentsOn(CallerWorkspace caller, string finding, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DecisionList.IsSeen(caller, finding) ? [.. (await store.Comments(caller.Id, finding, stop)).Where(c => caller.Clearance.Covers(c.Marking))] : [];
    }

    /// <summary>The same for programs.</summary>
    public async Task<IResult> Comments(string finding, CallerWorkspace caller, CancellationToken stop)
    {
        var comments = await CommentsOn(caller, finding, stop);
        return TypedResults.Text(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteList("comments", comments, c =>
            {
                json.WriteStartObject();
                json.WriteString("id", c.Id);
                json.WriteString("author", c.Author);
                json.WriteString("text", c.Text);
                json.WriteString("marking", c.Marking);
                json.WriteString("created", c.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }), "application/json");
    }

    /// <summary>Comments: <c>finding</c>, <c>text</c>, <c>marking</c>.</summary>
    public async Task<IResult> Comment(HttpContext http, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        var form = await UploadEndpoints.Form(http, stop);
        var (finding, text) = (form["finding"].ToString().Trim(), form["text"].ToString().Trim());
        if (finding.Length is 0 or > MostAddress || !DecisionList.IsSeen(caller, finding)) return Answers.Problem(http, caller, texts, "finding", StatusCodes.Status404NotFound, "decisions");
        var marking = form["marking"].ToString() is { Length: > 0 } given ? given : FieldCatalog.Markings[0];
        if (text.Length is 0 or > MostText || !FieldCatalog.Markings.Contains(marking)) return Answers.Problem(http, caller, texts, "reason", StatusCodes.Status400BadRequest, Page(finding));
        try
        {
            await store.AddComment(new(caller.Id, Secrets.NewId(), finding, caller.User.Id, text) { Marking = marking }, stop);
        }
        catch (MarkingException)
        {
            return Answers.Problem(http, caller, texts, "marking", StatusCodes.Status422UnprocessableEntity, Page(finding));
        }
        return Done(http, caller, finding);
    }

    /// <summary>Removes a comment: its author may, and an administrator of the workspace.</summary>
    public async Task<IResult> RemoveComment(string id, HttpContext http, CallerWorkspace caller, CancellationToken stop)
    {
        var comment = (await store.Comments(caller.Id, null, stop)).FirstOrDefault(c => c.Id == id);
        if (comment is null || !DecisionList.IsSeen(caller, comment.Address) || !caller.Clearance.Covers(comment.Marking)) return TypedResults.NotFound();
        if (comment.Author != caller.User.Id && !caller.Has(Role.Administrator)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        await store.RemoveComment(caller.Id, id, caller.Actor, stop);
        return Done(http, caller, comment.Address);
    }

    static string Page(string finding) => $"decisions?finding={Uri.EscapeDataString(finding)}";

    static IResult Done(HttpContext http, CallerWorkspace caller, string finding) => Answers.IsProgram(http) ? TypedResults.NoContent() : TypedResults.LocalRedirect(caller.At(Page(finding)));
}

/// <summary>Where decisions and comments are.</summary>
sealed class DecisionRoutes : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        ApiParameter finding = new("finding", "Address of the finding or figure.") { IsRequired = true, Example = "field-radio/produce/theta_in" };
        ApiParameter version = new("version", "Version that was read, 0 for none; who decides over another's decision is told.") { Type = "integer", Least = 0 };
        workspace.MapGet("decisions", (HttpContext http, CallerWorkspace caller, Texts texts) => DecisionEndpoints.List(http, caller, texts)).WithSummary("Findings with what was decided about them.").Gives(ApiNotes.Json).Refuses(409);
        workspace.MapPost("decisions", (HttpContext http, CallerWorkspace caller, Texts texts, DecisionEndpoints decisions, CancellationToken stop) => decisions.Save(http, caller, texts, stop)).Needs(Role.Steward).DisableAntiforgery()
            .WithSummary("Decides about a finding.").TakesForm(finding, new("kind", "What is decided.") { Choices = ["accept", "mitigate", "investigate"], IsRequired = true }, new("owner", "Id of a member; who asks where not given."), new("reason", "Why.") { IsRequired = true },
                new("expires", "Day on which it comes up again.") { Format = "date" }, version).Gives("", StatusCodes.Status204NoContent, "It is decided.").GoesBack().Refuses(409);
        workspace.MapPost("decisions/remove", (HttpContext http, CallerWorkspace caller, Texts texts, DecisionEndpoints decisions, CancellationToken stop) => decisions.Remove(http, caller, texts, stop)).Needs(Role.Steward).DisableAntiforgery()
            .WithSummary("Takes a decision back.").TakesForm(finding, version).Gives("", StatusCodes.Status204NoContent, "It is taken back.").GoesBack().Refuses(404, 409);
        workspace.MapGet("comments", (string finding, CallerWorkspace caller, DecisionEndpoints decisions, CancellationToken stop) => decisions.Comments(finding, caller, stop)).WithSummary("Comments on a finding that the caller may read.").Takes(finding).Gives(ApiNotes.Json);
        workspace.MapPost("comments", (HttpContext http, CallerWorkspace caller, Texts texts, DecisionEndpoints decisions, CancellationToken stop) => decisions.Comment(http, caller, texts, stop)).DisableAntiforgery()
            .WithSummary("Comments on a finding.").TakesForm(finding, new("text", "The comment, at most 4,000 characters.") { IsRequired = true }, new("marking", "Its marking; the least strict where not given.") { Choices = FieldCatalog.Markings }).Gives("", StatusCodes.Status204NoContent, "It is kept.").GoesBack().Refuses(404, 422);
        workspace.MapPost("comments/{id}/remove", (string id, HttpContext http, CallerWorkspace caller, DecisionEndpoints decisions, CancellationToken stop) => decisions.RemoveComment(id, http, caller, stop)).DisableAntiforgery()
            .WithSummary("Removes a comment of one's own; an administrator of the workspace removes any.").Gives("", StatusCodes.Status204NoContent, "It is removed.").GoesBack();
    }
}
