using Vauban.Core.Model;

namespace Vauban.Core.Rules.Periods;

/// <summary>Two rows by which the same buyer wants the same item for the same purpose at the same time may be one wish, counted twice.</summary>
sealed class OverlappingDemandRule : IRule
{
    static readonly string[] Same = ["buyer", "item", "purpose", "certainty", "priority"];

    public void Check(Network network, ICollection<Finding> findings)
    {
        var table = network.Package["demands"];
        var periods = table.Rows.Select(row => (Row: row, Key: string.Join('\u001f', Same.Select(f => table.Cell(row, f))),
            Start: Dates.TryParse(table.Cell(row, "from"), false, out var start) ? start : DateOnly.MinValue, End: Dates.TryParse(table.Cell(row, "to"), true, out var end) ? end : DateOnly.MaxValue));
        foreach (var group in periods.GroupBy(p => p.Key))
        {
            var latest = group.First();
            var isFirst = true;
            foreach (var period in group.OrderBy(p => p.Start).ThenBy(p => p.Row.Place.Row))
            {
                if (!isFirst && period.Start <= latest.End)
                    findings.Warn("W-DEMAND-01", period.Row.Place with { Column = "from" }, table.Cell(period.Row, "buyer"), table.Cell(period.Row, "item"), Places.RowOf(latest.Row.Place));
                if (isFirst || period.End > latest.End) latest = period;
                isFirst = false;
            }
        }
    }
}
