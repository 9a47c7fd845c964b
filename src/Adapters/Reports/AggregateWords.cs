using Vauban.Core.Capacity;

namespace Vauban.Adapters.Reports;

/// <summary>One cell of a table of sums: what is read, and the number where there is one.</summary>
/// <param name="Text">Text.</param>
/// <param name="Number">Number, or null.</param>
public readonly record struct AggregateCell(string Text, double? Number = null);

/// <summary>A table for an association, the same on the terminal, in the report and in the workbook.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Title">Title.</param>
/// <param name="Heads">Heads; the first column names rows.</param>
/// <param name="Rows">Rows, as many cells as heads.</param>
public sealed record AggregateTable(string Id, string Title, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<AggregateCell>> Rows);

/// <summary>Sums for an association in words.</summary>
/// <param name="texts">Language.</param>
public sealed class AggregateWords(Texts.Texts texts)
{
    readonly Numbers _numbers = new(texts);

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("capacity.aggregate." + key, values);

    /// <summary>What had to hold for a figure to be shown, and what the reasons in the tables mean.</summary>
    public IReadOnlyList<string> Notes(AggregateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (owners, largest, share) = (_numbers.Text(options.LeastOwners), _numbers.Text(options.Largest), _numbers.Share(options.Dominance));
        return [T("rule", owners, largest, share), T("note.few", owners), T("note.dominance", largest, share), T("note.derivable"), T("note.unknown"), T("legal")];
    }

    /// <summary>Tables of plans.</summary>
    /// <param name="plans">Plans, with the name of their demands where several stand side by side.</param>
    public IReadOnlyList<AggregateTable> Plans(IReadOnlyList<(string? Target, AggregatePlan Plan)> plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        return [.. plans.SelectMany((p, k) => Plan(p.Target, p.Plan, k + 1))];
    }

    IEnumerable<AggregateTable> Plan(string? target, AggregatePlan plan, int number)
    {
        var reading = texts["capacity.plan.reading." + plan.Reading.ToString().ToLowerInvariant()];
        var name = target is null ? reading : texts.Format("terminal.colon", target, reading);
        string Title(string key) => texts.Format("terminal.colon", name, T(key));
        if (plan.Years.Count == 0)
        {
            yield return new($"none-{number}", name, [T("head.item"), T("head.answer")], [[new(""), new(texts["capacity.plan.status.noplan"])]]);
            yield break;
        }
        yield return new($"wanted-{number}", Title("wanted"), [T("head.item"), T("head.wanted"), T("head.delivered"), T("head.missing")],
            [.. plan.Items.Where(i => i.IsWanted).Select(i => Row(i, i.Wanted, i.Delivered, i.Missing))]);
        yield return new($"made-{number}", Title("made"), [T("head.item"), T("head.made"), T("head.capacity"), T("head.added"), T("head.use"), T("head.cost"), T("head.unit-cost")],
            [.. plan.Items.Select(i => (IReadOnlyList<AggregateCell>)[.. Row(i, i.Production, i.Capacity, i.Added), Share(i.Utilisation), Euro(i.Cost), Euro(i.UnitCost)])]);
        yield return new($"years-{number}", Title("years"), [T("head.item"), .. plan.Years.Select(y => PlanWords.Span(y))], [.. plan.Items.Select(i => Row(i, [.. i.ProductionByYear]))]);
        yield return new($"money-{number}", Title("money"), [T("head.cost-of"), T("head.total")], [[new(T("money.production")), Euro(plan.ProductionCost)], [new(T("money.capex")), Euro(plan.Capex)]]);
    }

    IReadOnlyList<AggregateCell> Row(AggregateItem item, params IReadOnlyList<Released> figures) => Row(item.Name, item.Unit, figures);

    IReadOnlyList<AggregateCell> Row(string name, string unit, params IReadOnlyList<Released> figures) =>
        [new(T("item", name, _numbers.Unit(unit))), .. figures.Select(f => Cell(f, _numbers.Text))];

    AggregateCell Share(Released figure) => Cell(figure, _numbers.Share);

    AggregateCell Euro(Released figure) => Cell(figure, v => Money.Text(texts, _numbers, v));

    AggregateCell Cell(Released figure, Func<double, string> text) => figure.IsShown ? new(text(figure.Value), figure.Value) : new(T("withheld." + figure.Why switch
    {
        WithheldReason.FewOwners => "few", WithheldReason.Dominance => "dominance", WithheldReason.Derivable => "derivable", _ => "unknown",
    }));

    /// <summary>Tables of what limits output today.</summary>
    public IReadOnlyList<AggregateTable> Today(AggregateToday today)
    {
        ArgumentNullException.ThrowIfNull(today);
        AggregateCell Binds(Released theta, IReadOnlyList<string> names) => theta.IsShown ? new(string.Join(", ", names)) : Share(theta);
        return
        [
            new("goals", T("goals"), [T("head.goal"), texts["capacity.everybody"], T("head.binds"), texts.Format("capacity.inside", today.Perimeter), T("head.binds")],
                [.. today.Rows.Select(r => (IReadOnlyList<AggregateCell>)[new(texts.Format("terminal.colon", r.Name, texts["verb." + r.Verb])), Share(r.Theta), Binds(r.Theta, r.Binding), Share(r.ThetaInside), Binds(r.ThetaInside, r.BindingInside)])]),
            new("capacity", T("capacity"), [T("head.item"), texts["capacity.everybody"], texts.Format("capacity.inside", today.Perimeter)], [.. today.Items.Select(i => Row(i.Name, i.Unit, i.Capacity, i.Inside))]),
        ];
    }

    /// <summary>Tables of what could be added.</summary>
    public IReadOnlyList<AggregateTable> Fixes(AggregateFixes fixes)
    {
        ArgumentNullException.ThrowIfNull(fixes);
        return [new("fixes", T("fixes"), [T("head.item"), T("head.adds"), T("head.capex")], [.. fixes.Items.Select(i => (IReadOnlyList<AggregateCell>)[.. Row(i.Name, i.Unit, i.Adds), Euro(i.Cost)])])];
    }
}
