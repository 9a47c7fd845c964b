using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Access;

/// <summary>The workspace of a request, as its caller may see it. Bound after the rights check: whoever gets one may see it.</summary>
/// <param name="workspace">Workspace.</param>
/// <param name="user">Who asks.</param>
/// <param name="member">What he may do here.</param>
/// <param name="package">Its current package and network as the caller sees them (<see cref="Networks.Seen"/>); null before the first upload.</param>
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

    /// <summary>The network of the current snapshot as the caller sees it: rows above his clearance read as unknown.</summary>
    /// <exception cref="InvalidOperationException">There is none: pages say so by <c>NoNetwork</c>, endpoints answer 409.</exception>
    public Network Network => package?.Network ?? throw new InvalidOperationException("The workspace has no network yet; ask HasNetwork first.");

    /// <summary>What was found in what the caller sees of its data. What names companies, sites or lines is for those who repair the data or gave a reason.</summary>
    public IReadOnlyList<Finding> Findings => package is null ? [] : SeesNames || member.Has(Role.Steward) ? package.Findings : package.OpenFindings;

    /// <summary>How many findings are not shown because they name companies, sites or lines.</summary>
    public int FindingsWithheld => package is null ? 0 : package.Findings.Count - Findings.Count;

    /// <summary>True where a text speaks of a company, a site or a line.</summary>
    public bool Names(string text) => package?.Names.Speaks(text) == true;

    /// <summary>True where a row may be shown: it names no company, site or line, or the caller may see names.</summary>
    public bool MayShow(TableSpec spec, IReadOnlyList<string> cells) => SeesNames || package?.Names.Says(spec, cells) != true;

    /// <summary>True where the row of an address may be shown.</summary>
    public bool MayShow(string address) => SeesNames || package?.Names.Says(address) != true;

    /// <summary>Hash of the current snapshot, all of it: for the store. Who sees a part could try guesses of the rest against it,
    /// so that pages show <see cref="SeenHash"/>.</summary>
    public string Snapshot => package is null ? "" : workspace.Current;

    /// <summary>Hash of what the caller sees; that of the snapshot where nothing is withheld.</summary>
    public string SeenHash => package?.Network.Package.Hash ?? "";

    /// <summary>How many rows are withheld from the caller.</summary>
    public int Withheld => package?.Withheld ?? 0;

    /// <summary>The strictest marking of the rows that the caller sees: figures are handled as at most this.</summary>
    public string Marking => package?.Marking ?? FieldCatalog.Markings[0];

    /// <summary>What the caller may see here.</summary>
    public Clearance Clearance => ClearanceOf(member);

    /// <summary>What a member may see: rows up to his marking; who answers for a company also the rows about it; who keeps the data also what a buyer serves first.</summary>
    public static Clearance ClearanceOf(Membership member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new(member.Clearance, member.Party.Length > 0 && member.Has(Role.Company) ? member.Party : null) { SeesPriorities = member.Has(Role.Steward) };
    }

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
sealed record LoadedPackage(Network Network, IReadOnlyList<Finding> Findings)
{
    /// <summary>How many rows are withheld from whom it is for.</summary>
    public int Withheld { get; init; }

    /// <summary>The strictest marking of its rows.</summary>
    public string Marking { get; init; } = FieldCatalog.Markings[0];

    /// <summary>What of it says who stands behind something.</summary>
    public NamesIn Names => field ??= new(Network);

    /// <summary>Findings that name no company, site or line.</summary>
    public IReadOnlyList<Finding> OpenFindings => field ??= [.. Findings.Where(f => !Names.Says(f))];
}
