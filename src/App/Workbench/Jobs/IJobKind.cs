using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Jobs;

/// <summary>A kind of run that takes longer than anybody waits for a page. A class that implements it is found by itself.</summary>
interface IJobKind
{
    /// <summary>Word of the kind, in addresses and in the store; with <c>workbench.job.KEY</c> as its name.</summary>
    static abstract string Key { get; }

    /// <summary>Names of the options it takes: those of the command.</summary>
    static abstract IReadOnlyList<string> Options { get; }

    /// <summary>Reads the options and gives what does the work.</summary>
    /// <exception cref="InputException">An option cannot be; the message says why.</exception>
    static abstract Func<Action<JobNews>, CancellationToken, JobAnswer> Prepare(JobAsk ask);
}

/// <summary>What is asked of a job.</summary>
/// <param name="Network">Network, as the person who asks sees it.</param>
/// <param name="Findings">What was found in it.</param>
/// <param name="Texts">Language.</param>
/// <param name="Query">Options.</param>
/// <param name="Sums">What must hold for a figure to be shown; null where every line may be.</param>
sealed record JobAsk(Network Network, IReadOnlyList<Finding> Findings, Texts Texts, JobQuery Query, AggregateOptions? Sums);

/// <summary>What came of a job.</summary>
/// <param name="Json">What the command gives with <c>--json</c>, byte for byte.</param>
/// <param name="IsComplete">True where the same run gives the same bytes; false where a clock or a person ended it.</param>
sealed record JobAnswer(string Json, bool IsComplete);

/// <summary>How far a job is.</summary>
/// <param name="Share">0 to 1, or null where nobody can say.</param>
/// <param name="Key">What is done now, a key of the texts.</param>
/// <param name="Words">The same for a person, with the numbers so far.</param>
sealed record JobNews(double? Share, string Key, Func<Texts, string> Words);
