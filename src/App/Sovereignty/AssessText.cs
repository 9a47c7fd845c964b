using System.Globalization;
using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Grid = Vauban.Core.Sovereignty.Grid;

namespace Vauban.App.Sovereignty;

/// <summary>An assessment on a terminal: per technology the grid, what tells the perimeters apart, and the sentences that matter most.</summary>
static class AssessText
{
    const int LabelWidth = 14, MostRows = 3;

    /// <summary>Writes it.</summary>
    /// <param name="call">Call.</param>
    /// <param name="result">Assessment.</param>
    /// <param name="all">True for every perimeter and every list; false for the first perimeter and what matters most.</param>
    public static void Write(Call call, SovereigntyResult result, bool all)
    {
        var sentences = new Sentences(result.Network, call.Texts, true);
        foreach (var technology in result.Grids.GroupBy(g => g.Technology.Index))
        {
            var grids = technology.ToArray();
            call.Terminal.Out.WriteLine();
            Title(call, result, grids[0]);
            call.Terminal.Out.WriteLine();
            GridTable.Write(call, grids, sentences);
            Line(call, call.Texts["terminal.grid.legend"], 0, Sheet.Quiet);
            foreach (var difference in result.Differences.Where(d => d.Technology.Index == technology.Key))
                Line(call, sentences.Difference(difference, PeriodOf(grids, difference, sentences)), 0);
            foreach (var grid in all ? grids : grids[..1]) Explain(call, grid, sentences, all);
            if (!all && grids.Length > 1)
            {
                call.Terminal.Out.WriteLine();
                Line(call, call.Texts.Format("terminal.assess.more", grids[0].Perimeter.Name), 0, Sheet.Quiet);
            }
        }
    }

    /// <summary>Technology, package, date and which rows count.</summary>
    public static void Title(Call call, SovereigntyResult result, Grid grid)
    {
        var date = result.Date is { } d ? Dates.Text(d) : call.Texts["terminal.assess.no-date"];
        var status = call.Texts["terminal.assess.status." + FieldCatalog.Statuses[result.Options.Status]];
        call.Terminal.Out.Write(new Text(grid.Technology.Name, Sheet.Strong));
        var rest = $"   {result.Network.Package.Head.Name} · {date} · {status}";
        Lines.Write(call.Terminal.Out, call.Terminal.HasSymbols ? rest : rest.Replace('·', '-'), Lines.Cells(grid.Technology.Name), 2, Sheet.Quiet);
    }

    static RatePeriod PeriodOf(Grid[] grids, PerimeterDifference difference, Sentences sentences) => sentences.Period(grids[0].Rows.First(r => r.Verb == difference.Verb));

    static void Explain(Call call, Grid grid, Sentences sentences, bool all)
    {
        foreach (var row in grid.Rows.Where(r => r.Goals.Count > 0))
        {
            if (!all && row.Verb == SovereigntyEngine.Together && row.Reliance.Verdict == RelianceVerdict.Yes) continue;
            call.Terminal.Out.WriteLine();
            var head = call.Texts.Format("terminal.assess.verb", sentences.Verb(row.Verb), grid.Perimeter.Name);
            call.Terminal.Out.Write(new Text(head, Sheet.Strong));
            Lines.Write(call.Terminal.Out, "  " + sentences.Goals(row), Lines.Cells(head), 2, Sheet.Quiet);
            var sign = VerdictLook.Sign(row.Reliance.Verdict, call.Terminal.HasSymbols);
            Item(call, sign, sentences.Reliance(grid, row) + Spaced(sentences.Consents(row)), VerdictLook.Style(row.Reliance.Verdict));
            Item(call, VerdictLook.Sign(row.Exposure.Verdict, call.Terminal.HasSymbols), sentences.Exposure(row), VerdictLook.Style(row.Exposure.Verdict));
            if (all || row.Verb != SovereigntyEngine.Together) Details(call, row, sentences, all);
            else foreach (var rung in row.Reliance.Ladder.Take(1)) Labelled(call, "bottleneck", Short(call, rung, row, sentences));
        }
    }

    static string Short(Call call, BottleneckRung rung, VerbRow row, Sentences sentences)
    {
        if (rung.Rows.Count <= MostRows) return sentences.Rung(rung, row);
        var names = rung.Rows.Take(MostRows).Select(r => sentences.Bottleneck(r, row)).Append(call.Texts.Format("sentence.more", (rung.Rows.Count - MostRows).ToString(CultureInfo.InvariantCulture)));
        return string.Join("; ", names);
    }

    static void Details(Call call, VerbRow row, Sentences sentences, bool all)
    {
        var cell = row.Reliance;
        foreach (var rung in cell.Ladder.Take(all ? int.MaxValue : 1)) Labelled(call, "bottleneck", all ? sentences.Rung(rung, row) : Short(call, rung, row, sentences));
        if (cell.Ladder.Count > 0 && cell.LadderReading != Reading.Central) Labelled(call, "", call.Texts["terminal.assess.pessimistic"]);
        foreach (var list in cell.Vetoes.Reverse().Where(v => all || v.Sets.Count > 0)) Labelled(call, "veto", all ? sentences.Vetoes(list) : call.Texts.Format("terminal.colon", sentences.VetoKind(list), sentences.VetoSets(list, ListLimit.Terminal)));
        Labelled(call, "make-yes", sentences.MakeYes(row, all ? null : ListLimit.Terminal));
        foreach (var ask in cell.Asks.Take(all ? 10 : 1)) Labelled(call, "ask", sentences.Ask(ask, row));
        if (all)
            foreach (var failure in row.Exposure.Failures.Skip(1).Take(10)) Labelled(call, "failure", sentences.Failure(failure, row));
        if (cell.ThetaIn is { } theta)
            Labelled(call, "known", sentences.Coverage(theta) + (theta.Basis.Length > 0 ? call.Texts.Format("terminal.assess.basis", call.Texts["terminal.basis." + theta.Basis]) : ""));
    }

    static string Spaced(string text) => text.Length == 0 ? "" : " " + text;

    static void Item(Call call, string sign, string text, Style style)
    {
        call.Terminal.Out.Write("  ");
        call.Terminal.Out.Write(new Text(sign, style));
        Lines.Write(call.Terminal.Out, " " + text, 3, 4);
    }

    static void Labelled(Call call, string label, string text)
    {
        if (text.Length == 0) return;
        var word = label.Length == 0 ? "" : call.Texts["terminal.label." + label];
        call.Terminal.Out.Write("    ");
        call.Terminal.Out.Write(new Text(word.PadRight(LabelWidth), Sheet.Quiet));
        Lines.Write(call.Terminal.Out, " " + text, 4 + Math.Max(LabelWidth, word.Length), 5 + LabelWidth);
    }

    static void Line(Call call, string text, int indent, Style? style = null) => Lines.Write(call.Terminal.Out, text, 0, indent, style);
}
