using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Sovereignty;

/// <summary>The grid of one technology on a terminal: verbs down, perimeters side by side; each cell a verdict on reliance with its
/// quantity, and a verdict on exposure with what the worst failure leaves.</summary>
static class GridTable
{
    public static void Write(Call call, IReadOnlyList<Grid> grids, Sentences sentences)
    {
        var texts = call.Texts;
        var rows = Enumerable.Range(0, grids[0].Rows.Count).Where(r => grids[0].Rows[r].Goals.Count > 0 || grids[0].Rows[r].Verb != SovereigntyEngine.Together).ToArray();
        var exposure = " " + texts["terminal.grid.exposure"];
        var labels = rows.Select(r => sentences.Verb(grids[0].Rows[r].Verb)).Append(exposure).Max(Lines.Cells);
        var sheet = new Sheet(call.Terminal.Out, Sheet.Widths(call.Terminal.Width, labels, grids.Count, 26), call.Terminal.HasSymbols);
        sheet.Row(["", .. grids.Select(g => new SheetCell(g.Perimeter.Name, Sheet.Strong))]);
        foreach (var r in rows)
        {
            sheet.Rule();
            var of = grids.Select(g => g.Rows[r]).ToArray();
            sheet.Row([new(sentences.Verb(of[0].Verb), Sheet.Strong), .. of.Select(v => Verdict(call, v, sentences))]);
            if (of[0].Goals.Count == 0) continue;
            sheet.Row(["", .. of.Select(v => new SheetCell("  " + Reach(call, v, sentences), Hang: 1))]);
            if (of.Any(v => v.Reliance.Verdict == RelianceVerdict.Unknown)) sheet.Row(["", .. of.Select(v => Today(call, v, sentences))]);
            sheet.Row([new(exposure, Sheet.Quiet, 1), .. of.Select(v => Exposure(call, v, sentences))]);
        }
        sheet.Rule();
    }

    /// <summary>Sign and word of a verdict on reliance.</summary>
    public static SheetCell Verdict(Call call, VerbRow row, Sentences sentences) =>
        new($"{VerdictLook.Sign(row.Reliance.Verdict, call.Terminal.HasSymbols)} {sentences.Verdict(row.Reliance.Verdict)}", VerdictLook.Style(row.Reliance.Verdict), 2);

    static SheetCell Today(Call call, VerbRow row, Sentences sentences) => row.Reliance.Verdict == RelianceVerdict.Unknown
        ? new SheetCell("  " + call.Texts.Format("terminal.grid.today", sentences.Verdict(row.Reliance.AsKnownToday)), Sheet.Quiet, 1) : "";

    /// <summary>Sign, word and what the worst failure leaves.</summary>
    public static SheetCell Exposure(Call call, VerbRow row, Sentences sentences)
    {
        var cell = row.Exposure;
        var word = $"{VerdictLook.Sign(cell.Verdict, call.Terminal.HasSymbols)} {sentences.Verdict(cell.Verdict)}";
        var left = cell.Phi is not { } phi || cell.Verdict == ExposureVerdict.Holds || sentences.IsHolding(row) ? ""
            : ", " + (cell.Verdict == ExposureVerdict.Unknown ? sentences.Numbers.Span(phi.Low, phi.High) : sentences.Numbers.Share(phi.Central));
        return new(word + left, VerdictLook.Style(cell.Verdict), 2);
    }

    // Short: a cell has little room, and the sentences below say it in full.
    static string Reach(Call call, VerbRow row, Sentences sentences)
    {
        if (row.Reliance.ThetaIn is not { } theta || sentences.IsHolding(row) || theta.High < OutputProgram.ThetaCap) return sentences.Reach(row, row.Reliance.ThetaIn);
        var central = theta.Central < OutputProgram.ThetaCap ? sentences.Numbers.Share(theta.Central) : call.Texts["terminal.grid.over"];
        return theta.Low < OutputProgram.ThetaCap ? call.Texts.Format("unit.with-range", central, call.Texts.Format("terminal.grid.from", sentences.Numbers.Share(theta.Low))) : central;
    }
}
