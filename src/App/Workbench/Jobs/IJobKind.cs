using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
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

    /// <summary>Options that name a file of the workspace by its hash; the name of the option is the kind of the file.</summary>
    static virtual IReadOnlyList<string> Files => [];

    /// <summary>What the answer speaks of, and so who may have it.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="query">Options.</param>
    /// <param name="kept">What <see cref="Keep"/> gave.</param>
    static virtual JobView ViewOf(CallerWorkspace caller, JobQuery query, string kept) => JobDesk.SeesLines(caller) ? JobView.Lines : JobView.Sums;

    /// <summary>What the options name that somebody may alter later, as it is now; empty for nothing. As it comes, the steps of a what-if scenario.</summary>
    /// <exception cref="InputException">There is no such thing, or it cannot be taken.</exception>
    static virtual Task<string> Keep(CallerWorkspace caller, JobQuery query, Texts texts, IWorkspaceStore store, CancellationToken stop) => JobDesk.WhatIf(caller, query, texts, store, stop);
}

/// <summary>What the answer of a job speaks of.</summary>
enum JobView
{
    /// <summary>Single lines: for who keeps the data, and its JSON for those of them who gave a reason for names.</summary>
    Lines,
    /// <summary>Sums over independent owners, for one choice of options.</summary>
    Sums,
    /// <summary>Items and countries: for everybody who sees the same rows.</summary>
    Items,
    /// <summary>Items and countries, when somebody fails who is named: for analysts who gave a reason.</summary>
    Names,
}

/// <summary>What is asked of a job.</summary>
/// <param name="Network">Network, as the person who asks sees it.</param>
/// <param name="Findings">What was found in it.</param>
/// <param name="Texts">Language.</param>
/// <param name="Query">Options.</param>
/// <param name="Sums">What must hold for a figure to be shown; null where every line may be.</param>
sealed record JobAsk(Network Network, IReadOnlyList<Finding> Findings, Texts Texts, JobQuery Query, AggregateOptions? Sums)
{
    /// <summary>What the answer speaks of.</summary>
    public JobView View { get; init; }

    /// <summary>What <see cref="IJobKind.Keep"/> gave when it was asked.</summary>
    public string Kept { get; init; } = "";

    /// <summary>Files of the workspace, as far as its asker may see them.</summary>
    public required JobFiles Files { get; init; }
}

/// <summary>What came of a job.</summary>
/// <param name="Json">What the command gives with <c>--json</c>, byte for byte.</param>
/// <param name="IsComplete">True where the same run gives the same bytes; false where a clock or a person ended it.</param>
sealed record JobAnswer(string Json, bool IsComplete);

/// <summary>How far a job is.</summary>
/// <param name="Share">0 to 1, or null where nobody can say.</param>
/// <param name="Key">What is done now, a key of the texts.</param>
/// <param name="Words">The same for a person, with the numbers so far.</param>
sealed record JobNews(double? Share, string Key, Func<Texts, string> Words);
