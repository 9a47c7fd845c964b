namespace Vauban.Adapters.Formats.Extraction;

/// <summary>Work on a thread of its own that is waited for only so long.</summary>
static class Bounded
{
    // Parsers of nested structures call themselves; a stack that runs out ends the whole process.
    const int StackBytes = 64 << 20;

    /// <summary>What the work gives.</summary>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    public static T Run<T>(Func<T> work, TimeSpan most, CancellationToken stop)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }, StackBytes)
        { IsBackground = true };
        thread.Start();
        return done.Task.WaitAsync(most, stop).GetAwaiter().GetResult();
    }
}
