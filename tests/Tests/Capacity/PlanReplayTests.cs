using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Tests.Capacity;

public sealed class PlanReplayTests
{
    static string Replay(Plan plan, PlanCase? conditions = null) => string.Join('\n', PlanReplay.Run(plan, conditions).Contradictions);

    static void IsCaught(Plan plan, PlanContradictionKind kind, string where, int period, double expected, double found, PlanCase? conditions = null)
    {
        var report = PlanReplay.Run(plan, conditions);
        Assert.False(report.Holds);
        Assert.Contains(report.Contradictions, c => c.Kind == kind && c.Where == where && c.Period == period && Close(c.Expected, expected) && Close(c.Found, found));

        static bool Close(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(b));
    }

    static double[][] With(double[][] rows, int row, params double[] values) => [.. rows.Select((r, i) => i == row ? values : r)];

    static IReadOnlyList<PlanCost> With(IReadOnlyList<PlanCost> costs, PlanCost cost) => [.. costs.Select(c => c.Kind == cost.Kind ? cost : c)];

    [Fact]
    public void A_plan_worked_out_by_hand_holds()
    {
        var plan = HandPlan.Make();
        Assert.Equal("", Replay(plan));
        Assert.Equal(5142, plan.Objective, 9);
    }

    [Fact]
    public void A_unit_from_nowhere_is_caught()
    {
        var plan = HandPlan.Make();
        // Delivered once more than was made.
        IsCaught(plan with { Delivered = [[5, 10, 10, 8]], Backlog = [[3, 1, -1, -1]] }, PlanContradictionKind.Amount, "demands/DE|round|2026-01", 2, 0, -1);
        IsCaught(plan with { Delivered = [[6, 10, 9, 7]], Backlog = [[2, 0, -1e-9, 1]] }, PlanContradictionKind.Stock, "items/round", 0, 0, -1);
        // Made of less powder than the recipe asks for.
        IsCaught(plan with { Uses = [plan.Uses[0] with { Amount = [10, 20, 18, 14] }] }, PlanContradictionKind.Use, "lines/a-round", 3, 16, 14);
        // Made of nothing at all.
        IsCaught(plan with { Uses = [] }, PlanContradictionKind.Use, "lines/a-round", 0, 10, 0);
    }

    [Fact]
    public void Powder_used_in_the_month_in_which_its_making_began_is_caught()
    {
        var plan = HandPlan.Make();
        IsCaught(plan with { Arrived = With(plan.Arrived, 1, 20, 20, 14, 0) }, PlanContradictionKind.Arrival, "lines/b-powder", 0, 0, 20);
        // The same without saying so: more is used than has arrived.
        IsCaught(plan with
        {
            Production = With(plan.Production, 0, 8, 10, 7, 7), Uses = [plan.Uses[0] with { Amount = [16, 20, 14, 14] }], Arrived = With(plan.Arrived, 0, 8, 10, 7, 7), Delivered = [[8, 10, 7, 7]],
        }, PlanContradictionKind.Stock, "items/powder", 0, 0, -6);
    }

    [Fact]
    public void More_than_the_capacity_is_caught_also_where_the_plan_overstates_it()
    {
        var plan = HandPlan.Make();
        IsCaught(plan with { Production = With(plan.Production, 0, 5, 10.1, 9, 8) }, PlanContradictionKind.Production, "lines/a-round", 1, 10, 10.1);
        IsCaught(plan with { Capacity = With(plan.Capacity, 0, 10, 11, 10, 10) }, PlanContradictionKind.Capacity, "lines/a-round", 1, 10, 11);
        // An expansion gives nothing before its permits and building are through, and half while it ramps up.
        IsCaught(plan with { Capacity = With(plan.Capacity, 1, 20, 30, 30, 30) }, PlanContradictionKind.Capacity, "lines/b-powder", 1, 20, 30);
        IsCaught(plan with { Starts = [plan.Starts[0] with { FirstOutputMonth = 1, FullOutputMonth = 2 }] }, PlanContradictionKind.Start, "expansions/x", 0, 2, 1);
        IsCaught(plan with { Starts = [plan.Starts[0] with { Count = 2, Adds = 20, Capex = 2400 }] }, PlanContradictionKind.Start, "expansions/x", -1, 1, 2);
    }

