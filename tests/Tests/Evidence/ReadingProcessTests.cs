using System.Diagnostics;
using System.Text;
using CsCheck;
using Vauban.Adapters.Formats.Extraction;
using Vauban.App.Evidence;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Tests.Evidence;

/// <summary>Files that somebody brings are read in a process of its own, which is ended with everything in it.</summary>
public sealed class ReadingProcessTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static async Task<(PaperText Text, List<Finding> Findings)> Read(string name, byte[] bytes, string[]? program = null, ExtractionLimits? limits = null, TimeSpan? grace = null)
    {
        var findings = new List<Finding>();
        return (await ReadingProcess.Read(name, bytes, findings, Stop, program, limits, grace), findings);
    }

    [Fact]
    public async Task It_gives_what_the_reader_gives()
    {
        var pdf = ExtractionTests.Pdf(["First page", "Nitrocellulose on the second"]);
        var (text, findings) = await Read("a.pdf", pdf);
        Assert.Empty(findings);
        var own = TextExtractor.Read("a.pdf", pdf, []);
        Assert.Equal((own.IsPaged, string.Join('\f', own.Pages)), (text.IsPaged, string.Join('\f', text.Pages)));
        (text, findings) = await Read("a.docx", Encoding.ASCII.GetBytes("PK nothing"));
        Assert.True(text.IsEmpty);
        Assert.Equal("E-TEXT-03", Assert.Single(findings).Code);
    }

    [Fact]
    public async Task A_parser_that_hangs_is_ended_with_its_process_and_leaves_none_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var mark = Path.Combine(Path.GetTempPath(), $"vauban-hang-{Environment.ProcessId}");
        try
        {
            // Reads nothing, says nothing, and has a child that hangs as well.
            var (text, findings) = await Read("a.pdf", new byte[1 << 20], ["/bin/sh", "-c", $"sleep 300 & echo $! > {mark}; echo $$ >> {mark}; wait", "x"], new() { Time = TimeSpan.FromSeconds(1) }, TimeSpan.FromSeconds(0.5));
            Assert.True(text.IsEmpty);
            Assert.Equal("E-TEXT-04", Assert.Single(findings).Code);
            foreach (var id in await File.ReadAllLinesAsync(mark, Stop)) Assert.False(IsAlive(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)), $"Process {id} is still there.");
        }
        finally
        {
            File.Delete(mark);
        }
    }

    // One that was killed may wait for its parent to ask for it: it runs no more.
    static bool IsAlive(int id)
    {
        for (var i = 0; i < 200; i++)
        {
            var state = File.Exists($"/proc/{id}/stat") ? File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Trim()[0] : 'X';
            if (state is 'X' or 'Z') return false;
            Thread.Yield();
        }
        return true;
    }

    [Theory]
    [InlineData("exit 3")]
    [InlineData("echo no json")]
    [InlineData("echo '{\"paged\":true,\"pages\":[\"bell \\u0007\"],\"findings\":[]}'")]
    [InlineData("echo '{\"pages\":1}'")]
    [InlineData("kill -9 $$")]
    public async Task What_a_broken_reader_says_is_not_believed(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var (text, findings) = await Read("a.pdf", new byte[100], ["/bin/sh", "-c", script, "x"]);
        Assert.True(text.IsEmpty);
        Assert.Equal("E-TEXT-03", Assert.Single(findings).Code);
    }

    [Fact]
    public async Task A_file_that_needs_more_memory_than_it_may_have_ends_in_a_finding()
    {
        // Many pages of one content that is unpacked anew for each: little to send, much to hold.
        using var packed = new MemoryStream();
        using (var z = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, true))
            for (var i = 0; i < 40; i++) z.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("BT /F1 12 Tf 72 700 Td (words and words and words) Tj ET\n", 2000))));
        var watch = Stopwatch.StartNew();
        var (text, findings) = await Read("a.pdf", ExtractionTests.Pdf(["x", "y"], flate: packed.ToArray()), limits: new() { Time = TimeSpan.FromSeconds(2) });
        Assert.True(!text.IsEmpty || findings.Count > 0);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    [Theory, InlineData("a.pdf"), InlineData("a.html"), InlineData("a.docx")]
    public async Task Random_files_end_in_text_or_findings(string name)
    {
        var cases = new List<byte[]>();
        Gen.Byte.Array[0, 3000].Try(3, bytes => cases.Add([.. Encoding.ASCII.GetBytes(name == "a.pdf" ? "%PDF-1.7\n" : name == "a.docx" ? "PK\u0003\u0004" : "<html>"), .. bytes]));
        foreach (var bytes in cases)
        {
            var (text, findings) = await Read(name, bytes);
            Assert.True(!text.IsEmpty || findings.Count > 0);
            Assert.All(text.Pages, p => Assert.True(PaperCheck.IsPlain(p)));
        }
    }
}
