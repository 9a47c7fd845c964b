using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Reports;

public sealed partial class PdfPrinterTests
{
    static readonly DateOnly Day = new(2026, 1, 1);

    [Fact]
    public async Task The_command_prints_a_brief_of_two_tagged_pages_that_say_the_verdict()
    {
        NeedsChromium();
        var folder = Directory.CreateTempSubdirectory("vauban-pdf-test-").FullName;
        try
        {
            var file = Path.Combine(folder, "brief.pdf");
            var run = CommandRun.Of("report", "examples/hello", "--pdf", file, "--language", "de");
            Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
            Assert.Equal(["brief.pdf"], Directory.GetFiles(folder).Select(Path.GetFileName));
            var pdf = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            AssertTagged(pdf, "de");
            // The day of the data, never that of the print.
            Assert.Contains("/CreationDate (D:20260101000000", pdf, StringComparison.Ordinal);
            Assert.Contains("Nur mit anderen", Words(file), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task The_same_page_prints_the_same_bytes_and_fetches_and_leaves_nothing()
    {
        NeedsChromium();
        using var web = new TcpListener(System.Net.IPAddress.Loopback, 0);
        web.Start();
        var page = $"<!doctype html><html lang=\"fr\"><head><title>Essai</title></head><body><h1>Essai</h1><img alt=\"rien\" src=\"http://localhost:{((System.Net.IPEndPoint)web.LocalEndpoint).Port}/x.png\"></body></html>";
        var before = Left();
        var first = await PdfPrinter.Print(page, Day, stop: TestContext.Current.CancellationToken);
        Assert.Equal(first, await PdfPrinter.Print(page, Day, stop: TestContext.Current.CancellationToken));
        Assert.Equal(before, Left());
        Assert.False(web.Pending(), "The page was allowed to fetch something.");
        static string[] Left() => [.. Directory.GetDirectories(Path.GetTempPath(), "vauban-print-*").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_browser_that_does_not_end_is_ended_and_one_that_fails_is_said_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        var folder = Directory.CreateTempSubdirectory("vauban-browser-").FullName;
        try
        {
            string Script(string name, string text)
            {
                var path = Path.Combine(folder, name);
                File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return path;
            }

            Assert.Equal("slow", (await Assert.ThrowsAsync<PrintException>(() => PdfPrinter.Print("x", Day, Script("slow", "sleep 600"), TimeSpan.FromMilliseconds(300)))).Message);
            Assert.Equal("failed", (await Assert.ThrowsAsync<PrintException>(() => PdfPrinter.Print("x", Day, Script("failing", "exit 3")))).Message);
            Assert.Equal("empty", (await Assert.ThrowsAsync<PrintException>(() => PdfPrinter.Print("x", Day, Script("empty", "exit 0")))).Message);
            Assert.Equal("failed", (await Assert.ThrowsAsync<PrintException>(() => PdfPrinter.Print("x", Day, Path.Combine(folder, "missing")))).Message);
            using var gone = new CancellationTokenSource();
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PdfPrinter.Print("x", Day, Path.Combine(folder, "slow"), stop: gone.Token));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void A_browser_is_found_in_the_search_path_or_where_windows_keeps_it()
    {
        var folder = Directory.CreateTempSubdirectory("vauban-programs-").FullName;
        try
        {
            Assert.Null(PdfPrinter.Find(folder + Path.PathSeparator + folder, [folder, ""]));
            var edge = Path.Combine(folder, "Microsoft", "Edge", "Application", "msedge.exe");
            Directory.CreateDirectory(Path.GetDirectoryName(edge)!);
            File.WriteAllText(edge, "");
            Assert.Equal(edge, PdfPrinter.Find("", [folder]));
            File.WriteAllText(Path.Combine(folder, "chromium"), "");
            Assert.Equal(Path.Combine(folder, "chromium"), PdfPrinter.Find(folder, [folder]));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    /// <summary>Holds a PDF to two pages with structure, language and mark.</summary>
    internal static void AssertTagged(string pdf, string language)
    {
        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.Equal(2, PageObject().Count(pdf));
        Assert.Contains("/StructTreeRoot", pdf, StringComparison.Ordinal);
        Assert.Matches(@"/MarkInfo\s*<<\s*/Type\s*/MarkInfo\s*/Marked true|/Marked true", pdf);
        Assert.Contains($"/Lang ({language})", pdf, StringComparison.Ordinal);
        // Headings of two levels, tables with heads, drawings with words.
        foreach (var part in new[] { "/S /H1", "/S /H2", "/S /TH", "/Alt" }) Assert.Contains(part, pdf, StringComparison.Ordinal);
    }

    /// <summary>The words of a PDF; empty text is no answer, so that the test skips where nothing reads them.</summary>
    internal static string Words(string file)
    {
        Process? process;
        try
        {
            process = Process.Start(new ProcessStartInfo("pdftotext", ["-raw", file, "-"]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("There is no pdftotext: apt-get install poppler-utils.");
            Assert.Skip("There is no pdftotext here; CI fails.");
            throw;
        }
        using (process)
        {
            var words = process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return words.ReplaceLineEndings(" ");
        }
    }

    internal static void NeedsChromium()
    {
        if (PdfPrinter.Browser() is not null) return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "There is no Chromium: apt-get install chromium.");
        Assert.Skip("There is no Chromium here; CI fails.");
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageObject();
}
