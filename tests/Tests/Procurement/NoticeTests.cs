using System.Text;
using Vauban.Adapters.Formats.Notices;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Tests.Procurement;

public sealed class NoticeTests
{
    static Package Package(params string[] notices)
    {
        var findings = new List<Finding>();
        var package = NoticePackage.Of(NoticeCases.Read(notices).Notices, "notices", findings);
        Assert.NotNull(NetworkBuilder.Build(package, findings));
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        return package;
    }

    static string Fact(Package package, string ends) => package["contracts"] is var facts ? facts.Cell(facts.Rows.Single(r => facts.Cell(r, "id").EndsWith(ends, StringComparison.Ordinal)), "value") : "";

    [Fact]
    public void A_contract_notice_gives_buyer_lots_codes_values_dates_and_terms()
    {
        var (notices, findings) = NoticeCases.Read(NoticeCases.Competition);
        Assert.Empty(findings);
        var notice = Assert.Single(notices);
        Assert.Equal((NoticeStage.Competition, "32009L0081", "folder-1", new DateOnly(2026, 1, 15)), (notice.Stage, notice.Regime, notice.Procedure, notice.Issued));
        Assert.Equal(["ORG-0001"], notice.Buyers);
        var lot = notice.Lots[0];
        Assert.Equal(("LOT-0001", "35330000", new NoticeMoney(2000000, "EUR"), new DateOnly(2026, 7, 1), new DateOnly(2027, 6, 30), 3650.0, "fa-wo-rc", "subc-chng"), (lot.Id, lot.Cpv[0], lot.Value!.Value, lot.Start!.Value, lot.End!.Value, lot.Quantity!.Value, lot.Framework, lot.Subcontracting));
        Assert.Equal((null, null, null, null), (notice.Lots[1].Value, notice.Lots[1].Start, notice.Lots[1].End, notice.Lots[1].Quantity));
    }

    [Fact]
    public void An_award_names_its_winner_price_day_and_subcontracting()
    {
        var notice = Assert.Single(NoticeCases.Read(NoticeCases.Award).Notices);
        var award = Assert.Single(notice.Awards);
        Assert.Equal(("CON-0001", new NoticeMoney(1250000.5, "EUR"), new DateOnly(2026, 5, 20), true, 30.0), (award.Id, award.Value!.Value, award.Date!.Value, award.IsSubcontracted!.Value, award.SubcontractedPercent!.Value));
        Assert.Equal(["LOT-0001", "ORG-0002", "ORG-0003"], [.. award.Lots, .. award.Suppliers, .. award.Subcontractors]);
        Assert.Equal(["ORG-0001", "ORG-0004"], notice.Buyers);
    }

    [Fact]
    public void What_is_open_is_demand_and_what_is_awarded_is_a_contract()
    {
        var open = Package(NoticeCases.Competition);
        var demands = open["demands"];
        Assert.Equal([("bureau-dachat-fr", "cpv-35330000", "304.166666667", "option"), ("bureau-dachat-fr", "cpv-35331000", "", "option")],
            demands.Rows.Select(r => (demands.Cell(r, "buyer"), demands.Cell(r, "item"), demands.Cell(r, "rate"), demands.Cell(r, "certainty"))));
        Assert.Equal("2000000", Fact(open, "lot-0001/estimated-value"));
        // Lot 1 has been awarded since; lot 2 is still wanted.
        var both = Package(NoticeCases.Competition, NoticeCases.Award);
        Assert.Equal("cpv-35331000", both["demands"].Cell(Assert.Single(both["demands"].Rows), "item"));
        Assert.Equal(("1250000.5", "30", "35330000", "unter-gmbh-at"), (Fact(both, "con-0001/value"), Fact(both, "con-0001/subcontracting"), Fact(both, "con-0001/cpv"), Fact(both, "con-0001/subcontractor-1")));
        Assert.Equal(("bureau-dachat-fr", "kontor-be"), (Fact(both, "con-0001/buyer-1"), Fact(both, "con-0001/buyer-2")));
        // The order of files changes nothing.
        Assert.Equal(both.Hash, Package(NoticeCases.Award, NoticeCases.Competition).Hash);
    }

