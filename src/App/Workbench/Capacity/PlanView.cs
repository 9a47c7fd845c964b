using System.Globalization;
using System.Text.Json;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary>One plan of a result, as tables and sentences. Charts of the same rows stand in <see cref="PlanCharts"/>.</summary>
/// <param name="plan">The plan of one reading, as <c>vauban capacity plan --json</c> writes it.</param>
/// <param name="say">Names and numbers.</param>
/// <param name="noRegret">Expansions that every reading starts.</param>
sealed class PlanView(JsonElement plan, CapacityNames say, IReadOnlyCollection<string> noRegret)
{
    /// <summary>Items with a chart of their own; further ones stand in the table.</summary>
    public const int MostCharts = 6;

    readonly IReadOnlyList<(string First, int Months)> _periods = [.. plan.List("periods").Select(p => (p.Text("first"), (int)p.Number("months")))];

    /// <summary>The document.</summary>
    public JsonElement Plan => plan;

    /// <summary>Names and numbers.</summary>
    public CapacityNames Say => say;

    /// <summary>True where there is a plan.</summary>
    public bool HasPlan => plan.Text("status") is not "no-plan" && _periods.Count > 0;

    /// <summary>First months of the periods.</summary>
    public IReadOnlyList<string> Months => [.. _periods.Select(p => p.First)];

    /// <summary>Lengths of the periods in months.</summary>
    public IReadOnlyList<int> Lengths => [.. _periods.Select(p => p.Months)];

    /// <summary>Reading, in words.</summary>
    public string Reading => say.T("reading." + plan.Text("reading"));

