using Vauban.Core.Eligibility;

namespace Vauban.Core.Studies;

/// <summary>What a predicate consists of, for those who must know what it counts.</summary>
static class PredicateParts
{
    /// <summary>The condition itself and all conditions and terms in it, outer ones first.</summary>
    internal static IEnumerable<object> All(object part)
    {
        yield return part;
        foreach (var inner in Inner(part))
            foreach (var deeper in All(inner)) yield return deeper;
    }

    static IEnumerable<object> Inner(object part) => part switch
    {
        AllOf all => all.Parts,
        AnyOf any => any.Parts,
        NotThat not => [not.Part],
        Every every => every.Where is null ? [every.Then] : [every.Where, every.Then],
        Some some => [some.Where],
        Compare compare => [compare.Left, compare.Right],
        Joined joined => joined.Parts,
        Chosen chosen => [chosen.If, chosen.Then, chosen.Else],
        CountOf count => count.Where is null ? [] : [count.Where],
        TotalOf total => total.Where is null ? [total.Value] : [total.Where, total.Value],
        ShareOf share => share.Of is null ? [share.Where, share.Value] : [share.Where, share.Value, share.Of],
        _ => [],
    };

    /// <summary>List whose records the part looks at; null where it looks at none.</summary>
    internal static string? ListOf(object part) => part switch
    {
        Every every => every.List,
        Some some => some.List,
        CountOf count => count.List,
        TotalOf total => total.List,
        ShareOf share => share.List,
        _ => null,
    };

    /// <summary>Conditions that all must hold, one by one.</summary>
    internal static IEnumerable<Condition> Together(Condition condition) => condition is AllOf all ? all.Parts.SelectMany(Together) : [condition];
}
