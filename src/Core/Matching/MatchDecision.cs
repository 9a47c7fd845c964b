namespace Vauban.Core.Matching;

/// <summary>What somebody has decided about two parties; it holds for ever, in every package in which the two stand.</summary>
/// <param name="A">Key of one (<see cref="MatchParty.Key"/>), the smaller of the two.</param>
/// <param name="B">Key of the other.</param>
/// <param name="IsSame">True: one and the same. False: two. Null: nobody has said.</param>
/// <param name="Reason">Why.</param>
public sealed record MatchDecision(string A, string B, bool? IsSame, string Reason)
{
    /// <summary>Makes a decision, keys in their order.</summary>
    public static MatchDecision Of(MatchParty a, MatchParty b, bool? isSame, string reason)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return string.CompareOrdinal(a.Key, b.Key) <= 0 ? new(a.Key, b.Key, isSame, reason) : new(b.Key, a.Key, isSame, reason);
    }
}
