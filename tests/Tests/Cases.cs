using System.Globalization;
using CsCheck;

namespace Vauban.Tests;

/// <summary>Random cases from fixed seeds: every run tries the same ones, so that a change that fails fails everywhere.</summary>
/// <remarks><c>VAUBAN_SEED</c> (a whole number, default 0) chooses other cases, <c>VAUBAN_CASES</c> tries at least so many of each kind, for a
/// night or a change that deserves it. A failure names its seed and is made smaller before it is shown.</remarks>
static class Cases
{
    const int Smaller = 500;

    static readonly ulong Seed = Number("VAUBAN_SEED");
    static readonly ulong Least = Number("VAUBAN_CASES");

    static ulong Number(string name) => ulong.Parse(Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : "0", CultureInfo.InvariantCulture);

    /// <summary>Tries a number of cases.</summary>
    public static void Try<T>(this Gen<T> gen, int count, Action<T> check)
    {
        for (uint i = 0; i < Math.Max((ulong)count, Least); i++)
        {
            var random = new PCG(i, Seed);
            var start = random.ToString();
            var value = gen.Generate(random, null, out _);
            try
            {
                check(value);
            }
            catch (Exception)
            {
                // Looks for a smaller case that fails as well; where it finds none, the case itself is thrown.
                gen.Sample(check, seed: start, iter: Smaller, threads: 1);
                throw;
            }
        }
    }

    /// <inheritdoc cref="Try{T}(Gen{T}, int, Action{T})"/>
    public static void Try<T1, T2>(this Gen<(T1, T2)> gen, int count, Action<T1, T2> check) => gen.Try(count, t => check(t.Item1, t.Item2));

    /// <inheritdoc cref="Try{T}(Gen{T}, int, Action{T})"/>
    public static void Try<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, int count, Action<T1, T2, T3> check) => gen.Try(count, t => check(t.Item1, t.Item2, t.Item3));
}
