using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

sealed partial class SqlStore
{
    const string Interrupted = "job.interrupted";

    public Task<Job> Enqueue(Job job, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ThrowIfLong(job.Options);
        return _database.Write(s =>
        {
            Require(s, job.Workspace);
            if (s.Find(Shapes.Job, job.Id) is { } there) return there.Workspace == job.Workspace ? there : throw new ArgumentException("A job of another workspace has this id.", nameof(job));
            var last = s.Number($"SELECT COALESCE(MAX(number), 0) FROM jobs");
            var queued = new Job(job.Workspace, job.Id, job.Kind, job.Options) { Title = job.Title, Snapshot = job.Snapshot, Number = last + 1, By = by, Created = s.Now };
            s.Insert(Shapes.Job, queued);
            s.Audit(by, job.Workspace, "job.add", job.Id, job.Kind);
            return queued;
        }, stop);
    }

    public Task<Job?> FindJob(string workspace, string id, CancellationToken stop = default) =>
        _database.Read(s => s.Find(Shapes.Job, id) is { } job && job.Workspace == workspace ? job : null, stop);

    public Task<IReadOnlyList<Job>> Jobs(string workspace, int most = 100, CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<Job>>(s => s.List($"SELECT {Shapes.Job.All} FROM jobs WHERE workspace = {workspace} ORDER BY number DESC LIMIT {most}", Shapes.Job.Read), stop);

    public Task<bool> CancelJob(string workspace, string id, string by, CancellationToken stop = default) => _database.Write(s =>
    {
        if (s.Find(Shapes.Job, id) is not { IsOpen: true } job || job.Workspace != workspace) return false;
        s.Update(Shapes.Job, job.Status == JobStatus.Queued ? job with { Status = JobStatus.Cancelled, IsCancelAsked = true, Ended = s.Now } : job with { IsCancelAsked = true });
        s.Audit(by, workspace, "job.cancel", id);
        return true;
    }, stop);

    public Task<Job?> ClaimJob(string worker, TimeSpan lease, CancellationToken stop = default) => _database.Write(s =>
    {
        ArgumentException.ThrowIfNullOrEmpty(worker);
        while (Next(s) is { } job)
        {
            // Nobody is there any more to be told of the wish to stop it, or it has brought down enough workers.
            if (job.IsCancelAsked) End(s, job, JobStatus.Cancelled, "", "");
            else if (job.Attempts >= IWorkspaceStore.MostAttempts) End(s, job, JobStatus.Failed, "", Interrupted);
            else
            {
                var claim = job with
                {
                    Status = JobStatus.Running,
                    Worker = worker,
                    Attempts = job.Attempts + 1,
                    LeaseUntil = s.Now + lease,
                    Started = job.Started == default ? s.Now : job.Started,
                    Progress = 0,
                    Message = "",
                };
                s.Update(Shapes.Job, claim);
                return claim;
            }
        }
        return null;
    }, stop);

    public Task<JobSignal> BeatJob(Job claim, TimeSpan lease, double progress, string message = "", CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentOutOfRangeException.ThrowIfNegative(progress);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(progress, 1);
        return _database.Write(s =>
        {
            if (Held(s, claim) is not { } job) return JobSignal.Lost;
            s.Update(Shapes.Job, job with { LeaseUntil = s.Now + lease, Progress = progress, Message = message });
            return job.IsCancelAsked ? JobSignal.Cancel : JobSignal.Continue;
        }, stop);
    }

    public Task<bool> EndJob(Job claim, JobStatus status, Run? result = null, string message = "", CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (status == JobStatus.Running) throw new ArgumentException("A job does not end by running.", nameof(status));
        if (result is not null && (status != JobStatus.Done || result.Workspace != claim.Workspace)) throw new ArgumentException("A result belongs to a job that is done, in its workspace.", nameof(result));
        if (result is not null) ThrowIfLarge(result);
        return _database.Write(s =>
        {
            if (Held(s, claim) is not { } job) return false;
            if (status == JobStatus.Queued)
            {
                // Put back by a worker that is shut down: that is no fault of the job.
                s.Update(Shapes.Job, job with { Status = job.IsCancelAsked ? JobStatus.Cancelled : JobStatus.Queued, Attempts = job.Attempts - 1, LeaseUntil = default, Progress = 0, Message = "", Ended = job.IsCancelAsked ? s.Now : default });
                return true;
            }
            if (result is not null) Save(s, result);
            End(s, job, status, result?.Key.Hash ?? "", message);
            return true;
        }, stop);
    }

    static Job? Next(Session s)
    {
        var (queued, running, now) = (nameof(JobStatus.Queued), nameof(JobStatus.Running), Times.Text(s.Now));
        // Whoever has the fewest jobs at work comes first: one person with many does not hold up the others.
        return s.First($"SELECT {Shapes.Job.All} FROM jobs WHERE status = {queued} OR status = {running} AND lease_until <= {now} ORDER BY (SELECT COUNT(*) FROM jobs busy WHERE busy.created_by = jobs.created_by AND busy.status = {running} AND busy.lease_until > {now}), number LIMIT 1", Shapes.Job.Read);
    }

    // A claim is told by the worker and the number of attempts; a later claim of the same worker is another.
    static Job? Held(Session s, Job claim) =>
        s.Find(Shapes.Job, claim.Id) is { Status: JobStatus.Running } job && job.Worker == claim.Worker && job.Attempts == claim.Attempts && job.Workspace == claim.Workspace ? job : null;

    static void End(Session s, Job job, JobStatus status, string runKey, string message)
    {
        s.Update(Shapes.Job, job with { Status = status, RunKey = runKey, Message = message, Ended = s.Now, Progress = status == JobStatus.Done ? 1 : job.Progress, LeaseUntil = default });
        s.Audit("system", job.Workspace, "job.end", job.Id, status.ToString());
    }

    public async Task<bool> DeleteWorkspace(string id, string by, CancellationToken stop = default)
    {
        var isDeleted = await _database.Write(s =>
        {
            if (s.Find(Shapes.Workspace, id) is null) return false;
            // Members, snapshots, runs, decisions, scenarios, comments, files and jobs go with it.
            s.Remove(Shapes.Workspace, id);
            s.Run($"DELETE FROM api_keys WHERE workspace = {id}");
            s.Run($"DELETE FROM contents WHERE NOT EXISTS (SELECT 1 FROM snapshots WHERE snapshots.hash = contents.hash)");
            s.Audit(by, id, "workspace.delete", id);
            return true;
        }, stop).ConfigureAwait(false);
        if (isDeleted) await Task.Run(_database.AfterErase, CancellationToken.None).ConfigureAwait(false);
        return isDeleted;
    }

    public async Task<bool> ExportWorkspace(string id, Stream to, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        var isThere = await _database.Write(s =>
        {
            if (s.Find(Shapes.Workspace, id) is null) return false;
            s.Audit(by, id, "workspace.export", id);
            return true;
        }, stop).ConfigureAwait(false);
        return isThere && await _database.Read(s => WorkspaceExport.Write(s, id, to, stop), stop).ConfigureAwait(false);
    }
}
