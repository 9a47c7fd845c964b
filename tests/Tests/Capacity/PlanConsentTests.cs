using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>Plans without outsiders do without what consents held outside cover, too.</summary>
public sealed class PlanConsentTests
{
    static PlanOptions Alone => Plain(3) with { Alone = true };

    // A gun takes a fuze; both are made inside, ten a month; six guns are wanted at home.
    static TestPackage Guns() => new TestPackage().Items("gun", "fuze").Recipe("gun", "fuze", "1").Line("gun-de", "gun", "10", "DE", "lead_time_days=0 unit_cost=1")
        .Line("fuze-de", "fuze", "10", "DE", "lead_time_days=0 unit_cost=1").Goal("produce", "gun", "6")
        .Add("demands", "buyer=DE item=gun from=2027-01 to=2027-12 rate=6 rate_unit=piece/month shortfall_price=50");

    static TestPackage Exports() => Guns().Add("demands", "buyer=UA item=gun from=2027-01 to=2027-12 rate=3 rate_unit=piece/month shortfall_price=20 purpose=export");

    static double[] Delivered(Plan plan, string buyer) => plan.Delivered[plan.Demands.Single(d => d.Buyer == buyer).Index];

    static string[] Codes(PlanResult result) => [.. result.Findings.Select(f => $"{f.Code} {f.Place.Id}").Where(c => c.Contains("us", StringComparison.Ordinal))];

    [Fact]
    public void A_consent_held_outside_takes_its_target_from_a_plan_without_outsiders_only()
    {
        var package = Guns().Add("restrictions", "id=us-fuze holder=US target=fuze verbs=produce");
        Same([6, 6, 6], Delivered(Solve(package, Plain(3)), "DE"));
        var result = Run(package, Alone);
        Same([0, 0, 0], Delivered(result.Plan, "DE"));
        Same([0, 0, 0], result.Plan.Capacity[result.Plan.Supplies.Single(s => s.Id == "fuze-de").Index]);
        Assert.Equal(["N-PLAN-04 us-fuze"], Codes(result));
        Assert.Equal((PlanCauseKind.NoSupply, "fuze"), (Assert.Single(result.Plan.Shortfalls).Causes[0].Kind, package.Network.Items[result.Plan.Shortfalls[0].Causes[0].Item].Id));
        // One held inside is never withdrawn.
        Same([6, 6, 6], Delivered(Solve(Guns().Add("restrictions", "id=fr-fuze holder=FR target=fuze verbs=produce"), Alone), "DE"));
    }

    [Fact]
    public void A_consent_to_export_keeps_what_is_exported_from_being_delivered_and_leaves_the_rest()
    {
        foreach (var target in new[] { "fuze", "t" })
        {
            var package = Exports().Add("restrictions", $"id=us-fuze holder=US target={target} verbs=export");
            Same([3, 3, 3], Delivered(Solve(package, Plain(3)), "UA"));
            var result = Run(package, Alone);
            Same([6, 6, 6], Delivered(result.Plan, "DE"));
            Same([0, 0, 0], Delivered(result.Plan, "UA"));
            Assert.Equal(["N-PLAN-04 us-fuze"], Codes(result));
            Assert.Equal(PlanCauseKind.Consent, Assert.Single(result.Plan.Shortfalls).Causes[0].Kind);
        }
    }

    [Fact]
    public void A_consent_for_another_destination_does_not_matter()
    {
        Same([3, 3, 3], Delivered(Solve(Exports().Add("restrictions", "id=us-fuze holder=US target=fuze verbs=export destinations=TR"), Alone), "UA"));
        Same([0, 0, 0], Delivered(Solve(Exports().Add("restrictions", "id=us-fuze holder=US target=fuze verbs=export destinations=UA"), Alone), "UA"));
    }

    [Fact]
    public void Where_it_can_be_made_otherwise_the_whole_plan_does_without_the_target_and_says_so()
    {
        // Seven fuzes a month from a second line: of nine guns seven are delivered, the dearer ones first.
        var package = Exports().Line("fuze-fr", "fuze", "7", "FR", "lead_time_days=0 unit_cost=1").Add("restrictions", "id=us-fuze holder=US target=fuze-de verbs=export");
        var result = Run(package, Alone);
        Same([6, 6, 6], Delivered(result.Plan, "DE"));
        Same([1, 1, 1], Delivered(result.Plan, "UA"));
        Assert.Equal(["W-PLAN-06 us-fuze"], Codes(result));
    }

    [Fact]
    public void A_consent_counts_from_its_day_on_and_until_its_day()
    {
        var package = Guns().Add("restrictions", "id=us-fuze holder=US target=fuze verbs=produce from=2027-02-01 to=2027-02-28");
        // Ten fuzes are made in the first month; the four left over are all there is in the second, and two guns are made up in the third.
        Same([6, 4, 8], Delivered(Solve(package, Alone), "DE"));
    }

    [Fact]
    public void A_licence_whose_consent_is_withdrawn_is_not_held()
    {
        var package = Guns().Add("items", "id=drawing kind=competence unit=project complete=yes")
            .Add("lines", "id=drawing-de item=drawing capacity=1 capacity_unit=project/month country=DE").Recipe("gun", "drawing", "1");
        Same([6, 6, 6], Delivered(Solve(package, Alone), "DE"));
        Same([0, 0, 0], Delivered(Solve(package.Add("restrictions", "id=us-drawing holder=US target=drawing verbs=produce"), Alone), "DE"));
    }

    [Fact]
    public void The_replay_catches_a_delivery_that_a_withdrawn_consent_forbids()
    {
        var package = Exports().Add("restrictions", "id=us-fuze holder=US target=fuze verbs=export");
        var with = Solve(package, Plain(3));
        Assert.True(PlanReplay.Run(with).Holds);
        var report = PlanReplay.Run(with with { Options = with.Options with { Alone = true } });
        Assert.Contains(report.Contradictions, c => c is { Kind: PlanContradictionKind.Backlog, Period: 0, Expected: 0 } && Math.Abs(c.Found - 3) < 1e-6);
    }

    [Fact]
    public void A_requirement_without_outsiders_sees_a_consent_that_begins_later()
    {
        var package = Guns().Add("restrictions", "id=us-fuze holder=US target=fuze verbs=produce from=2027-03-01");
        PlanResult Held(string month) => Run(package, Plain(3) with { Holds = [PlanHold.TryParse($"theta >= 0.5 without outside by {month}", package.Network, out var hold, out _) ? hold : throw new InvalidOperationException()] });
        Assert.True(Assert.Single(Held("2027-02").Proofs).Holds);
        Assert.Equal(PlanStatus.NoPlan, Held("2027-03").Status);
    }

    [Fact]
    public void A_line_that_lacks_what_nobody_holds_makes_nothing_and_the_plan_holds_together()
    {
        var package = Guns().Add("items", "id=drawing kind=competence unit=project complete=yes").Add("lines", "id=drawing-us item=drawing capacity=1 capacity_unit=project/month country=US").Recipe("gun", "drawing", "1");
        Same([6, 6, 6], Delivered(Solve(package, Plain(3)), "DE"));
        Same([0, 0, 0], Delivered(Solve(package, Alone), "DE"));
    }
}
