namespace Vauban.Core.Eligibility;

/// <summary>Checks the facts of a contract against a rule pack. Indicative: it says whether facts agree with a rule as it was read, never what an authority will decide.</summary>
public static class EligibilityEngine
{
    /// <summary>Checks every rule.</summary>
    /// <param name="pack">Pack.</param>
    /// <param name="facts">Facts; the order of records and facts does not matter.</param>
    /// <param name="date">Day of the assessment: stands in for a decisive date that the facts do not state. Null: such a date is missing.</param>
    /// <param name="stop">Cancels.</param>
    public static EligibilityResult Run(Pack pack, FactSet facts, DateOnly? date, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(facts);
        var rules = new List<RuleResult>();
        foreach (var rule in pack.Rules)
        {
            stop.ThrowIfCancellationRequested();
            rules.Add(Check(pack, rule, facts, date));
        }
        return new(pack, facts, date, rules, [.. pack.Figures.Select(f => Work(pack, f, facts, date))], [.. pack.Choices.Select(c => Choose(pack, c, facts, date))], [.. pack.Machines.Select(m => m.Play(facts.History, date))]);
    }

    /// <summary>The day that decides for a part of a pack: the fact that it names, else the day of the assessment.</summary>
    internal static DateOnly? DateOf(PackHead head, FactSet facts, DateOnly? date) => head.Decisive.Length == 0 ? date : facts.Root.Facts.GetValueOrDefault(head.Decisive)?.Date ?? date;

    /// <summary>Whether a part applies on a day: yes, no, or missing where it has dates and the day is not known.</summary>
    internal static Truth IsInForce(DateOnly? from, DateOnly? to, DateOnly? day) =>
        from is null && to is null ? Truth.Yes : day is null ? Truth.Missing : (from is null || day >= from) && (to is null || day <= to) ? Truth.Yes : Truth.No;

    static RuleResult Check(Pack pack, PackRule rule, FactSet facts, DateOnly? date)
    {
        var day = DateOf(rule.Head, facts, date);
        var force = Dated(rule.Head, facts, day, IsInForce(rule.Head.From, rule.Head.To, day));
        if (force.Truth == Truth.No) return new(rule, Outcome.NotApplicable, day, null, force.Uses, [], [], null);
        var at = new Evaluation(pack, facts, day);
        var applies = rule.Applies is null ? Answer.Yes : at.Of(rule.Applies);
        if (applies.Truth == Truth.No) return new(rule, Outcome.NotApplicable, day, null, FactUse.Tidy(applies.Uses), [], [], null);
        var plain = at.Of(rule.Requires);
        var ways = rule.Derogations.Select(d => (Derogation: d, Answer: Answer.All([Dated(rule.Head, facts, day, IsInForce(d.From, d.To, day)), at.Of(d.When)]))).ToArray();
        var requires = Answer.Any([plain, .. ways.Select(w => w.Answer)]);
        // A rule that may not apply is met where what it requires is known to hold, else open.
        var all = Answer.Any([Answer.All([force, applies]).Negated(), requires]);
        var uses = FactUse.Tidy(all.Truth == Truth.Yes ? [.. applies.Uses, .. requires.Uses] : all.Truth == Truth.No ? [.. applies.Uses, .. plain.Uses, .. ways.SelectMany(w => w.Answer.Uses)] : [.. all.Uses, .. plain.Uses]);
        var outcome = all.Truth switch { Truth.Yes => Outcome.Met, Truth.No => Outcome.NotMet, _ => Outcome.Missing };
        var by = outcome == Outcome.Met && plain.Truth != Truth.Yes ? ways.FirstOrDefault(w => w.Answer.Truth == Truth.Yes).Derogation : null;
        return new(rule, outcome, day, by, [.. uses.Where(u => u.Value is not null || u.Fact.Length == 0 && !u.IsMissing)], outcome == Outcome.Missing ? FactUse.Tidy(all.Uses.Where(u => u.IsMissing)) : [],
            outcome == Outcome.NotMet ? Change(pack, rule, facts, day) : [], Measure(at, rule.Requires));
    }

    static Answer Dated(PackHead head, FactSet facts, DateOnly? day, Truth truth) =>
        new(truth, head.Decisive.Length == 0 || truth == Truth.Yes && head.From is null && head.To is null ? [] : [new(null, "", head.Decisive, facts.Root.Facts.GetValueOrDefault(head.Decisive), truth == Truth.Missing && day is null)]);

    static IReadOnlyList<TurnStep> Change(Pack pack, PackRule rule, FactSet facts, DateOnly? day)
    {
        var turning = new Turning(pack, facts, day);
        return rule.Derogations.Where(d => IsInForce(d.From, d.To, day) == Truth.Yes).Select(d => turning.To(d.When, true)).Prepend(turning.To(rule.Requires, true)).MinBy(Turning.Weight)!;
    }

    // The one comparison of numbers that a rule consists of, for those who want to see how far it is from its limit.
    static MeasuredTerm? Measure(Evaluation at, Condition condition)
    {
        if (condition is AllOf { Parts: var parts } && parts.OfType<Compare>().ToArray() is [var only]) condition = only;
        if (condition is not Compare compare) return null;
        var (left, right) = (at.Of(compare.Left), at.Of(compare.Right));
        return new(left.Low, left.High, compare.Test, right.Low, compare.Left is ShareOf);
    }

    static FigureResult Work(Pack pack, PackFigure figure, FactSet facts, DateOnly? date)
    {
        var day = DateOf(figure.Head, facts, date);
        if (IsInForce(figure.Head.From, figure.Head.To, day) is var force && force != Truth.Yes)
            return new(figure, force != Truth.No, 0, double.PositiveInfinity, [], force == Truth.No ? [] : [new(null, "", figure.Head.Decisive, null, true)]);
        var span = new Evaluation(pack, facts, day).Of(figure.Value);
        var uses = FactUse.Tidy(span.Uses);
        var (low, high) = (Evaluation.Tidy(span.Low), Evaluation.Tidy(span.High));
        return new(figure, true, low, high, [.. uses.Where(u => u.Value is not null)], low == high ? [] : [.. uses.Where(u => u.IsMissing)]);
    }

    static ChoiceResult Choose(Pack pack, PackChoice choice, FactSet facts, DateOnly? date)
    {
        var day = DateOf(choice.Head, facts, date);
        if (IsInForce(choice.Head.From, choice.Head.To, day) == Truth.No) return new(choice, false, null, [], [], []);
        var at = new Evaluation(pack, facts, day);
        var possible = new List<ChoiceOption>();
        var uses = new List<FactUse>();
        foreach (var option in choice.Options)
        {
            var answer = option.When is null ? Answer.Yes : at.Of(option.When);
            uses.AddRange(answer.Uses);
            if (answer.Truth == Truth.No) continue;
            possible.Add(option);
            if (answer.Truth == Truth.Yes) break;
        }
        var tidy = FactUse.Tidy(uses);
        return new(choice, true, possible is [var only] ? only : null, possible, [.. tidy.Where(u => u.Value is not null)], possible.Count == 1 ? [] : [.. tidy.Where(u => u.IsMissing)]);
    }
}
