using System.Diagnostics;

namespace Vauban.Bench;

/// <summary>Time from the start of the program to its first byte of output and to its end, against <c>vauban --version</c>.</summary>
static class StartupBenchmark
{
    const int Count = 5;

    static readonly string[][] Calls =
    [
        ["--version"],
        ["validate", "examples/ammunition-155"],
        ["assess", "examples/hello"],
        ["assess", "examples/ammunition-155", "--perimeter", "EU27"],
        ["assess", "examples/ammunition-155"],
    ];

    public static void Run()
    {
        var machine = Rounds.Machine();
        var root = Root();
        var program = Path.Combine(root, "src/App/bin/Release/net10.0", OperatingSystem.IsWindows() ? "vauban.exe" : "vauban");
        if (!File.Exists(program)) throw new FileNotFoundException("Build the program first: ./vauban --version", program);
        // Files that a command may write by itself land in a folder that goes away.
        var folder = Directory.CreateTempSubdirectory("vauban-startup-").FullName;
        try
        {
            var first = Calls.Select(_ => new List<double>()).ToArray();
            var end = Calls.Select(_ => new List<double>()).ToArray();
            for (var round = -1; round < Count; round++)
                for (var i = 0; i < Calls.Length; i++)
                {
                    var (toFirst, toEnd) = Once(program, folder, [.. Calls[i].Select(a => a.StartsWith("examples/", StringComparison.Ordinal) ? Path.Combine(root, a) : a)]);
                    if (round < 0) continue;
                    first[i].Add(toFirst);
                    end[i].Add(toEnd);
                }
            Console.WriteLine(machine);
            Console.WriteLine("\n| `vauban ...` | first byte, ms | end, ms | end against `--version` |\n|---|---:|---:|---:|");
            for (var i = 0; i < Calls.Length; i++)
                Rounds.Print($"| `{string.Join(' ', Calls[i])}` | {Rounds.Median(first[i]):0} | {Rounds.Median(end[i]):0} | {Rounds.Median(end[i]) / Rounds.Median(end[0]):0.0} |");
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    static (double ToFirst, double ToEnd) Once(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = folder };
        // The program finds a runtime that lies in no known place by this variable only.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.BaseStream;
        var buffer = new byte[1 << 16];
        var read = output.Read(buffer);
        var toFirst = watch.Elapsed.TotalMilliseconds;
        while (read > 0) read = output.Read(buffer);
        process.WaitForExit();
        return process.ExitCode == 0 ? (toFirst, watch.Elapsed.TotalMilliseconds) : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Vauban.slnx"))) return folder.FullName;
        throw new InvalidOperationException($"No Vauban.slnx above {AppContext.BaseDirectory}.");
    }
}
