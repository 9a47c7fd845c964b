using System.Globalization;
using CsCheck;
using Vauban.Core.Model;
using Vauban.Core.Mobility;
using Vauban.Tests.Model;

namespace Vauban.Tests.Mobility;

/// <summary>A small transport network as whole numbers, which is written as a package for the engine and read as it is by the oracle.</summary>
/// <param name="Countries">Country of each place, 0 to 2.</param>
/// <param name="Changes">Whether goods can change mode at each place.</param>
/// <param name="Links">Ways.</param>
/// <param name="Leads">Days that each country takes to permit.</param>
/// <param name="AtBorder">Whether permissions are applied for at the border.</param>
sealed record SmallRoutes(int[] Countries, bool[] Changes, SmallLink[] Links, int[] Leads, bool AtBorder)
{
    static readonly string[] Codes = ["DE", "PL", "LT"];

    static readonly string[] Modes = ["road", "rail", "sea"];

    public static Gen<SmallRoutes> Any { get; } =
        from nodes in Gen.Int[3, 6]
        from countries in Gen.Int[0, 2].Array[nodes]
        from changes in Gen.Bool.Array[nodes]
        from links in (from a in Gen.Int[0, nodes - 1] from b in Gen.Int[0, nodes - 1] from mode in Gen.Int[0, 2] from days in Gen.Int[1, 5] from every in Gen.Int[0, 4] from load in Gen.Int[18, 26] from single in Gen.Bool
                       select new SmallLink(a, b, mode, days, every > 1 ? every : 0, load, single)).Array[2, 9]
        from leads in Gen.Int[0, 6].Array[3]
        from border in Gen.Bool
        select new SmallRoutes(countries, changes, links, leads, border);

    public Network Network
    {
        get
        {
            var package = new TestPackage().Items("i");
            for (var n = 0; n < Countries.Length; n++) package.Add("transport_nodes", $"id=n{n} country={Codes[Countries[n]]} kind=place transfer_days=2" + (Changes[n] ? " modes=road__rail__sea" : ""));
            for (var l = 0; l < Links.Length; l++)
                package.Add("transport_links", $"id=l{l} start=n{Links[l].A} end=n{Links[l].B} mode={Modes[Links[l].Mode]} days={T(Links[l].Days)} axle_load={T(Links[l].AxleLoad)} gauge=1435 barred=none" + (Links[l].Every > 0 ? $" departure_days={Links[l].Every}" : "") + (Links[l].IsOneWay ? " one_way=yes" : ""));
            for (var c = 0; c < 3; c++) package.Add("transport_permissions", $"country={Codes[c]} regime=listed days={Leads[c]}");
            package.Add("consignments", $"id=c item=i origin=n0 destination=n{Countries.Length - 1} ready=2000-01-01 axle_load=22 hazard=none");
            return package.Network;
        }
    }

    /// <summary>Days on which a link is closed (Extra below 0) or takes longer; null for none. Days count from the first.</summary>
    public (int Link, int From, int Last, int Extra)? Hit { get; init; }

    /// <summary>The same with one link hit for a while.</summary>
    public static Gen<SmallRoutes> Hits { get; } =
        from small in Any
        from link in Gen.Int[0, small.Links.Length - 1] from start in Gen.Int[0, 4] from length in Gen.Int[1, 12] from extra in Gen.Int[-2, 6]
        select small with { Hit = (link, start, start + length - 1, extra) };

    static readonly DateOnly First = new(2000, 1, 1);

    IReadOnlyList<TransportOutage> Outages(Network network) => Hit is not { } hit ? [] :
        [new("hit", [network.TransportLinks.First(l => l.Id == $"l{hit.Link}").Index], [], First.AddDays(hit.From), [First.AddDays(hit.Last), First.AddDays(hit.Last), First.AddDays(hit.Last)], hit.Extra < 0 ? 0 : 1, Math.Max(0, hit.Extra))];

    public RouteOptions OptionsFor(Network network) => Options with { Outages = Outages(network) };

    public RouteOptions Options => new() { Permissions = AtBorder ? PermissionTime.AtBorder : PermissionTime.AtStart, Alternatives = 3 };

    /// <summary>Every way that never comes back to a place in the same mode: its days and links, by days.</summary>
    /// <param name="lifts">True to pass low axle loads and places without a change, counted.</param>
    public IReadOnlyList<(int Lifted, int Days, int[] Links, int[] Places)> All(bool lifts = false)
    {
        var found = new List<(int, int, int[], int[])>();
        Walk(0, -1, 0, 0, [], [0], [], []);
        return [.. found.OrderBy(f => f.Item1).ThenBy(f => f.Item2)];

        void Walk(int place, int mode, int day, int lifted, List<int> links, List<int> places, HashSet<int> held, HashSet<(int, int)> seen)
        {
            if (place == Countries.Length - 1)
            {
                found.Add((lifted, day, [.. links], [.. places]));
                return;
            }
            for (var l = 0; l < Links.Length; l++)
            {
                var link = Links[l];
                var next = link.A == place ? link.B : link.B == place && !link.IsOneWay ? link.A : -1;
                if (next < 0 || link.A == link.B || next == 0 || seen.Contains((next, link.Mode))) continue;
                var (time, extra, now) = (day, 0, new HashSet<int>(held));
                // A load goes by road and rail with its axles; at sea none are counted.
                if (link.Mode < 2 && link.AxleLoad < 22) extra++;
                if (mode >= 0 && mode != link.Mode)
                {
                    if (!Changes[place]) extra++;
                    time += 2;
                }
                if (extra > 0 && !lifts) continue;
                if (Countries[next] != Countries[place] && Countries[next] != Countries[0] && !now.Contains(Countries[next]))
                {
                    time = AtBorder ? time + Leads[Countries[next]] : Math.Max(time, Leads[Countries[next]]);
                    if (AtBorder) now.Add(Countries[next]);
                }
                if (link.Every > 0) while (time % link.Every != 0) time++;
                var arrive = time + link.Days;
                if (Hit is { } hit && hit.Link == l)
                {
                    // On every day on which it may leave: when it would be there.
                    bool IsHit(int at) => at >= hit.From && at <= hit.Last;
                    arrive = Enumerable.Range(time, 60).Where(t => (link.Every == 0 || t % link.Every == 0) && !(IsHit(t) && hit.Extra < 0)).Min(t => t + link.Days + (IsHit(t) ? hit.Extra : 0));
                }
                Walk(next, link.Mode, arrive, lifted + extra, [.. links, l], [.. places, next], now, [.. seen, (next, link.Mode)]);
            }
        }
    }

    static string T(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A way of <see cref="SmallRoutes"/>.</summary>
sealed record SmallLink(int A, int B, int Mode, int Days, int Every, int AxleLoad, bool IsOneWay);
