using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Studies;

/// <summary>An explanation on a terminal.</summary>
static class ExplainText
{
    public static void Write(Call call, ExplainResult result)
    {
        var sentences = new Sentences(result.Assessment.Network, call.Texts, true);
        var texts = call.Texts;
        var reading = texts["terminal.reading." + ExplainJson.Word(result.Reading)];
        call.Terminal.Out.WriteLine();
        Line(call, result.Figure.Address, Sheet.Strong);
        Line(call, texts.Format("terminal.explain.about." + result.Name, sentences.Verb(result.Row.Verb), result.Grid.Perimeter.Name, sentences.Goals(result.Row)));
        Line(call, texts.Format("terminal.explain.readings", Value(result, result.Figure.Low, sentences), Value(result, result.Figure.Central, sentences), Value(result, result.Figure.High, sentences)));
        if (!double.IsNaN(result.Rate))
            Line(call, texts.Format("terminal.explain.output", sentences.Numbers.Exact(result.Theta), sentences.Numbers.Exact(result.Rate), sentences.Numbers.Exact(result.Figure[result.Reading])));
        if (result.Failure is { } failure) Line(call, texts.Format("terminal.explain.failure", sentences.Failure(failure, result.Row), sentences.Numbers.Text(result.WindowDays)));
        else if (result.Name == "phi") Line(call, texts["terminal.explain.no-failure"]);
        foreach (var goal in result.Name == "goal" ? result.Row.Goals : [])
            Line(call, texts.Format("terminal.explain.goal-row", goal.From.Address, goal.From.Basis, string.Join(' ', goal.From.Sources)));
        if (!double.IsNaN(result.Theta)) Identity(call, result, sentences, reading);
        foreach (var item in result.NotHeld) Line(call, "  " + texts.Format("terminal.explain.not-held", sentences.Names.Item(item)));
        foreach (var consent in result.Withdrawn.Select(sentences.Names.Consent).Distinct()) Line(call, "  " + texts.Format("terminal.explain.withdrawn", consent));
        if (result.Ladder.Count > 0)
        {
            call.Terminal.Out.WriteLine();
            Line(call, texts["terminal.explain.ladder"], Sheet.Strong);
            foreach (var rung in result.Ladder) Line(call, "  " + sentences.Rung(rung, result.Row));
        }
        if (result.Assumed.Count > 0)
        {
            call.Terminal.Out.WriteLine();
            Line(call, texts["terminal.explain.assumed"], Sheet.Strong);
            foreach (var flow in result.Assumed)
                Line(call, "  " + texts.Format("terminal.colon", sentences.Names.Supply(flow.Supply), sentences.Numbers.Rate(flow.Output, sentences.Network.Items[flow.Supply.Item].Unit.Amount, RatePeriod.Month)));
        }
        call.Terminal.Out.WriteLine();
        Line(call, texts.Format("terminal.explain.rests", sentences.Coverage(result.Figure), string.Join(' ', result.Figure.Sources)), Sheet.Quiet);
    }

    static void Identity(Call call, ExplainResult result, Sentences sentences, string reading)
    {
        var texts = call.Texts;
        call.Terminal.Out.WriteLine();
        Line(call, texts.Format("terminal.explain.identity", reading), Sheet.Strong);
        var width = call.Terminal.Width - 1;
        int[] widths = [Math.Max(16, width - 14 - 14 - 12 - 20 - 8), 14, 14, 12, 20];
        var sheet = new Sheet(call.Terminal.Out, widths, call.Terminal.HasSymbols);
        string[] heads = ["row", "capacity", "price", "product", "basis"];
        sheet.Row([.. heads.Select(h => new SheetCell(texts["terminal.explain.head." + h], Sheet.Quiet))]);
        sheet.Rule();
        foreach (var term in result.Terms)
        {
            var item = sentences.Network.Items[term.Item];
            sheet.Row(new SheetCell(Name(term, sentences, texts) + " " + term.Address, null, 2),
                $"{sentences.Numbers.Text(term.Capacity)}\u00A0{sentences.Numbers.Unit(item.Unit.Amount)}", sentences.Numbers.Text(term.Price), sentences.Numbers.Text(term.Product),
                string.Join(", ", new[] { term.Basis.Length > 0 ? texts.Find("terminal.basis." + term.Basis) ?? term.Basis : "", string.Join(' ', term.Sources) }.Where(t => t.Length > 0)));
        }
        if (result.CapTerm > 0) sheet.Row(texts["terminal.explain.cap"], "", "", sentences.Numbers.Text(result.CapTerm));
        sheet.Rule();
        sheet.Row(texts["terminal.explain.sum"], "", "", new SheetCell(sentences.Numbers.Text(result.Sum), Sheet.Strong));
        Line(call, texts.Format(result.AddsUp ? "terminal.explain.adds-up" : "terminal.explain.does-not", sentences.Numbers.Exact(result.Sum), sentences.Numbers.Exact(result.Theta)));
    }

    static string Name(ExplainTerm term, Sentences sentences, Vauban.Adapters.Texts.Texts texts) =>
        term.Supply is { } supply ? sentences.Names.Supply(supply) : texts.Format(term.IsStock ? "terminal.explain.stock" : "terminal.explain.total", sentences.Names.Item(term.Item));

    static string Value(ExplainResult result, double value, Sentences sentences) =>
        result.Figure.Unit == "share of goal" ? sentences.Numbers.Goal(value, value, value) : $"{sentences.Numbers.Text(value)}\u00A0{result.Figure.Unit}";

    static void Line(Call call, string text, Style? style = null) => Lines.Write(call.Terminal.Out, text, 0, text.StartsWith(' ') ? 4 : 0, style);
}
