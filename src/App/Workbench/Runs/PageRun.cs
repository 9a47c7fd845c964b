using Vauban.Adapters.Texts;

namespace Vauban.App.Workbench.Runs;

/// <summary>How a run stands.</summary>
public enum RunState
{
    /// <summary>Waiting for its turn, or at work.</summary>
    Open,

    /// <summary>Its result is there.</summary>
    Done,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>It took longer than anybody may ask of a page.</summary>
    TooLong,

    /// <summary>It ended by a fault.</summary>
    Failed,
}

/// <summary>A run that pages wait for: how far it is, and a way to stop it. What comes of it is kept by its <see cref="RunLane{TResult}"/>.</summary>
public sealed class PageRun : IDisposable
{
    readonly Lock _lock = new();
    readonly CancellationTokenSource _stop = new();
    readonly TimeProvider _time;
    ITimer? _limit;
    readonly HashSet<string> _seenBy = new(StringComparer.Ordinal);
    readonly Action _changed;
    bool _isAsked;

    /// <summary>A run that waits for its turn.</summary>
    /// <param name="id">Id, which nobody can guess.</param>
    /// <param name="topic">What is done: <c>workbench.run.TOPIC</c> is its name.</param>
    /// <param name="by">Id of who asked first.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Called when there is news.</param>
    public PageRun(string id, string topic, string by, TimeProvider time, Action changed) => (Id, Topic, By, _time, _changed) = (id, topic, by, time, changed);

    /// <summary>Id.</summary>
    public string Id { get; }

    /// <summary>What is done.</summary>
    public string Topic { get; }

    /// <summary>Id of who asked first: he may stop it.</summary>
    public string By { get; }

    /// <summary>How it stands.</summary>
    public RunState State { get; private set; }

    /// <summary>True once it is at work.</summary>
    public bool IsAtWork { get; private set; }

    /// <summary>Steps done, and steps in all; 0 where that is not known.</summary>
    public (int Done, int Of) Steps { get; private set; }

    /// <summary>Set when it is to end.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>True where the caller waits for it: only who sees the same rows can.</summary>
    public bool IsSeenBy(string caller)
    {
        lock (_lock) return _seenBy.Contains(caller);
    }

    /// <summary>Notes who waits for it.</summary>
    public void Show(string caller)
    {
        lock (_lock) _seenBy.Add(caller);
    }

    /// <summary>It is at work, and has this long.</summary>
    public void Begin(TimeSpan longest)
    {
        IsAtWork = true;
        // Waiting for its turn does not count.
        Stop.ThrowIfCancellationRequested();
        _limit = _time.CreateTimer(_ => _stop.Cancel(), null, longest, Timeout.InfiniteTimeSpan);
        _changed();
    }

    /// <summary>Says how far it is.</summary>
    public void Tell(int done, int of)
    {
        Steps = (done, of);
        _changed();
    }

    /// <summary>Asks it to end.</summary>
    public void Cancel()
    {
        _isAsked = true;
        _stop.Cancel();
    }

    /// <summary>It has ended.</summary>
    public void End(RunState state)
    {
        _limit?.Dispose();
        State = state == RunState.Stopped && !_isAsked ? RunState.TooLong : state;
        _changed();
    }

    /// <summary>How it stands, in words.</summary>
    public string Words(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (done, of) = Steps;
        var what = texts["workbench.run." + Topic];
        if (State == RunState.Open && !IsAtWork) return texts.Format("workbench.run.waits", what);
        return State switch
        {
            RunState.Open when of > 0 => texts.Format("workbench.run.steps", what, Text(done), Text(of)),
            RunState.Open => what,
            RunState.Stopped => texts["workbench.run.stopped"],
            RunState.TooLong => texts["workbench.run.long"],
            RunState.Failed => texts["workbench.job.failed"],
            _ => texts.Format("workbench.run.done", what),
        };
    }

    static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _limit?.Dispose();
        _stop.Dispose();
    }
}

/// <summary>A page asked for what is not there yet. It is no fault: the layout shows how far the run is in the page's place.</summary>
/// <param name="run">The run.</param>
sealed class StillRunning(PageRun run) : Exception("The run is not done yet.")
{
    /// <summary>The run.</summary>
    public PageRun Run => run;
}
