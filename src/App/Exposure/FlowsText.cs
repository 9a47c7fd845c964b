using Vauban.App.Cli;
using Vauban.Core.Exposure;

namespace Vauban.App.Exposure;

/// <summary>Flows from source countries to the goals on a terminal.</summary>
static class FlowsText
{
    const int Shown = 12;

    public static void Write(Call call, FlowsResult result)
    {
        var look = new Look(call, result.Table.Network, "exposure.head.");
        var say = new FlowsSentences(result, call.Texts);
        look.Title(call.Texts.Format("exposure.flows.title", result.Options.Perimeter.Name));
        look.Blank();
        look.Line(say.Answer(), 0);
        if (result.Countries.Count == 0) return;
        look.Line(say.Total, 0);
        look.Blank();
        var sheet = look.Sheet(30, 34, 24, 10);
        sheet.Row(look.Heads("country", "flow-share", "amount", "where"));
        foreach (var c in result.Countries.Take(Shown).Concat(result.Countries.Skip(Shown).Where(c => c.Country < 0)))
            sheet.Row(["  " + say.Country(c.Country), say.Share(c.Share), say.Amount(c.Central), c.Country < 0 ? "" : call.Texts[c.IsOutside ? "exposure.outside" : "exposure.inside"]]);
        if (result.Countries.Count(c => c.Country >= 0) is > Shown and var all) look.Line(call.Texts.Format("exposure.more", look.Count(all - Shown)), 2);
        look.Blank();
        var items = look.Sheet(6, 40, 24, 24);
        items.Row(look.Heads("tier", "item", "through", "starts"));
        foreach (var i in result.Items.Take(4 * Shown)) items.Row(["  " + look.Count(i.Tier), i.Item.Name, say.Amount(i.Content), i.Added > 0 ? say.Amount(i.Added) : ""]);
        if (result.Items.Count > 4 * Shown) look.Line(call.Texts.Format("exposure.more", look.Count(result.Items.Count - 4 * Shown)), 2);
        look.Blank();
        foreach (var note in say.Notes()) look.Line(note, 0);
        look.Line(call.Texts["exposure.flows.legend"], 0, Sheet.Quiet);
    }
}
