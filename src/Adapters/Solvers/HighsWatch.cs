using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Vauban.Core.Solving;

namespace Vauban.Adapters.Solvers;

/// <summary>Lets the caller of a running solve see its progress and stop it.</summary>
sealed unsafe class HighsWatch : IDisposable
{
    static readonly int[] Kinds = [HighsNative.CallbackSimplexInterrupt, HighsNative.CallbackIpmInterrupt, HighsNative.CallbackMipInterrupt];

    readonly HighsHandle _highs;
    readonly Action<SolveProgress>? _progress;
    readonly CancellationToken _stop;
    readonly Lock _turn = new();
    GCHandle _self;
    Exception? _thrown;

    internal HighsWatch(HighsHandle highs, Action<SolveProgress>? progress, CancellationToken stop)
    {
        _highs = highs;
        _progress = progress;
        _stop = stop;
        _self = GCHandle.Alloc(this);
        HighsNative.SetCallback(highs, &OnCallback, GCHandle.ToIntPtr(_self));
        foreach (var kind in Kinds) HighsNative.StartCallback(highs, kind);
    }

    public void Dispose()
    {
        foreach (var kind in Kinds) HighsNative.StopCallback(_highs, kind);
        HighsNative.SetCallback(_highs, null, 0);
        _self.Free();
    }

    /// <summary>Throws again what the caller's progress action threw: an exception must not cross native frames.</summary>
    internal void Rethrow()
    {
        if (_thrown is not null) ExceptionDispatchInfo.Throw(_thrown);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void OnCallback(int kind, byte* message, void* state, int* answer, void* user)
    {
        var watch = (HighsWatch)GCHandle.FromIntPtr((nint)user).Target!;
        // The first field of the answer is the wish to stop.
        if (answer is not null && watch.WantsStop(kind, state)) *answer = 1;
    }

    bool WantsStop(int kind, void* state)
    {
        lock (_turn)
        {
            if (_thrown is not null || _stop.IsCancellationRequested) return true;
            if (_progress is null) return false;
            try
            {
                _progress(Read(kind, state));
            }
            catch (Exception exception)
            {
                _thrown = exception;
            }
            return _thrown is not null || _stop.IsCancellationRequested;
        }
    }

    static SolveProgress Read(int kind, void* state)
    {
        if (kind != HighsNative.CallbackMipInterrupt)
            return new(Math.Max(0, Int(state, "simplex_iteration_count\0"u8)) + Math.Max(0, Int(state, "ipm_iteration_count\0"u8)), null, null);
        return new(
            Math.Max(0, Item(state, "mip_total_lp_iterations\0"u8) is var total && total is not null ? *(long*)total : 0),
            Finite(state, "mip_primal_bound\0"u8),
            Finite(state, "mip_dual_bound\0"u8));
    }

    static int Int(void* state, ReadOnlySpan<byte> name) => Item(state, name) is var item && item is not null ? *(int*)item : 0;

    static double? Finite(void* state, ReadOnlySpan<byte> name) =>
        Item(state, name) is var item && item is not null && double.IsFinite(*(double*)item) ? *(double*)item : null;

    // The library's own accessor, so that the layout of its structure, which has changed between versions, does not matter.
    static void* Item(void* state, ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name) return HighsNative.CallbackItem(state, text);
    }
}
