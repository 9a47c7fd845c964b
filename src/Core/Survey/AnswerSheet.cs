namespace Vauban.Core.Survey;

/// <summary>What a company allows for one answer. Each allows what stands before it as well.</summary>
public enum AnswerConsent
{
    /// <summary>Only the survey officer reads it; it enters nothing.</summary>
    Officer,
    /// <summary>It counts in sums that pass disclosure control.</summary>
    Sums,
    /// <summary>Cleared analysts read it too, as a row of a network.</summary>
    Analysts,
}

/// <summary>One answer.</summary>
/// <param name="Question">Id of the question.</param>
/// <param name="Value">Answer as <see cref="Question.Read"/> gives it; never empty.</param>
/// <param name="Consent">What may become of it.</param>
/// <param name="AsOf">Day it speaks of: an answer that is used again keeps the day it was first given for.</param>
public sealed record SheetAnswer(string Question, string Value, AnswerConsent Consent, DateOnly AsOf);

/// <summary>Whom to ask about an answer: business contact only, and deletable.</summary>
/// <param name="Name">Name.</param>
/// <param name="Mail">Business address for mail.</param>
public sealed record BusinessContact(string Name, string Mail)
{
    /// <summary>Nobody.</summary>
    public static BusinessContact None { get; } = new("", "");
}

/// <summary>Everything that one company answered at one time.</summary>
public sealed record AnswerSheet
{
    /// <summary>Name of the survey.</summary>
    public required string Survey { get; init; }

    /// <summary>Fingerprint of the questionnaire that was answered.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>Who answers: the id under which the officer knows the company, stable from round to round.</summary>
    public required string Respondent { get; init; }

    /// <summary>Who controls it in the end; the respondent itself where empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>Country of the place of work that the answers are about, as ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>Size class: micro, small, medium, mid-cap, large; empty where it was not stated.</summary>
    public string Size { get; init; } = "";

    /// <summary>Day of answering.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Version, from 1: a corrected sheet has a higher one. Who collects sets it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whom to ask.</summary>
    public BusinessContact Contact { get; init; } = BusinessContact.None;

    /// <summary>Answers in the order of the questionnaire; a question without one is not answered.</summary>
    public required IReadOnlyList<SheetAnswer> Answers { get; init; }

    /// <summary>The group, never empty.</summary>
    public string Owner => Group.Length > 0 ? Group : Respondent;

    /// <summary>The answer to a question, or null.</summary>
    public SheetAnswer? Find(string question) => Answers.FirstOrDefault(a => a.Question == question);
}