    [Fact]
    public void Releases_are_read_one_by_one_as_packages_as_records_and_line_by_line()
    {
        var release = NoticeCases.Release.ReplaceLineEndings(" ");
        var forms = new[] { NoticeCases.Release, $"{{\"releases\":[{release}]}}", $"{{\"records\":[{{\"ocid\":\"x\",\"compiledRelease\":{release}}}]}}", release + "\n" };
        foreach (var form in forms)
        {
            var (notices, findings) = NoticeCases.Read(form);
            var notice = Assert.Single(notices);
            Assert.Empty(findings);
            var lot = Assert.Single(notice.Lots);
            Assert.Equal(("35815100", 120.0, new DateOnly(2026, 3, 1)), (lot.Cpv[0], lot.Quantity!.Value, lot.Start!.Value));
            Assert.Equal((new NoticeMoney(900, "NOK"), "S1"), (notice.Awards[0].Value!.Value, notice.Awards[0].Suppliers[0]));
            Assert.Equal(["NO", "PL"], notice.Parties.Select(p => p.Country.ToString()));
        }
        Assert.Equal(2, NoticeCases.Read(release + "\n" + release.Replace("ocds-test-1", "ocds-test-2", StringComparison.Ordinal) + "\n").Notices.Count);
        var package = Package(NoticeCases.Release);
        Assert.Equal("900 NOK", Fact(package, "a1/value"));
        Assert.Empty(package["demands"].Rows);
    }

