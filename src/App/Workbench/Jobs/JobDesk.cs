using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Studio;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Jobs;

/// <summary>Takes jobs in and gives out what came of them, to those who may have it.</summary>
sealed class JobDesk(IWorkspaceStore store, Networks networks, JobBoard board, JobHost host, ServerOptions options)
{
    /// <summary>Jobs that one person may have waiting or running at once, in all workspaces.</summary>
    public const int MostOpen = 3;

    const int MostParsed = 16;

    readonly RecentTasks<string, JsonDocument> _parsed = new(MostParsed);

    /// <summary>True where the caller may have answers about single lines: who keeps the data of a workspace has the file, as an authority does on the
    /// command line. Everybody else may sit beside a competitor and gets sums (docs/guides/competition-law.md).</summary>
    public static bool SeesLines(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Has(Role.Steward);
    }

    /// <summary>Says what is wrong with options; empty where nothing is.</summary>
    public async Task<string> Wrong(CallerWorkspace caller, JobKind kind, JobQuery query, Texts texts, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(kind);
        try
        {
            _ = kind.Prepare((await Ticket(caller, kind, query, texts, stop)).Ask(new(caller.Network, caller.Findings), Files(caller)));
            return "";
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }

    /// <summary>Puts a job into the queue, or gives the one that was asked the same before.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="kind">Kind.</param>
    /// <param name="given">Options by their names.</param>
    /// <param name="texts">Language.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The job, or null where the person has as many open as one may have.</returns>
    /// <exception cref="InputException">An option cannot be; the message says why.</exception>
    public async Task<Job?> Submit(CallerWorkspace caller, JobKind kind, IEnumerable<KeyValuePair<string, StringValues>> given, Texts texts, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(texts);
        // Sums for several choices can be taken from each other: who gets sums has no choice.
        var one = Fixed(caller, kind, texts);
        var query = kind.ViewOf(caller, one, "") == JobView.Sums ? one : new JobQuery(kind, given, texts);
        var ticket = await Ticket(caller, kind, query, texts, stop);
        _ = kind.Prepare(ticket.Ask(new(caller.Network, caller.Findings), Files(caller)));
        // The same question has the same address; one that came to nothing may be asked again. What the asker does not see is no part of it:
        // an address could be held against guesses.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Id}\n{ticket.Key(kind, "").Hash}")))[..20];
        for (var number = 1; ; number++)
        {
            var id = $"{name}-{number.ToString(CultureInfo.InvariantCulture)}";
            if (await store.FindJob(caller.Id, id, stop) is { } there)
            {
                if (there.IsOpen && !there.IsCancelAsked || there.Status == JobStatus.Done && await store.FindRun(caller.Id, ticket.Key(kind, there.Snapshot), stop) is { Status: RunStatus.Complete }) return there;
                continue;
            }
            if (await Open(caller, stop) >= MostOpen) return null;
            var job = await store.Enqueue(new(caller.Id, id, kind.Key, ticket.Json()) { Snapshot = caller.Snapshot }, caller.User.Id, stop);
            board.Ring();
            return job;
        }
    }

    async Task<JobTicket> Ticket(CallerWorkspace caller, JobKind kind, JobQuery query, Texts texts, CancellationToken stop)
    {
        var kept = await kind.Keep(caller, query, texts, store, stop);
        var view = kind.ViewOf(caller, query, kept);
        if (view == JobView.Names && !caller.SeesNames) throw new InputException(texts["workbench.names.who"]);
        return new(caller.Clearance, caller.SeenHash, view, texts.Language, query, kept);
    }

    /// <summary>The steps of a what-if scenario as they are now: the answer stays what was asked, whatever becomes of the scenario.</summary>
    /// <exception cref="InputException">There is none, or a plan cannot take it.</exception>
    public static async Task<string> WhatIf(CallerWorkspace caller, JobQuery query, Texts texts, IWorkspaceStore store, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(store);
        if (query.One(ScenarioOption) is not { } id) return "";
        var content = await store.FindScenario(caller.Id, id, stop) is { } scenario ? ScenarioContent.Of(scenario.Changes) : ScenarioContent.Nothing;
        if (content.Count == 0 || !ScenarioStep.IsSeen(content, caller)) throw new InputException(texts["workbench.job.scenario.none"]);
        // Who is taken away is asked by --alone and by what must hold; a plan takes changes only.
        return content.Without.Count == 0 ? content.Json() : throw new InputException(texts["workbench.job.scenario.without"]);
    }

    /// <summary>Name of the option that names a scenario.</summary>
    public const string ScenarioOption = "scenario";

    /// <summary>The one question that is answered with sums.</summary>
    public static JobQuery Fixed(CallerWorkspace caller, JobKind kind, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(kind, [KeyValuePair.Create("perimeter", new StringValues(Kit.PerimeterChoice.Text(caller.Perimeters[0])))], texts);
    }

    async Task<int> Open(CallerWorkspace caller, CancellationToken stop)
    {
        var open = 0;
        foreach (var member in await store.MembershipsOf(caller.User.Id, stop)) open += (await store.Jobs(member.Workspace, stop: stop)).Count(j => j.IsOpen && j.By == caller.User.Id);
        return open;
    }

    /// <summary>A job that the caller may see; null where there is none.</summary>
    public async Task<SeenJob?> Find(CallerWorkspace caller, string id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return id.Length > 0 && await store.FindJob(caller.Id, id, stop) is { } job ? await Seen(caller, job, stop) : null;
    }

    /// <summary>Jobs of a kind that the caller may see, newest first.</summary>
    public async Task<IReadOnlyList<SeenJob>> List(CallerWorkspace caller, string? kind, int most, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var list = new List<SeenJob>();
        foreach (var job in (await store.Jobs(caller.Id, stop: stop)).Where(j => kind is null || j.Kind == kind))
        {
            if (list.Count == most) break;
            if (await Seen(caller, job, stop) is { } seen) list.Add(seen);
        }
        return list;
    }

    // A result rests on the rows that its asker saw: it is for those who see the same, and single lines for those who may see lines.
    async Task<SeenJob?> Seen(CallerWorkspace caller, Job job, CancellationToken stop)
    {
        if (JobKind.All.GetValueOrDefault(job.Kind) is not { } kind) return null;
        var ticket = JobTicket.Of(kind, job.Options);
        if ((ticket.IsOfLines && !SeesLines(caller)) || (ticket.View == JobView.Names && !caller.SeesNames)) return null;
        var mine = await networks.Seen(caller.Id, job.Snapshot, caller.Clearance, stop);
        if (mine is null || mine.Network.Package.Hash != ticket.Seen) return null;
        // What comes of a file is for those who may see the file, and goes with it.
        var files = kind.Files.SelectMany(k => ticket.Query.All(k), (k, hash) => Files(caller).Find(k, hash)).ToArray();
        return files.All(f => f is not null) ? new(job, kind, ticket, mine) { Files = [.. files.OfType<DataFile>()], CanStop = job.By == caller.User.Id || caller.Has(Role.Administrator) } : null;
    }

    /// <summary>What a job was asked, of what its reader sees.</summary>
    public JobAsk Ask(CallerWorkspace caller, SeenJob job)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(job);
        return job.Ticket.Ask(job.Seen, Files(caller));
    }

