using System.Collections.Concurrent;
using Vauban.App.Workbench.Runs;

namespace Vauban.App.Workbench.Jobs;

/// <summary>How far the jobs of this process are, and a bell for whoever waits for work or for news. Nothing of it is kept: the store knows every job.</summary>
sealed class JobBoard
{
    readonly ConcurrentDictionary<string, JobNews> _news = new(StringComparer.Ordinal);
    readonly Bell _bell = new();

    /// <summary>Completed at the next change of any job.</summary>
    public Task Changed => _bell.Changed;

    /// <summary>Says that something changed.</summary>
    public void Ring() => _bell.Ring();

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
