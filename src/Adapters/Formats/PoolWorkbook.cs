using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats;

/// <summary>Writes a joint procurement as one XLSX workbook: numbers as numbers, a sheet per kind of row, headings and ids as in the JSON.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class PoolWorkbook
{
    /// <summary>Sheets, in order.</summary>
    public static IReadOnlyList<string> Sheets { get; } = ["summary", "demand", "schedule", "states", "lines", "callOffs", "offered", "publicPriorities"];

    /// <summary>Writes the workbook.</summary>
    /// <param name="result">Joint procurement.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(PoolResult result, ReportIdentity identity, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(identity);
        var network = result.Network;
        var book = new XlsxWriter();
        string Month(int month) => month < 0 ? "" : result.Month(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        (string, PoolPlan)[] plans = result.Separate is { } separate ? [("joint", result.Joint), ("separate", separate)] : [("joint", result.Joint)];
        Sheet(Sheets[0], ["order", "wanted", "delivered", "missing", "lateUnitMonths", "cost", "costPassedOn", "unitPrice", "variants", "lines", "snapshot", "version"],
            plans.Select(p => (object[])[p.Item1, p.Item2.Wanted, p.Item2.Delivered, p.Item2.Missing, p.Item2.LateUnitMonths, p.Item2.Cost, p.Item2.CostPassedOn, p.Item2.UnitPrice, p.Item2.Variants, p.Item2.Lines, identity.SnapshotHash, identity.Version]));
        Sheet(Sheets[1], ["item", "month", "certainty", "low", "central", "high"], result.Pooled.Select(p => (object[])[network.Items[p.Item].Id, Month(p.Month), p.Certainty, p.Low, p.Central, p.High]));
        Sheet(Sheets[2], ["month", "wanted", "joint", "separate", "capacity", "othersWant"],
            Enumerable.Range(0, result.Months).Select(m => (object[])[Month(m), result.WantedIn(m), result.Joint.DeliveredIn(m), result.Separate?.DeliveredIn(m) ?? double.NaN, result.CapacityIn(m), result.OthersWant[m]]));
        Sheet(Sheets[3], ["order", "state", "wanted", "delivered", "missing", "lateUnitMonths", "cost", "transportCost", "unitPrice", "first", "last", "meanDelayMonths", "variants", "lines", "work", "bought", "workshare", "return"],
            from p in plans from s in Enumerable.Range(0, result.States.Count) let o = p.Item2.Outcomes[s]
            select (object[])[p.Item1, result.States[s], o.Wanted, o.Delivered, o.Missing, o.LateUnitMonths, o.Cost, o.TransportCost, o.UnitPrice, Month(o.First), Month(o.Last), o.MeanDelay, o.Variants, o.Lines, o.Work, o.Bought, p.Item2.Workshare(s), o.Return]);
        Sheet(Sheets[4], ["order", "line", "item", "home", "variant", "unitCost", "units", "averagePrice"],
            from p in plans from x in result.Sources select (object[])[p.Item1, x.Id, network.Items[x.Item].Id, x.Home < 0 ? "" : result.States[x.Home], x.Variant + 1, x.UnitCost ?? double.NaN, p.Item2.UnitsOf(x.Index), p.Item2.AveragePrice(x)]);
        Sheet(Sheets[5], ["order", "state", "month", "line", "units", "cost"], from p in plans from c in p.Item2.CallOffs select (object[])[p.Item1, result.States[c.State], Month(c.Month), result.Sources[c.Source].Id, c.Units, c.Cost]);
        Sheet(Sheets[6], ["month", "line", "units"], result.Spares.Select(s => (object[])[Month(s.Month), result.Sources[s.Source].Id, s.Units]));
        Sheet(Sheets[7], ["state", "item", "certainty", "priority", "units"], result.Wants.Where(w => w.Priority is not null).Select(w => (object[])[result.States[w.State], network.Items[w.Item].Id, w.Certainty, w.Priority!.Value, w.Due.Sum()]));
        book.Save(stream);

        void Sheet(string name, string[] heads, IEnumerable<object[]> rows)
        {
            var sheet = book.Add(name, [.. heads.Select(h => Math.Max(11.0, h.Length + 3))], 0);
            sheet.Heading(heads);
            foreach (var row in rows) sheet.Row([.. row.Select(Cell)]);
        }
    }

    static (string, bool) Cell(object value) => value switch
    {
        double number => double.IsNaN(number) ? ("", false) : double.IsInfinity(number) ? ("unlimited", false) : (number.ToString("G9", CultureInfo.InvariantCulture) is "-0" ? "0" : number.ToString("G9", CultureInfo.InvariantCulture), true),
        int count => (count.ToString(CultureInfo.InvariantCulture), true),
        _ => (CellEscape.Do((string)value), false),
    };
}
