using Vauban.Adapters.Stores;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Files;

/// <summary>What was wrong with files that were refused lately, for the page that says so. Kept in memory only: the files themselves are not kept at all.</summary>
sealed class FileRefusals
{
    const int Most = 50, MostFindings = 200;

    readonly Lock _lock = new();
    readonly List<(string Id, string User, string Workspace, IReadOnlyList<Finding> Findings)> _kept = [];

    /// <summary>Keeps what was found; gives the id to ask for it.</summary>
    public string Keep(string user, string workspace, IReadOnlyList<Finding> findings)
    {
        var id = Secrets.NewId();
        lock (_lock)
        {
            _kept.Add((id, user, workspace, [.. findings.Take(MostFindings)]));
            if (_kept.Count > Most) _kept.RemoveAt(0);
        }
        return id;
    }

    /// <summary>What was found in what a person sent; nothing where it is gone, or is not his.</summary>
    public IReadOnlyList<Finding> Find(string id, string user, string workspace)
    {
        lock (_lock) return _kept.Find(k => k.Id == id && k.User == user && k.Workspace == workspace).Findings ?? [];
    }
}
