namespace Vauban.Core.Eligibility;

/// <summary>What one rule comes to, and why.</summary>
/// <param name="Rule">Rule.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Date">Day that decided which law applies, or null where none is known.</param>
/// <param name="By">Way out that makes it met, or null where it is met as it stands.</param>
/// <param name="Evidence">Facts that the outcome rests on.</param>
/// <param name="Missing">Facts that are missing to decide.</param>
/// <param name="Change">Fewest changes that would make it met; empty unless it is not met.</param>
/// <param name="Measured">The number that the rule compares, where it compares one; null otherwise.</param>
public sealed record RuleResult(PackRule Rule, Outcome Outcome, DateOnly? Date, Derogation? By, IReadOnlyList<FactUse> Evidence, IReadOnlyList<FactUse> Missing, IReadOnlyList<TurnStep> Change, MeasuredTerm? Measured);

/// <summary>A number that a rule compares with a limit.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end; infinite where open.</param>
/// <param name="Test">How it must stand to the limit.</param>
/// <param name="Limit">The limit (its lower end).</param>
/// <param name="IsShare">True for per cent.</param>
public sealed record MeasuredTerm(double Low, double High, Comparison Test, double Limit, bool IsShare);

/// <summary>A number that a pack works out.</summary>
/// <param name="Figure">Figure.</param>
/// <param name="Applies">False outside its dates.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end; infinite where open.</param>
/// <param name="Evidence">Facts that it rests on.</param>
/// <param name="Missing">Facts that would make it one number.</param>
public sealed record FigureResult(PackFigure Figure, bool Applies, double Low, double High, IReadOnlyList<FactUse> Evidence, IReadOnlyList<FactUse> Missing)
{
    /// <summary>True for one number.</summary>
    public bool IsExact => Applies && Low == High;
}

/// <summary>What a choice comes to.</summary>
/// <param name="Choice">Choice.</param>
/// <param name="Applies">False outside its dates.</param>
/// <param name="Option">Answer; null where evidence is missing.</param>
/// <param name="Possible">Answers that are still possible.</param>
/// <param name="Evidence">Facts that it rests on.</param>
/// <param name="Missing">Facts that are missing to decide.</param>
public sealed record ChoiceResult(PackChoice Choice, bool Applies, ChoiceOption? Option, IReadOnlyList<ChoiceOption> Possible, IReadOnlyList<FactUse> Evidence, IReadOnlyList<FactUse> Missing);

/// <summary>An indicative self-assessment against one pack. It is no decision: the granting or national authority decides.</summary>
/// <param name="Pack">Pack.</param>
/// <param name="Facts">Facts it was made on.</param>
/// <param name="Date">Day of the assessment, or null.</param>
/// <param name="Rules">Rules in the order of the pack.</param>
/// <param name="Figures">Figures in the order of the pack.</param>
/// <param name="Choices">Choices in the order of the pack.</param>
/// <param name="Machines">States at the day of the assessment.</param>
public sealed record EligibilityResult(Pack Pack, FactSet Facts, DateOnly? Date, IReadOnlyList<RuleResult> Rules, IReadOnlyList<FigureResult> Figures, IReadOnlyList<ChoiceResult> Choices, IReadOnlyList<MachineResult> Machines)
{
    /// <summary>All rules that decide together: not met if one is not, else missing if one is, else met; not applicable where none applies.</summary>
    public Outcome Outcome
    {
        get
        {
            var all = Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome != Outcome.NotApplicable).Select(r => r.Outcome).ToArray();
            return all.Length == 0 ? Outcome.NotApplicable : all.Contains(Outcome.NotMet) ? Outcome.NotMet : all.Contains(Outcome.Missing) ? Outcome.Missing : Outcome.Met;
        }
    }
}
