namespace Vauban.Core.Evidence;

/// <summary>A paper of the library: facts about it, never its text.</summary>
/// <param name="Id">Identifier, unique in the library and kept for good: claims and citations name it.</param>
/// <param name="Title">Title.</param>
public sealed record Paper(string Id, string Title)
{
    /// <summary>Who wrote it, one name each, as <c>Family, Given</c> or the name of a body.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Who published it.</summary>
    public string Publisher { get; init; } = "";

    /// <summary>What it is: position paper, regulation, report.</summary>
    public string Kind { get; init; } = "";

    /// <summary>When it was published: a day, a month or a year (<c>2024-03-05</c>, <c>2024-03</c>, <c>2024</c>); empty where not known.</summary>
    public string Date { get; init; } = "";

    /// <summary>Language of its text as two letters; empty where not known.</summary>
    public string Language { get; init; } = "";

    /// <summary>What it is about.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Initiatives that it speaks of: EDIP, SAFE.</summary>
    public IReadOnlyList<string> Initiatives { get; init; } = [];

    /// <summary>Ids of the technologies that it speaks of, as packages name them.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Number of the publisher: CELEX, a document number.</summary>
    public string Reference { get; init; } = "";

    /// <summary>DOI without a resolver before it: <c>10.2760/977597</c>.</summary>
    public string Doi { get; init; } = "";

    /// <summary>Where it can be read.</summary>
    public string Url { get; init; } = "";

    /// <summary>Who may see that it is here, and its text; one of the catalogue's markings.</summary>
    public string Marking { get; init; } = "TLP:CLEAR";

    /// <summary>Anything a reader should know.</summary>
    public string Note { get; init; } = "";

    /// <summary>Year of publication; null where not known.</summary>
    public int? Year => Date.Length >= 4 && int.TryParse(Date.AsSpan(0, 4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) ? year : null;

    /// <summary>True where both say the same; lists count by their content.</summary>
    public bool Says(Paper other)
    {
        ArgumentNullException.ThrowIfNull(other);
        static bool Same(IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b, StringComparer.Ordinal);
        return Same(Authors, other.Authors) && Same(Topics, other.Topics) && Same(Initiatives, other.Initiatives) && Same(Technologies, other.Technologies)
            && this with { Authors = [], Topics = [], Initiatives = [], Technologies = [] } == other with { Authors = [], Topics = [], Initiatives = [], Technologies = [] };
    }
}

/// <summary>The text of a paper, in its pages or, where it has none, in parts.</summary>
/// <param name="IsPaged">True where the pages are those of the paper, so that a quote can name its page.</param>
/// <param name="Pages">Text of each page or part, in order.</param>
public sealed record PaperText(bool IsPaged, IReadOnlyList<string> Pages)
{
    /// <summary>No text.</summary>
    public static PaperText None { get; } = new(false, []);

    /// <summary>True where there is none.</summary>
    public bool IsEmpty => Pages.Count == 0;
}
