using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Jobs;

/// <summary>Runs the jobs of the store in the background of the server, a few at a time. What a server leaves unfinished is taken up by the next.</summary>
sealed partial class JobHost(IWorkspaceStore store, Networks networks, JobBoard board, ServerOptions options, ILogger<JobHost> log) : BackgroundService
{
    // How long a job of another process, or one whose worker is gone, may wait unseen.
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    readonly JobWorker[] _workers = [.. Enumerable.Range(0, options.JobWorkers).Select(_ => new JobWorker(store, Secrets.NewId(), options.Time))];

    /// <summary>Has a job that somebody stops hear of it at once, where it runs here.</summary>
    public Task Hear() => Task.WhenAll(_workers.Select(w => w.Hear()));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_workers.Select(w => Task.Run(() => Serve(w, stoppingToken), stoppingToken)));

    async Task Serve(JobWorker worker, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var changed = board.Changed;
            try
            {
                while (await worker.RunOne((job, progress, end) => Task.Run(() => Work(job, progress, stop, end), CancellationToken.None), stop)) board.Ring();
                await Bell.Wait(changed, Look, options.Time, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever goes wrong with one job must not end the server.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (stop.IsCancellationRequested) return;
                // The store may come back; the job's lease keeps it until then.
                Away(log, e.GetType().Name);
                await Pause(stop);
            }
        }
    }

    async Task Pause(CancellationToken stop)
    {
        try
        {
            await Bell.Wait(board.Changed, Look, options.Time, stop);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store of jobs does not answer: {Kind}")]
    private static partial void Away(ILogger logger, string kind);

    async Task<Run?> Work(Job job, JobProgress progress, CancellationToken shutdown, CancellationToken stop)
    {
        try
        {
            var kind = JobKind.All.GetValueOrDefault(job.Kind) ?? throw new NotSupportedException(job.Kind);
            var ticket = JobTicket.Of(kind, job.Options);
            var key = ticket.Key(kind, job.Snapshot);
            // Somebody may have asked the same before, and the answer would be the same.
            if (await store.FindRun(job.Workspace, key, stop) is { Status: RunStatus.Complete } there) return there;
            var seen = await networks.Seen(job.Workspace, job.Snapshot, ticket.Clearance, stop) ?? throw new KeyNotFoundException("The workspace has no such snapshot.");
            // What may be seen can change between the question and the answer; an answer is never about more than was asked.
            if (seen.Network.Package.Hash != ticket.Seen) throw new InvalidDataException("What may be seen has changed.");
            var work = kind.Prepare(ticket.Ask(seen, new(store, job.Workspace, ticket.Clearance)));
            using var limit = new CancellationTokenSource(options.RunLimit, options.Time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
            JobAnswer answer;
            try
            {
                answer = work(Tell, end.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                throw new JobLimitException();
            }
            // What a server that shuts down left half done is done again, by whoever takes the job next.
            if (!answer.IsComplete) shutdown.ThrowIfCancellationRequested();
            return new(job.Workspace, key, answer.IsComplete ? RunStatus.Complete : RunStatus.EndedByClock, Encoding.UTF8.GetBytes(answer.Json));
        }
        finally
        {
            board.Forget(job.Id);
        }

        void Tell(JobNews news)
        {
            progress.Report(news.Share ?? 0, news.Key);
            board.Tell(job.Id, news);
        }
    }
}
