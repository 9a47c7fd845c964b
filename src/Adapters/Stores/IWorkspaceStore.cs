using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

/// <summary>Keeps workspaces: people, snapshots, runs, decisions, jobs and the audit log.</summary>
/// <remarks>
/// Every call is one transaction, runs on another thread than the caller's, and may be waited for by blocking. What a call
/// acknowledged survives the loss of the process. Calls that change something name who did it (<c>by</c>) and write their line of the audit
/// log in the same transaction. The store checks no rights: the caller does, before.
/// </remarks>
public partial interface IWorkspaceStore : IDisposable
{
    /// <summary>Keeps a person, new or changed. The last administrator who may sign in stays one (<see cref="SaveStatus.Last"/>).</summary>
    /// <param name="user">With the version that was read; 0 for a new one.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="stop">Cancels before it is written.</param>
    Task<Saved<User>> SaveUser(User user, string by, CancellationToken stop = default);

    /// <summary>A person by id, or null.</summary>
    Task<User?> FindUser(string id, CancellationToken stop = default);

    /// <summary>A person by the name to sign in with, whatever the case of its letters, or null.</summary>
    Task<User?> FindUserByName(string name, CancellationToken stop = default);

    /// <summary>A person by issuer and the issuer's name of the person, or null.</summary>
    Task<User?> FindUserBySubject(string issuer, string subject, CancellationToken stop = default);

    /// <summary>All persons by id.</summary>
    Task<IReadOnlyList<User>> Users(CancellationToken stop = default);

    /// <summary>Keeps a workspace, new or changed.</summary>
    /// <exception cref="ArgumentException">Its id is no id (<see cref="Workspace.IsId"/>).</exception>
    /// <exception cref="KeyNotFoundException">Its current snapshot is none of its snapshots.</exception>
    /// <exception cref="MarkingException">A snapshot in it is marked more strictly.</exception>
    Task<Saved<Workspace>> SaveWorkspace(Workspace workspace, string by, CancellationToken stop = default);

    /// <summary>A workspace by id, or null.</summary>
    Task<Workspace?> FindWorkspace(string id, CancellationToken stop = default);

    /// <summary>All workspaces by id.</summary>
    Task<IReadOnlyList<Workspace>> Workspaces(CancellationToken stop = default);

    /// <summary>Gives a person the roles and the clearance named, in place of those before; without roles the membership ends.</summary>
    /// <returns>False where there is no such person or workspace.</returns>
    Task<bool> SetMembership(Membership membership, string by, CancellationToken stop = default);

    /// <summary>Gives a person roles and clearance in place of those that were read; without roles the membership ends. The last administrator
    /// of a workspace stays one (<see cref="SaveStatus.Last"/>).</summary>
    /// <param name="membership">As it shall be.</param>
    /// <param name="read">As it was read; null where there was none.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <returns>Gone where there is no such person or workspace, Changed where it is not as it was read.</returns>
    Task<Saved<Membership>> SaveMembership(Membership membership, Membership? read, string by, CancellationToken stop = default);

    /// <summary>Memberships of a workspace, by person.</summary>
    Task<IReadOnlyList<Membership>> MembersOf(string workspace, CancellationToken stop = default);

    /// <summary>Memberships of a person, by workspace.</summary>
    Task<IReadOnlyList<Membership>> MembershipsOf(string user, CancellationToken stop = default);

    /// <summary>Keeps a package as a snapshot and makes it the workspace's current one. The same content again is the same snapshot.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="package">The package, without errors.</param>
    /// <param name="by">Who brings it.</param>
    /// <param name="note">What is said of it; kept with a new snapshot only.</param>
    /// <param name="expected">Hash of the snapshot that must still be the current one, empty for none yet; null where any may be.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <returns>The snapshot, and whether it is new.</returns>
    /// <exception cref="StoreLimitException">It is larger than <see cref="StoreLimits.SnapshotBytes"/>.</exception>
    /// <exception cref="MarkingException">A row is marked more strictly than the workspace may hold.</exception>
    /// <exception cref="SnapshotChangedException">Another snapshot became the current one meanwhile; nothing was stored.</exception>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    Task<(Snapshot Snapshot, bool IsNew)> AddSnapshot(string workspace, Package package, string by, string note = "", string? expected = null, CancellationToken stop = default);

    /// <summary>Snapshots of a workspace, newest first.</summary>
    Task<IReadOnlyList<Snapshot>> Snapshots(string workspace, CancellationToken stop = default);

    /// <summary>A snapshot by hash, or null where the workspace has none such.</summary>
    Task<Snapshot?> FindSnapshot(string workspace, string hash, CancellationToken stop = default);

