using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What a source of an item in a plan is.</summary>
public enum PlanSupplyKind
{
    /// <summary>A line of the package.</summary>
    Line,
    /// <summary>The rest of a published total.</summary>
    Others,
    /// <summary>Unlisted supply inside the perimeter.</summary>
    UnlistedInside,
    /// <summary>Unlisted supply outside the perimeter.</summary>
    UnlistedOutside,
    /// <summary>A new line that an expansion builds.</summary>
    New,
}

/// <summary>One source of an item in a plan.</summary>
/// <param name="Index">Position in the plan's list.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Item">Item it makes.</param>
/// <param name="Line">Its line in the network, or -1.</param>
/// <param name="Expansion">The expansion that builds it where it is new, or -1.</param>
/// <param name="Id">Identifier: that of the line or the expansion, <c>others:item:area</c>, <c>unlisted-inside:item</c>, <c>unlisted-outside:item</c>.</param>
/// <param name="Place">Where it stands; empty where unknown.</param>
/// <param name="Region">NUTS region; empty where unknown.</param>
/// <param name="LeadTimeMonths">Months from the start of a unit to its arrival, as the plan counts them.</param>
/// <param name="UnitCost">EUR for one unit as the plan counts it (before learning), or null where it is unknown and counts nothing.</param>
/// <param name="HasUnknownSize">True where its capacity is not known in some period: unlimited in the central reading, nothing in the pessimistic one.</param>
public sealed record PlanSupply(int Index, PlanSupplyKind Kind, int Item, int Line, int Expansion, string Id, CountrySet Place, string Region,
    double LeadTimeMonths, double? UnitCost, bool HasUnknownSize);

/// <summary>What is wanted, as a plan counts it.</summary>
/// <param name="Index">Position in the plan's list.</param>
/// <param name="Row">Index of <see cref="Network.Demands"/>, or -1 where it was made from a goal.</param>
/// <param name="Goal">Index of <see cref="Network.Goals"/>, or -1.</param>
/// <param name="Buyer">Who wants it, or <c>goal</c>.</param>
/// <param name="Item">Item.</param>
/// <param name="Certainty">firm, option or intention.</param>
/// <param name="Purpose">own, commitment, export or stock.</param>
/// <param name="Priority">1 is served first.</param>
/// <param name="ShortfallPrice">EUR for one unit late or missing for a month, before weights.</param>
/// <param name="Weight">Weight of certainty times weight of priority.</param>
public sealed record PlanDemand(int Index, int Row, int Goal, string Buyer, int Item, string Certainty, string Purpose, double Priority, double ShortfallPrice, double Weight);

/// <summary>What a supply uses of one recipe row.</summary>
/// <param name="Supply">Supply, as index of <see cref="Plan.Supplies"/>.</param>
/// <param name="Row">Recipe row, as index of <see cref="Network.Recipes"/>.</param>
/// <param name="Input">Item used.</param>
/// <param name="Amount">Per period, in the input's unit.</param>
public sealed record PlanUse(int Supply, int Row, int Input, IReadOnlyList<double> Amount);

/// <summary>What one line sends to another over a link.</summary>
/// <param name="Link">Link, as index of <see cref="Network.Links"/>; -1 where a new line serves a customer that has links.</param>
/// <param name="Supplier">Supplying line, as index of <see cref="Plan.Supplies"/>.</param>
/// <param name="Customer">Supplied line, as index of <see cref="Plan.Supplies"/>.</param>
/// <param name="Item">What is sent.</param>
/// <param name="TransportMonths">Months under way, beside the supplier's lead time.</param>
/// <param name="Before">Sent per month before the plan begins, in the item's unit.</param>
/// <param name="Started">Of the production that the supplier starts in each period, what goes over this link, in the item's unit.</param>
/// <param name="Arrived">What arrives at the customer in each period.</param>
public sealed record PlanFlow(int Link, int Supplier, int Customer, int Item, double TransportMonths, double Before, IReadOnlyList<double> Started, IReadOnlyList<double> Arrived);

