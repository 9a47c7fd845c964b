using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Import;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>Merges snapshots and packages of several contributors into a draft, which is decided on and then made the current snapshot.</summary>
sealed class MergeEndpoints(IWorkspaceStore store, Networks networks, Drafts drafts, UploadEndpoints uploads)
{
    /// <summary>What the form sends for a contradiction that stays open.</summary>
    public const string Open = "";

    /// <summary>Most packages merged at once.</summary>
    public const int Most = 20;

    const string Page = "data/merge";

    /// <summary>Begins a merge: <c>snapshot</c> (numbers of this workspace), <c>draft</c> (ids of the caller's drafts), <c>files</c> (each a package), <c>declared</c> (yes
    /// where files are sent), <c>note</c>.</summary>
    public async Task<IResult> Begin(HttpContext http, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var files = await UploadEndpoints.Files(form.Files, stop);
        if (files.Count > 0 && form["declared"] != "yes") return Answers.Problem(http, caller, texts, "declare", StatusCodes.Status400BadRequest, Page);
        if (caller.Withheld > 0) return Answers.Problem(http, caller, texts, "clearance", StatusCodes.Status403Forbidden, Page);
        var (numbers, waiting) = (All(form, "snapshot"), All(form, "draft"));
        if (numbers.Length + waiting.Length + files.Count is < 2 or > Most) return Answers.Problem(http, caller, texts, "two", StatusCodes.Status400BadRequest, Page);
        var packages = new List<(string Name, Package Package)>();
        foreach (var number in numbers)
        {
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || await SeenData.Of(caller, store, networks, n, stop) is not { } data) return TypedResults.NotFound();
            if (data.Seen.Withheld > 0) return Answers.Problem(http, caller, texts, "clearance", StatusCodes.Status403Forbidden, Page);
            packages.Add(("snapshot-" + number, data.Package));
        }
        var note = form["note"].ToString().Trim();
        foreach (var id in waiting)
        {
            if (drafts.Find(id, caller.Id, caller.User.Id) is not { Upload.Network: { } network } draft) return Answers.Problem(http, caller, texts, "gone", StatusCodes.Status404NotFound);
            packages.Add((draft.Files is [var file] ? file.Name : "sent", network.Package));
            if (note.Length == 0) note = draft.Note;
        }
        foreach (var part in files)
        {
            if (await uploads.Read(() => Upload.OfPackage([part]), stop) is not { } upload) return Answers.Problem(http, caller, texts, "slow", StatusCodes.Status422UnprocessableEntity, Page);
            // A contributor's errors are mended in his file: the same page as for an upload shows them.
            if (upload.Network is null) return Answer(http, caller, texts, drafts.Keep(new("", caller.Id, caller.User.Id, [part], upload) { Base = caller.Snapshot }));
            packages.Add((part.Name, upload.Network.Package));
        }
        packages = [.. packages.DistinctBy(p => p.Package.Hash)];
        if (packages.Count < 2) return Answers.Problem(http, caller, texts, "two", StatusCodes.Status400BadRequest, Page);
        var begun = new Draft("", caller.Id, caller.User.Id, [], new(null, [])) { Contributions = ContributionLabels.Of(packages), Base = caller.Snapshot, Note = note.Length <= 2000 ? note : note[..2000] };
        return Answer(http, caller, texts, drafts.Keep(await Merged(begun, caller, [], form["widen"] == "yes" ? ConflictPolicy.Widen : ConflictPolicy.Stop, stop)));
    }

    static string[] All(IFormCollection form, string name) => [.. form[name].OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Decides: <c>widen</c> (yes) for quantities, and for each contradiction (<see cref="FieldOf"/>) the contributor, or the word same or apart.</summary>
    public async Task<IResult> Decide(string id, HttpContext http, CallerWorkspace caller, Texts texts, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (drafts.Find(id, caller.Id, caller.User.Id) is not { Merge: { } merge } draft) return Answers.Problem(http, caller, texts, "gone", StatusCodes.Status404NotFound, Page);
        var decisions = merge.Options.Decisions.ToDictionary(d => (d.Table, d.Key, d.Field));
        foreach (var conflict in merge.Open)
        {
            var chosen = form[FieldOf(conflict)].ToString();
            if (chosen == Open) continue;
            var isWord = conflict.Field == "id";
            if (isWord ? chosen is not (MergeEngine.Same or MergeEngine.Apart) : conflict.Statements.All(s => s.Label != chosen)) continue;
            decisions[(conflict.Table, conflict.Key, conflict.Field)] = new(conflict.Table, conflict.Key, conflict.Field, isWord ? chosen : "", isWord ? "" : chosen, form["reason"].ToString(), conflict.Said, new Place());
        }
        var policy = form["widen"] == "yes" ? ConflictPolicy.Widen : merge.Options.Policy;
        return Answer(http, caller, texts, drafts.Keep(await Merged(draft, caller, [.. decisions.Values.OrderBy(d => $"{d.Table}/{d.Key}/{d.Field}", StringComparer.Ordinal)], policy, stop)));
    }

    /// <summary>Name of the field that decides on a contradiction: by what it is about, so that a form of yesterday decides nothing else.</summary>
    public static string FieldOf(MergeConflict conflict)
    {
        ArgumentNullException.ThrowIfNull(conflict);
        return $"decide {conflict.Table}/{conflict.Key}/{conflict.Field}";
    }

    static Task<Draft> Merged(Draft draft, CallerWorkspace caller, IReadOnlyList<MergeDecision> decisions, ConflictPolicy policy, CancellationToken stop) => Task.Run(() =>
    {
        var result = MergeEngine.Run(draft.Contributions, new() { Name = caller.HasNetwork ? caller.Network.Package.Head.Name : PackageWriter.NameOf(caller.Id), Policy = policy, Decisions = decisions });
        var findings = new List<Finding>(result.Findings);
        var network = result.IsMerged ? NetworkBuilder.Build(result.Package, findings) : null;
        return draft with { Merge = result, Upload = new(network, findings) };
    }, stop);

    static IResult Answer(HttpContext http, CallerWorkspace caller, Texts texts, Draft draft) =>
        Answers.IsProgram(http) ? UploadEndpoints.Shown(http, caller, texts, draft) : TypedResults.LocalRedirect(UploadEndpoints.PageOf(caller, draft));
}

