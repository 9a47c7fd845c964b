using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats.Extraction;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary>Reads the text of a file that somebody brings in a process of its own, with a bound on its memory, which is ended when its time is over: a parser that hangs
/// or takes all memory ends with it, and not with us.</summary>
static class ReadingProcess
{
    // What a process may hold beside a file of the largest size.
    const long HeapBytes = 768L << 20;

    const int AtOnce = 2, MostAnswer = 64 << 20;

    /// <summary>Time that a process has to start and to answer, beside the time for reading.</summary>
    static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(8);

    static readonly SemaphoreSlim Turn = new(AtOnce);

    /// <summary>The text of a file; none where it cannot be read.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="findings">Takes what was found.</param>
    /// <param name="stop">Cancels, and ends the process.</param>
    /// <param name="program">Program and its first arguments; null for this one.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="grace">Time that the process has to start and to answer, beside the time for reading; null for 8 seconds.</param>
    public static async Task<PaperText> Read(string name, byte[] bytes, ICollection<Finding> findings, CancellationToken stop, IReadOnlyList<string>? program = null, ExtractionLimits? limits = null, TimeSpan? grace = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(findings);
        limits ??= new();
        // What needs no parser needs no process.
        if (Path.GetExtension(name).ToLowerInvariant() is ".txt" or ".md" || bytes.Length > limits.Bytes || !TextExtractor.Endings.Contains(Path.GetExtension(name).ToLowerInvariant())) return TextExtractor.Read(name, bytes, findings, limits, stop);
        if ((program ?? Program()) is not { } call) return TextExtractor.Read(name, bytes, findings, limits, stop);
        await Turn.WaitAsync(stop);
        try
        {
            return await Run(call, name, bytes, findings, limits, grace ?? UsualGrace, stop);
        }
        finally
        {
            Turn.Release();
        }
    }

    static async Task<PaperText> Run(IReadOnlyList<string> call, string name, byte[] bytes, ICollection<Finding> findings, ExtractionLimits limits, TimeSpan grace, CancellationToken stop)
    {
        var start = new ProcessStartInfo(call[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true };
        foreach (var argument in call.Skip(1).Append(Path.GetExtension(name).ToLowerInvariant()).Append(limits.Time.TotalSeconds.ToString(CultureInfo.InvariantCulture))) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapBytes.ToString("X", CultureInfo.InvariantCulture);
        // Nothing is written where the process runs, and no dump of somebody's paper is left behind.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        Process process;
        try
        {
            process = Process.Start(start) ?? throw new Win32Exception();
        }
        catch (Win32Exception)
        {
            return TextExtractor.Read(name, bytes, findings, limits, stop);
        }
        using var _ = process;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        time.CancelAfter(limits.Time + grace);
        try
        {
            var answer = Take(process.StandardOutput.BaseStream, time.Token);
            var said = process.StandardError.BaseStream.CopyToAsync(Stream.Null, time.Token);
            await Send(process, bytes, time.Token);
            var json = await answer;
            await said;
            await process.WaitForExitAsync(time.Token);
            return process.ExitCode == ExitCode.Ok && json is not null && Answer(json, name, findings) is { } text ? text : Refuse("E-TEXT-03");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Refuse("E-TEXT-04", limits.Time.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }
        finally
        {
            End(process);
        }

        PaperText Refuse(string code, params string[] values)
        {
            findings.Add(new(code, Severity.Error, new(name), values));
            return PaperText.None;
        }
    }

    static void End(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended by itself meanwhile.
        }
    }

    static async Task Send(Process process, byte[] bytes, CancellationToken stop)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(bytes, stop);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says so.
        }
    }

    static async Task<byte[]?> Take(Stream stream, CancellationToken stop)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await stream.ReadAsync(buffer, stop) is > 0 and var count)
        {
            if (answer.Length + count > MostAnswer) return null;
            answer.Write(buffer, 0, count);
        }
        return answer.ToArray();
    }

    // The process read a hostile file: what it says is checked like what anybody says.
    static PaperText? Answer(byte[] json, string name, ICollection<Finding> findings)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            string[] pages = [.. root.GetProperty("pages").EnumerateArray().Select(p => p.GetString() ?? "")];
            foreach (var f in root.GetProperty("findings").EnumerateArray())
                findings.Add(new(f.GetProperty("code").GetString() ?? "", f.GetProperty("error").GetBoolean() ? Severity.Error : Severity.Warning, new(name), [.. f.GetProperty("values").EnumerateArray().Select(v => v.GetString() ?? "")]));
            return pages.All(PaperCheck.IsPlain) ? new(root.GetProperty("paged").GetBoolean(), pages) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>This program, with the hidden command that reads; null where it cannot be found, as within another program.</summary>
    static string[]? Program()
    {
        string[] command = ["evidence", ReadTextCommand.Name];
        var own = OperatingSystem.IsWindows() ? "vauban.exe" : "vauban";
        if (Environment.ProcessPath is { } path && Path.GetFileName(path).Equals(own, StringComparison.OrdinalIgnoreCase)) return [path, .. command];
        var beside = Path.Combine(AppContext.BaseDirectory, own);
        return File.Exists(beside) ? [beside, .. command] : null;
    }
}
