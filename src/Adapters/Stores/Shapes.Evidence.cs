using Vauban.Core.Evidence;

namespace Vauban.Adapters.Stores;

/// <summary>A paper as the store keeps it.</summary>
/// <param name="Number">Its number in the store, by which its terms and pages name it.</param>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Paper">Paper.</param>
sealed record PaperRow(long Number, string Workspace, Paper Paper)
{
    public bool IsPaged { get; init; }

    public long Length { get; init; }

    public double Norm { get; init; }
}

/// <summary>A claim as the store keeps it.</summary>
sealed record ClaimRow(string Workspace, Claim Claim);

static partial class Shapes
{
    public static readonly Shape<PaperRow> Paper = new("evidence_papers",
        ["number", "workspace", "id", "title", "authors", "publisher", "kind", "published", "language", "topics", "initiatives", "technologies", "reference", "doi", "url", "marking", "note", "is_paged", "length", "norm"], 1,
        r => [r.Number, r.Workspace, r.Paper.Id, r.Paper.Title, Words(r.Paper.Authors), r.Paper.Publisher, r.Paper.Kind, r.Paper.Date, r.Paper.Language, Words(r.Paper.Topics), Words(r.Paper.Initiatives),
            Words(r.Paper.Technologies), r.Paper.Reference, r.Paper.Doi, r.Paper.Url, r.Paper.Marking, r.Paper.Note, Flag(r.IsPaged), r.Length, BitConverter.DoubleToInt64Bits(r.Norm)],
        r => new(r.Number(), r.Text(), new(r.Text(), r.Text())
        {
            Authors = r.Words(), Publisher = r.Text(), Kind = r.Text(), Date = r.Text(), Language = r.Text(), Topics = r.Words(), Initiatives = r.Words(), Technologies = r.Words(),
            Reference = r.Text(), Doi = r.Text(), Url = r.Text(), Marking = r.Text(), Note = r.Text(),
        })
        { IsPaged = r.Flag(), Length = r.Number(), Norm = BitConverter.Int64BitsToDouble(r.Number()) });

    public static readonly Shape<ClaimRow> Claim = new("evidence_claims",
        ["workspace", "id", "paper", "content", "is_quote", "page", "said_of", "package", "about", "perimeter", "stance", "figure", "unit", "marking", "note"], 2,
        r => [r.Workspace, r.Claim.Id, r.Claim.Paper, r.Claim.Text, Flag(r.Claim.IsQuote), r.Claim.Page, r.Claim.Date, r.Claim.Package, r.Claim.About, r.Claim.Perimeter, r.Claim.Stance.ToString(), r.Claim.Value, r.Claim.Unit, r.Claim.Marking, r.Claim.Note],
        ReadClaim);

    static ClaimRow ReadClaim(SqlRow r)
    {
        var (workspace, id, paper, text, isQuote, page, date, package) = (r.Text(), r.Text(), r.Text(), r.Text(), r.Flag(), r.Text(), r.Text(), r.Text());
        return new(workspace, new(id, paper, text, r.Text()) { IsQuote = isQuote, Page = page, Date = date, Package = package, Perimeter = r.Text(), Stance = r.Choice<Stance>(), Value = r.Text(), Unit = r.Text(), Marking = r.Text(), Note = r.Text() });
    }
}
