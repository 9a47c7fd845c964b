using Vauban.Core.Evidence;

namespace Vauban.Adapters.Stores.Papers;

/// <summary>What every library asks of what it takes.</summary>
static class Taking
{
    public static void ThrowIfBad(IReadOnlyList<(Paper Paper, PaperText? Text)> papers)
    {
        ArgumentNullException.ThrowIfNull(papers);
        foreach (var (paper, text) in papers)
        {
            if (!PaperCheck.Run(paper, new(), [])) throw new ArgumentException($"The paper {paper.Id} is none that a library takes.", nameof(papers));
            if (text is null) continue;
            if (text.Pages.Sum(p => (long)p.Length) > IPaperLibrary.MostText) throw new StoreLimitException(nameof(IPaperLibrary.MostText), IPaperLibrary.MostText);
            if (text.Pages.Any(p => !PaperCheck.IsPlain(p))) throw new ArgumentException($"The text of {paper.Id} holds characters that are no text.", nameof(papers));
        }
        if (papers.Select(p => p.Paper.Id).Distinct(StringComparer.Ordinal).Count() < papers.Count) throw new ArgumentException("Two papers have one id.", nameof(papers));
    }

    public static void ThrowIfBad(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (!claim.Check(new(), [])) throw new ArgumentException($"The claim {claim.Id} is none that a library takes.", nameof(claim));
    }

    public static void ThrowIfStale(string? over, string id, string stored)
    {
        if (over is not null && over != stored) throw new StaleSaveException(id);
    }

    public static void ThrowIfMany(long papers, int claims = 0)
    {
        if (papers > IPaperLibrary.MostPapers) throw new StoreLimitException(nameof(IPaperLibrary.MostPapers), IPaperLibrary.MostPapers);
        if (claims > IPaperLibrary.MostClaims) throw new StoreLimitException(nameof(IPaperLibrary.MostClaims), IPaperLibrary.MostClaims);
    }
}
