namespace Vauban.Core.Eligibility;

/// <summary>What kind of change a step is.</summary>
public enum StepKind
{
    /// <summary>A fact must have another value.</summary>
    Value,
    /// <summary>A number must rise.</summary>
    Raise,
    /// <summary>A number must fall.</summary>
    Lower,
    /// <summary>A list needs more records of a kind.</summary>
    Add,
    /// <summary>A list must lose records of a kind.</summary>
    Remove,
    /// <summary>It cannot be changed by facts: the wording of the law is open.</summary>
    Open,
}

/// <summary>One change that a rule needs.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="List">List, or null.</param>
/// <param name="Record">Record, or blank.</param>
/// <param name="Fact">Fact or facts, or blank.</param>
/// <param name="Value">Value that it must have: a word, an area, a day, a limit.</param>
/// <param name="Delta">By how much a number must change, at least; how many records.</param>
/// <param name="Records">Records whose change would do, largest first.</param>
public sealed record TurnStep(StepKind Kind, string? List, string Record, string Fact, string Value, double Delta, IReadOnlyList<string> Records)
{
    /// <summary>Number of single changes.</summary>
    public int Weight => Kind == StepKind.Open ? 1000 : Kind is StepKind.Add or StepKind.Remove ? (int)Math.Clamp(Delta, 1, 1000) : Math.Max(1, Records.Count);
}

/// <summary>Finds the fewest changes of facts that turn a predicate, part by part: all that stand in the way of "and", the cheapest of "or".</summary>
sealed class Turning(Pack pack, FactSet facts, DateOnly? date)
{
    readonly Evaluation _now = new(pack, facts, date);

    /// <summary>Steps that make a condition hold (or not); empty where it does already.</summary>
    public IReadOnlyList<TurnStep> To(Condition condition, bool wanted, string? list = null, FactRecord? record = null)
    {
        if (_now.Of(condition, list, record).Truth == (wanted ? Truth.Yes : Truth.No)) return [];
        return condition switch
        {
            NotThat not => To(not.Part, !wanted, list, record),
            AllOf all => wanted ? Together(all.Parts, true, list, record) : Cheapest(all.Parts, false, list, record),
            AnyOf any => wanted ? Cheapest(any.Parts, true, list, record) : Together(any.Parts, false, list, record),
            Every every => Quantified(every.List, wanted, r => wanted || every.Where is null ? To(every.Then, wanted, every.List, r) : [.. To(every.Where, true, every.List, r), .. To(every.Then, false, every.List, r)],
                r => every.Where is null || _now.Of(every.Where, every.List, r).Truth != Truth.No),
            Some some => Quantified(some.List, !wanted, r => To(some.Where, wanted, some.List, r), _ => true),
            FlagIs flag => [Step(flag.Fact, list, record, flag.Value == wanted ? "yes" : "no")],
            WordIs word => [Step(word.Fact, list, record, (wanted ? "" : "not ") + string.Join(" / ", word.Words))],
            DateIs day => [Step(day.Fact, list, record, Sign(wanted ? day.Test : Opposite(day.Test)) + " " + Model.Dates.Text(day.Date))],
            CountryIs country => [Step(country.Fact, list, record, (wanted ? "" : "not ") + (country.Area is { } area ? "#" + area : country.Countries.ToString()))],
            Compare compare => Number(compare.Left, wanted ? compare.Test : Opposite(compare.Test), _now.Of(compare.Left, list, record), _now.Of(compare.Right, list, record), list, record),
            ParameterIs parameter => [new(StepKind.Open, null, "", "@" + parameter.Name, "", 0, [])],
            _ => [],
        };
    }

    IReadOnlyList<TurnStep> Together(IEnumerable<Condition> parts, bool wanted, string? list, FactRecord? record) => Distinct(parts.SelectMany(p => To(p, wanted, list, record)));

    IReadOnlyList<TurnStep> Cheapest(IEnumerable<Condition> parts, bool wanted, string? list, FactRecord? record) => parts.Select(p => To(p, wanted, list, record)).MinBy(Weight) ?? [];

    internal static int Weight(IReadOnlyList<TurnStep> steps) => steps.Sum(s => s.Weight);

