using Vauban.Core.Model;

namespace Vauban.Core.Rules.Periods;

/// <summary>What starts does so before it ends; otherwise the row would never count.</summary>
sealed class DateOrderRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var table in network.Package.Tables)
        {
            var from = table.Spec.Find("from");
            var to = table.Spec.Find("to");
            if (from < 0 || to < 0) continue;
            foreach (var row in table.Rows)
                if (Dates.TryParse(row.Cells[from], false, out var start) && Dates.TryParse(row.Cells[to], true, out var end) && start > end)
                    findings.Error("E-DATE-02", row.Place with { Column = "to" }, row.Cells[to], row.Cells[from]);
        }
    }
}
