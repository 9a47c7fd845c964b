using Vauban.Core.Model;

namespace Vauban.Core.Evidence;

/// <summary>What is searched for.</summary>
public sealed record PaperQuery
{
    /// <summary>Most words of a query that count.</summary>
    public const int MostWords = 20;

    /// <summary>Words; empty for all papers, the newest first.</summary>
    public string Words { get; init; } = "";

    /// <summary>Topic that they must have; empty for any.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Initiative that they must speak of; empty for any.</summary>
    public string Initiative { get; init; } = "";

    /// <summary>Technology that they must speak of; empty for any.</summary>
    public string Technology { get; init; } = "";

    /// <summary>Publisher; empty for any.</summary>
    public string Publisher { get; init; } = "";

    /// <summary>Language; empty for any.</summary>
    public string Language { get; init; } = "";

    /// <summary>First day; null for any. A paper without a date has none.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Most papers that are given. Default 20.</summary>
    public int Most { get; init; } = 20;

    /// <summary>How many of the best are passed over.</summary>
    public int Skip { get; init; }

    /// <summary>What the reader may see: papers above it are not there, and count for nothing.</summary>
    public Clearance Clearance { get; init; } = Clearance.All;

    /// <summary>True where a paper passes the filters.</summary>
    public bool Passes(Paper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        return Has(paper.Topics, Topic) && Has(paper.Initiatives, Initiative) && Has(paper.Technologies, Technology) && Is(paper.Publisher, Publisher) && Is(paper.Language, Language) && IsInTime(paper);
    }

    /// <summary>Words that count, each once, in order.</summary>
    public IReadOnlyList<string> Asked() => [.. Terms.Words(Words).Select(w => w.Text).Distinct(StringComparer.Ordinal).Take(MostWords)];

    static bool Has(IReadOnlyList<string> all, string one) => one.Length == 0 || all.Any(a => Is(a, one));

    // Folding makes plain letters small and nothing else: what holds no others is told without it.
    static bool Is(string a, string b) => b.Length == 0 || string.Equals(a, b, StringComparison.OrdinalIgnoreCase) || (!(System.Text.Ascii.IsValid(a) && System.Text.Ascii.IsValid(b)) && NormalForm.Fold(a) == NormalForm.Fold(b));

    // A paper of a month or a year is in time where any day of it is.
    bool IsInTime(Paper paper) => (From is null && To is null)
        || (Dates.TryParse(paper.Date, false, out var first) && Dates.TryParse(paper.Date, true, out var last) && (From is null || last >= From) && (To is null || first <= To));
}

/// <summary>A paper that was found.</summary>
/// <param name="Paper">Paper.</param>
/// <param name="Score">How well it fits: BM25 for a search, cosine for related papers; 0 where nothing was asked.</param>
public sealed record PaperHit(Paper Paper, double Score)
{
    /// <summary>A piece of its text or facts around words that were asked for.</summary>
    public Snippet? Snippet { get; init; }

    /// <summary>Page of the snippet, from 1; 0 where the text has no pages or the snippet is of the facts.</summary>
    public int Page { get; init; }
}

/// <summary>What was found.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Count">How many papers there are that fit.</param>
/// <param name="Hits">Those asked for, best first.</param>
public sealed record PaperHits(PaperQuery Query, int Count, IReadOnlyList<PaperHit> Hits);
