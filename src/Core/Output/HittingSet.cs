namespace Vauban.Core.Output;

/// <summary>The smallest set that has a member in common with each of several lists.</summary>
static class HittingSet
{
    /// <summary>Branches looked at before the search is given up; beyond it a rung would be a list nobody reads.</summary>
    const int Most = 200_000;

    /// <summary>The smallest set, and of several the first in order of their members; null where looking for it takes too long.</summary>
    /// <param name="lists">Lists to hit; none is empty, members ascending.</param>
    public static Relief[]? Smallest(IReadOnlyList<Relief[]> lists)
    {
        // Members as numbers in their order, with the lists that each of them hits: a branch is a few additions.
        Relief[] members = [.. lists.SelectMany(l => l).Distinct().Order()];
        int[][] numbers = [.. lists.Select(l => l.Select(r => Array.BinarySearch(members, r)).ToArray())];
        int[][] hit = [.. Enumerable.Range(0, members.Length).Select(m => Enumerable.Range(0, numbers.Length).Where(l => numbers[l].Contains(m)).ToArray())];
        var hits = new int[numbers.Length];
        var looked = 0;
        for (var size = 1; size <= lists.Count; size++)
        {
            var chosen = new int[size];
            int[]? best = null;
            if (!Search(0, 0)) return null;
            if (best is not null) return [.. best.Select(m => members[m])];

            // Lists before the first are hit by what is chosen.
            bool Search(int count, int first)
            {
                if (++looked > Most) return false;
                while (first < hits.Length && hits[first] > 0) first++;
                if (first == hits.Length)
                {
                    var sorted = chosen[..count];
                    Array.Sort(sorted);
                    if (best is null || sorted.AsSpan().SequenceCompareTo(best) < 0) best = sorted;
                    return true;
                }
                if (count == chosen.Length) return true;
                foreach (var member in numbers[first])
                {
                    chosen[count] = member;
                    foreach (var list in hit[member]) hits[list]++;
                    var goesOn = Search(count + 1, first + 1);
                    foreach (var list in hit[member]) hits[list]--;
                    if (!goesOn) return false;
                }
                return true;
            }
        }
        return null;
    }
}
