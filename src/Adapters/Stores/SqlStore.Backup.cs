using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

sealed partial class SqlStore
{
    // Lines of the audit log that are held in memory at a time.
    const int Batch = 5000;

    public Task<AuditHead> Backup(Stream to, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        return _database.Read(s => StoreBackup.Write(s, to, stop), stop);
    }

    public Task<AuditHead> Restore(Stream from, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        return _database.Write(s =>
        {
            var head = StoreBackup.Read(s, _database, from, stop);
            var verdict = AuditChain.Verify(Log(s, stop), head);
            if (verdict.Fault != AuditFault.None || verdict.Head != head) throw new InvalidDataException($"The audit log of the backup does not verify: {verdict.Fault} at line {verdict.At}.");
            s.Audit(by, "", "store.restore", head.Hash);
            return head;
        }, stop);
    }

    public Task<AuditVerdict> VerifyAudit(AuditHead? head = null, CancellationToken stop = default) => _database.Read(s => AuditChain.Verify(Log(s, stop), head), stop);

    static IEnumerable<AuditEntry> Log(Session s, CancellationToken stop)
    {
        // By rows, not by numbers: a number below the first must not be left out.
        for (long skip = 0; ; skip += Batch)
        {
            stop.ThrowIfCancellationRequested();
            var some = s.List($"SELECT {Shapes.Audit.All} FROM audit ORDER BY number LIMIT {Batch} OFFSET {skip}", Shapes.Audit.Read);
            foreach (var entry in some) yield return entry;
            if (some.Count < Batch) yield break;
        }
    }
}
