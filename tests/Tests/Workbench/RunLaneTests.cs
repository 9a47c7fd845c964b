using Microsoft.AspNetCore.Http;
using Vauban.App.Workbench;
using Vauban.App.Workbench.Runs;
using Vauban.Tests.Stores;

namespace Vauban.Tests.Workbench;

/// <summary>Runs that pages wait for, without a server: what a page gets, and what a program.</summary>
public sealed class RunLaneTests : IDisposable
{
    readonly HttpContextAccessor _accessor = new();
    readonly TestClock _clock = new();
    readonly RunBoard _board;
    readonly RunLane<string> _lane;
    readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _made;

    public RunLaneTests()
    {
        _board = new(_accessor, new() { Time = _clock });
        _lane = new(_board, 4, 1);
    }

    Task<string> Page(string key = "question", CancellationToken stop = default) => Ask(key, "/w/hello", stop);

    Task<string> Program(string key = "question") => Ask(key, "/api/workspaces/hello/assessment", default);

    Task<string> Ask(string key, string path, CancellationToken stop)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path) = ("GET", path);
        http.Request.Headers["Prefer"] = "wait=0";
        _accessor.HttpContext = http;
        return _lane.Get("assess", key, async run =>
        {
            Interlocked.Increment(ref _made);
            run.Tell(3, 8);
            return await _answer.Task.WaitAsync(run.Stop);
        }, stop);
    }

    async Task AtWork(PageRun run)
    {
        while (true)
        {
            var changed = _board.Changed;
            if (run.IsAtWork) return;
            await changed;
        }
    }

    static async Task Ended(PageRun run, RunBoard board)
    {
        while (true)
        {
            var changed = board.Changed;
            if (run.State != RunState.Open) return;
            await changed;
        }
    }

    [Fact]
    public async Task A_page_is_told_how_far_a_run_is_and_a_program_waits_for_the_same_run()
    {
        var still = await Assert.ThrowsAsync<StillRunning>(() => Page());
        var program = Program();
        Assert.False(program.IsCompleted);
        _answer.SetResult("the verdict");
        Assert.Equal("the verdict", await program);
        Assert.Equal((3, 8), still.Run.Steps);
        Assert.Equal("the verdict", await Page());
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task A_second_question_waits_for_its_turn_and_says_so()
    {
        await AtWork((await Assert.ThrowsAsync<StillRunning>(() => Page())).Run);
        var second = (await Assert.ThrowsAsync<StillRunning>(() => Page("another"))).Run;
        Assert.False(second.IsAtWork);
        Assert.Contains("waiting for its turn", second.Words(Vauban.Adapters.Texts.Texts.For("en")), StringComparison.Ordinal);
        _answer.SetResult("the verdict");
        Assert.Equal("the verdict", await Program("another"));
    }

    [Fact]
    public async Task A_stopped_run_stays_stopped_for_pages_until_somebody_asks_again()
    {
        var run = (await Assert.ThrowsAsync<StillRunning>(() => Page())).Run;
        run.Cancel();
        await Ended(run, _board);
        Assert.Equal(RunState.Stopped, (await Assert.ThrowsAsync<StillRunning>(() => Page())).Run.State);
        _board.Forget(run);
        Assert.NotSame(run, (await Assert.ThrowsAsync<StillRunning>(() => Page())).Run);
        _answer.SetResult("the verdict");
        Assert.Equal("the verdict", await Program());
    }

    [Fact]
    public async Task A_run_that_is_stopped_before_its_turn_never_begins()
    {
        await AtWork((await Assert.ThrowsAsync<StillRunning>(() => Page())).Run);
        var second = (await Assert.ThrowsAsync<StillRunning>(() => Page("another"))).Run;
        second.Cancel();
        await Ended(second, _board);
        Assert.Equal((RunState.Stopped, 1), (second.State, _made));
        _answer.SetResult("the verdict");
        await Program();
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_ended_and_the_page_says_why()
    {
        var run = (await Assert.ThrowsAsync<StillRunning>(() => Page())).Run;
        await AtWork(run);
        _clock.Move(TimeSpan.FromHours(1));
        await Ended(run, _board);
        Assert.Equal(RunState.TooLong, (await Assert.ThrowsAsync<StillRunning>(() => Page())).Run.State);
    }

    [Fact]
    public async Task A_fault_reaches_the_page_once_and_the_next_look_begins_anew()
    {
        var run = (await Assert.ThrowsAsync<StillRunning>(() => Page())).Run;
        _answer.SetException(new InvalidDataException("broken"));
        await Ended(run, _board);
        await Assert.ThrowsAsync<InvalidDataException>(() => Page());
        Assert.Equal(1, _made);
        await Assert.ThrowsAsync<InvalidDataException>(() => Program());
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task Who_goes_away_ends_the_waiting_and_not_the_run()
    {
        using var gone = new CancellationTokenSource();
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path) = ("GET", "/w/hello");
        http.Request.Headers["Prefer"] = "wait=60";
        _accessor.HttpContext = http;
        var page = _lane.Get("assess", "question", async run => await _answer.Task.WaitAsync(run.Stop), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page);
        _answer.SetResult("the verdict");
        Assert.Equal("the verdict", await Program());
    }

    public void Dispose() => _lane.Dispose();
}
