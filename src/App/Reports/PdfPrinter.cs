using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Vauban.App.Reports;

/// <summary>There is no browser here that prints; the message says where was looked.</summary>
sealed class NoBrowserException(string message) : Exception(message);

/// <summary>The browser gave no PDF; the message says why.</summary>
sealed class PrintException(string message) : Exception(message);

/// <summary>Prints a page that needs nothing else as a tagged PDF, through the system's Chromium. Nothing is fetched, and that no
/// script runs is said by the page itself; the same page gives the same bytes with the same Chromium.</summary>
static partial class PdfPrinter
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe", "msedge.exe"];

    // A browser takes some 300 MB: two at once, and whoever comes later waits a while.
    static readonly SemaphoreSlim Turn = new(2);

    /// <summary>How long a print may take, and how long one waits for a turn.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Day of a file whose content has none.</summary>
    public static readonly DateOnly NoDate = new(2000, 1, 1);

    /// <summary>The system's Chromium, or a browser made from it; null where there is none.</summary>
    public static string? Browser() => Find(Environment.GetEnvironmentVariable("PATH") ?? "",
        [Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86)]);

    /// <summary>A browser in a search path, or where Windows keeps programs.</summary>
    public static string? Find(string searchPath, IReadOnlyList<string> programs)
    {
        ArgumentNullException.ThrowIfNull(searchPath);
        ArgumentNullException.ThrowIfNull(programs);
        var folders = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(programs.Where(p => p.Length > 0).SelectMany(p => new[] { Path.Combine(p, "Google", "Chrome", "Application"), Path.Combine(p, "Microsoft", "Edge", "Application"), Path.Combine(p, "Chromium", "Application") }));
        return folders.SelectMany(f => Names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
    }

    /// <summary>Prints a page.</summary>
    /// <param name="html">Page.</param>
    /// <param name="date">Day that the file bears; it must not say when it was printed.</param>
    /// <param name="browser">Browser; null for the system's.</param>
    /// <param name="limit">Longest time; null for <see cref="Limit"/>.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="NoBrowserException">There is no browser.</exception>
    /// <exception cref="PrintException">It took too long, or gave nothing.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public static async Task<byte[]> Print(string html, DateOnly date, string? browser = null, TimeSpan? limit = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(html);
        if ((browser ?? Browser()) is not { } program) throw new NoBrowserException("chromium");
        var most = limit ?? Limit;
        if (!await Turn.WaitAsync(most, stop)) throw new PrintException("busy");
        var folder = Directory.CreateTempSubdirectory("vauban-print-").FullName;
        try
        {
            var page = Path.Combine(folder, "page.html");
            await File.WriteAllTextAsync(page, html, new UTF8Encoding(false), stop);
            await Run(program, folder, page, most, stop);
            var pdf = new FileInfo(Path.Combine(folder, "page.pdf"));
            if (!pdf.Exists || pdf.Length == 0) throw new PrintException("empty");
            return WithoutClock(await File.ReadAllBytesAsync(pdf.FullName, stop), date);
        }
        finally
        {
            Turn.Release();
            await Remove(folder);
        }
    }

    static async Task Run(string program, string folder, string page, TimeSpan most, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-extensions", "--disable-sync",
            "--no-pings", "--disable-dev-shm-usage",
            // No name leads anywhere.
            "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + Path.Combine(folder, "profile"), "--no-pdf-header-footer", "--export-tagged-pdf",
            "--print-to-pdf=" + Path.Combine(folder, "page.pdf"),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Chromium's own sandbox does not start for the superuser of a container, who has no rights outside it either.
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) start.ArgumentList.Add("--no-sandbox");
        start.ArgumentList.Add(new Uri(page).AbsoluteUri);
        using var process = Start(start);
        // What it says is read so that it never waits, and kept to itself: it may name the page.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(most);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            if (stop.IsCancellationRequested) throw;
            throw new PrintException("slow");
        }
        if (process.ExitCode != 0) throw new PrintException("failed");
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new PrintException("failed");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new PrintException("failed");
        }
    }

    // Chromium writes the time of the print in digits; others of the same length leave every offset in the file right.
    internal static byte[] WithoutClock(byte[] pdf, DateOnly date)
    {
        var day = date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "000000";
        return Encoding.Latin1.GetBytes(Stamp().Replace(Encoding.Latin1.GetString(pdf), m => m.Groups[1].Value + day + m.Groups[3].Value));
    }

    // A part of the browser may still write into its profile for a moment.
    static async Task Remove(string folder)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        for (var attempt = 0; attempt < 20 && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await pause.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    [GeneratedRegex(@"(/(?:CreationDate|ModDate) \(D:)(\d{14})([^)]{0,8}\))")]
    private static partial Regex Stamp();
}