    [Fact]
    public void A_stock_kept_too_long_is_caught()
    {
        // A month fewer: the powder that lay there at the start is used in the third month.
        var plan = HandPlan.Make();
        var old = plan with
        {
            Production = [[0, 5, 13, 14], [0, 0, 0, 0]], Arrived = [[0, 5, 13, 14], [0, 0, 0, 0]],
            Stock = [[10, 5, 5, 5], [0, 0, 0, 0]], Uses = [plan.Uses[0] with { Amount = [0, 5, 0, 0] }],
        };
        IsCaught(old, PlanContradictionKind.ShelfLife, "items/powder", 2, 0, 5);
        IsCaught(old, PlanContradictionKind.ShelfLife, "items/powder", 3, 0, 5);
        Assert.DoesNotContain(PlanReplay.Run(old).Contradictions, c => c.Kind == PlanContradictionKind.ShelfLife && c.Period < 2);
        // Thrown away in time, it is no contradiction.
        var thrown = old with { Scrap = [[0, 0, 5, 0], [0, 0, 0, 0]], Stock = [[10, 5, 0, 0], [0, 0, 0, 0]] };
        Assert.DoesNotContain(PlanReplay.Run(thrown).Contradictions, c => c.Kind is PlanContradictionKind.ShelfLife || (c.Kind == PlanContradictionKind.Stock && c.Where == "items/powder"));
    }

    [Fact]
    public void A_stock_that_does_not_add_up_is_caught()
    {
        var plan = HandPlan.Make();
        IsCaught(plan with { Stock = [[0, 0, 3, 0], [0, 0, 0, 0]] }, PlanContradictionKind.Stock, "items/powder", 2, 2, 3);
        IsCaught(plan with { InitialStock = [11, 0] }, PlanContradictionKind.Stock, "items/powder", -1, 10, 11);
        IsCaught(plan with { Scrap = [[0, 0, 1, 0], [0, 0, 0, 0]] }, PlanContradictionKind.Stock, "items/powder", 2, 1, 2);
    }

    [Fact]
    public void A_backlog_that_does_not_add_up_is_caught()
    {
        var plan = HandPlan.Make();
        IsCaught(plan with { Backlog = [[3, 0, 0, 0]] }, PlanContradictionKind.Backlog, "demands/DE|round|2026-01", 1, 1, 0);
        IsCaught(plan with { Wanted = [[5, 8, 8, 8]] }, PlanContradictionKind.Demand, "demands/DE|round|2026-01", 0, 8, 5);
        IsCaught(plan with { Demands = [plan.Demands[0] with { Weight = 0.5 }] }, PlanContradictionKind.Demand, "demands/DE|round|2026-01", -1, 1, 0.5);
        IsCaught(plan with { Shortfalls = [] }, PlanContradictionKind.Shortfall, "demands/DE|round|2026-01", -1, 3, 0);
        IsCaught(plan with { Shortfalls = [plan.Shortfalls[0] with { UnitMonths = 3 }] }, PlanContradictionKind.Shortfall, "demands/DE|round|2026-01", -1, 4, 3);
    }

    [Fact]
    public void An_unpaid_start_is_caught()
    {
        var plan = HandPlan.Make();
        var start = plan.Starts[0];
        IsCaught(plan with { Starts = [start with { Payments = [] }], Spending = [] }, PlanContradictionKind.Payment, "expansions/x", 2026, 1200, 0);
        // More than there is.
        var poor = HandPlan.Package.Add("budgets", "payer=FR year=2026 amount=100 share=50 area=FR");
        IsCaught(HandPlan.Make(poor) with { Starts = [start with { Payments = [new(0, "DE", 2026, 1000), new(1, "FR", 2026, 200)] }] }, PlanContradictionKind.Budget, "budgets/FR|2026", -1, 100, 200);
        // Where it may not be spent.
        IsCaught(HandPlan.Make(poor) with { Starts = [start with { Payments = [new(0, "DE", 2026, 1150), new(1, "FR", 2026, 50)] }] }, PlanContradictionKind.Payment, "expansions/x", -1, 0, 50);
        // By a budget that does not count.
        IsCaught(plan, PlanContradictionKind.Budget, "budgets/DE|2026", -1, 0, 1200, new PlanCase { BudgetParts = new Dictionary<int, double>() });
    }

