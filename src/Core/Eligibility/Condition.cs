using Vauban.Core.Model;

namespace Vauban.Core.Eligibility;

/// <summary>A predicate of a rule pack: data, not code. Every one answers yes, no or missing.</summary>
/// <remarks>The name of a fact that begins with a point is one of the record that a list is at.</remarks>
public abstract record Condition;

/// <summary>All hold.</summary>
public sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition;

/// <summary>At least one holds.</summary>
public sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition;

/// <summary>It does not hold.</summary>
public sealed record NotThat(Condition Part) : Condition;

/// <summary>It holds for every record of a list (that a condition chooses).</summary>
public sealed record Every(string List, Condition? Where, Condition Then) : Condition;

/// <summary>A record of a list is so.</summary>
public sealed record Some(string List, Condition Where) : Condition;

/// <summary>A fact is yes (or no).</summary>
public sealed record FlagIs(string Fact, bool Value) : Condition;

/// <summary>A fact is one of some words.</summary>
public sealed record WordIs(string Fact, IReadOnlyList<string> Words) : Condition;

/// <summary>How countries are compared with an area.</summary>
public enum CountryTest
{
    /// <summary>One of the countries, which is not known, counts: inside if all are, open if some are.</summary>
    Inside,
    /// <summary>All of them count: one outside is enough for no.</summary>
    AllInside,
}

/// <summary>Countries lie in an area.</summary>
/// <param name="Fact">Fact.</param>
/// <param name="Test">How.</param>
/// <param name="Area">Name of an area of the pack, or null.</param>
/// <param name="Countries">The countries, where no area is named.</param>
public sealed record CountryIs(string Fact, CountryTest Test, string? Area, CountrySet Countries) : Condition;

/// <summary>How two values are compared.</summary>
public enum Comparison
{
    /// <summary>Not below.</summary>
    AtLeast,
    /// <summary>Above.</summary>
    Above,
    /// <summary>Not above.</summary>
    AtMost,
    /// <summary>Below.</summary>
    Below,
}

/// <summary>A day lies before or after another.</summary>
/// <param name="Fact">Fact.</param>
/// <param name="Test">How; at least means on that day or after it.</param>
/// <param name="Date">The day.</param>
public sealed record DateIs(string Fact, Comparison Test, DateOnly Date) : Condition;

/// <summary>A number stands to another.</summary>
public sealed record Compare(Term Left, Comparison Test, Term Right) : Condition;

/// <summary>A yes-or-no parameter of the pack is yes; open where the wording of the law is.</summary>
public sealed record ParameterIs(string Name) : Condition;

/// <summary>A number of a rule pack: data, not code. Every one is an interval.</summary>
public abstract record Term;

/// <summary>A number as written.</summary>
public sealed record Constant(double Value) : Term;

/// <summary>A parameter of the pack, at the date that decides.</summary>
public sealed record ParameterTerm(string Name) : Term;

/// <summary>A fact.</summary>
public sealed record FactTerm(string Fact) : Term;

/// <summary>How terms are joined.</summary>
public enum Joining
{
    /// <summary>Added up.</summary>
    Sum,
    /// <summary>Multiplied.</summary>
    Product,
    /// <summary>The least.</summary>
    Least,
    /// <summary>The greatest.</summary>
    Most,
    /// <summary>The first less the second.</summary>
    Minus,
    /// <summary>The first divided by the second.</summary>
    Ratio,
}

/// <summary>Several terms joined.</summary>
public sealed record Joined(Joining By, IReadOnlyList<Term> Parts) : Term;

/// <summary>One term or another.</summary>
public sealed record Chosen(Condition If, Term Then, Term Else) : Term;

/// <summary>Number of records of a list, or of different values of one of their facts.</summary>
public sealed record CountOf(string List, Condition? Where, string? Distinct) : Term;

/// <summary>Sum of a term over the records of a list.</summary>
public sealed record TotalOf(string List, Condition? Where, Term Value) : Term;

/// <summary>Share, in per cent, of what some records of a list add up to.</summary>
/// <param name="List">List.</param>
/// <param name="Where">Which records are the part.</param>
/// <param name="Value">What is added up.</param>
/// <param name="Of">The denominator; null for the sum over all records of the list.</param>
public sealed record ShareOf(string List, Condition Where, Term Value, Term? Of) : Term;
