namespace Vauban.Core.Eligibility;

/// <summary>A worked case of a pack.</summary>
/// <param name="Id">Id.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Date">Day of the assessment, or null.</param>
/// <param name="Facts">Facts.</param>
/// <param name="Outcomes">Rules and what they come to.</param>
/// <param name="Figures">Figures and what they come to.</param>
/// <param name="Choices">Choices and the answer; blank where evidence is missing.</param>
/// <param name="States">Machines and the state they are in, with the last day of its period and the latest after a renewal; null where not told.</param>
public sealed record PackCase(string Id, string Title, DateOnly? Date, FactSet Facts, IReadOnlyDictionary<string, Outcome> Outcomes, IReadOnlyDictionary<string, Model.Quantity> Figures,
    IReadOnlyDictionary<string, string> Choices, IReadOnlyDictionary<string, ExpectedState> States);

/// <summary>The state a case expects.</summary>
public sealed record ExpectedState(string State, DateOnly? Until, DateOnly? NextUntil);

/// <summary>A case that does not come out as written.</summary>
public sealed record CaseFailure(string Case, string Rule, string Expected, string Found);

/// <summary>Which outcomes the cases of a pack show of a rule.</summary>
public sealed record RuleCoverage(string Rule, int Met, int NotMet, int Missing, int NotApplicable)
{
    /// <summary>True where no case can fail it, so that nobody would notice if it were wrong.</summary>
    public bool CannotFail => NotMet == 0;

    /// <summary>True where each of the three outcomes has a case.</summary>
    public bool IsComplete => Met > 0 && NotMet > 0 && Missing > 0;
}

/// <summary>What the cases of a pack show.</summary>
/// <param name="Pack">Pack.</param>
/// <param name="Cases">Number of cases.</param>
/// <param name="Failures">Cases that do not come out as written.</param>
/// <param name="Coverage">Every rule.</param>
/// <param name="Uncased">Figures, choices and machines that no case works out.</param>
public sealed record PackCheckResult(Pack Pack, int Cases, IReadOnlyList<CaseFailure> Failures, IReadOnlyList<RuleCoverage> Coverage, IReadOnlyList<string> Uncased)
{
    static readonly string[] Languages = ["fr", "de"];

    /// <summary>Languages other than English in which texts shown to people are missing, with how many; English stands in for them.</summary>
    public IReadOnlyList<(string Language, int Missing)> Untranslated { get; } = [.. Languages.Select(l => (l, Pack.Wordings.Count(w => !w.Has(l)))).Where(l => l.Item2 > 0)];

    /// <summary>True where all cases come out and every rule can fail.</summary>
    public bool IsSound => Failures.Count == 0 && Uncased.Count == 0 && Coverage.All(c => !c.CannotFail);
}

/// <summary>Plays the cases of a pack.</summary>
public static class PackCheck
{
    /// <summary>Plays all cases and counts what they show.</summary>
    public static PackCheckResult Run(Pack pack, IReadOnlyList<PackCase> cases, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(cases);
        var failures = new List<CaseFailure>();
        var seen = new List<(string Rule, Outcome Outcome)>();
        var worked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var at in cases)
        {
            var result = EligibilityEngine.Run(pack, at.Facts, at.Date, stop);
            foreach (var (rule, expected) in at.Outcomes.OrderBy(o => o.Key, StringComparer.Ordinal))
            {
                var found = result.Rules.FirstOrDefault(r => r.Rule.Head.Id == rule)?.Outcome;
                if (found == expected) seen.Add((rule, expected));
                else failures.Add(new(at.Id, rule, Word(expected), found is { } outcome ? Word(outcome) : "-"));
            }
            foreach (var (id, expected) in at.Figures.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                worked.Add(id);
                var found = result.Figures.FirstOrDefault(f => f.Figure.Head.Id == id);
                if (found is null || !Close(found.Low, Math.Max(0, expected.Low)) || !Close(found.High, expected.High)) failures.Add(new(at.Id, id, expected.ToString(), found is null ? "-" : new Ends(found.Low, found.High).ToString()));
            }
            foreach (var (id, expected) in at.Choices.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                worked.Add(id);
                var found = result.Choices.FirstOrDefault(c => c.Choice.Head.Id == id);
                if (found is null || (found.Option?.Id ?? "") != expected) failures.Add(new(at.Id, id, expected.Length > 0 ? expected : Word(Outcome.Missing), found?.Option?.Id ?? Word(Outcome.Missing)));
            }
            foreach (var (id, expected) in at.States.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                worked.Add(id);
                var found = result.Machines.FirstOrDefault(m => m.Machine.Head.Id == id);
                var shown = found is null ? null : new ExpectedState(found.State.Id, expected.Until is null ? null : found.Until, expected.NextUntil is null ? null : found.NextUntil);
                if (shown != expected) failures.Add(new(at.Id, id, expected.ToString(), shown?.ToString() ?? "-"));
            }
        }
        RuleCoverage[] coverage = [.. pack.Rules.Select(r => r.Head.Id).Select(id => new RuleCoverage(id, Count(id, Outcome.Met), Count(id, Outcome.NotMet), Count(id, Outcome.Missing), Count(id, Outcome.NotApplicable)))];
        return new(pack, cases.Count, failures, coverage,
            [.. pack.Figures.Select(f => f.Head.Id).Concat(pack.Choices.Select(c => c.Head.Id)).Concat(pack.Machines.Select(m => m.Head.Id)).Where(id => !worked.Contains(id))]);

        int Count(string id, Outcome outcome) => seen.Count(s => s.Rule == id && s.Outcome == outcome);
    }

    static bool Close(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Max(Math.Abs(a), Math.Abs(b));

    /// <summary>Word of an outcome, as files write it.</summary>
    public static string Word(Outcome outcome) => outcome switch { Outcome.Met => "met", Outcome.NotMet => "not-met", Outcome.Missing => "missing", _ => "not-applicable" };

    readonly record struct Ends(double Low, double High)
    {
        public override string ToString() => Low == High ? Model.Quantity.Text(Low) : $"{Model.Quantity.Text(Low)}..{(double.IsInfinity(High) ? "" : Model.Quantity.Text(High))}";
    }
}
