using System.Globalization;
using Vauban.Core.Evidence;

namespace Vauban.Tests.Evidence;

/// <summary>Papers that are invented by a rule, the same on every machine; the benchmark makes its own alike.</summary>
static class GeneratedPapers
{
    static readonly string[] Stems = ["capacity", "supply", "powder", "magnet", "steel", "dependence", "resilience", "industry", "procurement", "stock", "energy", "export", "finance", "drone", "software", "training"];

    public static IEnumerable<(Paper Paper, PaperText? Text)> Make(int count)
    {
        var state = 12345u;
        uint Next() => state = state * 1664525 + 1013904223;
        // Low words are frequent, as in texts.
        string Word() => (Next() >> 8) % 4 == 0 ? Stems[(Next() >> 8) % 4] : (Next() >> 8) % 3 == 0 ? Stems[(Next() >> 8) % (uint)Stems.Length] : "word" + ((Next() >> 8) % 3000).ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            string Words(int n) => string.Join(' ', Enumerable.Range(0, n).Select(_ => Word()));
            var number = i.ToString(CultureInfo.InvariantCulture);
            yield return (new("paper-" + number, $"Paper {number} on {Words(3)}")
            {
                Publisher = "Publisher " + (i % 7).ToString(CultureInfo.InvariantCulture), Date = string.Create(CultureInfo.InvariantCulture, $"{2015 + i % 10}-{1 + i % 12:00}"), Language = "en", Topics = ["topic " + (i % 5).ToString(CultureInfo.InvariantCulture)],
            }, new(true, [Words(60), Words(60)]));
        }
    }
}