/// <summary>Stock of a linked input at the line that its suppliers serve; it is that line's own and nobody else draws on it.</summary>
/// <param name="Supply">The line, as index of <see cref="Plan.Supplies"/>.</param>
/// <param name="Item">What lies there.</param>
/// <param name="Stock">At the end of each period, in the item's unit; nothing lies there before the first.</param>
/// <param name="Scrap">Thrown away in each period.</param>
public sealed record PlanLineStock(int Supply, int Item, IReadOnlyList<double> Stock, IReadOnlyList<double> Scrap);

/// <summary>Money of one payer for one start.</summary>
/// <param name="Budget">Budget row, as index of <see cref="Network.Budgets"/>; -1 where the package has no budgets.</param>
/// <param name="Payer">Who pays; empty where the package has no budgets.</param>
/// <param name="Year">Calendar year.</param>
/// <param name="Amount">EUR, not discounted.</param>
public sealed record PlanPayment(int Budget, string Payer, int Year, double Amount);

/// <summary>An expansion that starts.</summary>
/// <param name="Expansion">Expansion, as index of <see cref="Network.Expansions"/>.</param>
/// <param name="Period">Period in which it starts, or -1 where it was decided and started before the plan begins.</param>
/// <param name="Start">First day.</param>
/// <param name="StartMonth">Months from the start of the plan; negative where it started before.</param>
/// <param name="Count">How often it starts then.</param>
/// <param name="FirstOutputMonth">Months from the start of the plan to the end of permits and building.</param>
/// <param name="FullOutputMonth">Months from the start of the plan to full capacity.</param>
/// <param name="Adds">Capacity at full output, per month in the item's unit, of all that start.</param>
/// <param name="Capex">EUR, not discounted, of all that start; without what was spent before the plan begins. Null where it is unknown and counts nothing.</param>
/// <param name="IsDecided">True where it was decided and is no choice of the plan.</param>
public sealed record PlanStart(int Expansion, int Period, DateOnly Start, double StartMonth, int Count, double FirstOutputMonth, double FullOutputMonth, double Adds, double? Capex, bool IsDecided)
{
    /// <summary>Who pays what in which year; the payments of one expansion that starts several times stand with its first start.</summary>
    public IReadOnlyList<PlanPayment> Payments { get; init; } = [];

    /// <summary>Months that permits take, before building.</summary>
    public double PermitMonths { get; init; }

    /// <summary>Share of full output on average over a period: nothing before building ends, then a straight line up to full output.</summary>
    public double Reached(PlanPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return (Area(period.End) - Area(period.Offset)) / period.Months;
    }

    double Area(double month)
    {
        var (since, ramp) = (month - FirstOutputMonth, FullOutputMonth - FirstOutputMonth);
        return since <= 0 ? 0 : since < ramp ? since * since / (2 * ramp) : since - ramp / 2;
    }
}

/// <summary>What the starts of a plan add to an item, as planned and as can be expected.</summary>
/// <param name="Item">Item.</param>
/// <param name="Added">Capacity at full output, per month in the item's unit, all starts together.</param>
/// <param name="Expected">The same, each start weighed by its stated chance (central); one without counts in full.</param>
/// <param name="Unstated">Of <paramref name="Added"/>, what has no stated chance.</param>
public sealed record PlanExpected(int Item, double Added, double Expected, double Unstated);

/// <summary>How a line with a least rate runs in a period.</summary>
public enum PlanLineState
{
    /// <summary>Makes at least its least rate.</summary>
    Running,
    /// <summary>Makes nothing, is kept ready for a fee and can run again at once.</summary>
    Warm,
    /// <summary>Makes nothing and costs nothing; to run again takes its restart time and cost.</summary>
    Cold,
    /// <summary>On the way from cold to running.</summary>
    Restarting,
}

/// <summary>How a line with a least rate runs over time.</summary>
/// <param name="Supply">Supply, as index of <see cref="Plan.Supplies"/>.</param>
/// <param name="States">Per period.</param>
public sealed record PlanLineStates(int Supply, IReadOnlyList<PlanLineState> States);

/// <summary>Kind of a cost.</summary>
public enum PlanCostKind
{
    /// <summary>Making units.</summary>
    Production,
    /// <summary>Building expansions.</summary>
    Capex,
    /// <summary>Keeping lines ready.</summary>
    Readiness,
    /// <summary>Starting lines again.</summary>
    Restart,
    /// <summary>Keeping stocks.</summary>
    Holding,
    /// <summary>Units late or missing, weighed; no money flows.</summary>
    Shortfall,
    /// <summary>Units missing at the end, priced on for the tail; no money flows.</summary>
    Tail,
}

