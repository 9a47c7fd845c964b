using Vauban.Adapters.Stores;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>A form that was not saved: what was typed, and why not. Without a reason somebody asked for one more row.</summary>
/// <param name="Fields">Fields as they were typed.</param>
/// <param name="Reasons">Why it was not saved, in the language of who sent it.</param>
sealed record RefusedContract(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> Reasons);

/// <summary>Forms that could not be saved lately, so that nothing that was typed is lost. In memory only, each for who sent it.</summary>
sealed class ContractRefusals
{
    const int Most = 50;

    readonly Lock _lock = new();
    readonly List<(string Id, string User, string Workspace, RefusedContract Form)> _kept = [];

    /// <summary>Keeps a form; gives the id to ask for it.</summary>
    public string Keep(string user, string workspace, RefusedContract form)
    {
        var id = Secrets.NewId()[..16];
        lock (_lock)
        {
            _kept.Add((id, user, workspace, form));
            if (_kept.Count > Most) _kept.RemoveAt(0);
        }
        return id;
    }

    /// <summary>A form of a person; null where it is gone, or is not his.</summary>
    public RefusedContract? Find(string id, string user, string workspace)
    {
        lock (_lock) return _kept.Find(k => k.Id == id && k.User == user && k.Workspace == workspace).Form;
    }
}
