namespace Vauban.Core.Disruption;

/// <summary>Numbers drawn by counter: each is a function of seed, draw and name, so that no order of work changes any of them.</summary>
static class RandomSource
{
    /// <summary>A number above 0 and below 1.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="draw">Number of the draw.</param>
    /// <param name="name">Event or common cause.</param>
    /// <param name="use">What it is for.</param>
    public static double At(long seed, int draw, string name, int use)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in name) hash = (hash ^ c) * 0x100000001B3;
        var z = Mix(Mix(Mix((ulong)seed) + (ulong)draw) ^ hash) + (ulong)use;
        return ((Mix(z) >> 11) + 0.5) / (1UL << 53);
    }

    static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
