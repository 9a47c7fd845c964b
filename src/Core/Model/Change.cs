namespace Vauban.Core.Model;

/// <summary>What a change does to a field, or that it adds a row.</summary>
public enum ChangeKind
{
    /// <summary>Gives the field a value.</summary>
    Set,
    /// <summary>Multiplies a quantity.</summary>
    Times,
    /// <summary>Adds to a quantity; a negative number takes away.</summary>
    Plus,
    /// <summary>Lowers a quantity to a value where it is above.</summary>
    AtMost,
    /// <summary>Raises a quantity to a value where it is below.</summary>
    AtLeast,
    /// <summary>Adds a row.</summary>
    Add,
}

/// <summary>One condition of a query: the field, seen from the row (<c>country</c>, or through references <c>item.kind</c>), and what it may be.</summary>
/// <param name="Path">Field, or fields joined by points where a reference is followed; <c>place</c> is where a line or an expansion stands.</param>
/// <param name="Values">Any of these: the text of the cell (empty for blank); for countries also <c>inside EU27</c> and <c>touches EU27</c>.</param>
public sealed record ChangeCondition(string Path, IReadOnlyList<string> Values);

/// <summary>One change of rows found by a query. It never deletes a row: what is taken away is a <see cref="Denial"/>.</summary>
/// <param name="Table">Table of the field catalogue.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Place">Where it is written.</param>
public sealed record Change(string Table, ChangeKind Kind, Place Place)
{
    /// <summary>Conditions that must all hold; none: every row of the table.</summary>
    public IReadOnlyList<ChangeCondition> Where { get; init; } = [];

    /// <summary>Field that is altered.</summary>
    public string Field { get; init; } = "";

    /// <summary>Value in file form; of a bound also the name of another quantity field of the row.</summary>
    public string Value { get; init; } = "";

    /// <summary>Unit of the value, where rows have units of their own; it is converted into each row's.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Cells of an added row.</summary>
    public IReadOnlyDictionary<string, string> Cells { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a change found and did.</summary>
/// <param name="Change">Change.</param>
/// <param name="Matched">Rows that its query finds, as addresses (<c>lines/powder-1</c>), in order.</param>
/// <param name="Altered">Of them, rows whose value is another now, under the address they had before.</param>
/// <param name="Unknown">Of them, rows whose value is unknown and stays so.</param>
public sealed record ChangeEffect(Change Change, IReadOnlyList<string> Matched, IReadOnlyList<string> Altered, IReadOnlyList<string> Unknown);

/// <summary>A package with changes applied, and what each of them did.</summary>
/// <param name="Package">The new package.</param>
/// <param name="Effects">One per change, in order.</param>
public sealed record ChangedPackage(Package Package, IReadOnlyList<ChangeEffect> Effects);

/// <summary>A named list of changes: a scenario or a policy measure.</summary>
/// <param name="Name">Short name: letters, digits, hyphens.</param>
/// <param name="Title">Title for people.</param>
/// <param name="About">What it stands for, what it rests on, and its limits.</param>
/// <param name="Changes">Applied one after the other, each to what the earlier ones left.</param>
public sealed record ChangeSet(string Name, string Title, string About, IReadOnlyList<Change> Changes)
{
    /// <summary>Applies the changes to the rows of a package and leaves the package itself alone.</summary>
    /// <param name="package">Package.</param>
    /// <param name="findings">What was found, added to: a query that finds nothing is among it, and every unknown value that stays unknown.</param>
    /// <returns>The new package, or null where a finding is an error.</returns>
    public ChangedPackage? ApplyTo(Package package, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        var found = new FindingCollection();
        var effects = new List<ChangeEffect>();
        foreach (var change in Changes)
        {
            var run = new ChangeRun(package, change, found);
            package = run.Apply();
            effects.Add(run.Effect);
        }
        // Never silent: a warning where no change of the table finds anything, a note where a neighbour does.
        foreach (var lost in found.HasErrors ? [] : effects.Where(e => e.Matched.Count == 0))
            found.Add(effects.Any(e => e.Matched.Count > 0 && e.Change.Table == lost.Change.Table) ? new("N-CHANGE-02", Severity.Note, lost.Change.Place, lost.Change.Table) : new("W-CHANGE-01", Severity.Warning, lost.Change.Place, lost.Change.Table));
        foreach (var finding in found.Sorted()) findings.Add(finding);
        return found.HasErrors ? null : new(package, effects);
    }

    /// <summary>Applies the changes and builds the network again, so that every rule checks the result; the old network stays as it is.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="findings">What was found, added to: of the changes, and of the changed package where the one before did not have it.</param>
    /// <returns>The new network, or null where a finding is an error.</returns>
    public Network? ApplyTo(Network network, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (ApplyTo(network.Package, findings) is not { } changed) return null;
        List<Finding> before = [], after = [];
        NetworkBuilder.Build(network.Package, before);
        var result = NetworkBuilder.Build(changed.Package, after);
        var known = before.Select(Text).ToHashSet(StringComparer.Ordinal);
        foreach (var finding in after.Where(f => !known.Contains(Text(f)))) findings.Add(finding);
        return result;
    }

    static string Text(Finding f) => string.Join('\u001f', [f.Code, f.Place.File, f.Place.Sheet, f.Place.Row?.ToString(System.Globalization.CultureInfo.InvariantCulture), f.Place.Column, f.Place.Id, .. f.Values]);
}
