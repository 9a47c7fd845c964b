using System.Globalization;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Adapters.Reports;

/// <summary>A plan in words: its verdict, its causes, names of what stands in it. Terminal and report say the same.</summary>
/// <param name="network">Network of the plan.</param>
/// <param name="texts">Language.</param>
/// <param name="namesParties">True to name parties and lines; buyers and expansions always are.</param>
public sealed class PlanWords(Network network, Texts.Texts texts, bool namesParties)
{
    /// <summary>Names of things.</summary>
    public Names Names { get; } = new(network, texts, namesParties);

    /// <summary>Numbers for people.</summary>
    public Numbers Numbers { get; } = new(texts);

    /// <summary>A text of the plan.</summary>
    public string T(string key, params ReadOnlySpan<string> values) => texts.Format("capacity.plan." + key, values);

    /// <summary>Euro.</summary>
    public string Euro(double value) => Money.Text(texts, Numbers, value);

    /// <summary>An amount of an item with its unit.</summary>
    public string Amount(double value, int item) => Numbers.Amount(Numbers.Text(value), value, network.Items[item].Unit.Amount);

    /// <summary>An amount of an item; pieces go without saying.</summary>
    public string Bare(double value, int item) => network.Items[item].Unit.Amount == "piece" || value == 0 ? Numbers.Text(value) : Amount(value, item);

    /// <summary>Unit that an item is counted in.</summary>
    public string Unit(int item) => Numbers.Unit(network.Items[item].Unit.Amount);

    /// <summary>A rate of an item with its unit, per month.</summary>
    public string Rate(double perMonth, int item) => texts.Format("unit.a-month", Amount(perMonth, item));

