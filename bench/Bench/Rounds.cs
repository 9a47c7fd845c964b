using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Vauban.Bench;

/// <summary>Measures several things in turn, so that a load which comes and goes meets them alike.</summary>
static class Rounds
{
    const int Count = 5;

    /// <summary>Median milliseconds and median allocated bytes of each, after one round that is not counted. The results are kept until the end of a round.</summary>
    public static (double Milliseconds, double Bytes)[] Measure(params Func<object>[] things)
    {
        var times = new double[things.Length][];
        var bytes = new double[things.Length][];
        for (var i = 0; i < things.Length; i++) (times[i], bytes[i]) = (new double[Count], new double[Count]);
        for (var round = -1; round < Count; round++)
            for (var i = 0; i < things.Length; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var before = GC.GetTotalAllocatedBytes(true);
                var watch = Stopwatch.StartNew();
                var result = things[i]();
                var milliseconds = watch.Elapsed.TotalMilliseconds;
                if (round >= 0) (times[i][round], bytes[i][round]) = (milliseconds, GC.GetTotalAllocatedBytes(true) - before);
                GC.KeepAlive(result);
            }
        return [.. times.Zip(bytes, (t, b) => (Median(t), Median(b)))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Machine, versions and load, for the head of a results file.</summary>
    public static string Machine()
    {
        var model = File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : RuntimeInformation.ProcessArchitecture.ToString();
        var load = File.Exists("/proc/loadavg") ? $"; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} (one minute, when the run began)" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{model}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split(' ')[0]}, {RuntimeInformation.FrameworkDescription}{load}.");
    }

    public static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
