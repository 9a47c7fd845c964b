using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

public partial interface IWorkspaceStore
{
    /// <summary>How often a job is taken before it counts as failed: a job that brings down its worker must not do so for ever.</summary>
    public const int MostAttempts = 3;

    /// <summary>Puts a job into the queue. The same id again gives the job that is there.</summary>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    Task<Job> Enqueue(Job job, string by, CancellationToken stop = default);

    /// <summary>A job by id, or null where the workspace has none such.</summary>
    Task<Job?> FindJob(string workspace, string id, CancellationToken stop = default);

    /// <summary>Jobs of a workspace, newest first.</summary>
    Task<IReadOnlyList<Job>> Jobs(string workspace, int most = 100, CancellationToken stop = default);

    /// <summary>Asks to stop a job: one that waits ends at once, one that runs as soon as its worker hears of it. False where it is not open.</summary>
    Task<bool> CancelJob(string workspace, string id, string by, CancellationToken stop = default);

    /// <summary>Takes the job that has waited longest, of those who have the fewest at work: one of the queue, or one whose worker was not heard of in time.</summary>
    /// <param name="worker">Name of the worker, another for every process.</param>
    /// <param name="lease">How long it has the job without being heard of.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The job as claimed, or null where none waits.</returns>
    Task<Job?> ClaimJob(string worker, TimeSpan lease, CancellationToken stop = default);

    /// <summary>Says that the worker is still there and how far it is.</summary>
    /// <param name="claim">The job as claimed.</param>
    /// <param name="lease">How long it has the job from now on without being heard of.</param>
    /// <param name="progress">How far it is, 0 to 1.</param>
    /// <param name="message">What it does now: a key of the texts.</param>
    /// <param name="stop">Cancels.</param>
    Task<JobSignal> BeatJob(Job claim, TimeSpan lease, double progress, string message = "", CancellationToken stop = default);

    /// <summary>Ends a job, with its result in the same transaction: of several workers that took a job after each other, only the last may.</summary>
    /// <param name="claim">The job as claimed.</param>
    /// <param name="status">Done, failed or cancelled; queued puts it back, as when the worker is shut down.</param>
    /// <param name="result">The result of a job that is done; else null.</param>
    /// <param name="message">Why it failed: a key of the texts.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>False where the job is not the worker's any more; nothing was stored.</returns>
    Task<bool> EndJob(Job claim, JobStatus status, Run? result = null, string message = "", CancellationToken stop = default);

    /// <summary>Removes a workspace with everything in it. Its lines of the audit log stay; they name things by id only.</summary>
    /// <returns>False where there is none such.</returns>
    Task<bool> DeleteWorkspace(string id, string by, CancellationToken stop = default);

    /// <summary>Writes a workspace with everything in it to a ZIP: its snapshots as packages, its results, and lists as JSON lines.</summary>
    /// <param name="id">Id of the workspace.</param>
    /// <param name="to">Where to; the stream must be able to seek.</param>
    /// <param name="by">Who does it; a line of the audit log is written before.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>False where there is none such.</returns>
    Task<bool> ExportWorkspace(string id, Stream to, string by, CancellationToken stop = default);
}
