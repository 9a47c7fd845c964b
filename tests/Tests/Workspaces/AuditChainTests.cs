using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workspaces;

public sealed class AuditChainTests
{
    static readonly DateTimeOffset Time = new(2026, 3, 1, 13, 0, 0, 123, 456, TimeSpan.FromHours(1));

    static List<AuditEntry> Log(int length)
    {
        var log = new List<AuditEntry>();
        for (var i = 0; i < length; i++) log.Add(AuditChain.Next(log.LastOrDefault(), Time.AddSeconds(i), new("ann", "w", "snapshot.add", "h" + i)));
        return log;
    }

    [Fact]
    public void A_line_is_hashed_behind_the_hash_of_the_line_before()
    {
        // By hand: printf '%064d\n{"number":1,...,"previous":"000..."}' 0 | sha256sum
        var entry = Log(1)[0];
        Assert.Equal("""{"number":1,"time":"2026-03-01T12:00:00.123Z","actor":"ann","workspace":"w","action":"snapshot.add","target":"h0","detail":"","previous":"0000000000000000000000000000000000000000000000000000000000000000"}""", AuditChain.Line(entry, withHash: false));
        Assert.Equal("1ad00d6765a15cb19f2b8c8a5212b5d15d86eb3135c188339f023fa4303eae50", entry.Hash);
    }

    [Fact]
    public void A_log_as_written_is_in_order()
    {
        var log = Log(5);
        Assert.Equal(new(AuditFault.None, 0, new(5, log[4].Hash)), AuditChain.Verify(log));
        Assert.Equal(new(AuditFault.None, 0, new(0, AuditChain.Start)), AuditChain.Verify([]));
    }

    [Fact]
    public void An_edited_line_is_found()
    {
        var log = Log(5);
        foreach (var edited in new[] { log[2] with { Time = Time }, log[2] with { Event = log[2].Event with { Actor = "bob" } }, log[2] with { Event = log[2].Event with { Detail = " " } }, log[2] with { Hash = log[1].Hash } })
            Assert.Equal((AuditFault.Content, 3), Fault([log[0], log[1], edited, log[3], log[4]]));
        // Whoever edits a line and its hash breaks the line behind it.
        var whole = log[2] with { Event = log[2].Event with { Actor = "bob" } };
        Assert.Equal((AuditFault.Link, 4), Fault([log[0], log[1], whole with { Hash = AuditChain.HashOf(whole) }, log[3], log[4]]));
    }

    [Fact]
    public void A_removed_a_doubled_and_a_moved_line_are_found()
    {
        var log = Log(5);
        Assert.Equal((AuditFault.Number, 1), Fault(log[1..]));
        Assert.Equal((AuditFault.Number, 3), Fault([log[0], log[1], log[3], log[4]]));
        Assert.Equal((AuditFault.Number, 3), Fault([log[0], log[1], log[1], log[2]]));
        Assert.Equal((AuditFault.Number, 2), Fault([log[0], log[2], log[1], log[3]]));
        Assert.Equal((AuditFault.Link, 3), Fault([log[0], log[1], log[3] with { Number = 3 }, log[4] with { Number = 4 }]));
    }

    [Fact]
    public void Lines_cut_off_at_the_end_are_found_only_with_a_head_kept_elsewhere()
    {
        var log = Log(5);
        Assert.Equal((AuditFault.None, 0), Fault(log[..3]));
        Assert.Equal(new(AuditFault.Short, 5, new(3, log[2].Hash)), AuditChain.Verify(log[..3], new(5, log[4].Hash)));
        Assert.Equal(AuditFault.None, AuditChain.Verify(log, new(3, log[2].Hash)).Fault);
    }

    [Fact]
    public void A_log_that_was_written_anew_is_found_only_with_a_head_kept_elsewhere()
    {
        var head = new AuditHead(3, Log(3)[2].Hash);
        var anew = new List<AuditEntry>();
        for (var i = 0; i < 5; i++) anew.Add(AuditChain.Next(anew.LastOrDefault(), Time, new("bob", "", "other", "")));
        Assert.Equal((AuditFault.None, 0), Fault(anew));
        Assert.Equal((AuditFault.Head, 3), (AuditChain.Verify(anew, head).Fault, AuditChain.Verify(anew, head).At));
    }

    static (AuditFault, long) Fault(IEnumerable<AuditEntry> log) => AuditChain.Verify(log) is var v ? (v.Fault, v.At) : default;
}
