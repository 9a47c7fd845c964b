using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>Merges the packages of several contributors into one: equal rows join, differing cells stand side by side until somebody decides.</summary>
/// <remarks>The order in which the contributions are given makes no difference.</remarks>
public static class MergeEngine
{
    /// <summary>Word of a decision: rows with the same id are the same thing.</summary>
    public const string Same = "same";

    /// <summary>Word of a decision: rows with the same id are different things and get ids of their own.</summary>
    public const string Apart = "apart";

    /// <summary>Merges packages that were read without errors.</summary>
    /// <exception cref="ArgumentException">There is no contribution, or two have the same label.</exception>
    public static MergeResult Run(IReadOnlyList<Contribution> contributions, MergeOptions options)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        ArgumentNullException.ThrowIfNull(options);
        if (contributions.Count == 0) throw new ArgumentException("Nothing to merge.", nameof(contributions));
        var ordered = contributions.OrderBy(c => c.Label, StringComparer.Ordinal).ToArray();
        if (ordered.Zip(ordered.Skip(1)).FirstOrDefault(p => p.First.Label.Equals(p.Second.Label, StringComparison.OrdinalIgnoreCase)).First is { } twice)
            throw new ArgumentException($"Two contributions are called {twice.Label}.", nameof(contributions));
        var findings = new FindingCollection();
        var decisions = new DecisionBook(ordered, options.Decisions, findings);
        var renamed = MergeIdentity.Apply(ordered, decisions, findings);
        // First what is one thing and what are two; in which cells they differ is asked after that.
        if (decisions.Open.Count > 0) return new(options, null, decisions.Open, decisions.Settled, [], findings.Sorted());
        var rows = new List<MergedRow>();
        var cells = new MergeCells(decisions, options.Policy, findings);
        var tables = FieldCatalog.Tables.Select(t => cells.Join(t, renamed, rows)).ToArray();
        decisions.WarnOfUnused();
        var open = decisions.Open;
        var package = open.Count > 0 || findings.HasErrors ? null : new Package(Head(ordered, options.Name, findings), tables.Where(t => t.Rows.Count > 0));
        return new(options, package, open, decisions.Settled, package is null ? [] : rows, findings.Sorted());
    }

    static PackageHead Head(Contribution[] contributions, string name, FindingCollection findings)
    {
        var heads = contributions.Select(c => c.Package.Head).ToArray();
        var dates = heads.Select(h => h.AsOf).OfType<DateOnly>().Distinct().Order().ToArray();
        if (dates.Length > 1) findings.Add(new Finding("W-MERGE-01", Severity.Warning, new Place(name), string.Join(", ", dates.Select(Dates.Text)), Dates.Text(dates[^1])));
        return new PackageHead(name, Union(heads.Select(h => h.Title)), dates.Length > 0 ? dates[^1] : null, Union(heads.Select(h => h.Description)));
    }

    internal static string Union(IEnumerable<string> texts) => string.Join(" / ", texts.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>Key of a row as places and decisions name it.</summary>
    internal static string KeyText(TableSpec spec, Row row) => string.Join('|', spec.Key.Select(k => row.Cells[spec.IndexOf(k)])).TrimEnd('|');
}

/// <summary>Which conflicts there were, and what was decided about them.</summary>
sealed class DecisionBook
{
    readonly Contribution[] _contributions;
    readonly Dictionary<(string, string, string), MergeDecision> _decisions = [];
    readonly HashSet<MergeDecision> _used = [];
    readonly List<MergeConflict> _open = [], _settled = [];
    readonly FindingCollection _findings;

    public DecisionBook(Contribution[] contributions, IEnumerable<MergeDecision> decisions, FindingCollection findings)
    {
        _contributions = contributions;
        _findings = findings;
        foreach (var decision in decisions.Where(d => !d.IsOpen))
            if (!_decisions.TryAdd((decision.Table, decision.Key, decision.Field), decision))
                findings.Add(new Finding("E-MERGE-02", Severity.Error, decision.Place, decision.Table, decision.Key, decision.Field));
    }

    public List<MergeConflict> Open => _open;

    public List<MergeConflict> Settled => _settled;

    /// <summary>Asks for the decision on a conflict; the conflict is kept as open where there is none that counts.</summary>
    public MergeDecision? Ask(MergeConflict conflict)
    {
        if (_decisions.TryGetValue((conflict.Table, conflict.Key, conflict.Field), out var decision))
        {
            _used.Add(decision);
            if (decision.Said.Length > 0 && decision.Said != conflict.Said)
                _findings.Add(new Finding("W-MERGE-02", Severity.Warning, decision.Place, conflict.Table, conflict.Key, conflict.Field));
            else if (decision.From.Length > 0 && !conflict.Statements.Any(s => s.Label == decision.From))
                _findings.Add(new Finding("E-MERGE-03", Severity.Error, decision.Place, decision.From, Spelling.Nearest(decision.From, _contributions.Select(c => c.Label)) ?? ""));
            else
            {
                _settled.Add(conflict with { Decision = decision });
                return decision;
            }
        }
        _open.Add(conflict);
        return null;
    }

    /// <summary>True where a decision on the conflict counts.</summary>
    public bool Has(MergeConflict conflict) =>
        _decisions.TryGetValue((conflict.Table, conflict.Key, conflict.Field), out var decision) && (decision.Said.Length == 0 || decision.Said == conflict.Said);

    /// <summary>Keeps a conflict that needed no decision.</summary>
    public void Settle(MergeConflict conflict) => _settled.Add(conflict);

    /// <summary>Says that a chosen value cannot stand in its cell.</summary>
    public void Refuse(Finding finding) => _findings.Add(finding);

    public void WarnOfUnused()
    {
        foreach (var decision in _decisions.Values.Where(d => !_used.Contains(d)).OrderBy(d => (d.Table, d.Key, d.Field)))
            _findings.Add(new Finding("N-MERGE-01", Severity.Note, decision.Place, decision.Table, decision.Key, decision.Field));
    }
}
