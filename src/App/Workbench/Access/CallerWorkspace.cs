using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>The workspace of a request, as its caller may see it. Bound after the rights check: whoever gets one may see it.</summary>
/// <param name="workspace">Workspace.</param>
/// <param name="user">Who asks.</param>
/// <param name="member">What he may do here.</param>
/// <param name="package">Its current package and network; null before the first upload.</param>
sealed class CallerWorkspace(Workspace workspace, User user, Membership member, LoadedPackage? package)
{
    /// <summary>Workspace.</summary>
    public Workspace Workspace => workspace;

    /// <summary>Who asks.</summary>
    public User User => user;

    /// <summary>The key with which a program asks for him; null where he asks himself.</summary>
    public ApiKey? Key { get; init; }

    /// <summary>Who stands in the audit log for what is done: the key, else the person.</summary>
    public string Actor => Key?.Id ?? user.Id;

    /// <summary>Roles and clearance of who asks.</summary>
    public Membership Member => member;

    /// <summary>Id of the workspace, as it stands in addresses.</summary>
    public string Id => workspace.Id;

    /// <summary>True where there is a network: a workspace before its first upload has none.</summary>
    public bool HasNetwork => package is not null;

    /// <summary>The network of the current snapshot.</summary>
    /// <exception cref="InvalidOperationException">There is none: pages say so by <c>NoNetwork</c>, endpoints answer 409.</exception>
    public Network Network => package?.Network ?? throw new InvalidOperationException("The workspace has no network yet; ask HasNetwork first.");

    /// <summary>What was found in its data.</summary>
    public IReadOnlyList<Finding> Findings => package?.Findings ?? [];

    /// <summary>Hash of the current snapshot.</summary>
    public string Snapshot => package?.Network.Package.Hash ?? "";

    /// <summary>True where the caller has a role here.</summary>
    public bool Has(Role role) => member.Has(role);

    /// <summary>True where the caller may see names of parties and sites: an analyst who gave a reason lately (<see cref="NamesReason"/>).</summary>
    public bool SeesNames { get; init; }

    /// <summary>Perimeters offered first: the workspace's own, else the defaults.</summary>
    public IReadOnlyList<Perimeter> Perimeters =>
        workspace.Perimeters.Select(t => Perimeter.TryParse(t, out var p, out _) ? p : null).OfType<Perimeter>().ToArray() is { Length: > 0 } own ? own : Perimeter.Defaults;

    /// <summary>Address of a page: <c>/w/magnets/portfolio</c>.</summary>
    /// <param name="page">Key of the page, perhaps with an address of its own behind.</param>
    public string At(string page = "") => page.Length == 0 ? $"/w/{Id}" : $"/w/{Id}/{page}";

    /// <summary>Address of an endpoint.</summary>
    public string Api(string path) => $"/api/workspaces/{Id}/{path}";
}

/// <summary>A package as it was read, with its network.</summary>
/// <param name="Network">Network.</param>
/// <param name="Findings">What was found.</param>
sealed record LoadedPackage(Network Network, IReadOnlyList<Finding> Findings);
