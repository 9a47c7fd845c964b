using Vauban.App.Cli;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Exposure;

/// <summary>Concentration of supply on a terminal: per item what lies outside, the line for one third country, and a row per level.</summary>
static class ConcentrationText
{
    public static void Write(Call call, ConcentrationResult result)
    {
        var look = new Look(call, result.Table.Network, "exposure.head.");
        look.Title(call.Texts.Format("exposure.concentration.title", result.Options.Perimeter.Name));
        if (result.Items.Count == 0) look.Line(call.Texts["exposure.concentration.none"], 0);
        foreach (var item in result.Items) Write(look, item, result);
        look.Blank();
        look.Line(call.Texts["exposure.concentration.legend"], 0, Sheet.Quiet);
    }

    static void Write(Look look, ItemConcentration item, ConcentrationResult result)
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

    static string Third(Look look, ThirdCountryShare third, ExposureOptions options)
    {
        var verdict = third.Verdict == LineVerdict.Unknown ? third.AsKnownToday ? "unknown-above" : "unknown-below" : ExposureJson.Verdict(third.Verdict);
        return look.Texts.Format(third.IsStrategic ? "exposure.concentration.line.crma" : "exposure.concentration.line", look.Numbers.Share(options.ThirdCountryLine),
            look.Names.Actor(third.Country), look.Share(third.Share), look.Texts["exposure.line." + verdict]);
    }
}
