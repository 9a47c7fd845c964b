using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Rules.Lines;

/// <summary>The listed lines of an area make no more than its published total: above its high end is a contradiction, above its low end narrows it.</summary>
sealed class ListedAboveTotalRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var total in network.Totals.Where(t => t.Capacity.IsKnown))
        {
            var listed = 0.0;
            foreach (var index in network.LinesOfItem[total.Item])
            {
                var line = network.Lines[index];
                var where = line.Country.IsEmpty && line.Site >= 0 ? network.Sites[line.Site].Country : line.Country;
                if (!where.IsEmpty && where.IsSubsetOf(total.Area) && !line.IsShareOfNeed && line.Status <= total.Status && Counts(line, total.Date)) listed += line.Capacity.Supply(Reading.Pessimistic);
            }
            var item = network.Items[total.Item];
            var values = new[] { item.Id, total.AreaText, Show(listed * 12), Show(12 * (listed > total.Capacity.High ? total.Capacity.High : total.Capacity.Supply(Reading.Pessimistic))), $"{item.Unit.Text}/year" };
            var place = Places.Of(network, "totals", total.Index, "capacity");
            if (listed > total.Capacity.High * (1 + 1e-9)) findings.Warn("W-TOTAL-01", place, values);
            else if (listed > total.Capacity.Supply(Reading.Pessimistic) * (1 + 1e-9)) findings.Note("N-TOTAL-01", place, values);
        }
    }

    static bool Counts(Line line, DateOnly? date) => date is null || ((line.Start is null || line.Start <= date) && (line.End is null || date <= line.End));

    // Nine digits, as everywhere: monthly rates times twelve do not come out even.
    static string Show(double value) => Quantity.Text(double.Parse(value.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
}
