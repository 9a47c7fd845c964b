using Vauban.Core.Mobility;

namespace Vauban.Tests.Mobility;

public sealed class RouteOracleTests
{
    [Fact]
    public void The_fastest_route_is_that_of_trying_every_way()
    {
        var (there, none, waits) = (0, 0, 0);
        SmallRoutes.Any.Try(400, small =>
        {
            var answer = RouteEngine.Run(small.Network, small.Options, TestContext.Current.CancellationToken).Answers[0];
            var all = small.All();
            Assert.Equal(all.Count == 0 ? null : all[0].Days * 1440L, answer.Minutes[1]);
            if (all.Count == 0) none++;
            else there++;
            if (answer.Routes.Count > 0 && answer.Routes[0].Legs.Any(l => l.Waits.Any(w => w.Kind is WaitKind.Departure or WaitKind.Permission))) waits++;
        });
        // Cases that say nothing prove nothing.
        Assert.True(there > 100 && none > 50 && waits > 50, $"{there} {none} {waits}");
    }

    [Fact]
    public void With_a_link_closed_or_slow_for_a_while_the_fastest_route_is_that_of_trying_every_way_and_day()
    {
        var (changed, waited, slowed) = (0, 0, 0);
        SmallRoutes.Hits.Try(400, small =>
        {
            var network = small.Network;
            var answer = RouteEngine.Run(network, small.OptionsFor(network), TestContext.Current.CancellationToken).Answers[0];
            var all = small.All();
            Assert.Equal(all.Count == 0 ? null : all.Min(w => w.Days) * 1440L, answer.Minutes[1]);
            if (answer.WithAll != answer.Minutes[1]) changed++;
            if (answer.Routes.Count == 0) return;
            if (answer.Routes[0].Legs.Any(l => l.Waits.Any(w => w.Kind == WaitKind.Outage))) waited++;
            if (answer.Routes[0].Legs.Any(l => l.ExtraMinutes > 0)) slowed++;
        });
        Assert.True(changed > 8 && waited > 3 && slowed > 2, $"{changed} {waited} {slowed}");
    }

    [Fact]
    public void The_alternatives_are_the_next_fastest_that_come_to_no_place_twice()
    {
        var several = 0;
        SmallRoutes.Any.Try(1500, small =>
        {
            var answer = RouteEngine.Run(small.Network, small.Options, TestContext.Current.CancellationToken).Answers[0];
            var all = small.All();
            var others = all.Skip(1).Where(w => w.Places.Distinct().Count() == w.Places.Length).Select(w => w.Days * 1440L).ToArray();
            var expected = all.Count == 0 ? [] : all.Take(1).Select(w => w.Days * 1440L).Concat(others).Take(4).ToArray();
            // Of equally fast ways the one that comes to no place twice may be the first or among the others.
            if (all.Count > 1 && all[0].Days == all[1].Days) return;
            if (expected.Length > 2) several++;
            Assert.Equal(expected, answer.Routes.Select(r => r.Minutes));
        });
        Assert.True(several > 25, $"{several}");
    }

    [Fact]
    public void The_relief_lifts_the_fewest_limits_and_is_the_fastest_of_these()
    {
        var relieved = 0;
        SmallRoutes.Any.Try(400, small =>
        {
            var answer = RouteEngine.Run(small.Network, small.Options, TestContext.Current.CancellationToken).Answers[0];
            var all = small.All(lifts: true);
            if (all.Count == 0)
            {
                Assert.Equal(RouteStatus.Blocked, answer.Status);
                Assert.Null(answer.Unlimited);
                return;
            }
            Assert.Equal(all.Min(w => w.Days) * 1440L, answer.Unlimited!.Minutes);
            if (small.All().Count > 0) Assert.Null(answer.Relief);
            else
            {
                relieved++;
                Assert.Equal((all[0].Lifted, all[0].Days * 1440L), (answer.ReliefLimits.Count, answer.Relief!.Minutes));
            }
        });
        Assert.True(relieved > 30, $"{relieved}");
    }

    [Fact]
    public void A_faster_regime_never_arrives_later_and_a_lost_link_never_helps() =>
        SmallRoutes.Any.Try(200, small =>
        {
            var network = small.Network;
            var answer = RouteEngine.Run(network, small.Options with { Without = ["l0"] }, TestContext.Current.CancellationToken).Answers[0];
            var times = answer.ByRegime.Select(t => t ?? long.MaxValue).ToArray();
            Assert.Equal(times.OrderDescending(), times);
            Assert.True((answer.WithAll ?? long.MaxValue) <= (answer.Minutes[1] ?? long.MaxValue));
            Assert.True((answer.Minutes[2] ?? long.MaxValue) <= (answer.Minutes[1] ?? long.MaxValue));
        });
}