    JobFiles Files(CallerWorkspace caller) => new(store, caller.Id, caller.Clearance);

    /// <summary>What came of a job; null while nothing did.</summary>
    public Task<Run?> Result(SeenJob job, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Job.Status == JobStatus.Done ? store.FindRun(job.Job.Workspace, job.Ticket.Key(job.Kind, job.Job.Snapshot), stop) : Task.FromResult<Run?>(null);
    }

    /// <summary>The document that came of a job; null while none did.</summary>
    public async Task<JsonElement?> Document(SeenJob job, CancellationToken stop)
    {
        if (await Result(job, stop) is not { } run) return null;
        var document = await _parsed.Get($"{run.Workspace} {run.Key.Hash} {run.Created.Ticks.ToString(CultureInfo.InvariantCulture)}", () => Task.FromResult(JsonDocument.Parse(run.Result)), stop);
        return document.RootElement;
    }

    /// <summary>Stops a job. A plan that is under way gives the best that it has.</summary>
    public async Task<bool> Stop(SeenJob job, string by, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!await store.CancelJob(job.Job.Workspace, job.Job.Id, by, stop)) return false;
        await host.Hear();
        board.Ring();
        return true;
    }

    /// <summary>How a job stands, in words.</summary>
    public string Words(Job job, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(texts);
        return job.Status switch
        {
            JobStatus.Queued => texts["workbench.job.queued"],
            JobStatus.Running when job.IsCancelAsked => texts["workbench.job.stopping"],
            JobStatus.Running => board.Of(job.Id)?.Words(texts) ?? texts.Find(job.Message) ?? texts["workbench.job.running"],
            JobStatus.Done => texts["workbench.job.done"],
            JobStatus.Cancelled => texts["workbench.job.cancelled"],
            // Who waited for nothing is told how to get an answer; of a stress test what makes it long.
            JobStatus.Failed when job.Message == nameof(JobLimitException) =>
                texts.Format("workbench.job.limit", options.RunLimit.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture), texts.Find("workbench.job.limit." + job.Kind) ?? texts["workbench.job.limit.way"]),
            _ => texts["workbench.job.failed"],
        };
    }

    /// <summary>How far a job is, 0 to 1; null where nobody can say.</summary>
    public double? Share(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return board.Of(job.Id) is { } news ? news.Share : job.Progress > 0 ? job.Progress : null;
    }
}

/// <summary>A job as its reader may see it.</summary>
/// <param name="Job">Job.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Ticket">What was asked.</param>
/// <param name="Seen">Package of its snapshot, as the reader sees it.</param>
sealed record SeenJob(Job Job, JobKind Kind, JobTicket Ticket, LoadedPackage Seen)
{
    LoadedPackage? _package;

    /// <summary>The network that it is about. A scenario that was applied once can be applied again: the package is the same.</summary>
    public LoadedPackage Package => _package ??= Ticket.With(Seen) ?? Seen;

    /// <summary>Files that it rests on.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];

    /// <summary>True where the reader may stop it.</summary>
    public bool CanStop { get; init; }
}
