using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Disruption;

namespace Vauban.App.Disruption;

/// <summary>Cascades on a terminal.</summary>
sealed class CascadeText
{
    const int MostSectors = 12, MostShocks = 5, MostOfShock = 5;

    readonly Call _call;
    readonly Numbers _numbers;

    CascadeText(Call call) => (_call, _numbers) = (call, new(call.Texts));

    /// <summary>Every firm's failure, the costliest first.</summary>
    public static void Sweep(Call call, CascadeSweep sweep, int top)
    {
        var me = new CascadeText(call);
        var network = sweep.Network;
        me.Title(me.T("title"), network);
        if (!(network.TotalWeight > 0)) return;
        var sheet = me.Sheet(6, 30, 22, 10, 10, 10, 10, 6);
        sheet.Row(me.Heads("rank", "firm", "sector", "loss", "down", "up", "own", "steps"));
        var ranking = sweep.Ranking();
        for (var rank = 0; rank < Math.Min(top, ranking.Count); rank++)
        {
            var (firm, score) = (sweep.Firms[ranking[rank]], sweep.Scores[ranking[rank]]);
            sheet.Row(["  " + Look.Whole(rank + 1), new(network.Firms[firm], Hang: 1), new(network.Sectors[network.SectorOf[firm]], Hang: 1), me._numbers.Share(score.Esri), me._numbers.Share(score.Down),
                me._numbers.Share(score.Up), me._numbers.Share(network.Weights[firm] / network.TotalWeight), Look.Whole(score.Steps)]);
        }
        if (ranking.Count > top) me.Line(me.T("more", Look.Whole(ranking.Count - top)));
        me.Legend();
    }

    /// <summary>Scenarios side by side.</summary>
    public static void Shocks(Call call, CascadeNetwork network, IReadOnlyList<CascadeShock> shocks, IReadOnlyList<ShockLoss> losses)
    {
        var me = new CascadeText(call);
        me.Title(me.T("title.shocks"), network);
        var sheet = me.Sheet(40, 8, 10, 10, 10, 6);
        sheet.Row(me.Heads("scenario", "firms", "loss", "down", "up", "steps"));
        for (var p = 0; p < shocks.Count; p++)
        {
            var score = losses[p].Score;
            sheet.Row([new("  " + shocks[p].Name, Hang: 1), Look.Whole(shocks[p].Left.Count), me._numbers.Share(score.Esri), me._numbers.Share(score.Down), me._numbers.Share(score.Up), Look.Whole(score.Steps)]);
        }
        for (var p = 0; p < Math.Min(MostShocks, shocks.Count); p++)
        {
            me.Blank();
            me.Line(shocks[p].Name);
            me.Sectors(network, losses[p].Sectors, MostOfShock);
        }
        me.Legend();
    }

    /// <summary>One shock, step by step.</summary>
    public static void Trace(Call call, CascadeTrace trace, int top)
    {
        var me = new CascadeText(call);
        var network = trace.Network;
        me.Title(me.T("title.trace", trace.Shock.Name), network);
        me.Line(me.T(trace.Score.HasEnded ? "answer" : "answer.cut", me._numbers.Share(trace.Score.Esri), me._numbers.Share(trace.Score.Down), me._numbers.Share(trace.Score.Up), Look.Whole(trace.Score.Steps)));
        me.Blank();
        var steps = me.Sheet(10, 12, 12, 12, 12, 16);
        steps.Row(me.Heads("step", "hit", "loss", "down", "up", "fall"));
        foreach (var step in trace.Steps)
            steps.Row(["  " + Look.Whole(step.Number), Look.Whole(step.Hit), me._numbers.Share(step.Score.Esri), me._numbers.Share(step.Score.Down), me._numbers.Share(step.Score.Up), me._numbers.Share(step.LargestFall)]);
        me.Blank();
        me.Sectors(network, trace.Sectors, MostSectors);
        me.Blank();
        var firms = me.Sheet(30, 22, 12, 16, 16);
        firms.Row(me.Heads("firm", "sector", "first", "left.down", "left.up"));
        foreach (var firm in trace.Hardest().Take(top))
            firms.Row([new("  " + network.Firms[firm], Hang: 1), new(network.Sectors[network.SectorOf[firm]], Hang: 1), Look.Whole(trace.FirstHit[firm]), me._numbers.Share(trace.Down[firm]), me._numbers.Share(trace.Up[firm])]);
        me.Legend();
    }

    void Sectors(CascadeNetwork network, IReadOnlyList<SectorLoss> losses, int most)
    {
        var sectors = Sheet(40, 12, 12, 12);
        sectors.Row(Heads("sector", "loss", "down", "up"));
        foreach (var s in SectorLoss.Heaviest(losses).Take(most))
            sectors.Row([new("  " + network.Sectors[s.Sector], Hang: 1), _numbers.Share(s.Loss), _numbers.Share(s.Down), _numbers.Share(s.Up)]);
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("disruption.cascade." + key, values);

    void Title(string text, CascadeNetwork network)
    {
        Blank();
        _call.Terminal.Out.Write(new Text(text, Cli.Sheet.Strong));
        var rest = T("network", Look.Whole(network.Firms.Count), Look.Whole(network.Sectors.Count), Look.Whole(network.LinkCount));
        Lines.Write(_call.Terminal.Out, "   " + rest, Lines.Cells(text), 2, Cli.Sheet.Quiet);
        Blank();
    }

    void Legend()
    {
        Blank();
        Lines.Write(_call.Terminal.Out, T("legend"), 0, 0, Cli.Sheet.Quiet);
    }

    void Line(string text) => Lines.Write(_call.Terminal.Out, text, 0, 2);

    void Blank() => _call.Terminal.Out.WriteLine();

    SheetCell[] Heads(params string[] keys) => [.. keys.Select((k, i) => new SheetCell((i == 0 ? "  " : "") + T("head." + k), Cli.Sheet.Quiet))];

    Sheet Sheet(params int[] widths) => Cli.Sheet.Of(_call.Terminal, widths);
}
