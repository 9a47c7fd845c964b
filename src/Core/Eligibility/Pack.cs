using Vauban.Core.Model;

namespace Vauban.Core.Eligibility;

/// <summary>Whether something was read in a text or is remembered.</summary>
public enum SourceClass
{
    /// <summary>Read in the text of the act or in the source named.</summary>
    Found,
    /// <summary>Not confirmed: only a parameter, an indication or a figure may rest on it, never a rule that decides.</summary>
    Unconfirmed,
}

/// <summary>Countries that an area has within dates.</summary>
public sealed record AreaPeriod(CountrySet Countries, DateOnly? From, DateOnly? To);

/// <summary>A named area of a pack, which may change over time.</summary>
public sealed record PackArea(string Name, IReadOnlyList<AreaPeriod> Periods);

/// <summary>Value of a parameter within dates. Number, or yes and no; neither where the wording of the law is open.</summary>
public sealed record ParameterPeriod(double? Number, bool? Flag, DateOnly? From, DateOnly? To);

/// <summary>A number or a choice that a rule rests on.</summary>
/// <param name="Name">Name.</param>
/// <param name="Title">What it is.</param>
/// <param name="Article">Article and paragraph that gives it.</param>
/// <param name="Unit">Unit, or blank.</param>
/// <param name="Source">Read or remembered.</param>
/// <param name="Periods">Values by date.</param>
/// <param name="IsFlag">True for yes or no.</param>
public sealed record PackParameter(string Name, Wording Title, string Article, string Unit, SourceClass Source, IReadOnlyList<ParameterPeriod> Periods, bool IsFlag);

/// <summary>Whether a rule decides or only tells.</summary>
public enum RuleKind
{
    /// <summary>Its outcome counts.</summary>
    Condition,
    /// <summary>It is shown as an indication and never decides anything.</summary>
    Evidence,
}

/// <summary>What every part of a pack says of itself.</summary>
/// <param name="Id">Id.</param>
/// <param name="Article">Article and paragraph.</param>
/// <param name="Title">What it asks, in a phrase.</param>
/// <param name="About">More, or blank.</param>
/// <param name="Source">Read or remembered.</param>
/// <param name="Cites">Address of the text.</param>
/// <param name="From">First day of its decisive date on which it applies, or null.</param>
/// <param name="To">Last day, or null.</param>
/// <param name="Decisive">Fact whose day decides which law applies; blank for the day of the assessment.</param>
public sealed record PackHead(string Id, string Article, Wording Title, Wording? About, SourceClass Source, string Cites, DateOnly? From, DateOnly? To, string Decisive);

/// <summary>A way out of a rule.</summary>
/// <param name="Article">Article and paragraph.</param>
/// <param name="Title">What it is.</param>
/// <param name="When">When it is open.</param>
/// <param name="From">First day of the decisive date, or null.</param>
/// <param name="To">Last day of the decisive date, or null.</param>
public sealed record Derogation(string Article, Wording Title, Condition When, DateOnly? From, DateOnly? To);

/// <summary>A rule.</summary>
/// <param name="Head">What it is.</param>
/// <param name="Kind">Whether it decides.</param>
/// <param name="Applies">When it applies at all; null for always.</param>
/// <param name="Requires">What it requires.</param>
/// <param name="Derogations">Ways out.</param>
/// <param name="Denominator">What a share is a share of, in words of the law; blank where there is none.</param>
public sealed record PackRule(PackHead Head, RuleKind Kind, Condition? Applies, Condition Requires, IReadOnlyList<Derogation> Derogations, Wording? Denominator);

/// <summary>A number that a pack works out: a ceiling, a rate, a risk.</summary>
/// <param name="Head">What it is.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Value">How it is worked out.</param>
public sealed record PackFigure(PackHead Head, string Unit, Term Value)
{
    /// <summary>Ids of the rules under which it is the ceiling: which of several figures a group that meets a rule may count on. Empty for a figure of no such rule.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}

/// <summary>One answer of a choice.</summary>
public sealed record ChoiceOption(string Id, string Article, Wording Title, Condition? When);

/// <summary>A choice between answers: the first whose condition holds.</summary>
public sealed record PackChoice(PackHead Head, IReadOnlyList<ChoiceOption> Options);

/// <summary>What a financing instrument pays of an investment.</summary>
/// <param name="Head">What it is.</param>
/// <param name="Rate">Largest rate in per cent.</param>
/// <param name="Requires">When it may pay; null for always.</param>
/// <param name="Form">Grant or loan.</param>
public sealed record PackFunding(PackHead Head, Term Rate, Condition? Requires, string Form);

/// <summary>A rule pack: the conditions of one instrument as read on a day.</summary>
/// <param name="Name">Name, for example <c>safe-2025</c>.</param>
/// <param name="Instrument">Short name of the instrument.</param>
/// <param name="Title">Its title.</param>
/// <param name="Celex">CELEX number of the act.</param>
/// <param name="Cites">Address of the act.</param>
/// <param name="ReadOn">When the texts were read: a day, or as exactly as it is known.</param>
public sealed record Pack(string Name, string Instrument, Wording Title, string Celex, string Cites, Wording ReadOn)
{
    /// <summary>What it covers and what it leaves out.</summary>
    public Wording? About { get; init; }

    /// <summary>Areas by name.</summary>
    public IReadOnlyDictionary<string, PackArea> Areas { get; init; } = new Dictionary<string, PackArea>(StringComparer.Ordinal);

    /// <summary>Parameters by name.</summary>
    public IReadOnlyDictionary<string, PackParameter> Parameters { get; init; } = new Dictionary<string, PackParameter>(StringComparer.Ordinal);

    /// <summary>Facts that its rules ask for, in the order of the vocabulary.</summary>
    public IReadOnlyList<FactSpec> Facts { get; init; } = [];

    /// <summary>Rules in order.</summary>
    public IReadOnlyList<PackRule> Rules { get; init; } = [];

    /// <summary>Figures in order.</summary>
    public IReadOnlyList<PackFigure> Figures { get; init; } = [];

    /// <summary>Choices in order.</summary>
    public IReadOnlyList<PackChoice> Choices { get; init; } = [];

    /// <summary>States that begin and end.</summary>
    public IReadOnlyList<StateMachine> Machines { get; init; } = [];

    /// <summary>What it pays of investments.</summary>
    public IReadOnlyList<PackFunding> Funding { get; init; } = [];

    /// <summary>Every text of the pack that is shown to people.</summary>
    public IEnumerable<Wording> Wordings =>
        new[] { Title, About }.Concat(Rules.Select(r => r.Head).Concat(Figures.Select(f => f.Head)).Concat(Choices.Select(c => c.Head)).Concat(Machines.Select(m => m.Head)).Concat(Funding.Select(f => f.Head)).SelectMany(h => new[] { h.Title, h.About }))
            .Concat(Rules.SelectMany(r => r.Derogations.Select(d => d.Title).Append(r.Denominator))).Concat(Parameters.Values.Select(p => p.Title)).Concat(Choices.SelectMany(c => c.Options.Select(o => o.Title)))
            .Concat(Machines.SelectMany(m => m.States.SelectMany(s => s.Measures.Select(x => x.Title).Append(s.Title)).Concat(m.Moves.Select(x => x.Title)))).Concat(Facts.SelectMany(f => new[] { f.Title, f.Ask })).OfType<Wording>();

    /// <summary>A fact that its rules ask for, by name; null where none does.</summary>
    public FactSpec? Fact(string name) => Facts.FirstOrDefault(f => f.Name == name);
}
