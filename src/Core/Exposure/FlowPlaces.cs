using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>Where items are made: a country, or a site with its place made coarse.</summary>
/// <param name="Country">Country, by index; -1 for an area of several or an unknown place.</param>
/// <param name="Site">Site, by index; -1 for a country.</param>
/// <param name="Cell">Middle of the half-degree cell that a site lies in; null for a country and where the package has no coordinates.</param>
/// <param name="Items">Items made there, by tier, then id.</param>
/// <param name="Lines">Lines there.</param>
/// <param name="IsEstimate">True where no row is observed, declared or made up: all are estimated or assumed, or the rest of a published total.</param>
/// <param name="Through">What its makers pass on, in the measure of the flows: their shares of what flows through each item.</param>
public sealed record FlowPlace(int Country, int Site, (double Latitude, double Longitude)? Cell, IReadOnlyList<FlowItem> Items, int Lines, bool IsEstimate, double Through);

/// <summary>Where the items of flows are made. Coordinates are made coarse before they leave here.</summary>
public static class FlowPlaces
{
    /// <summary>Edge of a cell in degrees: some 55 km from north to south.</summary>
    public const double CellDegrees = 0.5;

    /// <summary>Countries, the one with the most through it first; what has no single country last.</summary>
    public static IReadOnlyList<FlowPlace> Countries(FlowsResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var through = result.Items.SelectMany(i => result.SharesOf(i.Item.Index).Select(s => (s.Country, Content: s.Central * i.Content))).GroupBy(s => s.Country).ToDictionary(g => g.Key, g => g.Sum(s => s.Content));
        return
        [
            .. Made(result).GroupBy(m => m.Country).Select(g => Place(g.Key, -1, null, g, through.GetValueOrDefault(g.Key))).OrderBy(p => p.Country < 0).ThenByDescending(p => p.Through).ThenBy(p => p.Country),
        ];
    }

    /// <summary>Sites by id, and the rest of each country: lines that name no site.</summary>
    public static IReadOnlyList<FlowPlace> Sites(FlowsResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var cells = Cells(result.Table.Network);
        return
        [
            .. Made(result).GroupBy(m => (m.Site, Country: m.Site >= 0 ? -1 : m.Country)).OrderBy(g => g.Key.Site < 0).ThenBy(g => g.Key)
                .Select(g => Place(g.First().Country, g.Key.Site, g.Key.Site >= 0 ? cells.GetValueOrDefault(g.Key.Site) : null, g, double.NaN)),
        ];
    }

    static FlowPlace Place(int country, int site, (double, double)? cell, IEnumerable<(int Country, int Site, FlowItem Item, Supply Supply, bool IsEstimate)> made, double through)
    {
        var all = made.ToArray();
        return new(country, site, cell, [.. all.Select(m => m.Item).Distinct().OrderBy(i => i.Tier).ThenBy(i => i.Item.Index)], all.Count(m => m.Supply.Kind == SupplyKind.Line), all.All(m => m.IsEstimate), through);
    }

    static IEnumerable<(int Country, int Site, FlowItem Item, Supply Supply, bool IsEstimate)> Made(FlowsResult result)
    {
        var table = result.Table;
        var rows = table.Network;
        foreach (var item in result.Items)
            foreach (var s in table.OfItem[item.Item.Index].ToArray())
            {
                var supply = table.All[s];
                if (supply.Kind is not (SupplyKind.Line or SupplyKind.Others)) continue;
                var from = supply.Line >= 0 ? rows.Lines[supply.Line].From : rows.Totals[supply.Total].From;
                var hand = Attribution.Of(table, supply, ActorKind.Country);
                yield return (hand.Kind == HandKind.Named ? hand.Index : -1, supply.Line >= 0 ? rows.Lines[supply.Line].Site : -1, item, supply,
                    supply.Kind == SupplyKind.Others || from.Basis is "estimated" or "assumed" || !from.Trusted);
            }
    }

    // The package has the coordinates; the network of the engines does not.
    static Dictionary<int, (double, double)?> Cells(Network network)
    {
        var cells = new Dictionary<int, (double, double)?>();
        var table = network.Package["sites"];
        var rows = table.Rows.ToLookup(r => table.Cell(r, "id"), StringComparer.Ordinal);
        foreach (var site in network.Sites)
            if (rows[site.Id].FirstOrDefault() is { } row && Degrees(table.Cell(row, "latitude")) is { } latitude && Degrees(table.Cell(row, "longitude")) is { } longitude)
                cells[site.Index] = (Coarse(latitude, 90), Coarse(longitude, 180));
        return cells;
    }

    static double? Degrees(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    static double Coarse(double degrees, double most) => (Math.Floor(Math.Clamp(degrees, -most, most - CellDegrees / 2) / CellDegrees) + 0.5) * CellDegrees;
}
