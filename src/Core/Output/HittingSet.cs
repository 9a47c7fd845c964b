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
        var looked = 0;
        for (var size = 1; size <= lists.Count; size++)
        {
            Relief[]? best = null;
            if (!Search([], size)) return null;
            if (best is not null) return best;

            bool Search(List<Relief> chosen, int left)
            {
                if (++looked > Most) return false;
                var open = lists.FirstOrDefault(l => !l.Any(chosen.Contains));
                if (open is null)
                {
                    var sorted = chosen.Order().ToArray();
                    if (best is null || Compare(sorted, best) < 0) best = sorted;
                    return true;
                }
                if (left == 0) return true;
                foreach (var relief in open)
                {
                    chosen.Add(relief);
                    if (!Search(chosen, left - 1)) return false;
                    chosen.RemoveAt(chosen.Count - 1);
                }
                return true;
            }
        }
        return null;
    }

    static int Compare(Relief[] a, Relief[] b)
    {
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            if (a[i].CompareTo(b[i]) is not 0 and var c) return c;
        return a.Length.CompareTo(b.Length);
    }
}
