using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>What a gap is about.</summary>
public enum GapKind
{
    /// <summary>The need was assumed, not stated.</summary>
    Goal,
    /// <summary>A question whose answer moves a verdict, or an unknown that does.</summary>
    Ask,
    /// <summary>How much of an input is used is unknown.</summary>
    Quantity,
    /// <summary>Nobody is named who makes the item.</summary>
    Maker,
    /// <summary>Where a maker stands is unknown.</summary>
    Country,
    /// <summary>Who controls a maker is unknown.</summary>
    Owner,
    /// <summary>How much a maker can make is unknown.</summary>
    Capacity,
    /// <summary>Whether there are other makers is unknown.</summary>
    SecondSource,
    /// <summary>How long delivery takes is unknown.</summary>
    LeadTime,
    /// <summary>What a unit is worth is unknown.</summary>
    Value,
}

/// <summary>Something that is not known.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Things">Items or makers it concerns, in order of names.</param>
/// <param name="Ask">The question of the engine, or null.</param>
/// <param name="Row">Row of the grid that the question belongs to, or null.</param>
/// <param name="Perimeter">Perimeter in which it matters most, or null.</param>
public sealed record Gap(GapKind Kind, IReadOnlyList<string> Things, Ask? Ask = null, VerbRow? Row = null, Perimeter? Perimeter = null);

/// <summary>What is unknown, ranked by what matters: assumed needs, then what the engine would ask, then missing cells by kind.</summary>
public static class GapList
{
    /// <summary>The gaps of an assessed package.</summary>
    /// <param name="result">Assessment.</param>
    /// <param name="asks">Most questions taken from the engine.</param>
    public static IReadOnlyList<Gap> Of(SovereigntyResult result, int asks = 5)
    {
        ArgumentNullException.ThrowIfNull(result);
        var network = result.Network;
        var gaps = new List<Gap>();
        Add(gaps, GapKind.Goal, network.Goals.Where(g => g.From.Basis == "assumed").Select(g => network.Items[g.Item].Name));
        gaps.AddRange(result.Grids.SelectMany((grid, g) => grid.Rows.Where(r => r.Verb != SovereigntyEngine.Together).SelectMany(r => r.Reliance.Asks.Select(ask => (Order: g, grid.Perimeter, Row: r, Ask: ask))))
            .OrderByDescending(a => a.Ask.Decides).ThenByDescending(a => a.Ask.Swing).ThenBy(a => a.Order).ThenBy(a => a.Ask.Address, StringComparer.Ordinal)
            .DistinctBy(a => a.Ask.Address).Take(asks).Select(a => new Gap(GapKind.Ask, [network.Items[a.Ask.Item].Name], a.Ask, a.Row, a.Perimeter)));
        var used = network.Recipes.Select(r => r.Input).Concat(network.Goals.Select(g => g.Item)).ToHashSet();
        var items = network.Items.Where(i => used.Contains(i.Index) && !i.IsFree).ToArray();
        var lines = network.Lines.Where(l => used.Contains(l.Item)).ToArray();
        Add(gaps, GapKind.Quantity, network.Recipes.Where(r => !r.Quantity.IsKnown && !network.Items[r.Input].IsShared).Select(r => network.Items[r.Input].Name));
        Add(gaps, GapKind.Maker, items.Where(i => network.LinesOfItem[i.Index].Length == 0 && network.TotalsOfItem[i.Index].Length == 0).Select(i => i.Name));
        var control = new ControlGraph(network);
        Add(gaps, GapKind.Country, lines.Where(l => control.PlaceOf(l).IsEmpty && (control.PartyOf(l) < 0 || network.Parties[control.PartyOf(l)].Country.IsEmpty)).Select(Name));
        Add(gaps, GapKind.Owner, lines.Where(l => control.PartyOf(l) is >= 0 and var p && control.ControlOf(p).Kind == ControlKind.Unknown).Select(l => network.Parties[control.PartyOf(l)].Name));
        Add(gaps, GapKind.Capacity, lines.Where(l => !l.Capacity.IsKnown && !network.Items[l.Item].IsShared).Select(Name));
        Add(gaps, GapKind.SecondSource, items.Where(i => !i.IsComplete && network.LinesOfItem[i.Index].Length == 1).Select(i => i.Name));
        Add(gaps, GapKind.LeadTime, lines.Where(l => !l.LeadTimeDays.IsKnown).Select(Name));
        Add(gaps, GapKind.Value, items.Where(i => !i.UnitValue.IsKnown && !i.IsShared).Select(i => i.Name));
        return gaps;

        string Name(Line line) => line.Name;
    }

    static void Add(List<Gap> gaps, GapKind kind, IEnumerable<string> things)
    {
        var list = things.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (list.Length > 0) gaps.Add(new(kind, list));
    }
}
