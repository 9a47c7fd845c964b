using System.Runtime.InteropServices;

namespace Vauban.Adapters.Solvers;

/// <summary>Keeps what a native library prints away from standard output, which belongs to the user's data.</summary>
/// <remarks>HiGHS 1.12 prints a line when it mends a solution of a mixed-integer program, whatever its output options say
/// (HighsMipSolverData.cpp, transformNewIntegerFeasibleSolution). While anybody holds an instance, descriptor 1 of this process leads
/// nowhere; .NET's own console writes to a copy of it that it made before, and is not touched.</remarks>
sealed partial class StandardOutput : IDisposable
{
    static readonly Lock Gate = new();
    static int s_held, s_kept = -1;

    StandardOutput()
    {
    }

    /// <summary>Turns native output off until the instance is disposed; null where that cannot be done.</summary>
    public static StandardOutput? TurnOff()
    {
        if (OperatingSystem.IsWindows()) return null;
        lock (Gate)
        {
            if (s_held++ > 0) return new();
            // Opened now, .NET's stream has its own copy of the descriptor.
            _ = Console.Out;
            _ = Flush(0);
            s_kept = Duplicate(1);
            var nowhere = Open("/dev/null", 1);
            if (s_kept >= 0 && nowhere >= 0) _ = Duplicate(nowhere, 1);
            if (nowhere >= 0) _ = Close(nowhere);
            return new();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            if (--s_held > 0) return;
            // What the C library still holds back goes where it was meant to go: nowhere.
            _ = Flush(0);
            if (s_kept < 0) return;
            _ = Duplicate(s_kept, 1);
            _ = Close(s_kept);
            s_kept = -1;
        }
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    internal static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    internal static partial int Duplicate(int descriptor, int other);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fflush")]
    internal static partial int Flush(nint stream);
}
