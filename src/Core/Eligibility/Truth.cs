namespace Vauban.Core.Eligibility;

/// <summary>An answer of three values; the order is that of Kleene's logic, so that "and" is the least and "or" the greatest.</summary>
public enum Truth
{
    /// <summary>Known not to hold.</summary>
    No = 0,
    /// <summary>Not decided by what is known.</summary>
    Missing = 1,
    /// <summary>Known to hold.</summary>
    Yes = 2,
}

/// <summary>What a rule comes to.</summary>
public enum Outcome
{
    /// <summary>What is known agrees with the rule as read.</summary>
    Met,
    /// <summary>What is known does not agree with it.</summary>
    NotMet,
    /// <summary>Evidence is missing.</summary>
    Missing,
    /// <summary>It does not apply: outside its dates, or to other cases.</summary>
    NotApplicable,
}
