using System.Collections.Concurrent;

namespace Vauban.App.Workbench.Jobs;

/// <summary>How far the jobs of this process are, and a bell for whoever waits for work or for news. Nothing of it is kept: the store knows every job.</summary>
sealed class JobBoard
{
    readonly ConcurrentDictionary<string, JobNews> _news = new(StringComparer.Ordinal);
    readonly Lock _lock = new();
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed at the next change of any job. Take it before you look: what comes in between is not missed.</summary>
    public Task Changed
    {
        get { lock (_lock) return _changed.Task; }
    }

    /// <summary>Waits for a change, and no longer than a while: another process may have changed something.</summary>
    /// <param name="changed">What <see cref="Changed"/> gave before the last look.</param>
    /// <param name="most">How long at most, by the server's clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task Wait(Task changed, TimeSpan most, TimeProvider time, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(changed);
        try
        {
            await changed.WaitAsync(most, time, stop);
        }
        catch (TimeoutException)
        {
            // Long enough: look again.
        }
    }

    /// <summary>Says that something changed.</summary>
    public void Ring()
    {
        TaskCompletionSource changed;
        lock (_lock) (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        changed.SetResult();
    }

    /// <summary>Tells how far a job is.</summary>
    public void Tell(string job, JobNews news)
    {
        _news[job] = news;
        Ring();
    }

    /// <summary>The last news of a job; null where it does not run here.</summary>
    public JobNews? Of(string job) => _news.GetValueOrDefault(job);

    /// <summary>A job runs here no more.</summary>
    public void Forget(string job)
    {
        _news.TryRemove(job, out _);
        Ring();
    }
}
