using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

static partial class Shapes
{
    public static readonly Shape<Job> Job = new("jobs",
        ["id", "workspace", "number", "kind", "options", "title", "snapshot", "status", "progress", "message", "run_key", "attempts", "worker", "lease_until", "is_cancel_asked", "created_by", "created", "started", "ended"], 1,
        j => [j.Id, j.Workspace, j.Number, j.Kind, j.Options, j.Title, j.Snapshot, j.Status.ToString(), (long)Math.Round(j.Progress * 1e6), j.Message, j.RunKey, (long)j.Attempts, j.Worker, Times.Text(j.LeaseUntil), Flag(j.IsCancelAsked), j.By, Times.Text(j.Created), Times.Text(j.Started), Times.Text(j.Ended)],
        ReadJob);

    static Job ReadJob(SqlRow r)
    {
        var (id, workspace, number) = (r.Text(), r.Text(), r.Number());
        return new(workspace, id, r.Text(), r.Text())
        {
            Number = number,
            Title = r.Text(),
            Snapshot = r.Text(),
            Status = r.Choice<JobStatus>(),
            Progress = r.Number() / 1e6,
            Message = r.Text(),
            RunKey = r.Text(),
            Attempts = (int)r.Number(),
            Worker = r.Text(),
            LeaseUntil = r.Time(),
            IsCancelAsked = r.Flag(),
            By = r.Text(),
            Created = r.Time(),
            Started = r.Time(),
            Ended = r.Time(),
        };
    }
}