    /// <summary>When, and how the search ended.</summary>
    public string Status
    {
        get
        {
            if (!HasPlan) return say.T("status.noplan");
            var last = DateOnly.ParseExact(_periods[^1].First + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(_periods[^1].Months - 1);
            return say.T("status." + plan.Text("status"), say.T("period", _periods[0].First, last.ToString("yyyy-MM", CultureInfo.InvariantCulture)), say.Share(plan.Number("gap")));
        }
    }

    /// <summary>What comes of what is wanted, what it costs, and how good that is.</summary>
    public IEnumerable<string> Verdict()
    {
        if (!HasPlan) yield break;
        var digest = plan.Part("digest");
        foreach (var need in digest.List("needs"))
        {
            var item = need.Text("item");
            var (name, wanted) = (say.Item(item), say.Amount(need.Number("wanted"), item));
            yield return need.Is("isOnTime") ? say.T("verdict.on-time", name, wanted) : need.Text("metFrom") is { Length: > 0 } month ? say.T("verdict.met", name, wanted, month)
                : say.T("verdict.short", name, wanted, say.Amount(need.Number("delivered"), item), say.Share(need.Number("share")), say.Amount(need.Number("missing"), item));
        }
        var spent = say.Euro(digest.Number("spent"));
        var building = plan.List("costs").FirstOrDefault(c => c.Text("kind") == "capex").Number("discounted");
        yield return digest.Number("chosen") > 0 ? say.T("verdict.cost", spent, say.Euro(building), say.Number(digest.Number("chosen"))) : say.T("verdict.cost.none", spent);
        yield return plan.Has("bound") ? say.T("verdict.bound", say.Euro(plan.Number("objective")), say.Euro(Math.Min(plan.Number("bound"), plan.Number("objective"))), say.Share(plan.Number("gap"))) : say.T("verdict.no-bound", say.Euro(plan.Number("objective")));
    }

    /// <summary>Why there is no plan.</summary>
    public IEnumerable<string> Conflicts() => plan.List("conflict").Select(c => say.T("conflict." + c.Text("kind"), c.Text("name")));

    /// <summary>Requirements and their worst case.</summary>
    public IEnumerable<string> Holds()
    {
        foreach (var hold in plan.List("proofs").GroupBy(p => p.Text("hold"), StringComparer.Ordinal))
        {
            var worst = hold.MinBy(p => p.Number("theta"));
            yield return say.T(hold.All(p => p.Is("holds")) ? "hold.kept" : "hold.broken", hold.Key, say.Share(worst.Number("theta")), string.Join(", ", worst.Texts("without").Select(w => w == "outside" ? say.T("outside") : say.Line(w) ?? say.Buyer(w))), say.Number(hold.Count()));
        }
    }

    string H(string key) => say.T("head." + key);

    TableColumn Column(string key, bool isNumber = false) => new(H(key), isNumber);

    static TableCell Number(double value, string text) => TableCell.Number(value, text);

    /// <summary>What starts when.</summary>
    public TableContent Starts() => new(say.T("starts"),
        [Column("expansion"), Column("start"), Column("first"), Column("full"), Column("adds", true), Column("capital", true), new(say.T("report.mark"))],
        [.. plan.List("starts").Select(s => (IReadOnlyList<TableCell>)
        [
            new TableCell(s.Number("count") > 1 ? say.T("times", say.Number(s.Number("count")), say.Expansion(s.Text("expansion"))) : say.Expansion(s.Text("expansion"))) { Figure = "expansions/" + s.Text("expansion") },
            s.Text("start")[..7], Month(s.Number("firstOutputMonth")), Month(s.Number("fullOutputMonth")), Number(s.Number("adds"), say.Rate(s.Number("adds"), say.ItemOf(s.Text("expansion")))),
            Number(s.Number("capex"), say.Euro(s.Number("capex"))), s.Is("isDecided") ? say.T("mark.decided") : noRegret.Contains(s.Text("expansion")) ? say.T("mark.no-regret") : "",
        ])]) { Nothing = say.T("starts.none") };

    /// <summary>The month so many months after the start; blank out of reach.</summary>
    public string Month(double months) => !double.IsFinite(months) || months > 1200 || _periods.Count == 0 ? ""
        : DateOnly.ParseExact(_periods[0].First + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths((int)Math.Floor(months + 1e-9)).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Items whose capacity and demand are shown over time.</summary>
    public IReadOnlyList<JsonElement> Capacities => plan.Part("digest").List("capacities");

    /// <summary>Capacity, demand and deliveries of every item, month by month.</summary>
    public TableContent Capacity() => new(say.T("report.capacity"),
        [new(say.Texts["column.item"]), Column("span"), new(say.T("report.existing"), true), new(say.Texts["workbench.plan.added"], true), new(say.T("report.made"), true), Column("wanted", true), Column("delivered", true), Column("missing-then", true)],
        [.. from c in Capacities
            let item = c.Text("item")
            from t in Enumerable.Range(0, _periods.Count)
            let added = c.List("added").Sum(a => a.Numbers("perMonth")[t])
            select (IReadOnlyList<TableCell>)
            [
                new TableCell(say.Item(item)) { Sub = t == 0 ? say.Unit(item) : "" }, _periods[t].First, Cell(c, "existing", t), Number(added, say.Number(added)), Cell(c, "made", t), Cell(c, "wanted", t), Cell(c, "delivered", t), Cell(c, "missing", t),
            ]]);

    TableCell Cell(JsonElement of, string name, int t) => of.Has(name) ? Number(of.Numbers(name)[t], say.Number(of.Numbers(name)[t])) : "";

    /// <summary>What is missing, when, and why.</summary>
    public TableContent Missing()
    {
        var demands = plan.List("demands");
        return new(say.T("missing"), [Column("demand"), Column("certainty"), Column("span"), new(say.T("report.most"), true), Column("missing", true), Column("late", true), new(say.T("report.causes"))],
            [.. plan.List("shortfalls").Select(s =>
            {
                var demand = demands[(int)s.Number("demand")];
                var item = demand.Text("item");
                return (IReadOnlyList<TableCell>)
                [
                    say.Texts.Format("terminal.colon", say.Buyer(demand.Text("buyer")), say.Item(item)), say.T("certainty." + demand.Text("certainty")), $"{s.Text("from")}/{s.Text("to")}",
                    Number(s.Number("most"), say.Amount(s.Number("most"), item)), Number(s.Number("atEnd"), say.Amount(s.Number("atEnd"), item)), Number(s.Number("unitMonths"), say.Number(s.Number("unitMonths"))),
                    string.Join("; ", s.List("causes").Take(MostCauses).Select(Cause)),
                ];
            })]) { Nothing = say.T("missing.none") };
    }

    const int MostCauses = 3;

    string Cause(JsonElement cause)
    {
        var months = cause.Text("from") == cause.Text("to") ? cause.Text("from") : say.T("period", cause.Text("from"), cause.Text("to"));
        var (expansion, item) = (say.Expansion(cause.Text("expansion")), say.Item(cause.Text("item")));
        var payer = cause.Text("budget").Split('|') is [var who, var year] ? $"{say.Payer(who)} {year}" : "";
        return cause.Text("kind") switch
        {
            "capacity" => say.T("cause.capacity", item, Supply(cause.Text("supply")), months),
            "notready" => say.T("cause.not-ready", expansion, months),
            "budget" => payer.Length > 0 ? say.T("cause.budget", expansion, payer) : say.T("cause.no-payer", expansion),
            "mostreached" => say.T("cause.most", expansion),
            "notworthit" => say.T("cause.not-worth", expansion),
            "shelflife" => say.T("cause.shelf-life", item, months),
            "leadtime" => say.T("cause.lead-time", item),
            "nosupply" => say.T("cause.no-supply", item),
            "linestate" => say.T("cause.state", Supply(cause.Text("supply")), months),
            "consent" => say.T("cause.consent", item, months),
            _ => say.T("cause.hold", months),
        };
    }

    /// <summary>Name of a supply by its id.</summary>
    public string Supply(string id) => plan.List("supplies").FirstOrDefault(s => s.Text("id") == id) is { ValueKind: JsonValueKind.Object } s ? say.Supply(id, s.Text("kind"), s.Text("item"), s.Text("place")) : say.Line(id) ?? say.T("unlisted");

    /// <summary>What each partner gets of what it wants, by purpose.</summary>
    public TableContent Commitments() => new(say.T("commitments"), [Column("partner"), new(say.Texts["column.item"]), Column("wanted", true), Column("delivered", true), Column("late-units", true), Column("missing", true)],
        [.. plan.List("commitments").Select(c =>
        {
            var item = c.Text("item");
            TableCell Sum(string name) => Number(c.Numbers(name).Sum(), say.Amount(c.Numbers(name).Sum(), item));
            var missing = c.Numbers("missing");
            return (IReadOnlyList<TableCell>)[say.Texts.Format("terminal.colon", say.Buyer(c.Text("buyer")), say.T("purpose." + c.Text("purpose"))), say.Item(item), Sum("wanted"), Sum("delivered"), Sum("late"), Number(missing[^1], say.Amount(missing[^1], item))];
        })]);

    /// <summary>How full lines are.</summary>
    public TableContent Loads() => new(say.T("loads"), [Column("line"), new(say.Texts["column.item"]), Column("use", true), Column("full-months", true)],
        [.. plan.Part("digest").List("loads").Select(l => (IReadOnlyList<TableCell>)
        [
            Supply(l.Text("supply")), say.Item(plan.List("supplies").FirstOrDefault(s => s.Text("id") == l.Text("supply")).Text("item")), Number(l.Number("mean"), say.Share(l.Number("mean"))),
            Number(l.Number("fullMonths"), say.T("full-months", say.Number(l.Number("fullMonths")), say.Number(l.Number("months")))),
        ])]);

    /// <summary>Stock over time, of every item that has any.</summary>
    public TableContent Stock() => new(say.Texts["workbench.plan.stock"], [new(say.Texts["column.item"]), Column("span"), new(say.Texts["workbench.plan.stock.amount"], true), new(say.Texts["workbench.plan.stock.scrap"], true)],
        [.. from s in plan.List("stocks")
            from t in Enumerable.Range(0, _periods.Count)
            let item = s.Text("item")
            select (IReadOnlyList<TableCell>)[new TableCell(say.Item(item)) { Sub = t == 0 ? say.Unit(item) : "" }, _periods[t].First, Cell(s, "stock", t), Cell(s, "scrap", t)]]) { Nothing = say.Texts["workbench.plan.stock.none"] };

    /// <summary>What it costs.</summary>
    public TableContent Costs() => new(say.T("costs"), [Column("cost"), Column("discounted", true), Column("total", true)],
        [.. plan.List("costs").Where(c => c.Number("total") > 0).Select(c => (IReadOnlyList<TableCell>)
            [say.T("cost." + c.Text("kind")), Number(c.Number("discounted"), say.Euro(c.Number("discounted"))), Number(c.Number("total"), say.Euro(c.Number("total")))]),
            [say.T("cost.all"), Number(plan.Number("objective"), say.Euro(plan.Number("objective"))), ""]]);

    /// <summary>Who pays when, and what he has.</summary>
    public TableContent Spending() => new(say.T("payers"), [Column("payer"), Column("year"), Column("pays", true), Column("has", true)],
        [.. plan.List("spending").Where(s => s.Number("amount") > 0 || double.IsFinite(s.Number("limit"))).Select(s => (IReadOnlyList<TableCell>)
        [
            say.Payer(s.Text("payer")), s.Number("year").ToString(CultureInfo.InvariantCulture), Number(s.Number("amount"), say.Euro(s.Number("amount"))),
            double.IsInfinity(s.Number("limit")) ? say.T("no-limit") : Number(s.Number("limit"), say.Euro(s.Number("limit"))),
        ])]) { Nothing = say.Texts["workbench.plan.no-payers"] };

    /// <summary>Where the work goes: people and capital by country and region.</summary>
    public TableContent Work() => new(say.T("work"), [Column("place"), Column("year"), new(say.Texts["workbench.plan.people"], true), Column("capital", true)],
        [.. from w in plan.Part("digest").List("work")
            from y in w.List("years")
            where y.Number("people") > 0 || y.Number("capex") > 0
            select (IReadOnlyList<TableCell>)[Where(w), y.Number("year").ToString(CultureInfo.InvariantCulture), Number(y.Number("people"), say.Number(y.Number("people"))), Number(y.Number("capex"), say.Euro(y.Number("capex")))]])
        { Nothing = say.T("report.work.none") };

    string Where(JsonElement work) => !work.Has("place") ? say.T("work.all") : work.Has("region") ? work.Is("isPart") ? "– " + work.Text("region") : $"{say.Place(work.Text("place"))}, {work.Text("region")}" : say.Place(work.Text("place"));
}