    /// <summary>A month as in files, <c>2027-03</c>.</summary>
    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The month that so many months after the start of the plan lie in; blank where that is out of reach.</summary>
    public static string Month(Plan plan, double month)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return month > 1200 ? "" : Month(plan.Periods[0].First.AddMonths((int)Math.Floor(month + 1e-9)));
    }

    /// <summary>From a month to a month.</summary>
    public string Period(DateOnly from, DateOnly to) => Month(from) == Month(to) ? Month(from) : T("period", Month(from), Month(to));

    /// <summary>Months of a span, short (ISO 8601 interval): <c>2027-01/03</c>, <c>2027-11/2028-01</c>.</summary>
    public static string Span(PlanSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return Span(span.From, span.To);
    }

    /// <summary>From a month to a month, short.</summary>
    public static string Span(DateOnly from, DateOnly to) =>
        from.Year != to.Year ? $"{Month(from)}/{Month(to)}" : from.Month == to.Month ? Month(from) : $"{Month(from)}/{to.Month.ToString("00", CultureInfo.InvariantCulture)}";

    /// <summary>The reading that a plan was made in.</summary>
    public string Reading(PlanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return T("reading." + result.Options.Reading.ToString().ToLowerInvariant());
    }

    /// <summary>When, and how the search ended: proven, by a limit, stopped, no plan.</summary>
    public string Status(PlanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (!result.HasPlan) return T("status.noplan");
        var period = Period(result.Plan.Periods[0].First, result.Plan.Periods[^1].Last);
        return T("status." + result.Status.ToString().ToLowerInvariant(), period, result.Gap is { } gap ? Numbers.Share(gap) : texts["unit.unknown"]);
    }

    /// <summary>The verdict: what comes of what is wanted, when nothing is late any more, what it costs, and how good that is.</summary>
    public IEnumerable<string> Verdict(PlanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (!result.HasPlan) yield break;
        var plan = result.Plan;
        foreach (var need in PlanDigest.Needs(plan))
        {
            var (name, wanted, delivered, missing) = (Names.Item(need.Item), Amount(need.Wanted.Sum(), need.Item), Amount(need.Delivered.Sum(), need.Item), need.Missing[^1]);
            yield return need.MetFrom == 0 ? T("verdict.on-time", name, wanted)
                : need.MetFrom < plan.Periods.Count ? T("verdict.met", name, wanted, Month(plan.Periods[need.MetFrom].First))
                : T("verdict.short", name, wanted, delivered, Numbers.Share(need.Delivered.Sum() / need.Wanted.Sum()), Amount(missing, need.Item));
        }
        var starts = plan.Starts.Where(s => !s.IsDecided).Sum(s => s.Count);
        var spent = Euro(PlanDigest.Spent(plan));
        yield return starts == 0 ? T("verdict.cost.none", spent) : T("verdict.cost", spent, Euro(plan.CostOf(PlanCostKind.Capex)), Numbers.Text(starts));
        yield return result.Bound is { } bound ? T("verdict.bound", Euro(plan.Objective), Euro(Math.Min(bound, plan.Objective)), result.Gap is { } gap ? Numbers.Share(gap) : texts["unit.unknown"]) : T("verdict.no-bound", Euro(plan.Objective));
    }

    /// <summary>What the starts add once their chances are counted; only of items where one may fail.</summary>
    public IEnumerable<string> Expected(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var item in plan.Expected.Where(e => e.Expected < e.Added))
        {
            var text = T("expected", Names.Item(item.Item), Rate(item.Added, item.Item), Rate(item.Expected, item.Item));
            yield return item.Unstated > 0 ? text + " " + T("expected.unstated", Rate(item.Unstated, item.Item)) : text;
        }
    }

    /// <summary>What must hold without somebody, and the worst case of each, proven.</summary>
    public IEnumerable<string> Holds(PlanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (var hold in result.Proofs.GroupBy(p => p.Hold).OrderBy(g => g.Key))
        {
            var worst = hold.OrderBy(p => p.Theta).First();
            var who = worst.Denial.DeniesOutsiders ? T("outside") : Names.Join(worst.Denial.Actors.Select(Names.Actor));
            yield return T(hold.All(p => p.Holds) ? "hold.kept" : "hold.broken", result.Options.Holds[hold.Key].Text, Numbers.Share(worst.Theta), who, Numbers.Text(hold.Count()));
        }
    }

    /// <summary>Who wants something.</summary>
    public string Buyer(PlanDemand demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        return demand.Goal >= 0 ? T("goal") : demand.Row >= 0 && network.Demands[demand.Row].BuyerParty is >= 0 and var party ? network.Parties[party].Name : demand.Buyer;
    }

    /// <summary>Who wants what.</summary>
    public string Demand(PlanDemand demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        return texts.Format("terminal.colon", Buyer(demand), Names.Item(demand.Item));
    }

    /// <summary>Whose promise or need, for what purpose; the item where the plan delivers several.</summary>
    public string Commitment(Plan plan, PlanCommitment commitment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(commitment);
        var buyer = Buyer(plan.Demands[commitment.Demands[0]]);
        var who = texts.Format("terminal.colon", buyer, T("purpose." + commitment.Purpose));
        return plan.Demands.All(d => d.Item == commitment.Item) ? who : $"{who}, {Names.Item(commitment.Item)}";
    }

    /// <summary>A source of an item.</summary>
    public string Supply(PlanSupply supply)
    {
        ArgumentNullException.ThrowIfNull(supply);
        return supply.Kind switch
        {
            PlanSupplyKind.Line => Names.Actor(new(ActorKind.Line, supply.Line)),
            PlanSupplyKind.New => network.Expansions[supply.Expansion].Name,
            PlanSupplyKind.Others => T("others", Names.Place(supply.Place)),
            _ => T("unlisted"),
        };
    }

    /// <summary>An expansion, with how often it starts.</summary>
    public string Start(PlanStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        var name = network.Expansions[start.Expansion].Name;
        return start.Count > 1 ? T("times", Numbers.Text(start.Count), name) : name;
    }

    /// <summary>Where work is done: country and region.</summary>
    public string Place(CountrySet place, string region) => region.Length == 0 ? Names.Place(place) : $"{Names.Place(place)}, {region}";

    /// <summary>Where work is done; a region below its country by its own name.</summary>
    public string Place(PlanWorkRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.IsPart && row.Region.Length > 0 ? row.Region : Place(row.Place, row.Region);
    }

    /// <summary>What the people at work leave out, or null where everything says its people.</summary>
    public string? Uncounted(PlanWorkTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.UnknownLines.Count + table.UnknownExpansions.Count == 0 ? null : T("work.unknown", Numbers.Text(table.UnknownLines.Count), Numbers.Text(table.UnknownExpansions.Count));
    }

    /// <summary>Who pays; what has no payer is paid by nobody named.</summary>
    public string Payer(string payer) => string.IsNullOrEmpty(payer) ? T("payer.none") : network.Parties.FirstOrDefault(p => p.Id == payer)?.Name ?? payer;

    /// <summary>Who is short of what, how much at most and when.</summary>
    public string Shortfall(Plan plan, PlanShortfall late)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(late);
        var demand = plan.Demands[late.Demand];
        return T("missing.row", Demand(demand), Amount(late.Most, demand.Item), Month(plan.Periods[late.FromPeriod].First), Month(plan.Periods[late.ToPeriod].Last));
    }

    /// <summary>Why something is missing.</summary>
    public string Cause(Plan plan, PlanCause cause)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(cause);
        var expansion = cause.Expansion >= 0 ? network.Expansions[cause.Expansion].Name : "";
        var supply = cause.Supply >= 0 ? Supply(plan.Supplies[cause.Supply]) : "";
        var item = cause.Item >= 0 ? Names.Item(cause.Item) : "";
        var months = Period(plan.Periods[cause.FromPeriod].First, plan.Periods[cause.ToPeriod].Last);
        var payer = cause.Budget >= 0 ? $"{Payer(network.Budgets[cause.Budget].Payer)} {network.Budgets[cause.Budget].Year.ToString(CultureInfo.InvariantCulture)}" : "";
        return cause.Kind switch
        {
            PlanCauseKind.Capacity => T("cause.capacity", item, supply, months),
            PlanCauseKind.NotReady => T("cause.not-ready", expansion, months),
            PlanCauseKind.Budget => payer.Length > 0 ? T("cause.budget", expansion, payer) : T("cause.no-payer", expansion),
            PlanCauseKind.MostReached => T("cause.most", expansion),
            PlanCauseKind.NotWorthIt => T("cause.not-worth", expansion),
            PlanCauseKind.ShelfLife => T("cause.shelf-life", item, months),
            PlanCauseKind.LeadTime => T("cause.lead-time", item),
            PlanCauseKind.NoSupply => T("cause.no-supply", item),
            PlanCauseKind.LineState => T("cause.state", supply, months),
            PlanCauseKind.Consent => T("cause.consent", item, months),
            PlanCauseKind.Transport => T("cause.transport", item, months),
            _ => T("cause.hold", months),
        };
    }
}
