using System.Globalization;

namespace Vauban.Core.Disruption;

/// <summary>Plays many draws on all threads. Draws with the same events on the same first days share the days that they have in common.</summary>
static class StressDraws
{
    // A part plays those days once, so parts are not too small.
    const int LeastPart = 16;

    // Parts are cut for so many threads where nobody says how many there are.
    const int UsualThreads = 4;

    /// <summary>Plays each of the plays once.</summary>
    /// <param name="stage">Where they are played.</param>
    /// <param name="plays">Plays.</param>
    /// <param name="threads">Most threads; all processors where 0. What is delivered does not depend on it.</param>
    /// <param name="done">Told the place of each play and what is delivered, on any thread; the arrays are used again.</param>
    /// <param name="stop">Cancels.</param>
    public static void Play(StressStage stage, IReadOnlyList<StressEffect[]> plays, int threads, Action<int, long[][]> done, CancellationToken stop)
    {
        var parts = Parts(plays, threads == 0 ? UsualThreads : threads);
        // On the threads of the loop over scenarios where it runs within one.
        var parallel = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = threads == 0 ? -1 : threads, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, parts.Count, parallel, () => (Trunk: New(stage), Branch: New(stage)), (p, _, play) =>
        {
            play.Trunk.DeliverAll([.. parts[p].Select(i => plays[i])], play.Branch, (at, delivered) => done(parts[p][at], delivered), stop);
            return play;
        }, _ => { });
    }

    static StressPlay New(StressStage stage) => new(stage.Field, stage.Start, stage.KeepsBacklog, stage.Days);

    // By the day on which the first event ends, cut into parts for the threads.
    static List<int[]> Parts(IReadOnlyList<StressEffect[]> plays, int threads)
    {
        var alike = Enumerable.Range(0, plays.Count).GroupBy(i => string.Join('|', plays[i].Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Number},{e.From}"))))
            .Select(g => g.OrderBy(i => plays[i].Length == 0 ? 0 : plays[i].Min(e => e.FirstEnd)).ThenBy(i => i).ToArray());
        return [.. alike.SelectMany(g => g.Chunk(threads == 1 ? g.Length : Math.Max(LeastPart, (g.Length + 2 * threads - 1) / (2 * threads))))];
    }
}
