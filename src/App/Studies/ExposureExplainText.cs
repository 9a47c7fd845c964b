using Spectre.Console;
using Vauban.App.Cli;
using Vauban.Core.Studies;

namespace Vauban.App.Studies;

/// <summary>An explanation of a figure about exposure on a terminal.</summary>
static class ExposureExplainText
{
    public static void Write(Call call, ExposureExplainResult result)
    {
        var words = new ExposureExplainWords(result, call.Texts, true);
        call.Terminal.Out.WriteLine();
        Line(call, result.Figure.Address, Sheet.Strong);
        Line(call, words.About);
        Line(call, words.Readings);
        if (result.Terms.Count > 0) Terms(call, result, words);
        call.Terminal.Out.WriteLine();
        Line(call, words.Rests, Sheet.Quiet);
    }

    static void Terms(Call call, ExposureExplainResult result, ExposureExplainWords words)
    {
        call.Terminal.Out.WriteLine();
        Line(call, words.Heading, Sheet.Strong);
        int[] widths = [Math.Max(16, call.Terminal.Width - 1 - 16 - 12 - 12 - 18 - 8), 16, 12, 12, 18];
        var sheet = new Sheet(call.Terminal.Out, widths, call.Terminal.HasSymbols);
        string[] heads = ["what", "amount", "factor", "product"];
        sheet.Row([.. heads.Select(h => new SheetCell(call.Texts["exposure.explain.head." + h], Sheet.Quiet)), new(call.Texts["terminal.explain.head.basis"], Sheet.Quiet)]);
        sheet.Rule();
        foreach (var term in result.Terms)
            sheet.Row(new SheetCell($"{Plain(call, words.Name(term))} {term.Address}".TrimEnd(), null, 2), words.Amount(term), words.Factor(term), words.Product(term.Product), words.Basis(term));
        if (result.CapTerm > 0) sheet.Row(call.Texts["terminal.explain.cap"], "", "", words.Product(result.CapTerm));
        if (!double.IsNaN(result.Whole))
        {
            sheet.Rule();
            sheet.Row(call.Texts["terminal.explain.sum"], "", "", new SheetCell(words.Product(result.Sum), Sheet.Strong));
        }
        Line(call, words.Check);
    }

    static string Plain(Call call, string text) => call.Terminal.HasSymbols ? text : text.Replace("→", ">", StringComparison.Ordinal);

    static void Line(Call call, string text, Style? style = null) => Lines.Write(call.Terminal.Out, text, 0, 0, style);
}
