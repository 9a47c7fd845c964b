using Vauban.Core.Model;

namespace Vauban.Core.Evidence;

/// <summary>How a paper stands to the value it speaks of.</summary>
public enum Stance
{
    /// <summary>It states the value itself.</summary>
    Supports,
    /// <summary>It says that the value does not hold.</summary>
    Contradicts,
    /// <summary>It reports the value without taking it as its own.</summary>
    Mentions,
}

/// <summary>What a paper says about one figure of a network.</summary>
/// <param name="Id">Identifier, unique in the library.</param>
/// <param name="Paper">Id of the paper.</param>
/// <param name="Text">The words: a short quote, or what the reader makes of them.</param>
/// <param name="About">Address of the figure, as answers give it: <c>exposure/concentration/cotton-linters/country:CN</c>.</param>
public sealed record Claim(string Id, string Paper, string Text, string About)
{
    /// <summary>Most characters of a quote: what is short enough to be quoted.</summary>
    public const int MostText = 600;

    /// <summary>True for the paper's own words; false for a paraphrase, which is the reader's.</summary>
    public bool IsQuote { get; init; }

    /// <summary>Page it stands on, as the paper counts it; empty where not known.</summary>
    public string Page { get; init; } = "";

    /// <summary>Time that the value is said of: a day, a month or a year; empty to take the paper's date.</summary>
    public string Date { get; init; } = "";

    /// <summary>Name of the package that has the figure; empty for any.</summary>
    public string Package { get; init; } = "";

    /// <summary>Perimeter that the figure is taken at, as the option <c>--perimeter</c> takes it; empty for the first default.</summary>
    public string Perimeter { get; init; } = "";

    /// <summary>How the paper stands to the value.</summary>
    public Stance Stance { get; init; }

    /// <summary>Value or interval that is claimed, as cells of packages are written: <c>70..</c> for "more than 70"; empty for none.</summary>
    public string Value { get; init; } = "";

    /// <summary>Unit of the value: the figure's own, or <c>%</c>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Who may see it, one of the catalogue's markings; at least as strict as the paper's where it is shown.</summary>
    public string Marking { get; init; } = "TLP:CLEAR";

    /// <summary>Anything a reader should know, for example where the reader read it.</summary>
    public string Note { get; init; } = "";

    /// <summary>Checks a claim; says what is wrong with it.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="findings">Takes what was found.</param>
    /// <returns>True where a library may take it.</returns>
    public bool Check(Place place, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var before = findings.Count;
        void Refuse(string code, params string[] values) => findings.Add(new(code, Severity.Error, place, values));
        if (!PaperId.IsGood(Id)) Refuse("E-CLAIM-01", Id);
        if (Text.Length is 0 or > MostText) Refuse("E-CLAIM-02", Id, MostText.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (About.Length == 0) Refuse("E-CLAIM-03", Id);
        if (Value.Length > 0 && (!Quantity.TryParse(Value, out var value) || !value.IsKnown)) Refuse("E-CLAIM-04", Value);
        if (Date.Length > 0 && !Dates.TryParse(Date, false, out _)) Refuse("E-PAPER-04", Date, Dates.Suggest(Date));
        if (Perimeter.Length > 0 && !Model.Perimeter.TryParse(Perimeter, out _, out _)) Refuse("E-CLAIM-05", Perimeter);
        if (!FieldCatalog.Markings.Contains(Marking)) Refuse("E-PAPER-06", Marking, string.Join(", ", FieldCatalog.Markings));
        string[] texts = [Text, About, Page, Package, Perimeter, Value, Unit, Note];
        if (texts.Any(t => t.Length > PaperCheck.MostLength || !PaperCheck.IsPlain(t))) Refuse("E-PAPER-08", Id);
        return findings.Count == before;
    }
}
