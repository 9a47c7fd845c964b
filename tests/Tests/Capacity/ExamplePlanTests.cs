using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>Plans of the examples against the figures that their READMEs work out by hand.</summary>
public sealed class ExamplePlanTests
{
    static Plan Of(string example, string from, int months, string perimeter, bool isAlone, Reading reading)
    {
        var network = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", example), [])!;
        var result = PlanEngine.Run(network, new()
        {
            From = DateOnly.Parse(from, CultureInfo.InvariantCulture), Months = months, Perimeter = Perimeter.Defaults.Single(p => p.Name == perimeter), Alone = isAlone, Reading = reading,
        }, LinearSolvers.Default);
        Assert.Equal(PlanStatus.Optimal, result.Status);
        return result.Plan;
    }

    // 365 000 + 52 917 x 7.5 / 2; with high ends 500 000 + 64 167 x (7 / 2 + 1). In the pessimistic reading nobody is known to make fuzes.
    [Theory]
    [InlineData(Reading.Pessimistic, 0)]
    [InlineData(Reading.Central, 563_437.5)]
    [InlineData(Reading.Optimistic, 788_750)]
    public void By_March_2024_the_EU_and_Norway_could_not_make_a_million_rounds(Reading reading, double rounds)
    {
        var plan = Of("ammunition-155", "2023-04-01", 12, "EU+EEA", true, reading);
        Assert.Equal(1_000_000, plan.Wanted.Sum(w => w.Sum()), 1e-3);
        Assert.Equal(rounds, plan.Delivered.Sum(d => d.Sum()), 1e-3);
        Assert.Equal(1_000_000 - rounds, plan.Backlog.Sum(b => b[^1]), 1e-3);
    }

    [Fact]
    public void Nitrocellulose_limits_the_look_forward_until_steps_begun_at_once_are_ready()
    {
        // 7 250 t a year for three years, and 10 000 t a year that grow evenly in the last six months: 24 250 t, of which a round takes
        // 2.45 kg of powder x 5.15 modules x 0.6.
        var plan = Of("ammunition-155", "2025-01-01", 36, "EU+EEA", true, Reading.Central);
        Same([24_250], [Made(plan, "nitrocellulose-eu").Sum()]);
        Same([24_250_000 / (2.45 * 5.15 * 0.6)], [plan.Delivered.Sum(d => d.Sum())]);
        var step = plan.Starts.Single(s => plan.Network.Expansions[s.Expansion].Id == "nitrocellulose-step");
        Assert.Equal((0, 10, 30.0, 36.0), (step.Period, step.Count, step.FirstOutputMonth, step.FullOutputMonth));
        Assert.DoesNotContain(plan.Starts, s => plan.Network.Expansions[s.Expansion].Id == "rounds-2023");
    }

    [Fact]
    public void With_everybody_unknown_makers_outside_fill_every_gap()
    {
        var plan = Of("ammunition-155", "2023-04-01", 12, "EU+EEA", false, Reading.Central);
        Same([0], [plan.Backlog.Sum(b => b.Max())]);
        Assert.True(plan.Supplies.Single(s => s.Id == "unlisted-outside:round-155").HasUnknownSize);
        Assert.True(Made(plan, "unlisted-outside:round-155").Sum() > 400_000);
    }

    [Fact]
    public void One_plan_for_three_states_builds_two_lines_and_serves_the_dearest_shortfall_first()
    {
        var plan = Of("coordination", "2027-01-01", 24, "EU27", false, Reading.Central);
        var start = Assert.Single(plan.Starts);
        Assert.Equal(("propellant-x", 0, 2, 6.0), (plan.Network.Expansions[start.Expansion].Id, start.Period, start.Count, start.FirstOutputMonth));
        Same([.. Enumerable.Repeat(100.0, 6), .. Enumerable.Repeat(250.0, 18)], Made(plan, "rocket-b"));
        Same([.. Enumerable.Repeat(20.0, 6), .. Enumerable.Repeat(50.0, 18)], Made(plan, "motor-c"));
        Assert.Equal(["state-a firm 0 0", "state-a option 1350 0", "state-b firm 0 0", "state-b firm 0 0", "state-b option 15000 660", "state-c firm 0 0"], plan.Demands
            .Select(d => $"{d.Buyer} {d.Certainty} {Rounded(plan.Backlog[d.Index].Sum())} {Rounded(plan.Backlog[d.Index][^1])}").Order(StringComparer.Ordinal));
        Assert.Equal(8_310_000, plan.Costs.Single(c => c.Kind == PlanCostKind.Shortfall).Total, 1e-2);
    }

    static string Rounded(double value) => Math.Abs(Math.Round(value, 4)).ToString(CultureInfo.InvariantCulture);
}
