using Vauban.App.Cli;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Exposure;

/// <summary>Single points, cut sets and dependents on a terminal.</summary>
static class ExposureText
{
    // The worst of each kind; a list of forty is no answer.
    const int Shown = 8;

    /// <summary>Single points of failure per technology and verb.</summary>
    public static void SinglePoints(Call call, SinglePointsResult result)
    {
        var look = new Look(call, result.Table.Network, "exposure.head.");
        look.Title(call.Texts.Format("exposure.single.title", result.Options.Perimeter.Name));
        foreach (var verb in result.Verbs)
        {
            look.Blank();
            look.Head(Verb(call, verb.Technology, verb.Verb), IsHolding(result, verb) ? call.Texts[verb.Level > 0 ? "sentence.held" : "sentence.not-held"] : call.Texts.Format("exposure.single.all", look.Numbers.Goal(verb.ThetaAll)));
            if (verb.Level <= 0) look.Line(call.Texts["exposure.single.nothing"], 2);
            else if (verb.Points.Count == 0) look.Line(call.Texts["exposure.single.none"], 2);
            else
            {
                var sheet = look.Sheet(14, 44, 26, 10, 9);
                sheet.Row(look.Heads("kind", "who", "left", "certain", "where"));
                foreach (var p in verb.Points.GroupBy(p => p.Actor.Kind).SelectMany(g => g.Take(Shown)))
                    sheet.Row(["  " + call.Texts["exposure.kind." + ExposureJson.Word(p.Actor.Kind)], look.Names.Actor(p.Actor), IsHolding(result, verb) ? call.Texts["sentence.not-held"] : look.Numbers.Goal(p.Theta),
                        call.Texts[p.IsCertain ? "exposure.certain" : "exposure.possible"], call.Texts[p.IsOutside ? "exposure.outside" : "exposure.inside"]]);
            }
            if (verb.Points.GroupBy(p => p.Actor.Kind).Sum(g => Math.Max(0, g.Count() - Shown)) is > 0 and var more) look.Line(call.Texts.Format("exposure.more", look.Count(more)), 2);
            look.Line(call.Texts.Format("exposure.single.passed", look.Count(verb.Looked), look.Count(verb.Passed)), 2, Sheet.Quiet);
        }
    }

    // Know-how is held or not; it has no amount.
    static bool IsHolding(SinglePointsResult result, VerbSinglePoints verb) => result.Table.Network.Goals.Where(g => g.Technology == verb.Technology.Index && g.Verb == verb.Verb)
        .All(g => result.Table.Network.Items[g.Item].IsShared);

    // Events that are named, and from how many sets on: fewer are read at once.
    const int Foremost = 5, Readable = 20;

    /// <summary>Cut sets per technology, verb and kind.</summary>
    public static void Cuts(Call call, CutsResult result)
    {
        var look = new Look(call, result.Table.Network, "exposure.head.");
        look.Title(result.Options.Order == ExposureOptions.AnyOrder ? call.Texts["exposure.cuts.title.any"] : call.Texts.Format("exposure.cuts.title", look.Count(result.Options.Order)));
        foreach (var verb in result.Verbs)
        {
            look.Blank();
            look.Head(Verb(call, verb.Technology, verb.Verb), call.Texts.Format("exposure.cuts.of", call.Texts["exposure.kind." + ExposureJson.Word(verb.Of)]));
            if (verb.IsImpossible) look.Line(call.Texts["exposure.cuts.impossible"], 2);
            else CutsOf(call, look, result, verb);
        }
        look.Blank();
        look.Line(call.Texts["exposure.cuts.legend"], 0, Sheet.Quiet);
    }

