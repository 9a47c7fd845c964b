using System.Text;
using CsCheck;
using Vauban.Adapters.Formats.Interchange;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats.Interchange;

/// <summary>What every importer must do, whatever its format.</summary>
public abstract class ImporterContract
{
    static readonly byte[][] Hostile =
    [
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"u8.ToArray(),
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;\">]><a>&d;</a>"u8.ToArray(),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 5000))), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5000))), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 5000))),
        [0xFF, 0xFE, 0x00], [0x00, 0x00, 0x00, 0x00], "PK\u0003\u0004"u8.ToArray(), "[null,1,\"a\",[],{}]"u8.ToArray(), "{}"u8.ToArray(), "null"u8.ToArray(), "{\"\\uD800\":\"\\uD800\"}"u8.ToArray(), "a,b\n\"c"u8.ToArray(), "=cmd|'/c calc'!A1,@x\n+1,-2\n"u8.ToArray(),
    ];

    protected abstract IImporter Importer { get; }

    /// <summary>Files as they are in the world, small.</summary>
    protected abstract (string Name, byte[] Bytes)[] Sample { get; }

    static ImportFile[] Files(params (string Name, byte[] Bytes)[] files) => [.. files.Select(f => new ImportFile(f.Name, () => new MemoryStream(f.Bytes, writable: false)))];

    protected (Package? Package, List<Finding> Findings) Read(ImportLimits? limits, params (string Name, byte[] Bytes)[] files)
    {
        var findings = new List<Finding>();
        var package = Importers.Load(Importer, Files(files), findings, limits, TestContext.Current.CancellationToken);
        Assert.Equal(package is null, findings.Any(f => f.Severity == Severity.Error));
        Assert.All(findings, f => Assert.NotNull(Vauban.Adapters.Texts.Texts.For("en").Find($"finding.{f.Code}")));
        if (package is not null) Assert.DoesNotContain(NetworkErrors(package), f => f.Code is not ("E-OWN-01" or "E-NUM-06"));
        return (package, findings);
    }

    static IEnumerable<Finding> NetworkErrors(Package package)
    {
        var found = new List<Finding>();
        _ = NetworkBuilder.Build(package, found);
        return found.Where(f => f.Severity == Severity.Error);
    }

    [Fact]
    public void The_sample_is_recognised_by_this_importer_and_gives_a_package_that_loads()
    {
        Assert.Same(Importer.GetType(), Importers.Of(Files(Sample))?.GetType());
        var (package, _) = Read(null, Sample);
        Assert.NotNull(package);
        Assert.Empty(NetworkErrors(package));
    }

    [Fact]
    public void Reading_twice_gives_the_same_bytes_and_findings()
    {
        var (first, second) = (Read(null, Sample), Read(null, Sample));
        Assert.Equal(first.Package!.Hash, second.Package!.Hash);
        Assert.Equal(first.Findings.Select(f => $"{f.Code}{f.Place}{string.Join('|', f.Values)}"), second.Findings.Select(f => $"{f.Code}{f.Place}{string.Join('|', f.Values)}"));
    }

    [Fact]
    public void Nothing_gives_an_error_and_no_package()
    {
        foreach (var bytes in (byte[][])[[], " \n"u8.ToArray(), [0xEF, 0xBB, 0xBF]]) Assert.Null(Read(null, (Sample[0].Name, bytes)).Package);
    }

    [Fact]
    public void Hostile_files_give_findings_and_never_a_crash()
    {
        foreach (var bytes in Hostile) Assert.Null(Read(null, (Sample[0].Name, bytes)).Package);
    }

    [Fact]
    public void A_file_cut_off_anywhere_gives_a_finding_or_a_whole_part_and_never_a_crash()
    {
        var (_, bytes) = Sample[0];
        for (var i = 1; i <= 40; i++) Read(null, [(Sample[0].Name, bytes[..(bytes.Length * i / 41)]), .. Sample[1..]]);
        // Formats with an end of their own notice that it is missing.
        if (bytes.AsSpan().TrimStart(" \r\n\t\uFEFF"u8) is [(byte)'<' or (byte)'{' or (byte)'[', ..] && bytes.AsSpan().IndexOf("}\n{"u8) < 0)
            Assert.Null(Read(null, [(Sample[0].Name, bytes[..(bytes.Length * 2 / 3)]), .. Sample[1..]]).Package);
    }

    [Fact]
    public void Limits_on_bytes_and_rows_and_time_stop_the_reading_with_an_error()
    {
        Assert.Contains(Read(new() { Bytes = 20 }, Sample).Findings, f => f.Code == "E-SIZE-01");
        Assert.Contains(Read(new() { Rows = 0 }, Sample).Findings, f => f.Code == "E-SIZE-02");
        Assert.Contains(Read(new() { Time = TimeSpan.Zero }, Sample).Findings, f => f.Code == "E-IMPORT-05");
    }

    [Fact]
    public void What_is_not_kept_is_counted()
    {
        var (package, findings) = Read(new() { NoteChars = 0 }, Sample);
        var (whole, all) = Read(null, Sample);
        if (!all.Any(f => f.Code == "N-IMPORT-14")) return;
        Assert.Contains(findings, f => f.Code == "W-IMPORT-13");
        Assert.Equal(whole!.Tables.Sum(t => t.Rows.Count), package!.Tables.Sum(t => t.Rows.Count));
    }

    [Fact]
    public void Mutated_files_never_crash_and_never_give_a_package_that_does_not_load() =>
        Gen.Int[0, int.MaxValue - 1].Try(150, seed =>
        {
            var random = new Random(seed);
            var victim = random.Next(Sample.Length);
            Read(new() { Bytes = 1 << 22 }, [.. Sample.Select((s, i) => i == victim ? (s.Name, ReaderFuzzTests.Mutate(s.Bytes, random)) : s)]);
        });
}
