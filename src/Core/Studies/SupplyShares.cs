using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Studies;

/// <summary>The parts of an item's supply as terms of a share, central reading.</summary>
sealed class SupplyShares(SupplyTable table, Item item)
{
    readonly ItemSupply _supply = new(table, item);

    /// <summary>What a holder has, of the whole.</summary>
    public ExposureTerm[] Of(Actor holder) => Terms(p => Attribution.Of(table, p.Supply, holder.Kind) == new Hand(HandKind.Named, holder.Index), _supply.IsShareOfNeed ? 1 : _supply.Sum(Reading.Central));

    /// <summary>What lies outside, of what has a place; the rest of published shares has none.</summary>
    public ExposureTerm[] Outside() => Terms(p => p.Supply is not null && !p.Inside.Central, _supply.Parts.Where(p => p.Supply is not null).Sum(p => p.Central));

    ExposureTerm[] Terms(Func<SupplyPart, bool> counts, double whole) =>
        [.. _supply.Parts.Where(p => p.Central > 0 && counts(p)).OrderByDescending(p => p.Central).ThenBy(p => p.Supply!.Index).Select(p => Term(p, whole))];

    ExposureTerm Term(SupplyPart part, double whole)
    {
        var row = Row(part.Supply!);
        return new(row?.Address ?? part.Supply!.Id, part.Central, _supply.IsShareOfNeed ? "" : item.Unit.Amount, 1 / whole, part.Central / whole, row?.Basis ?? "", row?.Sources ?? []) { Supply = part.Supply, Item = item.Index };
    }

    Provenance? Row(Supply supply) => supply.Line >= 0 ? table.Network.Lines[supply.Line].From : supply.Total >= 0 ? table.Network.Totals[supply.Total].From : null;
}