    static void CutsOf(Call call, Look look, CutsResult result, VerbCuts verb)
    {
        string Of(CutEvent e) => e.Actor is { } actor ? look.Names.Actor(actor) : look.Names.Supply(e.Supply!);
        if (verb.Total.IsZero) look.Line(verb.CompleteOrder == ExposureOptions.AnyOrder ? call.Texts["exposure.cuts.none.any"] : call.Texts.Format("exposure.cuts.none", look.Count(verb.CompleteOrder)), 2);
        foreach (var size in verb.Sets.GroupBy(s => s.Events.Count))
        {
            look.Line(size.Key switch { 1 => call.Texts["exposure.cuts.alone"], 2 or 3 => call.Texts["exposure.cuts.together." + size.Key], _ => call.Texts.Format("exposure.cuts.together.n", look.Count(size.Key)) }, 2, Sheet.Quiet);
            foreach (var set in size) look.Line(string.Join(" + ", set.Events.Select(Of)), 4);
        }
        if (verb.Total > verb.Sets.Count)
        {
            var sizes = verb.Diagram.Counts.Select((count, size) => (count, size)).Where(c => !c.count.IsZero).Select(c => call.Texts.Format("exposure.cuts.size", Look.Whole(c.count), look.Count(c.size)));
            look.Line(call.Texts.Format("exposure.cuts.counted", Look.Whole(verb.Total), string.Join(", ", sizes), Look.Whole(verb.Sets.Count)), 2);
            if (result.Options.Having.Count + result.Options.Lacking.Count > 0) look.Line(call.Texts.Format("exposure.cuts.selected", Look.Whole(verb.Selected)), 2);
            if (verb.Total > Readable) look.Line(call.Texts.Format("exposure.cuts.foremost", string.Join(", ", verb.Diagram.Importances.Take(Foremost).Select(i => $"{Of(verb.Tree.Events[i.Event])} ({Look.Whole(i.Sets)})"))), 2);
        }
        if (verb.CompleteOrder < result.Options.Order) look.Line(verb.CompleteOrder == 0 ? call.Texts["exposure.cuts.limit.none"] : call.Texts.Format("exposure.cuts.limit", look.Count(verb.CompleteOrder)), 2);
    }

    /// <summary>What depends on one subject.</summary>
    public static void Dependents(Call call, DependentsResult result)
    {
        var network = result.Table.Network;
        var look = new Look(call, network, "exposure.head.");
        look.Title(call.Texts.Format("exposure.dependents.title", look.Names.Actor(result.Subject)));
        look.Blank();
        if (result.Dependents.Count == 0)
        {
            look.Line(call.Texts["exposure.dependents.none"], 0);
            return;
        }
        var sheet = look.Sheet(30, 6, 24, 14, 38);
        sheet.Row(look.Heads("item", "steps", "depends", "capacity", "way"));
        foreach (var d in result.Dependents)
            sheet.Row([new("  " + (d.IsGoal ? call.Texts.Format("exposure.dependents.goal", d.Item.Name) : d.Item.Name), Hang: 1), look.Count(d.Tiers), look.Share(d.Share),
                d.PerMonth is { } rate ? look.Numbers.Rate(rate, d.Item.Unit.Amount, Adapters.Reports.RatePeriod.Month) : call.Texts["unit.unknown"], Way(call, look, network, d)]);
        look.Blank();
        look.Line(call.Texts["exposure.dependents.legend"], 0, Sheet.Quiet);
    }

    static string Way(Call call, Look look, Network network, Dependent dependent)
    {
        if (dependent.Paths.Count == 0 || dependent.Tiers == 0) return "";
        var path = dependent.Paths[0];
        var way = string.Join(call.Terminal.HasSymbols ? " → " : " > ", path.Items.Select(look.Names.Item));
        return path.PerUnit.IsKnown && !network.Items[path.Items[0]].IsShared
            ? call.Texts.Format("exposure.dependents.way", way, look.Numbers.Quantity(path.PerUnit) + "\u00A0" + look.Numbers.Unit(network.Items[path.Items[0]].Unit.Amount)) : way;
    }

    static string Verb(Call call, Technology technology, string verb) => call.Texts.Format("terminal.colon", technology.Name, call.Texts["verb." + verb]);
}
