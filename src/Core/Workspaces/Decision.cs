namespace Vauban.Core.Workspaces;

/// <summary>What is done about a finding.</summary>
public enum DecisionKind
{
    /// <summary>It is lived with.</summary>
    Accept,

    /// <summary>Something is done about it.</summary>
    Mitigate,

    /// <summary>More must be known first.</summary>
    Investigate,
}

/// <summary>What somebody decided about a finding of a workspace. It goes along from snapshot to snapshot while what the finding rests on stays the same.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Finding">Address of the finding: <c>ammunition-155/produce/theta_in</c>. There is one decision for each.</param>
/// <param name="Kind">What is done.</param>
public sealed record Decision(string Workspace, string Finding, DecisionKind Kind)
{
    /// <summary>Id of the person who answers for it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Why.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The last day on which it stands; null for no end.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Hash of the snapshot that was looked at.</summary>
    public string Snapshot { get; init; } = "";

    /// <summary>Hash of the rows that the finding rested on (<see cref="Evidence"/>).</summary>
    public string Inputs { get; init; } = "";

    /// <summary>When it was first made; the store sets it.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Number of saves; 0 before the first. A save must bring the number it read.</summary>
    public long Version { get; init; }
}

/// <summary>How a decision stands against a snapshot.</summary>
public enum DecisionState
{
    /// <summary>It holds.</summary>
    Stands,

    /// <summary>What the finding rests on changed: it must be decided again.</summary>
    Changed,

    /// <summary>Its last day is over: it must be decided again.</summary>
    Expired,

    /// <summary>The snapshot has no such finding; the decision waits, should it come back.</summary>
    Absent,
}

/// <summary>A finding with the decision about it.</summary>
/// <param name="Finding">Address of the finding.</param>
/// <param name="Decision">The decision; null where nobody decided yet.</param>
/// <param name="State">How the decision stands; stands where there is none to fall.</param>
public sealed record DecisionReview(string Finding, Decision? Decision, DecisionState State)
{
    /// <summary>True where somebody must decide: there is no decision, or it fell.</summary>
    public bool IsRaised => Decision is null || State is DecisionState.Changed or DecisionState.Expired;

    /// <summary>Holds decisions against the findings of a snapshot.</summary>
    /// <param name="findings">Address of each finding with the hash of the rows that it rests on.</param>
    /// <param name="decisions">Decisions of the workspace.</param>
    /// <param name="today">The day.</param>
    /// <returns>By address: every finding, and every decision whose finding is absent.</returns>
    public static IReadOnlyList<DecisionReview> Of(IReadOnlyDictionary<string, string> findings, IEnumerable<Decision> decisions, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(decisions);
        var decided = decisions.ToDictionary(d => d.Finding, StringComparer.Ordinal);
        return [.. findings.Keys.Union(decided.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(address =>
        {
            var decision = decided.GetValueOrDefault(address);
            return new DecisionReview(address, decision, StateOf(decision, findings.GetValueOrDefault(address), today));
        })];
    }

    static DecisionState StateOf(Decision? decision, string? inputs, DateOnly today) =>
        decision is null ? DecisionState.Stands
        : inputs is null ? DecisionState.Absent
        : inputs != decision.Inputs ? DecisionState.Changed
        : decision.Expires < today ? DecisionState.Expired : DecisionState.Stands;
}
