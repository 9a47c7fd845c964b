using Vauban.Core.Model;

namespace Vauban.Core.Survey;

/// <summary>What a question is about.</summary>
public enum QuestionTopic
{
    /// <summary>How much can be made.</summary>
    Capacity,
    /// <summary>What limits it.</summary>
    Bottleneck,
    /// <summary>How long an order takes, and how long a stop lasts.</summary>
    LeadTime,
    /// <summary>People and what they must know.</summary>
    Skills,
    /// <summary>Permits and licences.</summary>
    Permits,
    /// <summary>What lies in store.</summary>
    Stocks,
    /// <summary>What is needed from others.</summary>
    Suppliers,
    /// <summary>What keeps a company from investing.</summary>
    Obstacles,
    /// <summary>Who controls the company.</summary>
    Control,
}

/// <summary>What an answer may be.</summary>
public enum QuestionKind
{
    /// <summary>A number, or an interval as tables write it (<c>4..6</c>).</summary>
    Number,
    /// <summary>One of the choices.</summary>
    Choice,
    /// <summary><c>yes</c> or <c>no</c>.</summary>
    Flag,
    /// <summary>A few sentences.</summary>
    Text,
}

/// <summary>A text in several languages.</summary>
/// <param name="Of">Text by the language's code; English is always there.</param>
public sealed record QuestionText(IReadOnlyDictionary<string, string> Of)
{
    /// <summary>The text in a language, else in English.</summary>
    public string In(string language) => Of.TryGetValue(language, out var text) ? text : Of.GetValueOrDefault("en", "");
}

/// <summary>One word of a choice.</summary>
/// <param name="Code">What an answer holds, the same in every language.</param>
/// <param name="Text">What a respondent reads.</param>
public sealed record QuestionChoice(string Code, QuestionText Text);

/// <summary>The cell of the tables that an answer fills.</summary>
/// <param name="Table">Table.</param>
/// <param name="Field">Column.</param>
/// <param name="Item">Item that the row is about; empty for the respondent's own row in <c>parties</c>.</param>
/// <param name="Input">The other item of a recipe or a stock; empty for none.</param>
public sealed record QuestionTarget(string Table, string Field, string Item, string Input = "");

/// <summary>One question.</summary>
public sealed record Question
{
    /// <summary>Identifier, stable from round to round: <c>capacity.powder</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    public required QuestionTopic Topic { get; init; }

    /// <summary>What an answer may be.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>The question.</summary>
    public required QuestionText Text { get; init; }

    /// <summary>What counts and what does not.</summary>
    public QuestionText Help { get; init; } = new(new Dictionary<string, string>());

    /// <summary>Unit of a number; empty for others.</summary>
    public string Unit { get; init; } = "";

    /// <summary>An answer that could be given.</summary>
    public string Example { get; init; } = "";

    /// <summary>Largest number that makes sense, or null. The smallest is zero.</summary>
    public double? Highest { get; init; }

    /// <summary>Words of a choice.</summary>
    public IReadOnlyList<QuestionChoice> Choices { get; init; } = [];

    /// <summary>Item whose makers are asked; empty for all respondents. A role, never a company.</summary>
    public string Stage { get; init; } = "";

    /// <summary>The cell it fills, or null for a free question.</summary>
    public QuestionTarget? Target { get; init; }

    /// <summary>True where answers of several companies make sense added up: only these are released as sums.</summary>
    public bool IsAdded { get; init; }

    /// <summary>Reads an answer. Null where it is none that the question allows; the tidy text otherwise.</summary>
    /// <param name="given">What was written, without blanks around it; never empty.</param>
    public string? Read(string given)
    {
        ArgumentNullException.ThrowIfNull(given);
        switch (Kind)
        {
            case QuestionKind.Number:
                if (!Quantity.TryParse(given, out var value) || !value.IsKnown) return null;
                return value.Low is < 0 and > double.NegativeInfinity || value.High < 0 || Above(value.Low) || Above(value.High) ? null : value.ToString();
            case QuestionKind.Choice:
                return Choices.FirstOrDefault(c => c.Code.Equals(given, StringComparison.OrdinalIgnoreCase) || c.Text.Of.Values.Contains(given, StringComparer.OrdinalIgnoreCase))?.Code;
            case QuestionKind.Flag:
                return Yes.Contains(given, StringComparer.OrdinalIgnoreCase) ? "yes" : No.Contains(given, StringComparer.OrdinalIgnoreCase) ? "no" : null;
            default:
                return given.Length <= LongestText ? given : null;
        }
    }

    /// <summary>Most characters of a text.</summary>
    public const int LongestText = 2_000;

    static readonly string[] Yes = ["yes", "oui", "ja"], No = ["no", "non", "nein"];

    // An open end says nothing about how large the number may be.
    bool Above(double end) => Highest is { } highest && double.IsFinite(end) && end > highest;
}

/// <summary>When an answer counts as old, and what then becomes of it.</summary>
public sealed record SurveyAgeing
{
    /// <summary>Months for which an answer stands as it was given. Default 12.</summary>
    public int FreshMonths { get; init; } = 12;

    /// <summary>By how much a number may have moved in each year after that, in per cent of it. Default 10.</summary>
    public double PercentPerYear { get; init; } = 10;

    /// <summary>Months after which it counts no more. Default 60.</summary>
    public int EndMonths { get; init; } = 60;
}

/// <summary>A questionnaire: what is asked, in which units and languages, and what becomes of the answers.</summary>
public sealed record Questionnaire
{
    /// <summary>Name of the survey: small letters, digits and hyphens; the same in every round.</summary>
    public required string Survey { get; init; }

    /// <summary>Version of the questionnaire, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Title for people.</summary>
    public required QuestionText Title { get; init; }

    /// <summary>Period asked about, as it is printed.</summary>
    public string Period { get; init; } = "";

    /// <summary>Who answers for the survey, and where to ask, correct or withdraw.</summary>
    public string Officer { get; init; } = "";

    /// <summary>Fewest independent groups behind a figure that leaves. Default 5.</summary>
    public int LeastContributors { get; init; } = 5;

    /// <summary>Months after its day for which an answer's business contact is kept. Default 24.</summary>
    public int ContactMonths { get; init; } = 24;

    /// <summary>Months after its day for which an answer is kept. Default 120.</summary>
    public int AnswerMonths { get; init; } = 120;

    /// <summary>Ageing of answers.</summary>
    public SurveyAgeing Ageing { get; init; } = new();

    /// <summary>Questions in order; identifiers are unique.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>A question by its id, or null.</summary>
    public Question? Find(string id) => Questions.FirstOrDefault(q => q.Id == id);

    /// <summary>The questions for a company that makes some items: those to everybody, and those to makers of these. All where none is named.</summary>
    public IReadOnlyList<Question> For(IReadOnlyCollection<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count == 0 ? Questions : [.. Questions.Where(q => q.Stage.Length == 0 || items.Contains(q.Stage))];
    }
}
