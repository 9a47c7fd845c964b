using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vauban.Adapters.Solvers;

/// <summary>The functions of the HiGHS C interface that we call (highs_c_api.h, version 1.12, 32-bit indices).</summary>
/// <remarks>Functions that return an int give -1 for an error, 0 for success and 1 for a warning.</remarks>
static unsafe partial class HighsNative
{
    const string Library = HighsLibrary.ImportName;

    internal const int Error = -1;
    internal const int RowWise = 2;
    internal const int Minimize = 1, Maximize = -1;
    internal const int CallbackSimplexInterrupt = 1, CallbackIpmInterrupt = 2, CallbackMipInterrupt = 6;
    internal const int SolutionFeasible = 2;

    [LibraryImport(Library, EntryPoint = "Highs_version")]
    internal static partial nint Version();

    [LibraryImport(Library, EntryPoint = "Highs_create")]
    internal static partial nint Create();

    [LibraryImport(Library, EntryPoint = "Highs_destroy")]
    internal static partial void Destroy(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_passMip")]
    internal static partial int PassMip(
        HighsHandle highs, int columns, int rows, int entries, int format, int sense, double offset,
        double[] cost, double[] columnLower, double[] columnUpper, double[] rowLower, double[] rowUpper,
        int[] start, int[] index, double[] value, int[]? integrality);

    [LibraryImport(Library, EntryPoint = "Highs_passLp")]
    internal static partial int PassLp(
        HighsHandle highs, int columns, int rows, int entries, int format, int sense, double offset,
        double[] cost, double[] columnLower, double[] columnUpper, double[] rowLower, double[] rowUpper,
        int[] start, int[] index, double[] value);

    [LibraryImport(Library, EntryPoint = "Highs_changeObjectiveSense")]
    internal static partial int ChangeSense(HighsHandle highs, int sense);

    [LibraryImport(Library, EntryPoint = "Highs_changeColCost")]
    internal static partial int ChangeCost(HighsHandle highs, int column, double cost);

    [LibraryImport(Library, EntryPoint = "Highs_changeColBounds")]
    internal static partial int ChangeColumn(HighsHandle highs, int column, double lower, double upper);

    [LibraryImport(Library, EntryPoint = "Highs_changeRowBounds")]
    internal static partial int ChangeRow(HighsHandle highs, int row, double lower, double upper);

    [LibraryImport(Library, EntryPoint = "Highs_changeCoeff")]
    internal static partial int ChangeEntry(HighsHandle highs, int row, int column, double value);

    [LibraryImport(Library, EntryPoint = "Highs_clearSolver")]
    internal static partial int ClearSolver(HighsHandle highs);

    [LibraryImport(Library, EntryPoint = "Highs_zeroAllClocks")]
    internal static partial int ZeroClocks(HighsHandle highs);

    [LibraryImport(Library, EntryPoint = "Highs_resetGlobalScheduler")]
    internal static partial void ResetScheduler(int blocking);

    [LibraryImport(Library, EntryPoint = "Highs_run")]
    internal static partial int Run(HighsHandle highs);

    [LibraryImport(Library, EntryPoint = "Highs_getModelStatus")]
    internal static partial int ModelStatus(HighsHandle highs);

    [LibraryImport(Library, EntryPoint = "Highs_getSolution")]
    internal static partial int Solution(HighsHandle highs, double[] columns, double[]? columnDuals, double[] rows, double[]? rowDuals);

    [LibraryImport(Library, EntryPoint = "Highs_setSolution")]
    internal static partial int SetSolution(HighsHandle highs, double[] columns, double[]? rows, double[]? columnDuals, double[]? rowDuals);

    [LibraryImport(Library, EntryPoint = "Highs_getIntInfoValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int IntFact(HighsHandle highs, string name, out int value);

    [LibraryImport(Library, EntryPoint = "Highs_getInt64InfoValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LongFact(HighsHandle highs, string name, out long value);

    [LibraryImport(Library, EntryPoint = "Highs_getDoubleInfoValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int DoubleFact(HighsHandle highs, string name, out double value);

    [LibraryImport(Library, EntryPoint = "Highs_setBoolOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetOption(HighsHandle highs, string name, [MarshalAs(UnmanagedType.I4)] bool value);

    [LibraryImport(Library, EntryPoint = "Highs_setIntOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetOption(HighsHandle highs, string name, int value);

    [LibraryImport(Library, EntryPoint = "Highs_setDoubleOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetOption(HighsHandle highs, string name, double value);

    [LibraryImport(Library, EntryPoint = "Highs_setStringOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetOption(HighsHandle highs, string name, string value);

    [LibraryImport(Library, EntryPoint = "Highs_setCallback")]
    internal static partial int SetCallback(HighsHandle highs, delegate* unmanaged[Cdecl]<int, byte*, void*, int*, void*, void> callback, nint user);

    [LibraryImport(Library, EntryPoint = "Highs_startCallback")]
    internal static partial int StartCallback(HighsHandle highs, int kind);

    [LibraryImport(Library, EntryPoint = "Highs_stopCallback")]
    internal static partial int StopCallback(HighsHandle highs, int kind);

    [LibraryImport(Library, EntryPoint = "Highs_getCallbackDataOutItem")]
    internal static partial void* CallbackItem(void* data, byte* name);
}

/// <summary>Owns one native HiGHS object.</summary>
sealed class HighsHandle : SafeHandle
{
    public HighsHandle() : base(0, ownsHandle: true) => SetHandle(HighsNative.Create());

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        HighsNative.Destroy(handle);
        return true;
    }
}