    /// <summary>The package of a snapshot as a ZIP, or null where the workspace has none such.</summary>
    Task<byte[]?> SnapshotBytes(string workspace, string hash, CancellationToken stop = default);

    /// <summary>The package of a snapshot, or null where the workspace has none such.</summary>
    /// <exception cref="InvalidDataException">What is stored is not what its hash says.</exception>
    Task<Package?> LoadPackage(string workspace, string hash, CancellationToken stop = default);

    /// <summary>A run that was stored, or null.</summary>
    Task<Run?> FindRun(string workspace, RunKey key, CancellationToken stop = default);

    /// <summary>Keeps a run. A complete one is never replaced; one ended by the clock is, by whatever comes later.</summary>
    /// <returns>What is stored now. A complete run with other bytes than the stored one leaves the line <c>run.differs</c> in the audit log.</returns>
    /// <exception cref="StoreLimitException">The result is larger than <see cref="StoreLimits.ResultBytes"/>.</exception>
    /// <exception cref="KeyNotFoundException">The workspace has no such snapshot.</exception>
    Task<Run> SaveRun(Run run, CancellationToken stop = default);

    /// <summary>Keeps a new key, or takes one back (<see cref="ApiKey.IsRevoked"/>); nothing else of a key changes.</summary>
    /// <returns>False where there is no such person.</returns>
    Task<bool> SaveApiKey(ApiKey key, string by, CancellationToken stop = default);

    /// <summary>A key by the hash of its secret (<see cref="Secrets.Hash"/>), or null.</summary>
    Task<ApiKey?> FindApiKey(string secretHash, CancellationToken stop = default);

    /// <summary>Keys of a person, or of all persons where none is named, by id.</summary>
    Task<IReadOnlyList<ApiKey>> ApiKeys(string? user = null, CancellationToken stop = default);

    /// <summary>Keeps an element of the key ring of Data Protection.</summary>
    Task AddKeyElement(string name, string xml, CancellationToken stop = default);

    /// <summary>All elements of the key ring, in the order in which they came.</summary>
    Task<IReadOnlyList<string>> KeyElements(CancellationToken stop = default);

    /// <summary>A setting of the installation, or null. Names that start with a person's id keep that person's settings.</summary>
    Task<string?> Setting(string name, CancellationToken stop = default);

    /// <summary>Keeps a setting in place of the one before; null removes it.</summary>
    Task SaveSetting(string name, string? value, string by, CancellationToken stop = default);

    /// <summary>Gives a setting and removes it: only one of several callers gets it. Null where there is none.</summary>
    Task<string?> TakeSetting(string name, string by, CancellationToken stop = default);

    /// <summary>Writes a line of the audit log.</summary>
    Task<AuditEntry> Append(AuditEvent what, CancellationToken stop = default);

    /// <summary>Lines of the audit log, in their order.</summary>
    /// <param name="after">Number of the line before the first.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="workspace">Only those of one workspace; null for all.</param>
    /// <param name="stop">Cancels.</param>
    Task<IReadOnlyList<AuditEntry>> Audit(long after = 0, int most = 1000, string? workspace = null, CancellationToken stop = default);

    /// <summary>Lines of the audit log that fit, newest first.</summary>
    /// <exception cref="ArgumentException">The action holds other characters than small letters, dots and hyphens.</exception>
    Task<IReadOnlyList<AuditEntry>> FindAudit(AuditQuery query, CancellationToken stop = default);

    /// <summary>Writes the whole store, as it is at one moment, to a ZIP. It holds password hashes and the key ring: keep it as the store itself.</summary>
    /// <param name="to">Where to; the stream must be able to seek.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The head of the audit log in it.</returns>
    Task<AuditHead> Backup(Stream to, CancellationToken stop = default);

    /// <summary>Reads a backup into this store, which must be empty; one of another database or of an older version is as good. All or nothing.</summary>
    /// <param name="from">The backup; the stream must be able to seek.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <returns>The head of the audit log as it was in the backup; a line about the restoring follows it.</returns>
    /// <exception cref="InvalidDataException">It is no backup, a damaged one, or its audit log does not verify.</exception>
    /// <exception cref="StoreVersionException">A newer program made it.</exception>
    /// <exception cref="InvalidOperationException">The store is not empty.</exception>
    Task<AuditHead> Restore(Stream from, string by, CancellationToken stop = default);

    /// <summary>Goes along the whole audit log.</summary>
    /// <param name="head">A head that was kept elsewhere; null for none.</param>
    /// <param name="stop">Cancels.</param>
    Task<AuditVerdict> VerifyAudit(AuditHead? head = null, CancellationToken stop = default);
}
