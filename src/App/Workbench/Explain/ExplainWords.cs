using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Studies;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Explain;

/// <summary>An explanation in words, as <c>vauban explain</c> gives it.</summary>
/// <param name="Result">Explanation.</param>
/// <param name="Request">What asks for it.</param>
sealed record ExplainWords(ExplainResult Result, TableRequest Request)
{
    readonly Sentences _say = new(Result.Assessment.Network, Request.Texts, Request.Caller.SeesNames);

    /// <summary>The explanation of the figure that the address names; null where it names none.</summary>
    public static async Task<ExplainWords?> Of(TableRequest request)
    {
        if (Address(request) is not { Length: > 0 } address || request.Query.Options(request.Caller, request.Texts, out _) is not { } options) return null;
        var result = await request.Http.RequestServices.GetRequiredService<ExplainRuns>().Figure(request.Caller.Network, address, ReadingOf(request), options, request.Stop);
        return result is null ? null : new(result, request);
    }

    /// <summary>Address of a figure or row.</summary>
    public static string Address(TableRequest request) => request.Http.Request.Query["address"].ToString();

    /// <summary>Reading asked for; central where none is.</summary>
    public static Reading ReadingOf(TableRequest request) =>
        request.Http.Request.Query["reading"].ToString() switch { "pessimistic" => Reading.Pessimistic, "optimistic" => Reading.Optimistic, _ => Reading.Central };

    /// <summary>What the figure is.</summary>
    public string About => Text("about." + Result.Name, _say.Verb(Result.Row.Verb), Result.Grid.Perimeter.Name, _say.Goals(Result.Row));

    /// <summary>The figure in three readings.</summary>
    public string Readings => Text("readings", Value(Result.Figure.Low), Value(Result.Figure.Central), Value(Result.Figure.High));

    /// <summary>What else is to be said, sentence by sentence.</summary>
    public IEnumerable<string> Notes()
    {
        if (!double.IsNaN(Result.Rate)) yield return Text("output", _say.Numbers.Exact(Result.Theta), _say.Numbers.Exact(Result.Rate), _say.Numbers.Exact(Result.Figure[Result.Reading]));
        if (Result.Failure is { } failure) yield return Text("failure", _say.Failure(failure, Result.Row), _say.Numbers.Text(Result.WindowDays));
        else if (Result.Name == "phi") yield return Text("no-failure");
        foreach (var item in Result.NotHeld) yield return Text("not-held", _say.Names.Item(item));
        foreach (var consent in Result.Withdrawn.Select(_say.Names.Consent).Distinct()) yield return Text("withdrawn", consent);
    }

    /// <summary>Whether the terms add up, and to what; empty where there are none.</summary>
    public string Check => double.IsNaN(Result.Theta) ? "" : Text(Result.AddsUp ? "adds-up" : "does-not", _say.Numbers.Exact(Result.Sum), _say.Numbers.Exact(Result.Theta));

    /// <summary>Ladder of bottlenecks.</summary>
    public IEnumerable<string> Ladder => Result.Ladder.Select(r => _say.Rung(r, Result.Row));

    /// <summary>What is taken for granted.</summary>
    public IEnumerable<string> Assumed => Result.Assumed.Select(f =>
        Request.Texts.Format("terminal.colon", _say.Names.Supply(f.Supply), _say.Numbers.Rate(f.Output, _say.Network.Items[f.Supply.Item].Unit.Amount, RatePeriod.Month)));

    /// <summary>How much is known, and by whom.</summary>
    public string Rests => Text("rests", _say.Coverage(Result.Figure), string.Join(' ', Result.Figure.Sources));

    /// <summary>The reading, in words.</summary>
    public string ReadingText => Request.Texts["terminal.reading." + ExplainJson.Word(Result.Reading)];

    /// <summary>The terms with their sum.</summary>
    public TableContent Terms()
    {
        var rows = Result.Terms.Select(t => (IReadOnlyList<TableCell>)
        [
            Name(t),
            TableCell.Number(t.Capacity, $"{_say.Numbers.Text(t.Capacity)}\u00A0{_say.Numbers.Unit(_say.Network.Items[t.Item].Unit.Amount)}"),
            TableCell.Number(t.Price, _say.Numbers.Text(t.Price)), TableCell.Number(t.Product, _say.Numbers.Text(t.Product)),
            string.Join(", ", new[] { t.Basis.Length > 0 ? Request.Texts.Find("terminal.basis." + t.Basis) ?? t.Basis : "", string.Join(' ', t.Sources) }.Where(s => s.Length > 0)),
        ]).ToList();
        if (Result.CapTerm > 0) rows.Add([Text("cap"), "", "", TableCell.Number(Result.CapTerm, _say.Numbers.Text(Result.CapTerm)), ""]);
        rows.Add([Text("sum"), "", "", TableCell.Number(Result.Sum, _say.Numbers.Text(Result.Sum)), ""]);
        return new(Text("identity", ReadingText), [new(Text("head.row")), new(Text("head.capacity"), true), new(Text("head.price"), true), new(Text("head.product"), true), new(Text("head.basis"))], rows);
    }

    // The id of a row may name who stands behind it.
    TableCell Name(ExplainTerm term)
    {
        var name = term.Supply is { } supply ? _say.Names.Supply(supply) : Text(term.IsStock ? "stock" : "total", _say.Names.Item(term.Item));
        return Request.Caller.SeesNames && !term.IsStock && term.Address.Contains('/', StringComparison.Ordinal)
            ? new TableCell(name) { Href = Request.Caller.At("explain") + Request.Query.Text(("address", term.Address)), Sub = term.Address } : name;
    }

    string Text(string key, params ReadOnlySpan<string> values) => Request.Texts.Format("terminal.explain." + key, values);

    string Value(double value) => Result.Figure.Unit == "share of goal" ? _say.Numbers.Goal(value, value, value) : $"{_say.Numbers.Text(value)}\u00A0{Result.Figure.Unit}";
}
