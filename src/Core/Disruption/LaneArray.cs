using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vauban.Core.Disruption;

/// <summary>Rows of eight numbers side by side, each row in a cache line of its own.</summary>
/// <remarks>Rows are read in no order, some ten for each one written: a row over two cache lines would cost twice.</remarks>
sealed class LaneArray
{
    public const int Lanes = 8;
    const int Line = 64;

    readonly double[] _values;
    readonly int _first;

    public LaneArray(int rows)
    {
        Rows = rows;
        // Pinned, so that what is aligned stays so.
        _values = GC.AllocateArray<double>(rows * Lanes + Lanes, pinned: true);
        var address = (long)Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
        _first = (int)((Line - address % Line) % Line / sizeof(double));
    }

    public int Rows { get; }

    /// <summary>The first number; row r begins eight r after it.</summary>
    public ref double First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), _first);
    }

    public Span<double> Values => _values.AsSpan(_first, Rows * Lanes);

    public ref double this[int row, int lane] => ref _values[_first + row * Lanes + lane];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Row(int row) => Load(ref First, row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, Vector512<double> values) => values.StoreUnsafe(ref First, (nuint)row * Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double first, int row) => Vector512.LoadUnsafe(ref first, (nuint)row * Lanes);
}