/// <summary>One kind of cost over time.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="PerPeriod">EUR per period, not discounted; capital that is spent after the last period counts in <paramref name="After"/>.</param>
/// <param name="After">EUR after the last period, not discounted.</param>
/// <param name="Discounted">EUR, discounted, all together: its part of the objective.</param>
public sealed record PlanCost(PlanCostKind Kind, IReadOnlyList<double> PerPeriod, double After, double Discounted)
{
    /// <summary>EUR, not discounted, all together.</summary>
    public double Total => PerPeriod.Sum() + After;
}

/// <summary>What a payer spends in a year.</summary>
/// <param name="Budget">Budget row, as index of <see cref="Network.Budgets"/>; -1 where the package has no budgets.</param>
/// <param name="Payer">Who pays.</param>
/// <param name="Year">Calendar year.</param>
/// <param name="Amount">EUR.</param>
/// <param name="Limit">Most that may be spent, EUR; infinite where there is no limit.</param>
public sealed record PlanSpending(int Budget, string Payer, int Year, double Amount, double Limit);

/// <summary>People at work and capital spent in a place.</summary>
/// <param name="Place">Country or area; empty where unknown.</param>
/// <param name="Region">NUTS region; empty where unknown.</param>
/// <param name="People">People at work per period, on average; lines count by their use.</param>
/// <param name="Capex">EUR per period, not discounted.</param>
public sealed record PlanWork(CountrySet Place, string Region, IReadOnlyList<double> People, IReadOnlyList<double> Capex);

/// <summary>Why units are missing.</summary>
public enum PlanCauseKind
{
    /// <summary>A supply of an item works at its capacity and nothing could be added.</summary>
    Capacity,
    /// <summary>An expansion is not ready before its permits, building and ramp end.</summary>
    NotReady,
    /// <summary>An expansion could be started, but nobody can pay for it.</summary>
    Budget,
    /// <summary>All starts of the expansions are used up.</summary>
    MostReached,
    /// <summary>An expansion would help but costs more than the missing units are priced at.</summary>
    NotWorthIt,
    /// <summary>What was made before does not keep until it is wanted.</summary>
    ShelfLife,
    /// <summary>The lead time from the first start of work: nothing can arrive earlier.</summary>
    LeadTime,
    /// <summary>Nothing supplies the item.</summary>
    NoSupply,
    /// <summary>A line is held at its least rate or is starting again.</summary>
    LineState,
    /// <summary>A requirement to hold without somebody takes the means.</summary>
    Hold,
    /// <summary>A consent held outside keeps it from being delivered.</summary>
    Consent,
    /// <summary>The transport network carries no more to the buyer.</summary>
    Transport,
}

/// <summary>One cause of missing units.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Item">Item that is short, or -1.</param>
/// <param name="Supply">Supply, as index of <see cref="Plan.Supplies"/>, or -1.</param>
/// <param name="Expansion">Expansion, as index of <see cref="Network.Expansions"/>, or -1.</param>
/// <param name="Budget">Budget row, as index of <see cref="Network.Budgets"/>, or -1.</param>
/// <param name="FromPeriod">First period in which it binds.</param>
/// <param name="ToPeriod">Last period in which it binds.</param>
/// <param name="Weight">Its part in what the missing units cost: price times limit, EUR.</param>
public sealed record PlanCause(PlanCauseKind Kind, int Item, int Supply, int Expansion, int Budget, int FromPeriod, int ToPeriod, double Weight);

/// <summary>Units that a demand misses, and why.</summary>
/// <param name="Demand">Demand, as index of <see cref="Plan.Demands"/>.</param>
/// <param name="FromPeriod">First period at whose end something is missing.</param>
/// <param name="ToPeriod">Last such period.</param>
/// <param name="Most">Most units missing at the end of a period.</param>
/// <param name="AtEnd">Units missing at the end of the plan.</param>
/// <param name="UnitMonths">Units missing times months.</param>
/// <param name="Causes">Causes, the weightiest first.</param>
public sealed record PlanShortfall(int Demand, int FromPeriod, int ToPeriod, double Most, double AtEnd, double UnitMonths, IReadOnlyList<PlanCause> Causes);
