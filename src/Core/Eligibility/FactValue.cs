using Vauban.Core.Model;

namespace Vauban.Core.Eligibility;

/// <summary>What a fact may be.</summary>
public enum FactKind
{
    /// <summary>Yes or no.</summary>
    Flag,
    /// <summary>A number or an interval.</summary>
    Number,
    /// <summary>A day.</summary>
    Date,
    /// <summary>One of some words, or any text where there are none.</summary>
    Word,
    /// <summary>Countries.</summary>
    Countries,
}

/// <summary>A text in the languages of the program; English is always there.</summary>
/// <param name="English">English.</param>
/// <param name="French">French, or null.</param>
/// <param name="German">German, or null.</param>
public sealed record Wording(string English, string? French = null, string? German = null)
{
    /// <summary>True where there is a text in a language.</summary>
    public bool Has(string language) => language switch { "fr" => French is not null, "de" => German is not null, _ => true };

    /// <summary>The text in a language, English where it has none.</summary>
    public string In(string language) => language switch { "fr" => French ?? English, "de" => German ?? English, _ => English };
}

/// <summary>A fact that rules may ask for.</summary>
/// <param name="Name">Name: <c>contract.signed</c>; for a fact of each record of a list, <c>parties.country</c>.</param>
/// <param name="List">List whose records have it; null for a fact of the contract itself.</param>
/// <param name="Field">Name within the record; the whole name where there is no list.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="Title">What it says, as a short phrase.</param>
public sealed record FactSpec(string Name, string? List, string Field, FactKind Kind, Wording Title)
{
    /// <summary>Words that it may be; empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Unit of a number; per cent lies between 0 and 100 also where nothing is known.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Who can tell, or what paper shows it.</summary>
    public Wording? Ask { get; init; }

    /// <summary>What a value may look like.</summary>
    public string Example => Kind switch { FactKind.Flag => "yes, no", FactKind.Number => "12, 10..15", FactKind.Date => "2026-01-31", FactKind.Word => Words.Count > 0 ? string.Join(", ", Words) : "...", _ => "FR, EU27+NO" };
}

/// <summary>Where a fact comes from.</summary>
/// <param name="Place">The contract's file, or the address of a row (<c>parties/acme</c>).</param>
/// <param name="Sources">Sources as the file or the row names them.</param>
/// <param name="Basis">Observed, declared, estimated, assumed, synthetic, or blank.</param>
/// <param name="Marking">Who may see it.</param>
public sealed record FactOrigin(string Place, IReadOnlyList<string> Sources, string Basis, string Marking)
{
    /// <summary>From nowhere: a case of a pack.</summary>
    public static FactOrigin None { get; } = new("", [], "", "");

    /// <summary>Why it is as it is, where that is not plain; a key of the texts, or blank.</summary>
    public string Note { get; init; } = "";
}

/// <summary>A fact as it is known.</summary>
public sealed record FactValue(FactKind Kind, FactOrigin Origin)
{
    /// <summary>Yes or no; null where unknown.</summary>
    public bool? Flag { get; init; }

    /// <summary>Number or interval.</summary>
    public Quantity Number { get; init; }

    /// <summary>Day; null where unknown.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Word; blank where unknown. Of countries: the state that is meant where they only say in which area it lies, so that it counts as one; blank where they say it themselves.</summary>
    public string Word { get; init; } = "";

    /// <summary>Countries; empty where unknown.</summary>
    public CountrySet Countries { get; init; }

    /// <summary>True where there may be more countries than those known (the end of a chain of control is not known).</summary>
    public bool IsOpen { get; init; }

    /// <summary>True where anything is known.</summary>
    public bool IsKnown => Kind switch { FactKind.Flag => Flag is not null, FactKind.Number => Number.IsKnown, FactKind.Date => Date is not null, FactKind.Word => Word.Length > 0, _ => !Countries.IsEmpty };

    /// <summary>A fact from its file form; null where that is wrong. Blank is unknown.</summary>
    /// <param name="spec">Which fact.</param>
    /// <param name="text">Text.</param>
    /// <param name="origin">Where it comes from.</param>
    public static FactValue? Parse(FactSpec spec, string text, FactOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(text);
        var value = new FactValue(spec.Kind, origin);
        text = text.Trim();
        if (text.Length == 0) return value;
        switch (spec.Kind)
        {
            case FactKind.Flag: return text is "yes" or "no" ? value with { Flag = text == "yes" } : null;
            // Nothing that a contract counts is negative; an open lower end is read as zero.
            case FactKind.Number: return Quantity.TryParse(text, out var number) && !(number.High < 0) && (number.Low >= 0 || double.IsInfinity(number.Low)) ? value with { Number = number } : null;
            case FactKind.Date: return Dates.TryParse(text, false, out var date) ? value with { Date = date } : null;
            case FactKind.Word: return spec.Words.Count == 0 || spec.Words.Contains(text) ? value with { Word = text } : null;
            default: return CountrySet.TryParse(text, out var set, out _) ? value with { Countries = set } : null;
        }
    }

    /// <summary>The file form; blank where unknown.</summary>
    public override string ToString() => Kind switch
    {
        FactKind.Flag => Flag switch { true => "yes", false => "no", _ => "" },
        FactKind.Number => Number.ToString(),
        FactKind.Date => Date is { } day ? Dates.Text(day) : "",
        FactKind.Word => Word,
        _ => Countries.ToString(),
    };
}

/// <summary>Facts of one thing: the contract, a party, a component.</summary>
/// <param name="Id">Id in its list; blank for the contract itself.</param>
/// <param name="Facts">Facts by their name within the record.</param>
public sealed record FactRecord(string Id, IReadOnlyDictionary<string, FactValue> Facts);

/// <summary>All facts of a case: those of the contract, and lists of records. A list that is not there is unknown; an empty one is known to be empty.</summary>
/// <param name="Root">Facts of the contract.</param>
/// <param name="Lists">Records by the name of their list.</param>
public sealed record FactSet(FactRecord Root, IReadOnlyDictionary<string, IReadOnlyList<FactRecord>> Lists)
{
    /// <summary>Nothing is known.</summary>
    public static FactSet Empty { get; } = new(new("", new Dictionary<string, FactValue>(StringComparer.Ordinal)), new Dictionary<string, IReadOnlyList<FactRecord>>(StringComparer.Ordinal));

    /// <summary>What happened, for states that begin and end.</summary>
    public IReadOnlyList<StateEvent> History { get; init; } = [];
}

/// <summary>Something that happened to a state: it was activated, prolonged or ended.</summary>
/// <param name="Machine">Which states.</param>
/// <param name="Move">Id of the move.</param>
/// <param name="Date">Day it takes effect.</param>
/// <param name="Months">Length decided, in months; null where the move has none.</param>
public sealed record StateEvent(string Machine, string Move, DateOnly Date, int? Months);
