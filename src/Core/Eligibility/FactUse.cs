namespace Vauban.Core.Eligibility;

/// <summary>A fact that an answer rests on, or that it lacks.</summary>
/// <param name="List">List of the record, or null for the contract itself.</param>
/// <param name="Record">Id of the record; blank for the contract itself, or where the list as a whole is meant.</param>
/// <param name="Fact">Name within the record; blank where the list as a whole is meant. Begins with @ for a parameter of the pack that is open.</param>
/// <param name="Value">What is known of it, or null.</param>
/// <param name="IsMissing">True where the answer is open because this is not known well enough.</param>
public sealed record FactUse(string? List, string Record, string Fact, FactValue? Value, bool IsMissing)
{
    internal static FactUse[] Tidy(IEnumerable<FactUse> uses) =>
        [.. uses.GroupBy(u => (u.List, u.Record, u.Fact)).Select(g => g.FirstOrDefault(u => u.IsMissing) ?? g.First())
            .OrderBy(u => u.List ?? "", StringComparer.Ordinal).ThenBy(u => u.Record, StringComparer.Ordinal).ThenBy(u => u.Fact, StringComparer.Ordinal)];
}

/// <summary>An answer with the facts that explain it.</summary>
readonly record struct Answer(Truth Truth, IReadOnlyList<FactUse> Uses)
{
    public static Answer Yes { get; } = new(Truth.Yes, []);

    /// <summary>Both: a no is explained by what says no alone, and what is open by what is open alone.</summary>
    public static Answer All(IReadOnlyList<Answer> parts) => Joined(parts, parts.Count == 0 ? Truth.Yes : parts.Min(p => p.Truth));

    public static Answer Any(IReadOnlyList<Answer> parts) => Joined(parts, parts.Count == 0 ? Truth.No : parts.Max(p => p.Truth));

    static Answer Joined(IReadOnlyList<Answer> parts, Truth truth) => new(truth, [.. parts.Where(p => p.Truth == truth).SelectMany(p => p.Uses)]);

    public Answer Negated() => this with { Truth = (Truth)(2 - (int)Truth) };
}

/// <summary>An interval with the facts that it rests on; those not known exactly are marked.</summary>
readonly record struct Span(double Low, double High, IReadOnlyList<FactUse> Uses)
{
    public static Span Of(double value) => new(value, value, []);
}
