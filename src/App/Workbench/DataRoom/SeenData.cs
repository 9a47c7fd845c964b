using Vauban.Adapters.Stores;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>What a caller may see of a snapshot: rows up to his clearance, and among them those that name companies or sites only where he may.</summary>
/// <remarks>Addresses name a snapshot by its number: its hash would let who sees a part of it try guesses of the rest.</remarks>
sealed class SeenData
{
    static readonly string[] Naming = ["parties", "sites", "lines"];
    readonly CallerWorkspace _caller;
    readonly Lazy<HashSet<string>> _names;

    /// <summary>What a caller sees of a package; all of it where he brought it himself.</summary>
    public SeenData(CallerWorkspace caller, LoadedPackage seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        (_caller, Seen) = (caller, seen);
        _names = new(() => Naming.SelectMany(t => Package[t].Rows.Select(r => r.Cells[0])).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Network, findings and how much is withheld.</summary>
    public LoadedPackage Seen { get; }

    /// <summary>The package in his clearance.</summary>
    public Package Package => Seen.Network.Package;

    /// <summary>True for who uploads and repairs data, and for an analyst who gave a reason: rows that name companies and sites are shown.</summary>
    public bool SeesNames => MayName(_caller);

    /// <summary>True where a caller may see rows that name companies and sites. A key has the scope for it, or has not.</summary>
    public static bool MayName(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.SeesNames || (caller.Key is null && caller.Has(Core.Workspaces.Role.Steward));
    }

    /// <summary>What a caller may see of the current snapshot.</summary>
    public static SeenData Current(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(caller, new(caller.Network, caller.Findings) { Withheld = caller.Withheld, Marking = caller.Marking });
    }

    /// <summary>What a caller may see of a snapshot; null where the workspace has none with this number.</summary>
    public static async Task<SeenData?> Of(CallerWorkspace caller, IWorkspaceStore store, Networks networks, long number, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(networks);
        var snapshot = (await store.Snapshots(caller.Id, stop)).FirstOrDefault(s => s.Number == number);
        return snapshot is not null && await networks.Seen(caller.Id, snapshot.Hash, caller.Clearance, stop) is { } seen ? new(caller, seen) : null;
    }

    /// <summary>True where a row may be shown.</summary>
    public bool Shows(TableSpec spec, Row row)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(row);
        return SeesNames || !(Naming.Contains(spec.Name) || NamesSomebody(spec, row.Cells));
    }

    bool NamesSomebody(TableSpec spec, string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
            if (cells[i].Length > 0 && spec.Fields[i].Targets.Any(Naming.Contains) && _names.Value.Contains(cells[i])) return true;
        return false;
    }
}