    static TurnStep[] Distinct(IEnumerable<TurnStep> steps) => [.. steps.DistinctBy(s => (s.Kind, s.List, s.Record, s.Fact, s.Value))];

    // All records must turn, or one of them; where there is none to turn, the list needs another one.
    IReadOnlyList<TurnStep> Quantified(string list, bool all, Func<FactRecord, IReadOnlyList<TurnStep>> turn, Func<FactRecord, bool> chosen)
    {
        var records = facts.Lists.GetValueOrDefault(list)?.Where(chosen).OrderBy(r => r.Id, StringComparer.Ordinal).ToArray();
        if (records is null) return [new(StepKind.Value, list, "", "", "", 0, [])];
        if (all) return Distinct(records.SelectMany(turn));
        return records.Select(turn).MinBy(Weight) ?? [new(StepKind.Add, list, "", "", "", 1, [])];
    }

    static TurnStep Step(string fact, string? list, FactRecord? record, string value) =>
        fact.StartsWith('.') ? new(StepKind.Value, list, record!.Id, fact[1..], value, 0, []) : new(StepKind.Value, null, "", fact, value, 0, []);

    static Comparison Opposite(Comparison test) => test switch { Comparison.AtLeast => Comparison.Below, Comparison.Above => Comparison.AtMost, Comparison.AtMost => Comparison.Above, _ => Comparison.AtLeast };

    static string Sign(Comparison test) => test switch { Comparison.AtLeast => ">=", Comparison.Above => ">", Comparison.AtMost => "<=", _ => "<" };

    IReadOnlyList<TurnStep> Number(Term left, Comparison test, Span have, Span limit, string? list, FactRecord? record)
    {
        var up = test is Comparison.AtLeast or Comparison.Above;
        var delta = Evaluation.Tidy(up ? limit.High - have.Low : have.High - limit.Low);
        var value = $"{Sign(test)} {Model.Quantity.Text(up ? limit.High : limit.Low)}";
        var kind = up ? StepKind.Raise : StepKind.Lower;
        switch (left)
        {
            case FactTerm { Fact: var fact }: return [(Step(fact, list, record, value)) with { Kind = kind, Delta = delta }];
            case CountOf count:
                var missing = Math.Max(1, Math.Ceiling(delta) + (test is Comparison.Above or Comparison.Below && delta == Math.Floor(delta) ? 1 : 0));
                return [new(up ? StepKind.Add : StepKind.Remove, count.List, "", count.Distinct ?? "", value, missing, [])];
            case ShareOf share: return [new(kind, share.List, "", string.Join(", ", Names(share.Value)), value, delta, Moved(share, test, limit))];
            default: return [new(kind, null, "", string.Join(", ", Names(left).Distinct()), value, delta, [])];
        }
    }

    static IEnumerable<string> Names(Term term) => term switch
    {
        FactTerm fact => [fact.Fact],
        Joined joined => joined.Parts.SelectMany(Names),
        Chosen chosen => Names(chosen.Then).Concat(Names(chosen.Else)),
        TotalOf total => Names(total.Value).Select(n => n.StartsWith('.') ? total.List + n : n),
        ShareOf share => Names(share.Value).Select(n => n.StartsWith('.') ? share.List + n : n),
        CountOf count => [count.List],
        _ => [],
    };

    // The fewest records that must change sides: always the largest of those on the wrong side.
    string[] Moved(ShareOf share, Comparison test, Span limit)
    {
        var up = test is Comparison.AtLeast or Comparison.Above;
        var wrong = facts.Lists.GetValueOrDefault(share.List, []).Select(r => (r.Id, In: _now.Of(share.Where, share.List, r).Truth, Value: _now.Of(share.Value, share.List, r)))
            .Where(r => up ? r.In != Truth.Yes : r.In != Truth.No).OrderByDescending(r => r.Value.High).ThenBy(r => r.Id, StringComparer.Ordinal).ToArray();
        for (var n = 1; n <= wrong.Length; n++)
        {
            var turned = wrong.Take(n).Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
            if (_now.Holds(share, test, limit, turned, up)) return [.. wrong.Take(n).Select(w => w.Id)];
        }
        return [];
    }
}
