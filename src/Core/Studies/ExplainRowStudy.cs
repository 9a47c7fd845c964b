using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>Explains a row of a package by its address: what it says in the three readings, what it rests on, which goals need it and where
/// it binds.</summary>
public static class ExplainRowStudy
{
    // Columns that are read as a supply (more is better) or as a need (less is better), with the column of their unit.
    static readonly (string Table, string Field, string UnitField, bool IsNeed)[] ReadColumns =
    [
        ("lines", "capacity", "capacity_unit", false), ("lines", "recovery_days", "", true), ("totals", "capacity", "capacity_unit", false), ("stocks", "quantity", "", false),
        ("recipes", "quantity", "quantity_unit", true), ("goals", "rate", "rate_unit", true), ("links", "switch_days", "", true),
    ];

    static readonly string[] Suppliers = ["lines", "totals", "items", "parties", "sites"];

    /// <summary>Addresses of the rows of one table, or of all, in order.</summary>
    /// <param name="package">Package.</param>
    /// <param name="table">Table, or null for all.</param>
    public static IEnumerable<string> Addresses(Package package, string? table = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        return package.Tables.Where(t => table is null || t.Spec.Name == table).SelectMany(t => t.Rows.Select(r => $"{t.Spec.Name}/{Key(t, r)}"));
    }

    /// <summary>Explains a row, or gives null where no row has that address.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="address">Address: table and key, for example <c>lines/powder-1</c> or <c>recipes/radio||board</c>.</param>
    /// <param name="reading">Reading of the terms.</param>
    /// <param name="options">Settings; the first perimeter counts.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Cancels.</param>
    public static ExplainRowResult? Run(Network network, string address, Reading reading, SovereigntyOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        if (Find(network.Package, address) is not ({ } table, { } row)) return null;
        var counted = network.At(options.At, options.Status);
        var sources = table.Spec.Find("source") >= 0 ? table.Cell(row, "source").Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        var provenance = Provenances(network).FirstOrDefault(p => p.Address == address);
        var result = new ExplainRowResult
        {
            Address = address, Network = counted, Options = options, Reading = reading, Table = table.Spec,
            Cells = [.. table.Spec.Fields.Zip(row.Cells).Where(c => c.Second.Length > 0)],
            Sources = [.. sources.Select(id => network.Sources.FirstOrDefault(s => s.Id == id)).OfType<Source>()],
            Counts = provenance is null ? null : Provenances(counted).Any(p => p.Address == address),
            IsTrusted = provenance?.Trusted ?? true,
            Readings = [.. ReadColumns.Where(c => c.Table == table.Spec.Name).Select(c => Read(network, table, row, c, provenance?.Trusted ?? true)).OfType<RowReadings>()],
            CanBind = Suppliers.Contains(table.Spec.Name),
        };
        return result.Counts == true ? Matter(result, Subject.Of(counted, address), options, solver, stop) : result;
    }

    static string Key(Table table, Row row) => string.Join('|', table.Spec.Key.Select(k => table.Cell(row, k))).TrimEnd('|');

    static (Table?, Row?) Find(Package package, string address)
    {
        var stroke = address.IndexOf('/', StringComparison.Ordinal);
        if (stroke < 0 || FieldCatalog.Find(address[..stroke]) is not { } spec) return default;
        var table = package[spec.Name];
        return (table, table.Rows.FirstOrDefault(r => Key(table, r) == address[(stroke + 1)..]));
    }

    static IEnumerable<Provenance> Provenances(Network n) =>
        n.Parties.Select(r => r.From).Concat(n.Ownerships.Select(r => r.From)).Concat(n.Sites.Select(r => r.From)).Concat(n.Technologies.Select(r => r.From)).Concat(n.Items.Select(r => r.From))
            .Concat(n.Lines.Select(r => r.From)).Concat(n.Totals.Select(r => r.From)).Concat(n.Recipes.Select(r => r.From)).Concat(n.Links.Select(r => r.From))
            .Concat(n.Stocks.Select(r => r.From)).Concat(n.Goals.Select(r => r.From)).Concat(n.Restrictions.Select(r => r.From));

    static RowReadings? Read(Network network, Table table, Row row, (string Table, string Field, string UnitField, bool IsNeed) column, bool isTrusted)
    {
        if (!Quantity.TryParse(table.Cell(row, column.Field), out var value)) return null;
        // Days that are not stated are taken from the settings, not from the row.
        if (!value.IsKnown && column.UnitField.Length == 0) return null;
        var unit = column.UnitField.Length > 0 ? table.Cell(row, column.UnitField) : table.Spec.Fields[table.Spec.IndexOf(column.Field)].Unit ?? "";
        if (unit.Length == 0 && network.Items.FirstOrDefault(i => i.Id == table.Cell(row, column.Table == "recipes" ? "input" : "item")) is { } item) unit = item.Unit.Text;
        var spec = table.Spec.Fields[table.Spec.IndexOf(column.Field)];
        if (column.IsNeed) return new(spec, unit, value.Need(Reading.Pessimistic), value.Need(Reading.Central), value.Need(Reading.Optimistic));
        // A share of use is not a capacity, so the optimistic reading has no limit; a row below reliability C counts in that reading only.
        var optimistic = Units.TryFind(unit, out var found) && found.IsShare && value is not { IsKnown: true, High: 0 } ? double.PositiveInfinity : value.Supply(Reading.Optimistic);
        return new(spec, unit, isTrusted ? value.Supply(Reading.Pessimistic) : 0, isTrusted ? value.Supply(Reading.Central) : 0, optimistic);
    }