    [Fact]
    public void A_wrong_cost_is_caught()
    {
        var plan = HandPlan.Make();
        IsCaught(plan with { ProductionCost = With(plan.ProductionCost, 0, 500, 1000, 900, 700) }, PlanContradictionKind.Cost, "lines/a-round", 3, 800, 700);
        IsCaught(plan with { Costs = With(plan.Costs, new(PlanCostKind.Capex, [0, 1100, 0, 0], 0, 1100)) }, PlanContradictionKind.Cost, "Capex", 1, 1200, 1100);
        IsCaught(plan with { Costs = With(plan.Costs, new(PlanCostKind.Holding, [0, 0, 0, 0], 0, 0)) }, PlanContradictionKind.Cost, "Holding", 2, 2, 0);
        IsCaught(plan with { Costs = With(plan.Costs, new(PlanCostKind.Shortfall, [150, 50, 0, 0], 0, 100)) }, PlanContradictionKind.Objective, "objective", -1, 5142, 5042);
        IsCaught(plan with { Costs = [.. plan.Costs.Where(c => c.Kind != PlanCostKind.Capex)] }, PlanContradictionKind.Objective, "objective", -1, 5142, 3942);
        IsCaught(plan with { Discount = [1, 1, 1, 0.9] }, PlanContradictionKind.Discount, "discount", 3, 1, 0.9);
        IsCaught(plan with { Supplies = [plan.Supplies[0] with { UnitCost = 90 }, plan.Supplies[1]] }, PlanContradictionKind.Supply, "lines/a-round", -1, 100, 90);
    }

    [Fact]
    public void People_and_capital_that_do_not_follow_from_the_plan_are_caught()
    {
        var plan = HandPlan.Make();
        IsCaught(plan with { Work = [plan.Work[0] with { People = [15, 30, 27, 24] }] }, PlanContradictionKind.Work, "DE", 2, 39, 27);
        IsCaught(plan with { Work = [plan.Work[0] with { Capex = [0, 0, 1200, 0] }] }, PlanContradictionKind.Work, "DE", 1, 1200, 0);
    }

    [Fact]
    public void Starts_that_were_not_asked_for_are_caught()
    {
        var plan = HandPlan.Make();
        Assert.Equal("", Replay(plan, new PlanCase { Starts = new Dictionary<int, IReadOnlyList<int>> { [0] = [1, 0, 0, 0] } }));
        IsCaught(plan, PlanContradictionKind.Start, "expansions/x", 0, 0, 1, new PlanCase { Starts = new Dictionary<int, IReadOnlyList<int>> { [0] = [0, 1, 0, 0] } });
        IsCaught(plan, PlanContradictionKind.Start, "expansions/x", 0, 0, 1, new PlanCase { Expansions = [] });
    }

    [Fact]
    public void Lists_of_the_wrong_length_are_a_contradiction_and_not_an_exception()
    {
        var plan = HandPlan.Make();
        IsCaught(plan with { Production = [[5, 10, 9, 8]] }, PlanContradictionKind.Shape, "production", -1, 2, 1);
        IsCaught(plan with { Production = With(plan.Production, 0, 5, 10, double.NaN, 8) }, PlanContradictionKind.Amount, "lines/a-round", 2, 0, double.NaN);
    }

    // Rounds need at least 4 a month; starting again takes half a month and costs 70; readiness 9 a month.
    static Plan WithStates(double[] made, params PlanLineState[] states)
    {
        var package = HandPlan.Package.Add("lines", $"id=c-case item=case capacity=10 capacity_unit=piece/month country=DE unit_cost=0 lead_time_days=0 minimum_rate=4 readiness_fee=9 restart_cost=70 restart_days={365.0 / 24:R}");
        package.Add("items", "id=case unit=piece complete=yes").Add("demands", "buyer=DE item=case from=2026-01 to=2026-04 rate=0 rate_unit=piece/month shortfall_price=1");
        var plan = HandPlan.Make(package);
        var network = plan.Network;
        var (item, line) = (network.Items.Single(i => i.Id == "case").Index, network.Lines.Single(l => l.Id == "c-case").Index);
        double[] nothing = [0, 0, 0, 0];
        double[][] Insert(double[][] rows, double[] row) => [row, .. rows];
        return plan with
        {
            Supplies = [.. plan.Supplies.Select(s => s with { Item = s.Item + 1 }), new(2, PlanSupplyKind.Line, item, line, -1, "c-case", network.Lines[line].Country, "", 0, 0, false)],
            Demands = [new(0, 0, -1, "DE", item, "firm", "own", 1, 1, 1), plan.Demands[0] with { Index = 1, Row = 1, Item = 2 }],
            Items = [0, 1, 2],
            Capacity = [.. plan.Capacity, [10, 10, 10, 10]], Production = [.. plan.Production, made], Arrived = [.. plan.Arrived, made], ProductionCost = [.. plan.ProductionCost, nothing],
            Before = [0, 0, 0], BeforePool = [0, 0, 0], InitialStock = [0, 10, 0],
            Uses = [plan.Uses[0] with { Input = 1 }],
            Stock = Insert(plan.Stock, nothing), Scrap = Insert(plan.Scrap, made),
            Wanted = Insert(plan.Wanted, nothing), Delivered = Insert(plan.Delivered, nothing), Backlog = Insert(plan.Backlog, nothing),
            Shortfalls = [plan.Shortfalls[0] with { Demand = 1 }],
            LineStates = [new(2, states)],
        };
    }

