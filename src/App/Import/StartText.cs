using System.Globalization;
using Spectre.Console;
using Vauban.Adapters.Formats.Flat;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Import;

/// <summary>What became of a flat sheet, on a terminal: what was read, the grid, and what to find out next.</summary>
static class StartText
{
    const int MostThings = 6;

    // A sheet often lacks the same thing in every row: it is said once.
    const int MostAlike = 3;

    public static void Write(Call call, FlatResult sheet, SovereigntyResult result, IReadOnlyList<Finding> findings, string into)
    {
        var console = call.Terminal.Out;
        FindingList.Write(call, findings, 20, into, MostAlike);
        var package = sheet.Package!;
        Line(call, call.Texts.Format("terminal.start.read", Number(sheet.Rows), Number(sheet.Headings.Count), Number(package["items"].Rows.Count), Number(package["parties"].Rows.Count), Number(package["lines"].Rows.Count)));
        Line(call, call.Texts.Format("terminal.start.written", into));
        Line(call, call.Texts.Format("terminal.validate.hash", package.Hash));
        var sentences = new Sentences(result.Network, call.Texts, true);
        foreach (var technology in result.Grids.GroupBy(g => g.Technology.Index))
        {
            var grids = technology.ToArray();
            console.WriteLine();
            console.Write(new Text(grids[0].Technology.Name, Sheet.Strong));
            console.WriteLine();
            GridTable.Write(call, grids, sentences);
            var row = grids[0].Rows.First(r => r.Verb == "produce");
            if (row.Goals.Count == 0) continue;
            Line(call, $"{grids[0].Perimeter.Name}: {sentences.Reliance(grids[0], row)}");
            Line(call, $"{grids[0].Perimeter.Name}: {sentences.Exposure(row)}");
            if (sentences.MakeYes(row) is { Length: > 0 } yes) Line(call, yes);
        }
        Gaps(call, GapList.Of(result), sentences);
        console.WriteLine();
        Line(call, call.Texts.Format("terminal.start.next", into));
    }

    static void Gaps(Call call, IReadOnlyList<Gap> gaps, Sentences sentences)
    {
        var console = call.Terminal.Out;
        console.WriteLine();
        console.Write(new Text(call.Texts[gaps.Count > 0 ? "terminal.gaps" : "terminal.gaps.none"], Sheet.Strong));
        console.WriteLine();
        for (var i = 0; i < gaps.Count; i++) Lines.Write(console, $"{Number(i + 1),3}. {Sentence(call, gaps[i], sentences)}", 0, 5);
    }

    /// <summary>A gap in words.</summary>
    public static string Sentence(Call call, Gap gap, Sentences sentences) => Sentence(call.Texts, gap, sentences);

    /// <summary>A gap in words.</summary>
    public static string Sentence(Adapters.Texts.Texts texts, Gap gap, Sentences sentences)
    {
        if (gap is { Ask: { } ask, Row: { } row }) return $"{gap.Perimeter!.Name}: {sentences.Ask(ask, row)}";
        var things = string.Join("; ", gap.Things.Take(MostThings));
        if (gap.Things.Count > MostThings) things += "; " + texts.Format("sentence.more", Number(gap.Things.Count - MostThings));
        return texts.Format("terminal.gap." + gap.Kind switch
        {
            GapKind.Goal => "goal", GapKind.Quantity => "quantity", GapKind.Maker => "maker", GapKind.Country => "country", GapKind.Owner => "owner", GapKind.Capacity => "capacity",
            GapKind.SecondSource => "second", GapKind.LeadTime => "lead", _ => "value",
        }, things);
    }

    static void Line(Call call, string text) => Lines.Write(call.Terminal.Out, text, 0, 2);

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
