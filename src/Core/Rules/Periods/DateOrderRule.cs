using Vauban.Core.Model;

namespace Vauban.Core.Rules.Periods;

/// <summary>What starts does so before it ends; otherwise the row would never count.</summary>
sealed class DateOrderRule : IRule
{
    static readonly (string Start, string End)[] Periods = [("from", "to"), ("earliest", "latest")];

    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var (table, (start, end)) in network.Package.Tables.SelectMany(t => Periods.Select(p => (t, p))))
        {
            var from = table.Spec.Find(start);
            var to = table.Spec.Find(end);
            if (from < 0 || to < 0) continue;
            foreach (var row in table.Rows)
                if (Dates.TryParse(row.Cells[from], false, out var first) && Dates.TryParse(row.Cells[to], true, out var last) && first > last)
                    findings.Error("E-DATE-02", row.Place with { Column = end }, row.Cells[to], row.Cells[from]);
        }
    }
}
