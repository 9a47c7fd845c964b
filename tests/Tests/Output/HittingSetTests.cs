using CsCheck;
using Vauban.Core.Output;

namespace Vauban.Tests.Output;

public sealed class HittingSetTests
{
    static readonly Gen<Relief[][]> Lists = Gen.Select(Gen.Enum<ReliefKind>(), Gen.Int[0, 4]).Select((kind, index) => new Relief(kind, index)).Array[1, 4].Select(l => l.Distinct().Order().ToArray()).Array[1, 6];

    [Fact]
    public void The_smallest_set_is_the_first_that_trying_all_sets_finds() => Lists.Try(400, lists =>
    {
        Relief[] members = [.. lists.SelectMany(l => l).Distinct().Order()];
        var best = Enumerable.Range(1, (1 << Math.Min(members.Length, 14)) - 1).Select(bits => members.Where((_, i) => i < 14 && (bits >> i & 1) == 1).ToArray())
            .Where(set => lists.All(l => l.Any(set.Contains))).OrderBy(s => s.Length).ThenBy(s => string.Join(' ', s.Select(r => $"{(int)r.Kind}{r.Index}")), StringComparer.Ordinal).FirstOrDefault();
        // Sets are tried over the first fourteen members; where those cannot hit every list there is nothing to compare with.
        if (members.Length <= 14) Assert.Equal(best, HittingSet.Smallest(lists));
    });

    [Fact]
    public void Lists_without_a_common_member_need_one_each()
    {
        Relief a = new(ReliefKind.Supply, 1), b = new(ReliefKind.Supply, 2), c = new(ReliefKind.Line, 1), d = new(ReliefKind.Line, 9);
        Assert.Equal([a, c], HittingSet.Smallest([[a, b], [c, d]])!);
        Assert.Equal([b], HittingSet.Smallest([[a, b], [b, c], [b, d]])!);
    }

    [Fact]
    public void A_search_that_would_never_end_is_given_up() =>
        Assert.Null(HittingSet.Smallest([.. Enumerable.Range(0, 12).Select(l => Enumerable.Range(0, 8).Select(i => new Relief(ReliefKind.Line, 8 * l + i)).ToArray())]));
}
