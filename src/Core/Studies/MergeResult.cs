using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>A package and who contributed it.</summary>
/// <param name="Label">Short name of the contributor: letters, digits, hyphens; unlike that of every other.</param>
/// <param name="Package">What he contributed.</param>
public sealed record Contribution(string Label, Package Package);

/// <summary>What happens to cells on which contributors differ and nothing was decided.</summary>
public enum ConflictPolicy
{
    /// <summary>They are listed and nothing is merged.</summary>
    Stop,
    /// <summary>Quantities become the interval that holds all statements; everything else is listed and nothing is merged.</summary>
    Widen,
}

/// <summary>Settings of a merge.</summary>
public sealed record MergeOptions
{
    /// <summary>Name of the merged package.</summary>
    public required string Name { get; init; }

    /// <summary>What happens to differing quantities. Default: they are listed.</summary>
    public ConflictPolicy Policy { get; init; } = ConflictPolicy.Stop;

    /// <summary>Decisions kept from earlier merges.</summary>
    public IReadOnlyList<MergeDecision> Decisions { get; init; } = [];
}

/// <summary>A kept decision on one conflict.</summary>
/// <param name="Table">Table.</param>
/// <param name="Key">Id, or the key cells joined by a stroke.</param>
/// <param name="Field">Column; <c>id</c> where the question is whether two rows are the same thing.</param>
/// <param name="Chosen">The value that shall stand; for <c>id</c> the word same or apart. Blank where <paramref name="From"/> names a contributor.</param>
/// <param name="From">Contributor whose value shall stand, or blank.</param>
/// <param name="Reason">Why.</param>
/// <param name="Said">What the contributors said when it was decided; the decision does not count once they say something else. Blank counts always.</param>
/// <param name="Place">Where it stands, for findings.</param>
public sealed record MergeDecision(string Table, string Key, string Field, string Chosen, string From, string Reason, string Said, Place Place)
{
    /// <summary>True where nothing is chosen yet.</summary>
    public bool IsOpen => Chosen.Length == 0 && From.Length == 0;
}

/// <summary>What one contributor says in a cell, and on what ground.</summary>
/// <param name="Label">Contributor.</param>
/// <param name="Value">Value with its unit.</param>
/// <param name="Basis">Basis of his row.</param>
/// <param name="Sources">Sources of his row.</param>
/// <param name="Marking">Marking of his row.</param>
public sealed record MergeStatement(string Label, string Value, string Basis, string Sources, string Marking);

/// <summary>A cell on which contributors differ, side by side.</summary>
/// <param name="Table">Table.</param>
/// <param name="Key">Id, or the key cells joined by a stroke.</param>
/// <param name="Field">Column; <c>id</c> where one id seems to mean two things.</param>
/// <param name="Statements">Who says what, by contributor.</param>
/// <param name="Decision">The decision that settled it, or null.</param>
public sealed record MergeConflict(string Table, string Key, string Field, IReadOnlyList<MergeStatement> Statements, MergeDecision? Decision)
{
    /// <summary>All statements in one text, as a decision keeps it.</summary>
    public string Said => string.Join(" | ", Statements.Select(s => $"{s.Label}: {s.Value}"));
}

/// <summary>A row of the merged package and who stands behind it.</summary>
/// <param name="Table">Table.</param>
/// <param name="Key">Id, or the key cells joined by a stroke.</param>
/// <param name="By">Contributors with the marking that each gave, by contributor.</param>
public sealed record MergedRow(string Table, string Key, IReadOnlyList<(string Label, string Marking)> By);

/// <summary>What a merge gives.</summary>
public sealed class MergeResult
{
    readonly Package? _package;

    internal MergeResult(MergeOptions options, Package? package, IReadOnlyList<MergeConflict> open, IReadOnlyList<MergeConflict> settled, IReadOnlyList<MergedRow> rows, IReadOnlyList<Finding> findings)
    {
        Options = options;
        _package = package;
        Open = open;
        Settled = settled;
        Rows = rows;
        Findings = findings;
    }

    /// <summary>Settings it came from.</summary>
    public MergeOptions Options { get; }

    /// <summary>True where a package came out: no conflict is open and no finding is an error.</summary>
    public bool IsMerged => _package is not null;

    /// <summary>The merged package; rows in order of their keys.</summary>
    /// <exception cref="InvalidOperationException">There is none, because conflicts are open or findings are errors.</exception>
    public Package Package => _package ?? throw new InvalidOperationException($"Not merged: {Open.Count} conflicts are open and {Findings.Count(f => f.Severity == Severity.Error)} findings are errors.");

    /// <summary>Conflicts that wait for a decision.</summary>
    public IReadOnlyList<MergeConflict> Open { get; }

    /// <summary>Conflicts that a decision settled or that became an interval (those have no decision).</summary>
    public IReadOnlyList<MergeConflict> Settled { get; }

    /// <summary>Rows of the merged package with their contributors.</summary>
    public IReadOnlyList<MergedRow> Rows { get; }

    /// <summary>What was found, in one order.</summary>
    public IReadOnlyList<Finding> Findings { get; }
}
