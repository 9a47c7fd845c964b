using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;

namespace Vauban.App.Workbench.Runs;

/// <summary>Runs that pages wait for. A page waits a moment; then it is sent with how far the run is (<see cref="StillRunning"/>), and shows what came of it
/// when it is there. Programs wait for the answer itself.</summary>
/// <remarks>Nothing of it is kept beyond the process: the address of a page says all that its run needs, so that the next server begins it again.</remarks>
sealed class RunBoard(IHttpContextAccessor accessor, ServerOptions options)
{
    /// <summary>Longest that a page may be asked to wait by <c>Prefer: wait=SECONDS</c> (RFC 7240, section 4.3).</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    const int MostEnded = 200;

    static readonly object Deadline = new();

    readonly ConcurrentDictionary<string, PageRun> _runs = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> _ended = new();
    readonly Bell _bell = new();

    /// <summary>Completed at the next news of any run.</summary>
    public Task Changed => _bell.Changed;

    /// <summary>A new run, asked for by the caller of the request.</summary>
    public PageRun Open(string topic)
    {
        var run = new PageRun(Secrets.NewId(), topic, accessor.HttpContext?.Features.Get<CallerWorkspace>()?.User.Id ?? "", options.Time, _bell.Ring);
        _runs[run.Id] = run;
        return run;
    }

    /// <summary>A run has ended. Those without a result stay known for a while, so that their page can say so.</summary>
    public void Close(PageRun run, RunState state)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.End(state);
        if (state == RunState.Done)
        {
            _runs.TryRemove(run.Id, out _);
            return;
        }
        _ended.Enqueue(run.Id);
        while (_ended.Count > MostEnded && _ended.TryDequeue(out var old)) _runs.TryRemove(old, out _);
    }

    /// <summary>A stopped run is asked for again: what it was is forgotten.</summary>
    public void Forget(PageRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _runs.TryRemove(run.Id, out _);
    }

    /// <summary>True for a stopped run that nobody asked for again.</summary>
    public bool Holds(PageRun run) => _runs.ContainsKey(run.Id);

    /// <summary>A run that the caller waits for; null where there is none, or it is done.</summary>
    public PageRun? Find(CallerWorkspace caller, string id)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return _runs.GetValueOrDefault(id) is { } run && run.IsSeenBy(Name(caller)) ? run : null;
    }

    // Who sees the same rows of the same workspace.
    static string Name(CallerWorkspace caller) => $"{caller.Id}\n{caller.SeenHash}";

    /// <summary>True where a person waits for a page, who is shown how far a run is.</summary>
    public bool IsForPage => accessor.HttpContext is { } http && HttpMethods.IsGet(http.Request.Method) && http.Request.Path.StartsWithSegments("/w", StringComparison.Ordinal);

    /// <summary>Waits for a run: a program as long as it takes, a page for a moment.</summary>
    /// <exception cref="StillRunning">The moment is over.</exception>
    public async Task Wait(PageRun run, Task task, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(task);
        if (task.IsCompletedSuccessfully) return;
        if (!IsForPage)
        {
            await task.WaitAsync(stop);
            return;
        }
        var http = accessor.HttpContext!;
        if (http.Features.Get<CallerWorkspace>() is { } caller) run.Show(Name(caller));
        var left = Left(http);
        try
        {
            if (left > TimeSpan.Zero) await task.WaitAsync(left, options.Time, stop);
            // One that has ended says so a moment before its task has.
            else if (!task.IsCompleted && run.State is not (RunState.Failed or RunState.Done)) throw new StillRunning(run);
            else await task;
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new StillRunning(run);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested && run.State is RunState.Stopped or RunState.TooLong)
        {
            throw new StillRunning(run);
        }
    }

    // A page that asks for several runs waits a moment for all of them together.
    TimeSpan Left(HttpContext http)
    {
        var until = http.Items.TryGetValue(Deadline, out var known) ? (DateTimeOffset)known! : options.Time.GetUtcNow() + Asked(http.Request);
        http.Items[Deadline] = until;
        return until - options.Time.GetUtcNow();
    }

    TimeSpan Asked(HttpRequest request)
    {
        foreach (var part in request.Headers["Prefer"].ToString().Split(',', StringSplitOptions.TrimEntries))
            if (part.StartsWith("wait=", StringComparison.OrdinalIgnoreCase) && int.TryParse(part.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return seconds < LongestWait.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestWait;
        return options.PagePatience;
    }
}
