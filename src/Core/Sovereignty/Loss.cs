using Vauban.Core.Model;

namespace Vauban.Core.Sovereignty;

/// <summary>What a failure takes away; two failures that take the same away leave the same.</summary>
/// <param name="Reading">Reading.</param>
/// <param name="Supplies">Supplies lost, ascending.</param>
/// <param name="Actor">Who fails, where more than supplies hangs on it (a consent, a stock); else null.</param>
/// <param name="WindowDays">Days it lasts, where they matter; else 0.</param>
sealed record Loss(Reading Reading, int[] Supplies, Actor? Actor, double WindowDays)
{
    public bool Equals(Loss? other) => other is not null && Reading == other.Reading && WindowDays.Equals(other.WindowDays) && Nullable.Equals(Actor, other.Actor)
        && Supplies.AsSpan().SequenceEqual(other.Supplies);

    public override int GetHashCode()
    {
        var hash = (int)Reading;
        foreach (var s in Supplies) hash = unchecked(hash * 16777619 + s);
        return hash;
    }
}
