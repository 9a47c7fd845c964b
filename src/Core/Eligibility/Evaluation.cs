using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Eligibility;

/// <summary>Evaluates the predicates of one pack on the facts of one case at one decisive date.</summary>
/// <remarks>Kleene's three-valued logic and interval arithmetic are both monotone in what is known: knowing less (a wider interval, a fact
/// taken away) turns a firm answer into "missing" at most, never the other way round.</remarks>
sealed partial class Evaluation(Pack pack, FactSet facts, DateOnly? date)
{
    static readonly Answer Unlisted = new(Truth.Missing, []);

    /// <summary>The fact's own record, or the contract; null where not stated.</summary>
    FactValue? Find(string fact, FactRecord? record) =>
        (fact.StartsWith('.') ? record!.Facts.GetValueOrDefault(fact[1..]) : facts.Root.Facts.GetValueOrDefault(fact)) is { IsKnown: true } value ? value : null;

    static FactUse Use(string fact, string? list, FactRecord? record, FactValue? value, bool isMissing) =>
        fact.StartsWith('.') ? new(list, record!.Id, fact[1..], value, isMissing) : new(null, "", fact, value, isMissing);

    public Answer Of(Condition condition, string? list = null, FactRecord? record = null) => condition switch
    {
        AllOf all => Answer.All([.. all.Parts.Select(p => Of(p, list, record))]),
        AnyOf any => Answer.Any([.. any.Parts.Select(p => Of(p, list, record))]),
        NotThat not => Of(not.Part, list, record).Negated(),
        Every every => Quantified(every.List, r => every.Where is null ? Of(every.Then, every.List, r) : Answer.Any([Of(every.Where, every.List, r).Negated(), Of(every.Then, every.List, r)]), Answer.All),
        Some some => Quantified(some.List, r => Of(some.Where, some.List, r), Answer.Any),
        FlagIs flag => Known(flag.Fact, list, record, v => v.Flag == flag.Value ? Truth.Yes : Truth.No),
        WordIs word => Known(word.Fact, list, record, v => word.Words.Contains(v.Word, StringComparer.Ordinal) ? Truth.Yes : Truth.No),
        DateIs day => Known(day.Fact, list, record, v => Holds(v.Date!.Value.CompareTo(day.Date), day.Test) ? Truth.Yes : Truth.No),
        CountryIs country => Known(country.Fact, list, record, v => In(v, country)),
        Compare compare => Compared(Of(compare.Left, list, record), compare.Test, Of(compare.Right, list, record)),
        ParameterIs parameter => Flag(parameter.Name),
        _ => throw new ArgumentException($"No condition: {condition.GetType().Name}."),
    };

    // Over a list that is not stated nothing is known.
    Answer Quantified(string list, Func<FactRecord, Answer> each, Func<IReadOnlyList<Answer>, Answer> join) =>
        facts.Lists.TryGetValue(list, out var records) ? join([.. records.Select(each)]) is var answer && records.Count == 0 ? answer with { Uses = [new(list, "", "", null, false)] } : answer
        : Unlisted with { Uses = [new(list, "", "", null, true)] };

    Answer Known(string fact, string? list, FactRecord? record, Func<FactValue, Truth> test)
    {
        var value = Find(fact, record);
        var truth = value is null ? Truth.Missing : test(value);
        return new(truth, [Use(fact, list, record, value, truth == Truth.Missing)]);
    }

    Truth In(FactValue value, CountryIs test)
    {
        var areas = test.Area is { } name ? pack.Areas[name].Periods.Where(p => Counts(p.From, p.To)).Select(p => p.Countries).ToArray() : [test.Countries];
        // Before the first and after the last period nobody knows the area; without a date all periods may count.
        if (areas.Length == 0) return Truth.Missing;
        var all = areas.Select(a => In(value, test.Test, a)).Distinct().ToArray();
        return all.Length == 1 ? all[0] : Truth.Missing;
    }

    static Truth In(FactValue value, CountryTest test, CountrySet area) =>
        value.Countries.IsSubsetOf(area) ? value.IsOpen ? Truth.Missing : Truth.Yes
        : test == CountryTest.AllInside || !value.Countries.Intersects(area) ? Truth.No : Truth.Missing;

    bool Counts(DateOnly? from, DateOnly? to) => date is not { } day || ((from is null || day >= from) && (to is null || day <= to));

    Answer Flag(string name)
    {
        var values = pack.Parameters[name].Periods.Where(p => Counts(p.From, p.To)).Select(p => p.Flag).Distinct().ToArray();
        return values is [{ } only] ? new(only ? Truth.Yes : Truth.No, []) : new(Truth.Missing, [new(null, "", "@" + name, null, true)]);
    }

    static bool Holds(int order, Comparison test) => test switch { Comparison.AtLeast => order >= 0, Comparison.Above => order > 0, Comparison.AtMost => order <= 0, _ => order < 0 };

    static Answer Compared(Span left, Comparison test, Span right)
    {
        // The ends that make it hold most and least easily.
        var truth = test is Comparison.AtLeast or Comparison.Above
            ? Holds(Order(left.Low, right.High), test) ? Truth.Yes : Holds(Order(left.High, right.Low), test) ? Truth.Missing : Truth.No
            : Holds(Order(left.High, right.Low), test) ? Truth.Yes : Holds(Order(left.Low, right.High), test) ? Truth.Missing : Truth.No;
        return new(truth, [.. left.Uses.Concat(right.Uses).Select(u => truth == Truth.Missing ? u : u with { IsMissing = false })]);
    }

    static int Order(double a, double b) => Tidy(a).CompareTo(Tidy(b));

    /// <summary>Twelve significant digits: a limit of 35 per cent must not be missed by the last bit of a division. Monotone, so no answer turns firm.</summary>
    internal static double Tidy(double value) => double.IsFinite(value) ? double.Parse(value.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;
}
