namespace Vauban.Core.Model;

/// <summary>Finds what somebody may have meant.</summary>
public static class Spelling
{
    /// <summary>The candidate nearest to the text by edit distance without regard to case, or null where none is near
    /// (distance above half the length). Ties go to the first.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - text.Length) >= bestDistance) continue;
            var distance = Distance(text, candidate);
            if (distance >= bestDistance) continue;
            bestDistance = distance;
            best = candidate;
        }
        return best is not null && bestDistance <= Math.Max(2, Math.Max(best.Length, Math.Min(text.Length, 40)) / 2) ? best : null;
    }

    /// <summary>Levenshtein distance of the first 64 characters, without regard to case.</summary>
    public static int Distance(string a, string b)
    {
        var m = Math.Min(a.Length, 64);
        var n = Math.Min(b.Length, 64);
        Span<int> row = stackalloc int[n + 1];
        for (var j = 0; j <= n; j++) row[j] = j;
        for (var i = 1; i <= m; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= n; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                var next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[n];
    }
}
