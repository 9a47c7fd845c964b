namespace Vauban.App.Workbench.Runs;

/// <summary>Runs of one kind that pages and endpoints ask for. The same question is computed once; the last answers are kept.</summary>
/// <param name="board">Where runs are known.</param>
/// <param name="most">Answers that are kept.</param>
/// <param name="atOnce">Runs at work at once; the others wait for their turn.</param>
sealed class RunLane<TResult>(RunBoard board, int most, int atOnce = 2) : IDisposable
{
    // What takes longer is for the command line.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    readonly SemaphoreSlim _turn = new(atOnce);
    readonly Lock _lock = new();
    readonly Dictionary<string, LinkedListNode<Kept>> _kept = new(StringComparer.Ordinal);
    readonly LinkedList<Kept> _order = [];

    sealed record Kept(string Key, PageRun Run, Task<TResult> Task);

    /// <summary>The answer to a question.</summary>
    /// <param name="topic">What is done: <c>workbench.run.TOPIC</c> is its name.</param>
    /// <param name="key">Everything that the answer depends on.</param>
    /// <param name="work">Makes it, on another thread; watches the run's stop.</param>
    /// <param name="stop">Ends the waiting, not the making: others may wait too.</param>
    /// <exception cref="StillRunning">A page asks, and the answer takes longer than a moment.</exception>
    public async Task<TResult> Get(string topic, string key, Func<PageRun, Task<TResult>> work, CancellationToken stop)
    {
        var kept = Take(topic, key, work, board.IsForPage);
        await board.Wait(kept.Run, kept.Task, stop);
        return await kept.Task;
    }

    /// <summary>The answer to a question that an engine gives at one go.</summary>
    public Task<TResult> Get(string topic, string key, Func<PageRun, TResult> work, CancellationToken stop) => Get(topic, key, run => Task.FromResult(work(run)), stop);

    /// <summary>Begins to make an answer that will be asked for next.</summary>
    public void Begin(string topic, string key, Func<PageRun, TResult> work) => _ = Take(topic, key, run => Task.FromResult(work(run)), true);

    Kept Take(string topic, string key, Func<PageRun, Task<TResult>> work, bool isForPage)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var node))
            {
                var run = node.Value.Run;
                // A page says once that a run failed, and that one was stopped until somebody asks again; a program asks again by asking.
                if (run.State is RunState.Open or RunState.Done || (isForPage && run.State is RunState.Stopped or RunState.TooLong && board.Holds(run)))
                {
                    _order.Remove(node);
                    _order.AddFirst(node);
                    return node.Value;
                }
                Drop(node);
                if (isForPage && run.State == RunState.Failed && board.Holds(run))
                {
                    board.Forget(run);
                    return node.Value;
                }
            }
            var fresh = board.Open(topic);
            var kept = new Kept(key, fresh, Task.Run(() => Make(fresh, work)));
            _kept[key] = _order.AddFirst(kept);
            while (_kept.Count > most) Drop(_order.Last!);
            return kept;
        }
    }

    void Drop(LinkedListNode<Kept> node)
    {
        _kept.Remove(node.Value.Key);
        _order.Remove(node);
    }

    async Task<TResult> Make(PageRun run, Func<PageRun, Task<TResult>> work)
    {
        var end = RunState.Failed;
        var isMine = false;
        try
        {
            await _turn.WaitAsync(run.Stop);
            isMine = true;
            run.Begin(Longest);
            var result = await work(run);
            end = RunState.Done;
            return result;
        }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested)
        {
            end = RunState.Stopped;
            throw;
        }
        finally
        {
            if (isMine) _turn.Release();
            board.Close(run, end);
        }
    }

    public void Dispose() => _turn.Dispose();
}