/// <summary>Where merges are.</summary>
sealed class MergeRoutes : IWorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapPost("merges", (HttpContext http, CallerWorkspace caller, Texts texts, MergeEndpoints merges, CancellationToken stop) => merges.Begin(http, caller, texts, stop)).Needs(Role.Steward).DisableAntiforgery()
            .WithSummary("Merges snapshots and packages of several contributors into a draft.")
            .TakesForm(new("snapshot", "A snapshot of this workspace.") { IsList = true }, new("files", "Packages, each a ZIP or a workbook.") { Type = "file", IsList = true }, new("declared", "yes: it is no result of a mapping that is classified.") { IsRequired = true, Choices = ["yes"] })
            .Gives(ApiNotes.Json).GoesBack().Refuses(409, 422);
        workspace.MapPost("merges/{id}", (string id, HttpContext http, CallerWorkspace caller, Texts texts, MergeEndpoints merges, CancellationToken stop) => merges.Decide(id, http, caller, texts, stop)).Needs(Role.Steward).DisableAntiforgery()
            .WithSummary("Decides on contradictions of a merge: for each the contributor whose statement stands.")
            .TakesForm(new("decision-0", "Label of the contributor that stands for the first open contradiction, or the word that the merge offers; decision-1 for the next, and so on."), new("reason", "Why."), new("widen", "yes: quantities that differ become intervals.") { Choices = ["yes"] })
            .Gives(ApiNotes.Json).GoesBack().Refuses(409, 422);
    }
}
