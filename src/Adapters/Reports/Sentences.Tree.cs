using System.Globalization;
using Vauban.Core.Output;

namespace Vauban.Adapters.Reports;

public sealed partial class Sentences
{
    /// <summary>How much of a node one unit of the item above takes: "0.5 t per unit above", with its group of alternatives.</summary>
    public string PerUnit(SupplyNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var item = _network.Items[node.Item];
        var amount = item.IsShared ? _texts["report.tree.held"]
            : _texts.Format("report.tree.per", Numbers.Amount(Numbers.Quantity(node.PerUnit), node.PerUnit is { IsKnown: true, IsExact: true } ? node.PerUnit.Low : 2, item.Unit.Amount));
        return node.Group.Length > 0 ? _texts.Format("report.tree.group", amount, node.Group) : amount;
    }

    /// <summary>What a node needs and what there is of it: "inside 3 of 5 t/year; with everybody 9"; held or not where it is shared.</summary>
    public string Supplied(SupplyNode node, RatePeriod period)
    {
        ArgumentNullException.ThrowIfNull(node);
        var item = _network.Items[node.Item];
        if (item.IsFree) return _texts["report.tree.free"];
        if (item.IsShared) return _texts[node.Held.Pessimistic ? "sentence.held" : node.Held.Optimistic ? "sentence.held-unknown" : "sentence.not-held"];
        var factor = Numbers.Factor(period);
        var words = _texts.Format("report.tree.node", Numbers.Readings(node.Inside, factor), Numbers.Readings(node.Need, factor), Numbers.RateUnit(item.Unit.Amount, period), Numbers.Readings(node.All, factor));
        return node.Unknown > 0 ? _texts.Format("report.tree.unknown", words, node.Unknown.ToString(CultureInfo.InvariantCulture)) : words;
    }
}
