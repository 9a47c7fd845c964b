using Vauban.Adapters.Stores;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Administration;

/// <summary>What an administrator says of a workspace.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Marking">The strictest marking it may hold.</param>
/// <param name="Perimeters">Perimeters offered first, as the command line writes them.</param>
/// <param name="Version">The version that was read.</param>
sealed record WorkspaceChange(string Name, string Description, string Marking, IReadOnlyList<string> Perimeters, long Version)
{
    const int MostName = 100, MostDescription = 2000, MostPerimeters = 20, MostPerimeter = 2000;

    /// <summary>What is wrong with it: the key of a text and what it speaks of, or null.</summary>
    public (string Key, string Value)? Wrong()
    {
        if (Name is null || Name.Trim().Length is 0 or > MostName || Description is null || Description.Length > MostDescription) return ("workbench.administration.wrong.name", "");
        if (!FieldCatalog.Markings.Contains(Marking)) return ("workbench.administration.wrong.marking", "");
        if (Perimeters is null || Perimeters.Count > MostPerimeters) return ("workbench.administration.wrong.perimeters", "");
        foreach (var text in Perimeters)
            if (text is null || text.Length > MostPerimeter || !Perimeter.TryParse(text, out _, out _)) return ("workbench.administration.wrong.perimeter", text is { Length: <= 60 } ? text : "");
        return null;
    }
}

/// <summary>Opens and changes workspaces.</summary>
sealed class Offices(IWorkspaceStore store)
{
    const int Tries = 10;

    /// <summary>Makes a workspace and gives its maker the roles to fill it.</summary>
    /// <returns>Null where the id is none or taken, or the name is none.</returns>
    public async Task<Workspace?> Open(string? id, string? name, User maker, string by, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(maker);
        if (id is null || !Workspace.IsId(id) || new WorkspaceChange(name!, "", FieldCatalog.Markings[^1], [], 0).Wrong() is not null) return null;
        if (await store.SaveWorkspace(new(id, name!.Trim()), by, stop) is not { IsSaved: true } saved) return null;
        await store.SaveMembership(new(id, maker.Id, new HashSet<Role> { Role.Viewer, Role.Analyst, Role.Steward, Role.Administrator }, FieldCatalog.Markings[^1]), null, by, stop);
        return saved.Stored;
    }

    /// <summary>Changes a workspace.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="MarkingException">It holds what is marked more strictly.</exception>
    public async Task<Saved<Workspace>?> Save(string id, WorkspaceChange change, string by, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(change);
        var version = change.Version;
        for (var i = 0; i < Tries; i++)
        {
            if (await store.FindWorkspace(id, stop) is not { } stored) return null;
            var next = stored with { Name = change.Name.Trim(), Description = change.Description.Trim(), Marking = change.Marking, Perimeters = change.Perimeters, Version = version };
            var saved = await store.SaveWorkspace(next, by, stop);
            // Somebody uploaded in between: what is on the form is as it was.
            if (saved.Status != SaveStatus.Changed || saved.Differences.Count > 0) return saved;
            version = saved.Stored.Version;
        }
        return null;
    }
}