    const PlanLineState Running = PlanLineState.Running, Warm = PlanLineState.Warm, Cold = PlanLineState.Cold, Restarting = PlanLineState.Restarting;

    [Fact]
    public void A_line_that_goes_cold_loses_its_restart_time_and_pays_for_it()
    {
        // Half a month is lost: between 2 and 5 can be made.
        var plan = WithStates([4, 0, 5, 0], Running, Cold, Running, Warm);
        IsCaught(plan, PlanContradictionKind.Cost, "Restart", 2, 70, 0);
        IsCaught(plan, PlanContradictionKind.Cost, "Readiness", 3, 9, 0);
        plan = plan with { Costs = With(With(plan.Costs, new(PlanCostKind.Restart, [0, 0, 70, 0], 0, 70)), new(PlanCostKind.Readiness, [0, 0, 0, 9], 0, 9)) };
        Assert.Equal("", Replay(plan));
        IsCaught(WithStates([4, 0, 6, 0], Running, Cold, Running, Warm), PlanContradictionKind.LineState, "lines/c-case", 2, 5, 6);
        IsCaught(WithStates([4, 0, 1, 0], Running, Cold, Running, Warm), PlanContradictionKind.LineState, "lines/c-case", 2, 2, 1);
    }

    [Fact]
    public void Line_states_that_do_not_fit_what_is_made_are_caught()
    {
        IsCaught(WithStates([4, 3, 4, 4], Running, Running, Running, Running), PlanContradictionKind.LineState, "lines/c-case", 1, 4, 3);
        IsCaught(WithStates([4, 4, 4, 4], Running, Warm, Running, Running), PlanContradictionKind.LineState, "lines/c-case", 1, 0, 4);
        IsCaught(WithStates([4, 0, 4, 4], Running, Restarting, Running, Running), PlanContradictionKind.LineState, "lines/c-case", 1, 0, 1);
        // Without a state it may not stand still.
        IsCaught(WithStates([4, 0, 4, 4]) with { LineStates = [] }, PlanContradictionKind.LineState, "lines/c-case", 1, 4, 0);
    }

    [Fact]
    public void A_cost_that_falls_with_volume_is_the_integral_of_the_curve()
    {
        // 90 per cent from 100 units on: the next 32 cost 100 x (Q/100)^log2(0.9) each; 40 can be made at most.
        var learning = new CrawfordSteps(100, 100, Math.Log2(0.9), 40);
        var plan = HandPlan.Make(HandPlan.With("units_made=100 learning=90"));
        var made = plan.Production[0];
        var cost = new double[4];
        var units = 0.0;
        for (var t = 0; t < 4; t++) cost[t] = learning.Pieces(units += made[t]) - cost.Take(t).Sum();
        // By steps of a thousandth of a unit the smooth curve gives the same within what the pieces leave.
        Assert.InRange(cost.Sum(), learning.Steps(32) * (1 - 1e-3), learning.Steps(32));
        double[] all = [.. cost.Select((c, t) => c + plan.ProductionCost[1][t])];
        var right = plan with { ProductionCost = With(plan.ProductionCost, 0, cost), Costs = With(plan.Costs, new(PlanCostKind.Production, all, 0, all.Sum())) };
        Assert.Equal("", Replay(right));
        // Without learning, or with the cheapest piece first, the cost is another one.
        Assert.Contains(PlanReplay.Run(plan).Contradictions, c => c.Kind == PlanContradictionKind.Cost && c.Where == "lines/a-round");
    }

    // Four pieces, equal in the ratio of their ends, each at the average of the curve by a sum over small steps.
    sealed record CrawfordSteps(double Cost, double Made, double Power, double Most)
    {
        const double Step = 0.001;

        public double Steps(double units) => Between(0, units);

        double Between(double from, double to)
        {
            var count = (int)Math.Ceiling((to - from) / Step);
            var width = (to - from) / count;
            return Enumerable.Range(0, count).Sum(i => width * Cost * Math.Pow((Made + from + (i + 0.5) * width) / Made, Power));
        }

        public double Pieces(double units)
        {
            var (paid, from) = (0.0, 0.0);
            for (var k = 1; k <= 4; k++)
            {
                var to = Made * Math.Pow((Made + Most) / Made, k / 4.0) - Made;
                if (units <= from) break;
                paid += Between(from, to) / (to - from) * (Math.Min(units, to) - from);
                from = to;
            }
            return paid;
        }
    }
}
