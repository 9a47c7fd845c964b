using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

/// <summary>A plan worked out by hand: rounds of two units of powder each; powder takes a month; a second powder line is built.</summary>
static class HandPlan
{
    // A month of 365/12 days, so that delays are whole months.
    public const string Month = "30.416666666666668";

    public static TestPackage Package => With("");

    public static TestPackage With(string moreOfRound) => new TestPackage()
        .Add("items", "id=powder unit=piece complete=yes", "id=round unit=piece complete=yes")
        .Line("a-round", "round", "10", "DE", $"unit_cost=100 lead_time_days=0 people=30 {moreOfRound}")
        .Line("b-powder", "powder", "20", "DE", $"unit_cost=10 lead_time_days={Month}")
        .Recipe("round", "powder", "2")
        .Add("stocks", "holder=b-powder item=powder quantity=10 shelf_life_days=61 holding_cost=1")
        .Add("expansions", "id=x line=b-powder country=DE adds=10 adds_unit=piece/month capex=1200 permit_months=1 build_months=1 ramp_months=1 people=12")
        .Add("budgets", "payer=DE year=2026 amount=1500 share=100")
        .Add("demands", "buyer=DE item=round from=2026-01 to=2026-04 rate=8 rate_unit=piece/month shortfall_price=50");

    /// <summary>Powder: 10 in stock, 20, 20 and 14 arrive; rounds: 5, 10, 9 and 8 for a demand of 8 a month.</summary>
    public static Plan Make(TestPackage? package = null)
    {
        var network = (package ?? Package).Network;
        var options = new PlanOptions { From = new(2026, 1, 1), Months = 4, DiscountRate = 0, Pipeline = PlanPipeline.Empty };
        double[] nothing = [0, 0, 0, 0];
        return new()
        {
            Network = network,
            Options = options,
            Periods = [.. Enumerable.Range(0, 4).Select(t => new PlanPeriod(t, new DateOnly(2026, 1 + t, 1), t, 1))],
            Discount = [1, 1, 1, 1],
            DiscountAfter = 1,
            Supplies =
            [
                new(0, PlanSupplyKind.Line, 1, 0, -1, "a-round", network.Lines[0].Country, "", 0, 100, false),
                new(1, PlanSupplyKind.Line, 0, 1, -1, "b-powder", network.Lines[1].Country, "", 1, 10, false),
            ],
            Demands = [new(0, 0, -1, "DE", 1, "firm", "own", 1, 50, 1)],
            Items = [0, 1],
            Capacity = [[10, 10, 10, 10], [20, 20, 25, 30]],
            Production = [[5, 10, 9, 8], [20, 20, 14, 0]],
            Arrived = [[5, 10, 9, 8], [0, 20, 20, 14]],
            BeforeCapacity = [0, 0], Before = [0, 0],
            BeforePool = [0, 0],
            Uses = [new(0, 0, 0, [10, 20, 18, 16])],
            Flows = [],
            InitialStock = [10, 0],
            Stock = [[0, 0, 2, 0], nothing],
            Scrap = [nothing, nothing],
            Wanted = [[8, 8, 8, 8]],
            Delivered = [[5, 10, 9, 8]],
            Backlog = [[3, 1, 0, 0]],
            Starts =
            [
                new(0, 0, new(2026, 1, 1), 0, 1, 2, 3, 10, 1200, false) { Payments = [new(0, "DE", 2026, 1200)] },
            ],
            LineStates = [],
            ProductionCost = [[500, 1000, 900, 800], [200, 200, 140, 0]],
            Costs =
            [
                new(PlanCostKind.Production, [700, 1200, 1040, 800], 0, 3740),
                new(PlanCostKind.Capex, [0, 1200, 0, 0], 0, 1200),
                new(PlanCostKind.Readiness, nothing, 0, 0),
                new(PlanCostKind.Restart, nothing, 0, 0),
                new(PlanCostKind.Holding, [0, 0, 2, 0], 0, 2),
                new(PlanCostKind.Shortfall, [150, 50, 0, 0], 0, 200),
                new(PlanCostKind.Tail, nothing, 0, 0),
            ],
            Spending = [new(0, "DE", 2026, 1200, 1500)],
            Work = [new(network.Lines[0].Country, "", [15, 30, 39, 36], [0, 1200, 0, 0])],
            Shortfalls = [new(0, 0, 1, 3, 0, 4, [])],
        };
    }
}