    static ExplainRowResult Matter(ExplainRowResult result, Subject subject, SovereigntyOptions options, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var network = result.Network;
        var table = new SupplyTable(network, options.Perimeters[0]);
        var trees = new List<(Technology, string)>();
        var withdrawn = new List<(Technology, string)>();
        var uses = new List<RowUse>();
        foreach (var technology in network.Technologies)
            foreach (var verb in FieldCatalog.Verbs)
            {
                Goal[] goals = [.. network.Goals.Where(g => g.Technology == technology.Index && g.Verb == verb)];
                if (goals.Length == 0) continue;
                using var goalCase = new GoalCase(table, goals, Denial.Of([.. options.Without]), solver, "");
                var program = goalCase[result.Reading];
                if (!subject.IsIn(program.Requirements, goals)) continue;
                trees.Add((technology, verb));
                if (subject.Restriction >= 0 && program.Obstacles(goalCase.Outsiders).Withdrawn.Contains(subject.Restriction)) withdrawn.Add((technology, verb));
                foreach (var (name, denial) in new[] { ("theta_in", goalCase.Outsiders), ("theta_all", goalCase.Without) })
                {
                    var answer = program.Solve(denial, stop: stop);
                    uses.AddRange(ExplainStudy.Terms(goalCase, answer).Where(t => t.Product > 1e-12 && subject.StandsBehind(t)).Select(t => new RowUse(technology, verb, name, answer.Theta, t)));
                }
            }
        return result with { Trees = trees, Withdrawn = withdrawn, Uses = uses };
    }

    /// <summary>What a row speaks of: items, the addresses of supplies, a goal, a consent, a technology.</summary>
    sealed record Subject(int[] Items, string[] Supplies, bool IsItem, int Goal, int Restriction, int Technology)
    {
        public static Subject Of(Network n, string address)
        {
            Subject About(IEnumerable<int> items, params IEnumerable<string> supplies) => new([.. items.Where(i => i >= 0)], [.. supplies], false, -1, -1, -1);
            Subject Lines(IEnumerable<Line> lines) => lines.ToArray() is var l ? About(l.Select(x => x.Item), l.Select(x => x.From.Address)) : About([]);
            if (n.Items.FirstOrDefault(r => r.From.Address == address) is { } item) return About([item.Index]) with { IsItem = true };
            if (n.Lines.FirstOrDefault(r => r.From.Address == address) is { } line) return Lines([line]);
            if (n.Totals.FirstOrDefault(r => r.From.Address == address) is { } total) return About([total.Item], address);
            if (n.Recipes.FirstOrDefault(r => r.From.Address == address) is { } recipe) return About([recipe.Line >= 0 ? n.Lines[recipe.Line].Item : recipe.Item]);
            if (n.Links.FirstOrDefault(r => r.From.Address == address) is { } link) return About([n.Lines[link.Customer].Item]);
            if (n.Stocks.FirstOrDefault(r => r.From.Address == address) is { } stock) return About([stock.Item]);
            if (n.Goals.FirstOrDefault(r => r.From.Address == address) is { } goal) return About([]) with { Goal = goal.Index };
            if (n.Technologies.FirstOrDefault(r => r.From.Address == address) is { } technology) return About([]) with { Technology = technology.Index };
            if (n.Restrictions.FirstOrDefault(r => r.From.Address == address) is { } rule)
                return About([rule.TargetItem, rule.TargetLine >= 0 ? n.Lines[rule.TargetLine].Item : -1]) with { Restriction = rule.Index, Technology = rule.TargetTechnology };
            var control = new ControlGraph(n);
            if (n.Parties.FirstOrDefault(r => r.From.Address == address) is { } party) return Lines(n.Lines.Where(l => control.PartyOf(l) == party.Index));
            return n.Sites.FirstOrDefault(r => r.From.Address == address) is { } site ? Lines(n.Lines.Where(l => l.Site == site.Index)) : About([]);
        }

        public bool IsIn(Requirements tree, Goal[] goals) => Items.Any(i => tree.InTree[i]) || goals.Any(g => g.Index == Goal || g.Technology == Technology);

        public bool StandsBehind(ExplainTerm term) => IsItem ? Items.Contains(term.Item) : Supplies.Contains(term.Address);
    }
}
