using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Solving;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>Whole starts made of parts: when they are needed, and when somebody can pay for them.</summary>
public sealed class PlanScheduleTests
{
    // Two expansions of 100 euro each, spent in the month of their start.
    static PlanProgram Program(params string[] budgets) => new(new PlanData(new TestPackage().Items("a", "b").Recipe("a", "b", "1")
        .Line("la", "a", "50").Line("lb", "b", "50")
        .Add("expansions", "id=x line=la country=DE adds=50 adds_unit=piece/month capex=100 permit_months=0 build_months=1 ramp_months=0 most=2",
            "id=y line=lb country=DE adds=50 adds_unit=piece/month capex=100 permit_months=0 build_months=1 ramp_months=0")
        .Add("budgets", budgets)
        .Add("demands", "buyer=DE item=a from=2027-01 to=2028-12 rate=100 rate_unit=piece/month shortfall_price=50").Network, Plain(24), PlanCase.Plain));

    static (int Expansion, int Period)[] Starts(int[][] starts) => [.. starts.SelectMany((row, e) => row.SelectMany((n, t) => Enumerable.Repeat((e, t), n)))];

    static double[][] Parts(params (int Expansion, int Period, double Part)[] parts)
    {
        double[][] all = [new double[24], new double[24]];
        foreach (var (e, t, part) in parts) all[e][t] = part;
        return all;
    }

    // Three tenths in January and in March reach one half in March; half a start in February reaches it in February.
    static readonly double[][] Wanted = Parts((0, 0, 0.3), (0, 2, 0.3), (1, 1, 0.5));

    [Fact]
    public void A_start_is_whole_in_the_month_in_which_its_parts_reach_the_threshold()
    {
        var program = Program("payer=DE year=2027 amount=1000");
        Assert.Equal([(0, 2), (1, 1)], Starts(new PlanSchedule(program).Round(Wanted, 0.5)));
        Assert.Equal([(0, 0), (1, 1)], Starts(new PlanSchedule(program).Round(Wanted, 0.3)));
        Assert.Empty(Starts(new PlanSchedule(program).Round(Wanted, 0.7)));
    }

    [Fact]
    public void Parts_beyond_one_start_are_the_next_one() =>
        Assert.Equal([(0, 0), (0, 5)], Starts(new PlanSchedule(Program("payer=DE year=2027 amount=1000")).Round(Parts((0, 0, 0.9), (0, 5, 0.7)), 0.5)));

    [Fact]
    public void What_is_needed_first_is_paid_first_and_the_other_waits_for_the_year_that_pays_it()
    {
        var starts = new PlanSchedule(Program("payer=DE year=2027 amount=150", "payer=DE year=2028 amount=150")).Round(Wanted, 0.5);
        Assert.Equal([(0, 12), (1, 1)], Starts(starts));
    }

    [Fact]
    public void What_nobody_can_ever_pay_does_not_start() =>
        Assert.Equal([(1, 1)], Starts(new PlanSchedule(Program("payer=DE year=2027 amount=150", "payer=DE year=2028 amount=90")).Round(Wanted, 0.5)));

    // DE may pay 60 of the 100; the missing 40 are there in 2028 only.
    [Fact]
    public void Nobody_pays_more_than_his_share() =>
        Assert.Equal([(0, 12)], Starts(new PlanSchedule(Program("payer=DE year=2027 amount=1000 share=60", "payer=FR year=2027 amount=30 share=40", "payer=DE year=2028 amount=1000 share=60", "payer=FR year=2028 amount=40 share=40"))
            .Round(Parts((0, 2, 1)), 0.5)));

    [Fact]
    public void Starts_before_the_first_period_of_choice_stay_and_are_paid()
    {
        var starts = new PlanSchedule(Program("payer=DE year=2027 amount=150", "payer=DE year=2028 amount=150")).Round(Parts((0, 2, 1), (1, 4, 0.5)), 0.5, from: 3);
        Assert.Equal([(0, 2), (1, 12)], Starts(starts));
    }

    // On random networks with budgets, shares and areas: the program without a choice of starts always has a plan.
    [Fact]
    public void What_is_paid_for_here_is_paid_for_in_the_program()
    {
        var tried = 0;
        foreach (var small in Enumerable.Range(1, 80).Select(i => new SmallPlans((ulong)i).Make()).Where(p => p.Budgets.Count > 0))
        {
            var program = new PlanProgram(new PlanData(small.Package().Network, small.Options, PlanCase.Plain));
            using var solver = LinearSolvers.Default();
            solver.Load(program.Model.Relaxed());
            // Each as often as it may, from the first month on or from the last.
            foreach (var isLate in new[] { false, true })
            {
                var starts = new PlanSchedule(program).Round([.. program.Start.Select((row, e) =>
                {
                    var most = program.Data.Expansions[e].Most;
                    var open = row.Select((c, t) => (c, t)).Where(p => p.c >= 0).Select(p => p.t).ToArray();
                    var at = open.Length == 0 ? -1 : isLate ? open[^1] : open[0];
                    return row.Select((c, t) => t == at ? (double)most : 0).ToArray();
                })], 0.5);
                for (var e = 0; e < starts.Length; e++)
                    for (var t = 0; t < starts[e].Length; t++)
                        if (program.Start[e][t] is >= 0 and var column) solver.ChangeColumn(column, starts[e][t], starts[e][t]);
                Assert.Equal(SolveStatus.Optimal, solver.Solve().Status);
                tried += starts.Sum(row => row.Sum());
            }
        }
        Assert.True(tried > 20, $"{tried} starts");
    }
}
