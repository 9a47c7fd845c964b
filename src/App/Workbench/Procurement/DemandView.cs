using Vauban.App.Cli;
using Vauban.App.Workbench.Capacity;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Procurement;

namespace Vauban.App.Workbench.Procurement;

/// <summary>Pooled demand before anything is ordered, by item and month with certainty.</summary>
/// <param name="demand">Demand.</param>
/// <param name="say">Names and numbers.</param>
/// <param name="namesBuyers">False where they are counted only.</param>
sealed class DemandView(PoolDemand demand, CapacityNames say, bool namesBuyers)
{
    static readonly string[] Certainties = ["firm", "option", "intention"];

    /// <summary>What an address asks for.</summary>
    /// <exception cref="InputException">Something cannot be; the message says why.</exception>
    public static DemandView Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(PoolDemand.Of(request.Caller.Network, ProcurementQuery.Pool(request.Caller.Network, request.Http.Request, request.Texts)), new(request.Caller.Network, request.Texts, request.Caller.SeesNames), request.Caller.SeesNames);
    }

    /// <summary>Demand.</summary>
    public PoolDemand Demand => demand;

    string T(string key, params ReadOnlySpan<string> values) => say.Texts.Format("procurement." + key, values);

    string Month(int month) => Core.Model.Dates.Text(demand.Month(month))[..7];

    string Item(int item) => say.Names.Item(item);

    /// <summary>Who pools what.</summary>
    public string Answer() => T("title", string.Join(", ", demand.Items.Select(Item)), namesBuyers ? string.Join(", ", demand.States.Select(say.Buyer)) : say.Texts.Format("workbench.pool.buyers", say.Numbers.Text(demand.States.Count)));

    /// <summary>The rows.</summary>
    public TableContent Table() => new(say.Texts["workbench.pool.demand"], [new(say.Texts["column.item"]), new(T("head.month")), .. Certainties.Select(c => new TableColumn(T("certainty." + c), true)), new(T("head.due"), true)],
        [.. from month in demand.Rows.GroupBy(r => (r.Item, r.Month)).OrderBy(g => g.Key)
            select (IReadOnlyList<TableCell>)[Item(month.Key.Item), Month(month.Key.Month), .. Certainties.Select(c => month.Where(r => r.Certainty == c).ToArray() is { Length: > 0 } rows ? Sum(rows) : ""), Sum([.. month])]]) { Nothing = say.Texts["workbench.pool.no-demand"] };

    TableCell Sum(PooledDemand[] rows) => PoolWords.Range(say, rows.Sum(r => r.Low), rows.Sum(r => r.Central), rows.Sum(r => r.High));

    /// <summary>The rows as stacked bars.</summary>
    public object Chart() => new
    {
        tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = Enumerable.Range(0, demand.Months).Select(Month) }, yAxis = new { type = "value" },
        series = Certainties.Where(c => demand.Rows.Any(r => r.Certainty == c)).Select(c => new { name = T("certainty." + c), type = "bar", stack = "demand", barMaxWidth = 34, data = Enumerable.Range(0, demand.Months).Select(m => demand.Rows.Where(r => r.Month == m && r.Certainty == c).Sum(r => r.Central)) }),
    };
}
