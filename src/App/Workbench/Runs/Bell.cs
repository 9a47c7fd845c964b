namespace Vauban.App.Workbench.Runs;

/// <summary>Wakes whoever waits for news. It says that something changed, not what: whoever hears it looks again.</summary>
sealed class Bell
{
    readonly Lock _lock = new();
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed at the next change. Take it before you look: what comes in between is not missed.</summary>
    public Task Changed
    {
        get { lock (_lock) return _changed.Task; }
    }

    /// <summary>Says that something changed.</summary>
    public void Ring()
    {
        TaskCompletionSource changed;
        lock (_lock) (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        changed.SetResult();
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
}
