using System.Reflection;
using System.Runtime.InteropServices;

namespace Vauban.Adapters.Solvers;

/// <summary>Finds and loads the native HiGHS library that the OR-Tools package brings along.</summary>
public static class HighsLibrary
{
    internal const string ImportName = "highs";

    // Loaded once, before the first call into it: every door of HighsSolver goes through this value.
    static readonly Lazy<nint> Handle = new(Load);

    /// <summary>True when the library is there and fits.</summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                return Handle.Value != 0;
            }
            catch (DllNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>Loads the library if that has not happened yet.</summary>
    /// <exception cref="DllNotFoundException">The library is missing or does not fit; the message names the places tried.</exception>
    public static void Open() => _ = Handle.Value;

    /// <summary>Version of the loaded library, for example 1.12.0.</summary>
    /// <exception cref="DllNotFoundException">The library is missing or does not fit.</exception>
    public static string Version => Handle.Value == 0 ? "" : Marshal.PtrToStringUTF8(HighsNative.Version()) ?? "";

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == ImportName ? Handle.Value : 0;

    static nint Load()
    {
        var tried = new List<string>();
        foreach (var path in Candidates())
        {
            tried.Add(path);
            if (!NativeLibrary.TryLoad(path, out var handle)) continue;
            if (Fits(handle))
            {
                NativeLibrary.SetDllImportResolver(typeof(HighsLibrary).Assembly, Resolve);
                return handle;
            }
            NativeLibrary.Free(handle);
        }
        throw new DllNotFoundException(
            $"The solver library HiGHS ({FileName}) was not found or does not fit. It comes with the package Google.OrTools; "
            + (OperatingSystem.IsWindows() ? "it needs the Microsoft Visual C++ runtime; " : "")
            + $"places tried: {string.Join(", ", tried.Distinct(StringComparer.Ordinal))}.");
    }

    // The declarations of HighsNative hold for the interface since 1.12 with 32-bit indices.
    static bool Fits(nint handle)
    {
        if (!NativeLibrary.TryGetExport(handle, "Highs_getCallbackDataOutItem", out _)
            || !NativeLibrary.TryGetExport(handle, "Highs_zeroAllClocks", out _)
            || !NativeLibrary.TryGetExport(handle, "Highs_getSizeofHighsInt", out var size))
            return false;
        unsafe
        {
            return ((delegate* unmanaged[Cdecl]<nint, int>)size)(0) == sizeof(int);
        }
    }

    internal static string FileName =>
        OperatingSystem.IsWindows() ? "highs.dll" : OperatingSystem.IsMacOS() ? "libhighs.1.dylib" : "libhighs.so.1";

    // Build output is flat where a runtime identifier is set and has runtimes/RID/native where not; a single-file executable
    // unpacks its native libraries to a folder that only the host's search list names.
    static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, FileName);
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", PortableRid, "native", FileName);
        var folders = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var folder in folders) yield return Path.Combine(folder, FileName);
        yield return FileName;
    }

    static string PortableRid =>
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-")
        + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64");
}
