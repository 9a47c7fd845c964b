using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Exposure;

/// <summary>Concentration of supply on a terminal: per item what lies outside, the line for one third country, and a row per level.</summary>
static class ConcentrationText
{
    public static void Write(Call call, ConcentrationResult result)
    {
        var look = new ExposureLook(call, result.Table.Network);
        look.Title(call.Texts.Format("exposure.concentration.title", result.Options.Perimeter.Name));
        if (result.Items.Count == 0) look.Line(call.Texts["exposure.concentration.none"], 0);
        foreach (var item in result.Items) Write(look, item, result);
        look.Blank();
        look.Line(call.Texts["exposure.concentration.legend"], 0, Sheet.Quiet);
    }

    static void Write(ExposureLook look, ItemConcentration item, ConcentrationResult result)
    {
        var texts = look.Texts;
        look.Blank();
        look.Head(item.Item.Name, item.IsShareOfNeed ? texts["exposure.concentration.shares"]
            : texts.Format("exposure.concentration.coverage", look.Count((int)item.Coverage.Known), look.Count((int)item.Coverage.All)));
        look.Line(texts.Format("exposure.concentration.outside", result.Options.Perimeter.Name, look.Share(item.OutsideShare)), 2);
        if (item.ThirdCountry is { } third) look.Line(Third(look, third, result.Options), 2);
        var sheet = look.Sheet(14, 26, 22, 30, 14);
        sheet.Row(look.Heads("level", "hhi", "effective", "largest", "rest"));
        foreach (var level in item.Levels)
            sheet.Row(["  " + texts["exposure.kind." + ExposureJson.Word(level.Level)], look.Value(level.Hhi, v => look.Numbers.Text(Math.Round(v * HerfindahlIndex.PointsPerUnit))),
                look.Value(level.Effective, look.Numbers.Text),
                level.Largest is { } largest && level.Hhi is not null ? texts.Format("exposure.concentration.largest", look.Names.Actor(largest.Holder), look.Numbers.Share(largest.Central)) : texts["unit.unknown"],
                level.Hhi is null ? texts["unit.unknown"] : look.Numbers.Share(level.Unattributed)]);
    }

    static string Third(ExposureLook look, ThirdCountryShare third, ExposureOptions options)
    {
        var verdict = third.Verdict == LineVerdict.Unknown ? third.AsKnownToday ? "unknown-above" : "unknown-below" : ExposureJson.Verdict(third.Verdict);
        return look.Texts.Format(third.IsStrategic ? "exposure.concentration.line.crma" : "exposure.concentration.line", look.Numbers.Share(options.ThirdCountryLine),
            look.Names.Actor(third.Country), look.Share(third.Share), look.Texts["exposure.line." + verdict]);
    }
}

/// <summary>What the texts about exposure share: names, numbers with their ranges, and a sheet.</summary>
sealed class ExposureLook(Call call, Network network)
{
    readonly Call _call = call;

    public Names Names { get; } = new(network, call.Texts, true);

    public Numbers Numbers { get; } = new(call.Texts);

    public Adapters.Texts.Texts Texts => _call.Texts;

    public void Blank() => _call.Terminal.Out.WriteLine();

    public void Title(string text)
    {
        Blank();
        var rest = network.Package.Head.Name;
        _call.Terminal.Out.Write(new Text(text, Cli.Sheet.Strong));
        Lines.Write(_call.Terminal.Out, "   " + rest, Lines.Cells(text), 2, Cli.Sheet.Quiet);
    }

    public void Head(string text, string rest)
    {
        _call.Terminal.Out.Write(new Text(text, Cli.Sheet.Strong));
        Lines.Write(_call.Terminal.Out, "  " + rest, Lines.Cells(text), 2, Cli.Sheet.Quiet);
    }

    public void Line(string text, int indent, Style? style = null)
    {
        _call.Terminal.Out.Write(new string(' ', indent));
        Lines.Write(_call.Terminal.Out, text, indent, indent, style);
    }

    public SheetCell[] Heads(params string[] keys) => [.. keys.Select((k, i) => new SheetCell((i == 0 ? "  " : "") + Texts["exposure.head." + k], Cli.Sheet.Quiet))];

    /// <summary>A sheet whose columns want these widths; a narrower terminal takes from all alike.</summary>
    public Sheet Sheet(params int[] widths)
    {
        var room = _call.Terminal.Width - 1 - 2 * (widths.Length - 1);
        var wanted = widths.Sum();
        return new(_call.Terminal.Out, wanted <= room ? widths : [.. widths.Select(w => Math.Max(6, w * room / wanted))], _call.Terminal.HasSymbols);
    }

    public string Count(int value) => Numbers.Text(value);

    public string Share(Figure? figure) => Value(figure, Numbers.Share);

    /// <summary>A figure as its central value and its range, or unknown.</summary>
    public string Value(Figure? figure, Func<double, string> text)
    {
        if (figure is null) return Texts["unit.unknown"];
        var (low, central, high) = (text(figure.Low), text(figure.Central), text(figure.High));
        return low == high ? central : Texts.Format("unit.with-range", central, Texts.Format("unit.range", low, high));
    }
}
