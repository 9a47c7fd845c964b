using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;

namespace Vauban.App.Workbench.Jobs;

/// <summary>A kind of job, as it is found.</summary>
/// <param name="Key">Word of the kind.</param>
/// <param name="Options">Names of the options it takes.</param>
/// <param name="Prepare">Reads the options and gives what does the work.</param>
sealed record JobKind(string Key, IReadOnlyList<string> Options, Func<JobAsk, Func<Action<JobNews>, CancellationToken, JobAnswer>> Prepare)
{
    /// <summary>Options that name a file of the workspace.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What the answer speaks of.</summary>
    public required Func<CallerWorkspace, JobQuery, string, JobView> ViewOf { get; init; }

    /// <summary>Keeps what the options name.</summary>
    public required Func<CallerWorkspace, JobQuery, Texts, IWorkspaceStore, CancellationToken, Task<string>> Keep { get; init; }

    /// <summary>All kinds, by their word.</summary>
    public static IReadOnlyDictionary<string, JobKind> All { get; } = typeof(IJobKind).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IJobKind)))
        .Select(t => (JobKind)typeof(JobKind).GetMethod(nameof(Of), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.MakeGenericMethod(t).Invoke(null, null)!)
        .ToDictionary(k => k.Key, StringComparer.Ordinal);

    static JobKind Of<T>() where T : IJobKind => new(T.Key, T.Options, T.Prepare) { Files = T.Files, ViewOf = T.ViewOf, Keep = T.Keep };
}
