using Vauban.Adapters.Stores;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>Something that was sent and is not accepted yet.</summary>
/// <param name="Id">Id that nobody can guess.</param>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="User">Id of who sent it; nobody else sees it.</param>
/// <param name="Files">What was sent; empty for a merge.</param>
/// <param name="Upload">What became of it.</param>
sealed record Draft(string Id, string Workspace, string User, IReadOnlyList<SentFile> Files, Upload Upload)
{
    /// <summary>What is said of it.</summary>
    public string Note { get; init; } = "";

    /// <summary>Contributions of a merge; empty for an upload.</summary>
    public IReadOnlyList<Contribution> Contributions { get; init; } = [];

    /// <summary>What came out of the merge; null for an upload.</summary>
    public MergeResult? Merge { get; init; }

    /// <summary>Hash of the snapshot that was current when it was begun.</summary>
    public string Base { get; init; } = "";

    /// <summary>What a person calls it: the names of what it was made of.</summary>
    public string Title => string.Join(", ", (Files.Count > 0 ? Files.Select(f => f.Name) : Contributions.Select(c => c.Label)).Take(3)) + (Math.Max(Files.Count, Contributions.Count) > 3 ? " …" : "");

    /// <summary>Roughly how much memory it takes, in bytes.</summary>
    public long Size => Files.Sum(f => (long)f.Bytes.Length) + (Upload.Network is { } network ? Cells(network.Package) : 0) + Contributions.Sum(c => Cells(c.Package));

    // A cell is a reference and a short text.
    static long Cells(Package package) => package.Tables.Sum(t => (long)t.Rows.Count * t.Spec.Fields.Count) * 24;
}

/// <summary>Drafts of this server. They are unsaved input: kept in memory only, for an hour, and gone when the server restarts.</summary>
sealed class Drafts(TimeProvider time)
{
    /// <summary>How long a draft is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How many a person may have waiting; the oldest make room.</summary>
    public const int MostOfOne = 6;

    const long MostBytes = 512L << 20;

    readonly Lock _lock = new();
    readonly List<(Draft Draft, DateTimeOffset Ends)> _kept = [];

    /// <summary>Keeps a draft; the oldest ones make room.</summary>
    public Draft Keep(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        draft = draft with { Id = draft.Id.Length > 0 ? draft.Id : Secrets.NewId() };
        lock (_lock)
        {
            _kept.RemoveAll(k => k.Draft.Id == draft.Id);
            _kept.Add((draft, time.GetUtcNow() + Lifetime));
            Tidy();
            while (_kept.Count(k => k.Draft.User == draft.User) > MostOfOne) _kept.RemoveAt(_kept.FindIndex(k => k.Draft.User == draft.User));
            while (_kept.Count > 1 && _kept.Sum(k => k.Draft.Size) > MostBytes) _kept.RemoveAt(0);
        }
        return draft;
    }

    /// <summary>A draft of a person; null where it is gone, or is not his.</summary>
    public Draft? Find(string id, string workspace, string user)
    {
        lock (_lock)
        {
            Tidy();
            return _kept.Find(k => k.Draft.Id == id && k.Draft.Workspace == workspace && k.Draft.User == user).Draft;
        }
    }

    /// <summary>Drafts of a person in a workspace, newest first.</summary>
    public IReadOnlyList<Draft> Of(string workspace, string user)
    {
        lock (_lock)
        {
            Tidy();
            return [.. _kept.Where(k => k.Draft.Workspace == workspace && k.Draft.User == user).Select(k => k.Draft).Reverse()];
        }
    }

    /// <summary>Forgets a draft.</summary>
    public void Drop(Draft draft)
    {
        lock (_lock) _kept.RemoveAll(k => k.Draft.Id == draft.Id);
    }

    void Tidy() => _kept.RemoveAll(k => k.Ends <= time.GetUtcNow());
}