    [Theory]
    [InlineData("E-NOTICE-01", "<ContractNotice><a></ContractNotice>")]
    [InlineData("E-NOTICE-01", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ContractNotice>&e;</ContractNotice>")]
    [InlineData("E-NOTICE-02", "<Invoice/>")]
    [InlineData("E-NOTICE-11", "{\"ocid\":\"x\",")]
    [InlineData("E-NOTICE-11", "{\"ocid\":\"x\",\"ocid\":\"y\"}")]
    [InlineData("E-NOTICE-12", "{\"hello\":1}")]
    [InlineData("E-NOTICE-12", "hello")]
    [InlineData("E-NOTICE-12", "")]
    [InlineData("W-NOTICE-14", "{\"releases\":[{\"id\":\"x\"}]}")]
    public void What_is_broken_or_unknown_is_a_finding(string code, string text)
    {
        var (notices, findings) = NoticeCases.Read(text);
        Assert.Empty(notices);
        Assert.Contains(findings, f => f.Code == code);
    }

    /// <summary>Gives text again and again without ever holding all of it.</summary>
    sealed class LongStream(string head, string part, int parts, string tail) : Stream
    {
        readonly byte[] _part = Encoding.UTF8.GetBytes(part);
        byte[] _now = Encoding.UTF8.GetBytes(head);
        int _at, _given;
        bool _isTail;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => 0; set { if (value != 0) throw new NotSupportedException(); (_now, _at, _given, _isTail) = (Encoding.UTF8.GetBytes(head), 0, 0, false); } }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _now.Length)
            {
                if (_isTail) return 0;
                _isTail = _given++ >= parts;
                (_now, _at) = (_isTail ? Encoding.UTF8.GetBytes(tail) : _part, 0);
            }
            var length = Math.Min(count, _now.Length - _at);
            _now.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset));
            _at += length;
            return length;
        }
    }

    [Fact]
    public void A_package_longer_than_memory_should_hold_is_read_release_by_release_and_a_release_that_is_too_long_is_refused()
    {
        // A hundred million bytes in parts of a hundred thousand; rows count on through all parts.
        var release = NoticeCases.Release.ReplaceLineEndings(" ").Replace("\"id\":\"r1\"", $"\"id\":\"r1\",\"description\":\"{new string('x', 100_000)}\"", StringComparison.Ordinal);
        var (notices, findings) = (new List<Notice>(), new List<Finding>());
        using (var stream = new LongStream("{\"uri\":\"x\",\"releases\":[", release + "\n,", 1000, release + "],\"publisher\":{\"name\":\"p\"}}")) NoticeFiles.Read(stream, new("long"), notices, findings);
        Assert.Empty(findings);
        Assert.Equal((1001, 1, 1001), (notices.Count, notices[0].Place.Row!.Value, notices[^1].Place.Row!.Value));
        var (none, refused) = (new List<Notice>(), new List<Finding>());
        using (var stream = new LongStream("{\"releases\":[{\"ocid\":\"x\",\"description\":\"", new string('x', 1_000_000), 20, "\"}]}")) NoticeFiles.Read(stream, new("long"), none, refused);
        Assert.Equal(("E-NOTICE-10", 0), (Assert.Single(refused).Code, none.Count));
    }

    [Fact]
    public void Of_notices_with_one_id_the_highest_version_counts_and_the_others_are_named()
    {
        string Version(string text, string version, string issued) => text.Replace("<cbc:IssueDate>2026", $"<cbc:VersionID>{version}</cbc:VersionID><cbc:IssueDate>{issued}", StringComparison.Ordinal);
        var older = NoticeCases.Competition;
        Assert.Contains("<cbc:IssueDate>2026", older, StringComparison.Ordinal);
        var (notices, findings) = NoticeCases.Read(Version(older, "02", "2026"), Version(older.Replace("LOT-0001", "LOT-0009", StringComparison.Ordinal), "01", "2027"));
        findings.Clear();
        var package = NoticePackage.Of(notices, "two", findings);
        var said = Assert.Single(findings, f => f.Code == "W-NOTICE-17");
        Assert.Equal(("f0", "f1 (01)", "02"), (said.Place.File, said.Values[1], said.Values[2]));
        Assert.DoesNotContain(package["contracts"].Rows, r => r.Cells[0].Contains("lot-0009", StringComparison.OrdinalIgnoreCase));
        // One that is read once is nothing to speak of.
        findings.Clear();
        NoticePackage.Of([notices[0]], "one", findings);
        Assert.DoesNotContain(findings, f => f.Code == "W-NOTICE-17");
    }

    [Fact]
    public void Notices_are_added_to_a_package_and_replace_rows_of_the_same_key_only()
    {
        var notices = Package(NoticeCases.Release);
        var own = new Vauban.Tests.Model.TestPackage().Items("own").Add("parties", "id=acme name=Acme kind=company").Package;
        var both = NoticePackage.Into(own, notices);
        Assert.Equal((own["items"].Rows.Count + notices["items"].Rows.Count, "test"), (both["items"].Rows.Count, both.Head.Name));
        Assert.Equal(both.Hash, NoticePackage.Into(both, notices).Hash);
        Assert.NotNull(NetworkBuilder.Build(both, []));
    }

    [Fact]
    public void Gaps_in_a_notice_are_named_and_stay_unknown()
    {
        var text = NoticeCases.EForms("ContractNotice", "x", "soon", NoticeCases.Organizations.Replace("FRA", "ZZZ", StringComparison.Ordinal), NoticeCases.Lot("L1", "", "<cbc:EstimatedOverallContractAmount>5</cbc:EstimatedOverallContractAmount>"), "other", buyers: "ORG-0001 ORG-0077");
        var (notices, findings) = NoticeCases.Read(text);
        Assert.Equal(["N-NOTICE-06", "W-NOTICE-03", "W-NOTICE-04", "W-NOTICE-07", "W-NOTICE-08", "W-NOTICE-09"], findings.Select(f => f.Code).Order(StringComparer.Ordinal));
        Assert.Equal((null, null), (notices[0].Issued, notices[0].Lots[0].Value));
    }

    [Fact]
    public void Deep_and_long_documents_are_refused()
    {
        var deep = "<ContractNotice>" + string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)) + "</ContractNotice>";
        Assert.Equal("E-NOTICE-01", Assert.Single(NoticeCases.Read(deep).Findings).Code);
        var inside = "<ContractNotice><Organization>" + string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000)) + "</Organization></ContractNotice>";
        Assert.Equal("E-NOTICE-01", Assert.Single(NoticeCases.Read(inside).Findings).Code);
        Assert.Contains(NoticeCases.Read("{\"a\":" + new string('[', 500) + new string(']', 500) + "}").Findings, f => f.Code == "E-NOTICE-11");
    }

    [Fact]
    public void No_damage_to_a_notice_makes_the_reader_throw_or_the_package_unreadable()
    {
        // Bytes overwritten, cut out and doubled, at places that a fixed sequence gives.
        var seeds = new[] { NoticeCases.Competition, NoticeCases.Award, NoticeCases.Release, $"{{\"releases\":[{NoticeCases.Release}]}}" }.Select(Encoding.UTF8.GetBytes).ToArray();
        var state = 12345UL;
        int Next(int below)
        {
            state = state * 6364136223846793005 + 1442695040888963407;
            return (int)((state >> 33) % (ulong)below);
        }
        var read = 0;
        for (var round = 0; round < 600; round++)
        {
            var bytes = seeds[round % seeds.Length].ToList();
            for (var k = 1 + Next(4); k > 0; k--)
            {
                var (at, length) = (Next(bytes.Count - 20), 1 + Next(12));
                switch (Next(4))
                {
                    case 0: bytes[at] = (byte)Next(256); break;
                    case 1: bytes.RemoveRange(at, length); break;
                    case 2: bytes.InsertRange(at, bytes.GetRange(Next(bytes.Count - 20), length)); break;
                    default: bytes[at] = (byte)"0<>{}[]\",:9eE-"[Next(14)]; break;
                }
            }
            var (notices, findings) = NoticeCases.Read([.. bytes]);
            if (notices.Count == 0)
            {
                Assert.NotEmpty(findings);
                continue;
            }
            read++;
            Assert.NotNull(NetworkBuilder.Build(NoticePackage.Of(notices, "damaged", findings), findings));
        }
        Assert.InRange(read, 20, 599);
    }
}
