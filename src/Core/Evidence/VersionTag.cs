using System.Security.Cryptography;
using System.Text;

namespace Vauban.Core.Evidence;

/// <summary>A short tag of what a paper or a claim says: two that say the same have the same, so that who saves over somebody else's save is told.</summary>
public static class VersionTag
{
    /// <summary>Tag of a paper's facts.</summary>
    public static string Of(Paper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        static string List(IReadOnlyList<string> list) => string.Join('\u001e', list);
        return Hash(paper.Id, paper.Title, List(paper.Authors), paper.Publisher, paper.Kind, paper.Date, paper.Language, List(paper.Topics), List(paper.Initiatives), List(paper.Technologies), paper.Reference, paper.Doi, paper.Url, paper.Marking, paper.Note);
    }

    /// <summary>Tag of a claim.</summary>
    public static string Of(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Hash(claim.Id, claim.Paper, claim.Text, claim.About, claim.IsQuote ? "quote" : "", claim.Page, claim.Date, claim.Package, claim.Perimeter, claim.Stance.ToString(), claim.Value, claim.Unit, claim.Marking, claim.Note);
    }

    static string Hash(params string[] parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))))[..16];
}
