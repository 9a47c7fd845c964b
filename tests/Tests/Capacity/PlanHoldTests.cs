using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>Requirements that a plan keeps up output without somebody.</summary>
public sealed class PlanHoldTests
{
    // The press of the French forge is cheap; a works in Poland makes 20 shells a month and may be built three times.
    static TestPackage Works() => Bottleneck().Add("expansions", "id=works item=shell country=PL adds=20 adds_unit=piece/month capex=9000 permit_months=0 build_months=1 ramp_months=0 unit_cost=2 lead_time_days=0 most=3");

    static PlanOptions Holding(TestPackage package, params string[] texts) => Plain(4) with
    {
        Holds = [.. texts.Select(t => PlanHold.TryParse(t, package.Network, out var hold, out var wrong) ? hold : throw new InvalidOperationException(wrong))],
    };

    static string[] Starts(Plan plan) => [.. plan.Starts.Select(s => $"{plan.Network.Expansions[s.Expansion].Id} {s.Count}").Order(StringComparer.Ordinal)];

    [Fact]
    public void A_requirement_makes_the_plan_build_where_the_absent_are_not()
    {
        Assert.Equal(["press 1"], Starts(Solve(Works(), Plain(4))));
        // 40 of 100 rounds a month without France take two works; they are ready in the second month when begun in the first.
        var package = Works();
        var result = Run(package, Holding(package, "theta >= 0.4 without FR by 2027-02"));
        Assert.Equal(PlanStatus.Optimal, result.Status);
        Assert.Equal("works 2", Starts(result.Plan)[^1]);
        Assert.All(result.Plan.Starts.Where(s => result.Plan.Network.Expansions[s.Expansion].Id == "works"), s => Assert.Equal(0, s.Period));
        var proof = Assert.Single(result.Proofs);
        Assert.Equal((true, 0.4, 1), (proof.Holds, Math.Round(proof.Theta, 9), proof.Period));
    }

    [Fact]
    public void Several_absent_together_and_everybody_outside()
    {
        var package = Works();
        var result = Run(package, Holding(package, "theta >= 0.2 without FR+US by 2027-04", "theta >= 0.6 without outside by 2027-01"));
        Assert.Equal([true, true], result.Proofs.Select(p => p.Holds));
        Assert.Equal([0.2, 0.6], result.Proofs.Select(p => Math.Round(p.Theta, 9)));
    }

    [Fact]
    public void Without_any_single_outsider_only_what_is_violated_is_added_and_all_is_proven()
    {
        // From outside come 50 and 30 shells a month, from inside 20: without the first 50 remain, without the second 70.
        var package = new TestPackage().Items("round", "shell").Recipe("round", "shell", "1").Line("filling", "round", "100", "DE", "lead_time_days=0")
            .Add("parties", "id=us-steel country=US kind=company", "id=tr-steel country=TR kind=company")
            .Line("us", "shell", "50", "US", "lead_time_days=0 party=us-steel").Line("tr", "shell", "30", "TR", "lead_time_days=0 party=tr-steel").Line("pl", "shell", "20", "PL", "lead_time_days=0")
            .Add("expansions", "id=pl-x line=pl adds=10 adds_unit=piece/month capex=50 permit_months=0 build_months=1 ramp_months=0 most=9")
            .Add("demands", "buyer=DE item=round from=2027-01 to=2027-12 rate=100 rate_unit=piece/month shortfall_price=50");
        Assert.Empty(Solve(package, Plain(4)).Starts);
        var result = Run(package, Holding(package, "theta >= 0.7 without any-outside by 2027-03"));
        Assert.Equal(["pl-x 2"], Starts(result.Plan));
        Assert.Equal(["country:TR 0.9", "country:US 0.7", "party:tr-steel 0.9", "party:us-steel 0.7"],
            result.Proofs.Select(p => FormattableString.Invariant($"{p.Denial.Actors[0].Id(result.Plan.Network)} {Math.Round(p.Theta, 9)}")).Order(StringComparer.Ordinal));
        Assert.All(result.Proofs, p => Assert.True(p.Holds));
    }

    [Fact]
    public void What_nothing_can_keep_up_is_a_named_conflict()
    {
        var package = Works();
        var result = Run(package, Holding(package, "theta >= 0.7 without FR by 2027-04"));
        Assert.Equal(PlanStatus.NoPlan, result.Status);
        Assert.Equal([(PlanConflictKind.Hold, 0, "theta >= 0.7 without FR by 2027-04")], result.Conflict.Select(c => (c.Kind, c.Index, c.Name)));
        Assert.Contains(Run(package, Holding(package, "theta >= 0.4 without FR by 2029-01")).Findings, f => f.Code == "E-PLAN-04");
    }

    [Theory]
    [InlineData("theta >= 0.8 without CN by 2028-06", 0.8, PlanHoldKind.Actors)]
    [InlineData("theta>=80% without any-outside by 2028-06", 0.8, PlanHoldKind.AnyOutsider)]
    [InlineData("theta ≥ 1 without outside by 2028-06-30", 1, PlanHoldKind.Outsiders)]
    public void Requirements_are_read(string text, double level, PlanHoldKind kind)
    {
        Assert.True(PlanHold.TryParse(text, Works().Network, out var hold, out _));
        Assert.Equal((level, kind, new DateOnly(2028, 6, 1)), (hold.Level, hold.Kind, hold.Month));
    }

    [Theory]
    [InlineData("theta > 0.8 without CN by 2028-06", "theta > 0.8 without CN by 2028-06")]
    [InlineData("theta >= 0.8 without Nobody+CN by 2028-06", "Nobody")]
    [InlineData("theta >= 0 without CN by 2028-06", "0")]
    [InlineData("theta >= 0.8 without CN by later", "theta >= 0.8 without CN by later")]
    public void What_cannot_be_read_is_named(string text, string wrong)
    {
        Assert.False(PlanHold.TryParse(text, Works().Network, out _, out var part));
        Assert.Equal(wrong, part);
    }
}
