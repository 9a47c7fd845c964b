using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Ramp-up plans as JSON, for the command and for the endpoint alike. Money is EUR, amounts are in the item's unit.</summary>
static class PlanJson
{
    /// <summary>The document: one result per table of demands.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<PlanAnswer> answers, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        // The worst of all readings: who looks here only must not take a plan that was cut short for a proven one.
        json.WriteString("status", Word(answers.SelectMany(a => a.Results).Max(r => r.Status)));
        Identity(json, answers[0].Network.Package, answers[0].Results[0].Options);
        json.WriteList("results", answers, a =>
        {
            json.WriteStartObject();
            json.WriteText("target", a.Target);
            json.WriteList("readings", a.Results, r => Result(json, r, a.Network, texts));
            json.WriteList("noRegret", a.NoRegret, n =>
            {
                json.WriteStartObject();
                json.WriteString("expansion", a.Network.Expansions[n.Expansion].Id);
                json.WriteNumber("count", n.Count);
                json.WriteString("start", Dates.Text(n.Start));
                json.WriteBoolean("isDecided", n.IsDecided);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>What the run is known by.</summary>
    public static void Identity(Utf8JsonWriter json, Package package, PlanOptions options)
    {
        CapacityJson.Identity(json, package, null, options.From ?? package.Head.AsOf, () =>
        {
            json.WriteString("perimeter", options.Perimeter.Name);
            json.WriteBoolean("alone", options.Alone);
            CapacityJson.Counted(json, options.Status);
            json.WriteValue("discountRate", options.DiscountRate);
            json.WriteValue("shortfallPrice", options.ShortfallPrice ?? double.NaN);
            json.WriteValue("tailMonths", options.TailMonths);
            json.WriteString("pipeline", options.Pipeline.ToString().ToLowerInvariant());
            json.WriteValue("gap", options.Gap);
            json.WriteValue("nodeLimit", options.NodeLimit ?? double.NaN);
            json.WriteValue("timeLimitSeconds", options.TimeLimitSeconds ?? double.NaN);
            json.WriteTexts("holds", options.Holds.Select(h => h.Text));
        });
    }

    /// <summary>Flows, and uses, that are listed; further ones are counted.</summary>
    public const int MostRows = 2000;

    /// <summary>One result.</summary>
    public static void Result(Utf8JsonWriter json, PlanResult result, Network network, Texts texts)
    {
        json.WriteStartObject();
        json.WriteString("reading", result.Options.Reading.ToString().ToLowerInvariant());
        json.WriteString("status", Word(result.Status));
        // No plan is given that its replay from the rows contradicts.
        json.WriteBoolean("replayed", result.HasPlan);
        json.WriteValue("objective", result.HasPlan ? result.Plan.Objective : double.NaN);
        json.WriteValue("bound", result.Bound ?? double.NaN);
        json.WriteValue("gap", result.Gap ?? double.NaN);
        json.WriteStartObject("size");
        json.WriteNumber("columns", result.Size.Columns);
        json.WriteNumber("rows", result.Size.Rows);
        json.WriteNumber("entries", result.Size.Entries);
        json.WriteNumber("integers", result.Size.Integers);
        json.WriteEndObject();
        Coverage(json, "costCoverage", result.CostCoverage);
        Coverage(json, "dataCoverage", result.DataCoverage);
        json.WriteList("conflict", result.Conflict, c =>
        {
            json.WriteStartObject();
            json.WriteString("kind", c.Kind.ToString().ToLowerInvariant());
            json.WriteString("name", c.Name);
            json.WriteEndObject();
        });
        json.WriteList("proofs", result.Proofs, p =>
        {
            json.WriteStartObject();
            json.WriteString("hold", result.Options.Holds[p.Hold].Text);
            json.WriteTexts("without", p.Denial.DeniesOutsiders ? ["outside"] : p.Denial.Actors.Select(a => a.Id(network)));
            json.WriteValue("theta", p.Theta);
            json.WriteBoolean("holds", p.Holds);
            json.WriteEndObject();
        });
        if (result.HasPlan) Plan(json, result.Plan);
        FindingsJson.WriteList(json, result.Findings, texts);
        json.WriteEndObject();
    }

    /// <summary>A status as a stable word.</summary>
    public static string Word(PlanStatus status) => status is PlanStatus.NoPlan ? "no-plan" : status.ToString().ToLowerInvariant();

    static void Coverage(Utf8JsonWriter json, string name, Coverage coverage)
    {
        json.WriteStartObject(name);
        json.WriteValue("known", coverage.Known);
        json.WriteValue("all", coverage.All);
        json.WriteEndObject();
    }

    static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The properties of a plan, into an open object.</summary>
    public static void Plan(Utf8JsonWriter json, Plan plan)
    {
        var network = plan.Network;
        json.WriteList("periods", plan.Periods, p =>
        {
            json.WriteStartObject();
            json.WriteString("first", Month(p.First));
            json.WriteNumber("months", p.Months);
            json.WriteEndObject();
        });
        Digest(json, plan);
        json.WriteList("starts", plan.Starts, s => Start(json, s, plan));
        json.WriteList("expected", plan.Expected, e =>
        {
            json.WriteStartObject();
            json.WriteString("item", network.Items[e.Item].Id);
            json.WriteValue("added", e.Added);
            json.WriteValue("expected", e.Expected);
            json.WriteValue("unstated", e.Unstated);
            json.WriteEndObject();
        });
        json.WriteList("demands", plan.Demands, d =>
        {
            json.WriteStartObject();
            json.WriteString("buyer", d.Buyer);
            json.WriteString("item", network.Items[d.Item].Id);
            json.WriteString("certainty", d.Certainty);
            json.WriteString("purpose", d.Purpose);
            json.WriteValue("shortfallPrice", d.ShortfallPrice);
            json.WriteValue("weight", d.Weight);
            Numbers(json, "wanted", plan.Wanted[d.Index]);
            Numbers(json, "delivered", plan.Delivered[d.Index]);
            Numbers(json, "missing", plan.Backlog[d.Index]);
            json.WriteEndObject();
        });
        json.WriteList("commitments", PlanCommitments.Of(plan), c =>
        {
            json.WriteStartObject();
            json.WriteString("buyer", c.Buyer);
            json.WriteString("item", network.Items[c.Item].Id);
            json.WriteString("purpose", c.Purpose);
            Numbers(json, "wanted", c.Wanted);
            Numbers(json, "delivered", c.Delivered);
            Numbers(json, "late", c.Late);
            Numbers(json, "missing", c.Missing);
            json.WriteEndObject();
        });
        json.WriteList("shortfalls", plan.Shortfalls, s => Shortfall(json, s, plan));
        json.WriteList("costs", plan.Costs, c =>
        {
            json.WriteStartObject();
            json.WriteString("kind", c.Kind.ToString().ToLowerInvariant());
            json.WriteValue("discounted", c.Discounted);
            json.WriteValue("total", c.Total);
            Numbers(json, "perPeriod", c.PerPeriod);
            json.WriteValue("after", c.After);
            json.WriteEndObject();
        });
        json.WriteList("spending", plan.Spending, s =>
        {
            json.WriteStartObject();
            json.WriteString("payer", s.Payer);
            json.WriteNumber("year", s.Year);
            json.WriteValue("amount", s.Amount);
            json.WriteValue("limit", s.Limit);
            json.WriteEndObject();
        });
        json.WriteList("work", plan.Work, w =>
        {
            json.WriteStartObject();
            json.WriteString("place", w.Place.ToString());
            json.WriteString("region", w.Region);
            Numbers(json, "people", w.People);
            Numbers(json, "capex", w.Capex);
            json.WriteEndObject();
        });
        json.WriteList("supplies", plan.Supplies.Where(s => plan.Capacity[s.Index].Any(c => c > 0)), s =>
        {
            json.WriteStartObject();
            json.WriteString("id", s.Id);
            json.WriteString("kind", s.Kind.ToString().ToLowerInvariant());
            json.WriteString("item", network.Items[s.Item].Id);
            json.WriteString("place", s.Place.ToString());
            json.WriteValue("leadTimeMonths", s.LeadTimeMonths);
            json.WriteValue("unitCost", s.UnitCost ?? double.NaN);
            json.WriteBoolean("hasUnknownSize", s.HasUnknownSize);
            Numbers(json, "capacity", plan.Capacity[s.Index]);
            Numbers(json, "production", plan.Production[s.Index]);
            Numbers(json, "arrived", plan.Arrived[s.Index]);
            json.WriteEndObject();
        });
        Bounded(json, "flows", plan.Flows, f => f.Arrived.Sum() + f.Started.Sum(), f =>
        {
            json.WriteStartObject();
            json.WriteString("from", plan.Supplies[f.Supplier].Id);
            json.WriteString("to", plan.Supplies[f.Customer].Id);
            json.WriteString("item", network.Items[f.Item].Id);
            json.WriteValue("transportMonths", f.TransportMonths);
            Numbers(json, "started", f.Started);
            Numbers(json, "arrived", f.Arrived);
            json.WriteEndObject();
        });
        // What does not go over links comes from the pool of the item: who draws on it stands here, who fills it above.
        Bounded(json, "uses", plan.Uses, u => u.Amount.Sum(), u =>
        {
            json.WriteStartObject();
            json.WriteString("by", plan.Supplies[u.Supply].Id);
            json.WriteString("input", network.Items[u.Input].Id);
            json.WriteBoolean("overLinks", plan.Flows.Any(f => f.Customer == u.Supply && f.Item == u.Input));
            Numbers(json, "amount", u.Amount);
            json.WriteEndObject();
        });
        json.WriteList("stocks", plan.Items.Where(i => plan.Stock[i].Any(v => v > 0) || plan.Scrap[i].Any(v => v > 0)), i =>
        {
            json.WriteStartObject();
            json.WriteString("item", network.Items[i].Id);
            Numbers(json, "stock", plan.Stock[i]);
            Numbers(json, "scrap", plan.Scrap[i]);
            json.WriteEndObject();
        });
        json.WriteList("lineStocks", plan.LineStocks, s =>
        {
            json.WriteStartObject();
            json.WriteString("line", plan.Supplies[s.Supply].Id);
            json.WriteString("item", network.Items[s.Item].Id);
            Numbers(json, "stock", s.Stock);
            Numbers(json, "scrap", s.Scrap);
            json.WriteEndObject();
        });
        json.WriteList("lineStates", plan.LineStates, l =>
        {
            json.WriteStartObject();
            json.WriteString("line", plan.Supplies[l.Supply].Id);
            json.WriteTexts("states", l.States.Select(s => s.ToString().ToLowerInvariant()));
            json.WriteEndObject();
        });
    }

    // What people ask for first, so that nobody has to add up rows.
    static void Digest(Utf8JsonWriter json, Plan plan)
    {
        var network = plan.Network;
        var needs = PlanDigest.Needs(plan);
        json.WriteStartObject("digest");
        json.WriteValue("spent", PlanDigest.Spent(plan));
        json.WriteNumber("chosen", plan.Starts.Where(s => !s.IsDecided).Sum(s => s.Count));
        json.WriteList("needs", needs, n =>
        {
            json.WriteStartObject();
            json.WriteString("item", network.Items[n.Item].Id);
            json.WriteValue("wanted", n.Wanted.Sum());
            json.WriteValue("delivered", n.Delivered.Sum());
            json.WriteValue("share", n.Delivered.Sum() / n.Wanted.Sum());
            json.WriteValue("missing", n.Missing[^1]);
            json.WriteText("metFrom", n.MetFrom < plan.Periods.Count ? Month(plan.Periods[n.MetFrom].First) : null);
            json.WriteBoolean("isOnTime", n.MetFrom == 0);
            json.WriteEndObject();
        });
        json.WriteList("capacities", PlanDigest.Capacities(plan), c =>
        {
            json.WriteStartObject();
            json.WriteString("item", network.Items[c.Item].Id);
            json.WriteString("unit", network.Items[c.Item].Unit.Amount + "/month");
            json.WriteBoolean("hasUnlimited", c.HasUnlimited);
            Numbers(json, "existing", c.Existing);
            json.WriteList("added", c.Added, a =>
            {
                json.WriteStartObject();
                json.WriteString("expansion", network.Expansions[a.Expansion].Id);
                Numbers(json, "perMonth", a.PerMonth);
                json.WriteEndObject();
            });
            Numbers(json, "made", c.Made);
            if (needs.FirstOrDefault(n => n.Item == c.Item) is { } need)
            {
                Numbers(json, "wanted", plan.Periods.Select(p => need.Wanted[p.Index] / p.Months));
                Numbers(json, "delivered", plan.Periods.Select(p => need.Delivered[p.Index] / p.Months));
                Numbers(json, "missing", need.Missing);
            }
            json.WriteEndObject();
        });
        json.WriteList("loads", PlanDigest.Loads(plan), l =>
        {
            json.WriteStartObject();
            json.WriteString("supply", plan.Supplies[l.Supply].Id);
            json.WriteValue("mean", l.Mean);
            json.WriteNumber("fullMonths", l.FullMonths);
            json.WriteNumber("months", l.Months);
            json.WriteEndObject();
        });
        var work = PlanWorkTable.Of(plan);
        json.WriteList("work", work.Rows.Append(work.All), r =>
        {
            json.WriteStartObject();
            json.WriteText("place", r == work.All ? null : r.Place.ToString());
            json.WriteText("region", r.Region.Length > 0 ? r.Region : null);
            json.WriteBoolean("isPart", r.IsPart);
            json.WriteList("years", r.Years, y =>
            {
                json.WriteStartObject();
                json.WriteNumber("year", y.Year);
                json.WriteValue("people", y.People);
                json.WriteValue("capex", y.Capex);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    // A row per pair and month would be the largest part of a document of thousands of lines: the largest are listed, in their order, the rest counted.
    static void Bounded<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> rows, Func<T, double> size, Action<T> write)
    {
        var kept = rows.Count <= MostRows ? rows : [.. rows.Select((r, i) => (Row: r, Index: i)).OrderByDescending(r => size(r.Row)).ThenBy(r => r.Index).Take(MostRows).OrderBy(r => r.Index).Select(r => r.Row)];
        json.WriteList(name, kept, write);
        json.WriteNumber(name + "LeftOut", rows.Count - kept.Count);
    }

    static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> values) => json.WriteList(name, values, json.WriteValue);

    static void Start(Utf8JsonWriter json, PlanStart start, Plan plan)
    {
        json.WriteStartObject();
        json.WriteString("expansion", plan.Network.Expansions[start.Expansion].Id);
        json.WriteString("start", Dates.Text(start.Start));
        json.WriteValue("startMonth", start.StartMonth);
        json.WriteValue("permitMonths", start.PermitMonths);
        json.WriteNumber("period", start.Period);
        json.WriteNumber("count", start.Count);
        json.WriteValue("firstOutputMonth", start.FirstOutputMonth);
        json.WriteValue("fullOutputMonth", start.FullOutputMonth);
        json.WriteValue("adds", start.Adds);
        json.WriteValue("capex", start.Capex ?? double.NaN);
        json.WriteValue("chance", plan.ChanceOf(start) ?? double.NaN);
        json.WriteBoolean("isDecided", start.IsDecided);
        json.WriteList("payments", start.Payments, p =>
        {
            json.WriteStartObject();
            json.WriteString("payer", p.Payer);
            json.WriteNumber("year", p.Year);
            json.WriteValue("amount", p.Amount);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Shortfall(Utf8JsonWriter json, PlanShortfall late, Plan plan)
    {
        json.WriteStartObject();
        json.WriteNumber("demand", late.Demand);
        json.WriteString("from", Month(plan.Periods[late.FromPeriod].First));
        json.WriteString("to", Month(plan.Periods[late.ToPeriod].Last));
        json.WriteValue("most", late.Most);
        json.WriteValue("atEnd", late.AtEnd);
        json.WriteValue("unitMonths", late.UnitMonths);
        json.WriteList("causes", late.Causes, c =>
        {
            json.WriteStartObject();
            json.WriteString("kind", c.Kind.ToString().ToLowerInvariant());
            json.WriteText("item", c.Item >= 0 ? plan.Network.Items[c.Item].Id : null);
            json.WriteText("supply", c.Supply >= 0 ? plan.Supplies[c.Supply].Id : null);
            json.WriteText("expansion", c.Expansion >= 0 ? plan.Network.Expansions[c.Expansion].Id : null);
            json.WriteText("budget", c.Budget >= 0 ? $"{plan.Network.Budgets[c.Budget].Payer}|{plan.Network.Budgets[c.Budget].Year.ToString(CultureInfo.InvariantCulture)}" : null);
            json.WriteString("from", Month(plan.Periods[c.FromPeriod].First));
            json.WriteString("to", Month(plan.Periods[c.ToPeriod].Last));
            json.WriteValue("weight", c.Weight);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
