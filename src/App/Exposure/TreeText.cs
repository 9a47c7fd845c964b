using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Exposure;

/// <summary>The supply tree on a terminal: a line per item, set in by tiers.</summary>
static class TreeText
{
    const int Indent = 3;

    public static void Write(Call call, TreeResult result)
    {
        var network = result.Table.Network;
        var look = new Look(call, network, "exposure.head.");
        var say = new Sentences(network, call.Texts, true);
        look.Title(call.Texts.Format("exposure.tree.title", result.Options.Perimeter.Name));
        look.Blank();
        if (result.Tree.Count == 0)
        {
            look.Line(call.Texts["exposure.tree.none"], 0);
            return;
        }
        var period = say.Period(result.Goals);
        foreach (var node in result.Tree.Nodes())
        {
            var item = network.Items[node.Item];
            look.Line(node.Tier == 0 ? item.Name : call.Texts.Format("terminal.colon", item.Name, say.PerUnit(node)), Indent * node.Tier);
            look.Line(node.IsRepeated ? call.Texts["report.tree.repeated"] : $"{Enough(call, node)}, {say.Supplied(node, period)}", Indent * node.Tier + 1, Sheet.Quiet);
            if (node.Hidden > 0) look.Line(call.Texts.Format("sentence.more", look.Count(node.Hidden)), Indent * (node.Tier + 1), Sheet.Quiet);
        }
        look.Blank();
        if (result.Tree.HiddenItems > 0) look.Line(call.Texts.Format("report.tree.hidden", look.Count(result.Tree.HiddenItems), look.Count(result.Tree.Count)), 0);
        look.Line(call.Texts["exposure.tree.legend"], 0, Sheet.Quiet);
    }

    static string Enough(Call call, SupplyNode node) => call.Texts["exposure.tree.enough." + (node.IsEnough is { } enough ? ExposureJson.Word(enough) : "none")];
}
