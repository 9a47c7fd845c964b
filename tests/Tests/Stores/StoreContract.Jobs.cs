using System.IO.Compression;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Stores;

public abstract partial class StoreContract
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    async Task<Job> Queue(string id, string workspace = "w") => await Store.Enqueue(new(workspace, id, "plan", """{"months":12}""") { Title = "Plan " + id, Snapshot = "h" }, "u1");

    [Fact]
    public async Task Jobs_are_taken_in_the_order_in_which_they_came_each_by_one_worker()
    {
        await MakeWorkspace();
        await MakeWorkspace("v");
        var first = await Queue("b");
        await Queue("a", "v");
        await Queue("c");
        Assert.Equal(first, await Queue("b"));
        await Assert.ThrowsAsync<ArgumentException>(() => Queue("b", "v"));
        Restart();

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Store.ClaimJob("worker-" + i, Lease)));
        Assert.Equal(["a", "b", "c"], claims.OfType<Job>().Select(j => j.Id).Order(StringComparer.Ordinal));
        Assert.Equal(3, claims.OfType<Job>().Select(j => j.Worker).Distinct().Count());
        Assert.Equal(first with { Status = JobStatus.Running, Attempts = 1, Worker = claims.Single(c => c?.Id == "b")!.Worker, LeaseUntil = Clock.GetUtcNow() + Lease, Started = Clock.GetUtcNow() }, await Store.FindJob("w", "b"));
        Assert.Equal(["c", "b"], (await Store.Jobs("w")).Select(j => j.Id));
        Assert.Null(await Store.FindJob("v", "b"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Queue("d", "nowhere"));
    }

    [Fact]
    public async Task A_job_whose_worker_is_not_heard_of_is_run_again_and_gives_one_result()
    {
        await MakeWorkspace();
        var (snapshot, _) = await Store.AddSnapshot("w", Small(), "ann");
        await Queue("j");
        var lost = (await Store.ClaimJob("one", Lease))!;
        Clock.Move(TimeSpan.FromSeconds(50));
        Assert.Equal(JobSignal.Continue, await Store.BeatJob(lost, Lease, 0.25, "job.search"));
        Clock.Move(TimeSpan.FromSeconds(50));
        Assert.Null(await Store.ClaimJob("two", Lease));
        var half = (await Store.FindJob("w", "j"))!;
        Assert.Equal((0.25, "job.search"), (half.Progress, half.Message));
        Clock.Move(TimeSpan.FromSeconds(11));
        Restart();

        var claim = (await Store.ClaimJob("two", Lease))!;
        Assert.Equal((2, 0, "two"), (claim.Attempts, claim.Progress, claim.Worker));
        Assert.Equal(JobSignal.Lost, await Store.BeatJob(lost, Lease, 0.5));
        Run Result(byte value) => new("w", new(snapshot.Hash, "plan 1", "{}"), RunStatus.Complete, new[] { value });
        Assert.False(await Store.EndJob(lost, JobStatus.Done, Result(1)));
        Assert.Null(await Store.FindRun("w", Result(0).Key));
        Assert.True(await Store.EndJob(claim, JobStatus.Done, Result(2)));
        Assert.False(await Store.EndJob(claim, JobStatus.Done, Result(3)));

        var done = (await Store.FindJob("w", "j"))!;
        Assert.Equal((JobStatus.Done, 1, Result(0).Key.Hash, Clock.GetUtcNow()), (done.Status, done.Progress, done.RunKey, done.Ended));
        Assert.Equal(2, (await Store.FindRun("w", Result(0).Key))!.Result.Span[0]);
        Assert.Single(await Store.Audit(), e => e.Event.Action == "job.end");
    }

    [Fact]
    public async Task A_job_that_brings_down_every_worker_fails_after_three()
    {
        await MakeWorkspace();
        await Queue("bad");
        await Queue("good");
        Job? earlier = null;
        for (var i = 1; i <= 3; i++)
        {
            var job = (await Store.ClaimJob("same", Lease))!;
            Assert.Equal(("bad", i), (job.Id, job.Attempts));
            // An earlier claim is over, also where the same worker has the job again.
            if (earlier is not null) Assert.Equal(JobSignal.Lost, await Store.BeatJob(earlier, Lease, 0.5));
            earlier = job;
            Clock.Move(Lease);
        }

        Assert.Equal("good", (await Store.ClaimJob("w4", Lease))!.Id);
        var failed = (await Store.FindJob("w", "bad"))!;
        Assert.Equal((JobStatus.Failed, "job.interrupted"), (failed.Status, failed.Message));
    }

    [Fact]
    public async Task A_cancelled_job_is_not_run_and_a_running_one_hears_of_it()
    {
        await MakeWorkspace();
        await Queue("waits");
        Assert.True(await Store.CancelJob("w", "waits", "u1"));
        Assert.False(await Store.CancelJob("w", "waits", "u1"));
        Assert.Null(await Store.ClaimJob("one", Lease));

        await Queue("runs");
        var claim = (await Store.ClaimJob("one", Lease))!;
        Assert.False(await Store.CancelJob("v", "runs", "u1"));
        Assert.True(await Store.CancelJob("w", "runs", "u1"));
        Assert.Equal(JobSignal.Cancel, await Store.BeatJob(claim, Lease, 0.5));
        Assert.True(await Store.EndJob(claim, JobStatus.Cancelled));

        await Queue("dies");
        await Store.ClaimJob("one", Lease);
        await Store.CancelJob("w", "dies", "u1");
        Clock.Move(Lease);
        Assert.Null(await Store.ClaimJob("two", Lease));
        Assert.All(await Store.Jobs("w"), j => Assert.Equal((JobStatus.Cancelled, false), (j.Status, j.IsOpen)));
    }

    [Fact]
    public async Task A_worker_stores_the_result_and_hears_of_a_cancel_while_it_works()
    {
        await MakeWorkspace();
        var (snapshot, _) = await Store.AddSnapshot("w", Small(), "ann");
        var worker = new JobWorker(Store, "one", Clock) { Lease = Lease };
        Assert.False(await worker.RunOne((_, _, _) => throw new InvalidOperationException()));

        await Queue("done");
        await Queue("fails");
        await Queue("stops");
        var key = new RunKey(snapshot.Hash, "plan 1", "{}");
        Assert.True(await worker.RunOne((job, _, _) => Task.FromResult<Run?>(new Run("w", key, RunStatus.Complete, new byte[] { 7 }))));
        Assert.True(await worker.RunOne((_, _, _) => throw new InvalidOperationException("a value")));
        Assert.True(await worker.RunOne(async (job, progress, stop) =>
        {
            progress.Report(0.5, "job.search");
            await Store.CancelJob("w", job.Id, "u1", CancellationToken.None);
            var stopped = new TaskCompletionSource();
            await using var _ = stop.Register(stopped.SetResult);
            Clock.Move(Lease / 4);
            await stopped.Task;
            stop.ThrowIfCancellationRequested();
            return null;
        }));

        Assert.Equal([7], (await Store.FindRun("w", key))!.Result.ToArray());
        Assert.Equal([("stops", JobStatus.Cancelled, 0.5, "", ""), ("fails", JobStatus.Failed, 0, "InvalidOperationException", ""), ("done", JobStatus.Done, 1, "", key.Hash)],
            (await Store.Jobs("w")).Select(j => (j.Id, j.Status, j.Progress, j.Message, j.RunKey)));
    }

    [Fact]
    public async Task A_worker_keeps_its_job_as_long_as_it_works_and_gives_it_back_when_it_is_shut_down()
    {
        await MakeWorkspace();
        await Queue("long");
        using var shutdown = new CancellationTokenSource();
        var worker = new JobWorker(Store, "one", Clock) { Lease = Lease };
        await worker.RunOne(async (job, progress, stop) =>
        {
            for (var i = 1; i <= 12; i++)
            {
                progress.Report(i / 20.0);
                Clock.Move(Lease / 4);
                // A beat that falls into the one before is left out; the clock, which stands still here, would bring no other.
                while ((await Store.FindJob("w", "long", CancellationToken.None))!.LeaseUntil < Clock.GetUtcNow() + Lease / 2) Clock.Ring();
                Assert.Null(await Store.ClaimJob("two", Lease, CancellationToken.None));
            }
            await shutdown.CancelAsync();
            stop.ThrowIfCancellationRequested();
            return null;
        }, shutdown.Token);

        var back = (await Store.FindJob("w", "long", CancellationToken.None))!;
        Assert.Equal((JobStatus.Queued, 0), (back.Status, back.Attempts));
        Assert.Equal("long", (await Store.ClaimJob("two", Lease))!.Id);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_hear_does_not_wait_for_its_next_beat()
    {
        await MakeWorkspace();
        await Queue("stops");
        var worker = new JobWorker(Store, "one", Clock) { Lease = Lease };
        await worker.Hear();
        await worker.RunOne(async (job, _, stop) =>
        {
            await Store.CancelJob("w", job.Id, "u1", CancellationToken.None);
            // The clock stands still: nothing but this tells the worker.
            await worker.Hear();
            stop.ThrowIfCancellationRequested();
            return null;
        });
        await worker.Hear();
        Assert.Equal(JobStatus.Cancelled, (await Store.FindJob("w", "stops"))!.Status);
    }

    [Fact]
    public async Task Who_has_the_fewest_jobs_at_work_comes_first()
    {
        await MakeWorkspace();
        foreach (var id in new[] { "many-1", "many-2", "many-3" }) await Store.Enqueue(new("w", id, "plan", "{}"), "many");
        await Store.Enqueue(new("w", "one-1", "plan", "{}"), "one");
        var order = new List<string>();
        while (await Store.ClaimJob("worker", Lease) is { } job) order.Add(job.Id);
        Assert.Equal(["many-1", "one-1", "many-2", "many-3"], order);
    }

    [Fact]
    public async Task A_worker_that_lost_its_job_stores_nothing()
    {
        await MakeWorkspace();
        var (snapshot, _) = await Store.AddSnapshot("w", Small(), "ann");
        await Queue("j");
        var key = new RunKey(snapshot.Hash, "plan 1", "{}");
        await new JobWorker(Store, "one", Clock) { Lease = Lease }.RunOne(async (job, _, stop) =>
        {
            // As if this machine had slept: the lease is over before the next beat.
            Clock.Jump(Lease);
            Assert.NotNull(await Store.ClaimJob("two", Lease, CancellationToken.None));
            return new Run("w", key, RunStatus.Complete, new byte[] { 1 });
        });

        Assert.Null(await Store.FindRun("w", key));
        Assert.Equal(("two", JobStatus.Running), (await Store.FindJob("w", "j")) is { } j ? (j.Worker, j.Status) : default);
    }

    [Fact]
    public async Task A_deleted_workspace_leaves_nothing_but_ids_in_the_audit_log()
    {
        await StoreSample.Fill(Store);
        await MakeWorkspace("v");
        await Store.AddSnapshot("v", Small(), "ann");
        await Store.SaveApiKey(new("k2", "u1", "hash-2") { Workspace = "w" }, "u1");

        Assert.True(await Store.DeleteWorkspace("w", "u1"));
        Assert.False(await Store.DeleteWorkspace("w", "u1"));
        Assert.Equal(["v"], (await Store.Workspaces()).Select(w => w.Id));
        Assert.Null(await Store.FindApiKey("hash-2"));
        Assert.Equal("v", Assert.Single(await Store.Snapshots("v")).Workspace);
        Assert.NotNull(await Store.LoadPackage("v", Small().Hash));
        using var file = new MemoryStream();
        await Store.Backup(file);
        foreach (var table in new[] { "members", "runs", "decisions", "scenarios", "comments", "jobs", "files" }) Assert.Equal([""], Lines(file, table));
        Assert.Equal(2, Lines(file, "contents").Length);
        Assert.DoesNotContain(Migrations.Tables(Migrations.Latest).Where(t => t != "users"), t => string.Concat(Lines(file, t)).Contains("Ammunition", StringComparison.Ordinal));
        Assert.Equal(AuditFault.None, (await Store.VerifyAudit()).Fault);
        // The id may be used again, for a workspace that knows nothing of the first.
        await MakeWorkspace();
        Assert.Empty(await Store.Snapshots("w"));
    }

    [Fact]
    public async Task An_exported_workspace_has_everything_in_it_and_nothing_of_others()
    {
        await StoreSample.Fill(Store);
        await MakeWorkspace("other");
        await Store.AddComment(new("other", "x", "lines/a", "u1", "Not yours"));
        using var file = new MemoryStream();
        Assert.True(await Store.ExportWorkspace("w", file, "u1"));
        Assert.False(await Store.ExportWorkspace("nowhere", new MemoryStream(), "u1"));

        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        Assert.Equal(["audit.jsonl", "claims.jsonl", "comments.jsonl", "decisions.jsonl", "files.jsonl", "jobs.jsonl", "members.jsonl", "papers.jsonl", "people.jsonl", "runs.jsonl", "scenarios.jsonl", "snapshots.jsonl",
            "survey-answers.jsonl", "survey-invitations.jsonl", "survey-releases.jsonl", "survey-rounds.jsonl", "workspace.jsonl"],
            zip.Entries.Select(e => e.FullName).Where(n => n.EndsWith(".jsonl", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        string Text(string name)
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }
        Assert.Contains("\"reason\":\"Ask the \\\"maker\\\"\"", Text("decisions.jsonl"), StringComparison.Ordinal);
        Assert.Equal("""{"id":"u2","name":"bob","display_name":""}""" + "\n", Text("people.jsonl"));
        var all = string.Concat(zip.Entries.Where(e => e.FullName.EndsWith(".jsonl", StringComparison.Ordinal)).Select(e => Text(e.FullName)));
        Assert.DoesNotContain("Not yours", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hash\":\"" + Secrets.Hash("secret"), all, StringComparison.Ordinal);
        using var package = new MemoryStream();
        using (var entry = zip.GetEntry($"snapshots/{StoreSample.Package.Hash}.zip")!.Open()) await entry.CopyToAsync(package, TestContext.Current.CancellationToken);
        Assert.Equal(StoreSample.Package.Hash, Vauban.Adapters.Formats.PackageReader.Load("p", package, new List<Vauban.Core.Model.Finding>())!.Hash);
        using var sent = zip.Entries.Single(e => e.FullName.StartsWith("files/", StringComparison.Ordinal)).Open();
        Assert.Equal((0, 60, 255), (sent.ReadByte(), sent.ReadByte(), sent.ReadByte()));
        using var run = zip.Entries.Single(e => e.FullName.StartsWith("runs/", StringComparison.Ordinal)).Open();
        Assert.Equal((0, 1, 254), (run.ReadByte(), run.ReadByte(), run.ReadByte()));
    }
}
