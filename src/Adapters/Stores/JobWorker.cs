using System.Data.Common;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

/// <summary>Takes jobs from a store and runs them one by one, so that a page never waits: keeps its claim alive, hears when somebody stops the job, and stores the result.</summary>
/// <remarks>A worker that is killed is not heard of any more; when its lease is over another takes the job and runs it again from the start.</remarks>
/// <param name="store">Where the jobs are.</param>
/// <param name="name">Name of the worker, another for every process (<see cref="Secrets.NewId"/>).</param>
/// <param name="clock">The time, the same as the store's.</param>
public sealed class JobWorker(IWorkspaceStore store, string name, TimeProvider clock)
{
    /// <summary>How long a job stays with a worker that is not heard of. Default one minute.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    Watch? _watch;

    /// <summary>Asks the store at once whether the job that runs goes on, as when somebody has just stopped it; nothing where none runs.</summary>
    public Task Hear() => _watch?.Hear() ?? Task.CompletedTask;

    /// <summary>Takes the next job and runs it to its end.</summary>
    /// <param name="work">Does the work; gives the result. What it throws ends the job as failed, with the name of the exception as its message.</param>
    /// <param name="stop">Shuts the worker down: the job goes back into the queue.</param>
    /// <returns>False where no job waits.</returns>
    public async Task<bool> RunOne(Func<Job, JobProgress, CancellationToken, Task<Run?>> work, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (await store.ClaimJob(name, Lease, stop).ConfigureAwait(false) is not { } job) return false;
        using var watch = new Watch(store, job, Lease, clock, stop);
        _watch = watch;
        var (status, result, message) = await Work(job, watch, work, stop).ConfigureAwait(false);
        _watch = null;
        await watch.Close().ConfigureAwait(false);
        if (watch.Signal == JobSignal.Lost) return true;
        try
        {
            await store.EndJob(job, status, result, message, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreLimitException e)
        {
            await store.EndJob(job, JobStatus.Failed, null, e.GetType().Name, CancellationToken.None).ConfigureAwait(false);
        }
        return true;
    }

    static async Task<(JobStatus, Run?, string)> Work(Job job, Watch watch, Func<Job, JobProgress, CancellationToken, Task<Run?>> work, CancellationToken stop)
    {
        try
        {
            return (JobStatus.Done, await work(job, watch.Progress, watch.Stop).ConfigureAwait(false), "");
        }
        catch (OperationCanceledException) when (watch.Stop.IsCancellationRequested)
        {
            return (stop.IsCancellationRequested && watch.Signal != JobSignal.Cancel ? JobStatus.Queued : JobStatus.Cancelled, null, "");
        }
#pragma warning disable CA1031 // Whatever goes wrong in the work ends the job, not the worker.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (JobStatus.Failed, null, e.GetType().Name);
        }
    }

    /// <summary>Lets itself be heard of while the work goes on, and passes on what it hears.</summary>
    sealed class Watch : IDisposable
    {
        readonly IWorkspaceStore _store;
        readonly Job _job;
        readonly TimeSpan _lease;
        readonly TimeProvider _clock;
        readonly CancellationTokenSource _stop;
        readonly SemaphoreSlim _gate = new(1, 1);
        readonly ITimer _timer;
        DateTimeOffset _heard;
        bool _isClosed;

        public Watch(IWorkspaceStore store, Job job, TimeSpan lease, TimeProvider clock, CancellationToken stop)
        {
            (_store, _job, _lease, _clock) = (store, job, lease, clock);
            _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _heard = clock.GetUtcNow();
            _timer = clock.CreateTimer(_ => _ = Beat(), null, lease / 4, lease / 4);
        }

        public JobProgress Progress { get; } = new();

        public JobSignal Signal { get; private set; }

        public CancellationToken Stop => _stop.Token;

        /// <summary>Ends the beats; none runs any more afterwards.</summary>
        public async Task Close()
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            await _gate.WaitAsync().ConfigureAwait(false);
            _isClosed = true;
            _gate.Release();
        }

        /// <summary>A beat that does not wait for its time.</summary>
        public async Task Hear()
        {
            await _gate.WaitAsync().ConfigureAwait(false);
            await BeatInTurn().ConfigureAwait(false);
        }

        async Task Beat()
        {
            // A beat that takes longer than the time to the next one is not overtaken.
            if (await _gate.WaitAsync(0).ConfigureAwait(false)) await BeatInTurn().ConfigureAwait(false);
        }

        async Task BeatInTurn()
        {
            try
            {
                if (_isClosed || Signal != JobSignal.Continue) return;
                Signal = await Ask().ConfigureAwait(false);
                if (Signal != JobSignal.Continue) await _stop.CancelAsync().ConfigureAwait(false);
            }
            finally
            {
                _gate.Release();
            }
        }

        async Task<JobSignal> Ask()
        {
            try
            {
                var (share, message) = Progress.Now;
                var signal = await _store.BeatJob(_job, _lease, share, message).ConfigureAwait(false);
                _heard = _clock.GetUtcNow();
                return signal;
            }
            catch (Exception e) when (e is DbException or IOException)
            {
                // The store may come back. Once the lease is over the job may be another's.
                return _clock.GetUtcNow() - _heard >= _lease ? JobSignal.Lost : JobSignal.Continue;
            }
        }

        public void Dispose()
        {
            _timer.Dispose();
            _stop.Dispose();
        }
    }
}

/// <summary>How far a job is, as its work says. It is stored with the next beat.</summary>
public sealed class JobProgress
{
    readonly Lock _lock = new();
    (double Share, string Message) _now = (0, "");

    internal (double Share, string Message) Now
    {
        get
        {
            lock (_lock) return _now;
        }
    }

    /// <summary>Says how far the work is.</summary>
    /// <param name="share">0 to 1; what is beyond counts as the end.</param>
    /// <param name="message">What is done now: a key of the texts, never a value.</param>
    public void Report(double share, string message = "")
    {
        lock (_lock) _now = (double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1), message);
    }
}
